"""Streams of people: which lines speak of the same ones, which contradict, which a total takes in.

Takes lines made of events; gives them nested under the line whose people they count again, gathered where
accounts of one movement differ, and under a total where a source gives one. The tally's own links and
bounds decide; nothing is added up here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from panj.events.relations import Link, LinkKind
from panj.events.scopes import Relation, Window, group_relation
from panj.model import (
    BlockKind,
    Bounds,
    Conflict,
    Event,
    Group,
    Measure,
    PeriodKind,
    Qualifier,
    Question,
    Tally,
    Unit,
)
from panj.outlook import eligible
from panj.publish.content import KeyFigure
from panj.publish.naming import title_of
from panj.publish.notes import ARMED, speakers_of, total_note
from panj.publish.phrases import day, interval, listed, period, small
from panj.publish.record import OUTFLOWS, Record

_FLOWS = frozenset({Measure.ARRIVAL, *OUTFLOWS})
_INSIDE = frozenset({Measure.ADMISSION, Measure.RELOCATION})


@dataclass(frozen=True, slots=True)
class Row:
    """An event beside the line made of it."""

    event: Event
    figure: KeyFigure


def country_of(record: Record, event: Event) -> str | None:
    """The country that a line belongs to: where people arrive, or whence they return."""
    if event.measure in OUTFLOWS:
        return record.country(event.origin_code or event.destination_code)
    return record.country(event.destination_code or event.place_code or event.origin_code)


def nested(record: Record, rows: Sequence[Row]) -> list[Row]:
    """With each line under the one whose people it counts again; mere breakdowns go into its note."""
    by_event = {row.event.id: row for row in rows}
    links: dict[str, list[Link]] = defaultdict(list)
    for link in record.ledger.links:
        for part in link.parts:
            links[part].append(link)
    out = []
    for row in rows:
        stated = [k for k in links[row.event.id] if k.kind in (LinkKind.SUBSET, LinkKind.PARTITION)]
        if any(_same_measure(record, row, k) for k in stated):
            continue
        out.append(_placed(record, row, links[row.event.id], by_event, rows))
    return out


def _same_measure(record: Record, row: Row, link: Link) -> bool:
    whole = next((e for e in record.events if e.id == link.whole), None)
    return whole is not None and whole.measure is row.event.measure and whole.id != row.event.id


def _placed(
    record: Record, row: Row, links: Sequence[Link], by_event: dict[str, Row], rows: Sequence[Row]
) -> Row:
    """One line with its whole, where it has one: stated, suspected by the tally, or said again."""
    found = next((k for k in links if k.whole in by_event and k.whole != row.event.id), None)
    whole = by_event[found.whole] if found else None
    note = ""
    if found is not None and whole is not None:
        size = interval(whole.figure.tally.bounds)
        sure = found.kind is not LinkKind.HYPOTHESIS
        note = f"of the {size}" if sure else f"may be among the {size}: never added"
        if found.kind is LinkKind.SAME:
            note = "the same people who arrived" if whole.figure.section == "in" else ""
    else:
        whole = next((w for w in rows if w is not row and _said_again(record, row, w)), None)
        note = "may be the same, said again" if whole else ""
        if whole is not None and row.event.measure in _INSIDE:
            note = f"of the {interval(whole.figure.tally.bounds)}"
    if whole is None:
        return row
    figure = replace(row.figure, note="; ".join(filter(None, (note, row.figure.note))))
    inside = row.event.measure in _INSIDE and whole.event.measure is Measure.ARRIVAL
    if figure.section == whole.figure.section or inside:
        figure = replace(figure, section=whole.figure.section, parent=whole.figure.slug)
    return Row(row.event, figure)


def _said_again(record: Record, row: Row, other: Row) -> bool:
    """Whether a line says an earlier one again (a capacity, a facility), or what became of a group."""
    a, b = row.event, other.event
    if a.measure in _INSIDE and b.measure is Measure.ARRIVAL:
        together = any(x.report == y.report for x in record.claims_of(a) for y in record.claims_of(b))
        fits = b.bounds.high is not None and a.bounds.low <= b.bounds.high
        return together and fits and _days(a) == _days(b) and country_of(record, a) == country_of(record, b)
    if _repeats(record, a, b):
        return True
    if a.measure is not b.measure or a.measure not in (Measure.CAPACITY, Measure.FACILITY):
        return False
    later = ((a.known or "") and a.known, a.id) > ((b.known or "") and b.known, b.id)
    values = {(c.value_high or c.value) for c in record.claims_of(a)}
    same = values & {(c.value_high or c.value) for c in record.claims_of(b)}
    return later and bool(same) and country_of(record, a) == country_of(record, b)


def _repeats(record: Record, a: Event, b: Event) -> bool:
    """Whether one report gives one number twice, once with the country, once with a place in it."""
    if a.measure is not b.measure or a.unit is not b.unit or a.group is not b.group or a.kind is not b.kind:
        return False
    inner, outer = a.destination_code or a.place_code, b.destination_code or b.place_code
    inside = inner != outer and record.within(inner, outer)
    pairs = ((x, y) for x in record.claims_of(a) for y in record.claims_of(b))
    return inside and any(
        x.report == y.report and (x.value, x.qualifier) == (y.value, y.qualifier) and x.id != y.id
        for x, y in pairs
    )


def _days(event: Event) -> Window:
    return Window(event.date_start or event.date_end, event.date_end or event.date_start)


def contested(record: Record, rows: Sequence[Row]) -> tuple[list[KeyFigure], list[Row]]:
    """One line over accounts of one movement that differ: from the least to the most, none added."""
    rivals: dict[str, set[str]] = defaultdict(set)
    headlines = (BlockKind.TITLE, BlockKind.CAPTION)
    top = [
        r
        for r in rows
        if not r.figure.parent and any(record.kind_at(c) not in headlines for c in record.claims_of(r.event))
    ]
    for a, b in combinations(top, 2):
        if _rival(record, a.event, b.event):
            rivals[a.event.id].add(b.event.id)
            rivals[b.event.id].add(a.event.id)
    heads: list[KeyFigure] = []
    under: dict[str, str] = {}
    for row in top:
        if row.event.id in rivals and row.figure.slug not in under:
            group = [r for r in top if r.event.id in rivals[row.event.id] | {row.event.id}]
            group = [r for r in group if r.figure.slug not in under]
            if len(group) > 1:
                head = _disputed(record, group)
                heads.append(head)
                under |= {r.figure.slug: head.slug for r in group}
    out = [Row(r.event, replace(r.figure, parent=under.get(r.figure.slug, r.figure.parent))) for r in rows]
    return heads, out


def _rival(record: Record, a: Event, b: Event) -> bool:
    """Whether two reports count one movement differently: same route, group and day, nothing in common."""
    same_kind = a.measure is b.measure and a.measure in _FLOWS and a.kind is b.kind and a.unit is b.unit
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
    highs = [r.event.bounds.high for r in group]
    hull = Bounds(
        min(r.event.bounds.low for r in group),
        None,
        None if None in highs else max(h for h in highs if h is not None),
    )
    claims = tuple(c for r in group for c in r.event.claims)
    accounts = listed((interval(r.event.bounds) for r in group), 5)
    stories = tuple((r.event.claims, r.event.bounds) for r in group)
    tally = replace(
        first.figure.tally,
        bounds=hull,
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
            elif not row.figure.parent:
                below[row.figure.slug] = head.slug
    kept = [r for r in rows if r.figure.slug not in hidden]
    return heads, [Row(r.event, _under(r.figure, below, hidden)) for r in kept]


def _under(figure: KeyFigure, below: dict[str, str], hidden: set[str]) -> KeyFigure:
    parent = "" if figure.parent in hidden else figure.parent
    return replace(figure, parent=parent or below.get(figure.slug, ""))


def _stream(record: Record, row: Row) -> tuple[Measure, Group, str] | None:
    """Movement, group and country of a line that may stand in a total; None for rates, stocks, plans."""
    event = row.event
    if event.kind not in (PeriodKind.EVENT, PeriodKind.CUMULATIVE) or event.unit is not Unit.PERSONS:
        return None
    country = country_of(record, event)
    if event.measure not in _FLOWS or country is None or event.group is None:
        return None
    if not eligible(event.group):
        return event.measure, event.group, country
    civil = group_relation(event.group, Group.CIVILIANS) in (Relation.SAME, Relation.WITHIN)
    return (event.measure, Group.CIVILIANS, country) if civil else None


def _total(
    record: Record, key: tuple[Measure, Group, str], members: Sequence[Row]
) -> tuple[KeyFigure | None, list[Row]]:
    """The tally over a stream and the lines that it counts; None where it says no more than they do."""
    measure, group, country = key
    asked = Question(measure=measure, group=group)
    inward = measure is Measure.ARRIVAL
    tally = record.ask(replace(asked, place=country) if inward else replace(asked, origin=country))
    counted = [r for r in members if set(r.event.claims) & set(tally.claims)]
    sums = [r for r in counted if r.event.kind is PeriodKind.CUMULATIVE]
    single = [r for r in counted if r.event.kind is PeriodKind.EVENT and not r.figure.parent]
    if any(record.claims[c].period is PeriodKind.RATE for c in tally.claims if c in record.claims):
        return None, []  # a stream of its own is not part of what a total counts
    if not any(_takes_in(s.event, r.event) for s in sums for r in single):
        return None, []
    if not _sound(tally, counted, members) or any(
        beyond(record, r.event, s.event) for s in sums for r in single
    ):
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
        origins=max(1, len({o for r in counted for o in r.event.origins})),
        speakers=speakers_of(record.claims[c] for c in tally.claims if c in record.claims),
        armed=armed,
    )
    return head, counted


def _sound(tally: Tally, counted: Sequence[Row], members: Sequence[Row]) -> bool:
    """Whether a total may be shown: all of it confirmed, no rival accounts in it, not below a part of it."""
    if any(r.figure.parent.endswith("-contested") for r in members):
        return False
    above = all(tally.bounds.low >= r.event.bounds.low for r in counted)
    return all(r.event.confirmed for r in counted) and (above or bool(tally.conflicts))


def _takes_in(total: Event, single: Event) -> bool:
    """Whether a source's total may count an occurrence: within its days, and not larger than it."""
    last, day_ = total.date_end or total.known, single.date_end or single.known
    late = last is not None and day_ is not None and day_ > last
    early = total.date_start is not None and day_ is not None and day_ < total.date_start
    fits = total.bounds.high is None or single.bounds.low <= total.bounds.high
    return fits and not late and not early


def beyond(record: Record, single: Event, total: Event) -> bool:
    """Whether an occurrence that a total should take in is larger than it."""
    alike = single.measure is total.measure and single.unit is total.unit and single.group is total.group
    if (
        not alike
        or single.status is not total.status
        or country_of(record, single) != country_of(record, total)
    ):
        return False
    if all(c.qualifier is Qualifier.ORDER for c in record.claims_of(total)):
        return False
    undated = single.date_end is None or (single.date_start is None and single.kind is PeriodKind.EVENT)
    inside = undated or _takes_in(replace(total, bounds=Bounds(0, None, None)), single)
    return inside and total.bounds.high is not None and single.bounds.low > total.bounds.high
