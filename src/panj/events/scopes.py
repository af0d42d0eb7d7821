"""Containment: whether one place, group or stretch of time lies within another, overlaps it or is apart.

Takes gazetteer codes (or folded names where there is no code), groups, and windows of days; gives a
`Relation`. Unknown on either side is `UNKNOWN`, never a guess. A place may carry an area in which it is read
to lie: `panj:torkham@PK` is that crossing as those leave it who were in Pakistan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache
from math import cos, hypot, radians
from typing import Any, Protocol

from panj.errors import PlaceError
from panj.events.namesakes import named_alike
from panj.events.rules import group_parents, linking_rules
from panj.gazetteer.spelling import fold
from panj.model import Group, Place

_AREAS = frozenset({"country", "admin1", "admin2", "region", "river"})
_KM_PER_DEGREE = 111.2
_AT = "@"  # between a place and the area that it is read to lie in
_SUBDIVISION = re.compile(r"[A-Z]{2}(-|\Z)")


class Relation(IntEnum):
    """How the first stands to the second."""

    APART = 0
    UNKNOWN = 1
    OVERLAPS = 2
    WITHIN = 3
    CONTAINS = 4
    SAME = 5


class Containment(Protocol):
    """What scopes ask of a gazetteer."""

    def within(self, code: str, ancestor: str) -> bool:
        """Whether the first place lies within the second."""

    def place(self, code: str) -> Place:
        """The place of a code; a `PlaceError` where there is none."""

    def context(self, text: str) -> tuple[str, ...]:
        """The countries that a text speaks of, the most spoken of first."""

    def joined(self, code: str) -> tuple[str, ...]:
        """The countries that a crossing joins or a water lies between; else none."""

    def is_rough(self, code: str) -> bool:
        """Whether a place is a region of which only the middle is known."""


class Places:
    """Places by code, or by folded name (`~tajikistan`) where the gazetteer abstained."""

    def __init__(self, gazetteer: Containment | None = None) -> None:
        self._gazetteer = gazetteer
        self._known: dict[tuple[str, str], bool] = {}
        self._held: dict[tuple[str, str], bool] = {}
        self._met: dict[tuple[str, str], bool] = {}
        self._namesakes: dict[str, str | None] = {}
        self._rough: dict[tuple[str, str], bool] = {}
        self.sides: dict[
            tuple[int, int], Any
        ] = {}  # of extents compared by these places (`panj.tally.scope`)
        self.readings: dict[tuple[int, int, bool], bool] = {}  # the same, as a reader takes them

    @staticmethod
    def key(code: str | None, name: str | None) -> str | None:
        """What a place is compared by."""
        if code:
            return code
        return f"~{fold(name)}" if name else None

    def within(self, inner: str, outer: str) -> bool:
        """Whether `inner` is `outer` or lies in it; a subdivision's code begins with its country's."""
        if inner == outer or inner.startswith(outer + "-"):
            return True
        if _AT in inner or _AT in outer:
            base, _, area = inner.partition(_AT)
            return base == outer or (bool(area) and _AT not in outer and self.within(area, outer))
        if self._gazetteer is None or inner.startswith("~") or outer.startswith("~"):
            return False
        if (inner, outer) not in self._known:
            self._known[inner, outer] = self._gazetteer.within(inner, outer)
        return self._known[inner, outer]

    def country(self, place: str | None) -> str | None:
        """The ISO 3166-1 code of a place's country; None where neither its code nor the gazetteer tells."""
        if place is None or place.startswith("~"):
            return None
        place, at, area = place.partition(_AT)
        if at:
            return self.country(area) if area else None
        if _SUBDIVISION.match(place):
            return place[:2]
        found = self.place(place)
        return (found.country or None) if found is not None else None

    def place(self, code: str) -> Place | None:
        """The gazetteer's place of a code; None for what is no code of it."""
        if self._gazetteer is None:
            return None
        try:
            return self._gazetteer.place(bare(code))
        except PlaceError:
            return None

    def is_rough(self, code: str) -> bool:
        """Whether a place is a region of which only the middle is known."""
        return self._gazetteer is not None and self._gazetteer.is_rough(code)

    def is_area(self, code: str) -> bool:
        """Whether a code is of a country, a division or a region rather than of a town or a site."""
        found = self.place(code)
        return found.kind in _AREAS if found is not None else _SUBDIVISION.match(code) is not None

    def name(self, code: str) -> str:
        """How people call a place: the gazetteer's name, or the name as it was said, folded."""
        code = bare(code)
        if code.startswith("~"):
            return code[1:].title()
        found = self.place(code)
        return found.name if found is not None else code

    def around(self, code: str | None) -> frozenset[str]:
        """The folded names of a place and of all that it lies in but its country."""
        if code is None:
            return frozenset()
        place = self.place(code)
        if place is None:
            return frozenset({fold(self.name(code))})
        held = (self.place(parent) for parent in place.parents[:-1])
        return frozenset(fold(n) for p in (place, *held) if p is not None for n in (p.name, *p.names))

    def relation(self, a: str | None, b: str | None) -> Relation:
        """How place `a` stands to place `b`; a bare name and a code cannot be told apart."""
        if a is None or b is None:
            return Relation.UNKNOWN
        if a == b or ((_AT in a or _AT in b) and bare(a) == bare(b)):
            return Relation.SAME
        if self.within(a, b):
            return Relation.WITHIN
        if self.within(b, a):
            return Relation.CONTAINS
        if a.startswith("~") != b.startswith("~") or self._may_hold(a, b) or self._may_hold(b, a):
            return Relation.UNKNOWN
        if self.may_lie_in(a, b) or self.may_lie_in(b, a):
            return Relation.UNKNOWN
        if self._may_meet(a, b) or self._may_meet(b, a):
            return Relation.UNKNOWN  # nobody drew the bounds of such a region
        if a.startswith("~") and _AT in a and _AT in b:
            return Relation.UNKNOWN  # a village may lie in a zone that the gazetteer does not know either
        return Relation.UNKNOWN if self._at_border(a, b) or self._at_border(b, a) else Relation.APART

    def may_lie_in(self, inner: str | None, outer: str | None) -> bool:
        """Whether a place lies in the area that has the name of a town in it: "Tak" is either."""
        if inner is None or outer is None or inner.startswith("~") or outer.startswith("~"):
            return False
        if bare(inner) == bare(outer):
            return False  # the town itself is meant by both
        area = self.namesake(outer)
        return area is not None and self.within(inner, area)

    def one_name(self, a: str | None, b: str | None) -> bool:
        """Whether one is a town and the other the area around it that has its name: either may be meant."""
        if a is None or b is None or a.startswith("~") or b.startswith("~"):
            return False
        return self.namesake(a) == b or self.namesake(b) == a

    def namesake(self, code: str) -> str | None:
        """The widest area around a town that has its name; None where none has, or the place is an area."""
        code = bare(code)
        if code not in self._namesakes:
            self._namesakes[code] = named_alike(self.place(code), self.place)
        return self._namesakes[code]

    def joined(self, place: str | None) -> tuple[str, ...]:
        """The countries that a crossing joins or a water lies between; else none."""
        if self._gazetteer is None or place is None or place.startswith("~"):
            return ()
        return self._gazetteer.joined(bare(place))

    def narrowest(self, codes: Iterable[str | None]) -> str | None:
        """The place that lies in the others, as far as that can be told; None where none is named."""
        found: str | None = None
        for code in sorted({c for c in codes if c}):
            if found is None or self.relation(code, found) is Relation.WITHIN:
                found = code
        return found

    def _at_border(self, crossing: str, other: str) -> bool:
        """Whether a crossing may be meant by a place beyond it: the country there, or the town next to it."""
        if self._gazetteer is None or crossing.startswith("~") or other.startswith("~"):
            return False
        key = (crossing, other)
        if key not in self._met:
            self._met[key] = _across(crossing, other, self)
        return self._met[key]

    def _may_meet(self, region: str, other: str) -> bool:
        """Whether a region of one country whose parts nobody names may share ground with a place of it."""
        if self._gazetteer is None or region.startswith("~") or other.startswith("~"):
            return False
        if (region, other) not in self._rough:
            self._rough[region, other] = _rough(self.place(region), self.place(other), self)
        return self._rough[region, other]

    def _may_hold(self, inner: str, outer: str) -> bool:
        """Whether a place whose district the gazetteer does not know may lie in this one, being near by."""
        if self._gazetteer is None or inner.startswith("~") or outer.startswith("~"):
            return False
        if (inner, outer) not in self._held:
            self._held[inner, outer] = _near_by(self.place(inner), self.place(outer), self)
        return self._held[inner, outer]


