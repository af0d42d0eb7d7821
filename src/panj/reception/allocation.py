"""Who goes where on which day: the plan that leaves the fewest without a place, then moves the fewest, then
travels least, then fills sites evenly.

Takes a `Network`; gives an `Allocation` with what each limit costs. The order of the aims is the plan's
policy and is printed with it; households stay together, combatants stay apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from panj.errors import PlanError
from panj.model import Bounds
from panj.reception.capacity import CapacityTest, test_capacity
from panj.reception.network import Network, Site
from panj.reception.placing import Crowd, Flow, Placing
from panj.reception.smallest import smallest_set
from panj.reception.solver import Solved, Terms
from panj.reception.standards import Standards
from panj.reception.whole_households import settle

End = Literal["low", "best", "high"]
MAX_WHOLE = 6_000  # columns up to which households are placed by whole numbers, not settled afterwards
EVEN = 0.1  # share by which travel may grow to fill sites more evenly; a planning choice
_LIMITS_TOLD = 8
_TELLING = 0.5  # of a person-night or a person-kilometre
_WIDER = 100  # places, or people a day, by which a limit is widened to tell what it costs
_GIVE = (0.0, 0.0, EVEN)


@dataclass(frozen=True, slots=True)
class Placement:
    """People of one group who go from where they are to a site on a day."""

    day: date
    source: str
    site: str
    group: str
    people: int
    households: int
    km: float
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """People of one group without a place at the end of a day, and why where no site may take them."""

    day: date
    at: str
    group: str
    people: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Saving:
    """What a limit costs: with `wider` more, so many person-nights without a place and person-km less."""

    limit: str
    wider: int
    nights: float
    person_km: float


@dataclass(frozen=True, slots=True)
class Allocation:
    """Placements, who waits, how full sites are, and what the limits cost.

    Args:
        places: site → the places it was planned with; `tests` says why where that is fewer than stated.
        nights: person-nights without a place.
        without: people without a place on the last day.
        there: (site, day) → people at its end.
        exact: False where the time ran out, or households were settled after the fact: then no plan
            can have fewer nights than `nights_floor` or, with as many, less travel than `km_floor`.
    """

    placements: tuple[Placement, ...]
    waiting: tuple[Waiting, ...]
    there: Mapping[tuple[str, date], int]
    places: Mapping[str, int]
    tests: Mapping[str, CapacityTest]
    savings: tuple[Saving, ...]
    nights: int
    without: int
    person_km: float
    moved: int
    exact: bool
    nights_floor: float
    km_floor: float


def allocate(
    network: Network,
    *,
    end: End = "best",
    capacity: Literal["tested", "stated"] = "tested",
    placed_by_end: bool = False,
    climate: str = "warm",
    standards: Standards | None = None,
) -> Allocation:
    """The best plan for the people of the network.

    Args:
        network: sites, entries, roads, arrivals, rules.
        end: which end of each arrival's interval is planned for.
        capacity: `tested` takes the lesser of what is stated and what land, shelter, water and toilets hold.
        placed_by_end: everybody must have a place on the last day.
        climate: warm or cold, for the test.
        standards: rows to test by.

    Raises:
        PlanError: P018 where everybody must have a place and the limits do not allow it: the message names
            the smallest set of limits that cannot hold together.
    """
    tests = {site.name: against_resources(site, climate, standards) for site in network.sites}
    places = {site.name: offered(site, tests[site.name], capacity) for site in network.sites}
    coming = crowds(network, end)
    whole = len(coming) * len(network.sites) * network.days <= MAX_WHOLE
    placing = Placing(
        network, places, coming if whole else _divisible(coming), whole=whole, placed_by_end=placed_by_end
    )
    aims = _aims(placing)
    best = placing.model.least(aims, give=_GIVE, relaxed=not whole)
    if best is None:
        raise PlanError("P018", limits="; ".join(smallest_set(placing.model)))
    floor = placing.model.least(aims[:3], relaxed=True) if whole else best
    assert floor is not None  # what whole households can do, divisible ones can
    households = _flows(placing, best) if whole else settle(placing, best, coming)
    return _allocation(placing, coming, households, tests, best.exact and whole, floor, aims)


def against_resources(site: Site, climate: str, standards: Standards | None) -> CapacityTest:
    """A site's stated capacity against its resources."""
    stated = None if site.capacity is None else Bounds(site.capacity, site.capacity, site.capacity)
    return test_capacity(stated, climate=climate, standards=standards, **site.resources)


