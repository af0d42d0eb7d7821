"""The map drawn on the server: the same places and flows as the movable one, as SVG geometry.

Takes a Geography and a sheet's size; gives paths and label places in user units (Web Mercator).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from panj.publish.room.map import atlas
from panj.publish.room.map.geography import Flow, Geography, Spot, circle
from panj.publish.room.map.outlines import outline

_MOST = 60  # flows on a sheet
_ENOUGH = 4  # flows that lie on the sheet whole: then no others are drawn
_CHARACTER, _LINE = 7.1, 14
_EARTH_KM = 40075.0

Rect = tuple[float, float, float, float]
_TOLERANCE = 0.5  # units by which a drawn coast may lie beside its own: less than can be seen
_SMALLEST = 2.0  # units across below which an island is left out


@dataclass(frozen=True, slots=True)
class Land:
    """Countries, as one path. `concerned`: whether the case speaks of them."""

    path: str
    concerned: bool


@dataclass(frozen=True, slots=True)
class Label:
    """Words on the sheet."""

    text: str
    x: float
    y: float
    anchor: str = "middle"
    kind: str = "place"


@dataclass(frozen=True, slots=True)
class DrawnSpot:
    """A place: a dot, or the area it may lie in."""

    spot: Spot
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class DrawnFlow:
    """A flow: its path, its arrowhead, and where its words stand."""

    flow: Flow
    path: str
    arrow: str
    width: float
    label: Label


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole drawn map."""

    width: int
    height: int
    lands: tuple[Land, ...]
    spots: tuple[DrawnSpot, ...]
    flows: tuple[DrawnFlow, ...]
    labels: tuple[Label, ...]
    scale_km: int
    scale_px: float


@dataclass(frozen=True, slots=True)
class _View:
    """Web Mercator onto the sheet, the box fitted and centred."""

    width: int
    height: int
    k: float
    x0: float
    y0: float

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        x, y = atlas.mercator(lon, lat)
        return round((x - self.x0) * self.k, 1), round((y - self.y0) * self.k, 1)


def draw(geography: Geography, *, width: int = 860, height: int = 480) -> Sheet:
    """The map on a sheet of the given size."""
    view = _view(geography.box, width, height)
    spots = tuple(_spot(s, view) for s in geography.spots if s.kind != "country")
    taken: list[Rect] = [(s.x - 5, s.y - 5, s.x + 5, s.y + 5) for s in spots if s.spot.point]
    flows = tuple(_flow(f, view, taken) for f in _drawn(geography.flows, view))
    km, px = _scale_bar(view, (geography.box[1] + geography.box[3]) / 2)
    return Sheet(
        width=width,
        height=height,
        lands=_lands(view, geography.countries),
        spots=spots,
        flows=flows,
        labels=tuple(_labels(geography, spots, view, taken)),
        scale_km=km,
        scale_px=px,
    )


def _view(box: tuple[float, float, float, float], width: int, height: int) -> _View:
    west, south, east, north = box
    (x1, y1), (x2, y2) = atlas.mercator(west, north), atlas.mercator(east, south)
    k = min(width / (x2 - x1), height / (y2 - y1))
    return _View(width, height, k, (x1 + x2) / 2 - width / k / 2, (y1 + y2) / 2 - height / k / 2)


def _lands(view: _View, concerned: tuple[str, ...]) -> tuple[Land, ...]:
    paths: dict[bool, list[str]] = {False: [], True: []}  # those that the case speaks of lie on top
    for name, ring in _coasts(view):
        paths[name in concerned].append(_path(ring, close=True))
    return tuple(Land("".join(parts), at) for at, parts in paths.items() if parts)


