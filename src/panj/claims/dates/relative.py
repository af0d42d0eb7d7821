"""Dates told from the day of writing or the day last named: "on Tuesday", "last week", "three days later".

The words of a shape and what they lean on in; `Said` out.
"""

from __future__ import annotations

from dataclasses import replace
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
    shift_of,
    span,
    unit_of,
    unit_span,
)
from panj.claims.dates.days import (
    decade_span,
    easter,
    month_span,
    quarter_span,
    season_span,
    shifted,
    week_span,
    weekday_near,
    weekend_near,
    year_span,
)
from panj.claims.dates.shapes import Found
from panj.claims.dates.words import Said, class_of


def _weekday_of_week(f: Found, c: Context) -> Said | None:
    weekday = f.one("weekday", "short_weekday")
    if weekday is None or c.published is None:
        return UNRESOLVED
    day = week_span(c.published)[0] + (7 * shift_of(f) + weekday.value) * DAY
    return Said(day, day, "on")


def _weekday(f: Found, c: Context) -> Said | None:
    word = f.one("weekday", "short_weekday")
    if word is None:
        return None
    found = named(None, None, None, word.value, c)
    kind = "night" if f.has("unit_night") else "on"
    if found is None or found.first is None or c.published is None:
        return replace(found, kind=kind) if found else None
    day = _shifted_weekday(f, found.first, c.published)
    return Said(day, day, kind, found.named if not f.has("next", "last", "this") else None)


def _shifted_weekday(f: Found, day: date, published: date) -> date:
    """ "Next Friday" is next week's, "coming Friday" the first to come, "previous Friday" last week's."""
    words = {w.low for w in f.all("next", "last", "this")}
    if words & {"coming", "upcoming", "forthcoming"}:
        return day + 7 * DAY
    if "next" in words:
        return week_span(published)[0] + (7 + day.weekday()) * DAY
    if "previous" in words:
        return week_span(published)[0] + (day.weekday() - 7) * DAY
    if f.has("last"):
        return day - 7 * DAY if day == published else day
    return day


def _weekdays(f: Found, c: Context) -> Said | None:
    """ "Saturday and Sunday", "next Monday to Friday"."""
    a, *_, b = f.all("weekday", "short_weekday")
    if c.published is None:
        return UNRESOLVED
    last = weekday_near(b.value, c.published)
    first = last - ((b.value - a.value) % 7) * DAY
    if f.has("next"):
        first = _shifted_weekday(f, weekday_near(a.value, c.published), c.published)
        last = first + ((b.value - a.value) % 7) * DAY
    elif f.has("last") and last == c.published:
        first, last = first - 7 * DAY, last - 7 * DAY
    return Said(first, last, "night" if f.has("unit_night") else "on")


def _night(_f: Found, c: Context) -> Said | None:
    if c.published is None:
        return Said(None, None, "night")
    return Said(c.published - DAY, c.published, "night")


def _nights(f: Found, c: Context) -> Said | None:
    """ "Overnight into Sunday", "the night from 4 to 5 July": two days, one occurrence."""
    days = [d for w in f.words if (d := said_of(w, c)) is not None]
    first = days[0].first if days else None
    if first is None or days[0].last is None or (days[0].last - first).days > 1:
        return Said(None, None, "night") if not days or first is None else None
    if len(days) > 1 or days[0].last != first:
        return Said(first, first + DAY, "night")
    into = f.words[1].cls == class_of()["to"] or first == c.published
    return Said(first - DAY, first, "night") if into else Said(first, first + DAY, "night")


def _dawn(_f: Found, c: Context) -> Said | None:
    return Said(c.published, c.published, "on")


def _latest(f: Found, c: Context) -> date | None:
    """The day last named before these words, in the sentence or before it."""
    for w in reversed(f.before):
        if w.said is not None and w.said.first is not None and w.said.first == w.said.last:
            return w.said.last
    return c.anchor or c.published


def _same_day(f: Found, c: Context) -> Said | None:
    day = _latest(f, c)
    return Said(day, day, "on")


