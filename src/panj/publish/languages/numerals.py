"""Counts, days and plural forms as phrases write them in English."""

from __future__ import annotations

import re

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
COUNT = rf"(?:{'|'.join(SMALL)}|\d[\d,]*)"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAY = re.compile(
    r"\b(\d{1,2}) (January|February|March|April|June|July|August|September|October|November|December|"
    rf"{'|'.join(MONTHS)})\b"
)
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b(?!-)")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def written_day(found: re.Match[str]) -> str:
    """A day found by `ISO` as it is written out: `5 Jul 2021`."""
    return f"{int(found[3])} {MONTHS[int(found[2]) - 1]} {found[1]}"


def plural(count: str) -> int:
    """Which of the three forms a count takes, by the rule of East Slavic languages (CLDR: one, few, many)."""
    n = SMALL.index(count.lower()) if count.lower() in SMALL else int(count.replace(",", ""))
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else 2
