"""Dating: certain from the text or the neighbours, given by the user, or missing; never guessed."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.errors import DateError
from panj.model import Report
from panj.reports import date_all, undated
from panj.reports.days import mentions
from panj.reports.plain import read_text

# One flood in an invented valley: the dated report, and three that leave the year (or the whole date) out.
DATED = (
    "• publish: 6 March 2018\n\nValley Opens Camps\n\n"
    "The Korgan Border Service and the Red Crescent said 1,250 people crossed the Sarim Bridge overnight, "
    "and President Aslan Duren ordered 8,000 reservists of the Valley Guard to Lower Korgan on March 5.\n\n"
    "Talks in Dosten between Duren and Minister Lena Orsk of Tarvia went on, the Korgan Border Service said."
)
MONTH_AND_DAY = (
    "The Korgan Border Service said on March 3 that the Sarim Bridge had been closed to people from Tarvia."
    "\n\nThe decision came last week in Dosten, where President Aslan Duren met Lena Orsk and the Red "
    "Crescent of Lower Korgan; the Valley Guard stood by at the Sarim Bridge."
)
WEEKDAY = (
    "More than 1,250 people fled over the Sarim Bridge early Monday, the Korgan Border Service said.\n\n"
    "President Aslan Duren later Monday ordered 8,000 reservists of the Valley Guard to Lower Korgan, and "
    "the Red Crescent in Dosten said Monday that Lena Orsk of Tarvia would come."
)
UNRELATED = (
    "The Harbour Board of Port Selby said on March 3 that the ferry Queen Mab had resumed its runs last week."
)


def report(text: str, name: str, published: str | None = None) -> Report:
    found, _ = read_text(text, name)
    return Report(found.text, published or found.published, name=name, blocks=found.blocks)


def case() -> list[Report]:
    return [
        report(DATED, "dated"),
        report(MONTH_AND_DAY, "month"),
        report(WEEKDAY, "weekday"),
        report(UNRELATED, "unrelated"),
    ]


def days(reports: list[Report]) -> dict[str, str | None]:
    return {r.name: r.published for r in reports}


def test_neighbours_settle_the_year_and_the_week() -> None:
    found = date_all(case())
    assert days(found) == {
        "dated": "2018-03-06",
        "month": "2018-03-03",
        "weekday": "2018-03-05",
        "unrelated": None,
    }
    assert [r.dated for r in found] == ["stated", "inferred", "inferred", "missing"]


def test_an_inferred_date_says_why() -> None:
    because = {r.name: r.dated_because for r in date_all(case())}
    assert "March 3" in because["month"]
    assert "dated (6 March 2018)" in because["month"]
    assert "8,000" in because["weekday"]
    assert "5 March 2018" in because["weekday"]


def test_nothing_is_guessed_without_neighbours() -> None:
    assert set(days(date_all(case()[1:])).values()) == {None}


def test_what_stays_undated_is_asked_for() -> None:
    problems = undated(date_all(case()))
    assert [p.code for p in problems] == ["R007"]
    assert "unrelated" in problems[0].remedy


def test_neighbours_in_two_years_settle_nothing() -> None:
    again = report(DATED.replace("2018", "2019").replace("1,250", "1,990"), "next-year")
    found = days(date_all([*case(), again]))
    assert found["month"] is None


def test_a_neighbour_far_off_in_the_year_settles_nothing() -> None:
    far = report(DATED.replace("6 March 2018", "28 August 2018"), "dated")
    assert days(date_all([far, *case()[1:2]]))["month"] is None


def test_inferred_dates_are_recomputed_when_reports_arrive() -> None:
    alone = date_all(case()[1:3])
    found = date_all([*alone, case()[0]])
    assert days(found)["weekday"] == "2018-03-05"
    assert days(date_all([r for r in found if r.name != "dated"])) == {"month": None, "weekday": None}


def test_a_given_date_wins_and_settles_others() -> None:
    found = date_all(case()[1:], given={"weekday": "2019-03-04"})
    assert (found[1].published, found[1].dated) == ("2019-03-04", "given")
    assert found[0].published == "2019-03-03"
    with pytest.raises(DateError):
        date_all(case(), given={"weekday": "Monday"})


def test_dateline_and_weekday_settle_the_year_beside_a_year_in_the_text() -> None:
    text = (
        "PORT SELBY, June 7 (Reuters) - Ferries stopped in Port Selby for hours, the Harbour Board said on "
        "Tuesday.\n\nIt was the longest halt since April 2015, and 300 people slept in the terminal."
    )
    assert days(date_all([report(text, "ferry")])) == {"ferry": "2016-06-07"}
    assert days(date_all([report(text.replace("Tuesday", "Friday"), "ferry")])) == {"ferry": None}


def test_bare_weekdays_mean_that_dated_statements_are_old() -> None:
    text = (
        MONTH_AND_DAY + "\n\nOn Sunday the Red Crescent opened a kitchen for people in Lower Korgan, it said."
    )
    assert days(date_all([case()[0], report(text, "month")]))["month"] is None


@given(st.randoms(use_true_random=False))
def test_order_never_matters(random: Random) -> None:
    shuffled = case()
    random.shuffle(shuffled)
    assert days(date_all(shuffled)) == days(date_all(case()))


@given(st.lists(st.sampled_from(range(4)), min_size=1, max_size=8))
def test_dating_is_a_function_of_the_set(picks: list[int]) -> None:
    reports = case()
    chosen = [reports[i] for i in picks]
    expected = days(date_all([reports[i] for i in sorted(set(picks))]))
    once = date_all(chosen)
    assert days(once) == expected
    assert date_all(once) == once


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Updated 17 Aug, 2021", date(2021, 8, 17)),
        ("September 02, 2021 11:52 GMT", date(2021, 9, 2)),
        ("27 November 2016", date(2016, 11, 27)),
        ("AFP | Published August 28th, 2021", date(2021, 8, 28)),
        ("4 May 2021, Tuesday, Bishkek", date(2021, 5, 4)),
        ("07.09.2021", date(2021, 9, 7)),
        ("25/09/2021", date(2021, 9, 25)),
        ("2021-09-07T10:00", date(2021, 9, 7)),
    ],
)
def test_stated_dates(line: str, day: date) -> None:
    text = f"Camp Fills\n\n{line}\n\nThe governor of the valley said that 300 people had reached the camp.\n"
    found, _ = read_text(text)
    assert found.published == day.isoformat()


@pytest.mark.parametrize(
    "words",
    [
        "07/09/2021 was the day",
        "they may 3 times",
        "about May 20,000 people",
        "2,021 people",
        "31 June 2021",
        "5.2021",
    ],
)
def test_what_is_no_day(words: str) -> None:
    assert [m for m in mentions(words) if m.day is not None] == []


@given(st.text(max_size=200))
def test_mentions_are_in_order_and_inside_the_text(text: str) -> None:
    found = mentions(text)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_day_that_has_not_come_is_not_believed_and_is_said() -> None:
    ahead = report("About 300 people came to the hill camp, guards said.", "ahead", "2099-01-01")
    (found,) = date_all([ahead], latest=date(2026, 1, 1))
    assert (found.published, found.dated) == (None, "missing")
    (said,) = undated([found])
    assert said.code == "R017"
    assert "2099-01-01" in said.what
    assert "panj date ahead" in said.remedy
    assert date_all([ahead])[0].published == "2099-01-01", "without a last day every day is believed"
    (given,) = date_all([ahead], {"ahead": "2099-01-01"}, latest=date(2026, 1, 1))
    assert given.dated == "given", "what a person gives is believed"


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("KORGAN (Valley News) 12 March 2025 — ", date(2025, 3, 12)),
        ("KORGAN, Tarvia, March 15, 2025 - ", date(2025, 3, 15)),
        ("Dosten, 5 May 2023 (Red Crescent) – ", date(2023, 5, 5)),
        ("Korgan 9 September 2024: ", date(2024, 9, 9)),
        ("On 9 September 2024 - the day of the flood - ", None),
        ("Since 9 September 2024, ", None),
    ],
)
def test_a_dateline_with_a_whole_date_dates_the_report(dateline, day) -> None:
    lead = "300 people crossed the Sarim Bridge, the Red Crescent said on Wednesday."
    found, _ = read_text(f"People flee fighting\n\n{dateline}{lead}\n", "one")
    assert found.day == day


def test_the_number_of_an_issue_ends_no_sentence() -> None:
    title = "Tarvia: Floods - Situation Report No. 2"
    found, _ = read_text(
        f"{title}\n\nDate: 7 September 2024\n\nSome 300 people fled, officials said.\n", "two"
    )
    assert found.title == title
