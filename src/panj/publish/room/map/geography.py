"""What the map shows: the case's places with their precision, and flows from origin to destination.

Takes a Situation; gives places, flows and the box that holds them, in degrees, for both maps: the drawn
one that needs no script and the one that can be moved. A district is an area, never a dot.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from panj.model import Event, Place, Status, Unit
from panj.publish.room import words
from panj.publish.room.evidence.evidence import event_title
from panj.publish.room.index import index_of
from panj.publish.room.map import atlas
from panj.publish.room.timeline.timeline import DOWN, UP
from panj.publish.situation import Situation

POINT_KM = 3.0  # a place known this well is drawn as a point
_MARGIN = 0.18  # of the box, around the outermost place
_REACH, _NEAR_KM = 2.5, 60.0
_LEAST = 1.6  # degrees: one town alone is shown with its surroundings


@dataclass(frozen=True, slots=True)
class Spot:
    """A place drawn: a point where it is known well, a circle of `precision_km` where it is not.

    `claims`: how many figures speak of it; `country` places are drawn as whole countries.
    """

    code: str
    name: str
    kind: str
    lon: float
    lat: float
    precision_km: float
    claims: int

    @property
    def point(self) -> bool:
        """Whether it is known well enough for a dot."""
        return self.precision_km <= POINT_KM


@dataclass(frozen=True, slots=True)
class Flow:
    """Movements between two places, with the interval of the largest and how many there are."""

    key: str
    origin: Spot
    destination: Spot
    family: str
    text: str
    title: str
    weight: float
    events: tuple[str, ...]
    confirmed: bool
    line: tuple[tuple[float, float], ...]

    @property
    def vague(self) -> bool:
        """Whether an end is known no better than its country: the line then starts or ends in its middle."""
        return "country" in (self.origin.kind, self.destination.kind)


@dataclass(frozen=True, slots=True)
class Geography:
    """Everything on the map. `countries`: the atlas's names of the countries concerned."""

    spots: tuple[Spot, ...]
    flows: tuple[Flow, ...]
    countries: tuple[str, ...]
    box: tuple[float, float, float, float]


def survey(situation: Situation) -> Geography | None:
    """The map of a situation, drawn up once for it; None where no place has coordinates."""
    return index_of(situation).once("survey", lambda: _survey(situation))


def _survey(situation: Situation) -> Geography | None:
    spots = _spots(situation)
    if not spots:
        return None
    flows = _flows(situation, spots)
    local = [s for s in spots.values() if s.kind != "country"]
    framed = _near(local or list(spots.values()))
    return Geography(tuple(spots.values()), flows, _countries(situation, spots), _box(framed))


def _near(spots: Sequence[Spot]) -> list[Spot]:
    """The places that the map is fitted to: those around the middle of what the figures speak of.

    A capital far away that one figure names would shrink everything else to a dot; it stays on the map
    that can be moved. Kept is what lies within `_REACH` times the distance that holds three quarters of
    the figures.
    """
    weight = sum(s.claims for s in spots)
    lon = _weighted([(s.lon, s.claims) for s in spots], weight / 2)
    lat = _weighted([(s.lat, s.claims) for s in spots], weight / 2)
    away = {s.code: _km(s, lon, lat) for s in spots}
    reach = _REACH * max(_weighted([(away[s.code], s.claims) for s in spots], weight * 0.75), _NEAR_KM)
    return [s for s in spots if away[s.code] <= reach]


def _weighted(values: Iterable[tuple[float, int]], upto: float) -> float:
    """The smallest value that this much of the weight lies at or below."""
    ordered = sorted(values)
    reached = accumulate(weight for _, weight in ordered)
    return next((v for (v, _), sum_ in zip(ordered, reached, strict=True) if sum_ >= upto), ordered[-1][0])


def _km(spot: Spot, lon: float, lat: float) -> float:
    across = (spot.lon - lon) * math.cos(math.radians((spot.lat + lat) / 2))
    return 111.2 * math.hypot(across, spot.lat - lat)


