"""Intervals as bars on a shared scale: where each end, the best value and the ticks stand, in per cent.

Takes bounds; gives positions that a template draws as SVG. Linear from zero where the figures of a
section are of one size, logarithmic where they are not; the page says which.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from panj.model import Bounds, Unit
from panj.publish.room.words import interval, number

LOG_FROM = 30  # the largest value is this many times the smallest: a linear bar would be a hairline
_SPAN = 94.0  # per cent of the width that the scale takes; the rest is for arrows of open ends


@dataclass(frozen=True, slots=True)
class Tick:
    """A gridline: its place in per cent and its words."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps values to per cent of a bar's width."""

    kind: str
    low: float
    high: float
    ticks: tuple[Tick, ...] = ()

    def at(self, value: float) -> float:
        """Where a value stands, 0 to 94, held inside the scale."""
        if self.kind == "log":
            held = min(max(value, self.low), self.high)
            part = math.log(held / self.low) / math.log(self.high / self.low)
        else:
            part = min(max(value, 0), self.high) / self.high
        return round(part * _SPAN, 2)


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval drawn: ends in per cent, `best` None where nothing says, `open` where nothing bounds it.

    Caps stand at stated ends; a soft end is a convention of the wording policy and gets none.
    """

    left: float
    right: float
    best: float | None
    open: bool
    cap_left: bool
    cap_right: bool
    text: str
    exact: bool

    @property
    def width(self) -> float:
        """From end to end, in per cent."""
        return round(self.right - self.left, 2)


def scale(items: Sequence[Bounds], unit: Unit | str = Unit.PERSONS) -> Scale:
    """The scale that shows all these intervals together."""
    values = [v for b in items for v in (b.low, b.best, b.high) if v]
    if not values:
        return Scale("linear", 0, 1)
    smallest, largest = min(values), max(values)
    if largest / smallest >= LOG_FROM:
        low = 10.0 ** math.floor(math.log10(smallest))
        return _ticked(Scale("log", low, max(_ceiling(largest), low * 10)), unit)
    return _ticked(Scale("linear", 0, _ceiling(largest)), unit)


def bar(bounds: Bounds, on: Scale, unit: Unit | str = Unit.PERSONS) -> Bar:
    """Where an interval stands on a scale."""
    left = on.at(bounds.low)
    right = 100.0 if bounds.high is None else on.at(bounds.high)
    return Bar(
        left=left,
        right=right,
        best=None if bounds.best is None else on.at(bounds.best),
        open=bounds.high is None,
        cap_left=not bounds.soft_low and bounds.low > 0,
        cap_right=not bounds.soft_high and bounds.high is not None,
        text=interval(bounds, unit),
        exact=bounds.low == bounds.high,
    )


def _ceiling(value: float) -> float:
    """The next of 1, 2, 3, 4, 5, 6, 8 and 10 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(m * power for m in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if m * power >= value * 0.9999)


def _ticked(bare: Scale, unit: Unit | str) -> Scale:
    if bare.kind == "log":
        powers = range(round(math.log10(bare.low)), math.floor(math.log10(bare.high) + 1e-9) + 1)
        values = [10.0**p for p in powers]
    else:
        values = [bare.high * part for part in (0, 0.5, 1)]
    ticks = tuple(Tick(bare.at(v), number(v, unit)) for v in values)
    return Scale(bare.kind, bare.low, bare.high, ticks)
