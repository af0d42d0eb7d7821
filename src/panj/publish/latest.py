"""Which of several figures of one running number is the latest: the others stand below it as its history.

Takes key figures; gives them with earlier totals and earlier numbers on a day under the latest of the same
movement, scope and start. Only what has no line above it already is looked at.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from panj.events.scopes import Relation, group_relation
from panj.model import Bounds, Event, Group, Measure, PeriodKind, Question, Unit
from panj.outlook import eligible
from panj.publish.content import KeyFigure
from panj.publish.notes import speakers_of
from panj.publish.record import Record

EARLIER = "an earlier figure"
_ANNOUNCED = frozenset({Measure.CAPACITY, Measure.FACILITY, Measure.FUNDING, Measure.NEED})
_RUNNING = frozenset({PeriodKind.CUMULATIVE, PeriodKind.AS_OF})


def latest_first(record: Record, figures: Sequence[KeyFigure]) -> list[KeyFigure]:
    """With each superseded figure under the latest of its number."""
    events = {e.id: e for e in record.events}
    arrivals = _Crossings(record)
    runs: dict[tuple[object, ...], list[_Running]] = defaultdict(list)
    for f in figures:
        kind = None if f.parent else _kind(record, f, events)
        if kind is not None:
            asked, end = f.tally.question, _end(record, f, events)
            armed = f.armed or _all_armed(f, end, arrivals)
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
    for f in figures:
        if f.slug in above:
            tops[above[f.slug]] = _at_least(record, tops[above[f.slug]], f)
    return [_below(f, tops[above[f.slug]]) if f.slug in above else tops[f.slug] for f in figures]


def _at_least(record: Record, total: KeyFigure, earlier: KeyFigure) -> KeyFigure:
    """A total raised to what an earlier state of it was already: "more than 1,500" a week after 1,574."""
    own, before = total.tally.bounds, earlier.tally.bounds
    if before.low <= own.low or not _counts_in(record, total, earlier):
        return total
    best = own.best if own.best is not None and own.best >= before.low else before.best
    if own.high is not None and best is not None and best > own.high:
        best = None
    tally = replace(
        total.tally,
        bounds=Bounds(before.low, best, own.high),
        claims=tuple(dict.fromkeys((*total.tally.claims, *earlier.tally.because_low))),
        because_low=earlier.tally.because_low,
    )
    told = speakers_of(record.claims[c] for c in tally.claims if c in record.claims)
    return replace(total, tally=tally, speakers=told)


def _counts_in(record: Record, total: KeyFigure, earlier: KeyFigure) -> bool:
    """Whether all whom an earlier total counts are surely among those of a later one."""
    a, b = total.tally.question, earlier.tally.question
    sure = earlier.confirmed and not earlier.tally.conflicts and not total.tally.conflicts
    totals = _periods(record, total) == _periods(record, earlier) == {PeriodKind.CUMULATIVE}
    one_way = (a.date_start, a.place, a.origin) == (b.date_start, b.place, b.origin)
    return sure and totals and one_way and a.group in (None, Group.PEOPLE, b.group)


def _periods(record: Record, figure: KeyFigure) -> set[PeriodKind]:
    return {record.claims[c].period for c in figure.tally.claims if c in record.claims}


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
    kinds = (kinds | _periods(record, figure)) & _RUNNING
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


def _all_armed(figure: KeyFigure, end: date, arrivals: _Crossings) -> bool:
    """Whether a total of unnamed people is what combatants' crossings make up by its day: 134 and 17, 151."""
    asked = figure.tally.question
    if asked.group not in (None, Group.PEOPLE) or asked.measure is not Measure.ARRIVAL:
        return False
    found = arrivals.armed(asked, end)
    return found is not None and found.low <= figure.tally.bounds.low <= (found.high or found.low)


class _Crossings:
    """Dated arrivals added up by place and day, so that a total need not look at each of them."""

    def __init__(self, record: Record) -> None:
        self._record = record
        events: dict[str | None, dict[tuple[str | None, Unit], list[Event]]] = defaultdict(dict)
        for e in record.events:
            if e.measure is Measure.ARRIVAL and e.kind is PeriodKind.EVENT and e.date_end is not None:
                place = e.destination_code or e.place_code
                events[record.country(place)].setdefault((place, e.unit), []).append(e)
        self._sums = {c: {at: _summed(here) for at, here in of.items()} for c, of in events.items()}

    def armed(self, asked: Question, end: date) -> Bounds | None:
        """How many came by a day to a place; None where nobody did, or others than combatants among them."""
        low: float = 0
        high: float = 0
        some = False
        for (place, unit), (days, sums) in self._sums.get(self._record.country(asked.place), {}).items():
            known = bisect_right(days, end) if unit is asked.unit else 0
            if known and self._record.within(place, asked.place):
                others, least, most = sums[known - 1]
                if others:
                    return None
                low, high, some = low + least, high + most, True
        return Bounds(low, None, high) if some else None


def _summed(events: Sequence[Event]) -> tuple[list[date], list[tuple[int, float, float]]]:
    """Days in order, and by each of them how many occurrences are not of combatants, and how many came."""
    rows = sorted(((e.date_end or date.max, e) for e in events), key=lambda row: row[0])
    terms = ((int(eligible(e.group)), e.bounds.low, e.bounds.high or e.bounds.low) for _, e in rows)
    sums = accumulate(terms, lambda a, b: (a[0] + b[0], a[1] + b[1], a[2] + b[2]))
    return [d for d, _ in rows], list(sums)


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
