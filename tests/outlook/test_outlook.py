"""Outlook: scenarios that say what they assume, and no forecast from too little."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.model import Bounds, Claim, Event, Group, Measure, PeriodKind, Qualifier, Span, Status, Unit
from panj.outlook import (
    arrivals_ahead,
    bands,
    capacity_outlook,
    days_to_capacity,
    eligible,
    influx_band,
    observations,
    stated_rates,
)
from panj.outlook.rates import Rate

DAY = date(2021, 7, 20)


def event(n, *, group=Group.CIVILIANS, day=DAY, confirmed=True, place="TJ", measure=Measure.ARRIVAL):
    return Event(
        id=f"e{n}-{group}",
        measure=measure,
        unit=Unit.PERSONS,
        group=group,
        kind=PeriodKind.EVENT,
        status=Status.HAPPENED,
        bounds=Bounds(n, n, n),
        claims=(f"c{n}",),
        destination_code=place,
        date_start=day,
        date_end=day,
        confirmed=confirmed,
    )


def rate_claim(value, per, *, group=Group.ASYLUM_SEEKERS, status=Status.HAPPENED):
    return Claim(
        id="r",
        report="x",
        start=0,
        end=5,
        text=f"about {value:,}",
        measure=Measure.ARRIVAL,
        value=value,
        qualifier=Qualifier.ABOUT,
        unit=Unit.PERSONS,
        sentence=Span(0, 5),
        group=group,
        destination_code="TJ",
        period=PeriodKind.RATE,
        per=per,
        status=status,
    )


def test_influx_bands_fill_100_000_places_in_these_days():
    days = [days_to_capacity(100_000, band).bounds for band in bands()]
    assert [(d.low, d.high) for d in days] == [(200, None), (100, 200), (0, 100)]


def test_places_already_taken_bring_the_day_nearer():
    rate = Rate(Bounds(100, 100, 100), "100 a day", "stated")
    assert days_to_capacity(1000, rate, filled=Bounds(400, 400, 400)).bounds.best == 6
    assert days_to_capacity(1000, rate, filled=Bounds(2000, 2000, 2000)).bounds.high == 0


def test_a_scenario_says_what_it_assumes():
    forecast = days_to_capacity(100_000, bands()[1])
    assert forecast.kind == "scenario"
    assert forecast.quantity == "days"
    assert "nobody leaves" in forecast.assumptions
    assert "100–200 days" in forecast.note


@pytest.mark.parametrize(("people", "impact"), [(500, 3), (501, 4), (1000, 4), (1037, 5)])
def test_a_days_arrivals_fall_in_unhcrs_band(people, impact):
    assert influx_band(Bounds(people, people, people)).impact == impact


@pytest.mark.parametrize("group", [Group.SOLDIERS, Group.MILITANTS])
def test_combatants_never_fill_a_capacity(group):
    assert not eligible(group)
    waves = [event(n, group=group) for n in range(300, 310)]
    assert observations(waves) == ()
    assert stated_rates([rate_claim(1000, "month", group=group)]) == ()
    alone, beside = capacity_outlook(100, [], []), capacity_outlook(100, [], waves)
    assert alone == beside


def test_below_five_sized_observations_there_is_no_forecast():
    few = capacity_outlook(100_000, [], [event(n) for n in range(1, 5)], known=DAY)
    assert few[0].kind == "none"
    assert few[0].bounds is None
    assert "too few for a forecast" in few[0].note
    assert {f.kind for f in few[1:]} == {"scenario"}


def test_from_five_on_the_observed_pace_is_one_of_the_scenarios():
    seen = [event(100 + n, day=DAY - timedelta(days=n)) for n in range(5)]
    outlook = capacity_outlook(100_000, [], seen, known=DAY)
    assert any("pace of 5 reported arrivals over 5 days" in f.note for f in outlook)
    pace = next(f for f in outlook if "pace of" in f.note)
    assert pace.bounds.best == 981  # 100,000 / ((100+…+104)/5), rounded up
    assert set(pace.claims) == {f"c{100 + n}" for n in range(5)}


@pytest.mark.parametrize(
    "left_out",
    [
        {"confirmed": False},
        {"place": "UZ"},
        {"day": DAY + timedelta(days=1)},
        {"day": DAY - timedelta(days=91)},
        {"measure": Measure.RETURN},
    ],
)
def test_what_is_no_observation(left_out):
    assert observations([event(50, **left_out)], inside=lambda code: code == "TJ", known=DAY) == ()
    assert len(observations([event(50)], inside=lambda code: code == "TJ", known=DAY)) == 1


def test_a_stated_monthly_rate_becomes_people_a_day():
    (rate,) = stated_rates([rate_claim(1000, "month")])
    assert rate.bounds.low == pytest.approx(900 / 30.436875)
    assert rate.bounds.high == pytest.approx(1100 / 30.436875)
    assert rate.claims == ("r",)


def test_a_feared_rate_is_no_rate():
    assert stated_rates([rate_claim(1000, "month", status=Status.POSSIBLE)]) == ()


def test_arrivals_ahead_at_each_horizon():
    ahead = arrivals_ahead([], [], known=DAY)
    assert ahead[0].kind == "none"
    top = [f for f in ahead if "more than 1,000" in f.note]
    assert [(f.horizon_days, f.bounds.low, f.bounds.high) for f in top] == [
        (7, 7000, None),
        (30, 30_000, None),
        (90, 90_000, None),
    ]


def test_the_future_changes_nothing():
    past = [event(10 + n, day=DAY - timedelta(days=n)) for n in range(6)]
    noise = [event(9000 + n, day=DAY + timedelta(days=1 + n)) for n in range(6)]
    assert capacity_outlook(500, [], past, known=DAY) == capacity_outlook(500, [], past + noise, known=DAY)


@given(st.integers(1, 10**6), st.integers(1, 10**4), st.integers(0, 10**4), st.integers(0, 10**6))
def test_more_room_takes_longer_and_faster_arrivals_shorter(capacity, low, more, taken):
    slow = Rate(Bounds(low, low, low), "slow", "stated")
    fast = Rate(Bounds(low + more, low + more, low + more), "fast", "stated")
    full = Bounds(taken, taken, taken)
    a, b = (days_to_capacity(capacity, r, filled=full).bounds for r in (slow, fast))
    assert b.best <= a.best
    assert days_to_capacity(capacity + 10, slow, filled=full).bounds.best >= a.best
    assert a.low <= a.best <= a.high
