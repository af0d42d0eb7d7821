"""Counts from reports enter a case with their bounds, and only those of people who may be received."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from outlook.crises import START, fork
from panj.model import Bounds, Event, Group, Measure, PeriodKind, Status, Unit
from panj.outlook import look_ahead, with_events


def stock(day, count, *, group=Group.REFUGEES, **more):
    when = START + timedelta(days=day)
    given = {
        "id": f"e{day}-{count}",
        "measure": Measure.HOSTED,
        "unit": Unit.PERSONS,
        "group": group,
        "kind": PeriodKind.AS_OF,
        "status": Status.HAPPENED,
        "bounds": Bounds(count * 0.9, count, count * 1.1),
        "claims": ("c",),
        "place_code": "AW-N",
        "date_start": when,
        "date_end": when,
        "known": when + timedelta(days=1),
    }
    return Event(**(given | more))


def coded():
    sites = tuple(replace(s, code={"Near": "AW-N", "Far": "AW-F"}.get(s.name, "")) for s in fork().sites)
    return replace(fork(), sites=sites)


def test_a_stock_at_a_site_is_a_count_with_bounds_known_when_it_was_published():
    (seen,) = with_events(coded(), [stock(4, 1_000)]).observations
    assert (seen.site, seen.day, seen.known) == ("Near", 4, 5)
    assert (seen.low, seen.count, seen.high) == (900, 1_000, 1_100)


@pytest.mark.parametrize(
    "other",
    [
        {"group": Group.SOLDIERS},
        {"group": Group.MILITANTS},
        {"status": Status.PLANNED},
        {"confirmed": False},
        {"unit": Unit.HOUSEHOLDS},
        {"measure": Measure.ARRIVAL},
        {"measure": Measure.CAPACITY},
        {"kind": PeriodKind.EVENT},
        {"bounds": Bounds(5, None, None)},
        {"place_code": "AW-X"},
        {"place_code": None},
        {"known": date(2023, 12, 1)},
    ],
)
def test_what_is_no_count_of_people_received_there_stays_out(other):
    assert with_events(coded(), [stock(4, 1_000, **other)]).observations == ()


def test_a_place_within_a_site_counts_for_it_where_that_is_asked():
    crossing = stock(4, 1_000, place_code="AW-N-1")
    assert with_events(coded(), [crossing]).observations == ()
    inside = with_events(coded(), [crossing], within=lambda place, site: place.startswith(site))
    assert [o.site for o in inside.observations] == ["Near"]


def test_the_largest_of_a_day_is_the_whole_and_the_cases_own_count_stays():
    both = with_events(coded(), [stock(4, 1_000, group=None), stock(4, 300)])
    assert [o.count for o in both.observations] == [1_000]
    again = with_events(both, [stock(4, 9_000)])
    assert again.observations == both.observations


def test_from_five_counts_on_reports_alone_make_a_forecast():
    few, enough = ([stock(3 * n, 100 * n) for n in range(1, last)] for last in (5, 6))
    assert look_ahead(with_events(coded(), few)).verdict.kind == "none"
    assert look_ahead(with_events(coded(), enough)).verdict.kind == "forecast"
    soldiers = [stock(3 * n, 100 * n, group=Group.SOLDIERS) for n in range(1, 30)]
    assert look_ahead(with_events(coded(), soldiers)).verdict.kind == "none"
