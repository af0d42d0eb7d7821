"""Totals that count less than their words tell: one report gives more for what would lie in them.

Takes the extents of events; gives them with `only` set for such totals. No reporter means to contradict
himself: "63,000 registered" and "20,215 in collective sites" in one table are two numbers, however each was
read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from panj.events.frames import Frame
from panj.events.narrowed import alone
from panj.events.scopes import Places
from panj.model import Event, PeriodKind
from panj.tally.scope import Extent, Lies, lies
from panj.tally.totals import are_rivals, is_sum


def with_narrower(
    extents: Mapping[str, Extent],
    events: Sequence[Event],
    frames: Mapping[str, Sequence[Frame]],
    places: Places,
) -> dict[str, Extent]:
    """Event id → extent; such a total counts alone what is told to be a part of it."""
    keys = {
        small.claim.id: (event, alone(small.claim.id))
        for event, small in _narrower(extents, events, frames, places)
    }
    if not keys:
        return dict(extents)
    found = dict(extents)
    for event, key in keys.values():
        found[event] = replace(found[event], only=key)
    for event in extents:
        whole = next((keys[w][1] for f in frames[event] if (w := f.claim.part_of) in keys), None)
        found[event] = found[event] if whole is None else replace(found[event], own=whole)
    return found


def _narrower(
    extents: Mapping[str, Extent],
    events: Sequence[Event],
    frames: Mapping[str, Sequence[Frame]],
    places: Places,
) -> Iterator[tuple[str, Frame]]:
    """The totals, with the figure of each that tells it, beside which their report gives more inside them."""
    told: dict[str, list[tuple[Event, Frame]]] = defaultdict(list)
    for event in events:
        if event.id in extents and is_sum(event) and event.kind in (PeriodKind.EVENT, PeriodKind.CUMULATIVE):
            for f in frames[event.id]:
                if f.interval is not None:
                    told[f.paper].append((event, f))
    for said in told.values():
        for small, f in said if len(said) > 1 else ():
            if small.kind is PeriodKind.CUMULATIVE and any(
                large.id != small.id
                and _is_more(g, f)
                and _in_columns(f, g)
                and not are_rivals([f], [g])
                and lies(extents[large.id], extents[small.id], places) is Lies.IN
                for large, g in said
            ):
                yield small.id, f


def _in_columns(small: Frame, large: Frame) -> bool:
    """Whether neither is a row beside the other: a row "elsewhere" is of no place, and holds no other row."""
    return small.claim.part_of is None or large.claim.part_of not in (None, small.claim.part_of)


def _is_more(large: Frame, small: Frame) -> bool:
    """Whether one figure is surely more than another can be; nobody stated a conventional end."""
    if large.interval is None or small.interval is None or small.interval.high is None:
        return False
    return not small.interval.soft_high and large.interval.low > small.interval.high
