"""Key figures: the questions that a reader of the first screen asks, answered from what the claims hold.

Takes the record of a day; gives one line per occurrence, total, rate or stock of people, and a total over
a stream where a source gives one. Lines that may speak of the same people are nested, never added up.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from panj.events.scopes import Relation, Window, group_relation
from panj.model import (
    Claim,
    Event,
    Group,
    Measure,
    PeriodKind,
    Qualifier,
    Question,
    Status,
    Tally,
    Unit,
)
from panj.outlook import eligible
from panj.publish.content import KeyFigure
from panj.publish.naming import period_of, title_of
from panj.publish.notes import note_of, speakers_of, total_note
from panj.publish.phrases import day, interval, words
from panj.publish.record import OUTFLOWS, Record

_UNITS = {
    Measure.FACILITY: {Unit.FACILITIES},
    Measure.FUNDING: {Unit.CURRENCY},
    Measure.ASSISTANCE: {Unit.PERSONS, Unit.HOUSEHOLDS, Unit.TONNES, Unit.ITEMS},
}
_ANNOUNCED = {Measure.CAPACITY, Measure.FACILITY, Measure.FUNDING}
_ORDER = ("in", "out", "here", "room", "displaced", "harm", "need", "other")


@dataclass(frozen=True, slots=True)
class _Row:
    """An event beside the line made of it."""

    event: Event
    figure: KeyFigure


def collect(record: Record) -> tuple[KeyFigure, ...]:
    """Every key figure, by section, parts after their wholes."""
    events = [e for e in record.events if _telling(record, e)]
    rows = [_Row(e, _line(record, e)) for e in events]
    rows = _nested(record, _unique(rows))
    heads, rows = _totals(record, rows)
    return placed([*heads, *(row.figure for row in rows)], record)


def _telling(record: Record, event: Event) -> bool:
    """Whether an event counts people (or places for them) and is a figure of its own."""
    claims = record.claims_of(event)
    if not claims or event.measure.value not in words()["section"]:
        return False
    if event.unit not in _UNITS.get(event.measure, {Unit.PERSONS, Unit.HOUSEHOLDS}):
        return False
    allowed = {Status.HAPPENED, Status.PLANNED} if event.measure in _ANNOUNCED else {Status.HAPPENED}
    if event.status not in allowed or all(c.optional and c.qualifier is Qualifier.ORDER for c in claims):
        return False
    return not (_is_breakdown(record, claims) or _only_rounds(record, event, claims))


def _is_breakdown(record: Record, claims: Sequence[Claim]) -> bool:
    """Whether all claims are parts of a figure of the same measure: 213 at Ruzvay of 296."""
    wholes = [record.claims.get(c.part_of or "") for c in claims]
    return all(w is not None and w.measure is c.measure for w, c in zip(wholes, claims, strict=True))


def _only_rounds(record: Record, event: Event, claims: Sequence[Claim]) -> bool:
    """Whether it is an order of magnitude ("hundreds") beside sized figures of the same movement."""
    if not all(c.qualifier is Qualifier.ORDER for c in claims):
        return False
    country = _country(record, event)
    return any(
        other.measure is event.measure
        and other.status is event.status
        and other.unit is event.unit
        and _country(record, other) == country
        and any(c.qualifier is not Qualifier.ORDER for c in record.claims_of(other))
        for other in record.events
    )


def _country(record: Record, event: Event) -> str | None:
    """The country that a line belongs to: where people arrive, or whence they return."""
    if event.measure in OUTFLOWS:
        return record.country(event.origin_code or event.destination_code)
    return record.country(event.destination_code or event.place_code or event.origin_code)


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
        return section if at in (None, record.host) else "other"
    return section


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
    return Tally(
        question=question,
        bounds=b,
        claims=event.claims,
        because_low=tuple(lows[:1]),
        because_high=tuple(highs[:1]),
        events=(event.id,),
        policy=record.wording.label,
    )


def _slug(event: Event) -> str:
    group = event.group.value if event.group else event.unit.value
    where = event.destination_code or event.place_code or event.origin_code or ""
    when = event.date_end.isoformat() if event.date_end else ""
    words_ = "-".join(filter(None, (event.measure.value, group, where, event.kind.value, when)))
    return re.sub(r"[^a-z0-9]+", "-", words_.lower()).strip("-")


def _unique(rows: Iterable[_Row]) -> list[_Row]:
    """With a number behind each slug that would come twice."""
    seen: dict[str, int] = defaultdict(int)
    out = []
    for row in rows:
        seen[row.figure.slug] += 1
        n = seen[row.figure.slug]
        slug = row.figure.slug if n == 1 else f"{row.figure.slug}-{n}"
        out.append(_Row(row.event, replace(row.figure, slug=slug)))
    return out


def _nested(record: Record, rows: list[_Row]) -> list[_Row]:
    """With each line under the one whose people it counts again."""
    out = []
    for row in rows:
        whole = next((w for w in rows if w is not row and _part(record, row.event, w.event)), None)
        figure = row.figure
        if whole is not None:
            note = f"of the {words_for(whole)}" if _stated_part(record, row.event, whole.event) else ""
            note = note or f"may be among the {words_for(whole)}: same route, same days"
            figure = replace(
                figure,
                section=whole.figure.section,
                parent=whole.figure.slug,
                note="; ".join(filter(None, (note, figure.note))),
            )
        out.append(_Row(row.event, figure))
    return out


def words_for(row: _Row) -> str:
    """A whole by its leading claim's own words and title."""
    return interval(row.figure.tally.bounds)


