"""Ordinals: "the third time in two weeks" says how many occurrences there were, described or not.

Takes events; gives one `Count` per statement, earlier ones first. Where the same sentence gives the total of
those it numbers, the count names that total and leaves nothing out of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from panj.events.frames import Frame
from panj.events.scopes import Places, Window
from panj.model import Event, Ordinal, PeriodKind, Status
from panj.tally.scope import Extent, Lies, lies, roughly_in


@dataclass(frozen=True, slots=True)
class Count:
    """`n` occurrences within `extent`, said by `claim`.

    `own`: the occurrence that the ordinal stands at, surely one of them. `total`: the total that is
    complete by it.
    """

    id: str
    n: int
    extent: Extent
    claim: str
    own: str | None = None
    total: str | None = None

    def holds(self, event: str, extent: Extent, places: Places) -> Lies:
        """How surely an occurrence is one of those counted."""
        return Lies.IN if event == self.own else lies(extent, self.extent, places, slack=True)

    def inside(self, other: Count, places: Places) -> bool:
        """Whether all that this counts is counted by the other too ("two weeks" read as one window)."""
        return roughly_in(self.extent, other.extent, places)


def counts_of(
    events: Sequence[Event],
    frames: Mapping[str, Sequence[Frame]],
    extents: Mapping[str, Extent],
    places: Places,
) -> list[Count]:
    """Every count that claims of things that happened state, one per number and window."""
    found: dict[tuple[object, ...], Count] = {}
    for event in events:
        if event.status is not Status.HAPPENED:
            continue
        for f in frames[event.id]:
            if f.claim.ordinal is not None:
                count = _count(event, f, f.claim.ordinal, extents[event.id], places)
                key = (count.n, count.extent.window, count.extent.destination, count.own)
                if key not in found or (count.total and not found[key].total):
                    found[key] = count
    ordered = sorted(found.values(), key=lambda c: (_end(c), c.n, c.id))
    return [c for c in ordered if not any(_retold(c, o, places) for o in ordered if o is not c)]


def _end(count: Count) -> str:
    end = count.extent.window.end
    return end.isoformat() if end else "9999"


def _retold(count: Count, other: Count, places: Places) -> bool:
    """The same number in the same days, said with its total by another: that one is kept."""
    if count.n != other.n or count.total is not None or not count.inside(other, places):
        return False
    return other.total is not None or (other.inside(count, places) and other.id < count.id)


def _count(event: Event, f: Frame, ordinal: Ordinal, extent: Extent, places: Places) -> Count:
    window = Window(ordinal.window_start, ordinal.window_end or f.known)
    own = event.id if event.kind is PeriodKind.EVENT else None
    total = event.id if event.kind is PeriodKind.CUMULATIVE and ordinal.complete else None
    # The row is of crossings into the country, not into the district where its last one happened.
    to, origin = extent.destination, extent.origin
    wide = replace(
        extent, window=window, destination=places.country(to) or to, origin=places.country(origin) or origin
    )
    return Count(f"n{f.claim.id}", ordinal.n, wide, f.claim.id, own, total)
