"""Marks of the timeline and where they and their labels stand, so that none hides another.

Takes marks where their days and sizes put them; gives them moved as little as needed, labelled where
there is room, the largest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

_CHARACTER, _LINE = 6.4, 13  # the width of a label's character and the height of its line

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """One event drawn: a box from `x` over `width`, its ends and best in y, its label and where it stands."""

    key: str
    title: str
    text: str
    when: str
    x: float
    width: float
    y_low: float
    y_high: float
    y_best: float | None
    open: bool
    family: str
    kind: str
    confirmed: bool
    label: str = ""
    label_x: float = 0
    label_y: float = 0
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Ground:
    """The part of a sheet that marks and labels may take, and boxes that stand there already."""

    left: float
    right: float
    width: float
    baseline: float
    taken: tuple[Box, ...] = ()


def place(marks: Iterable[Mark], ground: Ground) -> tuple[Mark, ...]:
    """The marks apart from each other and labelled; without room for a label they stay reachable."""
    spread = _spread(marks, ground)
    taken = [*ground.taken, *(box for mark in spread for box in _boxes(mark))]
    placed: dict[str, Mark] = {}
    for mark in sorted(spread, key=lambda m: -abs(m.y_high - ground.baseline)):
        spot = _spot(mark, ground, taken)
        placed[mark.key] = mark if spot is None else spot[0]
        if spot is not None:
            taken.append(spot[1])
    return tuple(placed[m.key] for m in spread)


def _boxes(mark: Mark) -> Iterator[Box]:
    """What a mark covers: its bar, and the line of the days that it spans."""
    top, bottom = sorted((mark.y_low, mark.y_high))
    yield mark.x - 4, top - 2, mark.x + 4, bottom + 2
    if mark.width > 8:
        level = mark.y_best or mark.y_high
        yield mark.x - mark.width, level - 1, mark.x, level + 1


def _spread(marks: Iterable[Mark], ground: Ground) -> list[Mark]:
    """Moves marks that would hide each other apart, each as little as needed."""
    out: list[Mark] = []
    for mark in marks:
        shifts = (step * sign * 9 for step in range(12) for sign in (1, -1))
        spots = (min(max(mark.x + shift, ground.left + 4), ground.right) for shift in shifts)
        free = (x for x in spots if not any(_hides(mark, x, other) for other in out))
        out.append(replace(mark, x=round(next(free, mark.x), 1)))
    return out


def _hides(mark: Mark, x: float, other: Mark) -> bool:
    """Whether a mark at x would cover another: both the same width, and their heights meet."""
    top, bottom = sorted((mark.y_low, mark.y_high))
    above, below = sorted((other.y_low, other.y_high))
    return abs(x - other.x) < 9 and top - 8 < below and above < bottom + 8


def _spot(mark: Mark, ground: Ground, taken: Sequence[Box]) -> tuple[Mark, Box] | None:
    long = len(mark.text) * _CHARACTER
    upwards = mark.y_high < ground.baseline
    beyond = mark.y_high - 5 if upwards else mark.y_high + _LINE
    beside = mark.y_best or mark.y_high
    choices = (
        (mark.x, beyond, "middle", mark.x - long / 2),
        (mark.x + 7, beside + 4, "start", mark.x + 7),
        (mark.x - 7, beside + 4, "end", mark.x - 7 - long),
    )
    for x, y, anchor, left in choices:
        box = (left, y - _LINE + 3, left + long, y + 2)
        inside = box[0] >= ground.left and box[2] <= ground.width and box[1] >= 0
        if inside and not any(_overlap(box, other) for other in taken):
            return replace(
                mark, label=mark.text, label_x=round(x, 1), label_y=round(y, 1), anchor=anchor
            ), box
    return None


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
