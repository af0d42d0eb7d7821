"""People who would arrive by a horizon, under each scenario.

Takes events and claims as known on a day; gives bands of people at 7, 30 and 90 days. Bands, no
forecast: which of them comes true is not said.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from panj.bounds import WordingPolicy
from panj.model import Bounds, Claim, Event, Forecast
from panj.outlook.capacity import verdict
from panj.outlook.rates import Inside, Rate, bands, observations, observed_rate, stated_rates, table


def arrivals_ahead(
    claims: Iterable[Claim],
    events: Iterable[Event],
    *,
    known: date | None = None,
    inside: Inside | None = None,
    wording: WordingPolicy | None = None,
) -> tuple[Forecast, ...]:
    """Arrivals at each horizon under each scenario, after the line that says whether a forecast is possible.

    Args:
        known: the day as known on which this is asked.
        inside: whether a place code lies where arrivals are asked for.
    """
    seen = observations(events, inside=inside, known=known)
    rates: list[Rate] = list(stated_rates(claims, inside=inside, wording=wording))
    if len(seen) >= table()["outlook"]["sized_observations"]:
        pace = observed_rate(seen, known=known)
        rates += [pace] if pace else []
    rates += bands()
    horizons = table()["outlook"]["horizons_days"]
    return (verdict(seen), *(_at(rate, days) for rate in rates for days in horizons))


def _at(rate: Rate, days: int) -> Forecast:
    b = rate.bounds
    people = Bounds(
        round(b.low * days),
        None if b.best is None else round(b.best * days),
        None if b.high is None else round(b.high * days),
    )
    high = "or more" if people.high is None else f"to {people.high:,.0f}"
    note = f"at {rate.label}: {people.low:,.0f} {high} people in {days} days"
    return Forecast("scenario", days, people, (f"{rate.label}, every day",), rate.claims, note)
