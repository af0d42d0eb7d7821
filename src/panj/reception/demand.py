"""How much is needed where and when, at a chosen chance that it suffices.

Takes an allocation made for the best estimate and the intervals of the arrivals; gives kilograms by place,
commodity and day. The interval of an arrival is read as its 10th to 90th percentile, and all arrivals are
taken to be high or low together, which errs on the safe side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from panj.model import Bounds
from panj.reception.allocation import Allocation
from panj.reception.network import Arrival, Network
from panj.reception.stores import Commodity

LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9  # the percentiles that low, best and high stand for

Demand = Mapping[tuple[str, str], Sequence[float]]  # (place, commodity) → tonnes on each day


def quantile(bounds: Bounds, level: float) -> float:
    """The number of people that is not passed with the given chance, straight between low, best, high.

    >>> quantile(Bounds(100, 200, 400), 0.7)
    300.0
    """
    best = bounds.low if bounds.best is None else bounds.best
    high = best if bounds.high is None else bounds.high
    if level >= MIDDLE:
        return best + (high - best) * (level - MIDDLE) / (HIGH - MIDDLE)
    return max(0.0, best - (best - bounds.low) * (MIDDLE - level) / (MIDDLE - LOW))


def people_at(network: Network, allocation: Allocation) -> dict[tuple[str, date], int]:
    """People to be supplied by place and day: at the sites, and waiting where they came in."""
    people = dict(allocation.there)
    sites = {site.name for site in network.sites}
    for waiting in allocation.waiting:
        if waiting.at not in sites:  # who must leave a site is still counted there
            key = (waiting.at, waiting.day)
            people[key] = people.get(key, 0) + waiting.people
    return people


def demand(
    network: Network, allocation: Allocation, commodities: Sequence[Commodity], level: float
) -> dict[tuple[str, str], list[float]]:
    """Tonnes by (place, commodity) on each day, at a service level of 0.5 to 0.99."""
    people, factors = people_at(network, allocation), growth(network, level)
    places = dict.fromkeys(name for name, _ in people)
    found: dict[tuple[str, str], list[float]] = {}
    for place in places:
        crowd = [people.get((place, network.day(n)), 0) * factor for n, factor in enumerate(factors)]
        new = [max(0.0, now - before) for before, now in zip([0.0, *crowd], crowd, strict=False)]
        if not any(crowd):
            continue
        for commodity in commodities:
            found[place, commodity.name] = [
                (commodity.kg_person_day * there + commodity.kg_person_once * came) / 1000
                for there, came in zip(crowd, new, strict=True)
            ]
    return found


def growth(network: Network, level: float) -> list[float]:
    """By day, how many more people are to be supplied at the level than at the best estimate."""
    there = float(sum(site.people for site in network.sites))
    best, more = there, there
    factors = []
    by_day: dict[date, list[Arrival]] = {}
    for arrival in network.arrivals:
        by_day.setdefault(arrival.day, []).append(arrival)
    for n in range(network.days):
        for arrival in by_day.get(network.day(n), ()):
            best += arrival.people.best or 0.0
            more += quantile(arrival.people, level)
        factors.append(more / best if best else 1.0)
    return factors
