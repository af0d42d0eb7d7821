"""Parts of spans: "early June", "the end of the month", "the first week of May". Words in; `Said` out."""

from __future__ import annotations

from datetime import date, timedelta

from panj.claims.dates.context import (
    DAY,
    UNIT_CLASSES,
    UNRESOLVED,
    Context,
    Reader,
    count_of,
    said_of,
    shift_of,
    span,
    unit_of,
    unit_span,
)
from panj.claims.dates.days import Days, shifted, week_span
from panj.claims.dates.shapes import Found
from panj.claims.dates.words import Said, class_of


def _whole(f: Found, c: Context) -> Days | None:
    """The span that a part is of: read before, a month, a year, or this week, month, year."""
    for w in f.words:
        if w.cls in {class_of()[n] for n in ("span", "month", "year")}:
            said = said_of(w, c)
            return (said.first, said.last) if said and said.first and said.last else None
    units = f.all("unit_week", "unit_month", "unit_year")  # "the first three months of the year": the last
    day = _spoken_of(f) or c.published
    return unit_span(unit_of(units[-1]), shift_of(f), day) if units and day else None


def _spoken_of(f: Found) -> date | None:
    """The day whose month is meant: "raised to 87 on 26 August and to 133 by the end of the month"."""
    if any(w.low == "this" for w in f.words):
        return None
    told = [w.said.first for w in f.before if w.said is not None and w.said.first == w.said.last]
    return told[-1] if told else None


def _part(f: Found, c: Context) -> Said | None:
    days = _whole(f, c)
    if days is None:
        return UNRESOLVED
    first, last = days
    third = timedelta(days=(last - first).days // 3)
    word = f.words[0].low
    if word == "early":
        return Said(first, first + third, "on")
    if word == "late" and (last - first).days in range(27, 31):
        return Said(first + 15 * DAY, last, "on")
    return Said(last - third, last, "on") if word == "late" else Said(first + third, last - third, "on")


def _edge(f: Found, c: Context) -> Said | None:
    if f.has("year_end"):
        day = date(c.published.year, 12, 31) if c.published else None
        return Said(day, day, "on")
    days = _whole(f, c)
    if days is None:
        return UNRESOLVED
    first, last = days
    word = f.one("edge", "begin")
    low = word.low if word else ""
    if low == "middle":
        third = timedelta(days=(last - first).days // 3)
        return Said(first + third, last - third, "on")
    day = last if low in {"end", "close"} else first
    return Said(day, day, "on")


def _half(f: Found, c: Context) -> Said | None:
    days = _whole(f, c)
    if days is None:
        return Said(None, None, "window")
    first, last = days
    middle = first + timedelta(days=(last - first).days // 2)
    word = f.one("ordinal")
    if (last - first).days > 300:
        middle = date(first.year, 6, 30)
    if word is not None and word.value == 1:
        return Said(first, middle, "window")
    return Said(middle + DAY, last, "window") if word is None or word.value == 2 else None


def _first_units(f: Found, c: Context) -> Said | None:
    days, ordinal, unit = _whole(f, c), f.one("ordinal"), unit_of(f.all(*UNIT_CLASSES)[0])
    n, _ = count_of(f.all("day", "number"))
    if days is None:
        return Said(None, None, "window")
    if ordinal is not None and ordinal.value == 1:
        return Said(days[0], shifted(days[0], n, unit) - DAY, "window")
    return Said(shifted(days[1], -n, unit) + DAY, days[1], "window") if ordinal is None else None


def _week_of_month(f: Found, c: Context) -> Said | None:
    days, ordinal, n = _whole(f, c), f.one("ordinal"), 14 if f.has("unit_fortnight") else 7
    if days is None:
        return UNRESOLVED
    if ordinal is None:
        return Said(days[1] - (n - 1) * DAY, days[1], "on")
    start = days[0] + n * (ordinal.value - 1) * DAY
    return Said(start, start + (n - 1) * DAY, "on") if start <= days[1] else None


def _week_of(f: Found, c: Context) -> Said | None:
    word = f.one("span", "ordinal")
    said = said_of(word, c) if word else None
    if said is None or said.first is None or said.first != said.last:
        return None
    if not f.has("begin"):
        return span(week_span(said.first))
    return Said(said.first, said.first + 6 * DAY, "on")


def _week_ending(f: Found, _c: Context) -> Said | None:
    word = f.one("span")
    if word is None or word.said is None or word.said.last is None:
        return None
    return Said(word.said.last - 6 * DAY, word.said.last, "window")


READERS: dict[str, Reader] = {
    "part": _part,
    "edge": _edge,
    "half": _half,
    "first_units": _first_units,
    "week_of_month": _week_of_month,
    "week_of": _week_of,
    "week_ending": _week_ending,
}
