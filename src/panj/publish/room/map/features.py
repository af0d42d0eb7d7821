"""The map's content as GeoJSON for the movable map: areas, points, lines and arrowheads.

Takes a Geography; gives plain dictionaries of the shape that `api.models.MapOut` declares.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from panj.publish.room.map.geography import Flow, Geography, Spot, circle


def collection(geography: Geography | None) -> dict[str, Any]:
    """Everything that the movable map draws; empty collections where nothing has coordinates."""
    spots = [s for s in geography.spots if s.kind != "country"] if geography else []
    flows = geography.flows if geography else ()
    return {
        "box": list(geography.box) if geography else None,
        "countries": list(geography.countries) if geography else [],
        "areas": _many(_area(s) for s in spots if not s.point),
        "places": _many(_place(s) for s in spots),
        "flows": _many(_line(f) for f in flows),
        "heads": _many(_head(f) for f in flows),
        "middles": _many(_middle(f) for f in flows),
    }


def _many(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def _feature(shape: str, coordinates: Any, /, **properties: Any) -> dict[str, Any]:
    geometry = {"type": shape, "coordinates": coordinates}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _area(spot: Spot) -> dict[str, Any]:
    ring = _rounded(circle(spot, steps=32), of=spot.precision_km / 55.6)
    return _feature("Polygon", [ring], code=spot.code, name=spot.name)


def _place(spot: Spot) -> dict[str, Any]:
    return _feature(
        "Point", [spot.lon, spot.lat], code=spot.code, name=spot.name, kind=spot.kind,
        point=spot.point, claims=spot.claims, precision_km=spot.precision_km,
    )  # fmt: skip


def _line(flow: Flow) -> dict[str, Any]:
    width = round(1.2 + math.log10(max(1.0, flow.weight)) * 0.7, 2)
    return _feature(
        "LineString", _rounded(flow.line[::2], of=_reach(flow)),
        key=flow.key, text=flow.text, title=flow.title, family=flow.family,
        width=width, confirmed=flow.confirmed, vague=flow.vague,
    )  # fmt: skip


def _rounded(points: Iterable[tuple[float, float]], *, of: float) -> list[list[float]]:
    """Points to a hundredth of a degree, finer for what is small: to a five-hundredth of its size `of`."""
    places = min(4, max(2, math.ceil(-math.log10(max(of, 1e-4) / 500))))
    return [[round(x, places), round(y, places)] for x, y in points]


def _reach(flow: Flow) -> float:
    """How far apart the ends of a flow lie, in degrees."""
    return math.dist(flow.line[0], flow.line[-1])


def _head(flow: Flow) -> dict[str, Any]:
    """Where a flow ends and which way it points, in degrees from north, clockwise."""
    (x1, y1), (x2, y2) = flow.line[-3], flow.line[-1]
    east = (x2 - x1) * math.cos(math.radians((y1 + y2) / 2))
    turn = math.degrees(math.atan2(east, y2 - y1)) % 360
    return _feature("Point", [x2, y2], family=flow.family, turn=round(turn, 1))


def _middle(flow: Flow) -> dict[str, Any]:
    """Where a flow's words stand."""
    middle = flow.line[len(flow.line) // 2]
    return _feature("Point", list(middle), text=flow.text, family=flow.family, weight=flow.weight)