def bare(place: str) -> str:
    """A place without the area that it is read to lie in."""
    return place.partition(_AT)[0]


def area_of(place: str) -> str | None:
    """The area that a place is read to lie in, empty on either side of a border; None where it has none."""
    _, at, area = place.partition(_AT)
    return area if at else None


def placed(place: str, area: str = "") -> str:
    """A place as it is read to lie in an area; no area: on either side of a border."""
    return f"{bare(place)}{_AT}{area}"


def _across(crossing: str, other: str, places: Places) -> bool:
    """Whether a place beyond a crossing, where that may stand for it, is an area or right next to it."""
    joined, there = places.joined(crossing), places.country(other)
    _, at, side = crossing.partition(_AT)
    if len(joined) < 2 or there not in joined or (side and side != there):
        return False
    near, place = places.place(crossing), places.place(other)
    if near is not None and not at and near.country == there:
        return False  # on its own side the gazetteer knows what lies in what
    if near is None or place is None or place.kind in _AREAS:
        return True
    return _km(near, place) <= linking_rules().crossing_km + near.precision_km


def _rough(region: Place | None, other: Place | None, places: Places) -> bool:
    """Whether a place is so near the middle of a region as that is rough."""
    if region is None or other is None or other.kind == "country" or not places.is_rough(region.code):
        return False
    if not region.country or region.country != other.country:
        return False
    return _km(region, other) <= region.precision_km + other.precision_km


