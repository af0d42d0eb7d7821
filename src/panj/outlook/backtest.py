"""Forecasts of a past crisis as they would have been made on each of its days, beside what was then counted.

Takes a whole `Crisis`; gives, for a horizon, forecasts of every day from what was known a horizon earlier.
Each forecast stands on `Crisis.as_known` alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from panj.outlook.baselines import newcomers
from panj.outlook.case import Crisis
from panj.outlook.flow import simulate
from panj.outlook.growth import Growth, trend
from panj.outlook.network import Floats, Ints
from panj.outlook.parameters import Movement
from panj.outlook.series import recounts, report_days, tracks, validation
from panj.outlook.share import arrival_shares, assimilated, normal, sent_since

FIRST_SCORED = 30  # days t >= 30 are scored: a month of reports at the least


@dataclass(frozen=True, slots=True)
class Made:
    """Forecasts for `days`, each made `horizon` days earlier; arrays of shape (days, sites).

    Args:
        counts: forecast counts; last: the last reports; trending: growth that the forecast adds to them.
        since: day of each site's last report; span: how far the day lies beyond it, on the clock.
        recount: by which later registration corrections rescale what was known (1: as reported).
    """

    horizon: int
    days: Ints
    counts: Floats
    last: Floats
    trending: Floats
    since: Floats
    span: Floats
    recount: Floats


class Backtest:
    """A past crisis, with what was known on each day worked out once.

    Args:
        truth: `recounted`: registration corrections rescale forecasts and counts alike, since they recount
            the same people; `as_reported`: nothing is rescaled.
    """

    def __init__(self, crisis: Crisis, growth: Growth, *, truth: str = "recounted") -> None:
        self.crisis = crisis
        self.growth = growth
        self.truth = truth
        self.data = validation(crisis if truth == "recounted" else replace(crisis, corrections=()))
        self.total = self.data.sum(axis=1)
        self.reported = report_days(crisis)
        self.newcomers = newcomers(self.total)
        changes = {o.known for o in crisis.observations} | {c.day for c in crisis.corrections} | {0}
        self.known_days = np.array(sorted({max(0, d) for d in changes if d < crisis.length}), dtype=np.int64)
        self._learn()

    def _learn(self) -> None:
        trends = [trend(self.crisis.as_known(int(day)), self.growth) for day in self.known_days]
        self._count = np.array([t.count for t in trends])
        self._day = np.array([t.day for t in trends])
        self._since = np.array([np.where(t.observed > 0, t.day, -1.0) for t in trends])
        self._pace = np.array([t.pace for t in trends])
        self._recount = np.array([self._later_recounts(int(day)) for day in self.known_days])

    def _later_recounts(self, day: int) -> Floats:
        """By which corrections after a day rescale each site's last count of that day; (sites,)."""
        if self.truth != "recounted":
            return np.ones(len(self.crisis.targets))
        out = []
        for name, track in zip(self.crisis.targets, tracks(self.crisis, corrected=False), strict=True):
            steps = recounts(self.crisis, name, track.days, track.counts)
            out.append(float(np.prod(steps[track.known > day])))
        return np.array(out)

    def made(self, horizon: int) -> Made:
        """The forecasts of every scored day at a horizon."""
        first = max(FIRST_SCORED, horizon)
        days = np.arange(first, self.crisis.length)
        at = np.searchsorted(self.known_days, days - horizon, side="right") - 1
        recount, since = self._recount[at], self._since[at]
        span = self.growth.clock(days.astype(float))[:, None] - self.growth.clock(self._day[at])
        trending = self.growth.carried(horizon) * self._pace[at] * span
        counts = np.maximum(0.0, self._count[at] + trending)
        return Made(
            horizon,
            days,
            counts * recount,
            self._count[at] * recount,
            trending * recount,
            since,
            span,
            recount,
        )

    def truth_of(self, made: Made) -> Floats:
        """What was counted on the days of these forecasts; (days, sites)."""
        return np.asarray(self.data[made.days])

    def routed(self, movement: Movement) -> Floats:
        """Shares of each day's newcomers by the network, (length, sites)."""
        return arrival_shares(self.crisis, movement, self.crisis.length)

    def warm_shares(self, made: Made, routed: Floats, own: float) -> Floats:
        """Shares with the total of each day given, from reports a horizon old; (days, sites)."""
        known = made.days - made.horizon
        network = sent_since(routed, self.newcomers, known, made.since, made.days)
        # Where no site was ever counted, everybody there is by way of the network.
        network = np.where(made.last.sum(axis=1, keepdims=True) > 0, network, network + routed[known])
        return assimilated(made.last, made.trending, network, self.total[made.days], own)

    def start(self) -> Floats:
        """Counts of day 0 as known on it, in the shares then reported; (sites,)."""
        return np.asarray(normal((self._count[0] * self._recount[0])[None])[0] * self.total[0])

    def age(self) -> Floats:
        """How far each day lies beyond day 0, on the clock; (length, 1)."""
        days = np.arange(self.crisis.length, dtype=float)
        return np.asarray((self.growth.clock(days) - self.growth.clock(0.0))[:, None])

    def cold(self, movement: Movement) -> Floats:
        """Counts with each day's total given and no site counted after day 0; (length, sites)."""
        start = self.start()
        arriving = self.newcomers.copy()
        arriving[0] += self.total[0] - start.sum()
        flow = simulate(self.crisis, movement, arriving, start=start)
        return np.asarray(flow.present[0])
