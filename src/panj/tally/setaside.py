"""Why a figure is not in an answer, claim by claim.

Takes what is counted and asked; gives claim id → reason for every claim of the measure asked about and
every claim that counts the same unit.
"""

from __future__ import annotations

from collections.abc import Sequence

from panj.events.frames import Frame
from panj.events.rules import linking_rules
from panj.model import Event, Measure, PeriodKind, Status, Unit
from panj.tally.counted import Counted
from panj.tally.ledger import Ledger
from panj.tally.scope import Extent, why_set_aside


def set_aside(counted: Counted, asked: Extent, ledger: Ledger) -> dict[str, str]:
    """Reasons by claim, in the order of publication."""
    used = set(counted.events) | set(counted.totals)
    found: dict[str, str] = {}
    for event in ledger.events:
        frames = ledger.event_frames[event.id]
        if not frames:
            continue
        extent = ledger.extents[event.id]
        near = extent.measures & asked.measures or extent.unit == asked.unit
        reason = ""  # of the event, the same for each of its claims
        for f in frames:
            if f.revised is not None and near:
                found[f.claim.id] = f"revised since: {ledger.frames[f.revised].claim.text}"
            elif f.claim.id in counted.dropped and ledger.credence.denied(f.claim.id):
                found[f.claim.id] = "denied by another source; the tally stands on figures that nobody denies"
            elif f.claim.id in counted.dropped:
                found[f.claim.id] = "contradicted: the tally stands on another story"
            elif event.id not in used and near:
                reason = reason or _reason(event, asked, used, ledger)
                found[f.claim.id] = reason
    return {c: found[c] for c in sorted(found, key=lambda c: ledger.order[c])}


def _reason(event: Event, asked: Extent, used: set[str], ledger: Ledger) -> str:
    """Why an event is not in the answer."""
    extent = ledger.extents[event.id]
    reason = _stated_part(event, used, ledger)
    if not reason:
        said = _said(ledger.event_frames[event.id])
        reason = why_set_aside(event, extent, asked, ledger.places, said)
    if not reason and asked.window.start is None and event.id in ledger.compared:
        reason = _earlier(extent)
    return reason or _part(event, used, ledger) or _kind(event)


def _earlier(extent: Extent) -> str:
    """Why a total of an earlier time is no part of an answer that no days were asked of."""
    start, end = extent.window.start, extent.window.end
    days = f"of {start} to {end}" if start is not None else f"until {end}"
    return f"{days}, an earlier time than the case is about: ask for its days"


def _said(frames: Sequence[Frame]) -> dict[str, str]:
    """Places without a code, as the claims name them."""
    found: dict[str, str] = {}
    for f in frames:
        for key, name in (
            (f.destination, f.claim.destination or f.claim.place),
            (f.origin, f.claim.origin),
        ):
            if key is not None and key.startswith("~") and name:
                found.setdefault(key, name)
    return found


def _stated_part(event: Event, used: set[str], ledger: Ledger) -> str | None:
    """The whole of which a report calls an event a part, where that counts; wherever the part was."""
    stated = any(f.claim.part_of for f in ledger.event_frames[event.id])
    same = any(ledger.by_id[w].measure == event.measure for w in ledger.wholes.get(event.id, ()) if w in used)
    return _part(event, used, ledger) if stated and same else None


def _part(event: Event, used: set[str], ledger: Ledger) -> str | None:
    """The whole that takes an event in."""
    for whole in sorted(ledger.wholes.get(event.id, frozenset()) & used):
        stated = any(f.claim.part_of for f in ledger.event_frames[event.id])
        return f"{'a part' if stated else 'likely a part'} of {ledger.by_id[whole].label}, counted there"
    return None


def _kind(event: Event) -> str:
    if event.kind is PeriodKind.RATE:
        return "a rate: a separate stream, not added to occurrences"
    if event.kind is PeriodKind.CUMULATIVE:
        return "a total whose days reach beyond those asked about"
    if event.kind is PeriodKind.AS_OF and event.measure not in linking_rules().stocks:
        return "a number on a day, not a movement"
    return "not within the days asked about"


_NOT_MOVEMENTS = {
    Measure.CAPACITY: "room for people, not people",
    Measure.HOSTED: "people who are there, not people who moved",
    Measure.DISPLACED_STOCK: "people who are displaced, not people who moved",
    Measure.DEPLOYMENT: "forces sent or mobilised, not displaced people",
    Measure.FACILITY: "facilities, not people",
    Measure.FUNDING: "money",
    Measure.CONTROL: "territory",
    Measure.NEED: "people in need, who may not have moved",
    Measure.CONTEXT: "a length, an area or a number of districts",
}


def not_displacement(ledger: Ledger) -> dict[str, str]:
    """Every claim that is no displacement event of people, with the reason."""
    found: dict[str, str] = {}
    for event in ledger.events:
        reason = _not_people_who_moved(event)
        if reason:
            found |= {f.claim.id: reason for f in ledger.event_frames[event.id]}
    return {c: found[c] for c in sorted(found, key=lambda c: ledger.order[c])}


def _not_people_who_moved(event: Event) -> str | None:
    if event.measure in _NOT_MOVEMENTS:
        return _NOT_MOVEMENTS[event.measure]
    if event.unit is not Unit.PERSONS:
        return f"counts {event.unit}, not people"
    if event.status is not Status.HAPPENED:
        return f"{event.status}: has not happened"
    return _kind(event) if event.kind is PeriodKind.RATE else None
