"""What dates lean on: the day of publication, the day last named; and how what is named of a day makes a day.

Words of `words` in; `Said` out, None where the calendar has no such day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from panj.claims.dates.days import (
    Days,
    day_near,
    decade_span,
    month_near,
    month_span,
    quarter_span,
    safe_day,
    shifted,
    week_span,
    weekday_near,
    year_span,
)
from panj.claims.dates.shapes import Found
from panj.claims.dates.words import Said, Word, class_of

DAY = timedelta(days=1)
_MONTH = 25  # days: a day of the month told so long after the day spoken of before may be of this month
_CLOSE = 20  # days before or after the day spoken of before
_UNITS = ("hour", "day", "night", "week", "fortnight", "weekend", "month", "quarter", "year", "decade")
UNIT_CLASSES = tuple(f"unit_{u}" for u in _UNITS)
COUNTS = ("day", "number", "a", "few", "couple")


@dataclass(frozen=True, slots=True)
class Context:
    """What relative dates lean on: publication, the day and the window last spoken of."""

    published: date | None
    anchor: date | None
    window: Days | None
    ahead: bool = False  # the sentence speaks of what will be
    stretch: Days | None = None  # the interval spoken of last


def span(days: Days | None, kind: str = "on") -> Said | None:
    """A first and a last day as what is said; nothing stays nothing."""
    return None if days is None else Said(days[0], days[1], kind)


OPEN = Said(None, None, "open")
UNRESOLVED = Said(None, None, "on")


def unit_of(word: Word | None) -> str:
    """The unit that a word names: "weeks" is week."""
    name = next((n for n in UNIT_CLASSES if word is not None and word.cls == class_of()[n]), "unit_day")
    return name.removeprefix("unit_")


def count_of(words: Sequence[Word]) -> tuple[int, bool]:
    """How many a count says, and whether it is vague; nothing says one."""
    for w in words:
        if w.cls in {class_of()["day"], class_of()["number"]}:
            return w.value, False
        if w.cls == class_of()["couple"]:
            return 2, False
        if w.cls == class_of()["few"]:
            return 3, True
    return 1, False


def said_of(word: Word, c: Context) -> Said | None:
    """What a word means that stands for a date by itself: a span, a month, a year, a weekday, "now"."""
    of = class_of()
    if word.said is not None:
        return word.said if word.cls == of["span"] else named(*parts_of(word), c)
    if word.cls == of["month"]:
        return named(None, word.value, None, None, c)
    if word.cls in {of["year"], of["old_year"], of["spoken_year"]}:
        return Said(*year_span(word.value), "on", (word.value, None, None, None))
    if word.cls in {of["weekday"], of["short_weekday"]}:
        return named(None, None, None, word.value, c)
    if word.cls in {of["ordinal"], of["day"]}:
        return named(None, None, word.value, None, c)
    if word.cls == of["now"]:
        return Said(c.published, c.published, "on")
    return None


def parts_of(word: Word) -> tuple[int | None, int | None, int | None, int | None]:
    """Year, month, day and weekday as a date in digits names them."""
    said = word.said.named if word.said is not None else None
    return said or (None, None, None, None)


def named(
    year: int | None, month: int | None, day: int | None, weekday: int | None, c: Context
) -> Said | None:
    """Days from what is named of them; what is missing comes from the day of publication."""
    parts = (year, month, day, weekday)
    if month and day and year:
        found = safe_day(year, month, day)
        return Said(found, found, "on", parts) if found else None
    if month and year:
        return Said(*month_span(year, month), "on", parts)
    if c.published is None:
        return Said(None, None, "on", parts)
    if month and day:
        found = day_near(month, day, c.published)
        return Said(found, found, "on", parts) if found else None
    if month:
        return Said(*month_near(month, c.published), "on", parts)
    if day:
        return _day_after_anchor(day, weekday, c) or day_of_month(day, weekday, c.published)
    if weekday is not None:
        found = weekday_near(weekday, c.published)
        return Said(found, found, "on", parts)
    return None


def _day_after_anchor(day: int, weekday: int | None, c: Context) -> Said | None:
    """ "The 16th", where the day spoken of before lies weeks back: of the same month, or of the next."""
    anchor = c.anchor
    if anchor is None or c.published is None or weekday is not None:
        return None
    if (c.published - anchor).days < _MONTH:
        return None
    months = [shifted(anchor.replace(day=1), n, "month") for n in (0, 1)]
    found = [d for m in months if (d := safe_day(m.year, m.month, day)) and d <= c.published]
    near = min(found, key=lambda d: (abs((d - anchor).days) > _CLOSE, d), default=None)
    return Said(near, near, "on", (None, None, day, None)) if near else None


def day_of_month(day: int, weekday: int | None, published: date) -> Said | None:
    """ "The 4th", "Tuesday the eleventh": the last such day, or the one soon to come."""
    months = [
        shifted(published.replace(day=1), n, "month") for n in range(1 if weekday is None else 2, -30, -1)
    ]
    for first in months:
        found = safe_day(first.year, first.month, day)
        if found is None or (weekday is not None and found.weekday() != weekday):
            continue
        if found <= published + timedelta(days=3 if weekday is None else 9):
            return Said(found, found, "on", (None, None, day, weekday))
    return None


def rebased(said: Said, *, after: date | None = None, before: date | None = None) -> Said:
    """A date without a year (or a weekday) placed next after a day, or last before it."""
    if said.named is None or said.named[0] is not None:
        return said
    _, month, day, weekday = said.named
    limit = after or before
    if limit is None:
        return said
    if weekday is not None and day is None:
        step = (weekday - limit.weekday()) % 7 if after else -((limit.weekday() - weekday) % 7)
        return replace(said, first=limit + step * DAY, last=limit + step * DAY)
    starts = [date(y, month, 1) for y in (limit.year - 1, limit.year, limit.year + 1)] if month else [
        shifted(limit.replace(day=1), n, "month") for n in (-1, 0, 1)
    ]  # fmt: skip
    spans: list[Days] = []
    for start in starts:
        exact = safe_day(start.year, start.month, day) if day else None
        if exact is not None:
            spans.append((exact, exact))
        elif day is None:
            spans.append(month_span(start.year, start.month))
    fits = [s for s in spans if (s[1] >= after if after else s[0] <= limit)]
    if not fits:
        return said
    best = fits[0] if after else fits[-1]
    return replace(said, first=best[0], last=best[1])


def unit_span(unit: str, shift: int, day: date) -> Days:
    """The week, month, quarter, year or decade of a day, or one before or after it."""
    if unit == "year":
        return year_span(day.year + shift)
    if unit == "decade":
        return decade_span(day.year + 10 * shift)
    if unit == "quarter":
        return quarter_span(day.year, (day.month - 1) // 3 + 1 + shift)
    if unit == "month":
        moved = shifted(day.replace(day=1), shift, "month")
        return month_span(moved.year, moved.month)
    first, last = week_span(day + 7 * shift * DAY)
    return (first, last + 7 * DAY) if unit == "fortnight" else (first, last)


def year_of(f: Found) -> int | None:
    """The year that stands in a shape."""
    word = f.one("year", "spoken_year", "old_year")
    return word.value if word else None


def shift_of(f: Found) -> int:
    """Whether the next, the last or this one is meant: 1, -1, 0."""
    return 1 if f.has("next", "following") else -1 if f.has("last") else 0


Reader = Callable[[Found, Context], Said | None]
