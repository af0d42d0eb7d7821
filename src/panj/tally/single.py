"""What a solve gives, and programs of one column, which need no solver: most occurrences are such.

Takes rows of bounds; gives `Solution`s.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil, floor, inf

TOLERANCE = 1e-6


class Outcome(Enum):
    """What became of a solve."""

    FOUND = "found"
    UNBOUNDED = "unbounded"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True, slots=True)
class LinearRow:
    """low ≤ Σ coefficient · column ≤ high; None is open."""

    terms: tuple[tuple[int, float], ...]
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Solution:
    """A whole-numbered bound, and the point where it is reached."""

    outcome: Outcome
    value: float | None = None
    point: tuple[float, ...] = ()


class Single:
    """A program of one column whose rows bound it alone: no solver is needed for most occurrences."""

    def __init__(self, rows: Sequence[LinearRow]) -> None:
        self._rows = rows

    def lower(self, sum_of: Mapping[int, float], off: Collection[int] = ()) -> Solution:
        """The lowest value of the column, times its weight."""
        return self._end(sum_of, frozenset(off), 1)

    def upper(self, sum_of: Mapping[int, float], off: Collection[int] = ()) -> Solution:
        """The highest value of the column, times its weight."""
        return self._end(sum_of, frozenset(off), -1)

    def pressing(
        self, sum_of: Mapping[int, float], off: Collection[int] = (), *, low: bool
    ) -> tuple[int, ...]:
        """The rows that press on an end."""
        ends = self._ends(frozenset(off))
        at_low = low == (sum_of.get(0, 0.0) >= 0)
        on = [(i, r, r.low if at_low else r.high) for i, r in enumerate(self._rows) if i not in off]
        return tuple(
            i for i, r, end in on if end is not None and end / r.terms[0][1] == ends[0 if at_low else 1]
        )

    def feasible(self, off: Collection[int] = ()) -> bool:
        """Whether the rows that are on can hold together."""
        low, high = self._ends(frozenset(off))
        return low <= high

    def cheapest(self, prices: Mapping[int, float], off: Collection[int] = ()) -> tuple[float, ...]:
        """The column at its lowest."""
        del prices
        return (self._ends(frozenset(off))[0],)

    def clash(self, off: Collection[int] = ()) -> tuple[int, ...] | None:
        """Rows that prove that the rows on cannot hold together; None where they can."""
        low, high = self._ends(frozenset(off))
        if low <= high:
            return None
        on = [(i, r, r.terms[0][1]) for i, r in enumerate(self._rows) if i not in off]
        return tuple(
            i
            for i, r, w in on
            if (r.low is not None and r.low / w == low) or (r.high is not None and r.high / w == high)
        )

    def _ends(self, off: frozenset[int]) -> tuple[float, float]:
        on = [(r, r.terms[0][1]) for i, r in enumerate(self._rows) if i not in off]
        low = max((r.low / w for r, w in on if r.low is not None), default=0.0)
        high = min((r.high / w for r, w in on if r.high is not None), default=inf)
        return max(0.0, low), high

    def _end(self, sum_of: Mapping[int, float], off: frozenset[int], sign: int) -> Solution:
        low, high = self._ends(off)
        if low > high:
            return Solution(Outcome.INFEASIBLE)
        weight = sum_of.get(0, 0.0)
        at_low = sign * weight >= 0
        if weight and not at_low and high == inf:
            return Solution(Outcome.UNBOUNDED)
        point = ceil(low - TOLERANCE) if at_low else floor(high + TOLERANCE)
        return Solution(Outcome.FOUND, float(weight * point), (float(point),))
