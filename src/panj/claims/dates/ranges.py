"""Offsets, ranges and windows: "three days after 12 January", "from May to July", "in two weeks".

The words of a shape and what they lean on in; `Said` out, None where it is none.
"""

from __future__ import annotations

from datetime import date

from panj.claims.dates.context import (
    COUNTS,
    DAY,
    OPEN,
    UNIT_CLASSES,
    UNRESOLVED,
    Context,
    Reader,
    count_of,
    named,
    rebased,
    said_of,
    unit_of,
    year_of,
)
from panj.claims.dates.days import AHEAD, month_near, month_span, season_span, shifted
from panj.claims.dates.shapes import Found
from panj.claims.dates.words import Said, class_of


def _offset(f: Found, c: Context) -> Said | None:
    """ "Three days after 12 January", "two weeks before Easter"."""
    target = f.one("span", "now", "year")
    said = said_of(target, c) if target else None
    n, is_vague = count_of(f.all(*COUNTS))
    unit = unit_of(f.one(*UNIT_CLASSES))
    if said is None or is_vague or unit == "hour":
        return None
    if c.ahead and c.published is not None:
        said = rebased(said, after=c.published)
    if said.first is None or said.last is None:
        return None
    if f.has("from") and any(w.low == "for" for w in f.words):  # "for three days from today"
        return Said(said.first, shifted(said.first, n, unit), "window")
    day = shifted(said.first, -n, unit) if f.has("before") else shifted(said.last, n, unit)
    return Said(day, day, "on")


def _in_time(f: Found, c: Context) -> Said | None:
    """ "In two weeks", said of what will be."""
    if c.published is None:
        return None
    is_told = f.has("possessive", "span")
    if not (c.ahead or is_told):
        return None
    n, is_vague = count_of(f.all(*COUNTS))
    unit = unit_of(f.one(*UNIT_CLASSES))
    if is_vague or unit == "hour":
        return OPEN
    day = shifted(c.published, n, unit)
    span = f.one("span")
    if span is not None and span.said is not None and span.said.first is not None:
        weekday = span.said.first.weekday()
        day += ((weekday - day.weekday() + 3) % 7 - 3) * DAY  # the nearest such weekday
    return Said(day, day, "on")


def _range(f: Found, c: Context) -> Said | None:
    bounds = [
        w
        for w in f.words
        if w.cls in {class_of()[n] for n in ("span", "month", "year", "ordinal", "now", "day", "number")}
    ]
    if len(bounds) == 2 and bounds[0].cls == class_of()["year"] and f.has("day", "number"):
        return _years_short(bounds[0].value, f.all("day", "number")[0].value)
    if len(bounds) != 2:
        return said_of(bounds[0], c) if bounds else None
    a, b = (said_of(w, c) for w in bounds)
    if a is None or b is None or a.kind in {"open", "total"} or b.kind in {"open", "total"}:
        return None
    if a.named is not None and a.named[0] is None and (b.named is None or b.named[0] is not None) and b.last:
        is_now = f.words[-1].cls == class_of()["now"] or b.named is None
        a = rebased(a, before=b.last) if not is_now or (a.first and a.first > b.last) else a
    elif b.named is not None and b.named[0] is None and a.first is not None and not _is_just_past(a, b):
        b = rebased(b, after=a.first)
    if a.first is None or b.last is None or b.last < a.first:
        return None if a.first and b.last else Said(a.first, b.last, "window")
    if _lies_ahead(a, b, c):  # told in December: "from 1 January to 30 November"
        return Said(shifted(a.first, -12, "month"), shifted(b.last, -12, "month"), "window")
    return Said(a.first, b.last, "window")


def _lies_ahead(a: Said, b: Said, c: Context) -> bool:
    """Whether days without a year were taken for those to come, up to months after the report."""
    unnamed = all(x.named is not None and x.named[0] is None and x.named[2] is not None for x in (a, b))
    if not unnamed or c.ahead or c.published is None or a.first is None or b.last is None:
        return False
    return a.first > c.published and (b.last - c.published).days > AHEAD


def _is_just_past(a: Said, b: Said) -> bool:
    """ "Between 28 February and Tuesday": the one before the report; not "from Monday 3 March to Friday"."""
    weekday = b.named is not None and b.named[1:3] == (None, None) and b.named[3] is not None
    first = a.named[3] if a.named is not None else None
    return weekday and first is None and a.first is not None and b.last is not None and a.first <= b.last


def _years_short(year: int, short: int) -> Said | None:
    """ "2021-23"."""
    last = year // 100 * 100 + short
    return (
        Said(date(year, 1, 1), date(last, 12, 31), "window")
        if year < last < year + 40 and short < 100
        else None
    )


def _months(f: Found, c: Context) -> Said | None:
    a, b = f.all("month")
    year = year_of(f)
    if year is None and c.published is not None:
        first = month_near(a.value, c.published)[0]
        end = month_span(first.year + (b.value < a.value), b.value)[1]
        if first <= c.published <= end:
            return Said(first, end, "window")
    last = named(year, b.value, None, None, c)
    if last is None or last.last is None:
        return Said(None, None, "window")
    first = month_span(last.last.year - (a.value > b.value), a.value)[0]
    return Said(first, last.last, "window")


def _onwards(f: Found, c: Context) -> Said | None:
    bound = f.one("span", "month", "year", "ordinal")
    said = said_of(bound, c) if bound else None
    if said is None or said.first is None:
        return None
    return Said(said.first, c.published if c.published and c.published >= said.first else None, "since")


def _window(f: Found, c: Context) -> Said | None:
    """ "In two weeks", "over the past month", "for three days"."""
    counts = f.all("day", "number", "few", "couple", "a")
    n, is_vague = count_of(counts)
    unit = unit_of(f.one(*UNIT_CLASSES))
    if f.has("next", "following") and c.published is not None and not is_vague:
        return Said(c.published, shifted(c.published, n, unit), "future")
    if is_vague or f.has("ordinal") or not (counts or f.has("last")):
        return OPEN
    if c.published is None:
        return Said(None, None, "window")
    if c.ahead and f.words[0].low in {"within", "in"} and not f.has("last", "the"):
        ahead = shifted(c.published, n, unit)
        return Said(ahead if f.words[0].low == "in" else c.published, ahead, "future")
    return Said(shifted(c.published, -n, unit), c.published, "window")


def _report_period(_f: Found, c: Context) -> Said | None:
    """ "During the period": the window last named."""
    return Said(*c.window, "window") if c.window else OPEN


def _seasonal(f: Found, c: Context) -> Said | None:
    season = f.one("season")
    if season is None or c.published is None:
        return UNRESOLVED
    year = c.published.year - (date(c.published.year, season.value, 1) > c.published)
    first, last = season_span(year, season.value)
    if f.has("since"):
        return Said(first, c.published, "since")
    return Said(None, last, "until") if f.has("by", "to") else Said(first, min(last, c.published), "on")


def _so_far(_f: Found, _c: Context) -> Said | None:
    return Said(None, None, "total")


def _alone(f: Found, c: Context) -> Said | None:
    return said_of(f.words[-1], c)


READERS: dict[str, Reader] = {
    "offset": _offset,
    "in_time": _in_time,
    "range": _range,
    "months": _months,
    "onwards": _onwards,
    "window": _window,
    "report_period": _report_period,
    "seasonal": _seasonal,
    "so_far": _so_far,
    "alone": _alone,
}
