"""Totals that nothing excludes and that are hard to hold together are shown, and change no bound."""

from __future__ import annotations

import pytest

from props.cases import Case, ends


def border(first: str, second: str, *, words: str = "420,000", speaker: str = "General Security") -> Case:
    case = Case()
    unhcr, other = case.report("unhcr", "10-11"), case.report("afp", "10-11")
    more = {"period": "cumulative", "to": "SY", "origin": "LB"}
    case.says(unhcr, "276,000", speaker="UNHCR", on=first, id="less", **more)
    case.says(other, words, speaker=speaker, on=second, id="more", **more)
    return case


def test_all_of_a_large_difference_on_one_day_is_a_doubt() -> None:
    tally = border("09-24/10-10", "09-23/10-10").ask(place="SY")
    (conflict,) = tally.conflicts
    assert conflict.doubt
    assert set(conflict.claims) == {"less", "more"}
    assert "138,501 or more moved on 1 of 18 days (2021-09-23)" in conflict.reason
    assert {(b.low, b.high) for _, b in conflict.stories} == {(275_500, 276_499), (415_000, 424_999)}
    assert ends(tally) == (415_000, 424_999), "what the words say is not changed"
    assert tally.bounds.best == 420_000


def test_the_dead_of_a_doubt_died_and_did_not_move() -> None:
    case = Case()
    more = {"measure": "killed", "period": "cumulative", "at": "SY"}
    case.says(case.report("msf", "10-12"), "1,340", speaker="MSF", on="09-24/10-12", id="more", **more)
    case.says(case.report("iom", "10-11"), "340", speaker="IOM", on="09-24/10-10", id="less", **more)
    (conflict,) = case.ask(measure="killed", place="SY").conflicts
    assert conflict.doubt
    assert "or more died on 2 of 19 days" in conflict.reason


def test_days_at_both_ends_count_together() -> None:
    (conflict,) = border("09-24/10-09", "09-23/10-10").ask(place="SY").conflicts
    assert "on 2 of 18 days (2021-09-23 and 2021-10-10)" in conflict.reason


@pytest.mark.parametrize(
    ("first", "second", "more"),
    [
        ("09-24/10-03", "09-23/10-10", {}),  # a week later, many more
        ("09-24/10-10", "09-23/10-10", {"words": "290,000"}),  # no more than a day brings
        ("09-24/10-10", "09-23/10-10", {"speaker": "UNHCR"}),  # the same source
        ("09-24/10-10", "09-23/10-10", {"words": "more than 270,000"}),
    ],
)
def test_no_doubt_where_days_words_or_source_explain_it(first: str, second: str, more: dict) -> None:
    assert border(first, second, **more).ask(place="SY").conflicts == ()


def test_no_doubt_where_a_day_of_so_many_was_reported() -> None:
    case = border("09-24/10-10", "09-23/10-10")
    case.says(case.report("day", "09-24"), "143,900", to="SY", origin="LB", on="09-23")
    assert case.ask(place="SY").conflicts == ()


def test_two_totals_of_nearly_the_same_days_are_not_added_up() -> None:
    tally = border("09-24/10-11", "09-23/10-10").ask(place="SY")
    assert tally.bounds.best == 420_000


def test_the_same_days_are_a_contradiction_and_no_doubt() -> None:
    conflicts = border("09-23/10-10", "09-23/10-10").ask(place="SY").conflicts
    assert [c.doubt for c in conflicts] == [False]
