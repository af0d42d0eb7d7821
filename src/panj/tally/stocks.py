"""People or places on a day: hosted, displaced, capacity, facilities.

Takes a question about such a number; gives the latest statement per place and group within it, a part never
beside its whole.
"""

from __future__ import annotations

from datetime import date

from panj.bounds import add
from panj.model import Bounds, Event, Question, Status, Tally
from panj.tally.counted import Counted
from panj.tally.ledger import Ledger
from panj.tally.scope import Extent, Lies, lies
from panj.tally.setaside import set_aside


def answer_stock(question: Question, asked: Extent, ledger: Ledger) -> Tally:
    """The tally of what was there on the last day asked about, as last stated."""
    within = [e for e in ledger.events if _counts(e, asked, ledger)]
    latest = [e for e in within if not any(_supersedes(o, e, ledger) for o in within)]
    kept = [e for e in latest if not any(_holds(o, e, ledger) for o in latest)]
    bounds = add([e.bounds for e in kept]) if kept else Bounds(0, None, None)
    claims = tuple(
        sorted({c for e in kept for c in e.claims if c in ledger.order}, key=lambda c: ledger.order[c])
    )
    leads = tuple(e.claims[0] for e in kept)
    counted = Counted({}, {}, (), (), (), (), (), tuple(e.id for e in kept), (), (), 0, frozenset())
    return Tally(
        question=question,
        bounds=bounds,
        claims=claims,
        because_low=leads if bounds.low > 0 else (),
        because_high=leads if bounds.high is not None else (),
        events=counted.events,
        set_aside=set_aside(counted, asked, ledger),
        policy=ledger.policy.label,
    )


def _counts(event: Event, asked: Extent, ledger: Ledger) -> bool:
    if event.status is not Status.HAPPENED or event.id not in ledger.extents:
        return False
    extent = ledger.extents[event.id]
    end = asked.window.end
    if end is not None and extent.window.start is not None and extent.window.start > end:
        return False
    open_days = Extent(
        asked.measures, asked.unit, asked.group, asked.origin, asked.destination, type(asked.window)()
    )
    return lies(extent, open_days, ledger.places) is Lies.IN


def _day(event: Event, ledger: Ledger) -> date:
    window = ledger.extents[event.id].window
    return window.end or window.start or date.min


def _scope_in(inner: Event, outer: Event, ledger: Ledger) -> bool:
    a, b = ledger.extents[inner.id], ledger.extents[outer.id]
    open_days = Extent(b.measures, b.unit, b.group, b.origin, b.destination, type(b.window)())
    return lies(a, open_days, ledger.places) is Lies.IN


def _supersedes(newer: Event, older: Event, ledger: Ledger) -> bool:
    """A later statement on the same place and group."""
    if newer.id == older.id or not (_scope_in(newer, older, ledger) and _scope_in(older, newer, ledger)):
        return False
    return (_day(newer, ledger), newer.known or date.min, newer.id) > (
        _day(older, ledger),
        older.known or date.min,
        older.id,
    )


def _holds(whole: Event, part: Event, ledger: Ledger) -> bool:
    """A number for a wider place or group takes in the narrower one."""
    return whole.id != part.id and _scope_in(part, whole, ledger) and not _scope_in(whole, part, ledger)
