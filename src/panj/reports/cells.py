"""What the columns of a table are, and each row as a sentence in the order in which reports write.

Takes a table and the words of tables.toml; gives sentences. Words and numbers are the table's own; only what
joins them ("as of", "in", "according to") is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from panj.model import Table
from panj.reports.by_day import counts, day_rows
from panj.reports.captions import Caption, told_in
from panj.reports.days import mentions
from panj.reports.headings import in_full, is_so_far, matches, read_heading

Words = Mapping[str, Sequence[str]]

_HEDGE = (
    r"(?:more than|less than|fewer than|at least|at most|up to|over|about|around|some|nearly|almost|[~≈><])"
    r"\s*"
)
_FIGURE = re.compile(
    rf"(?:{_HEDGE})?\d[\d,. \u00a0]*(?:\s?(?:million|thousand|billion|m|k))?(?:\s?[–-]\s?\d[\d,.]*)?\+?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_DAILY = re.compile(r"\A(?:daily|weekly|monthly)\s+", re.IGNORECASE)
_DISPLACED = ("displaced", "internally displaced", "idp")
_SUM_OF = re.compile(
    r"(?:grand\s+)?total\s+(?:of|for|in|across)\s+(?:the\s+|all\s+|these\s+)?[a-z\d]", re.IGNORECASE
)
_PLACE = re.compile(r",\s+(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table by what they hold, as indexes; `rows` without the heading.

    Where rows are days (`daily`), the days are the labels.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    labels: tuple[int, ...]
    figures: tuple[int, ...]
    date: int | None = None
    source: int | None = None
    daily: bool = False


def layout_of(table: Table, words: Words) -> Layout | None:
    """How a table is laid out; None where no column holds figures under a heading, or no label stands by."""
    if len(table.rows) < 2:
        return None
    heads, *rows = (tuple(" ".join(cell.split()) for cell in row) for row in table.rows)
    width = len(heads)
    rows = [row for row in rows if len(row) == width]
    date = next((n for n, h in enumerate(heads) if matches(h, words["date"])), None)
    source = next((n for n, h in enumerate(heads) if matches(h, words["source"])), None)
    rest = [n for n in range(width) if n not in (date, source)]
    figures = [n for n in rest if not matches(heads[n], words["not_figures"]) and _holds_figures(rows, n)]
    stays = [n for n in figures if is_so_far(heads[n], heads, words)]  # no number of people at one time
    figures, rest = [n for n in figures if n not in stays], [n for n in rest if n not in stays]
    labels = [n for n in rest if n not in figures and not matches(heads[n], words["not_figures"])]
    daily = not labels and date is not None and len(figures) > 1
    if daily and date is not None:
        labels, date = [date], None
    if not rows or not figures or not labels or _FIGURE.fullmatch(heads[figures[0]]):
        return None
    heads = tuple(in_full(h, words) if n in figures else h for n, h in enumerate(heads))
    return Layout(heads, tuple(rows), tuple(labels), tuple(figures), date, source, daily)


def _holds_figures(rows: Sequence[Sequence[str]], n: int) -> bool:
    filled = [row[n] for row in rows if row[n] not in ("", "-", "–", "n/a", "N/A")]
    return bool(filled) and sum(bool(_FIGURE.fullmatch(cell)) for cell in filled) * 2 > len(filled)


def rows_of(layout: Layout, caption: str, words: Words) -> Iterator[str]:
    """One sentence for each figure, row by row; a row that sums up the others comes first.

    Parts of one row stand in one sentence: "Of these, 4,771 female people killed and 3,887 male …".
    """
    whole, parts, tail = "", list[str](), ""
    told = told_in(_uncapitalised(caption, words), words)
    if layout.daily:
        yield from _days_of(layout, told, words)
        return
    for row in sorted(layout.rows, key=lambda row: not _is_sum(row[layout.labels[0]], words)):
        label, who = row[layout.labels[0]], _who(layout, row)
        end = _when(layout, row, layout.figures[0], told) + who
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
        for n in layout.figures:
            if said := _said(layout, row, n, told, words):
                yield f"{_dated(said, _when(layout, row, n, told))}{who}."
    if parts:
        yield _of_these(parts, tail)


def _days_of(layout: Layout, caption: Caption, words: Words) -> Iterator[str]:
    told = _low(caption.counted)
    if counts(layout, told, words):
        yield from day_rows(
            layout,
            told,
            words,
            lambda head: _what(head, told, words),
            lambda cell: bool(_FIGURE.fullmatch(cell)),
        )


def _of_these(parts: Sequence[str], tail: str) -> str:
    *first, last = parts
    listed = f"{', '.join(first)} and {last}" if first else last
    return f"Of these, {listed}{tail}."


def _said(layout: Layout, row: Sequence[str], n: int, caption: Caption, words: Words) -> str:
    """The figure and what it counts: `8,659 people killed`; empty where the cell holds no figure."""
    figure, label = row[n], row[layout.labels[0]]
    if not _FIGURE.fullmatch(figure):
        return ""
    head = read_heading(layout.heads[n], words)
    bare = matches(head.counted, words["bare"])
    if bare and not _is_place_list(layout, words):
        return f"{figure} {_counted(label, words)}"
    told = _told(layout, caption, words)
    if bare and not (caption.counted and (head.days or _counts_people(layout, words))):
        return ""
    said = f"{head.before}{figure} {_what(head.counted, told, words)}"
    if not told and _counts_at_sites(layout, head.counted, words):
        said += " staying" if not _is_sum(label, words) else " staying there"
    if _is_sum(label, words):
        return f"{said} in total{head.days}"
    where = ", ".join(dict.fromkeys(filter(None, (row[c] for c in layout.labels))))
    if matches(where, words["elsewhere"]):
        return f"{said} elsewhere{head.days}"
    if matches(layout.heads[layout.labels[0]], words["subjects"]):
        return f"{said} for {where}{head.days}"
    return f"{said} in {where}{head.days}"


def _counts_at_sites(layout: Layout, head: str, words: Words) -> bool:
    return matches(layout.heads[layout.labels[0]], words["sites"]) and matches(head, words["whom"])


def _is_sum(label: str, words: Words) -> bool:
    """ "Total", "Total (all camps)", "Total of the four largest sites"; no "Total North"."""
    return matches(label, words["total"]) or _SUM_OF.match(label) is not None


def _told(layout: Layout, caption: Caption, words: Words) -> str:
    """What the caption says of every column; nothing where it names several of them, each by its own word."""
    told, heads = _low(caption.counted), [read_heading(layout.heads[m], words) for m in layout.figures]
    if len({h.counted.split()[-1].lower() for h in heads if _names(told, h.counted)}) > 1:
        return ""  # "Dead and injured by province"
    # "Daily arrivals, update": how often the table is drawn up, where columns have days of their own.
    return _low(_DAILY.sub("", told)) if any(h.days for h in heads) else told


def _counts_people(layout: Layout, words: Words) -> bool:
    """Whether "Total" sums up people ("Men", "In sites"); beside "New arrivals" it may sum up others."""
    people = [*words["whom"], *words["groups"], *words["bare"]]
    heads = [layout.heads[m] for m in layout.figures]
    return all(matches(h, people) or _says_where(h, words) for h in heads)


def _says_where(head: str, words: Words) -> bool:
    """ "In sites", "With host families": where those are whom the caption counts."""
    return head.split(" ", 1)[0].lower() in words["where"]


def _what(head: str, told: str, words: Words) -> str:
    """What a column counts, by its heading and the caption."""
    if told and (not head or (told.startswith("newly ") and matches(head, words["come"]))):
        return told  # who is newly displaced has newly arrived where he is counted
    if told and _says_where(head, words):
        return f"{told} {_low(head)}"
    if head.lower() in words["sums"]:
        return f"{_low(head)} {told}"
    if matches(head, words["bare"]) or matches(head, words["whom"]):
        return _of_whom(head, told, words)
    group = next((g for g in words["groups"] if f"{head.lower()} ".startswith(f"{g} ")), None)
    if told and group and not _names(told, group):
        return f"{_low(head)} among {told}"
    return _noun(head, told, words)


def _is_place_list(layout: Layout, words: Words) -> bool:
    """Whether the first column is headed by the word for a kind of place, so that labels name places."""
    return matches(layout.heads[layout.labels[0]], words["places"])


def _of_whom(head: str, told: str, words: Words) -> str:
    """Whom a column counts of what the caption tells: `households of displaced people`."""
    whom = _low(head)
    if not told:
        return whom
    every = matches(head, words["bare"]) or matches(head, words["everybody"])
    return told if every else f"{whom} of {told}"


def _counted(label: str, words: Words) -> str:
    """A label as what is counted: `People killed, Elegu` → `people killed in Elegu`."""
    what, where = ([*_PLACE.split(label, 1), ""])[:2]
    what = _in_order(what, words)
    return f"{what} in {where}" if where else what


def _in_order(what: str, words: Words) -> str:
    """ "People displaced" and "Displaced", as a sentence has them: "displaced people"."""
    *first, last = what.split()
    if last.lower() not in words["before"]:
        return _low(what)
    return f"{last.lower()} {_low(' '.join(first)) if first else 'people'}"


def _noun(head: str, told: str, words: Words) -> str:
    """What a column counts, in the fuller words of the caption where it names the same."""
    if told.lower().startswith("new ") and head.lower().startswith(_DISPLACED):
        return f"newly {_in_order(head, words)}"
    if not _names(told, head):
        return _in_order(head, words) if head.lower().endswith(_DISPLACED) else _low(head)
    if set(head.lower().split()) <= set(told.lower().split()) or len(head.split()) == 1:
        return told
    # "Cumulative arrivals" under "New arrivals from Kenya": its own words, and what the caption adds behind.
    last = told.lower().rfind(_last(head))
    behind = told[last:].partition(" ")[2] if last >= 0 else ""
    return f"{_low(head)} {behind}".rstrip()


def _last(head: str) -> str:
    return head.split()[-1].lower().rstrip("s")


def _names(told: str, head: str) -> bool:
    """Whether a caption has the last word of a heading, be it one or several."""
    return bool(head) and _last(head) in told.lower()


def _low(words: str) -> str:
    """Words inside a sentence: without a capital where only the first word has one."""
    first = words.split(" ", 1)[0]
    return words if first[:2].isupper() and len(first) > 1 else words[:1].lower() + words[1:]


def _uncapitalised(caption: str, words: Words) -> str:
    """A caption in capitals as a sentence has it: names with one, all other words with none."""
    if not caption.isupper():
        return caption
    plain = frozenset(words["plain"])
    return _WORD.sub(lambda m: w if (w := m[0].lower()) in plain else m[0].capitalize(), caption)


def _when(layout: Layout, row: Sequence[str], n: int, caption: Caption) -> str:
    """The day of a row, else the days of the caption where the column's heading has none of its own."""
    if layout.date is not None and row[layout.date] and mentions(row[layout.date]):
        return f" as of {row[layout.date]}"
    if layout.date is not None or mentions(layout.heads[n]):
        return ""
    return f" {caption.days}" if caption.days else ""


def _dated(said: str, when: str) -> str:
    """A month goes before: "In May 2022, 300 people in Lower Ford", whose end would else read as a name."""
    return (
        f"{when.strip()[:1].upper()}{when.strip()[1:]}, {said}"
        if when.startswith(" in ")
        else f"{said}{when}"
    )


def _who(layout: Layout, row: Sequence[str]) -> str:
    if layout.source is None or not row[layout.source]:
        return ""
    source = row[layout.source]
    article = "the " if " of " in source or source.split()[-1] in ("Cluster", "Office", "Agency") else ""
    return f", according to {article}{source}"
