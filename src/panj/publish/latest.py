"""Which of several figures of one running number is the latest: the others stand below it as its history.

Takes key figures; gives them with earlier totals and earlier numbers on a day under the latest of the same
movement, scope and start. Only what has no line above it already is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from panj.events.scopes import Relation, group_relation
from panj.model import Group, Measure, PeriodKind
from panj.outlook import eligible
from panj.publish.content import KeyFigure
from panj.publish.record import Record

EARLIER = "an earlier figure"
_ANNOUNCED = frozenset({Measure.CAPACITY, Measure.FACILITY, Measure.FUNDING, Measure.NEED})
_RUNNING = frozenset({PeriodKind.CUMULATIVE, PeriodKind.AS_OF})


def latest_first(record: Record, figures: Sequence[KeyFigure]) -> list[KeyFigure]:
    """With each superseded figure under the latest of its number."""
    open_ = [f for f in figures if not f.parent and _kind(record, f) is not None]
    above: dict[str, str] = {}
    for f in open_:
        newer = [o for o in open_ if o is not f and _supersedes(record, o, f)]
        if newer:
            above[f.slug] = max(newer, key=lambda o: (_end(record, o), o.tally.bounds.low, o.slug)).slug
    tops = {f.slug: f for f in figures}
    return [_below(f, tops[above[f.slug]]) if f.slug in above else f for f in figures]


def _below(figure: KeyFigure, head: KeyFigure) -> KeyFigure:
    note = "; ".join(filter(None, (EARLIER, figure.note)))
    return replace(figure, section=head.section, parent=head.slug, note=note)


def _kind(record: Record, figure: KeyFigure) -> PeriodKind | None:
    """Running total or number on a day; None for what is neither, and for what is only announced."""
    kinds = {e.kind for e in record.events if e.id in figure.tally.events}
    found = {c.period for i in figure.tally.claims if (c := record.claims.get(i)) is not None}
    kinds = (kinds | found) & _RUNNING
    return min(kinds) if kinds and figure.tally.question.measure not in _ANNOUNCED else None


def _supersedes(record: Record, newer: KeyFigure, older: KeyFigure) -> bool:
    """Whether one is a later figure of the same number.

    A total may grow: one that ends earlier and is larger is no earlier state of it. Starts that both name
    must agree; a start that nobody named is taken to be the same.
    """
    a, b = newer.tally.question, older.tally.question
    kind = _kind(record, newer)
    armed = older.armed or _all_armed(record, older)
    alike = a.measure is b.measure and a.unit is b.unit and newer.armed == armed
    if not alike or kind is not _kind(record, older) or _end(record, newer) <= _end(record, older):
        return False
    if not _one_scope(record, newer, older):
        return False
    if kind is PeriodKind.AS_OF:
        return True
    if a.date_start and b.date_start and a.date_start != b.date_start:
        return False
    high = newer.tally.bounds.high
    return high is None or older.tally.bounds.low <= high


def _all_armed(record: Record, figure: KeyFigure) -> bool:
    """Whether a total of unnamed people is what combatants' crossings make up by its day: 134 and 17, 151."""
    asked = figure.tally.question
    if asked.group not in (None, Group.PEOPLE) or asked.measure is not Measure.ARRIVAL:
        return False
    own = [
        e
        for e in record.events
        if e.measure is asked.measure and e.unit is asked.unit and e.kind is PeriodKind.EVENT
        and e.date_end is not None and e.date_end <= _end(record, figure)
        and record.within(e.destination_code or e.place_code, asked.place)
    ]  # fmt: skip
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


def _end(record: Record, figure: KeyFigure) -> date:
    """The last day of a figure; of a total over a stream the last of its claims."""
    if figure.tally.question.date_end is not None:
        return figure.tally.question.date_end
    ends = [e.date_end or e.known for e in record.events if e.id in figure.tally.events]
    ends += [c.date_end for i in figure.tally.claims if (c := record.claims.get(i)) is not None]
    return max((d for d in ends if d is not None), default=date.min)
