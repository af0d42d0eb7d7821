"""Distances on the globe, for roads whose length nobody stated.

Takes coordinates in degrees; gives kilometres.
"""

from __future__ import annotations

import math

from panj.errors import PlanError
from panj.outlook.case import Site

EARTH_KM = 6371.0088  # mean radius (IUGG)

# A road is longer than the line between its ends: median of stated road length over distance by coordinates,
# over the 431 roads of six past crises (`training/outlook`).
DETOUR = 1.13


def great_circle(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points in degrees, along the great circle (haversine).

    >>> round(great_circle(18.444305, 1.401523, 16.78026, -3.00159))  # Kidal, Timbuktu
    501
    """
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def fill_distance(a: Site, b: Site, where: str = "") -> float:
    """The road length to expect between two sites, from their coordinates.

    Raises:
        PlanError: P021, where a site has none.
    """
    for site in (a, b):
        if site.lat is None or site.lon is None:
            raise PlanError("P021", where, detail=f"neither a distance nor the coordinates of {site.name}")
    km = great_circle(a.lat or 0.0, a.lon or 0.0, b.lat or 0.0, b.lon or 0.0)
    return max(1.0, DETOUR * km)
