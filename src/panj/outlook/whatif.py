"""What if a crossing shuts, or a place falls: the same forecast with changed inputs, and the difference.

Takes a `Crisis`, `Change`s and a day as known; gives `Comparison`: counts with and without the change at each
horizon, and their differences with 80 % intervals. Both runs share their draws: a difference is the change's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np

from panj.errors import PlanError
from panj.model import Bounds, Forecast
from panj.outlook.ahead import last_known
from panj.outlook.calibrated import Calibration, calibration
from panj.outlook.case import (
    RECEIVING,
    Closure,
    ClosureKind,
    ConflictChange,
    Crisis,
    Site,
    StatedCapacity,
)
from panj.outlook.flow import simulate
from panj.outlook.growth import trend
from panj.outlook.intervals import HORIZONS, total_scale
from panj.outlook.network import Floats
from panj.outlook.parameters import POWER_SPREAD
from panj.outlook.people import Flow


class ChangeKind(StrEnum):
    """What happens in a scenario."""

    SHUT = "shut"
    OPEN = "open"
    FALL = "fall"
    PEACE = "peace"
    CAPACITY = "capacity"


@dataclass(frozen=True, slots=True)
class Change:
    """A change from the day as known on.

    Args:
        place: a site, or for `shut` and `open` also `A/B`: the road between two sites, or the border between
            two countries.
        persons: of `capacity`, what the site can then take.
    """

    kind: ChangeKind
    place: str
    persons: float | None = None

    def said(self) -> str:
        """The change in words."""
        words = {"shut": "shuts", "open": "opens", "fall": "falls", "peace": "is at peace"}
        if self.kind is ChangeKind.CAPACITY:
            return f"{self.place} can take {self.persons or 0:,.0f}"
        return f"{self.place} {words[self.kind]}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A scenario beside the outlook without it.

    Args:
        without, with_change: persons at each site and horizon; `difference`: with the change less without it,
            quantity `difference in persons`. All of kind scenario.
        stranded: persons on the way or without an open way at each horizon, with the change.
    """

    change: str
    as_of: date
    without: tuple[Forecast, ...]
    with_change: tuple[Forecast, ...]
    difference: tuple[Forecast, ...]
    stranded: tuple[Forecast, ...]


def compare(
    crisis: Crisis,
    changes: Sequence[Change],
    day: int | None = None,
    *,
    horizons: Sequence[int] = HORIZONS,
    members: int = 200,
    seed: int = 0,
) -> Comparison:
    """Runs the case on from a day as known, with and without the changes.

    How many flee is the count forecast's, drawn from its interval; where they go is the network's, with the
    distance power drawn from its prior.

    Raises:
        PlanError: P022, for a place that the case does not have; P024, for one that the change does not fit.
    """
    day = last_known(crisis) if day is None else day
    known = crisis.as_known(day)
    learned = calibration(crisis)
    draws = _draws(known, learned, day, max(horizons), members, seed)
    before = _from_day(known, day)
    after = before
    for change in changes:
        after = changed(after, change)
    runs = [_run(case, learned, draws) for case in (before, after)]
    return _compared(known, day, changes, horizons, runs)


@dataclass(frozen=True, slots=True)
class _Draws:
    """What both runs share: counts at the start, newcomers of each member and day, distance powers."""

    start: Floats
    newcomers: Floats
    powers: Floats


def _draws(known: Crisis, learned: Calibration, day: int, days: int, members: int, seed: int) -> _Draws:
    rng = np.random.default_rng(seed)
    now = trend(known, learned.growth)
    held = now.count.sum()
    levels = (rng.permutation(members) + 0.5) / members
    totals = np.empty((members, days + 1))
    totals[:, 0] = held
    for ahead in range(1, days + 1):
        counts, span = now.ahead(day + ahead, ahead)[None], now.span(day + ahead)[None]
        atoms = learned.total.at(ahead)
        residual = np.interp(levels, (np.arange(len(atoms)) + 0.5) / len(atoms), atoms)
        totals[:, ahead] = counts.sum() + residual * float(total_scale(counts, span)[0])
    newcomers = np.diff(np.maximum.accumulate(totals, axis=1), axis=1)
    powers = learned.movement.distance_power * np.exp(rng.normal(0.0, POWER_SPREAD, members))
    return _Draws(now.count, newcomers, powers)


