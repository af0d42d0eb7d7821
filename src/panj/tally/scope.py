"""What a figure or a question covers, and whether an occurrence lies in it: surely, perhaps, or not.

Takes events with the frames of their claims; gives `Extent`s. Combatants are never refugees; livestock,
flights, capacities, plans, fears, requests and denials are never people who moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from itertools import count

from panj.events.frames import Frame
from panj.events.narrowed import is_list, is_of_harm, one_key, relation, tells_apart
from panj.events.rules import combatants, linking_rules
from panj.events.scopes import Places, Relation, Window, group_relation
from panj.model import FLOWS, HARM, Event, Group, Measure, PeriodKind, Question, Status, Unit


class Lies(IntEnum):
    """How surely something lies within something else."""

    OUT = 0
    PERHAPS = 1
    IN = 2


@dataclass(frozen=True, slots=True)
class Extent:
    """Measures, unit, group, route, days, whose people; None: open for a scope, else not stated.

    `only`: what alone a total counts beside these; `own`: what the counted may be taken to be of
    (`panj.events.narrowed`).
    """

    measures: frozenset[Measure]
    unit: Unit
    group: Group | None
    origin: str | None
    destination: str | None
    window: Window
    people: str | None = None
    only: str | None = None
    own: str | None = None
    key: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Numbers what it covers but for days: thousands of extents share a few dozen of these."""
        ways = (self.measures, self.unit, self.group, self.origin, self.destination)
        all_but_days = (*ways, self.people, self.only, self.own)
        object.__setattr__(self, "key", _KEYS.setdefault(all_but_days, next(_NUMBERS)))


_IN_PLACE = frozenset({Measure.EVACUATION})
_KEYS: dict[tuple[object, ...], int] = {}
_NUMBERS = count()


def extent_of(event: Event, frames: Sequence[Frame], places: Places) -> Extent:
    """The extent of an event: the narrowest that its claims state.

    People evacuated to no place that is told were evacuated where they were.
    """
    measures = frozenset(f.measure for f in frames)
    reached = places.narrowest([f.destination for f in frames])
    if reached is None and measures <= _IN_PLACE:
        reached = places.narrowest([f.origin for f in frames])
    return Extent(
        measures=measures,
        unit=event.unit,
        group=event.group,
        origin=places.narrowest([f.origin for f in frames]),
        destination=reached,
        window=_toll_so_far(frames) if all(f.toll for f in frames) else _window(frames),
        people=next((f.people for f in frames if f.people is not None), None),
        only=one_key([f.only for f in frames if f.only is not None]),
        own=one_key([k for f in frames if (k := f.only or f.amid) is not None]),
    )


def _toll_so_far(frames: Sequence[Frame]) -> Window:
    """The days of a toll that is told of without a day: all before the latest report of it."""
    return Window(None, max(f.window.end or date.min for f in frames), running=True)


def _window(frames: Sequence[Frame]) -> Window:
    """The days in which all claims may hold; what one leaves open another may close."""
    if all(f.window.running for f in frames):
        return max((f.window for f in frames), key=lambda w: w.end or date.min)
    dated = [f for f in frames if f.dated and not f.assumed] or [f for f in frames if f.dated] or list(frames)
    window = dated[0].window
    for f in sorted(dated, key=lambda f: f.order)[1:]:
        window = f.window.meet(window) if f.window.overlaps(window) else window
    return window


def extent_of_question(question: Question, place: str | None, origin: str | None) -> Extent:
    """What a question asks about; `place` and `origin` as the ledger resolved them."""
    return Extent(
        measures=frozenset((question.measure,)),
        unit=question.unit,
        group=question.group,
        origin=origin,
        destination=place,
        window=Window(question.date_start, question.date_end),
    )


def lies(inner: Extent, outer: Extent, places: Places, *, slack: bool = False) -> Lies:
    """How surely `inner` lies in `outer`, the least sure of its sides deciding.

    With `slack`, the outer days may be a rounded length ("two weeks") and begin a little earlier.
    """
    sides = _sides(inner, outer, places)
    return Lies.OUT if sides is Lies.OUT else min(sides, when(inner.window, outer.window, slack=slack))


def lies_but_for_days(inner: Extent, outer: Extent, places: Places) -> Lies:
    """How surely `inner` lies in `outer` whatever the days of both."""
    return _sides(inner, outer, places)


