"""Figures that another source denies, and those beside which another is told that nobody denies.

Takes frames of claims; tells which are denied, and which totals therefore count for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from panj.events.applied import ACCEPTED
from panj.events.compare import same_measure
from panj.events.frames import Frame
from panj.events.inputs import DENIED
from panj.events.scopes import Places, Relation, group_relation
from panj.model import PeriodKind, Status

_NEAR = timedelta(days=61)  # a total of so long before or after tells nothing of what is denied


def is_denied(frame: Frame) -> bool:
    """Whether another source denies a claim, and no analyst vouches for it."""
    return DENIED in frame.claim.rules and ACCEPTED not in frame.claim.rules


def overruled(frames: Mapping[str, Frame], places: Places) -> frozenset[str]:
    """Denied totals beside which another total of the same people is told that nobody denies."""
    totals = [f for f in frames.values() if _is_total(f)]
    denied = [f for f in totals if is_denied(f)]
    others = [f for f in totals if not is_denied(f)] if denied else []
    return frozenset(d.claim.id for d in denied if any(_of_one(d, o, places) for o in others))


def _is_total(f: Frame) -> bool:
    happened = f.status is Status.HAPPENED and f.kind is PeriodKind.CUMULATIVE
    return happened and f.interval is not None and f.claim.part_of is None


def _as_many(part: Frame, whole: Frame) -> bool:
    """Whether as many are told of in a part as are denied of the whole."""
    if part.interval is None or whole.interval is None or part.interval.high is None:
        return False
    return part.interval.high >= whole.interval.low


def _of_one(a: Frame, b: Frame, places: Places) -> bool:
    """Whether two totals may count the same people; few in a narrower place say nothing of a wider one."""
    if not same_measure(a.measure, b.measure) or a.unit != b.unit:
        return False
    if None not in (a.known, b.known) and abs(a.known - b.known) > _NEAR:  # type: ignore[operator]
        return False
    there = places.relation(a.destination, b.destination)
    came = places.relation(a.origin, b.origin)
    group = group_relation(a.group, b.group)
    wider = there in (Relation.SAME, Relation.WITHIN) or (there is Relation.CONTAINS and _as_many(b, a))
    return wider and came is not Relation.APART and group is not Relation.APART
