"""Places and roads of a case in FLEE's format.

Takes locations.csv and routes.csv; gives `Site`s and `Road`s, and notes of what was odd.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from panj.errors import PlanError
from panj.outlook.case import RECEIVING, Road, Site, SiteKind
from panj.outlook.flee_cells import Names, cell, count, folded, number, rows_of
from panj.outlook.geography import fill_distance

# FLEE looks for these words within a type of place, in this order.
_WORDS = (
    ("idp", SiteKind.IDP_CAMP),
    ("camp", SiteKind.CAMP),
    ("conflict", SiteKind.CONFLICT),
    ("forward", SiteKind.HUB),
    ("marker", SiteKind.MARKER),
    ("flood", SiteKind.FLOOD),
    ("town", SiteKind.TOWN),
    ("default", SiteKind.TOWN),
)


def read_sites(path: Path, notes: list[str]) -> tuple[Site, ...]:
    """Places in the order of the file; the country of the first is the one that people flee."""
    sites: dict[str, Site] = {}
    for where, cells in rows_of(path):
        if folded(cells[0]) == "name":
            continue
        site = _site(where, cells, notes)
        if site.name in sites:
            raise PlanError("P021", where, detail=f"{site.name!r} stands there twice")
        sites[site.name] = site
    if not sites:
        raise PlanError("P023", str(path), detail="no place is listed")
    return tuple(sites.values())


def _site(where: str, cells: list[str], notes: list[str]) -> Site:
    if len(cells) < 6:
        raise PlanError("P021", where, detail=f"{len(cells)} columns, six or more needed")
    name, region, country, lat, lon, kind = cells[:6]
    meant = next((k for word, k in _WORDS if word in kind.casefold()), None)
    if meant is None:
        raise PlanError("P021", where, detail=f"{kind!r} is no type of place")
    receives = meant in RECEIVING
    people = count(cell(cells, 7), where, "column 8") if cell(cells, 7) else None
    onset = cell(cells, 6)
    return Site(
        name=name,
        country=country,
        kind=meant,
        lat=_degrees(lat, where, "latitude", 90, notes),
        lon=_degrees(lon, where, "longitude", 180, notes),
        region=region,
        population=None if receives else people,
        onset=int(number(onset, where, "conflict day")) if onset else None,
        file_capacity=people if receives else None,
    )


def _degrees(text: str, where: str, what: str, most: float, notes: list[str]) -> float | None:
    if not text:
        return None
    value = number(text, where, what)
    if abs(value) > most:
        notes.append(f"{where}: {what} is {text}, and is left out; the order is latitude, longitude")
        return None
    return value


def read_roads(path: Path, names: Names, sites: tuple[Site, ...], notes: list[str]) -> Iterator[Road]:
    """Roads, each once; without a length by the coordinates of its ends."""
    seen: dict[frozenset[str], float] = {}
    places = {s.name: s for s in sites}
    for where, cells in rows_of(path):
        if folded(cells[0]) in {"name1", "name"}:
            continue
        if len(cells) < 2:
            raise PlanError("P021", where, detail="a road needs two names")
        a, b = names.need(cells[0], where), names.need(cells[1], where)
        ends = frozenset((a, b))
        if len(ends) == 1:
            notes.append(f"{where}: a road from {a} to itself is left out")
            continue
        given = cell(cells, 2)
        km = number(given, where, "distance") if given else fill_distance(places[a], places[b], where)
        if km < 0:
            raise PlanError("P021", where, detail=f"distance is {given} km")
        if km == 0:
            notes.append(f"{where}: the road {a} – {b} has no length; 1 km is taken")
            km = 1.0
        if ends in seen:
            if seen[ends] != km:
                notes.append(f"{where}: the road {a} – {b} stands there twice; {seen[ends]:g} km is kept")
            continue
        seen[ends] = km
        redirect = int(number(cell(cells, 3), where, "forced_redirection")) if cell(cells, 3) else 0
        if redirect not in (0, 1, 2):
            raise PlanError("P021", where, detail=f"forced_redirection is {redirect}, not 0, 1 or 2")
        yield Road(a, b, km, redirect)