def offered(site: Site, test: CapacityTest, capacity: str) -> int:
    """The places to plan with: what is stated, what was tested where nothing is stated, or the lesser."""
    if site.capacity is None:
        return test.holds or 0
    return site.capacity if capacity == "stated" or test.holds is None else min(site.capacity, test.holds)


def crowds(network: Network, end: End) -> dict[Crowd, dict[int, int]]:
    """Arrivals as households of one size each, by day; whoever is left over makes a smaller household."""
    found: dict[Crowd, dict[int, int]] = {}
    for arrival in network.arrivals:
        day = (arrival.day - network.start).days
        if not 0 <= day < network.days:
            continue
        size = {"low": arrival.people.low, "best": arrival.people.best, "high": arrival.people.high}[end]
        count, rest = divmod(round(size or 0), arrival.household)
        for people, number in ((arrival.household, count), (rest, 1)):
            if people and number:
                days = found.setdefault((arrival.entry, arrival.group, people), {})
                days[day] = days.get(day, 0) + number
    return found


def _divisible(coming: Mapping[Crowd, Mapping[int, int]]) -> dict[Crowd, dict[int, int]]:
    """The same people as households of one."""
    found: dict[Crowd, dict[int, int]] = {}
    for (entry, group, size), days in coming.items():
        people = found.setdefault((entry, group, 1), {})
        for day, number in days.items():
            people[day] = people.get(day, 0) + size * number
    return found


def _aims(placing: Placing) -> list[Terms]:
    nights = {column: float(crowd[2]) for (crowd, _), column in placing.waiting.items()}
    # Of plans that move as many, the one that moves them as late as it may: no weight of a person a day.
    late = 1e-3 / placing.network.days
    moves = {
        column: crowd[2] * (1 + late * (placing.network.days - day))
        for (crowd, day), column in placing.leaving.items()
    }
    travel = {column: flow.km * flow.crowd[2] for column, flow in placing.flows.items()}
    return [nights, moves, travel, {placing.fullest: 1.0}]


def _flows(placing: Placing, solved: Solved) -> dict[Flow, int]:
    found = {flow: round(solved.of(column)) for column, flow in placing.flows.items()}
    return {flow: number for flow, number in found.items() if number}


def _allocation(
    placing: Placing,
    coming: Mapping[Crowd, Mapping[int, int]],
    households: Mapping[Flow, int],
    tests: Mapping[str, CapacityTest],
    exact: bool,
    floor: Solved,
    aims: Sequence[Terms],
) -> Allocation:
    placements = _placements(placing, households)
    there = _there(placing, placements)
    waiting = tuple(_waiting(placing, coming, households, there))
    last = placing.network.day(placing.network.days - 1)
    return Allocation(
        placements,
        waiting,
        there,
        placing.places,
        tests,
        _savings(placing, floor, aims),
        nights=sum(w.people for w in waiting),
        without=sum(w.people for w in waiting if w.day == last),
        person_km=sum(p.people * p.km for p in placements),
        moved=sum(p.people for p in placements if p.moved),
        exact=exact,
        nights_floor=floor.reached[0],
        km_floor=floor.reached[2],
    )


def _placements(placing: Placing, households: Mapping[Flow, int]) -> tuple[Placement, ...]:
    """Placements by day, source, site and group, sizes of household together."""
    sites = {site.name for site in placing.network.sites}
    merged: dict[tuple[int, str, str, str, float], tuple[int, int]] = {}
    for flow, number in households.items():
        source, group, size = flow.crowd
        key = (flow.day, source, flow.site, group, flow.km)
        people, count = merged.get(key, (0, 0))
        merged[key] = (people + number * size, count + number)
    return tuple(
        Placement(placing.network.day(day), source, site, group, people, count, km, source in sites)
        for (day, source, site, group, km), (people, count) in sorted(merged.items())
    )


