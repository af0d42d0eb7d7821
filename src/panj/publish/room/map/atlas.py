"""Country outlines from the vendored TopoJSON (Natural Earth, 1:50 million), decoded on the server.

Takes nothing; gives rings of longitude and latitude for the map that reads without JavaScript.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """One country: its name in the atlas, the outer rings of its parts, and the box around each."""

    name: str
    rings: tuple[Ring, ...]
    boxes: tuple[tuple[float, float, float, float], ...]

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a point lies inside one of its parts."""
        return any(
            w <= lon <= e and s <= lat <= n and inside(lon, lat, ring)
            for ring, (w, s, e, n) in zip(self.rings, self.boxes, strict=True)
        )


@cache
def countries() -> tuple[Country, ...]:
    """Every country of the atlas."""
    source = resources.files("panj.publish.room") / "static/vendor/world-atlas/countries-50m.json"
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [_decode(a, topology["transform"]) for a in topology["arcs"]]
    return tuple(_country(g, arcs) for g in topology["objects"]["countries"]["geometries"] if g.get("arcs"))


@cache
def country_at(lon: float, lat: float) -> str | None:
    """The atlas's name of the country that holds a point; None at sea."""
    return next((c.name for c in countries() if c.holds(lon, lat)), None)


@cache
def projected() -> tuple[Country, ...]:
    """The countries in Web Mercator: x and y from 0 to 1, y downwards."""
    return tuple(_projected(country) for country in countries())


def within(
    left: float, top: float, right: float, low: float, *, least: float = 0.0
) -> Iterator[tuple[str, Ring]]:
    """The rings in Web Mercator that touch a box, cut to it; none that is less than `least` across."""
    for country in projected():
        for ring, (x1, y1, x2, y2) in zip(country.rings, country.boxes, strict=True):
            if x1 <= right and x2 >= left and y1 <= low and y2 >= top and max(x2 - x1, y2 - y1) >= least:
                cut = clip(ring, left, top, right, low)
                if len(cut) > 2:
                    yield country.name, cut


def mercator(lon: float, lat: float) -> Point:
    """A point in Web Mercator."""
    held = math.radians(min(85.0, max(-85.0, lat)))
    return (lon + 180) / 360, (1 - math.asinh(math.tan(held)) / math.pi) / 2


def _projected(country: Country) -> Country:
    rings = tuple(tuple(mercator(*p) for p in ring) for ring in country.rings)
    return Country(country.name, rings, tuple(_box(r) for r in rings))


def clip(ring: Sequence[Point], west: float, south: float, east: float, north: float) -> Ring:
    """A ring cut to a box (Sutherland and Hodgman's method, one side after another)."""
    out = list(ring)
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        out = _cut(out, axis, limit, sign)
    return tuple(out)


def _cut(ring: Sequence[Point], axis: int, limit: float, sign: int) -> list[Point]:
    out: list[Point] = []
    for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        was, now = (before[axis] - limit) * sign >= 0, (point[axis] - limit) * sign >= 0
        if was != now:
            part = (limit - before[axis]) / (point[axis] - before[axis])
            out.append((before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])))
        if now:
            out.append(point)
    return out


def _decode(arc: Iterable[Sequence[int]], transform: dict[str, Any]) -> list[Point]:
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    out = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        out.append((x * kx + dx, y * ky + dy))
    return out


def _country(geometry: dict[str, Any], arcs: Sequence[Sequence[Point]]) -> Country:
    parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    rings = tuple(_ring(part[0], arcs) for part in parts)
    return Country(geometry["properties"]["name"], rings, tuple(_box(r) for r in rings))


def _ring(ids: Iterable[int], arcs: Sequence[Sequence[Point]]) -> Ring:
    out: list[Point] = []
    for i in ids:
        line = arcs[i] if i >= 0 else arcs[~i][::-1]
        out.extend(line[1:] if out else line)
    return _unwrapped(out)


def _unwrapped(line: Sequence[Point]) -> Ring:
    """A ring that crosses the date line, continued beyond 180 degrees instead of leaping back."""
    out = list(line[:1])
    for lon, lat in line[1:]:
        turns = round((out[-1][0] - lon) / 360)
        out.append((lon + 360 * turns, lat))
    return tuple(out)


def _box(ring: Ring) -> tuple[float, float, float, float]:
    lons, lats = [p[0] for p in ring], [p[1] for p in ring]
    return min(lons), min(lats), max(lons), max(lats)


def inside(lon: float, lat: float, ring: Sequence[Point]) -> bool:
    """Whether a point lies in a ring, by how often a line from it to the side meets the ring."""
    held = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            held = not held
    return held