def _countries(situation: Situation, spots: dict[str, Spot]) -> tuple[str, ...]:
    """The atlas's names of the places' countries: for each, the one that holds most of its places.

    A vote, since a town on a border river may fall on the other bank of a coarse outline.
    """
    votes: dict[str, Counter[str]] = {}
    for code, spot in spots.items():
        name = atlas.country_at(spot.lon, spot.lat)
        if name:
            votes.setdefault(situation.places[code].country, Counter())[name] += 1
    return tuple(sorted({v.most_common(1)[0][0] for v in votes.values()}))


def _spots(situation: Situation) -> dict[str, Spot]:
    counts: dict[str, int] = {}
    for claim in situation.claims.values():
        for code in {claim.origin_code, claim.destination_code, claim.place_code} - {None}:
            counts[str(code)] = counts.get(str(code), 0) + 1
    found = {c: _spot(situation.places[c], n) for c, n in counts.items() if c in situation.places}
    kept = {c: s for c, s in found.items() if s is not None}
    return dict(sorted(kept.items(), key=lambda item: (-item[1].precision_km, item[0])))


def _spot(place: Place, claims: int) -> Spot | None:
    if place.lat is None or place.lon is None:
        return None
    return Spot(place.code, place.name, place.kind, place.lon, place.lat, place.precision_km, claims)


def _flows(situation: Situation, spots: dict[str, Spot]) -> tuple[Flow, ...]:
    grouped: dict[tuple[str, str], list[Event]] = {}
    for event in situation.events:
        ends = event.origin_code, event.destination_code
        counted = event.unit is Unit.PERSONS and event.status is Status.HAPPENED
        drawn = ends[0] in spots and ends[1] in spots and ends[0] != ends[1]
        if counted and drawn and event.measure in UP | DOWN:
            grouped.setdefault((str(ends[0]), str(ends[1])), []).append(event)
    flows = [_flow(spots[a], spots[b], events) for (a, b), events in grouped.items()]
    return tuple(sorted(flows, key=lambda f: (-f.weight, f.key)))


def _flow(origin: Spot, destination: Spot, events: Sequence[Event]) -> Flow:
    ranked = sorted(events, key=lambda e: (-(e.bounds.best or e.bounds.low), e.id))
    largest = ranked[0]
    text = words.interval(largest.bounds, largest.unit)
    if len(ranked) > 1:
        text = f"{text} and {len(ranked) - 1} more"
    return Flow(
        key=largest.id,
        origin=origin,
        destination=destination,
        family=words.family(largest.measure),
        text=text,
        title=event_title(largest),
        weight=largest.bounds.best or largest.bounds.low,
        events=tuple(e.id for e in ranked),
        confirmed=largest.confirmed,
        line=curve((origin.lon, origin.lat), (destination.lon, destination.lat)),
    )


def curve(
    start: tuple[float, float], end: tuple[float, float], *, steps: int = 24
) -> tuple[tuple[float, float], ...]:
    """A line bent to its left, so that a way there and a way back lie apart (longitude, latitude)."""
    (x1, y1), (x2, y2) = start, end
    mid = ((x1 + x2) / 2 - (y2 - y1) * 0.22, (y1 + y2) / 2 + (x2 - x1) * 0.22)
    points = []
    for i in range(steps + 1):
        t = i / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append((round(a * x1 + b * mid[0] + c * x2, 4), round(a * y1 + b * mid[1] + c * y2, 4)))
    return tuple(points)


def circle(spot: Spot, *, steps: int = 48) -> tuple[tuple[float, float], ...]:
    """The ring of a place's precision in degrees."""
    up = spot.precision_km / 111.2
    across = up / max(0.1, math.cos(math.radians(spot.lat)))
    turns = (2 * math.pi * i / steps for i in range(steps + 1))
    return tuple((spot.lon + across * math.cos(a), spot.lat + up * math.sin(a)) for a in turns)


def _box(spots: Iterable[Spot]) -> tuple[float, float, float, float]:
    points = [p for s in spots for p in (circle(s, steps=8) if not s.point else ((s.lon, s.lat),))]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    wide, high = max(east - west, _LEAST), max(north - south, _LEAST)
    mid_x, mid_y = (west + east) / 2, (south + north) / 2
    half_x, half_y = wide * (0.5 + _MARGIN), high * (0.5 + _MARGIN)
    return mid_x - half_x, max(-84.0, mid_y - half_y), mid_x + half_x, min(84.0, mid_y + half_y)
