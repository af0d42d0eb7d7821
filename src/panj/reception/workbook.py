"""What an officer wrote down: a TOML file, an XLSX workbook or a folder of CSV files, as checked rows.

Takes a path; gives `Tables`: per table the rows with their values in the right kind and where each stands,
so that a fault is told by file, table and line. The tables and columns are those of `scheme.toml`.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from panj.clock import parse_day
from panj.errors import PanjError, PlanError

Value = str | float | int | date | bool | tuple[str, ...] | None
_WANTED = {
    "text": "words",
    "number": "a number, 0 or more",
    "degrees": "decimal degrees from -180 to 180",
    "whole": "a whole number, 0 or more",
    "date": "a date as 2021-07-23",
    "list": "names with ; between them",
    "yes": "yes or no",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its name, kind, whether it must be filled, and what belongs into it."""

    name: str
    kind: str
    need: bool
    help: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """One table: its name, title, columns; `one` where it has a single row."""

    name: str
    title: str
    columns: tuple[Column, ...]
    one: bool


@dataclass(frozen=True, slots=True)
class Row:
    """The values of a row by column, None where left out, and where it stands."""

    where: str
    values: Mapping[str, Value]

    def text(self, name: str, default: str = "") -> str:
        """A text cell."""
        value = self.values.get(name)
        return default if value is None else str(value)

    def number(self, name: str) -> float | None:
        """A number cell, or None."""
        value = self.values.get(name)
        return float(value) if isinstance(value, int | float) else None

    def whole(self, name: str) -> int | None:
        """A cell of a whole number, or None."""
        value = self.number(name)
        return None if value is None else int(value)

    def day(self, name: str) -> date | None:
        """A cell of a date, or None."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    def names(self, name: str) -> tuple[str, ...]:
        """A cell that lists names."""
        value = self.values.get(name)
        return value if isinstance(value, tuple) else ()


Tables = Mapping[str, tuple[Row, ...]]


@cache
def schemes() -> tuple[Scheme, ...]:
    """The tables of a plan, in the order of the templates."""
    source = resources.files("panj.reception") / "scheme.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    return tuple(
        Scheme(
            name,
            rows["title"],
            tuple(Column(c["name"], c["kind"], bool(c.get("need")), c["help"]) for c in rows["columns"]),
            bool(rows.get("one")),
        )
        for name, rows in table.items()
    )


def read(path: Path) -> Tables:
    """The tables of a plan file, or of a folder of CSV files.

    Raises:
        PlanError: P010 where the file cannot be read, P011 for an unknown table or column,
            P012 for a cell that is not of its kind, P013 for one that is missing.
    """
    return checked(_raw(path), str(path))


def checked(raw: Mapping[str, Iterable[tuple[str, Mapping[str, Any]]]], where: str) -> Tables:
    """Rows as read, each cell in its kind.

    Args:
        raw: table → rows, each with where it stands.
        where: what the tables are of.
    """
    known = {scheme.name: scheme for scheme in schemes()}
    for name in raw:
        if name not in known:
            raise PlanError("P011", where, name=name, known=", ".join(known))
    return {
        name: tuple(_row(scheme, place, cells) for place, cells in raw.get(name, ()))
        for name, scheme in known.items()
    }


def _row(scheme: Scheme, where: str, cells: Mapping[str, Any]) -> Row:
    known = {column.name: column for column in scheme.columns}
    for name in cells:
        if name not in known:
            raise PlanError("P011", where, name=name, known=", ".join(known))
    values = {name: _cell(column, cells.get(name), where) for name, column in known.items()}
    for name, column in known.items():
        if column.need and values[name] in (None, ()):
            raise PlanError("P013", where, name=name, help=column.help)
    return Row(where, values)


def _cell(column: Column, value: Any, where: str) -> Value:
    """A cell in its kind; an empty one is None."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return () if column.kind == "list" else None
    try:
        return _KINDS[column.kind](value)
    except (ValueError, TypeError, PanjError):
        raise PlanError(
            "P012", f"{where}, {column.name}", value=str(value), want=_WANTED[column.kind]
        ) from None


def _number(value: Any) -> float:
    number = float(str(value).replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ""))
    if not 0 <= number < 1e12:
        raise ValueError(value)
    return number


def _degrees(value: Any) -> float:
    degrees = float(str(value).strip())
    if not -180 <= degrees <= 180:
        raise ValueError(value)
    return degrees


def _whole(value: Any) -> int:
    number = _number(value)
    if number != int(number):
        raise ValueError(value)
    return int(number)


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else parse_day(str(value).strip())


def _names(value: Any) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else str(value).split(";")
    return tuple(part.strip() for part in map(str, parts) if part.strip())


def _yes(value: Any) -> bool:
    words = {"yes": True, "true": True, "1": True, "x": True, "no": False, "false": False, "0": False}
    return words[str(value).strip().lower()] if str(value).strip().lower() in words else _refuse(value)


def _refuse(value: Any) -> bool:
    raise ValueError(value)


_KINDS: Mapping[str, Callable[[Any], Value]] = {
    "text": lambda value: str(value).strip(),
    "number": _number,
    "degrees": _degrees,
    "whole": _whole,
    "date": _day,
    "list": _names,
    "yes": _yes,
}


def _raw(path: Path) -> dict[str, list[tuple[str, Mapping[str, Any]]]]:
    if path.is_dir():
        return {file.stem: list(_csv(file)) for file in sorted(path.glob("*.csv"))}
    readers = {".toml": _toml, ".xlsx": _xlsx}
    if path.suffix.lower() not in readers:
        raise PlanError("P010", str(path), detail="not a .toml or .xlsx file, nor a folder of .csv files")
    try:
        return readers[path.suffix.lower()](path)
    except OSError as fault:
        raise PlanError("P010", str(path), detail=fault.strerror or str(fault)) from None


def _csv(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, cells in enumerate(csv.DictReader(file), start=2):
            if any((value or "").strip() for value in cells.values() if isinstance(value, str)):
                yield f"{path.name}, line {number}", {k or "(no heading)": v for k, v in cells.items()}


def _toml(path: Path) -> dict[str, list[tuple[str, Mapping[str, Any]]]]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise PlanError("P010", str(path), detail=str(fault)) from None
    found: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    for name, rows in table.items():
        listed = rows if isinstance(rows, list) else [rows]
        if not all(isinstance(row, dict) for row in listed):
            raise PlanError("P010", str(path), detail=f"{name} is not a table; write [[{name}]]")
        found[name] = [(f"{path.name}, {name} {n}", row) for n, row in enumerate(listed, start=1)]
    return found


def _xlsx(path: Path) -> dict[str, list[tuple[str, Mapping[str, Any]]]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError) as fault:
        raise PlanError("P010", str(path), detail=f"no workbook: {fault}") from None
    known = {scheme.name for scheme in schemes()}
    with_rows = [sheet for sheet in book.worksheets if sheet.title in known]
    if not with_rows:
        raise PlanError("P010", str(path), detail=f"no sheet of these: {', '.join(sorted(known))}")
    return {sheet.title: list(_sheet(sheet, path.name)) for sheet in with_rows}


def _sheet(sheet: Any, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The rows under the headings; lines above them that begin with # are notes of the template."""
    headings: list[str] | None = None
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if all(cell is None or str(cell).strip() == "" for cell in cells):
            continue
        if headings is None:
            if not str(cells[0] or "").startswith("#"):
                headings = [str(cell).strip() if cell is not None else "" for cell in cells]
            continue
        pairs = zip(headings, cells, strict=False)
        yield f"{name}, {sheet.title}, line {number}", {h: c for h, c in pairs if h}
