"""Days, months, quarters, weeks and years that are named: one reader for each shape. Words in; `Said` out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from panj.claims.dates.context import (
    DAY,
    UNRESOLVED,
    Context,
    Reader,
    day_of_month,
    named,
    parts_of,
    said_of,
    shift_of,
    span,
    year_of,
)
from panj.claims.dates.days import (
    AHEAD,
    decade_span,
    easter,
    hijri,
    iso_week,
    month_span,
    quarter_span,
    safe_day,
    season_span,
    shifted,
    year_span,
)
from panj.claims.dates.shapes import Found
from panj.claims.dates.words import Said, Word, class_of


def _day(f: Found, c: Context) -> Said | None:
    numeric = f.one("date")
    if numeric is not None:
        return _in_digits(numeric, f.one("weekday", "short_weekday"), c)
    month, year = f.one("month"), _year_told(f, c)
    numbers = f.all("day", "ordinal") or f.all("number")
    if month is None or not numbers:
        return None
    day = sum(w.value for w in f.all("number")) if not f.all("day", "ordinal") else numbers[0].value
    return named(year, month.value, day, None, c)


def _in_digits(numeric: Word, weekday: Word | None, c: Context) -> Said | None:
    """A day in digits; month before day only where the weekday beside it says so."""
    found, (year, month, day, _) = said_of(numeric, c), parts_of(numeric)
    if weekday is None or found is None or found.first is None or found.first.weekday() == weekday.value:
        return found
    other = named(year, day, month, None, c) if day and day <= 12 else None
    return other if other and other.first and other.first.weekday() == weekday.value else found


def _days_of_month(f: Found, c: Context) -> Said | None:
    """ "From 1 to 14 June": both days are of the month named."""
    month, days = f.one("month"), f.all("day", "ordinal")
    last = named(year_of(f), month.value, days[-1].value, None, c) if month else None
    if last is None or last.last is None:
        return Said(None, None, "window")
    first = safe_day(last.last.year, last.last.month, days[0].value)
    if first is not None and first > last.last:  # "from the 27th to the 3rd of April"
        before = shifted(last.last.replace(day=1), -1, "month")
        first = safe_day(before.year, before.month, days[0].value)
    return Said(first, last.last, "window") if first else None


def _month_days(f: Found, c: Context) -> Said | None:
    """ "April 9 through 17", "April 27 to the 3rd"."""
    month, days = f.one("month"), f.all("day", "ordinal")
    first = named(year_of(f), month.value, days[0].value, None, c) if month else None
    if first is None or first.first is None:
        return Said(None, None, "window")
    last = safe_day(first.first.year, first.first.month, days[1].value)
    if last is not None and last < first.first:
        after = shifted(first.first.replace(day=1), 1, "month")
        last = safe_day(after.year, after.month, days[1].value)
    return Said(first.first, last, "window") if last else None


def _month_year(f: Found, c: Context) -> Said | None:
    month = f.one("month")
    return named(_year_told(f, c), month.value, None, None, c) if month else None


def _year_told(f: Found, c: Context) -> int | None:
    """The year in digits or words, or as "last year", "this year"; None where none is told."""
    year = year_of(f)
    if year is not None or not f.has("unit_year") or c.published is None:
        return year
    return c.published.year + shift_of(f)


def _weekday_number(f: Found, c: Context) -> Said | None:
    weekday, day = f.one("weekday", "short_weekday"), f.one("ordinal", "day")
    if weekday is None or day is None or c.published is None:
        return None
    return day_of_month(day.value, weekday.value, c.published)


def _named_day(f: Found, c: Context) -> Said | None:
    word, year = f.one("fixed_day", "easter_day", "hijri_day"), year_of(f)
    if word is None or (year is None and c.published is None):
        return None
    if word.cls == class_of()["fixed_day"]:
        return named(year, word.value // 100, word.value % 100, None, c)
    if word.cls == class_of()["hijri_day"]:
        days = [d for y in _years(year, c) for d in reversed(hijri(y, word.value // 100, word.value % 100))]
    else:
        days = [easter(y) + word.value * DAY for y in _years(year, c)]
    found = next((d for d in days if c.published is None or year or d <= c.published + AHEAD * DAY), None)
    if word.low == "ramadan" and found is not None:
        return Said(found, found + 29 * DAY, "on")
    return Said(found, found, "on") if found else None


def _years(year: int | None, c: Context) -> Sequence[int]:
    if year is not None or c.published is None:
        return [year or 0]
    return [c.published.year + 1, c.published.year, c.published.year - 1]


def _quarter(f: Found, c: Context) -> Said | None:
    number, ordinal = f.one("quarter_no"), f.one("ordinal")
    shift = shift_of(f) if f.has("unit_year") or f.has("this") else 0
    n = number.value if number else ordinal.value if ordinal else 4
    year = year_of(f) or (c.published.year + shift if c.published else None)
    if year is None:
        return UNRESOLVED
    if n > 10:  # H1, H2
        return Said(date(year, 6 * (n - 11) + 1, 1), month_span(year, 6 * (n - 10))[1], "on")
    if not 1 <= n <= 4:
        return None
    days = quarter_span(year, n)
    is_bare = year_of(f) is None and not f.has("unit_year", "this")
    if is_bare and c.published is not None and days[0] > c.published:
        days = quarter_span(year - 1, n)
    return span(days)


def _decade(f: Found, _c: Context) -> Said | None:
    word = f.one("decade_no")
    return span(decade_span(word.value)) if word else None


def _season_year(f: Found, _c: Context) -> Said | None:
    season, year = f.one("season"), year_of(f)
    return span(season_span(year, season.value)) if season and year else None


def _week_number(f: Found, c: Context) -> Said | None:
    week = f.one("day")
    return span(iso_week(c.published.year, week.value)) if week and c.published else None


def _year_named(f: Found, _c: Context) -> Said | None:
    year = year_of(f)
    return Said(*year_span(year), "on", (year, None, None, None)) if year else None


READERS: dict[str, Reader] = {
    "days_of_month": _days_of_month,
    "month_days": _month_days,
    "quarter": _quarter,
    "day": _day,
    "weekday_number": _weekday_number,
    "named_day": _named_day,
    "month_year": _month_year,
    "decade": _decade,
    "season_year": _season_year,
    "week_number": _week_number,
    "year_named": _year_named,
}
