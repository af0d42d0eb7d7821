"""Pairs of figures worth comparing: of one measure, unit, kind and status, in one country, on days near by.

Takes frames; gives blocks, and within a block the pairs whose days may meet, many at a time. A figure whose
country nobody knows may meet those of every country.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from panj.events.frames import Frame
from panj.events.rules import linking_rules
from panj.events.scopes import Places
from panj.model import Measure, PeriodKind

Ints = NDArray[np.int64]
_AT_ONCE = 500_000  # pairs held in memory at a time
_SHORT = 8  # days: windows are looked through by length, each class four times as long as the one before


@cache
def family_of(measure: Measure) -> tuple[Measure, ...]:
    """The measures that reporters use for one movement, this one among them."""
    shared = next((s for s in linking_rules().same_measures if measure in s), frozenset((measure,)))
    return tuple(sorted(shared))


def block_of(f: Frame) -> tuple[object, ...]:
    """What figures of one block share."""
    return family_of(f.measure), f.unit, f.kind, f.status, f.claim.per, f.claim.of or None


def blocks(frames: Sequence[Frame]) -> list[list[int]]:
    """Positions of the frames of each block."""
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, f in enumerate(frames):
        found[block_of(f)].append(i)
    return list(found.values())


def candidates(frames: Sequence[Frame], places: Places) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of one block's frames whose days may meet, the earlier position first, a good many at a time."""
    first, last = _reach(frames)
    # Occurrences are looked for up to a day apart; a total may be told again days later.
    margin = 1 if frames[0].kind is PeriodKind.EVENT else 2 * linking_rules().news_days
    by_country: dict[str | None, list[int]] = defaultdict(list)
    for i, f in enumerate(frames):
        by_country[None if f.either else places.country(f.destination)].append(i)
    anywhere = np.array(by_country.pop(None, []), dtype=np.int64)
    for group in by_country.values():
        members = np.concatenate([np.array(group, dtype=np.int64), anywhere])
        for a, b in _meeting(first[members], last[members], margin):
            known = (a < len(group)) | (b < len(group))
            yield _ordered(members[a[known]], members[b[known]])
    for a, b in _meeting(first[anywhere], last[anywhere], margin):
        yield _ordered(anywhere[a], anywhere[b])


def _ordered(a: Ints, b: Ints) -> tuple[Ints, Ints]:
    return np.minimum(a, b), np.maximum(a, b)


def _reach(frames: Sequence[Frame]) -> tuple[Ints, Ints]:
    """First and last day of each frame as numbers; a total without a first day is looked for at its last."""
    first, last = np.zeros(len(frames), dtype=np.int64), np.zeros(len(frames), dtype=np.int64)
    for i, f in enumerate(frames):
        near = f.near
        start, end = near.start or near.end or f.known, near.end or f.known
        first[i] = start.toordinal() if start else 0
        last[i] = end.toordinal() if end else 0
    return first, last


def _meeting(first: Ints, last: Ints, margin: int) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of windows that overlap or lie at most `margin` days apart, by a sweep over their first days."""
    order = np.lexsort((np.arange(len(first)), first))
    starts, ends = first[order], last[order]
    length = np.maximum(ends - starts, 0)
    longest, shorter = _SHORT, -1
    while len(order):
        mine = np.flatnonzero((length > shorter) & (length <= longest))
        low = np.searchsorted(starts[mine], starts - margin - longest, side="left")
        high = np.searchsorted(mine, np.arange(len(order)), side="left")
        for i, k in _spread(low, high):
            j = mine[k]
            met = ends[j] + margin >= starts[i]
            yield order[i[met]], order[j[met]]
        if longest >= length.max():
            return
        longest, shorter = longest * 4, longest


def _spread(low: Ints, high: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Each position with every number of its own range, a good many at a time."""
    width = np.maximum(high - low, 0)
    upto = np.cumsum(width)
    begin = 0
    while begin < len(width):
        held = upto[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(upto, held + _AT_ONCE, side="right")))
        some = width[begin:end]
        i = np.repeat(np.arange(begin, end), some)
        within = np.arange(len(i)) - np.repeat(np.cumsum(some) - some, some)
        yield i, low[i] + within
        begin = end
