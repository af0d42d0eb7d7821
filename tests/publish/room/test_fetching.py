"""A page that a server keeps back: the room says how long it asks, and ends by its limit with what to do."""

import re
import socket
import threading
import time
from html import unescape

import pytest

from panj.publish.room import create_app
from panj.publish.room.work import jobs
from panj.run import Case

LIMIT = 3


@pytest.fixture
def hanging(monkeypatch):
    """The address of a server that takes a request and never answers; this machine may be asked."""
    pytest.importorskip("httpx")
    monkeypatch.setenv("PANJ_ALLOW_NETWORKS", "127.0.0.1")
    monkeypatch.setenv("PANJ_FETCH_SECONDS", str(LIMIT))
    monkeypatch.setattr(jobs, "PATIENCE", 0.2)
    held = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept():
            while True:
                try:
                    held.append(server.accept()[0])
                except OSError:
                    return

        waiting = threading.Thread(target=accept, daemon=True)
        waiting.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/report.html"
        server.shutdown(socket.SHUT_RDWR)  # closing alone does not wake who waits in accept
        waiting.join(5)
    for one in held:
        one.close()


@pytest.fixture
def browser(tmp_path, asking, hanging):
    (tmp_path / "a.txt").write_text(
        "---\npublished: 2021-07-05\n---\nOn July 5, 300 people crossed into Tajikistan.\n", "utf-8"
    )
    with Case.open(tmp_path / "case.db") as case:
        case.read([tmp_path / "a.txt"])
        yield asking(create_app(case.situation, case_name="case.db", work=case))


def told(answer):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_a_server_that_hangs_is_told_of_and_given_up(browser, hanging):
    begun = time.monotonic()
    answer = browser.post("/work/fetch", data={"url": hanging, "who": "A. R."}, follow_redirects=True)
    assert time.monotonic() - begun < 2
    assert answer.status_code == 202
    assert answer.headers["refresh"] == "1"
    assert f"Asking 127.0.0.1: 0 s of at most {LIMIT} s." in told(answer)
    where = str(answer.url)
    while answer.status_code == 202 and time.monotonic() - begun < 3 * LIMIT:
        time.sleep(0.3)
        answer = browser.get(where, follow_redirects=True)
    assert time.monotonic() - begun < LIMIT + 3
    assert answer.url.path == "/work"
    said = told(answer)
    assert f"No answer within {LIMIT} s" in said
    assert "save the page and give the file" in said
    assert browser.get(where, follow_redirects=True).url.path == "/work"


def test_work_goes_on_while_a_page_is_fetched(browser, hanging):
    browser.post("/work/fetch", data={"url": hanging}, follow_redirects=True)
    begun = time.monotonic()
    assert browser.get("/").status_code == 200
    assert time.monotonic() - begun < LIMIT