def _waiting(
    placing: Placing,
    coming: Mapping[Crowd, Mapping[int, int]],
    households: Mapping[Flow, int],
    there: Mapping[tuple[str, date], int],
) -> list[Waiting]:
    """Who is without a place each night, by where and group; those who must leave a site included."""
    network = placing.network
    change: dict[tuple[str, str], list[int]] = {}
    for (source, group, size), days in coming.items():
        counts = change.setdefault((source, group), [0] * network.days)
        for day, number in days.items():
            counts[day] += number * size
    for flow, number in households.items():
        source, group, size = flow.crowd
        if flow.crowd in coming:
            change[source, group][flow.day] -= number * size
    found: list[Waiting] = _evicted(placing, there)
    for (source, group), counts in sorted(change.items()):
        rest = 0
        for day, number in enumerate(counts):
            rest += number
            if rest:
                found.append(Waiting(network.day(day), source, group, rest, _reason(placing, group)))
    return sorted(found, key=lambda w: (w.day, w.at, w.group))


def _evicted(placing: Placing, there: Mapping[tuple[str, date], int]) -> list[Waiting]:
    """People of a site that closes or shrinks who have no other place: those there less its places."""
    network, found = placing.network, []
    for site in network.sites:
        for number in range(network.days):
            day = network.day(number)
            places = placing.places[site.name] if site.open_on(day) else 0
            if site.opens is not None and day < site.opens:
                places = site.people
            over = there[site.name, day] - places
            if over > 0:
                found.append(Waiting(day, site.name, "", over, "the site holds fewer"))
    return found


def _reason(placing: Placing, group: str) -> str:
    """Why no site may take the group at all; empty where one may."""
    reasons = [placing.barred.get((group, site.name), "") for site in placing.network.sites]
    return "; ".join(dict.fromkeys(reasons)) if reasons and all(reasons) else ""


def _there(placing: Placing, placements: Sequence[Placement]) -> dict[tuple[str, date], int]:
    network = placing.network
    change: dict[tuple[str, date], int] = {}
    for p in placements:
        change[p.site, p.day] = change.get((p.site, p.day), 0) + p.people
        if p.moved:
            change[p.source, p.day] = change.get((p.source, p.day), 0) - p.people
    there: dict[tuple[str, date], int] = {}
    for site in network.sites:
        people = site.people
        for number in range(network.days):
            day = network.day(number)
            people += change.get((site.name, day), 0)
            there[site.name, day] = people
    return there


def _savings(placing: Placing, floor: Solved, aims: Sequence[Terms]) -> tuple[Saving, ...]:
    """What the limits that press would save if they were wider, people taken as divisible.

    In a small plan each is reckoned anew; in a large one by its price, which a hundred more may not keep up.
    """
    nights, km = floor.pressing[0], floor.pressing[2]
    limits = sorted({*nights, *km}, key=lambda name: (-nights.get(name, 0.0), -km.get(name, 0.0), name))
    found = []
    for limit in limits[:_LIMITS_TOLD]:
        if len(placing.flows) > MAX_WHOLE:
            saving = Saving(limit, _WIDER, _WIDER * nights.get(limit, 0.0), _WIDER * km.get(limit, 0.0))
        else:
            saving = _widened(placing, floor, aims, limit)
        if saving.nights > _TELLING or (abs(saving.nights) <= _TELLING and saving.person_km > _TELLING):
            found.append(saving)
    found.sort(key=lambda s: (-s.nights, -s.person_km, s.limit))
    return tuple(found)


def _widened(placing: Placing, floor: Solved, aims: Sequence[Terms], limit: str) -> Saving:
    wider = placing.model.least(aims[:3], relaxed=True, more={limit: float(_WIDER)})
    assert wider is not None  # a wider limit leaves every plan in place
    return Saving(limit, _WIDER, floor.reached[0] - wider.reached[0], floor.reached[2] - wider.reached[2])
