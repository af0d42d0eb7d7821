"""What holds on which days of a simulation: open ways and their weights, sources of newcomers, room.

Takes a `Crisis` and `Movement`; gives `Stage` (fixed for the whole run) and `Epoch`s (fixed until the next
change). Ways are tables of shape (origins, ways); a way that does not exist has weight 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panj.outlook.case import RECEIVING, Closure, Crisis, SiteKind
from panj.outlook.network import (
    Bools,
    Floats,
    Ints,
    Roads,
    hub_of,
    in_force,
    reached,
    roads,
    shut_links,
    shut_places,
)
from panj.outlook.parameters import Movement


@dataclass(frozen=True, slots=True)
class Stage:
    """The fixed part of a run.

    Args:
        places: places where people may be counted: target sites, hubs, ends of redirections; place numbers.
        origins: places that people set out from; place numbers.
        onward: origin number → column of `places` that everybody there is passed on to (hubs, redirections).
        passing: column of `places` → origin number, of the same places.
        sources: origin numbers of the places that newcomers flee, and `residents` of each (inf: not known).
        targets: columns of `places` in the order of `Crisis.targets`.
    """

    net: Roads
    places: Ints
    origins: Ints
    onward: dict[int, int]
    passing: dict[int, int]
    sources: Ints
    residents: Floats
    targets: Ints


@dataclass(frozen=True, slots=True)
class Epoch:
    """What holds from day `start` on.

    Args:
        to: column of `Stage.places` that each way leads to; (origins, ways).
        km: its length; inf where there is no such way.
        weight: its attraction apart from room, 0 where there is none; with members: (members, origins, ways).
        leave: share of those waiting at each origin that sets out in a day; (origins,).
        source: relative number of newcomers per source; ([members,] sources).
        room: stated capacity of each place, inf where none is stated; (places,).
        peace: whether each source is at peace; (sources,).
    """

    start: int
    to: Ints
    km: Floats
    weight: Floats
    leave: Floats
    source: Floats
    room: Floats
    peace: Bools


def stage(crisis: Crisis) -> Stage:
    """The fixed part of a run of this case."""
    net = roads(crisis)
    number = {site.name: n for n, site in enumerate(crisis.sites)}
    hubs = hub_of(crisis, net)
    sent = {
        number[r.a if r.redirect == 1 else r.b]: number[r.b if r.redirect == 1 else r.a]
        for r in crisis.roads
        if r.redirect
    }
    passed = hubs | sent
    goals = [number[name] for name in crisis.targets]
    others = sorted({*passed, *passed.values()} - set(goals))
    places = np.array([*goals, *others], dtype=np.int64)
    column = {int(p): n for n, p in enumerate(places)}
    fled = sorted({number[c.site] for c in crisis.conflict if c.intensity > 0})
    origins = np.array([*fled, *sorted(set(passed) - set(fled))], dtype=np.int64)
    at = {int(p): n for n, p in enumerate(origins)}
    residents = [crisis.sites[p].population for p in fled]
    return Stage(
        net=net,
        places=places,
        origins=origins,
        onward={at[a]: column[b] for a, b in passed.items()},
        passing={column[a]: at[a] for a in passed},
        sources=np.arange(len(fled)),
        residents=np.array([np.inf if r is None else r for r in residents], dtype=float),
        targets=np.arange(len(goals)),
    )


def change_days(crisis: Crisis, length: int) -> list[int]:
    """Days on which anything that an epoch holds changes, day 0 first."""
    days = {0}
    for closure in crisis.closures:
        days |= {closure.start, *([] if closure.end is None else [closure.end])}
    days |= {c.day for c in crisis.conflict}
    days |= {c.day for site in crisis.sites for c in site.capacities}
    return sorted({max(0, d) for d in days if d < length})


class Epochs:
    """Makes the epochs of a run; ways are searched anew only where roads have opened or shut."""

    def __init__(self, crisis: Crisis, fixed: Stage, movement: Movement) -> None:
        self.crisis = crisis
        self.fixed = fixed
        self.movement = movement
        self._ways: dict[tuple[Closure, ...], tuple[Ints, Floats, Floats]] = {}
        self._searched: dict[bytes, tuple[Ints, Floats]] = {}
        self._foreign = np.array([crisis.sites[p].country != crisis.home for p in fixed.places])
        self._hub = np.array([crisis.sites[p].kind is SiteKind.HUB for p in fixed.places])
        self._receives = np.array([crisis.sites[p].kind in RECEIVING for p in fixed.places])
        self._fled = [crisis.sites[p].name for p in fixed.origins[fixed.sources]]

    def on(self, day: int, *, powers: Floats | None = None, soft: Floats | None = None) -> Epoch:
        """What holds on a day.

        Args:
            powers, soft: distance power and softening (km) of each member, (members,).
        """
        to, km, weight = self._open_ways(in_force(self.crisis.closures, day), powers, soft)
        intensity, age = self._conflict(day)
        leave = np.full(len(self.fixed.origins), self.movement.leave_conflict)
        leave[list(self.fixed.onward)] = self.movement.leave_hub
        return Epoch(
            start=day,
            to=to,
            km=km,
            weight=weight,
            leave=leave,
            source=self._sources(intensity, age),
            room=np.array([self._room(p, day) for p in self.fixed.places]),
            peace=intensity <= 0,
        )

    def _open_ways(
        self, closures: tuple[Closure, ...], powers: Floats | None, soft: Floats | None
    ) -> tuple[Ints, Floats, Floats]:
        if closures not in self._ways:
            shut = shut_links(self.crisis, closures)
            if shut.tobytes() not in self._searched:
                self._searched[shut.tobytes()] = self._search(shut)
            to, km = self._searched[shut.tobytes()]
            closed = shut_places(self.crisis, closures)[self.fixed.places]
            open_to = (self._receives | (self._hub & self.movement.entry_points)) & ~closed
            self._ways[closures] = to, km, self._weights(to, km, open_to, powers, soft)
        return self._ways[closures]

    def _search(self, shut: Bools) -> tuple[Ints, Floats]:
        fixed, reach = self.fixed, self.movement.awareness_sites
        column = np.full(fixed.net.places, -1)
        column[fixed.places] = np.arange(len(fixed.places))
        ways = reached(fixed.net, fixed.places.tolist(), shut=shut, nearest=max(reach, 1))
        row = np.full(fixed.net.places, -1)
        row[fixed.origins] = np.arange(len(fixed.origins))
        kept = (row[ways.origin] >= 0) & (ways.link >= 0) & (ways.km <= self.movement.awareness_km)
        rows, to, km = row[ways.origin[kept]], column[ways.target[kept]], ways.km[kept]
        order = np.argsort(rows, kind="stable")
        rows, to, km = rows[order], to[order], km[order]
        count = np.bincount(rows, minlength=len(fixed.origins))
        at = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
        shape = (len(fixed.origins), max(1, int(count.max(initial=0))))
        table, length = np.zeros(shape, dtype=np.int64), np.full(shape, np.inf)
        table[rows, at], length[rows, at] = to, km
        return table, length

    def _weights(
        self, to: Ints, km: Floats, open_to: Bools, powers: Floats | None, soft: Floats | None
    ) -> Floats:
        m = self.movement
        power = m.distance_power if powers is None else powers[:, None, None]
        near = m.softening_km if soft is None else soft[:, None, None]
        exists = np.isfinite(km)
        drawn = (near + np.where(exists, km, 1.0)) ** -power * (exists & open_to[to])
        drawn = drawn * np.where(self._foreign[to], m.foreign_weight, 1.0)
        for origin, column in self.fixed.onward.items():
            drawn[..., origin, :] = (to[origin] == column) & exists[origin]
        return np.asarray(drawn, dtype=float)

    def _conflict(self, day: int) -> tuple[Floats, Floats]:
        """Intensity at each source on a day, and for how many days conflict has gone on without a break."""
        now = dict.fromkeys(self._fled, 0.0)
        onset = dict.fromkeys(self._fled, day)
        for change in self.crisis.conflict:
            if change.day <= day and change.site in now:
                if change.intensity > 0 and now[change.site] <= 0:
                    onset[change.site] = change.day
                now[change.site] = change.intensity
        return np.array(list(now.values())), np.array([day - onset[n] for n in self._fled], dtype=float)

    def _sources(self, intensity: Floats, age: Floats) -> Floats:
        m = self.movement
        residents = self.fixed.residents
        size = np.where(np.isfinite(residents), np.maximum(residents, 0.0), 1.0) ** m.population_power
        size = np.where(residents > 0, size, 0.0)
        fading = m.conflict_floor + (1 - m.conflict_floor) * 0.5 ** (age / m.conflict_half_life)
        return np.asarray(size * intensity * fading, dtype=float)

    def _room(self, place: int, day: int) -> float:
        stated = [c for c in self.crisis.sites[place].capacities if c.day <= day]
        return max(stated, key=lambda c: c.day).persons if stated else float("inf")
