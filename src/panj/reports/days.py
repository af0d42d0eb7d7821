"""Dates as reports write them: full dates, days without a year, months, years, weekdays.

Takes text, gives `Mention`s with offsets; says nothing about what they mean. Numeric dates with slashes
are taken only where one reading is possible: 09/07/2021 is September in one country and July in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from panj.reports.words import words


@dataclass(frozen=True, slots=True)
class Mention:
    """A date in a text; each part is None where it is not stated.

    `weekday` counts from Monday, 0.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    @property
    def full(self) -> date | None:
        """The calendar day, where year, month and day are stated and possible."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return make_day(self.year, self.month, self.day)


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is none (30 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def mentions(text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """Every date in a stretch of text, in order, none inside another."""
    found: list[Mention] = []
    taken = start
    for match in _pattern().finditer(text, start, len(text) if end is None else end):
        mention = _mention(match)
        if mention is not None and mention.start >= taken:
            found.append(mention)
            taken = mention.end
    return found


def days(text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """The mentions that name a day of a month."""
    return (m for m in mentions(text, start, end) if m.day is not None)


@cache
def _names() -> tuple[dict[str, int], dict[str, int]]:
    table = words()["calendar"]
    months = {name: i for i, name in enumerate(table["months"], 1)} | table["short_months"]
    weekdays = {name: i for i, name in enumerate(table["weekdays"])} | table["short_weekdays"]
    return months, weekdays


@cache
def _pattern() -> re.Pattern[str]:
    months, weekdays = _names()
    month = "(?:" + "|".join(sorted(months, key=len, reverse=True)) + r")(?![a-z])\.?"
    week = "(?:" + "|".join(sorted(weekdays, key=len, reverse=True)) + r")(?![a-z])\.?"
    long_week = "(?:" + "|".join(words()["calendar"]["weekdays"]) + ")"
    number = r"\d{1,2}(?:st|nd|rd|th)?(?![\d]|[.,:]\d|\s?%)"
    year = r"(?:19|20)\d{2}(?![\d]|[.,]\d{3}|\s?%)"
    starts = "|".join(sorted({name[:3] for name in (*months, *weekdays)}))
    return re.compile(
        rf"(?<![A-Za-z\d])(?=\d|the\s|{starts})(?:"  # a look ahead, so that most places are left at once
        rf"(?P<iso>(?P<y0>(?:19|20)\d\d)-(?P<m0>\d\d)-(?P<d0>\d\d)(?!\d))"
        rf"|(?P<dot>(?P<d1>\d{{1,2}})\.\s?(?P<m1>\d{{1,2}})\.\s?(?P<y1>(?:19|20)\d\d)(?!\d))"
        rf"|(?P<slash>(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<y2>(?:19|20)\d\d)(?!\d))"
        rf"|(?:(?P<w3>{week}),?\s+)?(?:the\s+)?(?P<d3>{number})\s+(?:of\s+)?(?P<m3>{month})"
        rf"(?:,?\s+(?P<y3>{year}))?(?:,\s*(?P<v3>{long_week}))?"
        rf"|(?:(?P<w4>{week}),?\s+)?(?P<m4>{month})\s*(?P<d4>{number})(?:,?\s+(?P<y4>{year}))?"
        rf"(?:,\s*(?P<v4>{long_week})|\s*\((?P<u4>{long_week})\))?"
        rf"|(?P<m5>{month}),?\s+(?P<y5>{year})"
        rf"|(?P<y6>{year})"
        rf"|(?P<w7>{long_week})(?![a-z]))",
        re.IGNORECASE,
    )


def _mention(match: re.Match[str]) -> Mention | None:
    months, weekdays = _names()
    got = {key: value for key, value in match.groupdict().items() if value is not None}
    week = next((got[k] for k in ("w3", "v3", "w4", "v4", "u4", "w7") if k in got), None)
    month = next((got[k] for k in ("m3", "m4", "m5") if k in got), None)
    year = next((int(got[k]) for k in ("y0", "y1", "y2", "y3", "y4", "y5", "y6") if k in got), None)
    day = next((int(re.sub(r"\D", "", got[k])) for k in ("d0", "d1", "d3", "d4") if k in got), None)
    number = (
        months[month.lower().rstrip(".")]
        if month
        else next((int(got[k]) for k in ("m0", "m1") if k in got), None)
    )
    if "slash" in got:
        day, number = _slash(int(got["a"]), int(got["b"]))
        if day is None:
            return None
    if month and month.islower():
        return None  # "may 3 people", "march 20 miles": months are capitalised
    if day is not None and (number is None or make_day(year or 2020, number, day) is None):
        return None
    weekday = weekdays[week.lower().rstrip(".")] if week else None
    return Mention(match.start(), match.end(), year, number, day, weekday)


def _slash(a: int, b: int) -> tuple[int | None, int | None]:
    if a == b or (a > 12 >= b):
        return a, b
    return (b, a) if b > 12 >= a else (None, None)
