"""Errors as FLEE defines them, and coverage of intervals.

Takes simulated and validation counts by day and site; gives E(t), its rescaled form and their means.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]


def daily_error(simulated: Floats, data: Floats) -> Floats:
    """E(t) = sum over sites of |sim - data| / max(1, sum of data); shapes (days, sites) → (days,).

    The averaged relative difference of Suleimenova, Bell and Groen (2017), with the total of the data below.

    >>> daily_error(np.array([[60.0, 40.0]]), np.array([[50.0, 50.0]]))
    array([0.2])
    """
    gap = np.abs(simulated - data).sum(axis=1)
    return np.asarray(gap / np.maximum(1.0, data.sum(axis=1)))


def rescaled(simulated: Floats, total: Floats) -> Floats:
    """Counts multiplied to sum to each day's total; all 0 on a day on which they sum to 0."""
    held = simulated.sum(axis=1, keepdims=True)
    share = np.divide(simulated, held, out=np.zeros_like(simulated, dtype=float), where=held > 0)
    return np.asarray(share * total[:, None])


def rescaled_error(simulated: Floats, data: Floats) -> Floats:
    """E'(t): E(t) after the simulated counts were rescaled to the data's total; between 0 and 2."""
    return daily_error(rescaled(simulated, data.sum(axis=1)), data)


def mean_error(errors: Floats, days: Bools | None = None) -> float | None:
    """The mean over these days (ARD); None where there are none."""
    kept = errors if days is None else errors[days]
    return float(kept.mean()) if len(kept) else None


def covered(low: Floats, high: Floats, data: Floats) -> Floats:
    """Share of sites whose count lies within its interval, by day; (days, sites) → (days,)."""
    # Validation counts are cut to whole persons, so that an interval may miss by less than one.
    inside = (data >= np.floor(low)) & (data <= np.ceil(high))
    return np.asarray(inside.mean(axis=1))
