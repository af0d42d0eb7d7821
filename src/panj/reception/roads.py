"""How far it is from one place to another, and over which roads.

Takes a network's places and roads; gives `Ways`: for each pair the shortest way that is open. Where no road
is given between places, the straight line times a detour stands for it (a planning assumption).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from functools import cached_property
from math import inf

from panj.outlook.geography import great_circle
from panj.reception.network import Depot, Entry, Network, Road, Site

DETOUR = 1.3  # planning assumption: roads are 1.3 times the straight line


@dataclass(frozen=True, slots=True)
class Way:
    """A way between two places: its length in km, and the numbers of the roads with limits that it uses."""

    km: float
    roads: tuple[int, ...] = ()


class Ways:
    """The shortest open ways of a network; a pair without one has none."""

    def __init__(self, network: Network) -> None:
        self._network = network
        places: list[Site | Entry | Depot] = [*network.sites, *network.entries, *network.depots]
        self._at = {place.name: place.at for place in places if place.at}
        self._from: dict[str, dict[str, Way]] = {}

    def between(self, a: str, b: str) -> Way | None:
        """The shortest open way, None where there is none."""
        if a not in self._from:
            self._from[a] = self._search(a)
        by_road = self._from[a].get(b)
        if by_road is not None or (a in self._roaded and b in self._roaded):
            return by_road
        return self._straight(a, b)

    @cached_property
    def _roaded(self) -> set[str]:
        """Places that roads lead to: between two of them only roads are taken."""
        return {name for road in self._network.roads for name in (road.a, road.b)}

    @cached_property
    def _links(self) -> dict[str, list[tuple[str, float, int]]]:
        links: dict[str, list[tuple[str, float, int]]] = {}
        for number, road in enumerate(self._network.roads):
            length = self._length(road)
            if road.closed or length is None:
                continue
            links.setdefault(road.a, []).append((road.b, length, number))
            links.setdefault(road.b, []).append((road.a, length, number))
        return links

    def _length(self, road: Road) -> float | None:
        if road.km is not None:
            return road.km
        straight = self._straight(road.a, road.b)
        return None if straight is None else straight.km

    def _straight(self, a: str, b: str) -> Way | None:
        if a == b:
            return Way(0.0)
        if a not in self._at or b not in self._at:
            return None
        return Way(round(DETOUR * great_circle(*self._at[a], *self._at[b]), 1))

    def _search(self, start: str) -> dict[str, Way]:
        """Dijkstra's shortest ways; of equal ones the first by the order of the roads."""
        best: dict[str, Way] = {}
        queue: list[tuple[float, tuple[int, ...], str]] = [(0.0, (), start)]
        while queue:
            km, roads, place = heapq.heappop(queue)
            if place in best:
                continue
            best[place] = Way(km, roads)
            for other, length, number in self._links.get(place, ()):
                if km + length < best.get(other, Way(inf)).km:
                    heapq.heappush(queue, (km + length, (*roads, number), other))
        return best
