"""Numbers on a day added up: wholes that exclude each other, and what their parts say of them.

Takes statements as events, with a ledger; gives bounds, and the statements that give each end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from panj.bounds import add
from panj.events.scopes import Places, Relation, group_relation
from panj.model import Bounds, Event
from panj.tally.ledger import Ledger


def summed(
    wholes: Sequence[Event], parts: Sequence[Event], ledger: Ledger
) -> tuple[Bounds, list[Event], list[Event]]:
    """The bounds, and the events that give each end.

    Wholes that may hold the same people are added for the high end alone. Where parts that exclude each
    other exceed what their wholes were last said to be, they give the low end, and an end below it falls.
    """
    if not wholes:
        return Bounds(0, None, None), [], []
    apart = _apart(wholes, ledger)
    stated, most = add([e.bounds for e in apart]), add([e.bounds for e in wholes])
    fine = _apart(parts, ledger)
    least = sum(e.bounds.low for e in fine)
    if least > stated.low:
        stated, apart = replace(stated, low=least, soft_low=any(e.bounds.soft_low for e in fine)), fine
    if most.high is not None and most.high < stated.low:
        bests = [e.bounds.best for e in apart]
        best = None if None in bests else sum(b for b in bests if b is not None)
        return Bounds(stated.low, best, None, stated.soft_low), apart, []
    best = None if stated.best is None else max(stated.best, stated.low)
    bounds = Bounds(stated.low, best, most.high, stated.soft_low, most.soft_high)
    return bounds, apart, list(wholes) if most.high is not None else []


def _apart(events: Sequence[Event], ledger: Ledger) -> list[Event]:
    """Events that surely count different people, large before small."""
    found: list[Event] = []
    for e in sorted(events, key=lambda e: (-e.bounds.low, e.id)):
        if all(_exclusive(e, o, ledger) for o in found):
            found.append(e)
    return sorted(found, key=lambda e: (e.known or date.max, e.id))


def _exclusive(a: Event, b: Event, ledger: Ledger) -> bool:
    if _siblings(a, b, ledger):
        return True
    x, y = ledger.extents[a.id], ledger.extents[b.id]
    places: Places = ledger.places
    return (
        group_relation(x.group, y.group) is Relation.APART
        or places.relation(x.destination, y.destination) is Relation.APART
        or places.relation(x.origin, y.origin) is Relation.APART
    )


def _siblings(a: Event, b: Event, ledger: Ledger) -> bool:
    """Whether one sentence gives both as parts of one whole, at two places: "(42,000), Bulengo (31,500)"."""
    return any(
        f.claim.part_of is not None
        and f.claim.part_of == g.claim.part_of
        and f.claim.sentence == g.claim.sentence
        and None is not f.destination != g.destination is not None
        for f in ledger.event_frames[a.id]
        for g in ledger.event_frames[b.id]
    )
