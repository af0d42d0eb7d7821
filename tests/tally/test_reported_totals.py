"""What a stated total, a running total, a revision and a number on a day are to an answer."""

from __future__ import annotations

import pytest

from panj.model import Bounds, Conflict, Report, Tally
from props.cases import Case, ends

CHAD = {"to": "TD", "group": "refugees"}


def total(case: Case, words: str, on: str, published: str, **more: object) -> str:
    told = {**CHAD, "period": "cumulative", **more}
    return case.says(case.report(f"t{len(case.reports)}", published), words, on=on, **told)


def crossing(case: Case, words: str, on: str, published: str, **more: object) -> str:
    return case.says(case.report(f"c{len(case.reports)}", published), words, on=on, **{**CHAD, **more})


def test_a_total_is_not_lost_when_one_of_its_days_becomes_known() -> None:
    case = Case()
    total(case, "more than 20,000", "03-01/03-05", "03-05")
    before = case.ask(place="TD")
    crossing(case, "6,000", "03-04", "03-06")
    after = case.ask(place="TD")
    assert ends(before) == ends(after) == (20_001, 29_999)
    assert after.itemised is not None
    assert (after.itemised.low, after.itemised.high) == (5500, 6499)
    assert after.only_in_total is not None
    assert (after.only_in_total.low, after.only_in_total.high) == (20_001 - 6499, 29_999 - 5500)
    assert after.unreported is None, "nothing covers people who are not refugees"


def test_a_total_that_holds_the_whole_question_leaves_nobody_unreported() -> None:
    case = Case()
    total(case, "5,541", "04-30/05-04", "05-04")
    crossing(case, "1,351", "05-01", "05-04")
    tally = case.ask(place="TD", group="refugees")
    assert ends(tally) == (5541, 5541)
    assert tally.unreported == Bounds(0, None, 0)


def test_an_occurrence_alone_has_nothing_in_totals() -> None:
    case = Case()
    crossing(case, "1,351", "05-01", "05-04")
    tally = case.ask(place="TD")
    assert (tally.itemised, tally.only_in_total) == (None, None)


def test_overlapping_totals_of_apart_groups_add_up_beside_a_third() -> None:
    """Neither group's total can lean on people whom the other has: the third total lowers nothing."""
    case = Case()
    total(case, "224", "06-04/07-17", "07-17", group="civilians")
    total(case, "281", "06-04/07-17", "07-17", group="soldiers")
    assert case.ask(place="TD").bounds.low == 505
    crossing(case, "200", "06-24", "06-24", group=None)
    assert case.ask(place="TD").bounds.low == 505


def test_running_totals_are_one_growing_number() -> None:
    case = Case()
    total(case, "13,351", "03-04", "03-04")
    total(case, "28,121", "03-05", "03-05")
    assert ends(case.ask(place="TD")) == (28_121, 28_121)


def test_a_running_total_takes_in_the_crossings_before_it() -> None:
    case = Case()
    crossing(case, "6,001", "03-03", "03-03")
    total(case, "13,351", "03-04", "03-04")
    total(case, "28,121", "03-05", "03-05")
    assert ends(case.ask(place="TD")) == (28_121, 28_121)


def test_names_used_for_one_another_make_one_running_number() -> None:
    case = Case()
    crossing(case, "6,001", "03-03", "03-03", group="idps")
    total(case, "13,351", "03-04", "03-04", group="asylum_seekers")
    total(case, "28,121", "03-05", "03-05", group="refugees")
    assert ends(case.ask(place="TD")) == (28_121, 28_121)


def test_a_running_total_gives_way_to_larger_crossings() -> None:
    """That it takes in everything is a reading; a crossing larger than it came before it began to count."""
    case = Case()
    crossing(case, "40,001", "02-03", "02-03")
    total(case, "13,351", "03-04", "03-04")
    tally = case.ask(place="TD")
    assert not tally.conflicts
    assert tally.bounds.low == 40_001


def test_two_groups_of_one_sentence_are_no_rivals() -> None:
    case = Case()
    r = case.report("bulletin", "06-28")
    since = {"measure": "return", "period": "cumulative", "on": "04-15/06-25", "to": "TD", "sentence": 1}
    case.says(r, "155,337", group="refugees", **since)
    case.says(r, "37,601", group="people", **since)
    tally = case.ask(place="TD", measure="return")
    assert not tally.conflicts
    assert ends(tally) == (192_938, 192_938)
    assert tally.bounds.best == 192_938


