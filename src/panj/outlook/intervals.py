"""Intervals from the errors of forecasts made in other crises, of which each weighs the same.

Takes residuals (truth - forecast) / scale of past crises; gives quantiles and probabilities for a new one.
This is conformal prediction with whole crises as the units: docs/outlook.md, "Intervals".
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from panj.errors import SettingsError
from panj.outlook.network import Floats

HORIZONS = (1, 7, 30, 90)
COLD = 90  # the cold start, which no report supports, is kept under this one horizon
ATOMS = 40  # residuals of a crisis are kept as this many equally likely values
BESIDE = 0.05  # a site's error grows with its own count and with this share of all sites together
LEAST_SPAN = 0.003  # one day in a year-old crisis: an interval never closes altogether


def scale(counts: Floats, span: Floats) -> Floats:
    """What residuals are measured in: (count + 5 % of all) × √span + 1 person; (days, sites)."""
    beside = BESIDE * counts.sum(axis=-1, keepdims=True)
    return np.asarray((counts + beside) * np.sqrt(np.maximum(span, LEAST_SPAN)) + 1.0)


def total_scale(counts: Floats, span: Floats) -> Floats:
    """The same for all sites together; (days,)."""
    total = counts.sum(axis=-1)
    weight = np.divide(counts, total[..., None], out=np.zeros_like(counts), where=total[..., None] > 0)
    mean = np.where(total > 0, (weight * span).sum(axis=-1), span.mean(axis=-1))
    return np.asarray(total * np.sqrt(np.maximum(mean, LEAST_SPAN)) + 1.0)


def atoms(residuals: Floats) -> Floats:
    """A crisis's residuals as `ATOMS` equally likely values."""
    levels = (np.arange(ATOMS) + 0.5) / ATOMS
    return np.asarray(np.quantile(residuals, levels))


@dataclass(frozen=True, slots=True)
class Residuals:
    """Residuals of one task: crisis → horizon → atoms."""

    task: str
    crises: Mapping[str, Mapping[int, Floats]]

    def without(self, names: Iterable[str]) -> Residuals:
        """The same without some crises."""
        left_out = set(names)
        return Residuals(self.task, {k: v for k, v in self.crises.items() if k not in left_out})

    def at(self, horizon: int) -> Floats:
        """All residuals at a horizon, sorted; between the horizons kept, weighted by log days."""
        kept = sorted(next(iter(self.crises.values())))
        pooled = [np.sort(np.concatenate([rows[h] for rows in self.crises.values()])) for h in kept]
        position = float(np.interp(np.log(max(horizon, 1)), np.log(kept), range(len(kept))))
        low = int(position)
        high = min(low + 1, len(kept) - 1)
        part = position - low
        return np.asarray((1 - part) * pooled[low] + part * pooled[high])

    def quantile(self, horizon: int, level: float) -> float:
        """The residual below which this share lies."""
        held = self.at(horizon)
        levels = (np.arange(len(held)) + 0.5) / len(held)
        return float(np.interp(level, levels, held))

    def ends(self, horizon: int, coverage: float) -> tuple[float, float]:
        """Residuals between which this share of a *new* crisis's is expected.

        With n past crises a tail of q is drawn at q · n / (n + 1): a new one may lie beyond all of them.
        """
        crises = len(self.crises)
        tail = (1 - coverage) / 2 * crises / (crises + 1)
        return min(0.0, self.quantile(horizon, tail)), max(0.0, self.quantile(horizon, 1 - tail))

    def above(self, horizon: int, residual: float) -> float:
        """Probability of a residual at or above this one, between 1 / (2n) and its complement."""
        held = self.at(horizon)
        least = 0.5 / len(held)
        return float(np.clip((held >= residual).mean(), least, 1 - least))


@cache
def shipped(task: str) -> Residuals:
    """The residuals that ship, of `count`, `total`, `share` or `cold`.

    Raises:
        SettingsError: X002, where residuals.csv is wrong or lacks the task.
    """
    source = resources.files("panj.outlook") / "residuals.csv"
    crises: dict[str, dict[int, Floats]] = {}
    try:
        lines = (line for line in source.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
        for row in csv.reader(lines):
            if row and row[0] == task:
                crises.setdefault(row[1], {})[int(row[2])] = np.array([float(cell) for cell in row[3:]])
    except (ValueError, IndexError) as fault:
        raise SettingsError("X002", "outlook/residuals.csv", detail=str(fault)) from None
    if not crises or len({frozenset(rows) for rows in crises.values()}) != 1:
        raise SettingsError("X002", "outlook/residuals.csv", detail=f"no residuals of {task!r}")
    return Residuals(task, crises)