def _stated_part(record: Record, part: Event, whole: Event) -> bool:
    """Whether a report says that one counts some of the other's people."""
    ids = set(whole.claims)
    return any(c.part_of in ids for c in record.claims_of(part))


def _part(record: Record, part: Event, whole: Event) -> bool:
    """Whether one line counts people that another counts already, or well may."""
    if _stated_part(record, part, whole):
        return True
    flows = {PeriodKind.EVENT}
    if part.kind not in flows or whole.kind not in flows or whole.bounds.high is None:
        return False
    if part.bounds.low > whole.bounds.high or _country(record, part) != _country(record, whole):
        return False
    if not eligible(part.group) or group_relation(part.group, whole.group) is Relation.APART:
        return False
    days = Window(part.date_start or part.date_end, part.date_end or part.date_start)
    span = Window(whole.date_start or whole.date_end, whole.date_end or whole.date_start)
    if None in (days.start, days.end, span.start, span.end) or not days.inside(span):
        return False
    if part.measure in (Measure.ADMISSION, Measure.RELOCATION) and whole.measure is Measure.ARRIVAL:
        return True
    longer = days != span
    return longer and part.measure is whole.measure and (part.bounds.high or 0) <= whole.bounds.low


def _totals(record: Record, rows: list[_Row]) -> tuple[list[KeyFigure], list[_Row]]:
    """A total over each stream for which a source gives one, with the events that it counts below it."""
    streams: dict[tuple[Measure, Group, str], list[_Row]] = defaultdict(list)
    for row in rows:
        key = _stream(record, row)
        if key is not None:
            streams[key].append(row)
    heads: list[KeyFigure] = []
    hidden: set[str] = set()
    below: dict[str, str] = {}
    for key, members in streams.items():
        head, counted = _total(record, key, members)
        if head is None:
            continue
        heads.append(head)
        for row in counted:
            if row.event.kind is PeriodKind.CUMULATIVE:
                hidden.add(row.figure.slug)
            else:
                below[row.figure.slug] = head.slug
    kept = [r for r in rows if r.figure.slug not in hidden]
    return heads, [_Row(r.event, _under(r.figure, below, hidden)) for r in kept]


def _under(figure: KeyFigure, below: dict[str, str], hidden: set[str]) -> KeyFigure:
    parent = "" if figure.parent in hidden else figure.parent
    return replace(figure, parent=parent or below.get(figure.slug, ""))


def _stream(record: Record, row: _Row) -> tuple[Measure, Group, str] | None:
    """Movement, group and country of a line that may stand in a total; None for rates, stocks, plans."""
    event = row.event
    if event.kind not in (PeriodKind.EVENT, PeriodKind.CUMULATIVE) or event.unit is not Unit.PERSONS:
        return None
    country = _country(record, event)
    if event.measure not in {Measure.ARRIVAL, *OUTFLOWS} or country is None or event.group is None:
        return None
    if not eligible(event.group):
        return event.measure, event.group, country
    civil = group_relation(event.group, Group.CIVILIANS) in (Relation.SAME, Relation.WITHIN)
    return (event.measure, Group.CIVILIANS, country) if civil else None


def _total(
    record: Record, key: tuple[Measure, Group, str], members: list[_Row]
) -> tuple[KeyFigure | None, list[_Row]]:
    """The tally over a stream and the lines that it counts; None where it says no more than they do."""
    measure, group, country = key
    asked = Question(measure=measure, group=group)
    inward = measure is Measure.ARRIVAL
    tally = record.ask(replace(asked, place=country) if inward else replace(asked, origin=country))
    claims = set(tally.claims)
    counted = [r for r in members if set(r.event.claims) & claims]
    totals = [r for r in counted if r.event.kind is PeriodKind.CUMULATIVE]
    single = [r for r in counted if r.event.kind is PeriodKind.EVENT]
    if not totals or not single:
        return None, []
    armed = not eligible(group)
    note = total_note(record, [r.event for r in single if not r.figure.parent], tally, armed=armed)
    ends = [r.event.date_end for r in counted if r.event.date_end]
    head = KeyFigure(
        slug=f"{measure.value}-{group.value}-{country}-total".lower().replace("_", "-"),
        section=totals[0].figure.section,
        title=title_of(record, totals[0].event, total=True),
        tally=tally,
        period=f"to {day(max(ends))}" if ends else totals[0].figure.period,
        note=note,
        confirmed=all(r.event.confirmed for r in counted),
        origins=max(1, len({o for r in counted for o in r.event.origins})),
        speakers=speakers_of(record.claims[c] for c in tally.claims if c in record.claims),
        armed=armed,
    )
    return head, counted


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