def _deictic(f: Found, c: Context) -> Said | None:
    if c.published is None:
        return UNRESOLVED
    word = f.one("deictic")
    day = c.published + (word.value if word else -DAY.days if f.has("last") else 0) * DAY
    if f.has("this") and f.has("unit_night"):
        return Said(day, day, "on")
    return Said(day, day, "on")


def _weekend(f: Found, c: Context) -> Said | None:
    if c.published is None:
        return UNRESOLVED
    first, last = weekend_near(c.published)
    if f.has("next"):
        first, last = first + 7 * DAY, last + 7 * DAY
    return Said(first, last, "on")


def _ago(f: Found, c: Context) -> Said | None:
    day = c.published
    if day is None:
        return UNRESOLVED
    units, counts = f.all(*UNIT_CLASSES), f.all(*COUNTS)
    if len(units) == 1:
        n, is_vague = count_of(counts)
        if is_vague:
            return OPEN
        day = shifted(day, -n, unit_of(units[0]))
        if unit_of(units[0]) in {"year", "decade"}:
            return Said(*year_span(day.year), "on")
        return Said(day, day, "on")
    for unit, count in zip(units, counts, strict=False):
        day = shifted(day, -count_of([count])[0], unit_of(unit))
    return Said(day, day, "on")


def _day_earlier(f: Found, c: Context) -> Said | None:
    """ "A day earlier", "two days later", "the following day": from the day last named."""
    anchor = _latest(f, c)
    if anchor is None:
        return UNRESOLVED
    n, is_vague = count_of(f.all(*COUNTS))
    if is_vague:
        return OPEN
    told = f.one(*UNIT_CLASSES)
    unit = unit_of(told) if told else "day"  # "the evening before"
    is_back = f.has("before", "last") or any(w.low == "earlier" for w in f.words)
    day = shifted(anchor, -n if is_back else n, "day" if unit == "night" else unit)
    if c.published is not None and anchor <= c.published < day and not c.ahead:
        if not any(w.said is not None and w.said.first == anchor for w in f.before):
            return None  # after a day that nobody named
        day -= 7 * DAY  # "on Tuesday … two days later", told on a Tuesday: that of the week before
    if unit == "month" and f.has("following"):
        return Said(*month_span(day.year, day.month), "on")
    if is_back and unit == "week" and (whole := _week_told(f)) is not None:
        return Said(whole - 7 * DAY, whole - DAY, "on")
    if is_back and unit == "week" and f.words[0].low == "the" and f.before and f.before[-1].low in _DURING:
        return Said(day, anchor - DAY, "on")  # "in the week before": all of its days
    return Said(day, day, "on")


def _week_told(f: Found) -> date | None:
    """ "1,900 in the week to 17 September, 1,400 the week before": the first day of the week told before."""
    at = next((k for k in reversed(range(len(f.before))) if f.before[k].said is not None), None)
    if at is None or f.words[0].low != "the":
        return None
    led = [w.low for w in f.before[max(0, at - 3) : at]]
    told, weekly = f.before[at].said, "week" in led and led[-1] in {"to", "ending", "on"}
    return told.last - 6 * DAY if weekly and told is not None and told.last is not None else None


_DURING = frozenset({"in", "during", "over", "throughout"})


def _many(f: Found, c: Context) -> Said | None:
    """ "The past two weeks", "in the next three days"."""
    n, is_vague = count_of(f.all("day", "number", "few", "couple"))
    told = f.one(*UNIT_CLASSES)
    unit = unit_of(told)
    if n > 1 and not is_vague and told is not None and not told.low.endswith("s"):
        return None  # "stood at 208 last night": one night, and 208 of something else
    if is_vague or c.published is None:
        return OPEN
    if unit in {"quarter", "decade"}:
        return _whole_units(n, unit, c.published, ahead=f.has("next"))
    if f.has("next"):
        within = any(w.low == "within" for w in f.words)
        end = shifted(c.published, n, unit)
        begin = c.published if within else c.published + DAY
        return Said(begin, end, "future")
    return Said(shifted(c.published, -n, unit), c.published, "window")