def revision(*later: str) -> Tally:
    """An earlier figure of the mayor, and a later report of his."""
    first = Report(text="Some 900 people crossed, the mayor said.", published="2021-03-04", outlet="A")
    text = f"The mayor {later[0]} on Friday."
    second = Report(text=text, published="2021-03-06", outlet="B")
    case = Case()
    case.reports = [first, second]
    case.says(first.id, "900", to="TD", on="03-03", speaker="the mayor")
    for figure in later[1:]:
        case.says(second.id, figure, to="TD", on="03-03", speaker="the mayor", sentence=0)
    return case.ask(place="TD")


def test_a_revised_figure_is_replaced() -> None:
    tally = revision("revised his figure to 91", "91")
    assert ends(tally) == (91, 91)
    assert not tally.conflicts
    assert list((tally.set_aside or {}).values()) == ["revised since: 91"]


def test_a_withdrawn_figure_that_is_named_again_is_replaced_with_it() -> None:
    tally = revision("has withdrawn his figure of 900 and says that 91 crossed", "900", "91")
    assert ends(tally) == (91, 91)
    assert list((tally.set_aside or {}).values()) == ["revised since: 91"] * 2


def test_another_number_without_a_word_of_revision_replaces_nothing() -> None:
    assert ends(revision("now speaks of 91", "91")) != (91, 91)


def test_what_was_known_before_the_revision_stays() -> None:
    first = Report(text="x.", published="2021-03-04", outlet="A")
    case = Case()
    case.reports = [first, Report(text="The mayor revised it to 91.", published="2021-03-06", outlet="B")]
    case.says(first.id, "901", to="TD", on="03-03", speaker="the mayor")
    case.says(case.reports[1].id, "91", to="TD", on="03-03", speaker="the mayor", sentence=0)
    assert ends(case.ask(place="TD", known="03-05")) == (901, 901)
    assert ends(case.ask(place="TD", known="03-06")) == (91, 91)


def test_nothing_known_is_not_zero() -> None:
    told = Case().ask(place="TD", measure="killed")
    assert told.silent
    plain = told.to_dict()
    assert (plain["low"], plain["best"], plain["high"]) == (None, None, None)


def hosted(case: Case, words: str, on: str, published: str | None = None, **more: object) -> str:
    r = case.report(f"h{len(case.reports)}", published or on)
    return case.says(r, words, "hosted", period="as_of", on=on, **more)


def test_the_whole_of_a_stock_answers_and_not_its_part() -> None:
    case = Case()
    r = case.report("flash", "05-04")
    day = {"measure": "hosted", "period": "as_of", "on": "05-04", "at": "TD", "group": "refugees"}
    case.says(r, "580,001", id="all", **day)
    case.says(r, "409,819", id="part", part_of="all", **day)
    tally = case.ask(place="TD", measure="hosted")
    assert ends(tally) == (580_001, 580_001)
    assert "a part of" in (tally.set_aside or {})["part"]


def test_a_later_part_bounds_its_whole_from_below() -> None:
    case = Case()
    hosted(case, "100,001", "05-04", at="TD", group="refugees")
    hosted(case, "150,001", "06-04", at="TD-OD", group="refugees")
    tally = case.ask(place="TD", measure="hosted")
    assert ends(tally) == (150_001, None)


def test_an_earlier_part_says_nothing_of_a_later_whole() -> None:
    case = Case()
    hosted(case, "150,001", "05-04", at="TD-OD", group="refugees")
    hosted(case, "100,001", "06-04", at="TD", group="refugees")
    assert ends(case.ask(place="TD", measure="hosted")) == (100_001, 100_001)


def test_some_people_of_a_place_are_no_whole_of_its_refugees() -> None:
    case = Case()
    r = case.report("factsheet", "05-04")
    day = {"period": "as_of", "on": "05-04", "at": "TD"}
    case.says(r, "580,001", "hosted", group="refugees", **day)
    case.says(r, "26,001", "hosted", group="people", **day)
    assert ends(case.ask(place="TD", measure="hosted")) == (580_001, 580_001)


def test_the_newest_number_on_a_day_answers_and_the_older_is_history() -> None:
    case = Case()
    older = hosted(case, "12,001", "03-01", at="TD", group="refugees")
    hosted(case, "15,001", "03-10", at="TD", group="refugees")
    tally = case.ask(place="TD", measure="hosted")
    assert ends(tally) == (15_001, 15_001)
    assert "an earlier number" in (tally.set_aside or {})[older]


@pytest.mark.parametrize("group", [None, "people"])
def test_a_rate_of_people_counts_among_people(group: str | None) -> None:
    case = Case()
    r = case.report("rate", "03-12")
    told = {"period": "rate", "per": "day", "to": "TD", "group": group}
    case.says(r, "701", on="03-01/03-04", **told)
    crossing(case, "653", "03-03", "03-12", group=None)
    assert case.ask(place="TD").bounds.low == 4 * 701


