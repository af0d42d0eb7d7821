"""Days and months as words name them, against a day of publication: calendar arithmetic, atoms of dates.

Words in; first and last day out, None where nothing settles them.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from panj.claims.numbers import word_value

MONTH_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
DAY_NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?(?![a-z])"  # noqa: E501
DAY = r"(?:(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?)(?![\d:,]\d|\d)"
YEAR = r"(?:19|20)\d\d(?!\d|,\d)"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
COUNT = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|an?|a\s+couple\s+of|several|few|a\s+few)"  # noqa: E501
LENGTH = r"(?:hours?|days?|weeks?|fortnights?|months?|years?|decades?)"
DATE = rf"(?:{MONTH}\s+{DAY}(?:,?\s+(?:of\s+)?{YEAR})?|{DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+(?:of\s+)?{YEAR})?|{YEAR}-\d\d-\d\d|\d\d?\.\d\d?\.{YEAR}|\d\d?/\d\d?/{YEAR})"  # noqa: E501
MONTH_YEAR = rf"(?:{MONTH},?\s+(?:of\s+)?{YEAR})"

Days = tuple[date | None, date | None, str]


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    return first, after - timedelta(days=1)


def _month(word: str) -> int:
    key = word.lower().strip(". ")[:3]
    return next(i for i, name in enumerate(MONTH_NAMES, 1) if name.startswith(key))


def safe_day(year: int, month: int, day: int) -> date | None:
    """A day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _past(month: int, day: int | None, published: date | None) -> date | None:
    """The most recent such month or day not after publication (a month ahead is still this year's)."""
    if published is None:
        return None
    guess = safe_day(published.year, month, day or 1)
    if guess and guess > published + timedelta(days=0 if day is None else 45):
        return safe_day(published.year - 1, month, day or 1)
    return guess


def parse_bound(words: str, published: date | None) -> tuple[date | None, date | None]:
    """First and last day that a date expression alone names."""
    w = words.strip().strip(",")
    year = re.search(YEAR, w)
    month = re.search(rf"\b{MONTH}", w, re.IGNORECASE)
    iso = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", w)
    dotted = re.fullmatch(r"(\d\d?)[./](\d\d?)[./](\d{4})", w)
    if iso:
        d = safe_day(int(iso[1]), int(iso[2]), int(iso[3]))
        return d, d
    if dotted:
        d = safe_day(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        return d, d
    if month:
        return _month_bound(w, _month(month.group()), year, month, published)
    if year:
        return date(int(year.group()), 1, 1), date(int(year.group()), 12, 31)
    return word_bound(w.lower(), published)


def _month_bound(
    w: str, month: int, year: re.Match[str] | None, at: re.Match[str], published: date | None
) -> tuple[date | None, date | None]:
    rest = w[: at.start()] + " " + w[at.end() :]
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?!\d)", rest.replace(year.group() if year else "", ""))
    if day:
        number = int(day.group(1))
        d = safe_day(int(year.group()), month, number) if year else _past(month, number, published)
        return d, d
    if year:
        return month_span(int(year.group()), month)
    first = _past(month, None, published)
    return month_span(first.year, first.month) if first else (None, None)


def word_bound(w: str, published: date | None) -> tuple[date | None, date | None]:
    """First and last day of a weekday, "yesterday", "today" or a day of the month alone."""
    if published is None:
        return None, None
    for i, name in enumerate(DAY_NAMES):
        if name in w:
            d = published - timedelta(days=(published.weekday() - i) % 7)
            return d, d
    if "yesterday" in w:
        return published - timedelta(days=1), published - timedelta(days=1)
    if w in {"today", "now"}:
        return published, published
    day = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", w)
    if day:
        named = safe_day(published.year, published.month, int(day[1]))
        return named, named
    return None, None


def count_of(words: str | None) -> int:
    """How many units a phrase counts: "a couple of" is 2, "several" 3, nothing 1."""
    if not words:
        return 1
    w = re.sub(r"\s+", " ", words.lower())
    w = re.sub(r"^(less|more|little more) than ", "", w)
    if w in {"a", "an"}:
        return 1
    if "couple" in w:
        return 2
    if w in {"several", "few", "a few"}:
        return 3
    return int(word_value(w))


def back_from(anchor: date, n: int, unit: str) -> date:
    """The day n units before an anchor; a negative n goes forward."""
    u = unit.lower().rstrip("s")
    if u in {"month", "year", "decade"}:
        months = n * {"month": 1, "year": 12, "decade": 120}[u]
        total = anchor.year * 12 + anchor.month - 1 - months
        year, month = divmod(total, 12)
        return safe_day(year, month + 1, anchor.day) or month_span(year, month + 1)[1]
    days = {"hour": 0, "day": 1, "24 hour": 1, "week": 7, "fortnight": 14}[re.sub(r"\s+", " ", u)]
    return anchor - timedelta(days=days * n if u != "hour" else max(1, round(n / 24)))


def span_of(words: str, published: date | None) -> tuple[date | None, date | None]:
    """First and last day of a named year, month or week, "last month" among them."""
    w = words.lower().strip()
    if published and re.search(r"\b(year|month|week)\b", w):
        shift = -1 if "last" in w else 1 if "next" in w else 0
        if "year" in w:
            return date(published.year + shift, 1, 1), date(published.year + shift, 12, 31)
        if "month" in w:
            total = published.year * 12 + published.month - 1 + shift
            return month_span(total // 12, total % 12 + 1)
        monday = published - timedelta(days=published.weekday() - 7 * shift)
        return monday, monday + timedelta(days=6)
    return parse_bound(words, published)


def weekend(published: date) -> Days:
    """Saturday and Sunday of the weekend last begun."""
    sunday = published - timedelta(days=(published.weekday() + 1) % 7)
    return sunday - timedelta(days=1), sunday, "on"
