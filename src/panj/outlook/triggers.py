"""Levels at which somebody must act, and how probable it is that they are reached by a date.

Takes a `Trend`, capacities as stated and residuals learned from other crises; gives `Trigger`s: shares of a
capacity, and UNHCR's influx bands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from panj.outlook.calibrated import Calibration
from panj.outlook.case import Crisis
from panj.outlook.growth import Trend
from panj.outlook.intervals import scale, total_scale
from panj.outlook.rates import bands, table


@dataclass(frozen=True, slots=True)
class Trigger:
    """A level, and the probability that it has been reached by a date.

    Args:
        place: the site, empty for all together; level: persons, or persons a day; unit says which.
        probability: from 0 to 1; never quite either, since other crises are few.
    """

    name: str
    place: str
    level: float
    unit: str
    when: date
    horizon_days: int
    probability: float


def capacity_triggers(
    crisis: Crisis, trend: Trend, learned: Calibration, day: int, horizons: Sequence[int]
) -> tuple[Trigger, ...]:
    """Shares of each stated capacity (triggers.toml), site by site."""
    found: list[Trigger] = []
    for n, name in enumerate(crisis.targets):
        stated = crisis.site(name).capacities
        if not stated:
            continue
        capacity = max(stated, key=lambda c: c.day).persons
        for part in table()["capacity"]["shares"]:
            reached = 1.0 if trend.count[n] >= part * capacity else 0.0
            for horizon in horizons:
                counts, span = trend.ahead(day + horizon, horizon), trend.span(day + horizon)
                residual = (part * capacity - counts[n]) / scale(counts[None], span[None])[0, n]
                reached = max(reached, learned.count.above(horizon, float(residual)))
                label = f"{part:.0%} of the stated capacity of {capacity:,.0f}"
                when = crisis.date_of(day + horizon)
                found.append(Trigger(label, name, part * capacity, "persons", when, horizon, reached))
    return tuple(found)


def influx_triggers(
    crisis: Crisis, trend: Trend, learned: Calibration, day: int, horizons: Sequence[int]
) -> tuple[Trigger, ...]:
    """UNHCR's influx bands: whether arrivals average more than a band's lower end up to each date."""
    found: list[Trigger] = []
    now = float(trend.count.sum())
    for band in bands():
        if not band.bounds.low:
            continue
        for horizon in horizons:
            counts, span = trend.ahead(day + horizon, horizon), trend.span(day + horizon)
            size = float(total_scale(counts[None], span[None])[0])
            # Arrivals since the last reports, so that a stale report does not pass for a quiet month.
            days = max(
                1.0, day + horizon - float(np.average(trend.day, weights=np.maximum(trend.count, 1e-9)))
            )
            residual = (now + band.bounds.low * days - float(counts.sum())) / size
            probability = learned.total.above(horizon, residual)
            name = f"more than {band.bounds.low:,.0f} a day on average (UNHCR impact {band.impact})"
            when = crisis.date_of(day + horizon)
            found.append(Trigger(name, "", band.bounds.low, "persons a day", when, horizon, probability))
    return tuple(found)