def _from_day(known: Crisis, day: int) -> Crisis:
    """The case with this day as day 0; what began before has days below 0."""
    return replace(
        known,
        start=known.date_of(day),
        closures=tuple(
            replace(c, start=c.start - day, end=None if c.end is None else c.end - day)
            for c in known.closures
        ),
        conflict=tuple(replace(c, day=c.day - day) for c in known.conflict),
        sites=tuple(
            replace(s, capacities=tuple(replace(c, day=c.day - day) for c in s.capacities))
            for s in known.sites
        ),
    )


def changed(crisis: Crisis, change: Change) -> Crisis:
    """The case with a change from its day 0 on.

    Raises:
        PlanError: P022, P024.
    """
    if change.kind in (ChangeKind.SHUT, ChangeKind.OPEN):
        shut = closure_of(crisis, change.place)
        kept = tuple(c for c in crisis.closures if (c.kind, {c.a, c.b}) != (shut.kind, {shut.a, shut.b}))
        return replace(crisis, closures=kept if change.kind is ChangeKind.OPEN else (*kept, shut))
    site = _named(crisis, change.place)
    if change.kind is ChangeKind.CAPACITY:
        if site.kind not in RECEIVING or change.persons is None:
            raise PlanError(
                "P024", change.place, detail="a capacity needs a site that receives, and a number"
            )
        stated = replace(site, capacities=(*site.capacities, StatedCapacity(change.persons, 0)))
        return replace(crisis, sites=tuple(stated if s.name == site.name else s for s in crisis.sites))
    if site.kind in RECEIVING:
        raise PlanError("P024", change.place, detail="it receives people; to close it, let it shut")
    intensity = 1.0 if change.kind is ChangeKind.FALL else 0.0
    return replace(crisis, conflict=(*crisis.conflict, ConflictChange(site.name, 0, intensity)))


def closure_of(crisis: Crisis, place: str) -> Closure:
    """What shuts where a site, a road `A/B` or the border of two countries `A/B` does, from day 0 on.

    Raises:
        PlanError: P022, for a place that the case does not have; P024, for two that no road joins.
    """
    a, _, b = place.partition("/")
    if not b:
        site = _named(crisis, place)
        kind = ClosureKind.CAMP if site.kind in RECEIVING else ClosureKind.LOCATION
        return Closure(kind, site.name, "", 0)
    countries = {s.country for s in crisis.sites}
    if {a, b} <= countries and a != b:
        return Closure(ClosureKind.COUNTRY, a, b, 0)
    ends = {_named(crisis, a).name, _named(crisis, b).name}
    if not any({r.a, r.b} == ends for r in crisis.roads):
        raise PlanError("P024", place, detail="there is no road between the two")
    return Closure(ClosureKind.LINK, a, b, 0)


def _named(crisis: Crisis, name: str) -> Site:
    try:
        return crisis.site(name)
    except KeyError:
        raise PlanError("P022", name=name) from None


def _run(case: Crisis, learned: Calibration, draws: _Draws) -> Flow:
    return simulate(
        case,
        learned.movement,
        draws.newcomers,
        start=draws.start,
        members=len(draws.powers),
        powers=draws.powers,
        soft=np.full(len(draws.powers), learned.movement.softening_km),
    )


def _compared(
    known: Crisis, day: int, changes: Sequence[Change], horizons: Sequence[int], runs: Sequence[Flow]
) -> Comparison:
    label = ", ".join(change.said() for change in changes)
    when = known.date_of(day)
    made: dict[str, list[Forecast]] = {"without": [], "with": [], "difference": [], "stranded": []}

    def add(key: str, place: str, horizon: int, values: Floats, quantity: str) -> None:
        low, best, high = (float(v) for v in np.round(np.quantile(values, (0.1, 0.5, 0.9))))
        assumed = () if key == "without" else (label,)
        bounds = Bounds(low, best, high)
        made[key].append(
            Forecast("scenario", horizon, bounds, assumed, quantity=quantity, place=place, as_of=when)
        )

    for horizon in horizons:
        at = horizon - 1
        for n, name in enumerate(known.targets):
            base, other = (run.present[:, at, n] for run in runs)
            add("without", name, horizon, base, "persons")
            add("with", name, horizon, other, "persons")
            add("difference", name, horizon, other - base, "difference in persons")
        add("stranded", "", horizon, runs[1].passing[:, at], "persons on the way or without an open way")
    rows = {key: tuple(values) for key, values in made.items()}
    return Comparison(label, when, rows["without"], rows["with"], rows["difference"], rows["stranded"])
