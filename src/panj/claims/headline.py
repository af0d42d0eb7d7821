"""A headline that stands apart from its text is read as the first line of it: it says what the text is about.

Takes a report; gives it as it is read, and how many characters were put before its text. What is found has
the offsets of the report's own text; figures of such a headline are no claims, for they stand in no text.
"""

from __future__ import annotations

from dataclasses import replace

from panj.model import Block, BlockKind, Report
from panj.reports import blocks as blocks_of

_GAP = "\n\n"


def headed(report: Report) -> tuple[Report, int]:
    """A report as it is read: with its headline, where the text has none of its own.

    Returns:
        The report, and how many characters its text has more than the given one.
    """
    title = " ".join((report.title or "").split())
    if not title or report.part_of is not None or _plain(title) in _plain(report.text):
        return report, 0
    text = f"{title}{_GAP}{report.text}"
    added = len(text) - len(report.text)
    return replace(report, text=text, blocks=_blocks(report, text, added)), added


def _blocks(report: Report, text: str, added: int) -> tuple[Block, ...]:
    """What each stretch is. What only looked like a headline is told apart anew."""
    if not report.blocks or report.blocks == blocks_of(report.text):
        found = blocks_of(text)
        return tuple(
            Block(0, added - len(_GAP), BlockKind.TITLE) if b.start == 0 and b.end < added else b
            for b in found
        )
    moved = (Block(b.start + added, b.end + added, b.kind) for b in report.blocks)
    return (Block(0, added - len(_GAP), BlockKind.TITLE), *moved)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
