"""What must be known of a report is said on its page, in the list and beside its evidence, with a link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from time import process_time
from types import ModuleType

import httpx
import pytest

from panj.model import Correction, Report
from panj.publish.room.evidence.remarks import remarks
from panj.publish.room.views import report_rows
from panj.publish.situation import Situation, StoryLine

Opened = Callable[[Callable[..., Situation]], httpx.Client]
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def marked(made: ModuleType) -> Situation:
    """The second report copies the first, the third is withdrawn, the fourth superseded and corrected."""
    shown: Situation = made.situation()
    by_name = {r.name: r for r in shown.reports.values()}
    note = Correction("It had said 500.", f"500 {EVIL}", "900 soldiers")
    corrected = replace(by_name["fourth"], corrections=(note,))
    table = Report(
        text="9 people.", name="first, table 1", title="Table of crossings", part_of=by_name["first"].id
    )
    return replace(
        shown,
        reports={**shown.reports, corrected.id: corrected, table.id: table},
        copies={by_name["second"].id: by_name["first"].id},
        withdrawn={by_name["third"].id: f"withdrawn on 9 Jul 2021: not theirs {EVIL}"},
        superseded={corrected.id: by_name["second"].id},
    )


def named(situation: Situation, name: str) -> Report:
    return next(r for r in situation.reports.values() if r.name == name)


def test_a_copy_leads_to_its_text_and_the_text_to_its_copies(marked: Situation) -> None:
    first, second = named(marked, "first"), named(marked, "second")
    assert [(r.before, r.report, r.name) for r in remarks(marked, second)] == [
        ("Same text as", first.id, "Valley Wire, 3 Jul 2021")
    ]
    assert {(r.kind, r.report) for r in remarks(marked, first)} == {
        ("copied", second.id),
        ("tables", named(marked, "first, table 1").id),
    }


def test_a_report_of_its_own_has_no_remarks(made: ModuleType) -> None:
    plain = made.situation()
    assert all(remarks(plain, r) == () for r in plain.reports.values())


def test_pages_say_it_with_a_link_and_escaped(room: Opened, marked: Situation) -> None:
    client = room(lambda known=None: marked)
    first = named(marked, "first").id
    listed = client.get("/reports").text
    page = client.get(f"/reports/{named(marked, 'second').id}").text
    for html in (listed, page):
        assert f'Same text as <a href="/reports/{first}">Valley Wire, 3 Jul 2021</a>' in html
    withdrawn = client.get(f"/reports/{named(marked, 'third').id}").text
    assert "Withdrawn on 9 Jul 2021: not theirs" in withdrawn
    fourth = client.get(f"/reports/{named(marked, 'fourth').id}").text
    assert "→ 900 soldiers" in fourth
    assert "Superseded; what counts is" in fourth
    table = client.get(f"/reports/{named(marked, 'first, table 1').id}").text
    assert f'A table of <a href="/reports/{first}">Soldiers wade the river</a>' in table
    assert not any(EVIL in html for html in (listed, withdrawn, fourth))


def test_the_evidence_of_a_copy_names_the_text(room: Opened, marked: Situation, made: ModuleType) -> None:
    client = room(lambda known=None: marked)
    assert "Same text as" in client.get(f"/evidence/claim/{made.NIGHT.id}").text
    assert "Same text as" not in client.get(f"/evidence/claim/{made.WAVE.id}").text


def test_the_story_says_what_was_corrected(room: Opened, marked: Situation, made: ModuleType) -> None:
    span = made.WAVE.sentence
    line = StoryLine(
        date(2021, 7, 9), named(marked, "first").id, span, "words", None, (), note=f"Corrected: 5 → 8 {EVIL}"
    )
    html = room(lambda known=None: replace(marked, story=(line,))).get("/story").text
    assert "Corrected: 5 → 8" in html
    assert EVIL not in html


def test_the_api_tells_the_same(room: Opened, marked: Situation) -> None:
    answer = room(lambda known=None: marked).get("/api/v1/reports").json()
    by_name = {item["name"]: item for item in answer["items"]}
    assert by_name["second"]["copy_of"] == named(marked, "first").id
    assert by_name["fourth"]["superseded_by"] == named(marked, "second").id
    assert by_name["fourth"]["corrections"][0]["now"] == "900 soldiers"
    assert by_name["third"]["withdrawn"].startswith("withdrawn on 9 Jul 2021")
    assert by_name["first, table 1"]["part_of"] == named(marked, "first").id


def many(plain: Situation, number: int) -> Situation:
    """A case of this many reports, every other of which copies the one before."""
    reports = [Report(f"Some {n} people crossed.", "2021-07-03", name=f"r{n}") for n in range(number)]
    copies = {b.id: a.id for a, b in zip(reports[::2], reports[1::2], strict=True)}
    return replace(plain, reports={r.id: r for r in reports}, claims={}, copies=copies)


def seconds(situation: Situation) -> float:
    """Processor time of the list of reports, the best of three."""
    found = []
    for _ in range(3):
        start = process_time()
        rows = report_rows(situation)
        found.append(process_time() - start)
        assert all(len(row.remarks) == 1 for row in rows)
    return min(found)


def test_the_list_of_a_case_grows_with_its_reports_not_with_their_square(made: ModuleType) -> None:
    plain = made.situation()
    few, most = many(plain, 400), many(plain, 3_200)
    assert seconds(most) < 20 * seconds(few)  # eight times the reports; sixty-four times would be the square
