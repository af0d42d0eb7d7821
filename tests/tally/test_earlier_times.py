"""A total of an earlier time that a report sets beside its own is no part of an answer without days."""

from __future__ import annotations

import pytest

from props.cases import Case, ends


def panama(*said: tuple[str, str], known: str = "2021-10-02", apart: bool = True) -> Case:
    """One report with totals, each in a sentence of its own."""
    case = Case()
    report = case.report("bulletin", known)
    for n, (words, on) in enumerate(said):
        case.says(report, words, period="cumulative", to="PA", on=on, id=words, sentence=n if apart else 0)
    return case


SEPTEMBER = ("25,111", "2021-09-01/2021-09-30")
LAST_YEAR = ("520,085", "2020-01-01/2020-12-31")


@pytest.mark.parametrize("apart", [True, False])
def test_last_year_is_not_added_and_is_set_aside_with_its_days(apart: bool) -> None:
    tally = panama(SEPTEMBER, LAST_YEAR, apart=apart).ask(place="PA")
    assert ends(tally) == (25_111, 25_111)
    assert tally.set_aside == {
        "520,085": "of 2020-01-01 to 2020-12-31, an earlier time than the case is about: ask for its days"
    }


def test_it_answers_where_its_days_are_asked_about() -> None:
    tally = panama(SEPTEMBER, LAST_YEAR).ask(place="PA", date_start="2020-01-01", date_end="2020-12-31")
    assert ends(tally) == (520_085, 520_085)


def test_it_answers_where_nothing_else_is_told() -> None:
    assert ends(panama(LAST_YEAR).ask(place="PA")) == (520_085, 520_085)


def test_a_whole_year_is_past_as_soon_as_it_is_over() -> None:
    january = ("20,364", "2021-01-01/2021-01-31")
    assert ends(panama(january, LAST_YEAR, known="2021-02-02").ask(place="PA")) == (20_364, 20_364)


def test_the_month_before_is_of_the_same_time() -> None:
    august = ("16,603", "2021-08-01/2021-08-31")
    assert ends(panama(SEPTEMBER, august).ask(place="PA")) == (41_714, 41_714)


def test_a_year_of_which_the_case_has_reports_is_of_its_own_time() -> None:
    case = panama(SEPTEMBER, LAST_YEAR)
    case.says(case.report("then", "2020-06-02"), "1,203", to="PA", on="2020-06-01")
    assert ends(case.ask(place="PA")) == (545_196, 545_196)


def test_a_total_elsewhere_is_no_own_figure() -> None:
    case = panama(LAST_YEAR)
    case.says(case.reports[0].id, "1,203", to="CR", on="2021-09-30")
    assert ends(case.ask(place="PA")) == (520_085, 520_085)


def test_what_had_come_by_a_day_a_year_ago_is_of_an_earlier_time() -> None:
    tally = panama(SEPTEMBER, ("408,972", "2020-09-30")).ask(place="PA")
    assert ends(tally) == (25_111, 25_111)
    assert list((tally.set_aside or {}).values()) == [
        "until 2020-09-30, an earlier time than the case is about: ask for its days"
    ]


def test_beside_a_rate_of_these_days_last_year_is_of_an_earlier_time() -> None:
    case = panama(LAST_YEAR)
    case.says(case.reports[0].id, "700", to="PA", period="rate", per="day", on="2021-10-01")
    assert case.ask(place="PA").silent