@lru_cache(maxsize=16)  # the same sheet is drawn at each opening of the page
def _coasts(view: _View) -> tuple[tuple[str, list[tuple[float, float]]], ...]:
    """The rings of countries on the sheet, with the points that can be told apart."""
    box = (view.x0, view.y0, view.x0 + view.width / view.k, view.y0 + view.height / view.k)
    found = []
    for name, ring in atlas.within(*box, least=_SMALLEST / view.k):
        drawn = [(round((x - view.x0) * view.k, 1), round((y - view.y0) * view.k, 1)) for x, y in ring]
        if _across(drawn) >= _SMALLEST:
            found.append((name, outline(_thinned(drawn, _TOLERANCE), _TOLERANCE)))
    return tuple(found)


@lru_cache(maxsize=16)
def _cells(view: _View) -> Mapping[str, list[tuple[float, float]]]:
    """Places on the sheet where a country's name may stand, by the country that holds them."""
    cells = [(view.width * i / 18, view.height * j / 14) for i in range(1, 18) for j in range(1, 14)]
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for name, ring in _coasts(view):
        left, right = min(x for x, _ in ring), max(x for x, _ in ring)
        top, low = min(y for _, y in ring), max(y for _, y in ring)
        near = (c for c in cells if left <= c[0] <= right and top <= c[1] <= low)
        found[name] += [c for c in near if atlas.inside(*c, ring)]
    return found


def _across(points: Sequence[tuple[float, float]]) -> float:
    """How far a ring reaches, in the wider of both directions."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _thinned(points: Sequence[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    """A line without the points that are nearer than so many units to the last."""
    kept = [points[0]]
    for p in points[1:]:
        if abs(p[0] - kept[-1][0]) + abs(p[1] - kept[-1][1]) >= least:
            kept.append(p)
    return kept


def _path(points: Sequence[tuple[float, float]], *, close: bool = False) -> str:
    """An SVG path in steps of tenths from point to point, which takes half the room of places."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in _thinned(points, 0.2)]
    numbers = [n for (x1, y1), (x2, y2) in pairwise(tenths) for n in (x2 - x1, y2 - y1)]
    steps = _packed(_tenth(n) for n in numbers)
    return f"M{_tenth(tenths[0][0])} {_tenth(tenths[0][1])}" + (f"l{steps}" if steps else "") + "Z" * close


def _tenth(n: int) -> str:
    """A number of tenths as SVG takes it: 12 is `1.2`, -4 is `-.4`."""
    whole, part = divmod(abs(n), 10)
    return "-" * (n < 0) + (f"{whole or ''}.{part}" if part else str(whole))


def _packed(numbers: Iterable[str]) -> str:
    """Numbers in a row, with a space only where two would become one."""
    out: list[str] = []
    for number in numbers:
        apart = number[0] == "-" or (number[0] == "." and "." in out[-1]) if out else True
        out.append(number if apart else f" {number}")
    return "".join(out)


def _spot(spot: Spot, view: _View) -> DrawnSpot:
    x, y = view.xy(spot.lon, spot.lat)
    edge = view.xy(circle(spot, steps=4)[0][0], spot.lat)[0]
    return DrawnSpot(spot, x, y, 4.0 if spot.point else round(max(5.0, edge - x), 1))


def _whole(flow: Flow, view: _View) -> bool:
    """Whether both ends of a flow lie on the sheet."""
    ends = (view.xy(*flow.line[0]), view.xy(*flow.line[-1]))
    return all(0 <= x <= view.width and 0 <= y <= view.height for x, y in ends)


def _seen(flow: Flow, view: _View) -> bool:
    """Whether a flow has at least one end on the sheet."""
    ends = (view.xy(*flow.line[0]), view.xy(*flow.line[-1]))
    return any(0 <= x <= view.width and 0 <= y <= view.height for x, y in ends)


def _drawn(flows: Iterable[Flow], view: _View) -> Iterable[Flow]:
    """The largest flows on the sheet: more lines than these cover each other.

    A line that only passes through, to or from a country whose middle lies off the sheet, is left out where
    enough lie on it whole: it would point at nothing.
    """
    seen = [f for f in flows if _seen(f, view)]
    whole = [f for f in seen if _whole(f, view)]
    return (whole if len(whole) >= _ENOUGH else seen)[:_MOST]


