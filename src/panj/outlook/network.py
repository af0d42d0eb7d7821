"""The road network on a day: which roads are open, and how far each place is from reception.

Takes a `Crisis`; gives `Roads` (arrays of links) and `Routes` (shortest ways to the nearest receiving
places). Every road is two-way; what is shut is shut in both directions.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from panj.outlook.case import Closure, ClosureKind, Crisis, SiteKind

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Roads:
    """Links of a case as arrays: `a`, `b` are place numbers, `km` lengths; shape (links,)."""

    places: int
    a: Ints
    b: Ints
    km: Floats


@dataclass(frozen=True, slots=True)
class Routes:
    """Shortest ways, one entry per origin and target within reach; sorted by origin, then by length.

    Args:
        origin, target: place numbers; km: length of the way; all of shape (routes,).
        onward: the entry of the same target at the next place of the way, -1 at the target itself.
        link: the link that the way takes first, -1 at the target itself.
    """

    origin: Ints
    target: Ints
    km: Floats
    onward: Ints
    link: Ints


def roads(crisis: Crisis) -> Roads:
    """The links of a case, in its own order."""
    number = {site.name: n for n, site in enumerate(crisis.sites)}
    a = np.array([number[r.a] for r in crisis.roads], dtype=np.int64)
    b = np.array([number[r.b] for r in crisis.roads], dtype=np.int64)
    return Roads(len(crisis.sites), a, b, np.array([r.km for r in crisis.roads], dtype=float))


def in_force(closures: Sequence[Closure], day: int) -> tuple[Closure, ...]:
    """The closures that hold on a day: from their first day up to, not including, the day of reopening."""
    return tuple(c for c in closures if c.start <= day and (c.end is None or day < c.end))


def shut_links(crisis: Crisis, closures: Sequence[Closure]) -> Bools:
    """Which links these closures shut, both ways; shape (links,)."""
    country = {site.name: site.country for site in crisis.sites}
    borders = {frozenset((c.a, c.b)) for c in closures if c.kind is ClosureKind.COUNTRY}
    places = {c.a for c in closures if c.kind is ClosureKind.LOCATION}
    links = {frozenset((c.a, c.b)) for c in closures if c.kind is ClosureKind.LINK}
    return np.array(
        [
            frozenset((country[r.a], country[r.b])) in borders
            or r.a in places
            or r.b in places
            or frozenset((r.a, r.b)) in links
            for r in crisis.roads
        ],
        dtype=bool,
    )


def shut_places(crisis: Crisis, closures: Sequence[Closure]) -> Bools:
    """Which places take nobody in: closed camps and closed places; shape (places,)."""
    kinds = {ClosureKind.CAMP, ClosureKind.IDP_CAMP, ClosureKind.LOCATION}
    names = {c.a for c in closures if c.kind in kinds}
    return np.array([site.name in names for site in crisis.sites], dtype=bool)


def reached(net: Roads, targets: Sequence[int], *, shut: Bools | None = None, nearest: int = 64) -> Routes:
    """Shortest ways from every place to its `nearest` targets over the links that are open.

    One Dijkstra search from all targets at once in which a place is settled once per target, so that the cost
    grows with places × nearest, not with the number of ways through the network.

    Returns:
        Ways of finite length alone; a place on an island has none but the one to itself, if it is a target.
    """
    neighbours = _neighbours(net, shut)
    kept: list[list[tuple[float, int, int, int]]] = [[] for _ in range(net.places)]
    settled: list[set[int]] = [set() for _ in range(net.places)]
    heap: list[tuple[float, int, int, int, int]] = [(0.0, t, t, -1, -1) for t in sorted(set(targets))]
    heapq.heapify(heap)
    while heap:
        km, place, target, via, link = heapq.heappop(heap)
        if target in settled[place] or len(kept[place]) >= nearest:
            continue
        settled[place].add(target)
        kept[place].append((km, target, via, link))
        for other, edge, length in neighbours[place]:
            if target not in settled[other] and len(kept[other]) < nearest:
                heapq.heappush(heap, (km + length, other, target, place, edge))
    return _as_routes(kept)


def _neighbours(net: Roads, shut: Bools | None) -> list[list[tuple[int, int, float]]]:
    out: list[list[tuple[int, int, float]]] = [[] for _ in range(net.places)]
    for n, (a, b, km) in enumerate(zip(net.a.tolist(), net.b.tolist(), net.km.tolist(), strict=True)):
        if shut is None or not shut[n]:
            out[a].append((b, n, km))
            out[b].append((a, n, km))
    return out


def _as_routes(kept: list[list[tuple[float, int, int, int]]]) -> Routes:
    starts = np.cumsum([0, *(len(rows) for rows in kept)])
    index = [
        {target: int(s) + n for n, (_, target, _, _) in enumerate(r)}
        for r, s in zip(kept, starts, strict=False)
    ]
    rows = [(place, *row) for place, several in enumerate(kept) for row in several]
    # The next place has settled the same target, sooner: the search came from there.
    onward = [-1 if via < 0 else index[via][target] for _, _, target, via, _ in rows]
    names = np.array([(row[0], row[2], row[4]) for row in rows], dtype=np.int64).reshape(-1, 3).T
    km = np.array([row[1] for row in rows], dtype=float)
    return Routes(names[0], names[1], km, np.array(onward, dtype=np.int64), names[2])


def hub_of(crisis: Crisis, net: Roads) -> dict[int, int]:
    """Each forwarding hub with the site it serves: the nearest of its own country by road."""
    numbers = {site.name: n for n, site in enumerate(crisis.sites)}
    goals = {numbers[name]: crisis.site(name).country for name in crisis.targets}
    hubs = {n: site.country for n, site in enumerate(crisis.sites) if site.kind is SiteKind.HUB}
    neighbours = _neighbours(net, None) if hubs else []
    served = {
        hub: _nearest(neighbours, hub, {n for n, c in goals.items() if c == country})
        for hub, country in hubs.items()
    }
    return {hub: target for hub, target in served.items() if target is not None}


def _nearest(neighbours: list[list[tuple[int, int, float]]], start: int, goals: set[int]) -> int | None:
    """The goal nearest to a place by road; None where no way leads to one."""
    heap, settled = [(0.0, start)], set()
    while heap:
        km, place = heapq.heappop(heap)
        if place in goals:
            return place
        if place in settled:
            continue
        settled.add(place)
        for other, _, length in neighbours[place]:
            if other not in settled:
                heapq.heappush(heap, (km + length, other))
    return None
