"""A crisis on a map, as data: places, roads, conflict, closures, what was counted and when that was known.

Takes nothing from files (see `flee_folder` and `toml_case`); gives `Crisis`, and `Crisis.as_known(day)`, in
which nothing of a later day is left. Days are whole numbers from the crisis's first day, day 0.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum


class SiteKind(StrEnum):
    """What a place is to those who move: where they flee, pass, or are received."""

    CONFLICT = "conflict_zone"
    TOWN = "town"
    CAMP = "camp"
    IDP_CAMP = "idpcamp"
    HUB = "forwarding_hub"
    MARKER = "marker"
    FLOOD = "flood_zone"


RECEIVING = frozenset({SiteKind.CAMP, SiteKind.IDP_CAMP})


class ClosureKind(StrEnum):
    """What is shut: the border between two countries, a place, a road, or a camp to newcomers."""

    COUNTRY = "country"
    LOCATION = "location"
    LINK = "link"
    CAMP = "camp"
    IDP_CAMP = "idpcamp"


@dataclass(frozen=True, slots=True)
class StatedCapacity:
    """Persons that a site can take, as stated; `day` is the day from which that was known."""

    persons: float
    day: int = 0


@dataclass(frozen=True, slots=True)
class Site:
    """One place of the network.

    Args:
        name: the key by which every other table names it.
        population: residents; None where not known. Zero means nobody lives there.
        capacities: what it was stated to take, by day; empty: nothing is stated. Zero persons means none.
        onset: day on which it comes under attack, used where no conflict table is given.
        file_capacity: column 8 of a FLEE camp row. Kept apart and never used by a forecast: it was mostly
            copied from the highest count of the series to be forecast.
        code: its place in the gazetteer, by which counts of reports find it; empty: none.
    """

    name: str
    country: str
    kind: SiteKind
    lat: float | None = None
    lon: float | None = None
    region: str = ""
    population: float | None = None
    capacities: tuple[StatedCapacity, ...] = ()
    onset: int | None = None
    file_capacity: float | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Road:
    """A two-way road of `km` kilometres.

    `redirect`: 1 sends everybody at `a` on to `b`, 2 everybody at `b` on to `a`, 0 nobody.
    """

    a: str
    b: str
    km: float
    redirect: int = 0


@dataclass(frozen=True, slots=True)
class Closure:
    """Shut from day `start` up to, not including, day `end`; None: nobody knows an end.

    `known`: the day on which that became known, where that was later than its start.
    """

    kind: ClosureKind
    a: str
    b: str
    start: int
    end: int | None = None
    known: int | None = None


@dataclass(frozen=True, slots=True)
class ConflictChange:
    """From `day` on, conflict of this intensity (0: none) at a place; `known` as for a closure."""

    site: str
    day: int
    intensity: float
    known: int | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """A dated report of how many persons are at a site on `day`, and the day on which that was known.

    `low` and `high` bound the count where a tally gives bounds; they equal it where a single number was told.
    """

    site: str
    day: int
    count: float
    known: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """On `day` a site went over to individual registration; its earlier counts are rescaled to meet it."""

    site: str
    day: int


@dataclass(frozen=True, slots=True)
class Crisis:
    """A whole case. `home` is the country that people flee; every other country is foreign.

    Args:
        length: days of the case; days 0 … length - 1 are scored.
        targets: names of the sites that a forecast is asked for, in the order of the case.
        observations: sorted by site and day.
        totals: the published total by day, where one is given apart from the sites; known likewise.
        notes: what the reader found odd and read on over, one line each.
    """

    name: str
    start: date
    length: int
    home: str
    sites: tuple[Site, ...]
    roads: tuple[Road, ...]
    targets: tuple[str, ...] = ()
    closures: tuple[Closure, ...] = ()
    conflict: tuple[ConflictChange, ...] = ()
    observations: tuple[Observation, ...] = ()
    corrections: tuple[Correction, ...] = ()
    totals: tuple[Observation, ...] = ()
    notes: tuple[str, ...] = ()

    def date_of(self, day: int) -> date:
        """The calendar day of a day number."""
        return self.start + timedelta(days=day)

    def day_of(self, when: date) -> int:
        """The day number of a calendar day; negative before the case begins."""
        return (when - self.start).days

    def site(self, name: str) -> Site:
        """The site of this name.

        Raises:
            KeyError: there is none.
        """
        for site in self.sites:
            if site.name == name:
                return site
        raise KeyError(name)

    def as_known(self, day: int) -> Crisis:
        """The case without anything that became known after `day`.

        The sites asked about stay (they are the question, not the data). A closure that has begun keeps no
        later end, conflict keeps no later change, and column 8 of a camp is dropped whatever the day.
        """
        return replace(
            self,
            sites=tuple(_site_as_known(s, day) for s in self.sites),
            closures=tuple(
                replace(c, end=c.end if c.end is not None and c.end <= day else None)
                for c in self.closures
                if max(c.start, c.known or c.start) <= day
            ),
            conflict=tuple(c for c in self.conflict if max(c.day, c.known or c.day) <= day),
            observations=tuple(o for o in self.observations if o.known <= day and o.day <= day),
            corrections=tuple(c for c in self.corrections if c.day <= day),
            totals=tuple(o for o in self.totals if o.known <= day and o.day <= day),
        )


def _site_as_known(site: Site, day: int) -> Site:
    """A site without later capacities, without column 8, and without an onset that has not come."""
    return replace(
        site,
        capacities=tuple(c for c in site.capacities if c.day <= day),
        onset=site.onset if site.onset is not None and site.onset <= day else None,
        file_capacity=None,
    )
