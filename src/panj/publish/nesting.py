"""Which lines speak of people that another line counts already: nested under it, never added to it.

Takes lines made of events; gives them with their wholes, by the tally's links, and by what one report says
twice or another report totals.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from panj.events.relations import Link, LinkKind
from panj.events.scopes import Relation, Window, group_relation
from panj.model import Bounds, Event, Group, Measure, PeriodKind
from panj.publish.phrases import interval
from panj.publish.record import OUTFLOWS, Record
from panj.publish.rows import INSIDE, Row, country_of, dated_apart, stream_of, takes_in

SAID_AGAIN = "may be the same, said again"
_LEAST = 100  # people from which on one exact number told twice is rarely two
AGREES = "another total, which agrees"


def nested(record: Record, rows: Sequence[Row]) -> list[Row]:
    """With each line under the one whose people it counts again; mere breakdowns go into its note."""
    by_event = {row.event.id: row for row in rows}
    events = {e.id: e for e in record.events}
    alike = _alike(record, rows)
    links: dict[str, list[Link]] = defaultdict(list)
    for link in record.ledger.links:
        for part in link.parts:
            links[part].append(link)
    out = []
    for row in rows:
        stated = [k for k in links[row.event.id] if k.kind in (LinkKind.SUBSET, LinkKind.PARTITION)]
        if any(_same_measure(events.get(k.whole), row) for k in stated):
            continue
        out.append(_placed(record, row, links[row.event.id], by_event, alike(row)))
    return out


def _alike(record: Record, rows: Sequence[Row]) -> Callable[[Row], Iterator[Row]]:
    """For a row those that it may say again, in order: of one report, of one size, of one country's rooms."""
    homes: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        for key in _keys(record, row.event):
            homes[key].append(n)

    def near(row: Row) -> Iterator[Row]:
        found = {n for key in _keys(record, row.event, about=True) for n in homes.get(key, ())}
        return (rows[n] for n in sorted(found))

    return near


def _keys(record: Record, event: Event, *, about: bool = False) -> Iterator[tuple[object, ...]]:
    """What two events must share, one of these at least, for one to say the other again.

    Each key holds all that `_said_again` asks to be equal, so that few events share one however large the
    case is. `about`: with the keys of the days beside it too.
    """
    claims, country = record.claims_of(event), country_of(record, event)
    first = event.date_start or event.date_end
    if event.measure in INSIDE or event.measure is Measure.ARRIVAL:
        yield from (("inside", c.report, _days(event), country) for c in claims)
    kind = event.measure, event.unit, event.group, event.kind
    yield from (("again", c.report, c.value, c.qualifier, *kind) for c in claims)
    if event.bounds.low == event.bounds.high and event.bounds.low >= _LEAST and first is not None:
        for shift in (-1, 0, 1) if about else (0,):
            day = first.toordinal() + shift
            yield "size", event.measure, event.unit, event.bounds.low, country, day
    if event.measure in (Measure.CAPACITY, Measure.FACILITY):
        yield from ((event.measure, country, c.value_high or c.value) for c in claims)


def _same_measure(whole: Event | None, row: Row) -> bool:
    """Whether a line is a breakdown of one occurrence; the crossings of a running total stay lines."""
    if whole is None or whole.measure is not row.event.measure or whole.id == row.event.id:
        return False
    return not dated_apart(row.event, whole)


