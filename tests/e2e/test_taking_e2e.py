"""Reports taken in, in a real browser: progress with and without scripts, left and come back to, dated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import pytest

from panj.publish.room.work import jobs
from panj.run import reading
from panj.steps import SENTENCES, tell

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

Browse = Callable[..., Any]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LONG = "On July 9, 45 soldiers crossed into Tajikistan, guards said. " + "Some went on. " * 40
SIZES = [(1400, "light"), (1400, "dark"), (390, "light"), (390, "dark")]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """A reading that stands in the middle of a long text until the test lets it go on."""
    go, real = Event(), reading.figures_of

    def standing(report: Any, **given: Any) -> Any:
        if report.text == LONG.strip():
            tell(SENTENCES, 17, 41)
            assert go.wait(120)
        return real(report, **given)

    monkeypatch.setattr(reading, "figures_of", standing)
    monkeypatch.setattr(jobs, "PATIENCE", 0.3)
    yield go
    go.set()


def paste(page: Any, text: str, **fields: str) -> None:
    form = page.locator("form[action='/work/paste']")
    for name, value in {"text": text, "who": "A. Rahimova", **fields}.items():
        form.locator(f"[name={name}]").fill(value)
    form.get_by_role("button", name="Read it").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_long_text_shows_how_far_it_is_and_can_be_left_and_come_back_to(
    browse: Browse, desk: str, slow: Event, scripts: bool
) -> None:
    watched = browse(scripts=scripts)
    page = watched.open(f"{desk}/work")
    paste(page, LONG, published="2021-07-10", title="Long")
    page.get_by_text("17 of 41 sentences are read.").wait_for()
    assert page.get_by_text("Its text is stored").is_visible()
    page.goto(f"{desk}/claims")
    assert page.locator("h1").first.is_visible()
    page.goto(f"{desk}/work")
    page.locator(".jobs a", has_text="2021-07-10-long.txt").click()
    page.get_by_text("17 of 41 sentences are read.").wait_for()
    slow.set()
    page.wait_for_url("**/work?told=*")  # by itself
    page.get_by_text("Read: 2021-07-10-long").wait_for()
    assert watched.outside == []


def test_a_date_that_is_missing_is_asked_for_given_and_taken_back(browse: Browse, desk: str) -> None:
    page = browse(scripts=False).open(f"{desk}/work")
    paste(page, "Some 410 people crossed into Tajikistan, a driver said.", title="A note")
    page.get_by_text("The date of publication is not stated").wait_for()
    form = page.locator("form[action='/work/date']")
    for name, value in {"published": "2021-07-08", "why": "by its stamp", "who": "A. Rahimova"}.items():
        form.locator(f"[name={name}]").fill(value)
    form.get_by_role("button", name="Give the date").click()
    page.get_by_text("Decision 1: date, recorded for A. Rahimova.").wait_for()
    assert page.locator("#undated-title").count() == 0
    row = page.locator("#d-1")
    assert "A note" in row.inner_text()
    assert "2021-07-08" in row.inner_text() or "8 Jul 2021" in row.inner_text()
    row.get_by_role("button", name="Undo decision 1").click()
    page.locator("#undated-title").wait_for()
    page.locator("#undated-title ~ .offer h3 a").click()
    assert page.get_by_role("heading", name="When was it published?").is_visible()


def still(route: Any) -> None:
    """The page of a job as it is, without looking again: it is looked through for longer than a second."""
    answer = route.fetch()
    route.fulfill(response=answer, headers={k: v for k, v in answer.headers.items() if k != "refresh"})


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_axe_finds_no_barrier_on_the_new_pages(
    browse: Browse, desk: str, slow: Event, width: int, scheme: str
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="group dev is not installed"
    ).Axe()
    page = browse(width=width, scheme=scheme).open(f"{desk}/work")
    page.route("**/work/job?*", still)
    paste(page, "Some 410 people crossed into Tajikistan, a driver said.", title="A note")
    page.locator("#undated-title").wait_for()
    address = page.locator("#undated-title ~ .offer h3 a").get_attribute("href")
    paste(page, LONG, published="2021-07-10", title="Long")
    page.get_by_text("17 of 41 sentences are read.").wait_for()
    for path in (page.url, f"{desk}/work", f"{desk}{address}"):
        page.goto(path, wait_until="networkidle")
        found = axe.run(page, options={"runOnly": RULES}).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    slow.set()
