"""Reads Panj's own form of a case: sites, roads, closures, conflict and counts with bounds, in TOML.

Takes a path; gives a `Crisis`. Dates are calendar days; docs/outlook.md shows a whole file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from panj.errors import PlanError
from panj.model import Group
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
    StatedCapacity,
)
from panj.outlook.geography import fill_distance
from panj.outlook.rates import eligible

_TOP = {
    "name",
    "start",
    "days",
    "home",
    "site",
    "road",
    "closure",
    "conflict",
    "observation",
    "correction",
    "total",
}
_COLUMNS = {
    "site": {"name", "country", "kind", "lat", "lon", "region", "population", "capacity", "code"},
    "road": {"a", "b", "km", "redirect_to"},
    "closure": {"kind", "a", "b", "from", "until"},
    "conflict": {"site", "from", "until", "intensity"},
    "observation": {"site", "date", "count", "low", "best", "high", "known", "group"},
    "correction": {"site", "date"},
    "total": {"date", "count", "known"},
}


def read_toml(path: Path) -> Crisis:
    """The case in a TOML file.

    Raises:
        PlanError: P020 the file cannot be read; P021 an entry is wrong; P022 a name that no site has; P023
            no site takes people in.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise PlanError("P020", str(path), detail=str(fault)) from None
    return _Reader(str(path), table).crisis()


