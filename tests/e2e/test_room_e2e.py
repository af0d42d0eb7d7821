"""The room as a visitor meets it: quiet, self-contained, every figure one click from its sentence."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

Browse = Callable[..., Any]
PAGES = ["/", "/claims", "/reports", "/story", "/plan", "/work", "/brief"]
PAGES += ["/said", "/ahead", "/crossings", "/unknown", "/verify", "/handover", "/changes?since=2021-09-02"]
NO_WIDER = "() => document.documentElement.scrollWidth <= window.innerWidth"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_every_page_opens_quietly_and_fits(browse: Browse, example: str, width: int, scheme: str) -> None:
    seen = browse(width=width, scheme=scheme)
    page = seen.open(example)
    for path in [*PAGES, page.locator("main a[href^='/evidence/figure']").first.get_attribute("href")]:
        page.goto(example + path, wait_until="networkidle")
        assert page.evaluate(NO_WIDER), path
        assert page.locator("h1, h2").first.is_visible()
    page.goto(example + "/reports")
    page.locator(".report-list a").first.click()
    page.wait_for_selector(".para a.figure")
    assert page.evaluate(NO_WIDER)
    assert seen.complaints == []
    assert seen.outside == []


@pytest.mark.parametrize("width", [1400, 390])
def test_a_figure_opens_its_sentence_beside_it(browse: Browse, example: str, width: int) -> None:
    seen = browse(width=width)
    page = seen.open(example)
    figure = page.locator(".kf-rows > li > .kf-row .kf-link").nth(1)
    title = figure.inner_text()
    figure.click()
    page.wait_for_function("(t) => document.querySelector('#evidence-title')?.textContent === t", arg=title)
    assert page.url.rstrip("/") == example
    marked = page.locator("#evidence .exhibit mark.figure").first
    sentence = page.locator("#evidence .exhibit .sentence").first
    assert marked.is_visible()
    assert re.search(r"\w", sentence.inner_text())
    colour = "(e) => getComputedStyle(e).backgroundColor"
    assert marked.evaluate(colour) != page.locator("#evidence").evaluate(colour)
    assert page.evaluate("() => document.activeElement.id") == "evidence-title"
    assert page.locator(".kf-row.is-open").count() >= 1
    assert page.locator(".evidence-close").is_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.textContent") == title
    assert page.locator("#evidence mark").count() == 0
    if width == 390:
        assert not page.locator("#rail").is_visible()
    assert seen.complaints == []


def test_the_sentence_leads_to_its_place_in_the_whole_report(browse: Browse, example: str) -> None:
    page = browse().open(example)
    exhibit = page.locator("#evidence .exhibit").first
    words = exhibit.locator("mark.figure").first.inner_text()
    exhibit.get_by_text("Whole report").click()
    page.wait_for_url("**/reports/**")
    target = page.locator(f"[id='{urlsplit(page.url).fragment}']")
    assert target.inner_text() == words
    assert target.evaluate(
        "(e) => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight; }"
    )


TAKEN_UP = "() => document.documentElement.classList.contains('has-js')"


def test_evidence_is_reached_by_keyboard_alone(browse: Browse, example: str) -> None:
    page = browse().open(example)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.closest('.tl-mark') !== null"):
            break
    else:
        pytest.fail("no mark of the timeline takes the focus")
    key = page.evaluate("() => document.activeElement.dataset.opens")
    page.wait_for_function(TAKEN_UP)  # until then Enter follows the link to a page of its own
    page.keyboard.press("Enter")
    page.locator("#evidence-title:focus").wait_for()
    assert key.startswith("event/")
    assert page.locator("#evidence mark.figure").count() >= 1


def test_the_known_date_changes_the_page_and_its_address(browse: Browse, example: str) -> None:
    seen = browse()
    page = seen.open(example)
    before = page.locator(".figures").inner_text()
    page.locator("#known").fill("2021-07-03")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**known=2021-07-03**")
    assert page.locator(".known-day").inner_text() == "3 Jul 2021"
    assert page.locator(".figures").inner_text() != before
    assert "3 reports of 18" in page.locator(".known-count").inner_text()
    slider = page.locator(".known-range")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("known") == ["2021-07-05"])
    assert page.locator(".known-day").inner_text() == "5 Jul 2021"
    page.get_by_role("link", name="latest").click()
    page.wait_for_url(lambda url: "known" not in url)
    assert seen.complaints == []


def test_claims_narrow_as_one_types(browse: Browse, example: str) -> None:
    seen = browse()
    page = seen.open(example + "/claims")
    every = page.locator(".claim-row").count()
    page.locator("[name=q]").fill("1,037")
    page.wait_for_function("(n) => document.querySelectorAll('.claim-row').length < n", arg=every)
    rows = page.locator(".claim-row").count()
    assert 0 < rows < every
    assert parse_qs(urlsplit(page.url).query)["q"] == ["1,037"]
    page.locator(".claim-row a").first.click()
    page.wait_for_selector("#evidence .exhibit mark")
    page.reload()
    assert page.locator(".claim-row").count() == rows
    assert seen.complaints == []


def test_the_movable_map_is_painted(browse: Browse, example: str) -> None:
    seen = browse()
    page = seen.open(example)
    page.locator("#map-frame").scroll_into_view_if_needed()
    page.wait_for_selector("#map-frame.is-live", timeout=60_000)
    canvas = page.locator("#map-live canvas")
    box = canvas.bounding_box()
    assert box is not None
    assert box["width"] > 500
    assert box["height"] > 300
    assert colours(page, canvas) > 50
    assert seen.complaints == []
    assert seen.outside == []


def test_without_webgl_the_drawn_map_stays(browse: Browse, example: str) -> None:
    seen = browse("--disable-3d-apis")
    page = seen.open(example)
    page.locator("#map-frame").scroll_into_view_if_needed()
    page.wait_for_timeout(1500)
    drawn = page.locator(".sheet-wide")
    assert drawn.is_visible()
    assert page.locator("#map-live").is_hidden()
    assert page.locator(".sheet-wide .land.is-concerned").get_attribute("d").count("M") >= 2
    assert colours(page, drawn) > 50
    assert seen.complaints == []


def test_everything_reads_without_scripts(browse: Browse, example: str) -> None:
    page = browse(scripts=False).open(example)
    assert page.locator(".kf-row").count() > 5
    assert page.locator(".sheet-wide").is_visible()
    assert page.locator(".tl-wide .tl-mark").count() > 3
    page.locator(".kf-rows > li > .kf-row .kf-link").nth(1).click()
    assert "/evidence/figure/" in page.url
    assert page.locator("mark.figure").first.is_visible()
    page.goto(example + "/claims?measure=capacity")
    assert page.get_by_role("button", name="Apply").is_visible()


@pytest.mark.parametrize("path", ["/", "/claims", "/story", "/reports", "/said"])
def test_markup_in_reports_does_nothing(browse: Browse, hostile: str, path: str) -> None:
    seen = browse()
    page = seen.open(hostile + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("() => window.stolen") is None
    assert "<script>" in page.locator("body").inner_text()
    assert seen.complaints == []


def test_printing_leaves_the_figures_and_drops_the_controls(browse: Browse, example: str) -> None:
    page = browse().open(example)
    page.emulate_media(media="print")
    assert page.locator(".kf-row").first.is_visible()
    assert page.locator(".sheet-wide").is_visible()
    assert not page.locator(".nav").is_visible()
    assert not page.locator(".known-range").is_visible()
    assert not page.locator("#known").is_visible()
    assert page.locator(".known-day").is_visible()


COUNT = """async (picture) => {
  const image = new Image();
  image.src = picture;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  return new Set(new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer)).size;
}"""


def colours(page: Any, locator: Any) -> int:
    """How many colours an element shows on the screen."""
    picture = base64.b64encode(locator.screenshot()).decode()
    count: int = page.evaluate(COUNT, f"data:image/png;base64,{picture}")
    return count