def _near_by(inner: Place | None, outer: Place | None, places: Places) -> bool:
    if inner is None or outer is None or outer.kind != "admin2" or inner.kind in _AREAS:
        return False
    above = (places.place(code) for code in inner.parents)
    if not set(inner.parents) & set(outer.parents) or any(
        p is not None and p.kind == "admin2" for p in above
    ):
        return False
    return _km(inner, outer) <= linking_rules().district_km


def _km(a: Place, b: Place) -> float:
    """Kilometres between two places near each other; without a point nothing tells them apart."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0
    return hypot(a.lat - b.lat, (a.lon - b.lon) * cos(radians(a.lat))) * _KM_PER_DEGREE


@lru_cache(maxsize=512)
def group_relation(a: Group | None, b: Group | None) -> Relation:
    """How group `a` stands to group `b`; an unstated group is people."""
    a, b = a or Group.PEOPLE, b or Group.PEOPLE
    if a == b:
        return Relation.SAME
    if b in _ancestors(a):
        return Relation.WITHIN
    if a in _ancestors(b):
        return Relation.CONTAINS
    if any({a, b} <= pair for pair in linking_rules().same_groups):
        return Relation.OVERLAPS
    return Relation.APART


def _ancestors(group: Group) -> tuple[Group, ...]:
    parents, found = group_parents(), []
    while group in parents:
        group = parents[group]
        found.append(group)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `start` to `end`, both included; None: open, or not stated.

    `running`: a running total, whose first day nobody stated; another running total that ends later is
    read as going on from it, and nothing else lies surely in it. A start that it has is only supposed.
    """

    start: date | None = None
    end: date | None = None
    running: bool = False

    def overlaps(self, other: Window) -> bool:
        """Whether some day may lie in both; an open side reaches everywhere."""
        starts_late = self.start and other.end and self.start > other.end
        ends_early = self.end and other.start and self.end < other.start
        return not (starts_late or ends_early)

    def inside(self, other: Window) -> bool:
        """Whether every day of this surely lies in `other`."""
        if other.running and not self.running:
            return False
        fits_start = other.start is None or (self.start is not None and self.start >= other.start)
        fits_end = other.end is None or (self.end is not None and self.end <= other.end)
        return fits_start and fits_end

    def meet(self, other: Window) -> Window:
        """The days in both; the other's where they have none in common."""
        if not self.overlaps(other):
            return other
        starts = [d for d in (self.start, other.start) if d]
        ends = [d for d in (self.end, other.end) if d]
        return Window(max(starts, default=None), min(ends, default=None))
