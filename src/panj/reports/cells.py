"""What the columns of a table are, and each row as a sentence in the order in which reports write.

Takes a table and the words of tables.toml; gives sentences. Words and numbers are the table's own; only what
joins them ("as of", "in", "according to") is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from panj.model import Table
from panj.reports.days import mentions

Words = Mapping[str, Sequence[str]]

_HEDGE = (
    r"(?:more than|less than|fewer than|at least|at most|up to|over|about|around|some|nearly|almost|[~≈><])"
    r"\s*"
)
_FIGURE = re.compile(
    rf"(?:{_HEDGE})?\d[\d,. \u00a0]*(?:\s?(?:million|thousand|billion|m|k))?(?:\s?[–-]\s?\d[\d,.]*)?\+?",
    re.IGNORECASE,
)
_BY = re.compile(r"\s+(?:by|per)\s+[^,;]+\Z", re.IGNORECASE)
_NUMBERED = re.compile(r"\A(?:table|figure|annex)\s*\d+\s*[.:–-]?\s*", re.IGNORECASE)
_PLACE = re.compile(r",\s+(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table by what they hold, as indexes; `rows` without the heading."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    labels: tuple[int, ...]
    figures: tuple[int, ...]
    date: int | None = None
    source: int | None = None


def layout_of(table: Table, words: Words) -> Layout | None:
    """How a table is laid out; None where no column holds figures under a heading, or no label stands by."""
    if len(table.rows) < 2:
        return None
    heads, *rows = (tuple(" ".join(cell.split()) for cell in row) for row in table.rows)
    width = len(heads)
    rows = [row for row in rows if len(row) == width]
    date = next((n for n, h in enumerate(heads) if _is(h, words["date"])), None)
    source = next((n for n, h in enumerate(heads) if _is(h, words["source"])), None)
    rest = [n for n in range(width) if n not in (date, source)]
    figures = [n for n in rest if not _is(heads[n], words["not_figures"]) and _holds_figures(rows, n)]
    labels = [n for n in rest if n not in figures and not _is(heads[n], words["not_figures"])]
    if not rows or not figures or not labels or _FIGURE.fullmatch(heads[figures[0]]):
        return None
    return Layout(heads, tuple(rows), tuple(labels), tuple(figures), date, source)


def _is(head: str, words: Sequence[str]) -> bool:
    low = head.lower().strip(" :.")
    return any(low == w or low.startswith(f"{w} (") for w in words)


def _holds_figures(rows: Sequence[Sequence[str]], n: int) -> bool:
    filled = [row[n] for row in rows if row[n] not in ("", "-", "–", "n/a", "N/A")]
    return bool(filled) and sum(bool(_FIGURE.fullmatch(cell)) for cell in filled) * 2 > len(filled)


def rows_of(layout: Layout, caption: str, words: Words) -> Iterator[str]:
    """One sentence for each figure, row by row; a row that sums up the others comes first.

    Parts of one row stand in one sentence: "Of these, 4,771 female people killed and 3,887 male …".
    """
    whole, parts, tail = "", list[str](), ""
    for row in sorted(layout.rows, key=lambda row: not _is(row[layout.labels[0]], words["total"])):
        label, end = row[layout.labels[0]], _when(layout, row) + _who(layout, row)
        inside = next((w for w in words["part"] if label.lower().startswith(f"{w} ")), None)
        if inside and whole and _FIGURE.fullmatch(row[layout.figures[0]]):
            if parts and end != tail:
                yield _of_these(parts, tail)
                parts = []
            said, tail = f"{row[layout.figures[0]]} {label[len(inside) :].strip()} {_low(whole)}", end
            parts.append(said)
            continue
        if parts:
            yield _of_these(parts, tail)
        parts, whole = [], label
        yield from (f"{s}{end}." for n in layout.figures if (s := _said(layout, row, n, caption, words)))
    if parts:
        yield _of_these(parts, tail)


def _of_these(parts: Sequence[str], tail: str) -> str:
    *first, last = parts
    listed = f"{', '.join(first)} and {last}" if first else last
    return f"Of these, {listed}{tail}."


def _said(layout: Layout, row: Sequence[str], n: int, caption: str, words: Words) -> str:
    """The figure and what it counts: `8,659 people killed`; empty where the cell holds no figure."""
    figure, label = row[n], row[layout.labels[0]]
    if not _FIGURE.fullmatch(figure):
        return ""
    head = layout.heads[n]
    told = _told(caption)
    if _is(head, words["bare"]):
        if not _is_place_list(layout, words):
            return f"{figure} {_counted(label, words)}"
        # "Total" beside "New arrivals" may sum up columns or days; beside "Men" it sums up people.
        whom = all(_is(layout.heads[m], [*words["whom"], *words["bare"]]) for m in layout.figures)
        if not (told and whom):
            return ""
    counted, _, day = head.partition(", ")
    day = f" on {day}" if day and mentions(day) else ""
    if _is(head, words["bare"]) or _is(counted, words["whom"]):
        noun = _of_whom(counted, told, words)
    else:
        noun = _noun(counted, caption)
    if _is(label, words["total"]):
        return f"{figure} {noun} in total{day}"
    where = ", ".join(dict.fromkeys(filter(None, (row[c] for c in layout.labels))))
    return f"{figure} {noun} in {where}{day}"


def _is_place_list(layout: Layout, words: Words) -> bool:
    """Whether the first column is headed by the word for a kind of place, so that labels name places."""
    return _is(layout.heads[layout.labels[0]], words["places"])


def _told(caption: str) -> str:
    """What a caption says is counted: without its number, and without "by district"."""
    told = _BY.sub("", _NUMBERED.sub("", caption)).strip(" .:")
    return "" if mentions(told) else _low(told)


def _of_whom(head: str, told: str, words: Words) -> str:
    """Whom a column counts of what the caption tells: `households of displaced people`."""
    whom = _low(head)
    if not told:
        return whom
    every = _is(head, words["bare"]) or _is(head, words["everybody"])
    return told if every else f"{whom} of {told}"


def _counted(label: str, words: Words) -> str:
    """A label as what is counted: `People killed, Elegu` → `people killed in Elegu`."""
    what, where = ([*_PLACE.split(label, 1), ""])[:2]
    *first, last = what.split()
    if first and last.lower() in words["before"]:
        what = f"{last.lower()} {_low(' '.join(first))}"
    return f"{_low(what)} in {where}" if where else _low(what)


def _noun(head: str, caption: str) -> str:
    """What a column counts, in the fuller words of the caption where it names the same."""
    fuller = _BY.sub("", _NUMBERED.sub("", caption)).strip(" .:")
    same = head and head.split()[-1].lower().rstrip("s") in fuller.lower()
    return _low(fuller if same and not mentions(fuller) else head)


def _low(words: str) -> str:
    """Words inside a sentence: without a capital where only the first word has one."""
    first = words.split(" ", 1)[0]
    return words if first.isupper() and len(first) > 1 else words[:1].lower() + words[1:]


def _when(layout: Layout, row: Sequence[str]) -> str:
    if layout.date is None or not row[layout.date] or not mentions(row[layout.date]):
        return ""
    return f" as of {row[layout.date]}"


def _who(layout: Layout, row: Sequence[str]) -> str:
    if layout.source is None or not row[layout.source]:
        return ""
    source = row[layout.source]
    article = "the " if " of " in source or source.split()[-1] in ("Cluster", "Office", "Agency") else ""
    return f", according to {article}{source}"
