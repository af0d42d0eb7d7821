"""The heading above a column: what the column counts, and of which days.

Takes a heading and the words of tables.toml; gives its words with days and month apart, as a sentence has
them: "Arrivals on 8 December" is "Arrivals" and "on 8 December", "June arrivals" is "arrivals" and "In June".
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from panj.reports.captions import read_caption
from panj.reports.days import mentions

Words = Mapping[str, Sequence[str]]

_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_WORD = re.compile(r"[^\W\d_]+")
_BRACKET = re.compile(r"\(([^()]+)\)\s*\Z")
_MONTH = re.compile(rf"\b(?:{'|'.join(month_name[1:])})\b(?:\s+\d{{4}})?")
_BEFORE_MONTH = re.compile(r"[\s,:–-]*(?:\b(?:in|of|for|during))?\s*\Z", re.IGNORECASE)
_DAY_LAST = re.compile(r"(?<=[^\W\d_])(?:,\s+|\s+)\Z")  # "Arrivals, 8 May", "Arrivals 8 May": no "as of"
_PREPOSITION = re.compile(
    r"\b(?:as\s+(?:of|at)|since|from|between|until|up\s+to|by|on|in|for|to)\s+\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's words without its days; `before` leads a sentence, `days` ends one."""

    counted: str
    before: str = ""
    days: str = ""


def in_full(head: str, words: Words) -> str:
    """A heading without capitals that say nothing and without short forms: "FAMILIES INSIDE ECs (NOW)"."""
    plain, short = frozenset(words["plain"]), dict(pair.split(" = ") for pair in words["short"])
    low = _CAPITALS.sub(lambda m: w if (w := m[0].lower()) in plain else m[0], head)
    told = _WORD.sub(lambda m: short.get(m[0].lower(), m[0]), low)
    bracket = _BRACKET.search(told)
    return told[: bracket.start()].rstrip() if bracket and bracket[1].lower() in words["now"] else told


def is_so_far(head: str, heads: Sequence[str], words: Words) -> bool:
    """Whether a column counts how many have been, beside one of the same words for how many are now."""
    bracket = _BRACKET.search(head)
    if bracket is None or bracket[1].lower() not in words["so_far"]:
        return False
    bare = head[: bracket.start()].rstrip().lower()
    return any(
        (b := _BRACKET.search(h)) and b[1].lower() in words["now"] and h[: b.start()].rstrip().lower() == bare
        for h in heads
    )


def read_heading(head: str, words: Words) -> Heading:
    """A heading taken apart; one of a part of the column before it stands by itself."""
    head = _without_whole(head, words)
    return _with_day(head) or _with_month(head) or Heading(head)


def matches(head: str, words: Sequence[str]) -> bool:
    """Whether a cell is one of these words, or begins with one of them and a bracket."""
    low = head.lower().strip(" :.")
    return any(low == w or low.startswith(f"{w} (") for w in words)


def _with_day(head: str) -> Heading | None:
    """ "Arrivals, 25 July", "As of 12 June", "Arrivals 1–8 May", "Deaths (3 May 2018)"."""
    found = mentions(head)
    if not found or found[-1].day is None:
        return None
    before = head[: found[0].start]
    if len(found) == 1 and found[0].end == len(head) and _is_bare(before):
        return Heading(before.rstrip(" ,"), "", f" on {head[found[0].start :]}")
    told = read_caption(head)
    return Heading(told.counted, "", f" {told.days}") if told.days else None


def _is_bare(before: str) -> bool:
    return _DAY_LAST.search(before) is not None and _PREPOSITION.search(before) is None


def _with_month(head: str) -> Heading | None:
    """ "June arrivals", "Arrivals in June 2022"."""
    found = list(_MONTH.finditer(head))
    m = found[0] if len(found) == 1 else None
    if m is None or (m.start() > 0 and m.end() < len(head)):
        return None
    rest = _BEFORE_MONTH.sub("", head[: m.start()]) + head[m.end() :].strip(" ,:-–")
    return Heading(rest, f"In {m.group()}, ") if rest else None


def _without_whole(head: str, words: Words) -> str:
    """A heading of a part of the column before it, by itself: "of whom registered" are people registered."""
    part = next((w for w in words["part"] if head.lower().startswith(f"{w} ")), None)
    if part is None:
        return head
    rest = head[len(part) :].strip()
    return rest if matches(rest, [*words["whom"], *words["groups"]]) else f"people {rest}"