def _placed(
    record: Record, row: Row, links: Sequence[Link], by_event: dict[str, Row], rows: Iterable[Row]
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
        note = SAID_AGAIN if whole else ""
        if whole is not None and row.event.measure in INSIDE:
            note = f"of the {interval(whole.figure.tally.bounds)}"
    if whole is None:
        return row
    figure = replace(row.figure, note="; ".join(filter(None, (note, row.figure.note))))
    inside = row.event.measure in INSIDE and whole.event.measure is Measure.ARRIVAL
    if figure.section == whole.figure.section or inside:
        figure = replace(figure, section=whole.figure.section, parent=whole.figure.slug)
    return Row(row.event, figure)


def _said_again(record: Record, row: Row, other: Row) -> bool:
    """Whether a line says an earlier one again (a capacity, a facility), or what became of a group."""
    a, b = row.event, other.event
    if a.measure in INSIDE and b.measure is Measure.ARRIVAL:
        together = any(x.report == y.report for x in record.claims_of(a) for y in record.claims_of(b))
        fits = b.bounds.high is not None and a.bounds.low <= b.bounds.high
        return together and fits and _days(a) == _days(b) and country_of(record, a) == country_of(record, b)
    if _repeats(record, a, b) or _one_number(record, a, b):
        return True
    if a.measure is not b.measure or a.measure not in (Measure.CAPACITY, Measure.FACILITY):
        return False
    later = (str(a.known or ""), a.id) > (str(b.known or ""), b.id)  # days as written; undated ones first
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


def _one_number(record: Record, a: Event, b: Event) -> bool:
    """Whether two reports give one exact number of one movement, a day apart or called a total by one."""
    if a.measure is not b.measure or a.unit is not b.unit or a.bounds != b.bounds or a.bounds.low < _LEAST:
        return False
    if a.bounds.low != a.bounds.high or group_relation(a.group, b.group) is Relation.APART:
        return False
    at, of = (e.destination_code or e.place_code for e in (a, b))
    inside = record.places.relation(at, of) in (Relation.SAME, Relation.WITHIN)
    days, others = _days(a), _days(b)
    near = days.start and others.start and abs((days.start - others.start).days) <= 1
    later = (a.kind is PeriodKind.CUMULATIVE, a.id) > (b.kind is PeriodKind.CUMULATIVE, b.id)
    return bool(inside and near and later and country_of(record, a) == country_of(record, b))


def _days(event: Event) -> Window:
    return Window(event.date_start or event.date_end, event.date_end or event.date_start)


def gathered(record: Record, rows: Sequence[Row]) -> list[Row]:
    """With the lines of a stream under the total that most of them fit into, the narrowest of such.

    This is for streams without a tally of their own: other totals that agree, and occurrences of its days.
    """
    streams: dict[tuple[Measure, Group, str], list[Row]] = defaultdict(list)
    for row in rows:
        key = stream_of(record, row)
        if key is not None and not row.figure.parent:
            streams[key].append(row)
    parents: dict[str, tuple[str, str]] = {}
    below = Counter(r.figure.parent for r in rows)
    for members in streams.values():
        sums = [r for r in members if r.event.kind is PeriodKind.CUMULATIVE and _wide(record, r.event)]
        lead = max(sums, key=lambda r: _standing(record, r, members, below), default=None)
        for row in members if lead else ():
            if row is not lead and lead is not None and (note := _belongs(record, row.event, lead.event)):
                parents[row.figure.slug] = (lead.figure.slug, note)
    return [_given(row, parents) for row in rows]


def _standing(
    record: Record, total: Row, members: Sequence[Row], below: Mapping[str, int]
) -> tuple[int, float, str]:
    """How well a total heads its stream: by how many lines it takes in, then by how narrow it is."""
    fits = sum(r is not total and bool(_belongs(record, r.event, total.event)) for r in members)
    return (fits + below[total.figure.slug], -_width(total.event.bounds), total.figure.slug)


def _wide(record: Record, event: Event) -> bool:
    """Whether a total is of a whole country, and bounded."""
    at = event.origin_code if event.measure in OUTFLOWS else event.destination_code or event.place_code
    return event.bounds.high is not None and at == country_of(record, event)


def _given(row: Row, parents: dict[str, tuple[str, str]]) -> Row:
    if row.figure.slug not in parents:
        return row
    parent, note = parents[row.figure.slug]
    notes = "; ".join(filter(None, (note, row.figure.note)))
    return Row(row.event, replace(row.figure, parent=parent, note=notes))


def _width(bounds: Bounds) -> float:
    return (bounds.high or 0) - bounds.low


def _belongs(record: Record, event: Event, lead: Event) -> str:
    """How a line belongs to a total of its stream, in words; empty where it does not."""
    place = record.places.relation(
        event.destination_code or event.place_code, lead.destination_code or lead.place_code
    )
    alike = event.measure is lead.measure and event.group is lead.group
    if not alike or place not in (Relation.SAME, Relation.WITHIN) or not event.confirmed:
        return ""
    if event.kind is PeriodKind.CUMULATIVE:
        high = float("inf") if event.bounds.high is None else event.bounds.high
        agree = event.bounds.low <= (lead.bounds.high or 0) and lead.bounds.low <= high
        if agree:
            return AGREES
        ends = (event.date_end or event.known, lead.date_end or lead.known)
        earlier = ends[0] is not None and ends[1] is not None and ends[0] <= ends[1]
        return "a smaller total, within it" if earlier and high < lead.bounds.low else ""
    dated = event.date_end is not None
    return "within the total" if dated and takes_in(lead, event) else ""
