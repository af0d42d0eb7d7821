"""Key figures: the questions that a reader of the first screen asks, answered from what the claims hold.

Takes the record of a day; gives one line per occurrence, total, rate or stock of people, and a total over
a stream where a source gives one. Lines that may speak of the same people are nested, never added up.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from panj.model import (
    PEOPLE,
    BlockKind,
    Claim,
    Conflict,
    Event,
    Measure,
    PeriodKind,
    Qualifier,
    Question,
    Status,
    Tally,
    Unit,
)
from panj.outlook import eligible
from panj.publish.capacities import of_vehicle
from panj.publish.content import KeyFigure
from panj.publish.latest import latest_first
from panj.publish.naming import period_of, title_of
from panj.publish.nesting import gathered, nested
from panj.publish.notes import note_of, speakers_of
from panj.publish.phrases import listed, small, words
from panj.publish.record import OUTFLOWS, Record
from panj.publish.rows import Row, country_of, dated_apart, disjoint, hull
from panj.publish.streams import contested, totals

_UNITS = {
    Measure.FACILITY: {Unit.FACILITIES},
    Measure.FUNDING: {Unit.CURRENCY},
    Measure.ASSISTANCE: {Unit.PERSONS, Unit.HOUSEHOLDS, Unit.TONNES, Unit.ITEMS},
}
_ANNOUNCED = {Measure.CAPACITY, Measure.FACILITY, Measure.FUNDING}
_ASIDE = (BlockKind.FURNITURE, BlockKind.META, BlockKind.CAPTION)
_ORDER = ("in", "out", "here", "room", "displaced", "harm", "need", "other")


def collect(record: Record) -> tuple[KeyFigure, ...]:
    """Every key figure, by section, parts after their wholes."""
    exact = _exact(record)
    rows = _unique(Row(e, _line(record, e)) for e in record.events if _telling(record, e, exact))
    rows = nested(record, [r for r in rows if not _far_and_vague(record, r)])
    disputed, rows = contested(record, rows)
    sums, rows = totals(record, rows)
    lines = latest_first(record, [*disputed, *sums, *(row.figure for row in gathered(record, rows))])
    return placed(lines, record)


def _far_and_vague(record: Record, row: Row) -> bool:
    """Whether a line is of elsewhere and no better than an order of magnitude."""
    claims = record.claims_of(row.event)
    return row.figure.section == "other" and all(c.qualifier is Qualifier.ORDER for c in claims)


def _telling(record: Record, event: Event, exact: Collection[tuple[object, ...]]) -> bool:
    """Whether an event counts people (or places for them) and is a figure of its own."""
    claims = record.claims_of(event)
    if all(record.kind_at(c) in _ASIDE for c in claims) or event.measure.value not in words()["section"]:
        return False
    if event.unit not in _UNITS.get(event.measure, PEOPLE):
        return False
    allowed = {Status.HAPPENED, Status.PLANNED} if event.measure in _ANNOUNCED else {Status.HAPPENED}
    if event.status not in allowed or all(c.optional and c.qualifier is Qualifier.ORDER for c in claims):
        return False
    return not (
        _is_breakdown(record, event, claims)
        or _said_in_body(record, claims)
        or _only_rounds(record, event, claims, exact)
        or _of_vehicles(record, event, claims)
        or event.id in record.ledger.compared  # last year's toll, told for comparison
    )


def _of_vehicles(record: Record, event: Event, claims: Sequence[Claim]) -> bool:
    """Whether it is how many people vehicles can take along, which is no room for them."""
    return event.measure is Measure.CAPACITY and all(of_vehicle(record, c) for c in claims)


def _is_breakdown(record: Record, event: Event, claims: Sequence[Claim]) -> bool:
    """Whether all claims are parts of one occurrence of the same measure: 213 at Ruzvay of 296."""
    wholes = [record.claims.get(record.wholes.get(c.id, "")) for c in claims]
    if not all(w is not None and w.measure is c.measure for w, c in zip(wholes, claims, strict=True)):
        return False
    events = [record.event_of[w.id] for w in wholes if w is not None and w.id in record.event_of]
    return not any(dated_apart(event, whole) for whole in events)


def _said_in_body(record: Record, claims: Sequence[Claim]) -> bool:
    """Whether it stands in headlines alone, and their bodies give the same number otherwise."""
    if any(record.kind_at(c) is not BlockKind.TITLE for c in claims):
        return False
    return all(
        any(
            o.report == c.report and o.value == c.value and o.unit is c.unit and o.id != c.id
            for o in record.by_report[c.report]
            if record.kind_at(o) is BlockKind.BODY
        )
        for c in claims
    )


def _only_rounds(
    record: Record, event: Event, claims: Sequence[Claim], exact: Collection[tuple[object, ...]]
) -> bool:
    """Whether it is an order of magnitude ("hundreds") beside sized figures of the same movement."""
    return all(c.qualifier is Qualifier.ORDER for c in claims) and _movement(record, event) in exact


def _exact(record: Record) -> Collection[tuple[object, ...]]:
    """The movements of which a report gives a figure that is more than an order of magnitude."""
    return {
        _movement(record, e)
        for e in record.events
        if any(c.qualifier is not Qualifier.ORDER for c in record.claims_of(e))
    }


def _movement(record: Record, event: Event) -> tuple[object, ...]:
    return event.measure, event.status, event.unit, country_of(record, event)


def _section(record: Record, event: Event) -> str:
    """Where a line stands; movements that neither end nor begin in the host country stand elsewhere."""
    section: str = words()["section"][event.measure.value]
    if record.host is None:
        return section
    origin, there = record.country(event.origin_code), record.country(event.destination_code)
    inside_host = origin in (None, record.host)
    if event.measure in (Measure.RELOCATION, Measure.EVACUATION, Measure.DEPARTURE):
        return section if origin == record.host and there != record.host else "other"
    if event.measure in OUTFLOWS:
        return section if inside_host else "other"
    if section in ("in", "here", "room"):
        at = there or record.country(event.place_code)
        if section == "here" and not at and _described(record, event):
            return "other"
        return section if at in (None, record.host) else "other"
    if section in ("displaced", "harm"):  # the neighbour's flood is told elsewhere
        at = origin or record.country(event.place_code)
        return section if at in (None, record.host, record.source) else "other"
    return section


def _described(record: Record, event: Event) -> bool:
    """Whether a place is told by a description, not by a name: nearby countries, the region."""
    named = [c.place or c.destination for c in record.claims_of(event)]
    return any(named) and all(name is None or name[:1].islower() for name in named)


def _line(record: Record, event: Event) -> KeyFigure:
    claims = record.claims_of(event)
    return KeyFigure(
        slug=_slug(event),
        section=_section(record, event),
        title=title_of(record, event),
        tally=tally_of(record, event),
        period=period_of(record, event),
        note=note_of(record, event),
        confirmed=event.confirmed,
        origins=max(1, len(event.origins)),
        speakers=speakers_of(claims),
        armed=not eligible(event.group),
    )


def tally_of(record: Record, event: Event) -> Tally:
    """One event as the answer to the question of its own size."""
    claims, b = record.claims_of(event), event.bounds
    clash = disjoint(record, event)
    if clash:
        b = hull([record.interval(c) for c in clash])
    question = Question(
        measure=event.measure,
        place=event.destination_code or event.place_code,
        origin=event.origin_code,
        group=event.group,
        unit=event.unit,
        date_start=event.date_start,
        date_end=event.date_end or (event.known if event.kind is PeriodKind.CUMULATIVE else None),
        known=record.known,
    )
    lows = [c.id for c in claims if record.interval(c).low == b.low]
    highs = [c.id for c in claims if record.interval(c).high == b.high]
    bound = record.narrowed.get(event.id)  # its upper end is that of other claims
    return Tally(
        question=question,
        bounds=b,
        claims=event.claims if bound is None else tuple(dict.fromkeys((*event.claims, *bound.because_high))),
        because_low=tuple(lows[:1]),
        because_high=tuple(highs[:1]) if bound is None else bound.because_high,
        events=(event.id,),
        conflicts=_conflict(record, clash),
        policy=record.wording.label,
    )


def _conflict(record: Record, clash: Sequence[Claim]) -> tuple[Conflict, ...]:
    """The contradiction between accounts that were linked as one occurrence."""
    if not clash:
        return ()
    accounts = listed((c.text for c in clash), 5)
    stories = tuple(((c.id,), record.interval(c)) for c in clash)
    reason = f"{small(len(clash))} accounts of one movement differ: {accounts}"
    return (Conflict(tuple(c.id for c in clash), reason, stories),)


def _slug(event: Event) -> str:
    group = event.group.value if event.group else event.unit.value
    where = event.destination_code or event.place_code or event.origin_code or ""
    when = event.date_end.isoformat() if event.date_end else ""
    words_ = "-".join(filter(None, (event.measure.value, group, where, event.kind.value, when)))
    return re.sub(r"[^a-z0-9]+", "-", words_.lower()).strip("-")


def _unique(rows: Iterable[Row]) -> list[Row]:
    """With a number behind each slug that would come twice."""
    seen: dict[str, int] = defaultdict(int)
    out = []
    for row in rows:
        seen[row.figure.slug] += 1
        n = seen[row.figure.slug]
        slug = row.figure.slug if n == 1 else f"{row.figure.slug}-{n}"
        out.append(Row(row.event, replace(row.figure, slug=slug)))
    return out


def placed(figures: Sequence[KeyFigure], record: Record) -> tuple[KeyFigure, ...]:
    """By section; wholes by their days, each followed by its parts; rates last."""
    events = {e.id: e for e in record.events}
    by_parent: dict[str, list[KeyFigure]] = defaultdict(list)
    slugs = {f.slug for f in figures}
    for figure in figures:
        by_parent[figure.parent if figure.parent in slugs else ""].append(figure)

    def when(figure: KeyFigure) -> tuple[int, int, str, float, str]:
        found = [events[e] for e in figure.tally.events if e in events]
        rate = any(e.kind is PeriodKind.RATE for e in found)
        days = [e.date_end or e.date_start for e in found]
        last = max((d.isoformat() for d in days if d), default="9999")
        late = (
            int(rate)
            if figure.section != "room"
            else int(figure.tally.question.measure is not Measure.CAPACITY)
        )
        return (_ORDER.index(figure.section), late, last, -figure.tally.bounds.low, figure.slug)

    out: list[KeyFigure] = []

    def walk(parent: str) -> None:
        for figure in sorted(by_parent[parent], key=when):
            out.append(figure)
            if figure.slug in by_parent:
                walk(figure.slug)

    walk("")
    return tuple(out)