def _flow(flow: Flow, view: _View, taken: list[Rect]) -> DrawnFlow:
    points = [view.xy(*p) for p in flow.line]
    (x1, y1), (x2, y2) = points[-3], points[-1]
    turn = math.atan2(y2 - y1, x2 - x1)
    wings = [(x2 - 9 * math.cos(turn + a), y2 - 9 * math.sin(turn + a)) for a in (0.42, -0.42)]
    arrow = f"M{x2:.1f} {y2:.1f}L{wings[0][0]:.1f} {wings[0][1]:.1f}L{wings[1][0]:.1f} {wings[1][1]:.1f}Z"
    label = _along(flow, points, view, taken)
    width = round(1.2 + math.log10(max(1.0, flow.weight)) * 0.7, 2)
    return DrawnFlow(flow, _path(outline(points, _TOLERANCE / 2)), arrow, width, label)


def _along(flow: Flow, points: Sequence[tuple[float, float]], view: _View, taken: list[Rect]) -> Label:
    """The flow's words at the first free spot on its line, beginning at the middle."""
    middle = len(points) // 2
    order = sorted(range(3, len(points) - 3), key=lambda i: abs(i - middle))
    for i in order:
        x, y = points[i]
        for dy in (-6, 15):
            box = _box_of(flow.text, x, y + dy)
            if _free(box, taken, view):
                taken.append(box)
                return Label(flow.text, x, y + dy, kind="flow")
    return Label("", *points[middle], kind="flow")


def _box_of(text: str, x: float, y: float, anchor: str = "middle") -> Rect:
    long = len(text) * _CHARACTER
    left = {"middle": x - long / 2, "start": x, "end": x - long}[anchor]
    return left, y - _LINE + 3, left + long, y + 3


def _free(box: Rect, taken: Sequence[Rect], view: _View) -> bool:
    inside = box[0] >= 4 and box[1] >= 4 and box[2] <= view.width - 4 and box[3] <= view.height - 4
    return inside and not any(
        box[0] < t[2] and t[0] < box[2] and box[1] < t[3] and t[1] < box[3] for t in taken
    )


def _labels(
    geography: Geography, spots: Sequence[DrawnSpot], view: _View, taken: list[Rect]
) -> Iterable[Label]:
    """Place names where there is room, those with most figures first, then the countries'."""
    for drawn in sorted(spots, key=lambda d: (-d.spot.claims, d.spot.name)):
        gap = 8 if drawn.spot.point else 0
        choices = [(drawn.x + gap, drawn.y + 4, "start"), (drawn.x - gap, drawn.y + 4, "end")]
        choices += [(drawn.x, drawn.y - 9, "middle"), (drawn.x, drawn.y + 17, "middle")]
        if not drawn.spot.point:
            choices = [(drawn.x, drawn.y + 4, "middle"), *choices[2:]]
        for x, y, anchor in choices:
            box = _box_of(drawn.spot.name, x, y, anchor)
            if _free(box, taken, view):
                taken.append(box)
                kind = "place" if drawn.spot.point else "area"
                yield Label(drawn.spot.name, round(x, 1), round(y, 1), anchor, kind)
                break
    for name in geography.countries:
        found = _country_label(name, view, taken)
        if found:
            yield found


def _country_label(name: str, view: _View, taken: list[Rect]) -> Label | None:
    """A country's name on its visible part, as near its middle as nothing else stands."""
    text = name.upper()
    own = _cells(view).get(name, [])
    if not own:
        return None
    middle = sum(x for x, _ in own) / len(own), sum(y for _, y in own) / len(own)
    for x, y in sorted(own, key=lambda c: math.dist(c, middle)):
        box = _box_of(text + "    ", x, y)
        if _free(box, taken, view):
            taken.append(box)
            return Label(text, round(x, 1), round(y, 1), kind="country")
    return None


def _scale_bar(view: _View, lat: float) -> tuple[int, float]:
    per_km = view.k / (_EARTH_KM * math.cos(math.radians(lat)))
    km = max((n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if n * per_km <= 140), default=1)
    return km, round(km * per_km, 1)
