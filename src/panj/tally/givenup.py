"""Readings that the numbers forced a tally to give up: a later total that does not take in an earlier figure.

Takes what is asked and a ledger; gives `Conflict`s that are doubts. "160 buried since Friday", then "63 dead
so far" in the same town: nothing excludes that they count different people, but a reader takes them for one
toll.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from panj.events.rules import linking_rules
from panj.model import Bounds, Conflict, Event, PeriodKind
from panj.tally.constraints import Column
from panj.tally.counted import Counted, stands
from panj.tally.ledger import Ledger
from panj.tally.rivalry import rival_rules
from panj.tally.scope import Extent, Lies, fits
from panj.tally.sources import as_said, of_others
from panj.tally.totalrows import TAKES_IN

MOST = 6  # told


def given_up(counted: Counted, asked: Extent, ledger: Ledger) -> tuple[Conflict, ...]:
    """Figures in the question that a later total of another source cannot take in, the widest apart first."""
    pairs = [
        (total, taken)
        for n in sorted({ledger.part_of_column[i] for i in ledger.covering.near(asked)})
        for total, taken in _pairs(n, ledger)
        if _bears(total, taken, counted, asked, ledger)
    ]
    latest = {
        taken.id: (total, taken) for total, taken in sorted(pairs, key=lambda two: _when(two[0], ledger))
    }
    wide = sorted(latest.values(), key=lambda two: (two[0].bounds.low - two[1].bounds.low, two[1].id))
    return tuple(_doubt(total, taken, ledger) for total, taken in wide[:MOST])


def _when(event: Event, ledger: Ledger) -> tuple[str, str]:
    return ledger.order[event.claims[0]]


def _pairs(part: int, ledger: Ledger) -> Iterator[tuple[Event, Event]]:
    """Each total with what it was read to take in, and is too small for."""
    held = ledger.parts[part]
    for i in ledger.judged(part).chosen.off:
        row = held.rows[i]
        if not row.soft or row.why != TAKES_IN:
            continue
        columns = ledger.system.columns
        total = next((_event(columns[c], ledger) for c, weight in row.terms if weight > 0), None)
        taken = (_event(columns[c], ledger) for c, weight in row.terms if weight < 0)
        for e in taken if total is not None else ():
            if e is not None and total is not None and _is_too_small(total, e):
                yield total, e


def _event(column: Column, ledger: Ledger) -> Event | None:
    return ledger.by_id.get(column.of.split(":")[0].split(".")[0])


def _is_too_small(total: Event, taken: Event) -> bool:
    """Whether a total cannot hold a figure that is still near enough to be taken for the same people."""
    near = rival_rules().near * total.bounds.low
    if total.measure in linking_rules().deeds or taken.bounds.low > near:
        return False  # so many helped in one sector, and in another; a fire in a camp, and a drought
    high = inf if total.bounds.high is None or total.bounds.soft_high else total.bounds.high
    return taken.kind is PeriodKind.CUMULATIVE and not taken.bounds.soft_low and taken.bounds.low > high


def _bears(total: Event, taken: Event, counted: Counted, asked: Extent, ledger: Ledger) -> bool:
    """Whether both stand and lie in the question, of its own time, told by others than each other."""
    told = ([f for f in ledger.event_frames[e.id] if not f.replaced] for e in (total, taken))
    if not of_others(*told) or not ledger.compared.isdisjoint({total.id, taken.id}):
        return False
    return all(
        stands(e.id, ledger, counted.dropped)
        and fits(ledger.extents[e.id], asked, ledger.places) is not Lies.OUT
        for e in (total, taken)
    )


def _doubt(total: Event, taken: Event, ledger: Ledger) -> Conflict:
    told = sorted((total, taken), key=lambda e: ledger.order[e.claims[0]])
    said = " and ".join(as_said(ledger.frames[e.claims[0]]) for e in told)
    reason = (
        f"{said} can both hold only if they count different people, and a reader takes one to hold the other"
    )
    stories = tuple(((e.claims[0],), Bounds(e.bounds.low, None, e.bounds.high)) for e in (total, taken))
    return Conflict(tuple(e.claims[0] for e in told), reason, stories, doubt=True)
