"""Areas and centroids of GeoJSON outlines, good enough for the point and the precision of a division."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

Ring = list[list[float]]


def rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    """The outer rings of a Polygon or MultiPolygon."""
    if geometry["type"] == "Polygon":
        yield geometry["coordinates"][0]
    else:
        for polygon in geometry["coordinates"]:
            yield polygon[0]


def ring_area(ring: Ring) -> tuple[float, float, float]:
    """Square kilometres, latitude and longitude of the centroid of one ring (equirectangular)."""
    area = cx = cy = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        area += cross
        cx += (x1 + x2) * cross
        cy += (y1 + y2) * cross
    if abs(area) < 1e-12:
        return 0.0, ring[0][1], ring[0][0]
    lat, lon = cy / (3 * area), cx / (3 * area)
    return abs(area) / 2 * 111.2**2 * math.cos(math.radians(lat)), lat, lon


def centre(geometries: list[dict[str, Any]]) -> tuple[float, float, float]:
    """Latitude, longitude and area of several outlines together.

    The point is the centroid of what lies within 25 degrees of the largest part, so that overseas
    territories do not pull it into the sea; the area is that of all.
    """
    parts = [ring_area(ring) for geometry in geometries for ring in rings(geometry)]
    total = sum(area for area, _, _ in parts)
    _, lat0, lon0 = max(parts)
    near = [p for p in parts if abs(p[1] - lat0) < 25 and abs(p[2] - lon0) < 40]
    weight = sum(area for area, _, _ in near) or 1.0
    lat = sum(area * lat for area, lat, _ in near) / weight
    lon = sum(area * lon for area, _, lon in near) / weight
    return lat, lon, total


def radius(area_km2: float) -> float:
    """The radius of a circle of that area: how far a named area reaches from its point, in kilometres."""
    return math.sqrt(area_km2 / math.pi)
