"""Learns the few free parameters and the intervals from past crises, leaving each crisis out in turn.

Takes FLEE folders; writes `calibrated.toml` and `residuals.csv`:
`python -m panj.outlook.calibrate FOLDER... --out src/panj/outlook`. Every search is a grid: no randomness.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from panj.outlook.backtest import Backtest
from panj.outlook.case import Crisis
from panj.outlook.error_measure import daily_error, rescaled, rescaled_error
from panj.outlook.flee_folder import read_folder
from panj.outlook.growth import Growth
from panj.outlook.intervals import COLD, HORIZONS, atoms, scale, total_scale
from panj.outlook.network import Floats
from panj.outlook.parameters import POWER_SPREAD, movement

# Set, not fitted: with six crises the optimum is flat in all three (docs/outlook.md).
CLOCK_DAYS = 30.0
POOLING = 0.25
LEAD_DAYS = 3.0
# The free parameters and the values tried.
DAMPING = (0.2, 0.4, 0.6, 0.8, 1.0)
FIRST_WEIGHT = (0.1, 0.2, 0.35, 0.5, 1.0)  # never 0: the first count of a site says something of its pace
OWN = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
POWERS = tuple(float(p) for p in np.round(np.arange(0.4, 1.51, 0.05), 2))
# Prior of the distance power: the setting of FLEE's validation suite, with the spread of published ones.
POWER_PRIOR = (0.75, POWER_SPREAD)
K = TypeVar("K")
# Horizons that the fit weighs, and by how much: a month, the horizon of planning, counts twice.
WEIGHTS = {7: 0.25, 30: 0.5, 90: 0.25}
_RESIDUALS = """\
# Errors of forecasts in past crises, (counted - forecast) / scale, with parameters fitted without the crisis.
# A row per task, crisis and horizon (days), then 40 equally likely values. Written by panj.outlook.calibrate.
"""
_HEAD = """\
# What was learned from past crises; written by panj.outlook.calibrate, see training/outlook/README.md.
# Each fit leaves one crisis out, so that a crisis of the calibration is never forecast from itself.
# Data: UNHCR Operational Data Portal and ACLED (www.acleddata.com), as compiled in FabFlee (BSD-3-Clause).
"""


def log_gain(ours: Mapping[int, float], theirs: Mapping[int, float]) -> float:
    """Mean of ln(error / the last report's error) over horizons: relative, so that crises weigh the same."""
    return sum(w * float(np.log(ours[h] / theirs[h])) for h, w in WEIGHTS.items())


def growth_table(crisis: Crisis) -> dict[tuple[float, float], float]:
    """The loss of every (damping, first_weight) in one crisis."""
    losses = {}
    for first in FIRST_WEIGHT:
        tested = Backtest(crisis, Growth(CLOCK_DAYS, POOLING, first, 1.0, LEAD_DAYS))
        forecasts = {h: tested.made(h) for h in WEIGHTS}
        last = {h: daily_error(m.last, tested.truth_of(m)).mean() for h, m in forecasts.items()}
        for damping in DAMPING:
            ours = {
                h: daily_error(np.maximum(0, m.last + damping * m.trending), tested.truth_of(m)).mean()
                for h, m in forecasts.items()
            }
            losses[damping, first] = log_gain(ours, last)
    return losses


def own_table(tested: Backtest) -> dict[float, float]:
    """The loss of every `own` in one crisis."""
    routed = tested.routed(movement())
    forecasts = {h: tested.made(h) for h in WEIGHTS}
    last = {h: rescaled_error(m.last, tested.truth_of(m)).mean() for h, m in forecasts.items()}
    return {
        own: log_gain(
            {
                h: rescaled_error(tested.warm_shares(m, routed, own), tested.truth_of(m)).mean()
                for h, m in forecasts.items()
            },
            last,
        )
        for own in OWN
    }


def power_table(tested: Backtest) -> dict[float, float]:
    """ln of the cold start's error in one crisis, for every distance power."""
    return {
        p: float(
            np.log(rescaled_error(tested.cold(movement().changed(distance_power=p)), tested.data).mean())
        )
        for p in POWERS
    }


def best(tables: Sequence[Mapping[K, float]], prior: Callable[[K], float] | None = None) -> K:
    """The value whose loss summed over crises, with that of the prior, is least; ties go to the first."""
    keys = list(tables[0])
    losses = [sum(t[k] for t in tables) + (prior(k) if prior else 0.0) for k in keys]
    return keys[int(np.argmin(losses))]


def power_prior(power: float) -> float:
    """Minus the log of a lognormal prior."""
    centre, width = POWER_PRIOR
    return float(np.log(power / centre) ** 2 / (2 * width**2))


def residuals(tested: Backtest, power: float, own: float) -> dict[str, dict[int, Floats]]:
    """Residuals of one crisis as atoms: task → horizon → values."""
    found: dict[str, dict[int, Floats]] = {"count": {}, "total": {}, "share": {}, "cold": {}}
    routed = tested.routed(movement().changed(distance_power=power))
    for horizon in HORIZONS:
        made = tested.made(horizon)
        truth = tested.truth_of(made)
        found["count"][horizon] = atoms((truth - made.counts) / scale(made.counts, made.span))
        gap = truth.sum(axis=1) - made.counts.sum(axis=1)
        found["total"][horizon] = atoms(gap / total_scale(made.counts, made.span))
        split = tested.warm_shares(made, routed, own) * truth.sum(axis=1, keepdims=True)
        found["share"][horizon] = atoms((truth - split) / scale(split, made.span))
    cold = rescaled(tested.cold(movement().changed(distance_power=power)), tested.total)
    found["cold"] = {COLD: atoms((tested.data - cold) / scale(cold, tested.age()))}
    return found


def calibrate(crises: Sequence[Crisis]) -> tuple[str, str]:
    """The texts of calibrated.toml and residuals.csv.

    The residuals of a crisis are those of forecasts with parameters fitted without it.
    """
    tables = {c.name: growth_table(c) for c in crises}
    plain = {c.name: Backtest(c, Growth(CLOCK_DAYS, POOLING, 0.1, 0.8, LEAD_DAYS)) for c in crises}
    owns = {name: own_table(tested) for name, tested in plain.items()}
    powers = {name: power_table(tested) for name, tested in plain.items()}
    fits: dict[str, dict[str, float]] = {}
    for name in ["", *tables]:
        kept = [n for n in tables if n != name]
        damping, first = best([tables[n] for n in kept])
        fits[name] = {
            "damping": damping,
            "first_weight": first,
            "own": best([owns[n] for n in kept]),
            "distance_power": best([powers[n] for n in kept], power_prior),
        }
    lines = []
    for crisis in crises:
        fit = fits[crisis.name]
        tested = Backtest(crisis, Growth(CLOCK_DAYS, POOLING, fit["first_weight"], fit["damping"], LEAD_DAYS))
        found = residuals(tested, fit["distance_power"], fit["own"])
        for task, rows in found.items():
            for horizon, residual in rows.items():
                lines.append(f"{task},{crisis.name},{horizon}," + ",".join(f"{v:.4g}" for v in residual))
    return _toml(crises, fits), _RESIDUALS + "\n".join(lines) + "\n"


def _toml(crises: Sequence[Crisis], fits: Mapping[str, Mapping[str, float]]) -> str:
    parts = [
        _HEAD,
        "[fixed]",
        f"clock_days = {CLOCK_DAYS}",
        f"pooling = {POOLING}",
        f"lead_days = {LEAD_DAYS}",
        "",
    ]
    for crisis in crises:
        parts += [
            "[[crisis]]",
            f'name = "{crisis.name}"',
            f'home = "{crisis.home}"',
            f"start = {crisis.start.isoformat()}",
            "",
        ]
    for name, fit in fits.items():
        parts.append(f'[fit."without {name}"]' if name else "[fit.all]")
        parts += [f"{key} = {value}" for key, value in fit.items()]
        parts.append("")
    return "\n".join(parts)


def main() -> None:
    """Reads the folders named on the command line and writes both files."""
    parser = argparse.ArgumentParser(description="Learns the outlook's parameters from past crises.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    learned, errors = calibrate([read_folder(folder) for folder in given.folders])
    (given.out / "calibrated.toml").write_text(learned, encoding="utf-8")
    (given.out / "residuals.csv").write_text(errors, encoding="utf-8")


if __name__ == "__main__":
    main()
