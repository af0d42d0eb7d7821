"""Streams of people: accounts of one movement that differ, and totals over what a source counts.

Takes lines made of events; gives a line over rival accounts, from the least to the most, and a total where
a source gives one. The tally's own bounds decide; nothing is added up here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, takewhile

from panj.events.scopes import Relation, group_relation
from panj.model import BlockKind, Bounds, Conflict, Event, Group, Measure, PeriodKind, Question, Tally
from panj.outlook import eligible
from panj.publish.content import KeyFigure
from panj.publish.naming import title_of
from panj.publish.notes import ARMED, speakers_of, total_note
from panj.publish.phrases import day, interval, listed, period, small
from panj.publish.record import Record
from panj.publish.rows import FLOWS, LEAVING, Row, beyond, country_of, hull, stream_of, takes_in


def contested(record: Record, rows: Sequence[Row]) -> tuple[list[KeyFigure], list[Row]]:
    """One line over accounts of one movement that differ: from the least to the most, none added."""
    rivals: dict[str, set[str]] = defaultdict(set)
    headlines = (BlockKind.TITLE, BlockKind.CAPTION)
    top = [
        r
        for r in rows
        if not r.figure.parent and any(record.kind_at(c) not in headlines for c in record.claims_of(r.event))
    ]
    alike: dict[tuple[object, ...], list[Event]] = defaultdict(list)
    for row in top:  # what rivals share, so that not every pair has to be looked at
        e = row.event
        if e.date_end is not None:
            alike[e.date_end, e.unit, e.kind, country_of(record, e)].append(e)
    for a, b in (pair for events in alike.values() for pair in combinations(events, 2)):
        if _rival(record, a, b):
            rivals[a.id].add(b.id)
            rivals[b.id].add(a.id)
    by_event = {row.event.id: n for n, row in enumerate(top)}
    heads: list[KeyFigure] = []
    under: dict[str, str] = {}
    for row in top:
        if row.event.id in rivals and row.figure.slug not in under:
            group = [top[n] for n in sorted(by_event[i] for i in rivals[row.event.id] | {row.event.id})]
            group = [r for r in group if r.figure.slug not in under]
            if len(group) > 1:
                head = _disputed(record, group)
                heads.append(head)
                under |= {r.figure.slug: head.slug for r in group}
    out = [Row(r.event, replace(r.figure, parent=under.get(r.figure.slug, r.figure.parent))) for r in rows]
    return heads, out


def _rival(record: Record, a: Event, b: Event) -> bool:
    """Whether two reports count one movement differently: same route, group and day, nothing in common."""
    alike = {a.measure, b.measure} <= LEAVING or (a.measure is b.measure and a.measure in FLOWS)
    same_kind = alike and a.kind is b.kind and a.unit is b.unit
    if not same_kind or a.kind is PeriodKind.RATE or group_relation(a.group, b.group) is Relation.APART:
        return False
    if a.date_end is None or a.date_end != b.date_end or country_of(record, a) != country_of(record, b):
        return False
    places = record.places
    where = (
        places.relation(a.destination_code, b.destination_code),
        places.relation(a.origin_code, b.origin_code),
    )
    if Relation.APART in where:
        return False
    reports = {c.report for c in record.claims_of(a)} & {c.report for c in record.claims_of(b)}
    return not reports and _apart(a.bounds, b.bounds)


def _apart(a: Bounds, b: Bounds) -> bool:
    return (a.high is not None and a.high < b.low) or (b.high is not None and b.high < a.low)


def _disputed(record: Record, group: Sequence[Row]) -> KeyFigure:
    """The line over rival accounts."""
    first = group[0]
    whole = hull([r.event.bounds for r in group])
    claims = tuple(c for r in group for c in r.event.claims)
    accounts = listed((interval(r.event.bounds) for r in group), 5)
    stories = tuple((r.event.claims, r.event.bounds) for r in group)
    tally = replace(
        first.figure.tally,
        bounds=whole,
        claims=claims,
        because_low=min(group, key=lambda r: r.event.bounds.low).event.claims[:1],
        because_high=max(group, key=lambda r: r.event.bounds.high or 0).event.claims[:1],
        events=tuple(r.event.id for r in group),
        conflicts=(
            Conflict(claims, f"{small(len(group))} accounts of one movement differ: {accounts}", stories),
        ),
    )
    return replace(
        first.figure,
        slug=f"{first.figure.slug}-contested",
        title=title_of(record, first.event, total=True),
        tally=tally,
        note="; ".join(
            filter(None, (ARMED if first.figure.armed else "", f"contested: {accounts}; none added"))
        ),
        confirmed=all(r.figure.confirmed for r in group),
        origins=len({o for r in group for o in r.event.origins}) or 1,
        speakers=speakers_of(record.claims[c] for c in claims if c in record.claims),
    )


def totals(record: Record, rows: Sequence[Row]) -> tuple[list[KeyFigure], list[Row]]:
    """A total over each stream for which a source gives one, with the events that it counts below it."""
    streams: dict[tuple[Measure, Group, str], list[Row]] = defaultdict(list)
    for row in rows:
        key = stream_of(record, row)
        if key is not None:
            streams[key].append(row)
    heads: list[KeyFigure] = []
    hidden: dict[str, str] = {}
    below: dict[str, str] = {}
    for key, members in streams.items():
        head, counted = _total(record, key, members)
        if head is None:
            continue
        heads.append(head)
        for row in counted:
            if row.event.kind is PeriodKind.CUMULATIVE:
                hidden[row.figure.slug] = head.slug
            elif not row.figure.parent:
                below[row.figure.slug] = head.slug
    kept = [r for r in rows if r.figure.slug not in hidden]
    sizes = {h.slug: interval(h.tally.bounds) for h in heads}
    return heads, [Row(r.event, _under(r.figure, below, hidden, sizes)) for r in kept]


def _under(
    figure: KeyFigure, below: dict[str, str], hidden: dict[str, str], sizes: Mapping[str, str]
) -> KeyFigure:
    """A line under its total; one whose whole went into the total follows it there, and is of its size."""
    parent = hidden.get(figure.parent, figure.parent)
    note = figure.note
    if figure.parent in hidden and parent in sizes and note.startswith("of the "):
        note = "; ".join((f"of the {sizes[parent]}", *note.split("; ")[1:]))
    return replace(figure, parent=parent or below.get(figure.slug, ""), note=note)


def _total(
    record: Record, key: tuple[Measure, Group, str], members: Sequence[Row]
) -> tuple[KeyFigure | None, list[Row]]:
    """The tally over a stream and the lines that it counts; None where it says no more than they do."""
    if not _may_head(members):
        return None, []
    measure, group, country = key
    asked = Question(measure=measure, group=group)
    inward = measure is Measure.ARRIVAL
    tally = record.ask(replace(asked, place=country) if inward else replace(asked, origin=country))
    counted = [r for r in members if set(r.event.claims) & set(tally.claims)]
    sums = [r for r in counted if r.event.kind is PeriodKind.CUMULATIVE]
    own = {"", *(r.figure.slug for r in sums)}
    single = [r for r in counted if r.event.kind is PeriodKind.EVENT and r.figure.parent in own]
    if any(record.claims[c].period is PeriodKind.RATE for c in tally.claims if c in record.claims):
        return None, []  # a stream of its own is not part of what a total counts
    if not any(takes_in(s.event, r.event) for s in sums for r in single):
        return None, []
    if not _sound(tally, counted, members) or _exceeded(record, sums, single):
        return None, []
    armed = not eligible(group)
    ends = [r.event.date_end for r in counted if r.event.date_end]
    head = KeyFigure(
        slug=f"{measure.value}-{group.value}-{country}-total".lower().replace("_", "-"),
        section=sums[0].figure.section,
        title=title_of(record, replace(sums[0].event, group=group), total=True),
        tally=tally,
        period=f"to {day(max(ends))}" if ends else period(None, record.day),
        note=total_note(record, [r.event for r in single], tally, armed=armed),
        confirmed=all(r.event.confirmed for r in counted),
        origins=_origins(record, tally),
        speakers=speakers_of(record.claims[c] for c in tally.claims if c in record.claims),
        armed=armed,
    )
    return head, counted


def _exceeded(record: Record, sums: Sequence[Row], single: Sequence[Row]) -> bool:
    """Whether an occurrence that a total should take in is larger than it."""
    largest = sorted((r.event for r in single), key=lambda e: -e.bounds.low)

    def above(total: Event) -> Iterator[Event]:
        high = total.bounds.high
        return takewhile(lambda e: high is not None and e.bounds.low > high, largest)

    return any(beyond(record, one, s.event) for s in sums for one in above(s.event))


def _may_head(members: Sequence[Row]) -> bool:
    """Whether any total of a stream may take in an occurrence of it: else the tally need not be asked."""
    sums = [r for r in members if r.event.kind is PeriodKind.CUMULATIVE]
    own = {"", *(r.figure.slug for r in sums)}
    single = [r for r in members if r.event.kind is PeriodKind.EVENT and r.figure.parent in own]
    return any(takes_in(s.event, r.event) for s in sums for r in single)


def _origins(record: Record, tally: Tally) -> int:
    """How many first sources stand behind the weakest of the figures that give a total its ends.

    Several origins each for another part of a sum do not confirm each other.
    """
    ends = {*tally.because_low, *tally.because_high}
    found = {record.event_of[c].id: record.event_of[c] for c in ends if c in record.event_of}
    return max(1, min((len(e.origins) for e in found.values()), default=1))


def _sound(tally: Tally, counted: Sequence[Row], members: Sequence[Row]) -> bool:
    """Whether a total may be shown: all of it confirmed, no rival accounts in it, not below a part of it."""
    if any(r.figure.parent.endswith("-contested") for r in members):
        return False
    above = all(tally.bounds.low >= r.event.bounds.low for r in counted)
    return all(r.event.confirmed for r in counted) and (above or bool(tally.conflicts))
