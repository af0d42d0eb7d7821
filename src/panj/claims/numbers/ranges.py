"""Two numbers that are the ends of one: "between six and seven thousand". `Number`s in and out, in order."""

from __future__ import annotations

import re
from dataclasses import replace

from panj.claims.numbers.number import Number
from panj.claims.numbers.words import scale_of
from panj.model import Qualifier

MONTH = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)\.?\Z"
)
_BY = re.compile(r"\bby(?:\s+\w+)?\Z")
_CHANGED = re.compile(  # "rose from 200 to 300": two figures
    r"\b(rose|risen|rising|grew|grown|increas\w+|up|jump\w*|swell\w*|swollen|fell|fallen|drop\w*|climb\w*|down|doubl\w+|trebl\w+|tripl\w+|quadrupl\w+|expand\w*|shr[aiu]nk\w*|dwindl\w+|went|gone|soar\w*|surg\w+|revis\w+|rais\w+|cut|reduc\w+|declin\w+|decreas\w+)\b[^.;]{0,40}\Z"
)
_JOINT = re.compile(r"\s*(?P<word>to|and|or|-|–|—)\s*\Z", re.IGNORECASE)


def joined_ranges(found: list[Number], text: str, start: int) -> list[Number]:
    """The numbers of a sentence that begins at `start`, with each two that are ends of a range as one."""
    merged: list[Number] = []
    for number in found:
        low = merged[-1] if merged else None
        joined = _joined(low, number, text, start) if low else None
        if joined:
            merged[-1] = joined
        else:
            merged.append(number)
    return merged


def _joined(low: Number, high: Number, text: str, start: int) -> Number | None:
    """The range that two numbers are the ends of, None where they are two figures."""
    joint = _JOINT.fullmatch(text[low.core_end : high.core_start])
    if not joint or low.value_high is not None or "vague" in {low.kind, high.kind}:
        return None
    of_share = high.kind == "share" and low.kind == "count"  # "between 5 and 8 percent"
    a, b = low.value, high.value * 100 if of_share else high.value
    factor = scale_of(text[high.core_start : high.core_end])
    if a < 1000 <= factor and a * factor <= b:
        a *= factor
    before = text[max(start, low.core_start - 12) : low.core_start].lower().rstrip()
    opener = "between" if before.endswith("between") else "from" if before.endswith("from") else ""
    told = text[start : low.core_start].lower()
    word = joint["word"].lower()
    if not a < b or not _is_range(word, opener, before, told):
        return None
    if (word in "-–" and (high.kind != low.kind or _year_like(a, b))) or (word == "or" and b > 2 * a):
        return None
    begin = _last(opener, text, start, low.core_start) if opener else low.start
    return replace(
        high,
        start=begin,
        core_start=begin,
        value=a / 100 if of_share else a,
        value_high=high.value,
        qualifier=Qualifier.RANGE,
        kind=high.kind if low.kind in {"count", high.kind} else low.kind,
        rules=("number.range",),
    )


def _last(word: str, text: str, start: int, end: int) -> int:
    """Where a word stands last in a stretch of a text, in letters of any case."""
    # Not by `lower`, which makes some letters two, so that what follows them stands elsewhere.
    return [m.start() for m in re.compile(word, re.IGNORECASE).finditer(text, start, end)][-1]


def _is_range(word: str, opener: str, before: str, told: str) -> bool:
    """Whether the word between two numbers makes them ends of one, by the words before the first.

    Args:
        opener: "between" or "from", if it opens the first number.
        before: the last letters before the first number; `told`: the sentence up to it.
    """
    if word == "and":
        return opener == "between"
    if word != "to":
        return word != "—"
    if MONTH.search(before):
        return False  # "since January 27 to 21,400": a day, and a figure
    if not opener and _BY.search(before):
        return False  # "rose by 20,000 to 580,000": a difference, and what it led to
    return not (opener == "from" and _CHANGED.search(told))


def _year_like(a: float, b: float) -> bool:
    return 1900 <= a <= 2100 and (b < 100 or 1900 <= b <= 2100)
