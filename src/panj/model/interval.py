"""`Bounds`: what a number must lie between. Every figure of an answer, a forecast or a plan is one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a number must lie between, both ends included.

    `low` ≤ `best` ≤ `high`; `high` is None where nothing bounds it, `best` where nothing says.
    A soft end is conventional, not stated ("more than 1,000" has no stated upper end): it is the first
    thing relaxed in a contradiction.
    """

    low: float
    best: float | None
    high: float | None
    soft_low: bool = False
    soft_high: bool = False
