"""When a capacity would be full, under stated assumptions.

Takes a capacity and rates; gives days as intervals, one line per assumption. It never says which
assumption holds: too little is known for that, and the first line says how little.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

from panj.bounds import WordingPolicy
from panj.model import Bounds, Claim, Event, Forecast
from panj.outlook.rates import Inside, Rate, bands, observations, observed_rate, stated_rates, table

NOBODY = Bounds(0, 0, 0)
_YEAR = 365.25
_YEARS = 3  # from here on days say less than years


def days_to_capacity(capacity: float, rate: Rate, *, filled: Bounds = NOBODY) -> Forecast:
    """Days until arrivals at this rate fill what is left of a capacity.

    Args:
        capacity: people that can be taken.
        rate: people a day; combatants' streams must have been left out (`eligible`).
        filled: places taken already.

    Returns:
        A scenario whose bounds are days; open upwards where the rate may be nothing.

    >>> from panj.outlook.rates import bands
    >>> days_to_capacity(100_000, bands()[1]).bounds
    Bounds(low=100, best=None, high=200, soft_low=False, soft_high=False)
    """
    left_least = max(0.0, capacity - (capacity if filled.high is None else filled.high))
    left_most = max(0.0, capacity - filled.low)
    r = rate.bounds
    low = 0 if r.high is None else _days(left_least, r.high)
    high = _days(left_most, r.low) if r.low else None
    best = _days(max(0.0, capacity - (filled.best or 0)), r.best) if r.best and low is not None else None
    days = Bounds(0 if low is None else low, best, high)
    assumed = (f"{rate.label}, every day", f"{filled.low:,.0f} places taken at the start", "nobody leaves")
    note = f"at {rate.label}: {_said(days)} to {capacity:,.0f}"
    return Forecast("scenario", 0, days, assumed, rate.claims, note, "days")


def capacity_outlook(
    capacity: float,
    claims: Iterable[Claim],
    events: Iterable[Event],
    *,
    known: date | None = None,
    inside: Inside | None = None,
    wording: WordingPolicy | None = None,
) -> tuple[Forecast, ...]:
    """Everything that may be said of the days until a capacity is full.

    First whether a forecast is possible, then a scenario for each stated rate, for the observed pace where
    enough arrivals are sized, and for each of UNHCR's influx bands.

    Args:
        capacity: people that can be taken, as stated or as tested.
        inside: whether a place code lies where the capacity is; arrivals elsewhere do not fill it.
        known: the day as known on which this is asked.
    """
    seen = observations(events, inside=inside, known=known)
    enough = table()["outlook"]["sized_observations"]
    rates: list[Rate] = list(stated_rates(claims, inside=inside, wording=wording))
    pace = observed_rate(seen, known=known) if len(seen) >= enough else None
    rates += [pace] if pace else []
    rates += bands()
    return (verdict(seen), *(days_to_capacity(capacity, rate) for rate in rates))


def verdict(seen: tuple[Event, ...]) -> Forecast:
    """Whether a forecast is possible from these sized observations; it never is in this version.

    Below the floor of triggers.toml there are too few; above it, an interval without measured coverage
    would be a guess, so scenarios are all that is given.
    """
    enough = table()["outlook"]["sized_observations"]
    claims = tuple(c for e in seen for c in e.claims)
    many = "arrival that could fill it is" if len(seen) == 1 else "arrivals that could fill it are"
    count = f"{len(seen)} {many} known by day and number"
    if len(seen) < enough:
        note = f"too few for a forecast: {count}, {enough} needed; soldiers and militants are not among them"
        return Forecast("none", 0, None, (), claims, note)
    note = f"scenarios, no forecast: {count}, and how often one would be right is not measured"
    return Forecast("none", 0, None, (), claims, note)


def _days(people: float, rate: float) -> int:
    return math.ceil(people / rate - 1e-9)


def _said(days: Bounds) -> str:
    """Days, or years where even the soonest is some years away."""
    if days.low >= _YEARS * _YEAR:
        low, high = math.floor(days.low / _YEAR), None if days.high is None else math.ceil(days.high / _YEAR)
        return f"{low} years or more" if high is None else f"{low}–{high} years"
    if days.high is None:
        return f"{_counted(days.low)} or more"
    if days.low == days.high:
        return _counted(days.low)
    return f"{_counted(days.high)} or fewer" if days.low == 0 else f"{days.low:,.0f}–{_counted(days.high)}"


def _counted(days: float) -> str:
    return f"{days:,.0f} day{'' if days == 1 else 's'}"
