"""Totals in other words, on other days, and totals that nobody believes: none is lost, none added twice."""

from __future__ import annotations

import pytest

from props.cases import Case, ends

SINCE = "02-24/"


def told(case: Case, words: str, until: str, **more: object) -> str:
    """A total since 24 February, in a report of its own."""
    report = case.report(f"r{len(case.reports)}", str(more.pop("published", until)))
    said = {"period": "cumulative", "to": "PL", **more}
    return case.says(report, words, on=f"{SINCE}{until}", **said)


def test_a_total_of_refugees_grows_out_of_one_of_people() -> None:
    """One counts people from a named country, one refugees from wherever, both since the same day."""
    case = Case()
    told(case, "155,998", "02-27", origin="UA", group="people")
    told(case, "453,982", "03-01", group="refugees")
    tally = case.ask(place="PL")
    assert ends(tally) == (453_982, 453_982)
    assert tally.bounds.best == 453_982


def test_soldiers_told_of_keep_people_and_refugees_apart() -> None:
    case = Case()
    told(case, "1,001", "02-27", group="people")
    told(case, "2,003", "03-01", group="refugees")
    case.says(case.report("armed", "02-26"), "501", to="PL", group="soldiers", on="02-25")
    assert case.ask(place="PL").bounds.high == 3004, "the 1,001 may all have been armed"


def test_totals_of_other_first_days_may_both_be_whole() -> None:
    case = Case()
    told(case, "1,001", "02-27", origin="UA")
    case.says(case.report("late", "03-09"), "2,003", to="PL", period="cumulative", on="03-02/03-09")
    assert ends(case.ask(place="PL")) == (3004, 3004)


def test_the_best_figure_does_not_add_a_day_of_people_to_a_total_of_civilians() -> None:
    case = Case()
    told(case, "about 123,600", "03-05", origin="UA", group="civilians")
    case.says(case.report("day", "03-05"), "87,001", to="PL", origin="UA", group="people", on="03-04")
    tally = case.ask(place="PL")
    assert tally.bounds.best == 123_600
    assert ends(tally) == (111_240, 135_960 + 87_001), "they may have been others"


def test_a_total_to_an_unnamed_country_does_not_swallow_one_that_is_named() -> None:
    """People who went to "neighbouring countries" may be in it, and a part of it is told beside it."""
    case = Case()
    told(case, "more than 368,000", "02-27", origin="UA", to=None)
    whole = told(case, "155,998", "02-27", origin="UA")
    case.says(case.claims[-1].report, "77,301", to="PL", period="cumulative", on="02-26", part_of=whole)
    told(case, "453,982", "03-01", origin="UA", group="refugees")
    assert case.ask(place="PL").bounds.low == 453_982


def test_whom_a_disbelieved_total_held_are_still_in_the_total_around_it() -> None:
    case = Case()
    r = case.report("monitors", "03-12")
    case.says(r, "327,401", to="AF", period="cumulative", on="01-15/03-11")
    week = case.report("others", "03-12")
    case.says(week, "62,381", to="AF", period="cumulative", on="03-05/03-11", group="people")
    case.says(r, "298,051", to="AF", period="cumulative", on="03-05/03-11", group="civilians", id="wrong")
    tally = case.ask(place="AF")
    assert tally.conflicts
    assert ends(tally) == (327_401, 327_401)
    assert {b.low for c in tally.conflicts for _, b in c.stories} == {327_401}, "no story answers with less"


def test_a_story_that_believes_one_total_counts_those_in_it() -> None:
    case = Case()
    r = case.report("cluster", "03-12")
    week = {"measure": "return", "period": "cumulative", "on": "03-05/03-11", "to": "SY"}
    case.says(r, "4,501", origin="TR", group="idps", **week)
    case.says(case.report("others", "03-12"), "2,274", group="civilians", **week)
    tally = case.ask(measure="return", place="SY")
    told_by = {s: b.low for c in tally.conflicts for s, b in c.stories}
    assert sorted(told_by.values()) == [2274, 4501]


@pytest.mark.parametrize("households", ["3,711", "2,001"])
def test_the_best_figure_is_one_that_somebody_stated(households: str) -> None:
    """Sums that the bounds cut give way to a total within them, not to a bare end."""
    case = Case()
    r = case.report("sheet", "03-05")
    days = {"period": "cumulative", "on": "03-01/03-04", "to": "TD"}
    case.says(r, "about 15,000", **days, group="refugees")
    case.says(r, households, unit="households", **days, group="civilians")
    tally = case.ask(place="TD")
    assert tally.bounds.best in {15_000, float(households.replace(",", "")) * 5}


