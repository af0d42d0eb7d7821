"""What is told in the same words each day is told for each day; what is told twice is told once."""

from datetime import date

import pytest

from panj.model import Group
from publish.crisis import INTO, make_claim, make_report, on

SOLDIERS = {"group": Group.SOLDIERS}
DAYS = ((13, 134, "Monday"), (14, 98, "Tuesday"), (15, 211, "Wednesday"))


def daily(situate, rows, words="The army said that {} soldiers crossed into Uganda on {}.", **given):
    """The story of one report a day, each with one count: day, count and the name of the day in its words."""
    reports, claims = [], []
    for n, (day, count, name) in enumerate(rows):
        report = make_report(words.format(count, name), f"2022-06-{day + 1}", name=f"r{n}", outlet=f"O{n}")
        reports.append(report)
        claims.append(
            make_claim(report, str(count), "arrival", count, **{**INTO, **SOLDIERS, **on(day), **given})
        )
    return situate(reports, claims).story


def test_three_counts_of_three_days_are_three_lines(situate):
    told = daily(situate, DAYS)
    assert [line.day for line in told] == [date(2022, 6, day) for day, _, _ in DAYS]
    assert [str(count) in line.text for line, (_, count, _) in zip(told, DAYS, strict=True)] == [True] * 3


def test_the_same_count_on_another_day_is_another_line(situate):
    assert len(daily(situate, [(day, 30, name) for day, _, name in DAYS])) == 3


def test_a_day_that_only_its_name_gives_is_kept_apart(situate):
    said = "Rebels have captured the posts north of Rutshuru on {}, a councillor said."
    reports = [make_report(said.format(name), f"2022-06-{day + 1}") for day, _, name in DAYS]
    assert len(situate(reports, []).story) == 3
    again = make_report(said.format("Monday"), "2022-06-15", outlet="Radio")
    assert len(situate([*reports, again], []).story) == 3


def test_a_count_of_one_day_and_place_that_was_revised_is_told_once(situate):
    assert len(daily(situate, [(13, 134, "Monday"), (13, 137, "Monday")])) == 1


def test_two_counts_without_a_day_published_apart_are_two(situate):
    rows = [(13, 134, "foot"), (14, 98, "foot")]
    assert len(daily(situate, rows, date_start=None, date_end=None)) == 2


@pytest.mark.parametrize("others", [{"group": Group.REFUGEES}, {"origin": "Kenya", "origin_code": "KE"}])
def test_other_people_or_places_on_one_day_are_another_line(situate, others):
    words = (
        "The army said that {} came into Uganda on Monday.\nThe army said that {} came into Uganda on Monday."
    )
    report = make_report(words.format(134, 98), "2022-06-14")
    claims = [
        make_claim(report, "134", "arrival", 134, **{**INTO, **SOLDIERS, **on(13)}),
        make_claim(report, "98", "arrival", 98, **{**INTO, **SOLDIERS, **on(13), **others}),
    ]
    assert len(situate([report], claims).story) == 2


def test_one_crossing_told_twice_with_a_rounder_count_is_told_once(situate):
    exact = make_report("The army said that 1,037 soldiers crossed into Uganda on Monday.", "2022-06-14")
    vague = make_report(
        "The army said that more than 1,000 soldiers crossed into Uganda.", "2022-06-15", outlet="Radio"
    )
    claims = [
        make_claim(exact, "1,037", "arrival", 1037, **INTO, **SOLDIERS, **on(13)),
        make_claim(vague, "more than 1,000", "arrival", 1000, "at_least", **INTO, **SOLDIERS),
    ]
    assert len(situate([exact, vague], claims).story) == 1