def fits(inner: Extent, asked: Extent, places: Places) -> Lies:
    """How surely an extent lies in a question, where days alone may be left open.

    A wider group or place does not say how many are meant.
    """
    return when(inner.window, asked.window) if _sides(inner, asked, places) is Lies.IN else Lies.OUT


def meet_within(a: Extent, b: Extent, outer: Extent, places: Places) -> bool:
    """Whether all that lies in both of two extents surely lies in a third: side by side, one of them does."""

    def inside(one: Extent, side: str) -> bool:
        if side == "group":
            return _group(one.group, outer.group) is Lies.IN
        return _place(getattr(one, side), getattr(outer, side), places) is Lies.IN

    if a.unit != outer.unit or not (a.measures <= outer.measures or b.measures <= outer.measures):
        return False
    days = a.window.inside(outer.window) or b.window.inside(outer.window)
    return days and all(inside(a, s) or inside(b, s) for s in ("group", "destination", "origin"))


def reads_as_in(extent: Extent, scope: Extent, places: Places, *, people: bool = True) -> bool:
    """Whether a reader takes an extent to lie in a total's, though its words leave that open.

    A running total takes in all before its day; where people came from need not be said again; the name of a
    town may be meant for the area around it that has it too; reporters use some groups for one another; with
    `people`, people and civilians may be its refugees, never its soldiers.
    """
    days, within = extent.window, scope.window
    if within.running and not days.running and scope.only is not None and extent.own is None:
        return False  # a toll of one occurrence goes on from no other
    if days.running and is_of_harm(extent.only) and within.start is not None:
        return False  # on which day people were harmed whom a toll counts is not told
    if within.running:
        within = Window(within.start, within.end)
    elif days.running:
        days = Window(days.end, days.end)
    if not days.inside(within):
        return False
    key = (extent.key, scope.key, people)
    found = places.readings.get(key)
    if found is None:
        found = places.readings[key] = _reads_as(extent, scope, places, people=people)
    return found


def _reads_as(extent: Extent, scope: Extent, places: Places, *, people: bool) -> bool:
    """The same of all but the days."""
    if extent.unit != scope.unit or not extent.measures & scope.measures or _of_two_peoples(extent, scope):
        return False
    if extent.people != scope.people and scope.people is not None:
        return False  # of those whose people is not told others may have come
    if _alone(extent, scope, places) is Relation.UNKNOWN:
        return False
    here, there = extent.destination, scope.destination
    if _place(here, there, places) is not Lies.IN and not places.may_lie_in(here, there):
        return False
    apart = _place(extent.origin, scope.origin, places) is not Lies.IN
    if apart and places.relation(extent.origin, scope.origin) is not Relation.UNKNOWN:
        return False
    relation = group_relation(extent.group, scope.group)
    civil = group_relation(scope.group, Group.CIVILIANS) in (Relation.SAME, Relation.WITHIN)
    called_so = relation is Relation.OVERLAPS or (people and civil and relation is Relation.CONTAINS)
    return called_so or _group(extent.group, scope.group) is Lies.IN


def roughly_in(inner: Extent, outer: Extent, places: Places) -> bool:
    """Whether a counted row lies in another, "two weeks" and "two weeks" read as one common window."""
    if _sides(inner, outer, places) is not Lies.IN:
        return False
    return inner.window.inside(earlier(outer.window))


def _sides(inner: Extent, outer: Extent, places: Places) -> Lies:
    key = (inner.key, outer.key)
    found = places.sides.get(key)
    if found is None:
        found = places.sides[key] = _compared(inner, outer, places)
    return found


def _compared(inner: Extent, outer: Extent, places: Places) -> Lies:
    if inner.unit != outer.unit or not inner.measures & outer.measures or _of_two_peoples(inner, outer):
        return Lies.OUT
    return min(
        Lies.PERHAPS if inner.people is None and outer.people is not None else Lies.IN,
        _group(inner.group, outer.group),
        _place(inner.destination, outer.destination, places),
        _place(inner.origin, outer.origin, places),
        Lies.IN if _alone(inner, outer, places) is Relation.SAME else Lies.PERHAPS,
    )


def _alone(inner: Extent, outer: Extent, places: Places) -> Relation:
    """How what is counted stands to what alone a total counts."""
    if outer.only is None:
        return Relation.SAME
    named = places.around(inner.destination) if is_list(outer.only) else ()
    return relation(inner.own, outer.only, places=named)


