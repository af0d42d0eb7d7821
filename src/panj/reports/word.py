"""Word files (.docx) to reports, by python-docx.

Takes the bytes of a file, gives a report of its paragraphs, its tables kept apart.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from panj.errors import ReportError
from panj.model import Report, Table
from panj.reports.fragment import is_caption, is_data
from panj.reports.layout import blocks, has_content
from panj.reports.masthead import imprint
from panj.reports.packed import MAX_RATIO
from panj.reports.problems import needs

_MAX_UNPACKED = 200_000_000


def read_word(data: bytes, where: str = "") -> Report:
    """The report in a Word file.

    Title and day are taken from the text, then the title from the file's properties; the day on which
    the file was made says nothing of publication.

    Raises:
        ReportError: R010 no text, R011 without python-docx, R012 damaged, R013 a bomb.
    """
    _refuse_bombs(data, where)
    with needs("python-docx", "Word files", where):
        import docx
    try:
        document = docx.Document(io.BytesIO(data))
        lines = [" ".join(p.text.split()) for p in _paragraphs(document)]
        tables = list(_tables(document))
    except Exception as fault:  # noqa: BLE001  python-docx lets errors of lxml, zipfile and its own through
        raise ReportError("R012", where, kind="Word file", detail=str(fault)[:120]) from None
    text = "\n\n".join(line for line in lines if line)
    parts = blocks(text)
    if not has_content(parts) and not tables:
        raise ReportError("R010", where)
    stated = imprint(text, parts)
    report = Report(
        text=text,
        published=stated.published.isoformat() if stated.published else None,
        outlet=stated.outlet,
        author=stated.author,
        title=stated.title or document.core_properties.title or None,
        path=where,
        blocks=parts,
        tables=tuple(tables),
    )
    return replace(report, language=(document.core_properties.language or "en")[:2].lower())


def _refuse_bombs(data: bytes, where: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        raise ReportError("R012", where, kind="Word file", detail=str(fault)) from None
    if size > max(MAX_RATIO * len(data), 1_000_000) or size > _MAX_UNPACKED:
        raise ReportError("R013", where, detail=f"it unpacks to {size / 1e6:.0f} MB")


def _paragraphs(document: Any) -> list[Any]:
    """Paragraphs of the body; the table of contents is none of them."""
    return [p for p in document.paragraphs if not p.style or not p.style.name.lower().startswith("toc")]


def _tables(document: Any) -> Iterator[Table]:
    """The tables of data, each with the short paragraph right above it."""
    above = ""
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            found = _table(part, above)
            if found is not None:
                yield found
            above = ""
        elif part.text.strip():
            above = " ".join(part.text.split())


def _table(table: Any, above: str) -> Table | None:
    rows = []
    for row in table.rows:
        cells: list[str] = []
        last = None
        for cell in row.cells:
            if cell._tc is not last:  # a merged cell comes once for each column that it spans
                cells.append(" ".join(cell.text.split()))
            last = cell._tc
        rows.append(tuple(cells))
    rows = [row for row in rows if any(row)]
    caption = above if is_caption(above) else None
    return Table(tuple(rows), caption) if rows and is_data(rows) else None
