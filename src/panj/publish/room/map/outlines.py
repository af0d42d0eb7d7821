"""A line with fewer points: those that lie within a tolerance of the line between the ones that are kept.

The method of Ramer (1972) and of Douglas and Peucker (1973), without recursion, since a coast is long.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Point = tuple[float, float]


def outline(points: Sequence[Point], tolerance: float) -> list[Point]:
    """The line with both its ends, no point of which was more than `tolerance` from what is left.

    >>> outline([(0, 0), (1, 0.1), (2, 0), (3, 5)], 0.5)
    [(0, 0), (2, 0), (3, 5)]
    """
    if len(points) < 3:
        return list(points)
    kept = {0, len(points) - 1}
    parts = [(0, len(points) - 1)]
    while parts:
        first, last = parts.pop()
        away, at = _farthest(points, first, last)
        if away > tolerance:
            kept.add(at)
            parts += [(first, at), (at, last)]
    return [points[i] for i in sorted(kept)]


def _farthest(points: Sequence[Point], first: int, last: int) -> tuple[float, int]:
    """How far the farthest point between two lies from the line between them, and which it is."""
    (x1, y1), (x2, y2) = points[first], points[last]
    dx, dy = x2 - x1, y2 - y1
    long = math.hypot(dx, dy)
    found, at = 0.0, first
    for i in range(first + 1, last):
        x, y = points[i]
        away = abs(dx * (y - y1) - dy * (x - x1)) / long if long else math.hypot(x - x1, y - y1)
        if away > found:
            found, at = away, i
    return found, at
