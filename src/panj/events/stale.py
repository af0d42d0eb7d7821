"""What a source told before it revised a figure, and what holds that figure or is a part of it.

Takes frames and which claims were replaced; gives the frames with room for the revision. "22,480 in May" was
corrected to 21,960: the 36,740 since April that this source had told before were put together from it, and
so were the districts of May that the same report told of. Each may be off by as much, and by no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from panj.events.compare import same_measure
from panj.events.frames import Frame
from panj.events.origins import same_voice
from panj.events.rules import linking_rules
from panj.events.scopes import Places, Relation, Window, group_relation
from panj.model import PeriodKind

_SUMMED = frozenset({PeriodKind.EVENT, PeriodKind.CUMULATIVE})


def with_room(frames: Sequence[Frame], gone: Mapping[str, str], places: Places) -> Iterator[Frame]:
    """The frames; those put together from a figure that was replaced allow for the difference."""
    by_claim = {f.claim.id: f for f in frames}
    pairs = [
        (by_claim[old], by_claim[new]) for old, new in gone.items() if old in by_claim and new in by_claim
    ]
    pairs = [(old, new) for old, new in pairs if _is_revision(old, new)]
    for f in frames:
        off = [new.claim.value - old.claim.value for old, new in pairs if _is_of(f, old, new, gone, places)]
        yield replace(f, room=(-min(0.0, *off, 0.0), max(0.0, *off, 0.0))) if off else f


def _is_revision(old: Frame, new: Frame) -> bool:
    """Whether a later report replaced a number by another of the same people."""
    later = old.known is not None and new.known is not None and old.known < new.known
    return later and old.kind in _SUMMED and new.kind in _SUMMED and old.claim.value != new.claim.value


def _is_of(f: Frame, old: Frame, new: Frame, gone: Mapping[str, str], places: Places) -> bool:
    """Whether a figure was told before the revision, by the same source, around the old one or inside it."""
    if f.claim.id in gone or f.known is None or new.known is None or f.known >= new.known:
        return False
    if f.kind not in _SUMMED or f.unit is not old.unit or f.status is not new.status or f.interval is None:
        return False
    if not same_measure(f.measure, old.measure) or not _one_source(f, old, new):
        return False
    to, group = places.relation(f.destination, old.destination), group_relation(f.group, old.group)
    apart = {to, group, places.relation(f.origin, old.origin)}
    if Relation.APART in apart or to is Relation.OVERLAPS:
        return False
    around = _holds(f.window, old.window) and f.claim.value > old.claim.value and to is not Relation.WITHIN
    return around or f.claim.part_of in gone or (to is not Relation.CONTAINS and _is_made_of(old, new, f))


def _is_made_of(old: Frame, new: Frame, f: Frame) -> bool:
    """Whether the report of the old figure tells of one inside it, which a small correction may be of.

    Where a wholly other number took its place, nothing tells that those inside it were wrong.
    """
    inside = f.paper == old.paper and _holds(old.window, f.window) and f.claim.value < old.claim.value
    small = abs(new.claim.value - old.claim.value) <= linking_rules().small_revision * old.claim.value
    return inside and small


def _holds(outer: Window, inner: Window) -> bool:
    if outer.end is None or inner.end is None or inner.end > outer.end:
        return False
    return outer.start is None or (inner.start is not None and outer.start <= inner.start)


def _one_source(f: Frame, old: Frame, new: Frame) -> bool:
    mine = f.claim.speaker or f.first_outlet
    return any(
        mine == other or same_voice(mine, other)
        for o in (old, new)
        for other in (o.claim.speaker or o.first_outlet, o.first_outlet)
    )
