"""Writes tables as CSV (RFC 4180, UTF-8), safe to open in a spreadsheet.

Takes a `Situation` and a folder or a stream; gives the paths written. A cell that a spreadsheet would take
for a formula gets an apostrophe before it; an optional second row holds HXL tags.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from panj.errors import PublishError
from panj.publish.content import Situation
from panj.publish.exports.tables import TABLES, Value

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(
    situation: Situation,
    target: str | Path | TextIO,
    what: Sequence[str] = ("claims", "events", "figures"),
    format: str = "csv",  # noqa: A002  the word of the command line
    *,
    hxl: bool = False,
) -> list[Path]:
    """Writes tables of a situation.

    Args:
        situation: as known on its day.
        target: a folder, made if need be, that gets one file per table; or an open text stream, which
            takes one table.
        what: names of tables; empty: all.
        format: `csv`.
        hxl: whether a row of HXL tags follows the header.

    Returns:
        The files written; none for a stream.

    Raises:
        PublishError: W020, for an unknown table or format, or several tables on one stream; W021, where
            the folder cannot be written.
    """
    names = tuple(what) or tuple(TABLES)
    unknown = [name for name in names if name not in TABLES]
    if format != "csv" or unknown:
        raise PublishError("W020", detail=", ".join(unknown) or repr(format))
    texts = {name: table_text(situation, name, hxl=hxl) for name in names}
    if not isinstance(target, str | Path):
        if len(names) != 1:
            raise PublishError("W020", detail="a stream takes one table; give a folder for several")
        target.write(texts[names[0]])
        return []
    return _to_folder(Path(target), texts)


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


def _to_folder(folder: Path, texts: dict[str, str]) -> list[Path]:
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            path = folder / f"{name}.csv"
            path.write_text(text, encoding="utf-8", newline="")
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
