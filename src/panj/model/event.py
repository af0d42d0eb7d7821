"""What happened, and where: occurrences that claims speak of, and places of the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from panj.model.interval import Bounds
from panj.model.terms import Group, Measure, PeriodKind, Status, Unit


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    `parents`: codes from the nearest upwards, ending with the country's ISO 3166-1 alpha-2 code.
    `precision_km`: how far the named place may lie from the point; a district is not a dot.
    `kind`: country, admin1, admin2, town, camp, crossing, river, region, site.
    """

    code: str
    name: str
    kind: str
    country: str
    lat: float | None = None
    lon: float | None = None
    precision_km: float = 0.0
    parents: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One occurrence (or stock, plan, capacity) that one or more claims speak of.

    Args:
        id: stable while its claims are the same.
        kind: the period kind of its claims; only `event` occurrences are variables of the tally.
        date_start, date_end: the days it covers, None where open.
        bounds: what its claims together say of its size, by the wording policy.
        claims: ids, the most telling first.
        why: one line per link: which features made the claims one event.
        origins: independent first sources; two outlets quoting one statement are one.
        known: the day from which it was known (the earliest publication).
    """

    id: str
    measure: Measure
    unit: Unit
    group: Group | None
    kind: PeriodKind
    status: Status
    bounds: Bounds
    claims: tuple[str, ...]
    origin_code: str | None = None
    destination_code: str | None = None
    place_code: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    confirmed: bool = True
    why: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    known: date | None = None
    label: str = ""
