"""The built wheel, in an empty environment outside the checkout, carries all it needs."""

import json
import os
import re
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.xdist_group("wheel"), pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def panj(tmp_path_factory):
    """Runs the installed `panj` away from the checkout; the environment sees dependencies but no `src`."""
    home = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(home / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (home / "dist").glob("*.whl")
    venv.EnvBuilder(with_pip=True).create(home / "env")
    binaries = home / "env" / ("Scripts" if os.name == "nt" else "bin")
    purelib = subprocess.run(
        [binaries / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    # A path named in a .pth file is not searched for further .pth files: dependencies only, no checkout.
    (Path(purelib) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    install = [binaries / "python", "-m", "pip", "install", "-q", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PANJ_", "PYTHON", "VIRTUAL_ENV"))}

    def run(*words, start=False):
        command = [str(binaries / "panj"), *words]
        if start:
            return subprocess.Popen(
                command, cwd=home, env=clean, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
        return subprocess.run(
            command, cwd=home, env=clean, capture_output=True, text=True, timeout=120, check=False
        )

    run.home = home
    run.python = binaries / "python"
    return run


def test_wheel_is_imported_from_its_own_environment(panj):
    where = subprocess.run(
        [panj.python, "-c", "import panj; print(panj.__file__)"],
        cwd=panj.home,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert str(panj.home) in where


def test_wheel_reads_and_tallies_the_example(panj):
    found = subprocess.run(
        [panj.python, "-c", "from importlib.resources import files; print(files('panj')/'examples')"],
        cwd=panj.home,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    read = panj("read", str(Path(found) / "tajik-border-2021"))
    assert read.returncode == 0, read.stderr
    tally = panj(
        "tally",
        "--measure",
        "arrival",
        "--group",
        "soldiers",
        "--place",
        "Tajikistan",
        "--from",
        "2021-07-05",
        "--to",
        "2021-07-05",
        "--json",
    )
    assert tally.returncode == 0, tally.stderr
    answer = json.loads(tally.stdout)
    assert (answer["low"], answer["high"]) == (1037, 1037)


def test_wheel_serves_the_room(panj):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = panj("demo", "--port", str(port), "--no-browser", start=True)
    try:
        page = _fetch(f"http://127.0.0.1:{port}/", server)
    finally:
        server.terminate()
        server.communicate(timeout=20)
    assert "1,037" in page
    assert not re.search(r"""(?:src|href)=["']https?://(?!example\.org)""", page)


def _fetch(url, server):
    for _ in range(240):
        if server.poll() is not None:
            raise AssertionError(server.communicate()[0].decode())
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.25)
    raise AssertionError("the room did not answer within a minute")
