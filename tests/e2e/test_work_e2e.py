"""An analyst's day in a real browser: decide and undo, take a call, plan; and pages that all can use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

Browse = Callable[..., Any]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_axe_finds_no_barrier_on_any_page(browse: Browse, example: str, width: int, scheme: str) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="group dev is not installed"
    ).Axe()
    page = browse(width=width, scheme=scheme).open(example)
    figure = page.locator("main a[href^='/evidence/figure']").first.get_attribute("href")
    page.goto(f"{example}/reports")
    report = page.locator(".report-list a").first.get_attribute("href")
    page.goto(f"{example}/work")
    waiting = page.locator(".queue a").first.get_attribute("href")
    paths = ["/", "/claims", "/reports", "/story", "/plan", "/work", "/brief", figure, report, waiting]
    paths += ["/said", "/ahead", "/crossings", "/unknown", "/verify", "/handover"]
    paths += ["/work/queue", "/changes?since=2021-09-02"]
    for path in paths:
        page.goto(example + path, wait_until="networkidle")
        found = axe.run(page, options={"runOnly": RULES}).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == [], path


def fill(page: Any, form: Any, **fields: str) -> None:
    for name, value in fields.items():
        form.locator(f"[name={name}]").fill(value)


def tell_by_radio(page: Any) -> None:
    """Enter what the head of a post told, on the page of work."""
    form = page.locator("form", has_text="told by phone or radio")
    fill(
        page,
        form,
        published="2021-07-07",
        told_by="head of post 4, by radio",
        text="On July 7, 45 soldiers crossed into Tajikistan.",
        who="A. Rahimova",
    )
    form.get_by_role("button", name="Read it").click()
    page.wait_for_selector(".told")


def test_an_analyst_rejects_a_figure_sees_it_recorded_and_takes_it_back(browse: Browse, desk: str) -> None:
    page = browse().open(f"{desk}/work")
    page.locator(".queue a", has_text="80").click()
    form = page.locator("form", has_text="Does it hold?")
    fill(page, form, who="A. Rahimova", why="a rumour; the post denies it")
    form.get_by_role("button", name="Reject").click()
    page.wait_for_selector(".told")
    assert "recorded for A. Rahimova" in page.locator(".told").inner_text()
    assert page.locator(".queue a", has_text="80").count() == 0
    assert "a rumour" in page.locator(".decided").inner_text()
    page.reload()
    page.get_by_role("button", name="Undo decision 1").click()
    page.wait_for_selector(".told")
    assert page.locator(".queue a", has_text="80").count() == 1
    assert "undone" in page.locator(".decided").inner_text()


def test_what_was_told_by_radio_is_on_the_first_page_at_once(browse: Browse, desk: str) -> None:
    page = browse(width=390).open(f"{desk}/work")
    tell_by_radio(page)
    assert "Read:" in page.locator(".told").inner_text()
    page.goto(f"{desk}/claims")
    assert "head of post 4, by radio" in page.locator(".claims").inner_text()


def test_a_plan_is_made_of_uploaded_tables_and_taken_away(browse: Browse, desk: str, tmp_path: Path) -> None:
    tables = tmp_path / "plan.toml"
    tables.write_text(
        '[[plan]]\nstart = 2021-07-05\ndays = 3\n[[site]]\nname = "Field"\nlat = 1\nlon = 1\ncapacity = 50\n'
        '[[entry]]\nname = "Bridge"\nlat = 1\nlon = 1\n'
        '[[arrival]]\ndate = 2021-07-05\nentry = "Bridge"\npeople = 80\n',
        encoding="utf-8",
    )
    page = browse().open(f"{desk}/plan")
    page.locator("input[type=file]").set_input_files(tables)
    page.get_by_role("button", name="Plan", exact=True).click()
    page.wait_for_selector("#placements")
    assert "capacity of Field" in page.locator("#limits").inner_text()
    with page.expect_download() as taken:
        page.get_by_role("link", name="The whole plan as a workbook").click()
    assert taken.value.suggested_filename == "reception-plan.xlsx"
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def test_what_came_in_meanwhile_stands_on_the_first_page_until_it_is_seen(browse: Browse, desk: str) -> None:
    page = browse(width=390).open(desk)
    assert "This is your first visit" in page.locator(".since").inner_text()
    page.wait_for_timeout(1100)  # marks are kept to the second
    page.goto(f"{desk}/work")
    tell_by_radio(page)
    page.goto(desk)
    page.wait_for_selector("#moved .move")
    assert "head of post 4, by radio" in page.locator("#moved").inner_text()
    page.get_by_role("button", name="Seen").click()
    page.wait_for_selector(".since")
    assert "Nothing has changed" in page.locator(".since").inner_text()


def test_the_queue_is_put_in_order_once_the_page_stands(browse: Browse, desk: str) -> None:
    seen = browse()
    page = seen.open(f"{desk}/work")
    page.wait_for_function("() => !document.querySelector('#queue').hasAttribute('hx-get')")
    assert "rests on it alone" in page.locator(".queue").inner_text()
    assert seen.complaints == []


def test_an_answer_is_taken_down_by_keyboard_and_stands_beside_its_figure(browse: Browse, desk: str) -> None:
    page = browse().open(f"{desk}/verify")
    row = page.locator(".verify", has_text="unconfirmed").first
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    row.locator("[name=answer]").fill("Eighty, counted at the ferry")
    row.locator("[name=told]").fill("2021-07-07T14:10")
    row.locator("[name=who]").fill("A. Rahimova")
    page.keyboard.press("Enter")
    page.wait_for_selector(".told")
    assert "Eighty, counted at the ferry" in page.locator(".answer").inner_text()
    page.goto(desk)
    assert "Eighty, counted at the ferry" in page.locator(".figures").inner_text()
    page.goto(f"{desk}/handover?since=2021-01-01")
    page.emulate_media(media="print")
    assert "Eighty, counted at the ferry" in page.locator(".handover").inner_text()
    assert not page.locator(".handover form").first.is_visible()


DROP = """
([name, words]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([words], name, { type: "text/plain" }));
  for (const type of ["dragover", "drop"]) {
    const told = { dataTransfer: carried, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent(type, told));
  }
}
"""


def test_a_file_that_is_dropped_anywhere_goes_into_the_form(browse: Browse, desk: str) -> None:
    seen = browse()
    page = seen.open(f"{desk}/work")
    words = "---\npublished: 2021-07-06\noutlet: Post\n---\nOn July 6, 64 people crossed into Tajikistan.\n"
    page.evaluate(DROP, ["dropped.txt", words])
    assert page.evaluate("() => document.querySelector('[data-drop]').files[0].name") == "dropped.txt"
    page.keyboard.press("Enter")  # its button has the focus
    page.wait_for_selector(".told")
    assert "Read: dropped" in page.locator(".told").inner_text()
    assert seen.complaints == []


def test_what_is_folded_in_is_printed(browse: Browse, example: str) -> None:
    page = browse().open(example)
    folded = "() => document.querySelectorAll('details.kf-parts:not([open])').length"
    assert page.evaluate(folded) > 0
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(folded) == 0
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(folded) > 0


def test_the_russian_story_fits_a_telephone_with_its_stages(browse: Browse, example: str) -> None:
    page = browse(width=390).open(f"{example}/story")
    page.evaluate("""() => {
      for (const flag of document.querySelectorAll(".flag-status")) {
        flag.textContent = "рассматривается (5 июля 2021) → объявлено (23 июля 2021)";
      }
    }""")
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
