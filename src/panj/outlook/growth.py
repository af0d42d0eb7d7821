"""How counts grow from the reports known so far: a damped trend on a slowing clock, pooled between sites.

Takes a `Crisis` as known on a day; gives `Trend`, and the count of each site on any later day. Formulas:
docs/outlook.md, "The count".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panj.outlook.case import Crisis
from panj.outlook.network import Floats
from panj.outlook.series import tracks


@dataclass(frozen=True, slots=True)
class Growth:
    """Parameters of the trend; source and values are in calibrated.toml.

    Args:
        clock_days: the clock is s(t) = ln(t + clock_days), t in days from day 0: a young crisis moves fast.
        pooling: weight of all sites together against a site's own history, in units of the clock.
        first_weight: weight of an increase from 0; that is a first registration, not a flow.
        damping: share of the past pace that is carried forward, at long horizons.
        lead_days: horizon at which half of it is: tomorrow's report is mostly today's.
    """

    clock_days: float
    pooling: float
    first_weight: float
    damping: float
    lead_days: float

    def carried(self, horizon: float) -> float:
        """Share of the past pace that is carried forward over a horizon of so many days."""
        return self.damping * horizon / (horizon + self.lead_days)

    def clock(self, day: float | Floats) -> Floats:
        """s(t) = ln(t + clock_days) from day 0 on; before it, even time at the pace of day 0.

        What was counted before the case begins thus weighs by how long it took, however long that was.
        """
        after = np.log(np.maximum(day, 0.0) + self.clock_days)
        return np.asarray(after + np.minimum(day, 0.0) / self.clock_days)


@dataclass(frozen=True, slots=True)
class Trend:
    """What the reports known by a day say of each site; arrays of shape (sites,).

    Args:
        count: the last reported count, 0 where there is none; day: the day of that report, 0 where none.
        pace: persons per unit of the clock; observed: reports that it stands on.
        below, above: how far the bounds of the last report lie from its count.
    """

    growth: Growth
    count: Floats
    day: Floats
    pace: Floats
    observed: Floats
    below: Floats
    above: Floats

    def clock(self, day: float | Floats) -> Floats:
        """s(t), see `Growth.clock`."""
        return self.growth.clock(day)

    def span(self, day: float) -> Floats:
        """How far a day lies beyond each site's last report, on the clock; (sites,)."""
        return np.asarray(np.maximum(self.clock(day) - self.clock(self.day), 0.0))

    def ahead(self, day: float, horizon: float) -> Floats:
        """The count of each site on a day that lies `horizon` days after the day as known; (sites,)."""
        more = self.growth.carried(horizon) * self.pace * self.span(day)
        return np.asarray(np.maximum(0.0, self.count + more))


def trend(known: Crisis, growth: Growth) -> Trend:
    """The trend of each target site from the reports of a case as known on a day."""
    rows = tracks(known)
    sites = len(rows)
    count, day, gained, lasted, observed, below, above = (np.zeros(sites) for _ in range(7))
    for n, track in enumerate(rows):
        if not len(track.days):
            continue
        count[n], day[n], observed[n] = track.counts[-1], track.days[-1], len(track.days)
        below[n], above[n] = count[n] - track.low[-1], track.high[-1] - count[n]
        step = np.diff(track.counts)
        weight = np.where(track.counts[:-1] > 0, 1.0, growth.first_weight)
        gained[n] = (weight * step).sum()
        at = growth.clock(track.days)
        # A site that stood empty before the case began tells nothing of the pace by how long it did so.
        begun = growth.clock(np.where(track.counts > 0, track.days, np.maximum(track.days, 0.0)))
        lasted[n] = np.maximum(at[1:] - begun[:-1], 0.0).sum()
    total = count.sum()
    share = count / total if total > 0 else count
    common = gained.sum() / (lasted.mean() + growth.pooling) if sites else 0.0
    pace = (gained + growth.pooling * share * common) / (lasted + growth.pooling)
    return Trend(growth, count, day, pace, observed, below, above)
