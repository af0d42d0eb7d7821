"""Shares that are told together: "80 and 20 per cent" are two. `Number`s in and out, in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from panj.claims.numbers.number import Number
from panj.claims.numbers.ranges import MONTH

_ALL = 100  # per cent
_AND = re.compile(r"\s*,?\s*(?:and|or|versus|vs\.?|against|/)\s*|\s*,\s*")


def told_shares(found: Sequence[Number], text: str) -> list[Number]:
    """The numbers of a sentence, bare ones as shares where the "per cent" after them is theirs too."""
    told: list[Number] = []
    for number in reversed(found):
        after = told[-1] if told else None
        share = after is not None and after.kind == "share" and _is_per_cent(number, after, text)
        told.append(_as_share(number) if share else number)
    return told[::-1]


def _as_share(number: Number) -> Number:
    return replace(number, value=number.value / 100, kind="share", rules=("number.percent",))


def _is_per_cent(number: Number, after: Number, text: str) -> bool:
    """Whether a bare number of at most a hundred shares the "per cent" of the one after it."""
    if number.kind != "count" or number.value > _ALL or "number.percent" not in after.rules:
        return False
    day = MONTH.search(text[max(0, number.start - 12) : number.start].lower().rstrip())
    return day is None and _AND.fullmatch(text[number.core_end : after.start]) is not None
