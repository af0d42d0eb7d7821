"""A browser is told how far the work is; all who wait for one thing wait for one making of it."""

from __future__ import annotations

import asyncio
from threading import Event, active_count

import httpx
import pytest

from panj.publish.room import create_app, waiting
from panj.publish.room.index import index_of
from panj.steps import tell

ADDRESS = "http://127.0.0.1:8600"


class Slow:
    """A source that works until it is let go, then has what it made."""

    def __init__(self, made):
        self.made, self.asked, self.go, self.begun = made, 0, Event(), Event()

    def __call__(self, known):
        if not self.go.is_set():
            self.asked += 1
            tell("key figures", 1, 2)
            self.begun.set()
            self.go.wait(20)
        return self.made

    def is_ready(self, known):
        return self.go.is_set()


@pytest.fixture
def source(made):
    return Slow(made.situation())


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(waiting, "PATIENCE", 0.2)


def ask(app, *addresses):
    """The answers to a browser that asks for all of them at once."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)

    async def all_of_them():
        async with httpx.AsyncClient(
            transport=transport, base_url=ADDRESS, headers={"accept": "text/html"}
        ) as client:
            return await asyncio.gather(*(client.get(a) for a in addresses))

    return asyncio.run(all_of_them())


def test_two_readers_of_a_page_wait_for_one_making_of_it(source):
    app = create_app(source)
    answers = ask(app, "/", "/figures", "/story")
    assert {a.status_code for a in answers} == {202}
    assert source.asked == 1
    assert all("step 3 of 5: key figures" in a.text for a in answers)
    assert 'value="2.5"' in answers[0].text
    source.go.set()
    assert {a.status_code for a in ask(app, "/", "/figures")} <= {200, 202}  # 202 while the first is laid out


def test_the_first_page_is_laid_out_before_it_is_let_through(source, monkeypatch):
    monkeypatch.setattr(waiting, "PATIENCE", 30)
    source.go.set()
    assert ask(create_app(source), "/figures")[0].status_code == 200
    held = index_of(source.made)
    assert held.once("first page", lambda: False)
    assert held.once("timelines", lambda: None) is not None


def test_what_is_there_is_given_without_more_work(source):
    source.go.set()
    app = create_app(source, ready=source.is_ready)
    before = active_count()
    assert {a.status_code for a in ask(app, *(["/figures"] * 4))} == {200}
    assert source.asked == 0
    assert active_count() - before < 6  # the pool of the application itself


def test_the_report_waits_for_the_gate_and_two_readers_share_it(source, monkeypatch):
    source.go.set()
    from panj.publish.gate import clear

    go, cleared = Event(), []

    def slowly(known, **given):
        cleared.append(known)
        tell("withholding in reports", 1, 4)
        go.wait(20)
        return clear(known, **given)

    monkeypatch.setattr("panj.publish.gate.clear", slowly)
    app = create_app(source)
    answers = ask(app, "/brief", "/brief.md")
    assert {a.status_code for a in answers} == {202}
    assert "withholding in reports" in answers[0].text
    assert len(cleared) == 1
    go.set()
    assert {a.status_code for a in ask(app, "/brief", "/brief.md")} <= {200, 202}
    assert len(cleared) == 1


def test_a_table_of_a_situation_is_made_once_for_all_who_ask(made):
    held, go, calls = index_of(made.situation()), Event(), []

    def make():
        calls.append(1)
        go.wait(10)
        return "table"

    async def both():
        first = asyncio.to_thread(held.once, "x", make)
        second = asyncio.to_thread(held.once, "x", make)
        asyncio.get_running_loop().call_later(0.2, go.set)
        return await asyncio.gather(first, second)

    assert asyncio.run(both()) == ["table", "table"]
    assert calls == [1]
