"""A place on its way into the world file, and how much it weighs among its namesakes."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from panj.gazetteer.spelling import key

CAPITAL_BONUS = 1.0  # a capital is ten times likelier to be meant than its population alone says
UNKNOWN_TOWN = 2.3  # a town without a population in GeoNames is taken for one of about 200 people
UNKNOWN_DISTRICT = 4.0  # and a second level division for one of ten thousand
ADMIN_BONUS = {"country": 2.0, "admin1": 0.3, "admin2": -0.7, "town": 0.0}


@dataclass
class Entry:
    """One line of the world file.

    `weight` is a common logarithm of people: what prefers Paris in France to Paris in Texas.
    """

    code: str
    name: str
    kind: str
    country: str
    parents: tuple[str, ...]
    lat: float | None = None
    lon: float | None = None
    precision_km: float = 0.0
    population: int = 0
    capital: bool = False
    names: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def add(self, *names: str) -> None:
        """Further names, in their order; of spellings with one key (Sheberghān, Shebergan) the first,
        since a look-up finds the place by any of them."""
        if not self.keys:
            self.keys.add(key(self.name))
        for name in names:
            clean = " ".join(name.replace("|", " ").split())
            if clean and key(clean) not in self.keys:
                self.keys.add(key(clean))
                self.names.append(clean)

    @property
    def weight(self) -> float:
        """The common logarithm of its people, with what its kind adds."""
        unknown = UNKNOWN_DISTRICT if self.kind == "admin2" else UNKNOWN_TOWN
        people = math.log10(self.population) if self.population > 0 else unknown
        if self.kind == "admin2":
            people = max(people, unknown)  # its towns over 500 people are often a small part of it
        return people + ADMIN_BONUS[self.kind] + (CAPITAL_BONUS if self.capital else 0.0)


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance on a sphere of 6,371 km."""
    a = math.sin(math.radians(lat2 - lat1) / 2) ** 2
    b = math.sin(math.radians(lon2 - lon1) / 2) ** 2
    h = a + math.cos(math.radians(lat1)) * math.cos(math.radians(lat2)) * b
    return 12742 * math.asin(math.sqrt(min(1.0, h)))