class _Reader:
    """One file: its tables, and the words for what is wrong in them."""

    def __init__(self, path: str, table: Mapping[str, Any]) -> None:
        self.path, self.table = path, table
        self._known_columns(_TOP, table, path)
        self.start = self._day(table, "start", path)
        self.notes: list[str] = []

    def crisis(self) -> Crisis:
        sites = tuple(self._sites())
        self.sites = {site.name: site for site in sites}
        targets = tuple(site.name for site in sites if site.kind in RECEIVING)
        if not targets:
            raise PlanError("P023", self.path, detail="no site is of kind camp or idpcamp")
        observed = tuple(sorted(self._observations(), key=lambda o: (o.site, o.day, o.known)))
        length = self.table.get("days") or 1 + max((o.day for o in observed), default=0)
        if not isinstance(length, int) or length < 1:
            raise self._wrong(self.path, "days must be a whole number above 0")
        return Crisis(
            name=str(self.table.get("name") or Path(self.path).stem),
            start=self.start,
            length=length,
            home=self._word(self.table, "home", self.path),
            sites=sites,
            roads=tuple(self._roads()),
            targets=targets,
            closures=tuple(self._closures()),
            conflict=tuple(sorted(self._conflict(), key=lambda c: c.day)),
            observations=observed,
            corrections=tuple(
                Correction(self._site(row, "site", at), self._number_of(row, "date", at))
                for at, row in self._rows("correction")
            ),
            totals=tuple(
                Observation(
                    "",
                    day := self._number_of(row, "date", at),
                    self._count(row, "count", at),
                    self._number_of(row, "known", at, day),
                )
                for at, row in self._rows("total")
            ),
            notes=tuple(self.notes),
        )

    def _sites(self) -> Iterator[Site]:
        seen: set[str] = set()
        for at, row in self._rows("site"):
            name, kind = self._word(row, "name", at), str(row.get("kind", "town"))
            if name in seen:
                raise self._wrong(at, f"{name!r} stands there twice")
            seen.add(name)
            if kind not in {k.value for k in SiteKind}:
                raise self._wrong(at, f"{kind!r} is no kind of site")
            yield Site(
                name=name,
                country=self._word(row, "country", at),
                kind=SiteKind(kind),
                lat=self._degrees(row, "lat", at, 90),
                lon=self._degrees(row, "lon", at, 180),
                region=str(row.get("region", "")),
                population=self._count(row, "population", at) if "population" in row else None,
                capacities=tuple(self._capacities(row, at)),
                code=str(row.get("code", "")),
            )

    def _capacities(self, row: Mapping[str, Any], at: str) -> Iterator[StatedCapacity]:
        stated = row.get("capacity", [])
        for entry in stated if isinstance(stated, list) else [{"persons": stated}]:
            if not isinstance(entry, Mapping):
                raise self._wrong(at, "capacity is a number, or a list of {persons, from}")
            day = self._number_of(entry, "from", at, 0)
            persons = self._checked(entry.get("persons"), at, "persons of the capacity")
            yield StatedCapacity(persons, max(0, day))

    def _roads(self) -> Iterator[Road]:
        seen: set[frozenset[str]] = set()
        for at, row in self._rows("road"):
            a, b = self._site(row, "a", at), self._site(row, "b", at)
            if a == b or frozenset((a, b)) in seen:
                raise self._wrong(at, f"the road {a} – {b} leads nowhere or stands there twice")
            seen.add(frozenset((a, b)))
            given = "km" in row
            km = self._count(row, "km", at) if given else fill_distance(self.sites[a], self.sites[b], at)
            if km <= 0:
                raise self._wrong(at, "km must be above 0")
            onward = row.get("redirect_to")
            if onward not in (None, a, b):
                raise self._wrong(at, f"redirect_to must be {a!r} or {b!r}")
            yield Road(a, b, km, 0 if onward is None else 1 if onward == b else 2)

    def _closures(self) -> Iterator[Closure]:
        countries = {site.country for site in self.sites.values()}
        for at, row in self._rows("closure"):
            word = str(row.get("kind", ""))
            if word not in {k.value for k in ClosureKind}:
                raise self._wrong(at, f"{word!r} is no kind of closure")
            kind = ClosureKind(word)
            if kind is ClosureKind.COUNTRY:
                a, b = self._word(row, "a", at), self._word(row, "b", at)
                for name in (a, b):
                    if name not in countries:
                        raise PlanError("P022", at, name=name)
            else:
                a = self._site(row, "a", at)
                b = self._site(row, "b", at) if kind is ClosureKind.LINK else ""
            start, end = self._span(row, at)
            yield Closure(kind, a, b, start, end)

    def _conflict(self) -> Iterator[ConflictChange]:
        for at, row in self._rows("conflict"):
            site = self._site(row, "site", at)
            start, end = self._span(row, at)
            intensity = self._count(row, "intensity", at) if "intensity" in row else 1.0
            yield ConflictChange(site, start, intensity)
            if end is not None:
                yield ConflictChange(site, end, 0.0)

    def _observations(self) -> Iterator[Observation]:
        for at, row in self._rows("observation"):
            group = row.get("group")
            if group is not None and group not in {g.value for g in Group}:
                raise self._wrong(at, f"{group!r} is no group of people")
            if group is not None and not eligible(Group(group)):
                self.notes.append(f"{at}: {group} never count towards those received; left out")
                continue
            site, day = self._site(row, "site", at), self._number_of(row, "date", at)
            known = self._number_of(row, "known", at, day)
            if known < day:
                raise self._wrong(at, "known comes before date")
            low, high = (self._count(row, k, at) if k in row else None for k in ("low", "high"))
            told = next((row[k] for k in ("count", "best") if k in row), None)
            if told is None and (low is None or high is None):
                raise self._wrong(at, "give count, best, or low and high")
            count = (
                self._checked(told, at, "count") if told is not None else ((low or 0.0) + (high or 0.0)) / 2
            )
            if (low is not None and low > count) or (high is not None and high < count):
                raise self._wrong(at, "low <= best <= high does not hold")
            yield Observation(site, day, count, known, low, high)

    def _rows(self, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        rows = self.table.get(name, [])
        if not isinstance(rows, list):
            raise self._wrong(self.path, f"{name} must be written as [[{name}]]")
        for number, row in enumerate(rows, 1):
            at = f"{self.path}: {name} {number}"
            self._known_columns(_COLUMNS[name], row, at)
            yield at, row

    def _known_columns(self, known: set[str], row: Mapping[str, Any], at: str) -> None:
        for key in row:
            if key not in known:
                raise self._wrong(at, f"{key!r} is not understood; known are {', '.join(sorted(known))}")

    def _wrong(self, at: str, detail: str) -> PlanError:
        return PlanError("P021", at, detail=detail)

    def _word(self, row: Mapping[str, Any], key: str, at: str) -> str:
        if not isinstance(row.get(key), str) or not row[key]:
            raise self._wrong(at, f"{key} is missing")
        return str(row[key])

    def _site(self, row: Mapping[str, Any], key: str, at: str) -> str:
        name = self._word(row, key, at)
        if name not in self.sites:
            raise PlanError("P022", at, name=name)
        return name

    def _count(self, row: Mapping[str, Any], key: str, at: str) -> float:
        return self._checked(row.get(key), at, key)

    def _checked(self, value: object, at: str, key: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
            raise self._wrong(at, f"{key} must be a number of 0 or more")
        return float(value)

    def _degrees(self, row: Mapping[str, Any], key: str, at: str, most: float) -> float | None:
        value = row.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > most:
            raise self._wrong(at, f"{key} must be a number of degrees up to {most:g}")
        return float(value)

    def _day(self, row: Mapping[str, Any], key: str, at: str) -> date:
        value = row.get(key)
        if type(value) is not date:
            raise self._wrong(at, f"{key} must be a date, YYYY-MM-DD without quotation marks")
        return value

    def _number_of(self, row: Mapping[str, Any], key: str, at: str, default: int | None = None) -> int:
        if key not in row and default is not None:
            return default
        return (self._day(row, key, at) - self.start).days

    def _span(self, row: Mapping[str, Any], at: str) -> tuple[int, int | None]:
        start = self._number_of(row, "from", at)
        end = self._number_of(row, "until", at) if "until" in row else None
        if end is not None and end < start:
            raise self._wrong(at, "until comes before from")
        return start, end
