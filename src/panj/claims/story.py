"""Accounts of the past: a report that opens on a day of years ago reckons its days from there.

Takes the text, the sentence's dates and the memory of dates; gives the day from which a sentence's dates are
reckoned: the end of the year that the story told last, else the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from panj.claims.date_memory import DateMemory
from panj.claims.dates import When, dates

_OPENING = 700  # characters in which an account names its time
_PAST = 550  # days before publication from which on a report tells of the past
_NEWS = re.compile(
    r"\b(?:today|yesterday|tonight|tomorrow|this\s+(?:morning|week|month|year)|last\s+(?:night|week|month)|(?:on|since)\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def is_account(text: str, published: date | None) -> bool:
    """Whether a report opens on a day or month of years ago, and nothing in its opening is news."""
    if published is None or _NEWS.search(text, 0, _OPENING):
        return False
    named = [w for w in dates(text, 0, min(_OPENING, len(text)), published) if _is_told(text, w)]
    return bool(named) and all(w.last is not None and (published - w.last).days > _PAST for w in named)


def _is_told(text: str, w: When) -> bool:
    is_dated = w.first is not None and w.last is not None
    return is_dated and w.kind not in {"future", "open"} and _YEAR.search(text[w.start : w.end]) is not None


def reckoned_from(memory: DateMemory, published: date | None) -> date | None:
    """The day from which the next sentence's dates are reckoned."""
    if memory.story is None or published is None:
        return published
    return min(published, date(memory.story[1].year, 12, 31))


def note_story(text: str, whens: Sequence[When], memory: DateMemory, published: date | None) -> None:
    """Keep the days of the past that an account told last; a day without a year goes on from them."""
    if not memory.account or published is None:
        return
    for w in whens:
        if w.first is None or w.last is None or w.kind in {"future", "open", "total"}:
            continue
        if (_is_told(text, w) or memory.story is not None) and w.last <= published:
            memory.story = (w.first, w.last)