def is_stranger(inner: Extent, outer: Extent, places: Places) -> bool:
    """Whether a total's words do not count what may lie in it: others, or the same told otherwise."""
    return tells_apart(outer.only) and _alone(inner, outer, places) is Relation.UNKNOWN


def _of_two_peoples(a: Extent, b: Extent) -> bool:
    """ "235,000 Syrians and 82,000 Lebanese": nobody is both."""
    return None not in (a.people, b.people) and a.people != b.people


def when(inner: Window, outer: Window, *, slack: bool = False) -> Lies:
    """How surely one window lies in another; with `slack`, days just before it are perhaps in."""
    if inner.inside(outer):
        return Lies.IN
    outer = earlier(outer) if slack else outer
    return Lies.PERHAPS if inner.overlaps(outer) else Lies.OUT


def earlier(window: Window) -> Window:
    """A window of rounded length with the start that it may have had."""
    if window.start is None or window.end is None:
        return window
    length = (window.end - window.start).days
    return Window(
        window.start - timedelta(days=round(length * linking_rules().window_slack)),
        window.end,
        window.running,
    )


def _group(inner: Group | None, outer: Group | None) -> Lies:
    if outer is None:
        return Lies.IN
    relation = group_relation(inner, outer)
    if relation in (Relation.SAME, Relation.WITHIN):
        return Lies.IN
    return Lies.OUT if relation is Relation.APART else Lies.PERHAPS


def _place(inner: str | None, outer: str | None, places: Places) -> Lies:
    if outer is None:
        return Lies.IN
    relation = places.relation(inner, outer)
    if relation in (Relation.SAME, Relation.WITHIN):
        return Lies.IN
    return Lies.OUT if relation is Relation.APART else Lies.PERHAPS


def why_set_aside(
    event: Event, extent: Extent, asked: Extent, places: Places, said: Mapping[str, str] | None = None
) -> str | None:
    """Why the claims of an event do not count towards a question; None where they may.

    `said`: places as the claims name them, for those that the gazetteer does not know.
    """
    if event.status is not Status.HAPPENED:
        return _STATUS[event.status]
    if extent.unit != asked.unit:
        return f"counts {_words(extent.unit)}, not {_words(asked.unit)}"
    if not extent.measures & asked.measures:
        return f"measures {_words(event.measure)}, not {_words(next(iter(asked.measures)))}"
    if _group(extent.group, asked.group) is not Lies.IN:
        return _why_group(extent.group, asked.group)
    if (side := _why_place(extent, asked, places, said or {})) is not None:
        return side
    if event.kind is PeriodKind.EVENT and when(extent.window, asked.window) is Lies.OUT:
        return "happened outside the days asked about"
    return None


def _why_group(group: Group | None, asked: Group | None) -> str:
    if group in combatants() and asked not in combatants():
        return f"{_words(group)}: combatants are not counted among {_words(asked)}"
    if _group(group, asked) is Lies.PERHAPS:
        return f"counts {_words(group or Group.PEOPLE)}; how many of them are {_words(asked)} is not stated"
    return f"counts {_words(group)}, not {_words(asked)}"


_MOVES = FLOWS - HARM


def _why_place(extent: Extent, asked: Extent, places: Places, said: Mapping[str, str]) -> str | None:
    def called(code: str | None) -> str:
        return said.get(code or "") or places.name(code or "")

    for name, inner, outer in (
        ("went to" if asked.measures & _MOVES else "were in", extent.destination, asked.destination),
        ("came from", extent.origin, asked.origin),
    ):
        side = _place(inner, outer, places)
        if side is Lies.OUT:
            return f"{name} {called(inner)}, not {called(outer)}"
        if side is Lies.PERHAPS and inner is None:
            return f"where people {name} is not stated"
        if side is Lies.PERHAPS:
            return f"{name} {called(inner)}; how many of them {name} {called(outer)} is not stated"
    return None


_STATUS: Mapping[Status, str] = {
    Status.PLANNED: "planned, not yet so",
    Status.POSSIBLE: "expected or feared, has not happened",
    Status.REQUESTED: "asked for, has not happened",
    Status.DENIED: "denied",
}


def _words(term: object) -> str:
    return str(term).replace("_", " ") if term is not None else "people"
