"""Doubts about an answer: figures that nothing excludes and that are hard to believe together.

Takes what is asked and a ledger; gives `Conflict`s that are doubts. They change no bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from math import inf

from panj.events.scopes import Window
from panj.model import Bounds, Conflict, Measure
from panj.tally.constraints import is_occurrence
from panj.tally.counted import Counted, stands
from panj.tally.ledger import Ledger
from panj.tally.scope import Extent, Lies, fits, lies
from panj.tally.sources import as_said
from panj.tally.tensions import Tension

MAX_DOUBTS = 12  # told


def doubts(counted: Counted, asked: Extent, ledger: Ledger) -> tuple[Conflict, ...]:
    """Totals in the question that both hold only if very many moved on a few days, the widest apart first."""
    held = sorted(ledger.tensions, key=lambda t: (-t.people, t.more, t.less))
    near = (t for t in held if _bears(t, counted, asked, ledger))
    found: list[Conflict] = []
    for t in near:
        if len(found) < MAX_DOUBTS and t.people > _known_then(t, ledger):
            found.append(_doubt(t, ledger))
    return tuple(found)


def _bears(tension: Tension, counted: Counted, asked: Extent, ledger: Ledger) -> bool:
    return all(
        stands(e, ledger, counted.dropped) and fits(ledger.extents[e], asked, ledger.places) is not Lies.OUT
        for e in (tension.more, tension.less)
    )


def _known_then(tension: Tension, ledger: Ledger) -> float:
    """How many are known, at the most, to have moved on the days that the larger total alone counts."""
    more = ledger.extents[tension.more]
    days = list(_alone(more.window, ledger.extents[tension.less].window))
    return sum(
        inf if e.bounds.high is None else e.bounds.high
        for e in ledger.events
        if is_occurrence(e)
        and e.id in ledger.extents
        and lies(ledger.extents[e.id], more, ledger.places) is Lies.IN
        and any(ledger.extents[e.id].window.inside(d) for d in days)
    )


def _alone(window: Window, other: Window) -> Iterator[Window]:
    """The days of one window before and after those of another, which overlaps it."""
    if window.start and other.start and window.start < other.start:
        yield Window(window.start, other.start - timedelta(days=1))
    if window.end and other.end and window.end > other.end:
        yield Window(other.end + timedelta(days=1), window.end)


_HAPPENED = {
    Measure.KILLED: "died",
    Measure.INJURED: "were injured",
    Measure.MISSING: "went missing",
    Measure.DETAINED: "were detained",
}


def _doubt(tension: Tension, ledger: Ledger) -> Conflict:
    more, less = ledger.by_id[tension.more], ledger.by_id[tension.less]
    window = ledger.extents[more.id].window
    alone = " and ".join(map(_said_days, _alone(window, ledger.extents[less.id].window)))
    said = f"{as_said(ledger.frames[more.claims[0]])} and {as_said(ledger.frames[less.claims[0]])}"
    happened = _HAPPENED.get(ledger.frames[more.claims[0]].claim.measure, "moved")
    moved = f"{tension.people:,.0f} or more {happened} on {tension.extra} of {tension.days} days ({alone})"
    reason = f"{said} can both hold only if {moved}, which the first alone counts"
    told = sorted((more, less), key=lambda e: ledger.order[e.claims[0]])
    stories = tuple(((e.claims[0],), Bounds(e.bounds.low, None, e.bounds.high)) for e in (more, less))
    return Conflict(tuple(e.claims[0] for e in told), reason, stories, doubt=True)


def _said_days(window: Window) -> str:
    one = window.start == window.end
    return f"{window.start}" if one else f"{window.start} to {window.end}"
