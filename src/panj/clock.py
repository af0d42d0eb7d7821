"""Strict ISO dates, periods, and the known-at date; the only module that reads the clock.

Dates come in as `YYYY-MM-DD` strings and nothing else: lenient parsers read `20240101` as a number of
seconds, and a wrong date makes a wrong tally.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache

from panj.errors import DateError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?\Z")


def parse_day(value: str, where: str = "") -> date:
    """The day that a strict `YYYY-MM-DD` string names.

    Raises:
        DateError: D001, for anything else, an impossible day (2021-02-30) included.

    >>> parse_day("2021-07-05")
    datetime.date(2021, 7, 5)
    """
    if not _DAY.match(value):
        raise DateError("D001", where, value=value)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise DateError("D001", where, value=value) from None


def parse_moment(value: str, where: str = "") -> str:
    """A day or a moment in its normal form: `2021-07-05` or `2021-07-05T12:36:00+05:00`.

    Raises:
        DateError: D001, for anything that is not ISO 8601.

    >>> parse_moment("2021-07-05 12:36")
    '2021-07-05T12:36:00'
    """
    value = value.strip()
    if not _MOMENT.match(value):
        raise DateError("D001", where, value=value)
    if len(value) == len("2021-07-05"):
        return parse_day(value, where).isoformat()
    try:
        return datetime.fromisoformat(value).isoformat()
    except ValueError:
        raise DateError("D001", where, value=value) from None


@lru_cache(maxsize=16_384)  # a case has few days and asks for them again and again
def day_of(moment: str) -> date:
    """The calendar day of a normal moment, as its own zone counts it."""
    return parse_day(moment[:10])


def check_period(start: date | None, end: date | None, where: str = "") -> None:
    """Raises `DateError` D002 where a period ends before it starts."""
    if start is not None and end is not None and end < start:
        raise DateError("D002", where, start=start, end=end)


def today() -> date:
    """The current day in UTC."""
    return datetime.now(UTC).date()


def now() -> str:
    """The current moment in UTC, to the second, for histories and logs."""
    return datetime.now(UTC).replace(microsecond=0).isoformat()
