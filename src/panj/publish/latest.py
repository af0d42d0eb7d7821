"""Which of several figures of one running number is the latest: the others stand below it as its history.

Takes key figures; gives them with earlier totals and earlier numbers on a day under the latest of the same
movement, scope and start. Only what has no line above it already is looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from panj.events.scopes import Relation, group_relation
from panj.model import Event, Group, Measure, PeriodKind
from panj.outlook import eligible
from panj.publish.content import KeyFigure
from panj.publish.record import Record

EARLIER = "an earlier figure"
_ANNOUNCED = frozenset({Measure.CAPACITY, Measure.FACILITY, Measure.FUNDING, Measure.NEED})
_RUNNING = frozenset({PeriodKind.CUMULATIVE, PeriodKind.AS_OF})


def latest_first(record: Record, figures: Sequence[KeyFigure]) -> list[KeyFigure]:
    """With each superseded figure under the latest of its number."""
    events = {e.id: e for e in record.events}
    arrivals: dict[str | None, list[Event]] = defaultdict(list)
    for e in record.events:
        if e.measure is Measure.ARRIVAL and e.kind is PeriodKind.EVENT and e.date_end is not None:
            arrivals[record.country(e.destination_code or e.place_code)].append(e)
    runs: dict[tuple[object, ...], list[_Running]] = defaultdict(list)
    for f in figures:
        kind = None if f.parent else _kind(record, f, events)
        if kind is not None:
            asked, end = f.tally.question, _end(record, f, events)
            armed = f.armed or _all_armed(record, f, end, arrivals.get(record.country(asked.place), ()))
            runs[asked.measure, asked.unit, kind, asked.place].append(_Running(f, kind, end, armed))
    above: dict[str, str] = {}
    for run in runs.values():
        # The latest comes first, so that the search ends with the first that may stand above.
        latest = sorted(run, key=lambda r: (r.end, r.figure.tally.bounds.low, r.figure.slug), reverse=True)
        for older in run if len(run) > 1 else ():
            newer = next((r for r in latest if r.end > older.end and _supersedes(record, r, older)), None)
            if newer is not None:
                above[older.figure.slug] = newer.figure.slug
    tops = {f.slug: f for f in figures}
    return [_below(f, tops[above[f.slug]]) if f.slug in above else f for f in figures]


@dataclass(frozen=True, slots=True)
class _Running:
    """A running total or a number on a day, with its last day; `armed`: those it counts are combatants."""

    figure: KeyFigure
    kind: PeriodKind
    end: date
    armed: bool


def _below(figure: KeyFigure, head: KeyFigure) -> KeyFigure:
    note = "; ".join(filter(None, (EARLIER, figure.note)))
    return replace(figure, section=head.section, parent=head.slug, note=note)


def _kind(record: Record, figure: KeyFigure, events: Mapping[str, Event]) -> PeriodKind | None:
    """Running total or number on a day; None for what is neither, and for what is only announced."""
    kinds = {events[e].kind for e in figure.tally.events if e in events}
    found = {c.period for i in figure.tally.claims if (c := record.claims.get(i)) is not None}
    kinds = (kinds | found) & _RUNNING
    return min(kinds) if kinds and figure.tally.question.measure not in _ANNOUNCED else None


def _supersedes(record: Record, later: _Running, earlier: _Running) -> bool:
    """Whether one, which ends later, is a later figure of the same number; both are of one kind.

    A total may grow: one that ends earlier and is larger is no earlier state of it. Starts that both name
    must agree; a start that nobody named is taken to be the same.
    """
    newer, older = later.figure, earlier.figure
    a, b = newer.tally.question, older.tally.question
    if not _one_scope(record, newer, older):
        return False
    if newer.armed != earlier.armed:
        return False
    if later.kind is PeriodKind.AS_OF:
        return True
    if a.date_start and b.date_start and a.date_start != b.date_start:
        return False
    high = newer.tally.bounds.high
    return high is None or older.tally.bounds.low <= high


def _all_armed(record: Record, figure: KeyFigure, end: date, arrivals: Sequence[Event]) -> bool:
    """Whether a total of unnamed people is what combatants' crossings make up by its day: 134 and 17, 151."""
    asked = figure.tally.question
    if asked.group not in (None, Group.PEOPLE) or asked.measure is not Measure.ARRIVAL:
        return False
    own = [
        e
        for e in arrivals
        if e.unit is asked.unit
        and e.date_end is not None
        and e.date_end <= end
        and record.within(e.destination_code or e.place_code, asked.place)
    ]
    if not own or any(eligible(e.group) for e in own):
        return False
    low, high = sum(e.bounds.low for e in own), sum(e.bounds.high or e.bounds.low for e in own)
    return low <= figure.tally.bounds.low <= high


def _one_scope(record: Record, newer: KeyFigure, older: KeyFigure) -> bool:
    a, b = newer.tally.question, older.tally.question
    if a.place != b.place and a.origin != b.origin:
        return False
    there = a.place == b.place and record.places.relation(a.origin, b.origin) is not Relation.APART
    away = a.place is b.place is None and a.origin == b.origin
    return (there or away) and _one_group(a.group, b.group)


def _one_group(a: Group | None, b: Group | None) -> bool:
    """The same group, names used for one another, or people without a name for one of them."""
    same = group_relation(a, b) in (Relation.SAME, Relation.OVERLAPS)
    return same or Group.PEOPLE in (a or Group.PEOPLE, b or Group.PEOPLE)


def _end(record: Record, figure: KeyFigure, events: Mapping[str, Event]) -> date:
    """The last day of a figure; of a total over a stream the last of its claims."""
    if figure.tally.question.date_end is not None:
        return figure.tally.question.date_end
    ends = [events[e].date_end or events[e].known for e in figure.tally.events if e in events]
    ends += [c.date_end for i in figure.tally.claims if (c := record.claims.get(i)) is not None]
    return max((d for d in ends if d is not None), default=date.min)
