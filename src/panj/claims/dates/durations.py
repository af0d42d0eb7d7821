"""Lengths of time in words as ISO 8601 periods: "six weeks" is P6W. Text in; a period, or None."""

from __future__ import annotations

import re

from panj.claims.numbers.words import word_value

# Unit → (its letter, how many of it one makes, whether it is a part of a day).
_UNITS = {
    "second": ("S", 1, True), "sec": ("S", 1, True), "s": ("S", 1, True),
    "minute": ("M", 1, True), "min": ("M", 1, True),
    "hour": ("H", 1, True), "hr": ("H", 1, True), "h": ("H", 1, True),
    "day": ("D", 1, False), "d": ("D", 1, False), "night": ("D", 1, False),
    "week": ("W", 1, False), "wk": ("W", 1, False), "w": ("W", 1, False), "fortnight": ("W", 2, False),
    "month": ("M", 1, False), "quarter": ("M", 3, False),
    "year": ("Y", 1, False), "yr": ("Y", 1, False), "y": ("Y", 1, False),
    "decade": ("Y", 10, False), "century": ("Y", 100, False),
}  # fmt: skip
_ONCE = frozenset(
    [
        "",
        "a",
        "an",
        "the",
        "this",
        "that",
        "last",
        "past",
        "full",
        "whole",
        "entire",
        "per",
        "each",
        "every",
        "all",
    ]
)
_VAGUE = {"half": 0.5, "couple": 2.0, "few": 3.0, "several": 3.0}
_LONG = (
    "second|sec|minute|min|hour|hr|day|night|week|wk|fortnight|month|quarter|year|yr|decade|centur(?:y|ie)"
)
_LENGTH = re.compile(
    rf"""(?P<glued>\b\d+(?:\.\d+)?)(?P<short>(?:{_LONG})s?|[hdwys])\b
      | \b(?P<half_n>\d+|[a-z]+)\s+(?:and\s+(?:a\s+)?half)\s+(?P<half_u>{_LONG})s?\b
      | \b(?P<then_n>\d+|[a-z]+)\s+(?P<then_u>{_LONG})s?\s+and\s+a\s+half\b
      | \b(?:(?P<n>\d+(?:\.\d+)?|an?|one|half|couple\s+of
            |[a-z]+(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine))?)
          [\s-]+(?:of\s+)?)?
        (?:trading\s+|business\s+|working\s+|consecutive\s+|straight\s+|full\s+|more\s+|additional\s+|calendar\s+)?
        (?P<u>{_LONG})s?\b""",
    re.IGNORECASE | re.VERBOSE,
)


def duration(words: str) -> str | None:
    """The length of time that a phrase tells, as an ISO 8601 period.

    >>> duration("more than six weeks"), duration("a decade"), duration("Tuesday")
    ('P6W', 'P10Y', None)
    """
    match = _LENGTH.search(words)
    if match is None:
        return None
    named = match["short"] or match["half_u"] or match["then_u"] or match["u"]
    unit = named.lower().replace("centurie", "century")
    letter, times, is_part = _UNITS.get(unit) or _UNITS[unit.rstrip("s")]
    count = _count((match["glued"] or match["half_n"] or match["then_n"] or match["n"] or "").lower())
    if count is None:
        return None
    if match["half_u"] or match["then_u"]:
        count += 0.5
    return f"{'PT' if is_part else 'P'}{count * times:g}{letter}"


def _count(word: str) -> float | None:
    word = word.removesuffix(" of")
    if word in _ONCE:
        return 1.0
    if word.replace(".", "", 1).isdigit():
        return float(word)
    return _VAGUE.get(word) or word_value(word) or None
