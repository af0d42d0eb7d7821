"""Scores the outlook against a case's own counts, beside the naive baselines.

Takes a `Crisis`; gives `Scores`: task → horizon → error, baselines' errors, coverage of the 80 % intervals
and number of days, on all days (most are interpolated between reports) and on days that carry a report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from panj.errors import PlanError
from panj.outlook.backtest import Backtest, Made
from panj.outlook.baselines import accumulated, capacity_share, equal_split, inverse_distance
from panj.outlook.calibrated import Calibration, calibration
from panj.outlook.case import Crisis
from panj.outlook.error_measure import covered, daily_error, mean_error, rescaled, rescaled_error
from panj.outlook.intervals import COLD, HORIZONS, Residuals, scale, total_scale
from panj.outlook.network import Bools, Floats
from panj.outlook.share import normal

COVERAGE = 0.8
LEAKS = "capacity share (leaks the future)"
NOTES = (
    "error: mean of FLEE's E(t); share: rescaled to the day's total, which is given; count: total unknown",
    "share cold: all days, totals and counts of day 0 given; others: days t >= 30, reports up to t - horizon",
    "count: registration corrections after the day as known rescale forecasts and counts alike",
    "count_as_reported: nothing is rescaled",
    "coverage80: share of site-days whose count lies in its 80 % interval; n: days",
)


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over some days: error, baselines' errors, share of counts within their interval, days, counts."""

    error: float | None
    baselines: Mapping[str, float | None]
    coverage80: float | None
    n: int
    coverage80_total: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON; rounded to four digits, as FLEE rounds."""
        return {
            "error": _short(self.error),
            "baselines": {name: _short(v) for name, v in self.baselines.items()},
            "coverage80": _short(self.coverage80),
            "coverage80_total": _short(self.coverage80_total),
            "n": self.n,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """One task at one horizon."""

    all_days: Figures
    report_days: Figures

    def to_dict(self) -> dict[str, Any]:
        """The figures of all days, and both kinds of day under their names."""
        everything = self.all_days.to_dict()
        return {**everything, "on_all_days": everything, "on_report_days": self.report_days.to_dict()}


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores of a case: task → horizon → row. Horizons are days as text; `cold` has no report at all."""

    case: str
    learned_from: tuple[str, ...]
    tasks: Mapping[str, Mapping[str, Row]]
    notes: tuple[str, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """Tasks at the top, beside `about`."""
        about = {"case": self.case, "learned_from": list(self.learned_from), "notes": list(self.notes)}
        rows = {task: {h: row.to_dict() for h, row in by.items()} for task, by in self.tasks.items()}
        return {"about": about, **rows}


def score(crisis: Crisis) -> Scores:
    """Scores both tasks. Nothing learned from this very crisis is used.

    Raises:
        PlanError: P023, where the case has no counts to score against.
    """
    if not any(o.count > 0 and o.site in crisis.targets for o in crisis.observations):
        raise PlanError("P023", crisis.name, detail="no site was ever counted, so that nothing can be scored")
    learned = calibration(crisis)
    recounted = Backtest(crisis, learned.growth)
    reported = Backtest(crisis, learned.growth, truth="as_reported")
    naive = _Naive(crisis, recounted)
    tasks = {
        "share": {"cold": _cold(recounted, learned, naive)} | _shares(recounted, learned, naive),
        "count": _counts(recounted, learned, naive),
        "count_as_reported": _counts(reported, learned, _Naive(crisis, reported)),
    }
    return Scores(crisis.name, learned.crises, tasks, NOTES)


class _Naive:
    """The baselines of a case, in counts with each day's total given."""

    def __init__(self, crisis: Crisis, tested: Backtest) -> None:
        days = crisis.length
        weights = {
            "equal split": equal_split(crisis, days),
            "inverse distance": inverse_distance(crisis, days, closures=False),
            "inverse distance, closed borders": inverse_distance(crisis, days),
        }
        if any(crisis.site(name).file_capacity for name in crisis.targets):
            weights[LEAKS] = capacity_share(crisis, days)
        self.cold = {
            name: accumulated(tested.data[0], weight, tested.newcomers) for name, weight in weights.items()
        }


def _cold(tested: Backtest, learned: Calibration, naive: _Naive) -> Row:
    split = rescaled(tested.cold(learned.movement), tested.total)
    errors = {name: rescaled_error(made, tested.data) for name, made in naive.cold.items()}
    inside = _inside(split, tested.age(), tested.data, learned.cold, COLD)
    days = np.arange(len(split))
    return _row(daily_error(split, tested.data), errors, inside, tested.reported[days])


def _shares(tested: Backtest, learned: Calibration, naive: _Naive) -> dict[str, Row]:
    routed = tested.routed(learned.movement)
    rows = {}
    for horizon in HORIZONS:
        made = tested.made(horizon)
        if not len(made.days):
            continue
        truth = tested.truth_of(made)
        split = tested.warm_shares(made, routed, learned.own) * truth.sum(axis=1, keepdims=True)
        errors = {"last report": rescaled_error(made.last, truth)}
        errors |= {name: rescaled_error(counts[made.days], truth) for name, counts in naive.cold.items()}
        inside = _inside(split, made.span, truth, learned.share, horizon)
        rows[str(horizon)] = _row(daily_error(split, truth), errors, inside, tested.reported[made.days])
    return rows


def _counts(tested: Backtest, learned: Calibration, naive: _Naive) -> dict[str, Row]:
    rows = {}
    for horizon in HORIZONS:
        made = tested.made(horizon)
        if not len(made.days):
            continue
        truth = tested.truth_of(made)
        errors = {"last report": daily_error(made.last, truth)}
        errors |= {name: daily_error(_split_last(made, counts), truth) for name, counts in naive.cold.items()}
        inside = _inside(made.counts, made.span, truth, learned.count, horizon)
        days = tested.reported[made.days]
        whole = _total_inside(made, truth, learned.total)
        rows[str(horizon)] = _row(daily_error(made.counts, truth), errors, inside, days, whole)
    return rows


def _split_last(made: Made, counts: Floats) -> Floats:
    """The last reported total, split as this baseline would have split it on the day as known."""
    shares = normal(counts[made.days - made.horizon])
    return np.asarray(shares * made.last.sum(axis=1, keepdims=True))


def _inside(counts: Floats, span: Floats, truth: Floats, learned: Residuals, horizon: int) -> Floats:
    low, high = learned.ends(horizon, COVERAGE)
    size = scale(counts, span)
    return covered(np.maximum(0.0, counts + low * size), counts + high * size, truth)


def _total_inside(made: Made, truth: Floats, learned: Residuals) -> Floats:
    low, high = learned.ends(made.horizon, COVERAGE)
    size, best = total_scale(made.counts, made.span), made.counts.sum(axis=1)
    ends = np.maximum(0.0, best + low * size), best + high * size
    return covered(ends[0][:, None], ends[1][:, None], truth.sum(axis=1, keepdims=True))


def _row(
    error: Floats,
    others: Mapping[str, Floats],
    inside: Floats,
    reported: Bools,
    whole: Floats | None = None,
) -> Row:
    def figures(days: Bools) -> Figures:
        naive = {name: mean_error(values, days) for name, values in others.items()}
        total = None if whole is None else mean_error(whole, days)
        return Figures(mean_error(error, days), naive, mean_error(inside, days), int(days.sum()), total)

    return Row(figures(np.ones(len(error), dtype=bool)), figures(reported))
