"""A CSV file that holds figures and not links: one table as a report of its own.

Takes the bytes, gives a report whose text is what the file is called, with the table beside it. A table says
nothing of its day; it is asked for like that of any report.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from panj.errors import ReportError
from panj.model import Block, BlockKind, Report, Table
from panj.reports.cells import layout_of
from panj.reports.links import rows_in
from panj.reports.parts import table_words

_MOST_ROWS = 5_000


def read_sheet(data: bytes, where: str = "") -> Report:
    """The report in a table of figures.

    Raises:
        ReportError: R019, where no column holds figures beside labels, or there are more rows than are read.
    """
    rows = rows_in(data, where)
    title = " ".join(re.split(r"[\s_-]+", PurePath(where).stem)).strip()
    table = Table(tuple(tuple(cell.strip() for cell in row) for row in rows[: _MOST_ROWS + 1]), title or None)
    if len(rows) > _MOST_ROWS or layout_of(table, table_words()) is None:
        raise ReportError("R019", where)
    text = title or "Table"
    return Report(
        text=text,
        title=text,
        path=where,
        blocks=(Block(0, len(text), BlockKind.TITLE),),
        tables=(table,),
        known_by=(("title", "the file's name"),),
    )
