"""A place as the gazetteer keeps it: the public `Place` and what ranking needs besides.

Takes a line of the world file or a row of a table; gives `Record`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from panj.model import Place

EARTH_DIAMETER_KM = 12_742.0


@dataclass(frozen=True, slots=True)
class Record:
    """A place, its weight, and the countries or divisions that it touches or is made of.

    Args:
        place: what callers get.
        weight: the common logarithm of its people; what prefers the capital to a hamlet of its name.
        touches: codes of the countries that a river or crossing touches.
        members: codes of the countries and divisions that make up a region.
    """

    place: Place
    weight: float
    touches: tuple[str, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries that a report on it would name."""
        own = (self.place.country,) if self.place.country else ()
        if not self.touches and not self.members:
            return own
        return tuple(dict.fromkeys((*own, *self.touches, *(code[:2] for code in self.members))))


def read_row(line: str) -> Record:
    """The place of one line of the world file."""
    code, name, kind, parents, lat, lon, precision, weight, names = line.split("\t")
    above = tuple(parents.split())
    place = Place(
        code=code,
        name=name,
        kind=kind,
        country=above[-1] if above else code,
        lat=float(lat) if lat else None,
        lon=float(lon) if lon else None,
        precision_km=float(precision),
        parents=above,
        names=tuple(names.split("|")) if names else (),
    )
    return Record(place, float(weight))


def distance_km(a: Place, b: Place) -> float | None:
    """Great-circle kilometres between two places; None where one has no point."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    lat1, lat2 = radians(a.lat), radians(b.lat)
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(b.lon - a.lon) / 2) ** 2
    return EARTH_DIAMETER_KM * asin(sqrt(min(1.0, h)))
