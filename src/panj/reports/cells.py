"""What the columns of a table are, and each row as a sentence in the order in which reports write.

Takes a table and the words of tables.toml; gives sentences. Words and numbers are the table's own; only what
joins them ("as of", "in", "according to") is added.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from panj.model import Table
from panj.reports.captions import Caption, read_caption
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
_MONTH = re.compile(rf"\b(?:{'|'.join(month_name[1:])})\b(?:\s+\d{{4}})?")
_BEFORE_MONTH = re.compile(r"[\s,:–-]*(?:\b(?:in|of|for|during))?\s*\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_DAY_ALONE = re.compile(r"(?:as\s+(?:of|at)|on|by|until|since)\s", re.IGNORECASE)
_DISPLACED = ("displaced", "internally displaced", "idp")
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
    told = read_caption(_uncapitalised(caption, words))
    for row in sorted(layout.rows, key=lambda row: not _is(row[layout.labels[0]], words["total"])):
        label, end = row[layout.labels[0]], _when(layout, row, told) + _who(layout, row)
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
        yield from (f"{s}{end}." for n in layout.figures if (s := _said(layout, row, n, told, words)))
    if parts:
        yield _of_these(parts, tail)


def _of_these(parts: Sequence[str], tail: str) -> str:
    *first, last = parts
    listed = f"{', '.join(first)} and {last}" if first else last
    return f"Of these, {listed}{tail}."


def _said(layout: Layout, row: Sequence[str], n: int, caption: Caption, words: Words) -> str:
    """The figure and what it counts: `8,659 people killed`; empty where the cell holds no figure."""
    figure, label = row[n], row[layout.labels[0]]
    if not _FIGURE.fullmatch(figure):
        return ""
    head = _without_whole(layout.heads[n], words)
    told = _low(caption.counted)
    if _is(head, words["bare"]):
        if not _is_place_list(layout, words):
            return f"{figure} {_counted(label, words)}"
        # "Total" beside "New arrivals" may sum up columns or days; beside "Men" it sums up people.
        people = [*words["whom"], *words["groups"], *words["bare"]]
        whom = all(_is(layout.heads[m], people) for m in layout.figures)
        if not (told and whom):
            return ""
    if len([m for m in layout.figures if _names(told, layout.heads[m])]) > 1:
        told = ""  # "Dead and injured by province": each column has its own word of it
    counted, day = _day_of(head)
    if not day:
        head, month = _month_apart(head)
        counted, figure = head, f"{month}{figure}"
    if told and not counted:
        noun = told
    elif _is(head, words["bare"]) or _is(counted, words["whom"]):
        noun = _of_whom(counted, told, words)
    elif told and _is(counted, words["groups"]) and not _names(told, counted):
        noun = f"{_low(counted)} among {told}"
    else:
        noun = _noun(counted, told)
    if _is(label, words["total"]):
        return f"{figure} {noun} in total{day}"
    where = ", ".join(dict.fromkeys(filter(None, (row[c] for c in layout.labels))))
    if _is(where, words["elsewhere"]):
        return f"{figure} {noun} elsewhere{day}"
    return f"{figure} {noun} in {where}{day}"


def _day_of(head: str) -> tuple[str, str]:
    """A heading without its day, and the day as a sentence has it: "Arrivals, 25 July", "As of 12 June"."""
    if _DAY_ALONE.match(head) and (found := mentions(head)) and found[-1].end == len(head):
        return "", f" {_low(head)}"
    counted, _, day = head.partition(", ")
    return counted, f" on {day}" if day and mentions(day) else ""


def _without_whole(head: str, words: Words) -> str:
    """A heading of a part of the column before it, by itself: "of whom registered" are people registered."""
    part = next((w for w in words["part"] if head.lower().startswith(f"{w} ")), None)
    if part is None:
        return head
    rest = head[len(part) :].strip()
    return rest if _is(rest, [*words["whom"], *words["groups"]]) else f"people {rest}"


def _month_apart(head: str) -> tuple[str, str]:
    """A heading without the month that it begins or ends with, and that month: "June arrivals"."""
    found = list(_MONTH.finditer(head))
    m = found[0] if len(found) == 1 else None
    if m is None or (m.start() > 0 and m.end() < len(head)):
        return head, ""
    rest = _BEFORE_MONTH.sub("", head[: m.start()]) + head[m.end() :].strip(" ,:-–")
    return (rest, f"In {m.group()}, ") if rest else (head, "")


def _is_place_list(layout: Layout, words: Words) -> bool:
    """Whether the first column is headed by the word for a kind of place, so that labels name places."""
    return _is(layout.heads[layout.labels[0]], words["places"])


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


def _noun(head: str, told: str) -> str:
    """What a column counts, in the fuller words of the caption where it names the same."""
    newly = told.lower().startswith("new ") and head.lower().startswith(_DISPLACED)
    return f"newly {_low(head)}" if newly else told if _names(told, head) else _low(head)


def _names(told: str, head: str) -> bool:
    """Whether a caption has the last word of a heading, be it one or several."""
    return bool(head) and head.split()[-1].lower().rstrip("s") in told.lower()


def _low(words: str) -> str:
    """Words inside a sentence: without a capital where only the first word has one."""
    first = words.split(" ", 1)[0]
    return words if first.isupper() and len(first) > 1 else words[:1].lower() + words[1:]


def _uncapitalised(caption: str, words: Words) -> str:
    """A caption in capitals as a sentence has it: names with one, all other words with none."""
    if not caption.isupper():
        return caption
    plain = frozenset(words["plain"])
    return _WORD.sub(lambda m: w if (w := m[0].lower()) in plain else m[0].capitalize(), caption)


def _when(layout: Layout, row: Sequence[str], caption: Caption) -> str:
    """The day of a row, else the days of the caption where no heading has days of its own."""
    if layout.date is not None and row[layout.date] and mentions(row[layout.date]):
        return f" as of {row[layout.date]}"
    if layout.date is not None or any(mentions(layout.heads[n]) for n in layout.figures):
        return ""
    return f" {caption.days}" if caption.days else ""


def _who(layout: Layout, row: Sequence[str]) -> str:
    if layout.source is None or not row[layout.source]:
        return ""
    source = row[layout.source]
    article = "the " if " of " in source or source.split()[-1] in ("Cluster", "Office", "Agency") else ""
    return f", according to {article}{source}"
