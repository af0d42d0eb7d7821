"""Tables of places in CSV: the overlay that ships with Panj, and users' own places.csv.

Takes a file; gives rows by code and by key of name. A row whose code the world file has corrects that
place; another row adds one. Faults are raised as G002 to G006 with file and line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from panj.errors import PlaceError
from panj.gazetteer.kinds import cores
from panj.gazetteer.record import Record
from panj.gazetteer.spelling import key
from panj.model import Place

KINDS = ("country", "admin1", "admin2", "town", "camp", "crossing", "river", "water", "region", "island", "site")  # fmt: skip  # noqa: E501
COLUMNS = ("code", "name", "kind", "country", "parent", "lat", "lon", "precision_km", "names", "former", "pcode", "touches", "members", "weight", "note", "source")  # fmt: skip  # noqa: E501
# Weights where a table gives none: someone took the trouble to write these places down, so they are
# likelier to be meant than a hamlet of the same name (a common logarithm of people).
WEIGHTS = {"country": 9.0, "admin1": 6.3, "admin2": 5.0, "town": 4.3, "camp": 5.0, "crossing": 5.0,
           "river": 5.5, "water": 6.5, "region": 6.5, "island": 5.0, "site": 5.0}  # fmt: skip
PRECISION_KM = {"country": 300.0, "admin1": 80.0, "admin2": 25.0, "town": 2.0, "camp": 3.0, "crossing": 2.0,
                "river": 300.0, "water": 300.0, "region": 500.0, "island": 20.0, "site": 3.0}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, checked; None and () where it says nothing. `where`: its file and line."""

    code: str
    name: str
    kind: str
    country: str
    parent: str
    lat: float | None
    lon: float | None
    precision_km: float | None
    weight: float | None
    names: tuple[str, ...]
    touches: tuple[str, ...]
    members: tuple[str, ...]
    where: str = ""

    def record(self, parents: tuple[str, ...], known: Record | None) -> Record:
        """The place of this row, over what is known of it."""
        base = known.place if known else None
        kind = self.kind or (base.kind if base else "town")
        has_point = self.lat is not None
        precision = self.precision_km
        if precision is None:
            precision = base.precision_km if base else PRECISION_KM[kind]
        place = Place(
            code=self.code,
            name=self.name or (base.name if base else self.code),
            kind=kind,
            country=self.country or (base.country if base else ""),
            lat=self.lat if has_point else (base.lat if base else None),
            lon=self.lon if has_point else (base.lon if base else None),
            precision_km=precision,
            parents=parents or (base.parents if base else ()),
            names=tuple(dict.fromkeys((*self.names, *((base.name, *base.names) if base else ())))),
        )
        weight = self.weight
        if weight is None:
            weight = known.weight if known else WEIGHTS[kind]
        return Record(place, weight, self.touches, self.members)


@dataclass
class Table:
    """Rows by code, and codes by key of name."""

    rows: dict[str, Row] = field(default_factory=dict)
    keys: dict[str, list[str]] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Takes in a row; a later one replaces an earlier one of the same code."""
        self.rows[row.code] = row
        for name in (row.name, *row.names):
            forms = [name]
            if row.kind in ("admin1", "admin2"):
                forms += [core.name for core in cores(name)]
            for k in {key(form) for form in forms} - {""}:
                codes = self.keys.setdefault(k, [])
                if row.code not in codes:
                    codes.append(row.code)


def read_table(path: Path) -> Table:
    """The table of one CSV file (UTF-8, comma or semicolon, a header line; `#` lines are comments).

    Raises:
        PlaceError: G002 unreadable, G003 column, G004 missing field, G005 number, G006 kind.
    """
    return table_of(text_of(path), str(path))


def text_of(path: Path) -> str:
    """The words of a table's file.

    Raises:
        PlaceError: G002, where it cannot be opened or is not in UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise PlaceError("G002", str(path), detail=fault.strerror or type(fault).__name__) from None
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        detail = f"byte {fault.object[fault.start]:#04x} is not UTF-8"
        raise PlaceError("G002", f"{path}:{line}", detail=detail) from None


def table_of(text: str, where: str) -> Table:
    """The table of the words of a CSV file; raises as `read_table` does, with `where` and the line."""
    table = Table()
    for line, values in _lines(text, where):
        table.add(_row(values, f"{where}:{line}"))
    return table


def merge(tables: Iterable[Table]) -> Table:
    """Several tables as one, later rows over earlier ones."""
    whole = Table()
    for table in tables:
        for row in table.rows.values():
            whole.add(row)
    return whole


def _lines(text: str, path: str) -> Iterator[tuple[int, dict[str, str]]]:
    kept = [
        (n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")
    ]
    if not kept:
        raise PlaceError("G003", path, detail="the file is empty", columns=", ".join(COLUMNS))
    header = kept[0][1]
    separator = ";" if header.count(";") > header.count(",") else ","
    names = [cell.strip().lower() for cell in next(csv.reader([header], delimiter=separator))]
    wrong = [name for name in names if name not in COLUMNS]
    if wrong or "name" not in names or "code" not in names:
        detail = f"unknown: {', '.join(wrong)}" if wrong else "code and name are needed"
        raise PlaceError("G003", f"{path}:{kept[0][0]}", detail=detail, columns=", ".join(COLUMNS))
    for number, line in kept[1:]:
        cells = next(csv.reader(io.StringIO(line), delimiter=separator))
        if len(cells) > len(names):
            raise PlaceError(
                "G004", f"{path}:{number}", detail=f"{len(cells)} cells for {len(names)} columns"
            )
        yield number, dict(zip(names, (cell.strip() for cell in cells), strict=False))


def _row(values: Mapping[str, str], where: str) -> Row:
    code, name, kind = values.get("code", ""), values.get("name", ""), values.get("kind", "")
    if not code:
        raise PlaceError("G004", where, detail="the code is missing")
    if kind and kind not in KINDS:
        raise PlaceError("G006", where, kind=kind, kinds=", ".join(KINDS))
    lat, lon = _number(values, "lat", where, 90), _number(values, "lon", where, 180)
    if (lat is None) != (lon is None):
        raise PlaceError("G005", where, name="lat and lon", value="one without the other")
    names = [*_list(values, "names"), *_list(values, "former"), *_list(values, "pcode")]
    return Row(
        code=code,
        name=name,
        kind=kind,
        country=values.get("country", "").upper(),
        parent=values.get("parent", ""),
        lat=lat,
        lon=lon,
        precision_km=_number(values, "precision_km", where, 20_000),
        weight=_number(values, "weight", where, 12),
        names=tuple(names),
        touches=tuple(values.get("touches", "").split()),
        members=tuple(values.get("members", "").split()),
        where=where,
    )


def _list(values: Mapping[str, str], column: str) -> list[str]:
    return [part.strip() for part in values.get(column, "").replace("|", ";").split(";") if part.strip()]


def _number(values: Mapping[str, str], column: str, where: str, limit: float) -> float | None:
    text = values.get(column, "")
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        raise PlaceError("G005", where, name=column, value=text) from None
    if not abs(number) <= limit:
        raise PlaceError("G005", where, name=column, value=text)
    return number
