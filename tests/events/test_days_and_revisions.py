"""Figures without a day of their own, numbers that are taken back, and breakdowns beside other figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from panj.model import Report, Span
from props.cases import Case, ends

SINKING = {"measure": "killed", "at": "TN", "group": "migrants"}
UNDATED = ("date.report",)


def drowned(case: Case, words: str, on: str, published: str, **more: object) -> str:
    return case.says(case.report(f"r{len(case.reports)}", published), words, **SINKING, on=on, **more)


def test_a_figure_dated_by_its_report_alone_is_the_one_of_some_days_before() -> None:
    case = Case()
    drowned(case, "41", "03-03", "03-05", value=41)
    drowned(case, "Forty-one", "03-06", "03-06", value=41, rules=UNDATED)
    (event,) = case.events()
    assert (event.date_start, event.date_end) == (replace(case.claims[0]).date_start, case.claims[0].date_end)


@pytest.mark.parametrize(
    ("words", "on", "rules"),
    [
        ("43", "03-06", UNDATED),  # another number is news of its own
        ("41", "03-06", ()),  # its sentence gives the day
        ("41", "03-16", UNDATED),  # too long after
    ],
)
def test_else_it_is_another(words: str, on: str, rules: tuple[str, ...]) -> None:
    case = Case()
    drowned(case, "41", "03-03", "03-05")
    drowned(case, words, on, on, rules=rules)
    assert len(case.events()) == 2


def test_the_known_day_counts_whichever_was_published_first() -> None:
    case = Case()
    drowned(case, "41", "03-04", "03-04", rules=UNDATED)
    drowned(case, "41", "03-02", "03-05")
    (event,) = case.events()
    assert event.date_end == case.claims[1].date_end


def speech(*sentences: str) -> tuple[Case, Report, list[Span]]:
    """A case with one report of these sentences, published on 6 March."""
    text = " ".join(sentences)
    report = Report(text=text, published="2021-03-06", outlet="B")
    spans, at = [], 0
    for s in sentences:
        spans.append(Span(at, at + len(s)))
        at += len(s) + 1
    case = Case()
    case.reports = [report]
    return case, report, spans


def add(case: Case, report: Report, words: str, span: Span, **more: object) -> None:
    case.says(report.id, words, **more)
    case.claims[-1] = replace(case.claims[-1], sentence=span, start=span.start, end=span.start + 1)


def test_a_number_that_is_named_and_taken_back_counts_no_more_wherever_people_are_said_to_come_from() -> None:
    case, report, spans = speech(
        "The mayor of Tine has withdrawn his figure of 900; only 90 crossed, he said."
    )
    first = case.report("first", "03-04")
    case.says(first, "900", to="TD", origin="SD", on="03-03", speaker="the mayor of Tine")
    add(case, report, "900", spans[0], to="TD", origin="TD-WF", on="03-03")
    add(case, report, "90", spans[0], to="TD", origin="TD-WF", on="03-03")
    case.claims[-1] = replace(case.claims[-1], start=40, end=42)
    assert ends(case.ask(place="TD")) == (90, 90)


def test_the_figure_of_the_sentence_before_is_what_was_revised() -> None:
    case, report, spans = speech(
        "On 1 March the society spoke of 65,001 arrivals.", "It has since revised its estimate to 56,002."
    )
    add(case, report, "65,001", spans[0], to="CD", on="03-01", speaker="the society")
    add(case, report, "56,002", spans[1], to="CD", on="03-01")
    assert ends(case.ask(place="CD")) == (56_002, 56_002)


def test_a_figure_of_something_else_in_the_sentence_before_stays() -> None:
    case, report, spans = speech("Some 65,001 had come.", "The toll was revised to 56.")
    add(case, report, "65,001", spans[0], to="CD", on="03-01")
    add(case, report, "56", spans[1], measure="killed", at="CD", on="03-01")
    assert case.ask(place="CD").bounds.low == 65_001


def test_a_figure_that_has_been_corrected() -> None:
    case, report, spans = speech("The figure of 60,002 given in May has been corrected: 52,841 had come.")
    since = {"to": "TD", "period": "cumulative"}
    case.says(case.report("first", "03-01"), "60,002", on="02-01/03-01", origin="SD", **since)
    add(case, report, "60,002", spans[0], on="02-01/03-01", **since)
    add(case, report, "52,841", spans[0], on="02-01/03-01", **since)
    case.claims[-1] = replace(case.claims[-1], start=60, end=66)
    assert ends(case.ask(place="TD")) == (52_841, 52_841)


def test_a_part_of_one_figure_is_not_another_figure_of_the_report() -> None:
    case = Case()
    r = case.report("sitrep", "09-28")
    day = {"period": "as_of", "on": "09-28"}
    whole = case.says(r, "501,801", period="cumulative", on="08-25/09-28", to="BD")
    case.says(r, "201,000", "hosted", part_of=whole, group="idps", **day)
    case.says(r, "about 212,500", "hosted", group="refugees", at="BD", **day)
    assert len([e for e in case.events() if e.measure == "hosted"]) == 2


def test_what_was_revised_draws_no_other_figure_into_its_occurrence() -> None:
    """A district's number of the same days stays its own when the country's is corrected."""
    case, report, spans = speech("The ministry has corrected its figure of 750,000: 433,000 were moved.")
    days = {"measure": "evacuation", "period": "cumulative"}
    first = case.report("first", "03-04")
    case.says(first, "about 750,000", at="BD", on="03-02/03-04", **days)
    case.says(first, "237,241", at="BD-B", on="03-02/03-04", **days)
    add(case, report, "750,000", spans[0], at="BD", on="03-02/03-04", **days)
    add(case, report, "433,000", spans[0], at="BD", on="03-02/03-04", **days)
    case.claims[-1] = replace(case.claims[-1], start=60, end=66)
    assert ends(case.ask(measure="evacuation", place="BD-B")) == (237_241, 237_241)
    assert ends(case.ask(measure="evacuation", place="BD")) == (432_500, 433_499)


def test_a_revision_is_of_the_first_figure_before_it_and_of_no_figure_that_it_is_set_beside() -> None:
    case, report, spans = speech(
        "300,001 came back, more than the 272,301 of the United Nations.",
        "It has revised its count to 286,000.",
    )
    days = {"measure": "return", "period": "cumulative", "on": "01-08/03-05", "to": "AF"}
    first = case.report("first", "03-04")
    case.says(first, "272,301", speaker="the United Nations", **{**days, "on": "01-15/03-04"})
    add(case, report, "300,001", spans[0], **days)
    add(case, report, "272,301", spans[0], **days, speaker="the United Nations")
    case.claims[-1] = replace(case.claims[-1], start=30)
    add(case, report, "286,000", spans[1], **days)
    gone = {f.claim.text: f.revised for f in case.ledger().frames.values() if f.revised}
    assert gone == {"300,001": case.claims[-1].id}
