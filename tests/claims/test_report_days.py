"""Days told once for all figures of a report: its onset, the period at its head, an account's own time."""

from __future__ import annotations

from datetime import date

import pytest

from panj import Report, extract
from panj.claims.dates.dates import valid_day
from panj.model import Claim


def figure(text: str, words: str, published: str) -> Claim:
    found = [c for c in extract(Report(text=text, published=published)) if words in c.text]
    assert found, f"{words} is not read"
    return found[0]


COUNTED = (
    "Camps fill in the west\n\nSince shelling began on 4 March, aid agencies have opened three camps.\n\n"
    "In all, 312 people have been killed. In all, 12,400 people have fled to the capital.\n"
)


def test_harm_without_a_start_is_counted_from_the_day_that_the_report_counts_since() -> None:
    claim = figure(COUNTED, "312", "2020-03-20")
    assert (claim.date_start, claim.date_end) == (date(2020, 3, 4), date(2020, 3, 20))


def test_since_when_people_came_is_unknown_where_their_total_does_not_say_so() -> None:
    claim = figure(COUNTED, "12,400", "2020-03-20")
    assert claim.date_start == claim.date_end, "a total dated to one day runs up to it"


def test_weeks_after_some_statement_are_not_the_length_of_a_crisis() -> None:
    text = (
        "No room, says minister\n\n"
        "The capital has no room, he said six weeks after another minister spoke of it.\n\n"
        "In all, 312 people have been killed.\n"
    )
    claim = figure(text, "312", "2020-03-20")
    assert claim.date_start == claim.date_end


def test_an_undated_flow_of_a_weekly_report_is_of_its_week() -> None:
    text = "Weekly bulletin, 8–14 June 2020\n\nAt the northern crossing 640 refugees arrived.\n"
    claim = figure(text, "640", "2020-06-16")
    assert (claim.date_start, claim.date_end) == (date(2020, 6, 8), date(2020, 6, 14))


def test_a_day_without_a_year_in_an_account_is_of_the_year_told() -> None:
    text = (
        "The flood of the Lower Valley\n\nThe river left its banks on 3 May 2012 after a week of rain.\n\n"
        "On 9 May the army evacuated 2,300 people from two villages.\n"
    )
    claim = figure(text, "2,300", "2019-11-02")
    assert (claim.date_start, claim.date_end) == (date(2012, 5, 9), date(2012, 5, 9))


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Evening bulletin of the district, 10 October", date(2022, 10, 10)),
        ("Troops open fire, report says, in town of 10 October street", date(2022, 10, 11)),
    ],
)
def test_a_bulletin_is_valid_as_of_the_day_that_ends_its_title(title: str, day: date) -> None:
    assert valid_day(f"{title}\n\nToday 94 left.\n", date(2022, 10, 11)) == day
