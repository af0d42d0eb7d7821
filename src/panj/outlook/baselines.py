"""Naive forecasts that any other must beat: equal split, 1 / road distance, capacity share, the last report.

Takes a `Crisis` and the day's total where the task gives it; gives counts of shape (days, sites). They follow
`docs/outlook.md`, and reproduce the figures published for them.
"""

from __future__ import annotations

import numpy as np

from panj.outlook.case import Crisis
from panj.outlook.network import Floats, in_force, reached, roads, shut_links
from panj.outlook.series import validation


def newcomers(total: Floats) -> Floats:
    """Newcomers of each day from the totals, as FLEE reckons them: a fall is made up before anyone comes.

    >>> newcomers(np.array([10.0, 15.0, 12.0, 14.0, 20.0])).tolist()
    [0.0, 5.0, 0.0, 0.0, 5.0]
    """
    highest = np.maximum.accumulate(total)
    return np.asarray(np.diff(highest, prepend=highest[:1]))


def accumulated(start: Floats, weights: Floats, arriving: Floats) -> Floats:
    """Counts that begin with `start` and grow by each day's newcomers, split by that day's weights.

    Args:
        start: (sites,); weights: (days, sites), any scale, a row of zeros splits equally; arriving: (days,).
    """
    held = weights.sum(axis=1, keepdims=True)
    even = np.full_like(weights, 1 / weights.shape[1])
    share = np.divide(weights, held, out=even, where=held > 0)
    return np.asarray(start + np.cumsum(share * arriving[:, None], axis=0))


def equal_split(crisis: Crisis, days: int) -> Floats:
    """Every site alike."""
    return np.ones((days, len(crisis.targets)))


def capacity_share(crisis: Crisis, days: int) -> Floats:
    """By column 8 of the camps, which leaks the future (see `Site.file_capacity`): for comparison alone."""
    column = [crisis.site(name).file_capacity or 0.0 for name in crisis.targets]
    return np.tile(np.array(column), (days, 1))


def inverse_distance(crisis: Crisis, days: int, *, closures: bool = True) -> Floats:
    """The residents of each conflict zone spread over the sites by 1 / road distance.

    Args:
        closures: whether ways lead around what is shut on the day; a zone without a way sends nobody.
    """
    number = {site.name: n for n, site in enumerate(crisis.sites)}
    targets = [number[name] for name in crisis.targets]
    people = np.array([site.population or 0.0 for site in crisis.sites])
    split: dict[bytes, Floats] = {}
    net = roads(crisis)
    weights = np.zeros((days, len(targets)))
    for day, zones in enumerate(conflict_zones(crisis, days)):
        shut = shut_links(crisis, in_force(crisis.closures, day) if closures else ())
        key = shut.tobytes()
        if key not in split:
            ways = reached(net, targets, shut=shut, nearest=len(targets))
            km = np.full((len(people), len(people)), np.inf)
            km[ways.origin, ways.target] = ways.km
            near = 1 / np.maximum(1.0, km[:, targets])
            held = near.sum(axis=1, keepdims=True)
            split[key] = np.divide(near, held, out=np.zeros_like(near), where=held > 0)
        weights[day] = (people * zones) @ split[key]
    return weights


def conflict_zones(crisis: Crisis, days: int) -> Floats:
    """Which places are in conflict on each day, 1 or 0; where none is, those of the last day that had one."""
    number = {site.name: n for n, site in enumerate(crisis.sites)}
    zones = np.zeros((days, len(crisis.sites)))
    for change in crisis.conflict:
        if change.day < days:
            zones[max(change.day, 0) :, number[change.site]] = change.intensity > 0
    first = int(zones.any(axis=1).argmax()) if zones.any() else 0
    last = zones[first]
    for day in range(days):
        last = zones[day] if zones[day].any() else last
        zones[day] = last
    return zones


def start_counts(crisis: Crisis) -> Floats:
    """The counts of day 0, from which FLEE and every cold start set out; (sites,)."""
    first: Floats = validation(crisis, 1)[0]
    return first
