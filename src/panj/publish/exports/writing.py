"""Writes tables in every format of the exports; CSV (RFC 4180, UTF-8) is safe to open in a spreadsheet.

Takes a `Situation` and a folder or a stream; gives the paths written. A cell that a spreadsheet would take
for a formula gets an apostrophe before it; an optional second row holds HXL tags.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from panj.errors import PublishError
from panj.publish.content import Situation
from panj.publish.exports import feeds, typed
from panj.publish.exports.tables import TABLES, Value
from panj.publish.gate import Withheld

FORMATS = ("csv", "xlsx", "parquet", "geojson", "jsonl", "hxl", "hapi", "jsonld", "rss")

_STREAMED = ("csv", "jsonl")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(
    situation: Situation,
    target: str | Path | TextIO,
    what: Sequence[str] = (),
    format: str = "csv",  # noqa: A002  the word of the command line
    *,
    hxl: bool = False,
    previous: Situation | None = None,
    withheld: Sequence[Withheld] = (),
) -> list[Path]:
    """Writes tables of a situation.

    Args:
        situation: as known on its day; what leaves the case went through `panj.publish.gate` first.
        target: a folder, made if need be; or an open text stream, which takes one table as CSV or JSON lines.
        what: names of tables; empty: figures, events and claims.
        format: one of `FORMATS`.
        hxl: whether a row of HXL tags follows the header of a CSV file or a workbook's sheet.
        previous: the situation that changes are told against, for the feeds.
        withheld: what the gate kept back, listed beside the tables.

    Returns:
        The files written; none for a stream.

    Raises:
        PublishError: W020, for an unknown table or format, or several tables on one stream; W021, where
            the folder cannot be written; W022, where a format needs what is not installed.
    """
    names = tuple(what) or tuple(n for n, t in TABLES.items() if not t.standard)
    unknown = [name for name in names if name not in TABLES]
    if unknown:
        raise PublishError("W020", detail=", ".join(map(repr, unknown)), known=", ".join(TABLES))
    if format not in FORMATS:
        raise PublishError("W020", detail=repr(format), known=", ".join(FORMATS))
    if not isinstance(target, str | Path):
        if format not in _STREAMED:
            raise PublishError("W020", detail=f"{format} into a pipe", known=", ".join(_STREAMED))
        if len(names) != 1:
            raise PublishError("W020", detail="several into one pipe", known=", ".join(TABLES))
        made = _files(situation, names, kind=format, hxl=hxl, previous=previous)
        target.write(next(iter(made.values())).decode())
        return []
    files = _files(situation, names, kind=format, hxl=hxl, previous=previous)
    if withheld:
        files["withheld.csv"] = withheld_text(withheld).encode()
    return _to_folder(Path(target), files)


def _files(
    situation: Situation,
    names: Sequence[str],
    *,
    kind: str,
    hxl: bool,
    previous: Situation | None,
) -> dict[str, bytes]:
    """File name → content of an export."""
    match kind:
        case "csv":
            return {f"{n}.csv": table_text(situation, n, hxl=hxl).encode() for n in names}
        case "hxl":
            return {"ledger.hxl.csv": table_text(situation, "ledger", hxl=True).encode()}
        case "hapi":
            return {"population.hapi.csv": table_text(situation, "population").encode()}
        case "xlsx":
            return {"panj.xlsx": typed.workbook(situation, names, hxl=hxl)}
        case "parquet":
            return {f"{n}.parquet": typed.parquet(situation, n) for n in names}
        case "jsonl":
            return {f"{n}.jsonl": typed.jsonl(situation, n) for n in names}
        case "geojson":
            return {"events.geojson": typed.geojson(situation)}
    before = previous or replace(situation, figures=(), claims={})
    if kind == "rss":
        return {"changes.rss": feeds.rss(situation, before)}
    return {"changes.jsonld": feeds.jsonld(situation, before)}


def withheld_text(withheld: Sequence[Withheld]) -> str:
    """The withheld cells as CSV: which, of which report, by which rule; never a value."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("report", "cell", "rule", "says"))
    for item in withheld:
        writer.writerow([_cell(v) for v in (item.subject, item.cell, item.rule, item.says)])
    return out.getvalue()


def table_text(situation: Situation, name: str, *, hxl: bool = False) -> str:
    """One table as CSV text with a header row."""
    table = TABLES[name]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    if hxl:
        writer.writerow(table.columns.values())
    for row in table.rows(situation):
        writer.writerow([_cell(row.get(column)) for column in table.columns])
    return out.getvalue()


def _to_folder(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            path = folder / name
            path.write_bytes(content)
            paths.append(path)
    except OSError as fault:
        raise PublishError("W021", str(folder), detail=fault.strerror or str(fault)) from None
    return paths


def _cell(value: Value) -> str:
    """A value as text; whole numbers without a point; no text that a spreadsheet would run."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(int(value)) if float(value).is_integer() else repr(value)
    return f"'{value}" if value.startswith(_FORMULA) else value
