"""Empty tables for an officer to fill in: a workbook, a TOML file or a folder of CSV files.

Takes the scheme of `reception.workbook` and rows that are already known; writes the files.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from panj.errors import PublishError
from panj.model import Place
from panj.publish.content import Situation
from panj.publish.plan.workbook import save
from panj.reception.known import known_rows
from panj.reception.workbook import Scheme, schemes

Known = Mapping[str, Sequence[Mapping[str, object]]]
_ENDINGS = ("", ".xlsx", ".toml")


def write_template(path: Path, known: Known | None = None) -> None:
    """Writes the tables, with the rows that are known: `.xlsx`, `.toml`, else a folder of `.csv` files.

    Raises:
        PublishError: W010, where nothing can be written there; W011, where something stands there already;
            W020, for another ending.
    """
    if path.exists():
        raise PublishError("W011", str(path))
    if path.suffix.lower() not in _ENDINGS:
        raise PublishError(
            "W020", str(path), detail=path.suffix, known=".xlsx, .toml, a folder without ending"
        )
    try:
        if path.suffix.lower() == ".xlsx":
            save(_book(known or {}), path)
        elif path.suffix.lower() == ".toml":
            path.write_text(_toml(known or {}), encoding="utf-8")
        else:
            path.mkdir(parents=True)
            for scheme in schemes():
                _csv(path / f"{scheme.name}.csv", scheme, (known or {}).get(scheme.name, ()))
    except OSError as fault:
        raise PublishError("W010", str(path), detail=fault.strerror or str(fault)) from None


def _book(known: Known) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for scheme in schemes():
        tab = book.create_sheet(scheme.name)
        tab.append([f"# {scheme.title}"])
        tab.append([column.name for column in scheme.columns])
        for n, column in enumerate(scheme.columns, start=1):
            cell = tab.cell(2, n)
            cell.font = Font(bold=True, italic=not column.need)
            cell.comment = Comment(f"{column.help}{' (needed)' if column.need else ''}", "Panj")
            tab.column_dimensions[get_column_letter(n)].width = max(12, len(column.name) + 2)
        for row in known.get(scheme.name, ()):
            tab.append([row.get(column.name) for column in scheme.columns])
        tab.freeze_panes = "A3"
    return book


def _toml(known: Known) -> str:
    lines = ["# A reception plan. Fill in what is known; lines that begin with # say what belongs there.", ""]
    for scheme in schemes():
        rows = known.get(scheme.name, ())
        lines += [f"# {scheme.title}", *(_table(scheme, row) for row in rows)]
        if not rows:
            lines.append(_table(scheme, None))
    return "\n".join(lines)


def _table(scheme: Scheme, row: Mapping[str, object] | None) -> str:
    """A table with its known cells; the rest commented out with what belongs there."""
    off = "# " if row is None else ""
    lines = [f"{off}[[{scheme.name}]]"]
    for column in scheme.columns:
        value = None if row is None else row.get(column.name)
        if value in (None, ""):
            lines.append(f"# {column.name} =    # {column.help}")
        else:
            lines.append(f"{column.name} = {_written(value)}")
    return "\n".join([*lines, ""])


def _written(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return str(value)


def _csv(path: Path, scheme: Scheme, rows: Sequence[Mapping[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [column.name for column in scheme.columns])
        writer.writeheader()
        writer.writerows(rows)


def known_tables(situation: Situation) -> Known:
    """What the reports of a situation state of reception, as rows; the plan starts on the day as known.

    Sites and entries lie where the gazetteer has them, as far as their names are of one place alone.
    """
    reports, places = situation.reports, situation.places
    days = [report.day for report in reports.values() if report.day]

    def named(code: str | None, written: str | None) -> str:
        place = places.get(code) if code is not None else None
        return place.name if place else written or ""

    rows = known_rows(
        situation.claims.values(),
        situation.events,
        name=named,
        said_on=lambda claim: reports[claim.report].day,
        words=lambda claim: claim.sentence.of(reports[claim.report].text),
        start=situation.known or max(days, default=date(2000, 1, 1)),
        prepared=[site.prepared for site in situation.sites],
    )
    for row in (*rows.get("site", ()), *rows.get("entry", ())):
        row.update(_position(str(row["name"]), places.values()))
    return rows


def _position(name: str, places: Iterable[Place]) -> dict[str, object]:
    """Where a place of that name lies; nothing for a country, for none, and for several of one name."""
    found = [p for p in places if p.name == name]
    if len(found) != 1 or found[0].kind == "country" or found[0].lat is None or found[0].lon is None:
        return {}
    return {"lat": round(found[0].lat, 3), "lon": round(found[0].lon, 3)}
