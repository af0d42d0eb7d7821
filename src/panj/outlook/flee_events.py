"""Closures, conflict and registration corrections of a case in FLEE's format.

Takes closures.csv, conflicts.csv and registration_corrections.csv; gives what changes on which day.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from panj.clock import parse_day
from panj.errors import PlanError
from panj.outlook.case import Closure, ClosureKind, ConflictChange, Correction, Site, SiteKind
from panj.outlook.flee_cells import Names, cell, count, folded, number, rows_of


def read_closures(path: Path, names: Names, sites: tuple[Site, ...], notes: list[str]) -> Iterator[Closure]:
    """Closures as they stand; a border of a country without places shuts nothing."""
    countries = {folded(s.country): s.country for s in sites}
    for where, cells in rows_of(path, optional=True):
        word = folded(cells[0]).replace(" ", "_")
        word = "link" if word == "links" else word
        if word in {"closure_type", "#closure_type"}:
            continue
        if word not in {k.value for k in ClosureKind}:
            raise PlanError("P021", where, detail=f"{cells[0]!r} is no kind of closure")
        kind = ClosureKind(word)
        start, end = (int(number(cell(cells, n), where, w)) for n, w in ((3, "first day"), (4, "end")))
        if end != -1 and end < start:
            raise PlanError("P021", where, detail=f"it ends (day {end}) before it starts (day {start})")
        a, b = cells[1], cell(cells, 2)
        if kind is ClosureKind.COUNTRY:
            ends = [countries.get(folded(n)) for n in (a, b)]
            if None in ends:
                notes.append(f"{where}: no place lies in {a if ends[0] is None else b}; no border is shut")
                continue
            a, b = str(ends[0]), str(ends[1])
        else:
            a = names.need(a, where)
            b = names.need(b, where) if kind is ClosureKind.LINK else ""
        yield Closure(kind, a, b, start, None if end == -1 else end)


def read_conflict(path: Path, names: Names, notes: list[str]) -> Iterator[ConflictChange]:
    """Changes alone, of a table that has a row a day."""
    if not path.is_file():
        return
    header: list[str | None] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = next(csv.reader(file, skipinitialspace=True), [])
    for told in (c.strip() for c in first[1:]):
        header.append(names.find(told) if told else None)
        if told and header[-1] is None:
            notes.append(f"{path}:1: conflict at {told!r}, which is no place here, is left out")
    if not any(header):
        raise PlanError("P021", f"{path}:1", detail="its header names no place of the case")
    last = [0.0] * len(header)
    previous = -1
    for where, cells in rows_of(path):
        if not first or cells[0].lstrip("#").strip().casefold() == "day":
            continue
        day = int(number(cells[0], where, "day"))
        if day <= previous:
            raise PlanError("P021", where, detail=f"day {day} comes after day {previous}")
        previous = day
        for n, name in enumerate(header):
            text = cell(cells, n + 1)
            value = count(text, where, f"conflict at {name}") if text else 0.0
            if name is not None and value != last[n]:
                last[n] = value
                yield ConflictChange(name, day, value)
    if previous < 0:
        notes.append(f"{path}: no row of conflict; column 7 of the places is used")


def onsets(sites: tuple[Site, ...]) -> Iterator[ConflictChange]:
    """Conflict from the day that column 7 gives, where there is no table of conflict."""
    for site in sites:
        if site.kind is SiteKind.CONFLICT:
            yield ConflictChange(site.name, site.onset or 0, 1.0)


def read_corrections(path: Path, names: Names, start: date, notes: list[str]) -> Iterator[Correction]:
    """Days on which sites went over to individual registration."""
    for where, cells in rows_of(path, optional=True):
        name = names.find(cells[0])
        if name is None:
            notes.append(f"{where}: a correction of {cells[0]!r}, which is no place here")
            continue
        if cell(cells, 2) not in ("", "normalize"):
            raise PlanError("P021", where, detail=f"{cells[2]!r} is no way of correcting")
        yield Correction(name, (parse_day(cell(cells, 1), where) - start).days)