def _whole_units(n: int, unit: str, published: date, *, ahead: bool) -> Said:
    quarter = (published.month - 1) // 3 + 1
    if unit == "quarter":
        spans = [quarter_span(published.year, quarter + i) for i in ((1, n) if ahead else (-n, -1))]
    else:
        spans = [decade_span(published.year + 10 * i) for i in ((1, n) if ahead else (-n, -1))]
    return Said(spans[0][0], spans[1][1], "future" if ahead else "window")


def _open(_f: Found, _c: Context) -> Said | None:
    return OPEN


def _this_unit(f: Found, c: Context) -> Said | None:
    """ "Last week", "earlier this year", "next month"; "the past month" runs up to the day of writing."""
    if c.published is None:
        return UNRESOLVED
    unit = unit_of(f.one(*UNIT_CLASSES))
    if any(w.low == "past" for w in f.words) and unit != "quarter":
        return Said(shifted(c.published, -1, unit), c.published, "window")
    if any(w.low in {"same", "that"} for w in f.words):
        same = _same_unit(unit, f, c)
        return span(same) if same is not None else OPEN
    shift = shift_of(f)
    first, last = unit_span(unit, shift, c.published)
    if shift > 0:
        return Said(first, last, "future")
    if shift == 0 and any(w.low == "later" for w in f.words):
        return Said(c.published, last, "on")
    if shift == 0 and (f.has("other_day", "so_far", "already") or unit == "year"):
        return Said(first, last, "so_far")
    return Said(first, last, "on")


def _same_unit(unit: str, f: Found, c: Context) -> tuple[date, date] | None:
    """ "In the same week": the week spoken of where one was, else that of the day spoken of; None where a year was."""  # noqa: E501
    told_before = [said_of(w, c) if w.cls == class_of()["month"] else w.said for w in f.before]
    said = [(s.first, s.last) for s in told_before if s and s.first and s.last]
    told = said[-1] if said else c.stretch
    if told is None:
        return unit_span(unit, 0, c.anchor or c.published or date.min)
    whole = unit_span(unit, 0, told[1])
    longer = (told[1] - told[0]) - (whole[1] - whole[0])
    if longer > whole[1] - whole[0]:
        return None  # "last year 250,000 … in the same week": the year told in passing has no such week
    return told if abs(longer) <= 2 * DAY else whole


def _rest_of(f: Found, c: Context) -> Said | None:
    if c.published is None:
        return UNRESOLVED
    return Said(c.published, unit_span(unit_of(f.one(*UNIT_CLASSES)), 0, c.published)[1], "future")


def _this_month(f: Found, c: Context) -> Said | None:
    """ "Last May", "this September", "last winter", "next Easter"."""
    if c.published is None:
        return UNRESOLVED
    today, shift = c.published, shift_of(f)
    month, season, day = f.one("month"), f.one("season"), f.one("span")
    if day is not None and day.said is not None:
        return _next_of(day.said, today)
    if month is not None:
        year = today.year
        if shift < 0:
            year -= month.value >= today.month
        elif shift > 0:
            year += month.value <= today.month
        return span(month_span(year, month.value))
    if season is None:
        return None
    begun = season_span(today.year, season.value)[0] <= today
    if shift:
        return span(season_span(today.year + (shift if begun == (shift > 0) else 0), season.value))
    return span(season_span(today.year, season.value))


def _next_of(said: Said, today: date) -> Said | None:
    """ "Next 6th of April", "the following Easter": the first after today."""
    if said.first is None or (said.named is not None and said.named[0] is not None):
        return None
    if said.first > today:
        return said
    if said.named is not None:
        return rebased(said, after=today + DAY)
    offset = said.first - easter(said.first.year)
    day = easter(said.first.year + 1) + offset
    return Said(day, day, "on")


READERS: dict[str, Reader] = {
    "weekday_of_week": _weekday_of_week,
    "weekdays": _weekdays,
    "nights": _nights,
    "night": _night,
    "weekday": _weekday,
    "dawn": _dawn,
    "same_day": _same_day,
    "deictic": _deictic,
    "weekend": _weekend,
    "ago": _ago,
    "day_earlier": _day_earlier,
    "many": _many,
    "this_unit": _this_unit,
    "rest_of": _rest_of,
    "this_month": _this_month,
    "open": _open,
}
