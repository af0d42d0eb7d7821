"""The outlook of a case as known on a day: counts ahead with intervals, shares of newcomers, triggers.

Takes a `Crisis`; gives `Ahead`. Everything stands on `Crisis.as_known` and on what other crises taught; with
fewer than five sized observations it gives scenario bands and says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from panj.model import Bounds, Forecast
from panj.outlook.calibrated import Calibration, calibration
from panj.outlook.case import Crisis
from panj.outlook.growth import Trend, trend
from panj.outlook.intervals import HORIZONS, scale, total_scale
from panj.outlook.network import Floats
from panj.outlook.rates import table
from panj.outlook.scenarios import arrivals_ahead
from panj.outlook.series import tracks
from panj.outlook.share import arrival_shares, assimilated
from panj.outlook.triggers import Trigger, capacity_triggers, influx_triggers

COVERAGE = 0.8
A_WEEK = 7  # the pace of arrivals is not read off a single day


@dataclass(frozen=True, slots=True)
class Fan:
    """What a fan chart shows, for one site or all: reports so far, then each day's count with 80 % and 50 %.

    `reported` are (day, persons) pairs; the other tuples have one entry per entry of `days`.
    """

    place: str
    reported: tuple[tuple[date, float], ...]
    days: tuple[date, ...]
    best: tuple[float, ...]
    low80: tuple[float, ...]
    high80: tuple[float, ...]
    low50: tuple[float, ...]
    high50: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """The outlook of a case as known on a day.

    Args:
        verdict: kind `forecast`, or `none` with the reason; with `none` only `bands` is filled.
        total, sites: counts at each horizon, of all sites and of each, with the last report as `baseline`.
        shares: share of the next newcomers that the road network sends to each site.
        triggers: levels at which somebody must act.
        fans: for charts, all sites together first.
        bands: UNHCR's influx bands over 7, 30 and 90 days: scenarios, no forecast.
        learned_from: crises that parameters and intervals were learned from.
    """

    case: str
    as_of: date
    verdict: Forecast
    total: tuple[Forecast, ...] = ()
    sites: tuple[Forecast, ...] = ()
    shares: Mapping[str, float] = field(default_factory=dict)
    triggers: tuple[Trigger, ...] = ()
    fans: tuple[Fan, ...] = ()
    bands: tuple[Forecast, ...] = ()
    learned_from: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def last_known(crisis: Crisis) -> int:
    """The last day of the case on which something was counted; 0 where nothing was."""
    return max((o.known for o in crisis.observations if o.known < crisis.length), default=0)


def look_ahead(crisis: Crisis, day: int | None = None, *, horizons: Sequence[int] = HORIZONS) -> Ahead:
    """The outlook as known on a day (day number; None: the last on which something was counted)."""
    day = last_known(crisis) if day is None else day
    known = crisis.as_known(day)
    sized = sum(1 for o in known.observations if o.site in known.targets and o.count > 0)
    enough = table()["outlook"]["sized_observations"]
    when = crisis.date_of(day)
    if sized < enough:
        note = (
            f"too few for a forecast: {sized} sized observation{'' if sized == 1 else 's'}, {enough} needed"
        )
        bands = arrivals_ahead((), (), known=when)[1:]
        verdict = Forecast("none", 0, None, note=note, as_of=when)
        return Ahead(crisis.name, when, verdict, bands=bands, notes=crisis.notes)
    learned = calibration(crisis)
    run = _Run(known, trend(known, learned.growth), learned, day)
    said = f"{sized} sized observations; learned from {len(learned.crises)} other crises"
    assumed = (
        "what is known of conflict and closures stays as it is",
        "sites and reporting stay as they are",
    )
    return Ahead(
        case=crisis.name,
        as_of=when,
        verdict=Forecast("forecast", 0, None, assumed, note=said, as_of=when, coverage=COVERAGE),
        total=tuple(run.total(h) for h in horizons),
        sites=tuple(f for n in range(len(known.targets)) for f in run.site(n, horizons)),
        shares=run.shares(),
        triggers=(
            *influx_triggers(known, run.trend, learned, day, [h for h in horizons if h >= A_WEEK]),
            *capacity_triggers(known, run.trend, learned, day, horizons),
        ),
        fans=run.fans(max(horizons)),
        learned_from=learned.crises,
        notes=crisis.notes,
    )


def split_total(
    crisis: Crisis, total: float, day: int | None = None, *, horizon: int = 0
) -> tuple[Forecast, ...]:
    """Each site's part of a total that is given, `horizon` days after the day as known.

    The share task alone: how many come is not forecast here. Newcomers since each site's last report are
    taken to have come evenly.

    Returns:
        One forecast per target site; their best counts sum to the total, unrounded.
    """
    day = last_known(crisis) if day is None else day
    known = crisis.as_known(day)
    learned = calibration(crisis)
    now = trend(known, learned.growth)
    routed = arrival_shares(known, learned.movement, day + 1)
    since = np.arange(day + 1)[:, None] > np.where(now.observed > 0, now.day, -1.0)
    network = (routed * since).sum(axis=0) + horizon * routed[day]
    more = now.ahead(day + horizon, max(horizon, 1)) - now.count
    share = assimilated(now.count[None], more[None], network[None], np.array([total]), learned.own)[0]
    if not share.any():
        share = np.full(len(share), 1 / len(share))
    counted = now.count.any()
    residuals = learned.share if counted else learned.cold
    low, high = residuals.ends(max(horizon, 1), COVERAGE)
    size = scale(total * share[None], now.span(day + horizon)[None])[0]
    return tuple(
        Forecast(
            "forecast" if counted else "scenario",
            horizon,
            Bounds(max(0.0, best + low * s), best, min(float(total), best + high * s)),
            (f"{total:,.0f} in all",),
            place=name,
            as_of=known.date_of(day),
            coverage=COVERAGE,
            baseline=round(float(last)),
        )
        for name, best, s, last in zip(
            known.targets, (total * share).tolist(), size.tolist(), now.count, strict=True
        )
    )


class _Run:
    """One case as known on one day."""

    def __init__(self, known: Crisis, now: Trend, learned: Calibration, day: int) -> None:
        self.known, self.trend, self.learned, self.day = known, now, learned, day

    def total(self, horizon: int) -> Forecast:
        counts, span = self._at(horizon)
        best, size = float(counts.sum()), float(total_scale(counts, span)[0])
        low, high = self.learned.total.ends(horizon, COVERAGE)
        below, above = low * size - self.trend.below.sum(), high * size + self.trend.above.sum()
        return self._forecast("", horizon, best, float(below), float(above), float(self.trend.count.sum()))

    def site(self, n: int, horizons: Sequence[int]) -> list[Forecast]:
        name, made = self.known.targets[n], []
        for horizon in horizons:
            counts, span = self._at(horizon)
            size = float(scale(counts, span)[0, n])
            low, high = self.learned.count.ends(horizon, COVERAGE)
            last = float(self.trend.count[n])
            # What the last report leaves open comes on top of what the days ahead do.
            below, above = low * size - self.trend.below[n], high * size + self.trend.above[n]
            made.append(self._forecast(name, horizon, float(counts[0, n]), float(below), float(above), last))
        return made

    def _at(self, horizon: int) -> tuple[Floats, Floats]:
        later = self.day + horizon
        return self.trend.ahead(later, horizon)[None], self.trend.span(later)[None]

    def _forecast(
        self, place: str, horizon: int, best: float, below: float, above: float, last: float
    ) -> Forecast:
        # Ends are whole persons and lie outwards.
        bounds = Bounds(
            float(np.floor(max(0.0, best + below))), float(round(best)), float(np.ceil(best + above))
        )
        when = self.known.date_of(self.day)
        return Forecast(
            "forecast", horizon, bounds, place=place, as_of=when, coverage=COVERAGE, baseline=round(last)
        )

    def shares(self) -> dict[str, float]:
        routed = arrival_shares(self.known, self.learned.movement, self.day + 1)[-1]
        return {name: float(part) for name, part in zip(self.known.targets, routed, strict=True)}

    def fans(self, most: int) -> tuple[Fan, ...]:
        days = sorted({*range(1, min(most, 14) + 1), *range(14, most + 1, 4), most})
        reported = tracks(self.known)
        by_day = sorted({int(d) for t in reported for d in t.days})
        summed = [
            (d, sum(float(t.counts[t.days <= d][-1]) for t in reported if (t.days <= d).any()))
            for d in by_day
        ]
        fans = [self._fan("", days, summed)]
        for n, name in enumerate(self.known.targets):
            track = reported[n]
            fans.append(
                self._fan(name, days, list(zip(track.days.astype(int), track.counts, strict=True)), n)
            )
        return tuple(fans)

    def _fan(
        self, place: str, days: Sequence[int], reported: Sequence[tuple[int, float]], n: int | None = None
    ) -> Fan:
        rows = []
        for horizon in days:
            counts, span = self._at(horizon)
            best = float(counts.sum() if n is None else counts[0, n])
            size = float(total_scale(counts, span)[0] if n is None else scale(counts, span)[0, n])
            learned = self.learned.total if n is None else self.learned.count
            below, above = (v.sum() if n is None else v[n] for v in (self.trend.below, self.trend.above))
            ends = [learned.ends(horizon, part) for part in (0.8, 0.5)]
            row = [
                end for low, high in ends for end in (best + low * size - below, best + high * size + above)
            ]
            rows.append((best, *(max(0.0, float(end)) for end in row)))
        best_, low80, high80, low50, high50 = (tuple(column) for column in zip(*rows, strict=True))
        told = tuple((self.known.date_of(int(d)), float(c)) for d, c in reported)
        dates = tuple(self.known.date_of(self.day + h) for h in days)
        return Fan(place, told, dates, best_, low80, high80, low50, high50)
