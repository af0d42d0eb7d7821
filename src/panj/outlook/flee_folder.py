"""Reads a case in FLEE's folder format as it stands: headers or none, trailing blanks, CRLF, empty columns.

Takes a folder with `input_csv/` and `source_data/`; gives a `Crisis`. What is odd but harmless becomes a
note; what would make the figures wrong is an error that names the file, the line and the remedy.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from panj.clock import parse_day
from panj.errors import DateError, PlanError
from panj.outlook.case import (
    RECEIVING,
    Closure,
    ClosureKind,
    ConflictChange,
    Correction,
    Crisis,
    Observation,
    Road,
    Site,
    SiteKind,
)
from panj.outlook.geography import fill_distance

Row = tuple[str, list[str]]  # where it stands (file:line), its cells


def read_folder(folder: Path) -> Crisis:
    """The case in a FLEE folder.

    Raises:
        PlanError: P020 a file is missing or unreadable; P021 a row is not understood; P022 a name that no
            place has; P023 nothing to work with.
    """
    inputs = folder / "input_csv"
    start, length = _period(inputs / "sim_period.csv")
    notes: list[str] = []
    sites = _sites(inputs / "locations.csv")
    names = _Names(sites)
    roads = tuple(_roads(inputs / "routes.csv", names, sites, notes))
    observed, totals = _observations(folder / "source_data", names, start, notes)
    counted = {o.site for o in observed}
    targets = tuple(s.name for s in sites if s.kind in RECEIVING and s.name in counted)
    if not targets:
        targets = tuple(s.name for s in sites if s.kind in RECEIVING)
    if not targets:
        raise PlanError("P023", str(inputs / "locations.csv"), detail="no row is a camp or idpcamp")
    conflict = tuple(_conflict(inputs / "conflicts.csv", names, notes))
    return Crisis(
        name=folder.resolve().name,
        start=start,
        length=length,
        home=sites[0].country,
        sites=sites,
        roads=roads,
        targets=targets,
        closures=tuple(_closures(inputs / "closures.csv", names, sites)),
        conflict=conflict or tuple(_onsets(sites)),
        observations=observed,
        corrections=tuple(_corrections(inputs / "registration_corrections.csv", names, start, notes)),
        totals=totals,
        notes=tuple(notes),
    )


class _Names:
    """Finds a place by its name; `Distrito Capital` and `Distrito_Capital` are the same one."""

    def __init__(self, sites: tuple[Site, ...]) -> None:
        self.exact = {s.name: s.name for s in sites}
        self.loose: dict[str, str] = {}
        for site in sites:
            self.loose.setdefault(_folded(site.name), site.name)

    def find(self, name: str) -> str | None:
        return self.exact.get(name) or self.loose.get(_folded(name))

    def need(self, name: str, where: str) -> str:
        found = self.find(name)
        if found is None:
            raise PlanError("P022", where, name=name)
        return found


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()


def _rows(path: Path, *, optional: bool = False) -> Iterator[Row]:
    """Cells of each line that is no comment, header or blank, stripped, with the place where it stands."""
    if not path.is_file():
        if optional:
            return
        raise PlanError("P020", str(path), detail="it is not there")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise PlanError("P020", str(path), detail=str(fault)) from None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        cells = [cell.strip() for cell in next(csv.reader([line], skipinitialspace=True))]
        if any(cells):
            yield f"{path}:{number}", cells


def _number(text: str, where: str, what: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise PlanError("P021", where, detail=f"{what} is {text!r}, which is no number") from None
    if not math.isfinite(value):
        raise PlanError("P021", where, detail=f"{what} is {text!r}, which is no finite number")
    return value


def _count(text: str, where: str, what: str) -> float:
    value = _number(text, where, what)
    if value < 0:
        raise PlanError("P021", where, detail=f"{what} is {text}, below zero")
    return value


def _at(cells: list[str], n: int) -> str:
    return cells[n] if n < len(cells) else ""


def _period(path: Path) -> tuple[date, int]:
    found = {_folded(cells[0]): (where, _at(cells, 1)) for where, cells in _rows(path)}
    try:
        (where, start), (where_length, length) = found["startdate"], found["length"]
    except KeyError as fault:
        raise PlanError("P021", str(path), detail=f"there is no row {fault}") from None
    days = int(_number(length, where_length, "Length"))
    if days < 1:
        raise PlanError("P021", where_length, detail="Length is below one day")
    return parse_day(start, where), days


def _sites(path: Path) -> tuple[Site, ...]:
    sites: dict[str, Site] = {}
    for where, cells in _rows(path):
        if _folded(cells[0]) == "name":
            continue
        site = _site(where, cells)
        if site.name in sites:
            raise PlanError("P021", where, detail=f"{site.name!r} stands there twice")
        sites[site.name] = site
    if not sites:
        raise PlanError("P023", str(path), detail="no place is listed")
    return tuple(sites.values())


def _site(where: str, cells: list[str]) -> Site:
    if len(cells) < 6:
        raise PlanError("P021", where, detail=f"{len(cells)} columns, six or more needed")
    name, region, country, lat, lon, kind = cells[:6]
    word = {"conflict": "conflict_zone", "refugee_camp": "camp", "idp_camp": "idpcamp"}.get(kind, kind)
    if word not in {k.value for k in SiteKind}:
        raise PlanError("P021", where, detail=f"{kind!r} is no type of place")
    receives = SiteKind(word) in RECEIVING
    people = _count(_at(cells, 7), where, "column 8") if _at(cells, 7) else None
    onset = _at(cells, 6)
    return Site(
        name=name,
        country=country,
        kind=SiteKind(word),
        lat=_degrees(lat, where, "latitude", 90),
        lon=_degrees(lon, where, "longitude", 180),
        region=region,
        population=None if receives else people,
        onset=int(_number(onset, where, "conflict day")) if onset else None,
        file_capacity=people if receives else None,
    )


def _degrees(text: str, where: str, what: str, most: float) -> float | None:
    if not text:
        return None
    value = _number(text, where, what)
    if abs(value) > most:
        raise PlanError("P021", where, detail=f"{what} is {text}: the order is latitude, longitude")
    return value


def _roads(path: Path, names: _Names, sites: tuple[Site, ...], notes: list[str]) -> Iterator[Road]:
    seen: dict[frozenset[str], float] = {}
    places = {s.name: s for s in sites}
    for where, cells in _rows(path):
        if _folded(cells[0]) in {"name1", "name"}:
            continue
        if len(cells) < 2:
            raise PlanError("P021", where, detail="a road needs two names")
        a, b = names.need(cells[0], where), names.need(cells[1], where)
        ends = frozenset((a, b))
        if len(ends) == 1:
            raise PlanError("P021", where, detail=f"a road from {a!r} to itself")
        given = _at(cells, 2)
        km = _number(given, where, "distance") if given else fill_distance(places[a], places[b], where)
        if km <= 0:
            raise PlanError("P021", where, detail=f"distance is {given} km")
        if ends in seen:
            if seen[ends] != km:
                notes.append(f"{where}: the road {a} – {b} stands there twice; {seen[ends]:g} km is kept")
            continue
        seen[ends] = km
        redirect = int(_number(_at(cells, 3), where, "forced_redirection")) if _at(cells, 3) else 0
        if redirect not in (0, 1, 2):
            raise PlanError("P021", where, detail=f"forced_redirection is {redirect}, not 0, 1 or 2")
        yield Road(a, b, km, redirect)


def _closures(path: Path, names: _Names, sites: tuple[Site, ...]) -> Iterator[Closure]:
    countries = {_folded(s.country): s.country for s in sites}
    for where, cells in _rows(path, optional=True):
        word = _folded(cells[0]).replace(" ", "_")
        if word in {"closure_type", "#closure_type"}:
            continue
        if word not in {k.value for k in ClosureKind}:
            raise PlanError("P021", where, detail=f"{cells[0]!r} is no kind of closure")
        kind = ClosureKind(word)
        start, end = (int(_number(_at(cells, n), where, w)) for n, w in ((3, "first day"), (4, "end")))
        if end != -1 and end < start:
            raise PlanError("P021", where, detail=f"it ends (day {end}) before it starts (day {start})")
        a, b = cells[1], _at(cells, 2)
        if kind is ClosureKind.COUNTRY:
            ends = [countries.get(_folded(n)) for n in (a, b)]
            if None in ends:
                raise PlanError("P022", where, name=a if ends[0] is None else b)
            a, b = str(ends[0]), str(ends[1])
        else:
            a = names.need(a, where)
            b = names.need(b, where) if kind is ClosureKind.LINK else ""
        yield Closure(kind, a, b, start, None if end == -1 else end)


def _conflict(path: Path, names: _Names, notes: list[str]) -> Iterator[ConflictChange]:
    """Changes alone, of a table that has a row a day."""
    if not path.is_file():
        return
    header: list[str | None] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = next(csv.reader(file, skipinitialspace=True), [])
    for cell in (c.strip() for c in first[1:]):
        header.append(names.find(cell) if cell else None)
        if cell and header[-1] is None:
            raise PlanError("P022", f"{path}:1", name=cell)
    last = [0.0] * len(header)
    previous = -1
    for where, cells in _rows(path):
        if not first or cells[0].lstrip("#").strip().casefold() == "day":
            continue
        day = int(_number(cells[0], where, "day"))
        if day <= previous:
            raise PlanError("P021", where, detail=f"day {day} comes after day {previous}")
        previous = day
        for n, name in enumerate(header):
            text = _at(cells, n + 1)
            value = _count(text, where, f"conflict at {name}") if text else 0.0
            if name is not None and value != last[n]:
                last[n] = value
                yield ConflictChange(name, day, value)
    if previous < 0:
        notes.append(f"{path}: no row of conflict; column 7 of the places is used")


def _onsets(sites: tuple[Site, ...]) -> Iterator[ConflictChange]:
    for site in sites:
        if site.kind is SiteKind.CONFLICT:
            yield ConflictChange(site.name, site.onset or 0, 1.0)


def _corrections(path: Path, names: _Names, start: date, notes: list[str]) -> Iterator[Correction]:
    for where, cells in _rows(path, optional=True):
        name = names.find(cells[0])
        if name is None:
            notes.append(f"{where}: a correction of {cells[0]!r}, which is no place here")
            continue
        if _at(cells, 2) not in ("", "normalize"):
            raise PlanError("P021", where, detail=f"{cells[2]!r} is no way of correcting")
        yield Correction(name, (parse_day(_at(cells, 1), where) - start).days)


def _observations(
    folder: Path, names: _Names, start: date, notes: list[str]
) -> tuple[tuple[Observation, ...], tuple[Observation, ...]]:
    """Counts of sites, and the published total; files of one site are added up on each day of either."""
    observed: list[Observation] = []
    totals: list[Observation] = []
    layout = folder / "data_layout.csv"
    for where, cells in _rows(layout, optional=True):
        files = [folder / cell for cell in cells[1:] if cell]
        if cells[0] == "total":
            for path in files:
                totals += [Observation("", d, n, d) for d, n in _series(path, start, notes).items()]
            continue
        name = names.find(cells[0])
        if name is None:
            notes.append(f"{where}: {cells[0]!r} is no place of this case; its counts are left out")
            continue
        added = _added([_series(path, start, notes) for path in files])
        observed += [Observation(name, d, n, d) for d, n in added.items()]
    return tuple(observed), tuple(sorted(totals, key=lambda o: o.day))


def _series(path: Path, start: date, notes: list[str]) -> dict[int, float]:
    """Day → count, in order of days."""
    found: dict[int, float] = {}
    for where, cells in _rows(path):
        try:
            day = (parse_day(cells[0], where) - start).days
        except DateError:
            if _folded(cells[0]) == "date":
                continue
            raise
        count = _count(_at(cells, 1), where, "the count")
        if day in found and found[day] != count:
            notes.append(f"{where}: {cells[0]} stands there twice; the last count is kept")
        found[day] = count
    return dict(sorted(found.items()))


def _added(series: list[dict[int, float]]) -> dict[int, float]:
    """The sum on every day that one of them has, the others as last reported by then.

    Interpolating between them would let a later report change an earlier sum.
    """
    if len(series) == 1:
        return series[0]
    total: dict[int, float] = {}
    for day in sorted({d for s in series for d in s}):
        latest = [max((d for d in s if d <= day), default=None) for s in series]
        total[day] = sum(s[d] for s, d in zip(series, latest, strict=True) if d is not None)
    return total