@pytest.mark.parametrize(("came", "doubts"), [("1,599", 1), ("307", 0)])
def test_many_times_more_who_go_back_had_lived_there_before(came: str, doubts: int) -> None:
    case = Case()
    r = case.report("r", "03-12")
    case.says(r, came, to="PK", origin="AF", on="03-03")
    case.says(r, "2,301", "return", origin="PK", to="AF", on="03-09")
    assert len(case.ask(measure="return", place="AF").conflicts) == doubts


def test_the_best_figure_of_a_country_goes_beyond_the_rounded_figure_of_the_evening_before() -> None:
    case = Case()
    days = {"measure": "evacuation", "period": "cumulative"}
    case.says(case.report("eve", "05-13"), "400,000", at="BD", on="05-12/05-13", **days)
    case.says(case.report("day", "05-15"), "433,001", at="BD", on="05-12/05-15", **days)
    case.says(case.report("other", "05-14"), "more than 100,000", at="MM", on="05-12/05-14", **days)
    assert case.ask(measure="evacuation").bounds.best == 433_001 + 100_001


def dead(case: Case, words: str, published: str, **more: object) -> None:
    said = {"measure": "killed", "at": "MM", "on": published, "rules": ("date.said",), **more}
    case.says(case.report(f"r{len(case.reports)}", published), words, **said)


def test_tolls_told_without_a_day_grow_into_one_another() -> None:
    case = Case()
    dead(case, "41", "05-16")
    dead(case, "81", "05-17", period="cumulative")
    dead(case, "145", "05-20")
    assert ends(case.ask(measure="killed", place="MM")) == (145, 145)


def test_the_dead_of_two_days_add_up_and_those_of_an_undated_toll_take_them_in() -> None:
    case = Case()
    dead(case, "41", "05-14", rules=())
    dead(case, "23", "05-16", rules=())
    assert ends(case.ask(measure="killed", place="MM")) == (64, 64)
    dead(case, "81", "05-17")
    assert ends(case.ask(measure="killed", place="MM")) == (81, 81)


def test_the_parts_of_a_toll_do_not_come_on_top_of_an_earlier_one() -> None:
    case = Case()
    dead(case, "81", "05-17", period="cumulative")
    dead(case, "145", "05-20")
    whole = case.claims[-1]
    for words, group in (("117", "civilians"), ("4", "soldiers"), ("24", "civilians")):
        told = {"at": "MM", "on": "05-20", "part_of": whole.id, "partition": True, "sentence": 0}
        case.says(whole.report, words, "killed", group=group, **told)
    assert ends(case.ask(measure="killed", place="MM")) == (145, 145)


def test_the_parts_of_a_total_do_not_hold_one_another() -> None:
    case = Case()
    r = case.report("flash", "03-12")
    since = {"measure": "return", "period": "cumulative", "on": "01-15/03-11", "to": "AF", "sentence": 3}
    whole = case.says(r, "272,301", group="people", **since)
    case.says(r, "216,801", group="civilians", part_of=whole, partition=True, **since)
    case.says(r, "55,500", group="civilians", part_of=whole, partition=True, **since)
    tally = case.ask(measure="return", place="AF")
    assert not tally.conflicts
    assert ends(tally) == (272_301, 272_301)


def test_last_year_that_a_report_compares_with_is_not_added() -> None:
    case = Case()
    r = case.report("ministry", "2023-08-12")
    told = {"period": "cumulative", "to": "IT", "group": "migrants", "sentence": 2}
    case.says(r, "more than 93,700", on="2023-01-01/2023-08-12", **told)
    old = case.says(r, "44,701", on="2022-01-01/2022-08-12", **told)
    tally = case.ask(place="IT")
    assert ends(tally) == (93_701, 94_699)
    assert "an earlier time than the case is about" in (tally.set_aside or {})[old]
    year = case.ask(place="IT", date_start="2022-01-01", date_end="2022-12-31")
    assert ends(year) == (44_701, 44_701)


def test_two_years_told_in_two_sentences_are_not_added_where_no_days_are_asked_about() -> None:
    case = Case()
    r = case.report("ministry", "2023-08-12")
    case.says(r, "93,701", on="2023-01-01/2023-08-12", period="cumulative", to="IT")
    case.says(r, "44,701", on="2022-01-01/2022-08-12", period="cumulative", to="IT")
    assert ends(case.ask(place="IT")) == (93_701, 93_701)
    assert ends(case.ask(place="IT", date_start="2022-01-01")) == (138_402, 138_402)