@pytest.mark.parametrize("kind", [{"on": "05-20/05-26"}, {"on": "05-20/05-26", "period": "cumulative"}])
def test_the_best_is_not_an_end_that_nobody_stated(kind: dict[str, str]) -> None:
    """2,500 went home, it is not said where to; then about 2,600 had returned to one country."""
    case = Case()
    group = {"origin": "NE", "group": "refugees"}
    case.says(case.report("a", "06-01"), "2,500", "return", **kind, **group)
    case.says(
        case.report("b", "06-05"),
        "about 2,600",
        "return",
        to="ML",
        period="cumulative",
        on="05-20/06-05",
        **group,
    )
    best = case.ask(place="ML", measure="return").bounds.best
    assert best is not None
    assert 2_500 <= best <= 2_600


def averaged(per: str, words: str, on: str, known: str) -> Case:
    case = Case()
    case.says(case.report("rate", known), words, period="rate", per=per, to="TD", on=on)
    return case


def test_an_average_allows_any_day_in_it_up_to_its_sum() -> None:
    case = averaged("day", "701", "03-01/03-04", "03-12")
    crossing(case, "1,653", "03-03", "03-12")
    tally = case.ask(place="TD")
    assert (ends(tally), tally.bounds.best, tally.conflicts) == ((2804, 2804), 2804, ())
    assert ends(case.ask(place="TD", on="03-03")) == (1653, 1653)


def test_a_day_of_more_people_than_the_average_makes_up_contradicts_it() -> None:
    case = averaged("day", "701", "03-01/03-04", "03-12")
    crossing(case, "3,001", "03-03", "03-12")
    assert len(case.ask(place="TD").conflicts) == 1


def test_the_day_of_the_report_may_not_be_among_the_days_of_an_average() -> None:
    tally = averaged("day", "701", "03-05/03-12", "03-12").ask(place="TD")
    assert (ends(tally), tally.bounds.best) == ((7 * 701, 8 * 701), 7 * 701)


def test_so_many_a_week_is_an_average_of_its_weeks() -> None:
    assert ends(averaged("week", "701", "03-01/03-14", "03-20").ask(place="TD")) == (1402, 1402)


def test_reasons_name_places() -> None:
    case = Case()
    r = case.report("elsewhere", "03-12")
    claim = case.says(r, "701", to="SD", on="03-01")
    case.says(r, "9", on="03-02", to="TD")
    case.claims = [
        c if c.id != claim else c.__class__(**{**fields(c), "destination": "Adré", "destination_code": None})
        for c in case.claims
    ]
    reason = (case.ask(place="TD").set_aside or {})[claim]
    assert "Adré" in reason
    assert "~" not in reason


def fields(claim: object) -> dict[str, object]:
    return {name: getattr(claim, name) for name in claim.__dataclass_fields__}  # type: ignore[attr-defined]


def test_stories_show_only_what_they_differ_on() -> None:
    case = Case()
    for n, (words, on) in enumerate((("1,001", "03-01"), ("2,003", "03-09"), ("3,007", "03-17"))):
        crossing(case, words, on, on, id=f"day{n}")
    total(case, "5,001", "03-01/03-20", "03-20", id="short")
    tally = case.ask(place="TD")
    conflict: Conflict = tally.conflicts[0]
    given_up = {frozenset(s) for s, _ in conflict.stories}
    assert len(given_up) == len(conflict.stories), "no two stories say the same"
    shared = frozenset.intersection(*given_up)
    assert shared == frozenset(), "what all stories hold is not listed"


def test_two_totals_that_may_be_one_are_not_added_up() -> None:
    """One counted for two months and from a named country, one rounded for a month and from nowhere named."""
    case = Case()
    one = case.report("count", "07-23", "Agency")
    case.says(one, "1,574", "return", period="cumulative", on="06-01/07-31", origin="TJ", to="AF")
    other = case.report("round", "07-22", "Radio")
    case.says(other, "1,600", "return", period="cumulative", on="07-01/07-31", to="AF")
    plane = case.report("plane", "07-08", "Radio")
    case.says(plane, "130", "return", on="07-07", origin="TJ-KT")
    case.says(plane, "almost 300", "return", on="07-07", origin="TJ", to="AF")
    early = case.report("early", "07-07", "Agency")
    case.says(early, "280", "return", period="cumulative", on="07-07", group="soldiers", to="AF")
    tally = case.ask(measure="return", place="AF")
    assert ends(tally) == (1574, 1574), "nobody tells of others who went there: the two months take in July"
    assert tally.bounds.best == 1574, "counted to the person, and it may take in all the others"
