"""Who came or went since a number was stated: a stock of the 7th is no stock of the 23rd once people moved.

Takes a statement and the day asked about; gives the flows reported in between. What they leave of the number
would be a row (then, and who came, less who went, is now), but nobody says that all flows were reported: the
row has a slack that nothing bounds, and so only takes bounds away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from math import inf

from panj.events.scopes import Relation, Window, group_relation
from panj.model import Event, Measure, PeriodKind, Status
from panj.tally.ledger import Ledger

IN = frozenset({Measure.ARRIVAL, Measure.ADMISSION, Measure.RELOCATION})
OUT = frozenset(
    {Measure.RETURN, Measure.FORCED_RETURN, Measure.DEPARTURE, Measure.EVACUATION, Measure.RELOCATION}
)
_MOVING = frozenset({Measure.HOSTED})  # what these flows fill and empty
_CHANGING = IN | OUT | {Measure.INTERNAL_DISPLACEMENT}  # of whom a number of people on a day may be made up
_TOUCHING = (Relation.SAME, Relation.WITHIN, Relation.CONTAINS)


def moved_since(
    stock: Event, stated: date, asked: date | None, ledger: Ledger
) -> tuple[list[Event], list[Event]]:
    """Flows in and out of a stock's place, of whom it counts or may count, after it was stated.

    Args:
        stock: the number on a day.
        stated: its day.
        asked: the day asked about; None: no day, and the number stands as last stated.
    """
    if asked is None or asked <= stated or stock.measure not in _MOVING:
        return [], []
    days = Window(stated + timedelta(days=1), asked)
    came = [e for e in _flows(stock, days, ledger) if e.measure in IN and _at(e, stock, ledger, going=False)]
    went = [e for e in _flows(stock, days, ledger) if e.measure in OUT and _at(e, stock, ledger, going=True)]
    return came, went


def moved_at_most(stock: Event, first: date, last: date, ledger: Ledger) -> float:
    """How many were reported to come to a number's place or to go from it after one day, by another.

    A total that began before is of other days too, and does not say how many moved on these.
    """
    days = Window(first + timedelta(days=1), last)
    moved = [
        e
        for e in _flows(stock, days, ledger, _CHANGING)
        if (e.kind is PeriodKind.EVENT or ledger.extents[e.id].window.inside(days))
        and (_at(e, stock, ledger, going=False) or _at(e, stock, ledger, going=True))
    ]
    return sum(inf if e.bounds.high is None else e.bounds.high for e in moved)


def _flows(
    stock: Event, days: Window, ledger: Ledger, measures: Collection[Measure] = IN | OUT
) -> Iterator[Event]:
    group = ledger.extents[stock.id].group
    for e in ledger.events:
        moved = e.status is Status.HAPPENED and e.measure in measures and e.unit == stock.unit
        if not moved or e.id not in ledger.extents:
            continue
        # Days are those of any claim: what was linked over two days may be two occurrences.
        told = any(f.window.overlaps(days) for f in ledger.event_frames[e.id])
        if told and group_relation(ledger.extents[e.id].group, group) is not Relation.APART:
            yield e


def _at(flow: Event, stock: Event, ledger: Ledger, *, going: bool) -> bool:
    """Whether a flow surely ends, or begins, in the stock's place, in one around it or in one within it."""
    extent, here = ledger.extents[flow.id], ledger.extents[stock.id].destination
    there = extent.origin if going else extent.destination
    return here is not None and there is not None and ledger.places.relation(there, here) in _TOUCHING
