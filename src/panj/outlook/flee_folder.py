"""Reads a case in FLEE's folder format as it stands: headers or none, trailing blanks, CRLF, empty columns.

Takes a folder with `input_csv/` and `source_data/`; gives a `Crisis`. What is odd but harmless becomes a
note; what would make the figures wrong is an error that names the file, the line and the remedy.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from panj.clock import parse_day
from panj.errors import DateError, PlanError
from panj.outlook.case import RECEIVING, Crisis, Observation
from panj.outlook.flee_cells import Names, cell, count, folded, number, rows_of
from panj.outlook.flee_events import onsets, read_closures, read_conflict, read_corrections
from panj.outlook.flee_places import read_roads, read_sites


def read_folder(folder: Path) -> Crisis:
    """The case in a FLEE folder.

    Raises:
        PlanError: P020 a file is missing or unreadable; P021 a row is not understood; P022 a name that no
            place has; P023 nothing to work with.
    """
    inputs = folder / "input_csv"
    start, length = _period(inputs / "sim_period.csv")
    notes: list[str] = []
    sites = read_sites(inputs / "locations.csv", notes)
    names = Names(sites)
    roads = tuple(read_roads(inputs / "routes.csv", names, sites, notes))
    observed, totals = _observations(folder / "source_data", names, start, notes)
    counted = {o.site for o in observed}
    targets = tuple(s.name for s in sites if s.kind in RECEIVING and s.name in counted)
    if not targets:
        targets = tuple(s.name for s in sites if s.kind in RECEIVING)
    if not targets:
        raise PlanError("P023", str(inputs / "locations.csv"), detail="no row is a camp or idpcamp")
    conflict = tuple(read_conflict(inputs / "conflicts.csv", names, notes))
    return Crisis(
        name=folder.resolve().name,
        start=start,
        length=length,
        home=sites[0].country,
        sites=sites,
        roads=roads,
        targets=targets,
        closures=tuple(read_closures(inputs / "closures.csv", names, sites, notes)),
        conflict=conflict or tuple(onsets(sites)),
        observations=observed,
        corrections=tuple(read_corrections(inputs / "registration_corrections.csv", names, start, notes)),
        totals=totals,
        notes=tuple(notes),
    )


def _period(path: Path) -> tuple[date, int]:
    found = {folded(cells[0]): (where, cell(cells, 1)) for where, cells in rows_of(path)}
    try:
        (where, start), (where_length, length) = found["startdate"], found["length"]
    except KeyError as fault:
        raise PlanError("P021", str(path), detail=f"there is no row {fault}") from None
    days = int(number(length, where_length, "Length"))
    if days < 1:
        raise PlanError("P021", where_length, detail="Length is below one day")
    return parse_day(start, where), days


def _observations(
    folder: Path, names: Names, start: date, notes: list[str]
) -> tuple[tuple[Observation, ...], tuple[Observation, ...]]:
    """Counts of sites, and the published total; files of one site are added up on each day of either."""
    observed: list[Observation] = []
    totals: list[Observation] = []
    layout = folder / "data_layout.csv"
    for where, cells in rows_of(layout, optional=True):
        files = [folder / name for name in cells[1:] if name]
        if cells[0] == "total":
            for path in files:
                if not path.is_file():  # not needed: totals of sites are sums of theirs
                    notes.append(f"{where}: the published total, {path.name}, is not there")
                    continue
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
    for where, cells in rows_of(path):
        try:
            day = (parse_day(cells[0], where) - start).days
        except DateError:
            if folded(cells[0]) == "date":
                continue
            raise
        counted = count(cell(cells, 1), where, "the count")
        if day in found and found[day] != counted:
            notes.append(f"{where}: {cells[0]} stands there twice; the last count is kept")
        found[day] = counted
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
