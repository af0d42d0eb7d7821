"""Lengths of time in words as ISO 8601 periods: "six weeks" is P6W. Text in; a period, or None."""

from __future__ import annotations

import re

from panj.claims.numbers import word_value

_UNITS = {
    "hour": "H",
    "day": "D",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "year": "Y",
    "decade": "Y",
    "century": "Y",
}
_TIMES = {"fortnight": 2, "decade": 10, "century": 100}
_ONCE = frozenset(
    ["", "a", "an", "the", "this", "that", "last", "past", "full", "whole", "entire", "per", "each", "every"]
)
_VAGUE = {"half": 0.5, "couple": 2.0, "few": 3.0, "several": 3.0}
_LENGTH = re.compile(
    r"\b(?:(?P<n>\d+(?:\.\d+)?|an?|one|half|[a-z]+(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine))?)[\s-]+)?"
    r"(?:trading\s+|business\s+|working\s+|consecutive\s+|straight\s+|full\s+|more\s+|additional\s+|calendar\s+)?"
    r"(?P<u>hour|day|week|fortnight|month|year|decade|centur(?:y|ie))s?\b",
    re.IGNORECASE,
)


def duration(words: str) -> str | None:
    """The length of time that a phrase tells, as an ISO 8601 period.

    >>> duration("more than six weeks"), duration("a decade"), duration("Tuesday")
    ('P6W', 'P10Y', None)
    """
    match = _LENGTH.search(words)
    if match is None:
        return None
    unit = match["u"].lower().replace("centurie", "century")
    count = _count((match["n"] or "").lower())
    if count is None:
        return None
    number = count * _TIMES.get(unit, 1)
    head = "PT" if unit == "hour" else "P"
    return f"{head}{number:g}{_UNITS[unit]}"


def _count(word: str) -> float | None:
    if word in _ONCE:
        return 1.0
    if word.replace(".", "", 1).isdigit():
        return float(word)
    return _VAGUE.get(word) or word_value(word) or None
