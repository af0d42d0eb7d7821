"""Plain text and Markdown to reports: the header if there is one, the text as it stands, its parts.

Takes the decoded text, gives a `Report`; nothing in the text is changed, so that offsets mean the file's own.
"""

from __future__ import annotations

from panj.errors import ReportError
from panj.model import Problem, Report
from panj.reports.drawn import drawn_tables
from panj.reports.header import split_header
from panj.reports.layout import blocks, has_content
from panj.reports.masthead import imprint

MAX_LINES = 100_000  # a log or a data file; the longest situation reports have some thousand lines


def read_text(text: str, where: str = "") -> tuple[Report, tuple[Problem, ...]]:
    """The report in a text, with or without a header, and what was wrong with the header.

    Raises:
        ReportError: R002 nothing below the header, R004 more than `MAX_LINES`, R010 only page furniture.
    """
    lines = text.count("\n")
    if lines > MAX_LINES:
        raise ReportError("R004", where, size=f"a text of {lines:,} lines", limit=f"{MAX_LINES:,}")
    header = split_header(text, where)
    if not header.text.strip("\ufeff \t\n\r"):
        raise ReportError("R002", where)
    parts = blocks(header.text)
    if not has_content(parts):
        raise ReportError("R010", where)
    tables, parts = drawn_tables(header.text, parts)
    stated = imprint(header.text, parts)
    values = header.values
    day = stated.published.isoformat() if stated.published else None
    report = Report(
        text=header.text,
        published=values.get("published", day),
        outlet=values.get("outlet", stated.outlet),
        url=values.get("url"),
        title=values.get("title", stated.title),
        language=values.get("language", "en"),
        author=values.get("author", stated.author),
        modified=values.get("modified"),
        path=where,
        blocks=parts,
        tables=tables,
    )
    return report, header.problems
