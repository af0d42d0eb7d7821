"""Lines beside the events they are made of, and how events stand to the streams they belong to.

Takes events of the record; tells of which movement, group and country they are, and what a total takes in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from panj.events.scopes import Relation, group_relation
from panj.model import Bounds, Claim, Event, Group, Measure, PeriodKind, Qualifier, Unit
from panj.outlook import eligible
from panj.publish.content import KeyFigure
from panj.publish.record import OUTFLOWS, Record

FLOWS = frozenset({Measure.ARRIVAL, *OUTFLOWS})
LEAVING = frozenset({Measure.RETURN, Measure.FORCED_RETURN, Measure.DEPARTURE})
INSIDE = frozenset({Measure.ADMISSION, Measure.RELOCATION})


@dataclass(frozen=True, slots=True)
class Row:
    """An event beside the line made of it."""

    event: Event
    figure: KeyFigure


def country_of(record: Record, event: Event) -> str | None:
    """The country that a line belongs to: where people arrive, or whence they return."""
    if event.measure in LEAVING:
        return record.country(event.origin_code or event.destination_code)
    return record.country(event.destination_code or event.place_code or event.origin_code)


def stream_of(record: Record, row: Row) -> tuple[Measure, Group, str] | None:
    """Movement, group and country of a line that may stand in a total; None for rates, stocks, plans."""
    event = row.event
    if event.kind not in (PeriodKind.EVENT, PeriodKind.CUMULATIVE) or event.unit is not Unit.PERSONS:
        return None
    country = country_of(record, event)
    if event.measure not in FLOWS or country is None or event.group is None:
        return None
    if not eligible(event.group):
        return event.measure, event.group, country
    civil = group_relation(event.group, Group.CIVILIANS) in (Relation.SAME, Relation.WITHIN)
    return (event.measure, Group.CIVILIANS, country) if civil else None


def dated_apart(part: Event, whole: Event) -> bool:
    """Whether a part is an occurrence of its own day within a longer total."""
    if whole.kind is not PeriodKind.CUMULATIVE or part.date_end is None:
        return False
    return (part.date_start or part.date_end, part.date_end) != (
        whole.date_start or whole.date_end,
        whole.date_end,
    )


def takes_in(total: Event, single: Event) -> bool:
    """Whether a source's total may count an occurrence: within its days, and not larger than it."""
    last, day_ = total.date_end or total.known, single.date_end or single.known
    late = last is not None and day_ is not None and day_ > last
    early = total.date_start is not None and day_ is not None and day_ < total.date_start
    fits = total.bounds.high is None or single.bounds.low <= total.bounds.high
    return fits and not late and not early


def beyond(record: Record, single: Event, total: Event) -> bool:
    """Whether an occurrence that a total should take in is larger than it."""
    alike = single.measure is total.measure and single.unit is total.unit and single.group is total.group
    at, of = (e.destination_code or e.place_code for e in (single, total))
    if not alike or single.status is not total.status:
        return False
    if record.places.relation(at, of) not in (Relation.SAME, Relation.WITHIN):
        return False
    if country_of(record, single) != country_of(record, total):
        return False
    if all(c.qualifier is Qualifier.ORDER for c in record.claims_of(total)):
        return False
    undated = single.date_end is None or (single.date_start is None and single.kind is PeriodKind.EVENT)
    inside = undated or takes_in(replace(total, bounds=Bounds(0, None, None)), single)
    return inside and total.bounds.high is not None and single.bounds.low > total.bounds.high


def disjoint(record: Record, event: Event) -> list[Claim]:
    """One claim of an event for each of the intervals that have nothing in common; empty where all agree.

    A conventional upper end ("more than") is taken as open: it contradicts nobody.
    """
    kept: list[Claim] = []
    for claim in record.claims_of(event):
        told = record.ledger.frames.get(claim.id)
        if claim.inherits or claim.status is not event.status or (told is not None and told.replaced):
            continue
        if all(_nothing_common(_heads(record, claim), _heads(record, c)) for c in kept):
            kept.append(claim)
    return kept if len(kept) > 1 else []


def _heads(record: Record, claim: Claim) -> Bounds:
    """How many people a claim is read as: of families as many as live in so many."""
    told = record.ledger.frames.get(claim.id)
    if claim.unit is Unit.HOUSEHOLDS and told is not None and told.interval is not None:
        return told.interval
    return record.interval(claim)


def _nothing_common(a: Bounds, b: Bounds) -> bool:
    tops = [None if x.soft_high else x.high for x in (a, b)]
    return (tops[0] is not None and tops[0] < b.low) or (tops[1] is not None and tops[1] < a.low)


def hull(parts: list[Bounds]) -> Bounds:
    """From the least to the most of these; open where one is."""
    highs = [p.high for p in parts if p.high is not None]
    return Bounds(min(p.low for p in parts), None, max(highs) if len(highs) == len(parts) else None)
