"""Lists of links that stand for reports: CSV files with addresses, GDELT exports.

Takes a table's bytes, gives `Link`s. A list holds no reports itself; `fetch` gets what it links to.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from panj.errors import ReportError
from panj.model import Problem
from panj.reports.decode import decode
from panj.reports.problems import problem

_ADDRESS = ("url", "link", "sourceurl", "source_url", "documentidentifier", "address", "href")
_TITLE = ("title", "headline", "name")
_SEEN = ("published", "date", "seendate", "dateadded", "sqldate")
# GDELT 1.0 events have no header line: 58 columns, the source's address the last of them.
_GDELT_COLUMNS = range(57, 65)


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and what the list says of it. `seen` is as the list writes it."""

    url: str
    title: str | None = None
    seen: str | None = None


def read_links(data: bytes, where: str = "") -> list[Link]:
    """The addresses of a CSV or tab-separated table, each once, in order.

    Raises:
        ReportError: R012 no table, R019 no column holds addresses.
    """
    rows = rows_in(data, where)
    found = _with_header(rows) or _without_header(rows)
    if not found:
        raise ReportError("R019", where)
    return list({link.url: link for link in reversed(found)}.values())[::-1]


def rows_in(data: bytes, where: str = "") -> list[list[str]]:
    """The rows of a table that hold anything, by the separator that it uses most.

    Raises:
        ReportError: R012, where it is none.
    """
    text = decode(data, where)
    csv.field_size_limit(1_000_000)
    try:
        rows = list(csv.reader(io.StringIO(text), _dialect(text)))
    except csv.Error as fault:
        raise ReportError("R012", where, kind="CSV", detail=str(fault)) from None
    return [row for row in rows if any(cell.strip() for cell in row)]


def links_problem(links: list[Link], where: str) -> Problem:
    """The row that says that a list has to be fetched."""
    return problem(ReportError("R014", where, number=len(links), path=where))


def _dialect(text: str) -> type[csv.Dialect]:
    head = text[:5000]

    class Found(csv.excel):
        delimiter = max("\t,;|", key=head.count)

    return Found


def _with_header(rows: list[list[str]]) -> list[Link]:
    names = [cell.strip().lower().lstrip("#") for cell in rows[0]] if rows else []
    at = next((names.index(name) for name in _ADDRESS if name in names), None)
    if at is None:
        return []
    title = next((names.index(name) for name in _TITLE if name in names), None)
    seen = next((names.index(name) for name in _SEEN if name in names), None)
    return [
        Link(row[at].strip(), _cell(row, title), _cell(row, seen))
        for row in rows[1:]
        if len(row) > at and _is_address(row[at])
    ]


def _without_header(rows: list[list[str]]) -> list[Link]:
    gdelt = [row for row in rows if len(row) in _GDELT_COLUMNS and _is_address(row[-1])]
    if gdelt:
        return [Link(row[-1].strip(), seen=_cell(row, 1)) for row in gdelt]
    return [Link(row[0].strip()) for row in rows if _is_address(row[0])]


def _is_address(cell: str) -> bool:
    return cell.strip().startswith(("http://", "https://"))


def _cell(row: list[str], at: int | None) -> str | None:
    return row[at].strip() or None if at is not None and at < len(row) else None
