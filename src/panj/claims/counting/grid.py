"""Tables drawn with pipes in plain text: the heading of a figure's column says what it counts, the first cell where.

Takes a report's text and an offset; gives the words of the column's heading and the row's label.
"""  # noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass

from panj.claims.draft import Draft
from panj.claims.mentions.units import Noun, head_noun
from panj.claims.predicates.frames import hits
from panj.language import tokens
from panj.model import PEOPLE, Group, Measure, Span, Unit

_RULE = re.compile(r"[\s|:+=-]*\Z")
_MOST_ROWS = 400
_ANYBODY = frozenset({Group.PEOPLE, Group.CIVILIANS, None})
_STOCKS = {
    Group.IDPS: Measure.DISPLACED_STOCK,
    Group.REFUGEES: Measure.HOSTED,
    Group.ASYLUM_SEEKERS: Measure.HOSTED,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: the span of its column's heading, the row's first cell, where the table begins."""

    heading: Span
    label: str
    table: int


def cell_at(text: str, at: int) -> Cell | None:
    """The cell that holds an offset, where its line is a row under a heading; else None."""
    start = text.rfind("\n", 0, at) + 1
    if "|" not in text[start:at]:
        return None
    line = text[start : end if (end := text.find("\n", at)) >= 0 else len(text)]
    head = _heading(text, start, line.count("|"))
    if head is None:
        return None
    column = text[start:at].count("|")
    edges = [head[0] - 1, *(i for i in range(*head) if text[i] == "|"), head[1]]
    if column + 1 >= len(edges):
        return None
    filled = [c.strip() for c in line.split("|") if c.strip()]
    return Cell(Span(edges[column] + 1, edges[column + 1]), filled[0] if filled else "", head[0])


def _heading(text: str, start: int, pipes: int) -> tuple[int, int] | None:
    """Start and end of the first line of the table in which a line stands, where that line is not it."""
    first: tuple[int, int] | None = None
    for _ in range(_MOST_ROWS):
        end = start - 1
        if end < 0:
            break
        above = text.rfind("\n", 0, end) + 1
        line = text[above:end]
        if line.count("|") != pipes:
            break
        if not _RULE.match(line):
            first = (above, end)
        start = above
    return first


def column_noun(draft: Draft, text: str) -> Noun | None:
    """What the column of a figure counts, by its heading; its label is kept for the place."""
    if "|" not in text[max(0, draft.start - 200) : draft.start]:
        return None
    cell = cell_at(text, draft.start)
    if cell is None:
        return None
    words = tokens(text, cell.heading)
    found = [n for i in range(len(words)) if (n := head_noun(words, i)) is not None]
    if not found:
        return None
    n = found[0]
    draft.rules.append("noun.column")
    group = n.group
    if n.unit in PEOPLE:
        title = _title(text, cell.table)
        group = n.group if n.group not in _ANYBODY else _group(text, title) or n.group
        draft.column = _measure(n.group, text, cell.heading)
        if draft.column is None and (n.unit is Unit.PERSONS or not _has_left(draft, text)):
            draft.column = _measure(group, text, title)
    return Noun(draft.last, draft.last, n.unit, group, n.aside, n.weak, n.words)


def _has_left(draft: Draft, text: str) -> bool:
    """Whether figures of its row stand to the left: the households are those of the people beside them."""
    return re.search(r"\d", text[text.rfind("\n", 0, draft.start) + 1 : draft.start]) is not None


def _title(text: str, table: int) -> Span:
    """The line above a table, blank ones left out; empty where none is."""
    above = text[:table].rstrip()
    return Span(above.rfind("\n") + 1, len(above))


def _group(text: str, title: Span) -> Group | None:
    """Of whom a table is, by its title: "Registration of refugees in eastern Chad"."""
    words = tokens(text, title)
    found = [n for i in range(len(words)) if (n := head_noun(words, i)) is not None and n.unit in PEOPLE]
    return next((n.group for n in found if n.group not in _ANYBODY), None)


def _measure(group: Group | None, text: str, told: Span) -> Measure | None:
    """What the words of a heading or title measure: by their frames, else by who is counted."""
    found = [h for h in hits(tokens(text, told)) if Unit.PERSONS in h.frame.units]
    if found:
        measure = max(found, key=lambda h: h.frame.weight).frame.measure
        return _STOCKS.get(group, measure) if group and measure is Measure.ADMISSION else measure
    return _STOCKS.get(group) if group is not None else None
