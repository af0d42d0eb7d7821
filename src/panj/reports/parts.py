"""Tables as reports of their own: what stands beside a text is read out, one sentence a row.

Takes a report, gives for each of its tables a report whose text says what the rows say: the title of the
whole, the caption, then "8,659 people killed as of 29 May 2015, according to the Ministry …". Its claims and
their offsets belong to that text; `part_of` names the report in which the table stands.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from panj.model import Block, BlockKind, Report, Table
from panj.reports.cells import layout_of, rows_of

FEWEST = 2  # rows with a figure, below which a table lays out a page rather than figures
_GAP = "\n\n"


def parts(report: Report) -> tuple[Report, ...]:
    """One report for each table of figures that stands beside a report's text; most have none."""
    tables = [(n, t) for n, t in enumerate(report.tables, 1)]
    return tuple(found for n, table in tables if (found := _part(report, table, n)) is not None)


def _part(report: Report, table: Table, number: int) -> Report | None:
    words = table_words()
    layout = layout_of(table, words)
    lines = list(rows_of(layout, table.caption or "", words)) if layout else []
    if len(lines) < FEWEST:
        return None
    title = report.title or report.name
    caption = table.caption or f"Table {number}"
    text, blocks = _joined(title, caption, lines)
    return replace(
        report,
        text=text,
        blocks=blocks,
        title=f"{caption} ({title})" if title else caption,
        name=f"{report.name}, table {number}",
        captions=(),
        corrections=(),
        tables=(table,),
        known_by=(),
        part_of=report.id,
    )


def _joined(title: str, caption: str, lines: Sequence[str]) -> tuple[str, tuple[Block, ...]]:
    kinds = [(title, BlockKind.TITLE), (caption, BlockKind.META), *((line, BlockKind.BODY) for line in lines)]
    at, blocks = 0, []
    kept = [(words, kind) for words, kind in kinds if words]
    for words, kind in kept:
        blocks.append(Block(at, at + len(words), kind))
        at += len(words) + len(_GAP)
    return _GAP.join(words for words, _ in kept), tuple(blocks)


@cache
def table_words() -> dict[str, tuple[str, ...]]:
    """tables.toml as read."""
    source = resources.files("panj.reports") / "tables.toml"
    return {name: tuple(held) for name, held in tomllib.loads(source.read_text(encoding="utf-8")).items()}
