"""Tables drawn in plain text, whose cells stand apart by pipes, by tabs, or by two blanks or more.

Takes a text and its blocks; gives the tables, and the blocks with one of kind `table` for the lines of each.
The text itself is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from panj.model import Block, BlockKind, Span, Table
from panj.reports.cells import layout_of, rows_of
from panj.reports.parts import table_words

_GAP = re.compile(r"\t+|(?<=\S) {2,}(?=\S)")
_PLACES = ("Place", "People")  # the heading of a list of places that has none
_NAME = re.compile(r"[^\W\d_a-z]")
_COUNT = re.compile(r"(?:about |some |over |more than |~|>)?\d[\d,. ]*\d|\d", re.IGNORECASE)
_FINAL = re.compile(r"[.!?;][\"'”’»)\]]*\Z")
_PIPE = re.compile(r"\s*\|\s*")
_RULE = re.compile(r"[\s|:_=+–—-]+\Z")
_SHOWS = re.compile(
    r"(?:the|this)\s+(?:following\s+)?table(?:\s+below)?\s+(?:shows?|gives|lists|presents|breaks\s+down)\s+(?P<what>[^.;!?]+?)[.:]?\Z",
    re.IGNORECASE,
)
_FEWEST = 3  # lines: a heading and two rows; fewer may be two words that were set apart
_CAPTION = 120  # characters; a longer line above a table is a paragraph before it
_WORDY = 60  # characters; a longer cell is a column of text


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    cells: tuple[str, ...]


def drawn_tables(text: str, blocks: Sequence[Block]) -> tuple[tuple[Table, ...], tuple[Block, ...]]:
    """The tables of figures that are drawn in a text, and its blocks with each of them as one block."""
    found = [(run, table) for run in _runs(text) if (table := _table(text, run)) is not None]
    spans = [Span(run[0].start, run[-1].end) for run, _ in found]
    return tuple(table for _, table in found), _with_tables(blocks, spans)


def _runs(text: str) -> Iterator[list[_Line]]:
    """Lines in a row that have cells, with nothing but rules between them."""
    run: list[_Line] = []
    at = 0
    for whole in text.split("\n"):
        cells = _cells(whole)
        if len(cells) > 1 and not _RULE.match(whole) and all(len(c) <= _WORDY for c in cells):
            run.append(_Line(at, at + len(whole), cells))
        elif not (run and whole.strip() and _RULE.match(whole)):
            if len(run) >= _FEWEST:
                yield run
            run = []
        at += len(whole) + 1
    if len(run) >= _FEWEST:
        yield run


def _cells(line: str) -> tuple[str, ...]:
    """What stands in the cells of a line; a line without any is one cell."""
    line = line.strip(" \r")
    if "|" in line:
        return tuple(_PIPE.split(line.removeprefix("|").removesuffix("|").strip()))
    return tuple(cell.strip() for cell in _GAP.split(line))


def _table(text: str, run: Sequence[_Line]) -> Table | None:
    """The table of a run, where its first line heads columns of figures or a line above says what."""
    caption = _caption(text, run[0].start)
    head, *rows = (line.cells for line in run)
    if caption is not None and _is_list_of_places((head, *rows), caption):
        head, rows = _PLACES, [head, *rows]
    width = max(len(row) for row in rows)
    if len(head) == width - 1:
        head = ("", *head)  # the column of labels often has no heading
    if any(re.match(r"[\d~<>]", cell) for cell in head[1:]):
        return None
    table = Table((head, *rows), caption)
    words = table_words()
    layout = layout_of(table, words)
    if layout is not None and layout.daily and not any(rows_of(layout, caption or "", words)):
        return None  # days and numbers of which nothing says what they count
    return table if layout is not None and len(layout.rows) * 2 > len(rows) else None


def _is_list_of_places(rows: Sequence[tuple[str, ...]], caption: str) -> bool:
    """Names and a number each, without a heading, under a line that says who is counted."""
    words = table_words()
    low = re.sub(r"[^\w\s-]", " ", caption.lower()).split()
    counting = {*words["whom"], *words["groups"], *words["counted"]}
    pairs = all(len(row) == 2 and _NAME.match(row[0]) and _COUNT.fullmatch(row[1]) for row in rows)
    labels = {w for row in rows for w in row[0].lower().split()}
    return pairs and not counting.isdisjoint(low) and counting.isdisjoint(labels)


def _caption(text: str, start: int) -> str | None:
    """The line above a table, blank ones left out, where it is no sentence and no row of another table.

    A sentence that says what the table shows is one: of "The table shows arrivals by day." the last words.
    """
    lines = text[:start].rstrip().rsplit("\n", 1)
    line = lines[-1].strip()
    if len(_cells(line)) != 1 or len(line) > _CAPTION:
        return None
    shown = _SHOWS.fullmatch(line)
    if shown is not None:
        return shown["what"]
    return line if line and not _FINAL.search(line) else None


def _with_tables(blocks: Sequence[Block], spans: Sequence[Span]) -> tuple[Block, ...]:
    """The blocks, with those that lie in a table replaced by it."""
    held = [b for b in blocks if not any(b.start < s.end and s.start < b.end for s in spans)]
    drawn = [Block(s.start, s.end, BlockKind.TABLE) for s in spans]
    return tuple(sorted([*held, *drawn], key=lambda b: b.start))
