"""Accounts of the past: a report that opens on a day of years ago reckons its days from there.

Takes the text, the sentence's dates and the memory of dates; gives the day from which a sentence's dates are
reckoned: the end of the year that the story told last, else the day of publication.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from panj.claims.dates.dates import When, dates
from panj.claims.dates.days import AHEAD, Days
from panj.claims.draft import Sentence
from panj.claims.periods.attachment import lasts
from panj.claims.periods.memory import DateMemory
from panj.claims.tables import table

_OPENING = 700  # characters in which an account names its time
_YEAR_LONG = 360  # days
_PAST = 250  # days before publication from which on a report tells of the past
_NEWS = re.compile(
    r"\b(?:now|today|yesterday|tonight|tomorrow|this\s+(?:morning|week|month|year)|last\s+(?:night|week|month)|(?:on|since)\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\b(?:since|than|after|like)\b[^;]*,\s+(?:which|who|when)\b[^,;]*\Z", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def time_of_account(text: str, published: date | None) -> Days | None:
    """The days of years ago on which a report opens, where nothing in its opening is news.

    An account says its year at once: a report whose first day has none is news.
    """
    if published is None or _NEWS.search(text, 0, _OPENING):
        return None
    opening = [w for w in dates(text, 0, min(_OPENING, len(text)), published) if w.first is not None]
    named = [w for w in opening if _is_told(text, w)]
    if named[:1] != opening[:1]:
        return None
    told = [(w.first, w.last) for w in named if w.first and w.last and w.last < published]
    if not named:
        return _year_of_event(text, published)
    if not told or any((published - last).days <= _PAST for _, last in told) or len(told) < len(named):
        return None
    return next((t for t in told if (t[1] - t[0]).days < _YEAR_LONG), told[0])


def _year_of_event(text: str, published: date) -> Days | None:
    """The year of "the strongest storm of the 1961 season", where the opening names no later one."""
    years = [int(m.group()) for m in _YEAR.finditer(text, 0, _OPENING)]
    found = _named_year().search(text, 0, _OPENING)
    if found is None or any(y >= published.year for y in years):
        return None
    first, last = date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
    return (first, last) if (published - last).days > _PAST else None


@cache
def _named_year() -> re.Pattern[str]:
    events = "|".join(table("onset")["of_a_year"])
    return re.compile(
        rf"\b((?:1[89]|20)\d\d)(?:[–-]\d\d(?:\d\d)?)?\s+(?:[\w’'-]+\s+){{0,4}}?(?:{events})\b", re.IGNORECASE
    )


def _is_told(text: str, w: When) -> bool:
    is_dated = w.first is not None and w.last is not None and w.kind != "since"
    return is_dated and w.kind not in {"future", "open"} and _YEAR.search(text[w.start : w.end]) is not None


def reckoned_from(memory: DateMemory, published: date | None) -> date | None:
    """The day that the next sentence's dates lean on: late in the year that the story told last."""
    if memory.story is None or published is None:
        return published
    return min(published, date(memory.story[1].year, 12, 31) - timedelta(days=AHEAD))


def note_story(sentence: Sentence, memory: DateMemory, published: date | None) -> None:
    """Keep the days that an account told last; a new paragraph goes back to those that it is about."""
    sentence.story = memory.story
    if memory.account is None or published is None:
        return
    for w in sentence.whens:
        is_told = w.kind not in {"future", "open", "total"} and not lasts(sentence.words_of(w))
        is_told = is_told and not _of_another(sentence, w, memory.account)
        if w.first is not None and w.last is not None and is_told:
            memory.story = (w.first, w.last) if w.last <= published else memory.story
    sentence.story = memory.story


def _of_another(sentence: Sentence, w: When, account: Days) -> bool:
    """ "The deadliest since the storm of …, which killed 310 in 1997, it …": the year of another event."""
    other = w.last is not None and w.last.year != account[1].year
    return other and _ASIDE.search(sentence.text[: w.start - sentence.span.start]) is not None


def begin_paragraph(sentence: Sentence, memory: DateMemory) -> None:
    """Go back to the days that an account is about."""
    if memory.account is not None and sentence.paragraph != memory.paragraph:
        memory.story, memory.paragraph = memory.account, sentence.paragraph
