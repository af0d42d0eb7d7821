"""Numbers that are no figures of a crisis: dates, ages, times, ordinals, prices; text in, reasons out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from panj.claims.dates.dates import When
from panj.claims.numbers.number import Number
from panj.claims.tables import table
from panj.errors import ClaimError

_BARE_YEAR = re.compile(r"(?:19|20)\d\d\Z")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]:
    """Reason, pattern, and letters of which a sentence must hold some to match it; none: any sentence may."""
    try:
        return tuple(
            (row["reason"], re.compile(row["pattern"], re.IGNORECASE), tuple(row.get("needs", ())))
            for row in table("aside")["aside"]
        )
    except re.error as fault:
        raise ClaimError("C001", "rules/aside.toml", detail=str(fault)) from None


def masked(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Stretches of a sentence whose numbers are set aside, with the reason."""
    found: list[tuple[int, int, str]] = []
    low = text[start:end].casefold().replace("ı", "i")  # as patterns that ignore case see it
    for reason, pattern, needs in _patterns():
        if needs and not any(letters in low for letters in needs):
            continue
        found += [(m.start(), m.end(), reason) for m in pattern.finditer(text, start, end)]
    return found


def dated(number: Number, whens: Sequence[When]) -> bool:
    """Whether a number is part of a date that was read."""
    return any(
        w.start <= number.core_start < w.end or number.core_start <= w.start < number.core_end for w in whens
    )


def reason_for(
    number: Number, text: str, masks: Sequence[tuple[int, int, str]], whens: Sequence[When]
) -> str | None:
    """Why a number is no figure, or None. Dates are those that `panj.claims.dates.dates` read."""
    if dated(number, whens):
        return "date or length of time"
    for start, end, reason in masks:
        if number.whole is None and start <= number.core_start and number.core_end <= end:
            return reason
    words = text[number.core_start : number.core_end]
    if (
        _BARE_YEAR.match(words)
        and number.start == number.core_start
        and not re.match(r"\s+[a-z]+s\b", text[number.end : number.end + 20])
    ):
        return "date or length of time"
    return None
