"""Nothing but panj.reports.web opens a network connection: what is imported, and what happens at run time."""

import ast
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

PACKAGE = Path(find_spec("panj").submodule_search_locations[0])
# What can open a connection. uvicorn serves the room on 127.0.0.1 and asks nobody.
CLIENTS = {
    *(
        "aiohttp",
        "asyncio",
        "boto3",
        "ftplib",
        "grpc",
        "http.client",
        "httpcore",
        "httpx",
        "imaplib",
        "nntplib",
    ),
    *("paramiko", "poplib", "pycurl", "requests", "smtplib", "socket", "socketserver", "ssl", "telnetlib"),
    *("urllib.request", "urllib3", "websocket", "websockets", "xmlrpc", "trafilatura.downloads", "http"),
}
ALLOWED = {
    # These two bind the room's own port on 127.0.0.1; the calls below show that they connect to nothing.
    "cli/serving.py": {"socket"},
    "publish/room/server.py": {"socket"},
}
CALLS = {
    "create_connection",
    "connect",
    "connect_ex",
    "getaddrinfo",
    "urlopen",
    "fetch_url",
    "fetch_response",
}


def modules():
    web = PACKAGE / "reports" / "web"
    return [path for path in sorted(PACKAGE.rglob("*.py")) if web not in path.parents]


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
            yield node.module or ""
        elif isinstance(node, ast.Call) and called(node) in ("import_module", "__import__", "find_spec"):
            yield from (
                a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
            )


def called(node):
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def clients_in(source):
    return {
        c for name in imports(ast.parse(source)) for c in CLIENTS if name == c or name.startswith(c + ".")
    }


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "import urllib.request",
        "from urllib import request",
        "from urllib.request import urlopen",
        "def f():\n    import httpx",
        "from http import client",
        "import importlib\nimportlib.import_module('requests')",
        "__import__('ftplib')",
    ],
)
def test_scan_sees_every_way_to_import(source):
    assert clients_in(source)


def test_scan_lets_pass_what_connects_to_nothing():
    assert not clients_in("from urllib.parse import urlsplit\nimport webbrowser\nimport json, uvicorn")


def test_no_other_module_imports_a_network_client():
    assert len(modules()) > 50
    found = {}
    for path in modules():
        name = path.relative_to(PACKAGE).as_posix()
        more = clients_in(path.read_text(encoding="utf-8")) - ALLOWED.get(name, set())
        if more:
            found[name] = more
    assert found == {}


def test_modules_that_serve_the_room_connect_to_nothing():
    for name in ALLOWED:
        tree = ast.parse((PACKAGE / name).read_text(encoding="utf-8"))
        calls = {called(node) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        assert not calls & CALLS, name


WATCHED = """
import sys

ASKING = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request")

def hook(event, arguments):
    if event in ASKING:
        print("OPENED", event, arguments, flush=True)

sys.addaudithook(hook)
"""
PANJ = "from panj.cli import main\nmain(sys.argv[1:], standalone_mode=False)\n"
SAYS = "More than 300 people crossed into Tajikistan on 5 July 2021, officials said."

# Readers that take a text for the place to read from, or follow what a page names, would ask here.
LURES = {
    "address.txt": "http://{host}/page\n\n" + SAYS,
    "address.rss": "http://{host}/feed.xml",
    "page.html": """<!DOCTYPE html SYSTEM "http://{host}/x.dtd"><html><head><base href="http://{host}/">
        <meta http-equiv="refresh" content="0;url=http://{host}/"><link rel="stylesheet" href="http://{host}/a.css">
        <script src="http://{host}/a.js"></script></head><body><article><h1>Crossing</h1>
        <p>{says}</p><img src="http://{host}/a.png"></article></body></html>""",
    "feed.xml": """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "http://{host}/e">]>
        <rss version="2.0"><channel><title>News</title><item><title>A</title><link>http://{host}/a</link>
        <description>{says} &x;</description></item></channel></rss>""",
    "mail.eml": "From: a@example.org\nSubject: Crossing\nDate: Mon, 05 Jul 2021 10:00:00 +0000\n"
    'Content-Type: text/html\n\n<p>{says}</p><img src="http://{host}/pixel.png">\n',
}


def watched(code, *words, cwd):
    command = [sys.executable, "-c", WATCHED + code, *words]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=90, check=False)


def test_watch_over_connections_sees_one(tmp_path, site):
    code = f"import socket\nsocket.create_connection(('127.0.0.1', {site.port})).close()\n"
    assert "OPENED socket.connect" in watched(code, cwd=tmp_path).stdout


def test_reading_and_answering_open_no_connection(tmp_path, site):
    folder = tmp_path / "reports"
    folder.mkdir()
    host = site.url.removeprefix("http://")
    for name, text in LURES.items():
        written = text.replace("{host}", host).replace("{says}", SAYS)
        (folder / name).write_text(written, encoding="utf-8")
    for words in (["read", "reports"], ["brief"]):
        done = watched(PANJ, *words, cwd=tmp_path)
        assert "OPENED" not in done.stdout, done.stdout
        assert done.returncode == 0, done.stderr
    assert site.requests == []
