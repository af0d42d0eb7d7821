"""What one report says in two ways: a whole placed where one of its parts is, people and their households.

Takes the frames of claims; gives them with the whole placed around its parts, and with households that stand
beside the number of their people as another way to say that number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from panj.events.frames import Frame
from panj.events.lands import over_borders
from panj.events.rules import linking_rules
from panj.events.scopes import Places, Relation
from panj.model import Measure, PeriodKind, Report, Unit

_BETWEEN = 30  # characters at most between people and households of one phrase or table row
_FEWEST, _MOST = 2.0, 12.0  # people to a household, as counts of both give it
_THERE = frozenset(
    {Measure.HOSTED, Measure.DISPLACED_STOCK, Measure.INTERNAL_DISPLACEMENT}
)  # who is displaced
_DAYS_OF = {"day": 1.0, "night": 1.0, "week": 7.0, "month": 30.4}
_AVERAGE = 0.05  # share of a total by which an average, rounded, may miss it
_NOWHERE: frozenset[str] = frozenset()
_ADDED = re.compile(r"\b(?:and|plus|as well as|besides)\b|[.;]", re.IGNORECASE)


def wholes_where_their_parts_are(frames: Sequence[Frame], places: Places) -> Iterator[Frame]:
    """A whole that is placed at one of its parts, while others are elsewhere, is in the country of them all.

    "11,104 people arrived in Nangade (3,002), Mueda (3,105) …": the 11,104 did not all arrive in Nangade.
    """
    spots: dict[tuple[str, Measure], set[str]] = defaultdict(set)
    for f in frames:
        if f.claim.part_of is not None and f.destination is not None:
            spots[f.claim.part_of, f.measure].add(f.destination)
    for f in frames:
        here = f.destination
        found = _past_the_border(f, spots.get((f.claim.id, f.measure), _NOWHERE), places)
        if (
            here is None
            or len(found) < 2
            or not _elsewhere(here, found, places)
            or _holds(here, found, places)
        ):
            yield f
            continue
        countries = {places.country(spot) for spot in (here, *found)} - {None}
        yield replace(f, destination=countries.pop() if len(countries) == 1 else None)


def _past_the_border(f: Frame, spots: Set[str], places: Places) -> Set[str]:
    """The spots of parts, without those in the country that people left: its border posts, or namesakes."""
    left = places.country(f.origin) if f.measure in over_borders() else None
    if left is None or left == places.country(f.destination):
        return spots
    return {spot for spot in spots if places.country(spot) != left}


def _holds(here: str, spots: Set[str], places: Places) -> bool:
    """Whether most parts lie inside where their whole is said to be: a namesake abroad moves it nowhere."""
    inside = sum(places.relation(spot, here) is Relation.WITHIN for spot in spots)
    return 2 * inside > sum(places.relation(spot, here) is not Relation.UNKNOWN for spot in spots)


def _elsewhere(here: str, spots: Set[str], places: Places) -> bool:
    """Whether parts are surely not where their whole is said to be."""
    relations = {places.relation(spot, here) for spot in spots}
    beside = here in spots and bool(relations - {Relation.SAME, Relation.WITHIN})
    return beside or Relation.APART in relations


def counted_twice(frames: Sequence[Frame], reports: Mapping[str, Report]) -> Iterator[Frame]:
    """Households beside the number of their people: "11,104 people (2,686 families)" is one number."""
    told_in = {f.claim.report for f in frames if f.claim.unit is Unit.HOUSEHOLDS}
    by_sentence: dict[tuple[object, ...], list[Frame]] = defaultdict(list)
    for f in frames if told_in else ():
        if f.claim.report in told_in:
            by_sentence[_line(f, reports)].append(f)
    for f in frames:
        if f.claim.unit is not Unit.HOUSEHOLDS or f.claim.report not in reports:
            yield f
            continue
        beside = by_sentence[_line(f, reports)]
        heads = [p for p in beside if _same_people(f, p, reports[f.claim.report])]
        one = min(heads, key=lambda p: (abs(p.claim.start - f.claim.start), p.claim.id), default=None)
        yield f if one is None else replace(one, claim=f.claim, interval=None, told_by=one.claim.id)


def _line(f: Frame, reports: Mapping[str, Report]) -> tuple[object, ...]:
    """What a figure stands in: its sentence, or of a table that is read out the row."""
    report = reports.get(f.claim.report)
    if report is None or report.part_of is None:
        return f.claim.report, f.claim.sentence.start
    return f.claim.report, f.destination, f.origin, f.window


def averaged(frames: Sequence[Frame]) -> Iterator[Frame]:
    """Averages beside the total that they are of: "22,960 came in September, on average 765 a day"."""
    rates = {(f.claim.report, f.claim.sentence.start) for f in frames if f.kind is PeriodKind.RATE}
    totals: dict[tuple[str, int], list[Frame]] = defaultdict(list)
    for f in frames if rates else ():
        key = (f.claim.report, f.claim.sentence.start)
        if key in rates and f.kind is not PeriodKind.RATE and f.interval is not None:
            totals[key].append(f)
    for f in frames:
        beside = totals[f.claim.report, f.claim.sentence.start] if f.kind is PeriodKind.RATE else []
        one = next((t for t in beside if _is_average(f, t)), None)
        yield f if one is None else replace(one, claim=f.claim, interval=None, told_by=one.claim.id)


def _is_average(rate: Frame, total: Frame) -> bool:
    """Whether a rate, kept up over the days of a total, gives the total."""
    first, last = total.window.start, total.window.end
    if first is None or last is None or rate.measure != total.measure or rate.unit != total.unit:
        return False
    days = (last - first).days + 1
    spells = days / _DAYS_OF.get(rate.claim.per or "", days)
    return spells > 1 and abs(rate.claim.value * spells - total.claim.value) <= _AVERAGE * total.claim.value


def _same_people(households: Frame, people: Frame, report: Report) -> bool:
    a, b = households.claim, people.claim
    if b.unit is not Unit.PERSONS or households.status != people.status or not _alike(households, people):
        return False
    if not a.value or not _FEWEST <= b.value / a.value <= _MOST:
        return False
    first, second = sorted((a, b), key=lambda c: c.start)
    if report.part_of is not None and a.sentence != b.sentence:
        return True  # two cells of one row
    between = report.text[first.end : second.start]
    return len(between) <= _BETWEEN and _ADDED.search(between) is None


def _alike(a: Frame, b: Frame) -> bool:
    """Whether both count a movement, or both who is there or was displaced there."""
    flows = linking_rules().flows
    alike = any(a.measure in kind and b.measure in kind for kind in (flows, _THERE))
    return a.measure == b.measure or alike
