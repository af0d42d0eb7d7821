"""Dates as reports write them, resolved against the day of publication and the text's own anchor.

Text and a range in; `When`s out: an interval, its kind (on, since, until, window, rate, open) and the
words. Times of day only tell that a date is meant; they are not kept. The words and shapes of dates stand
in rules/dates.toml, what each shape means in `readers`.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from panj.claims.dates.days import month_span, safe_day
from panj.claims.dates.readers import READERS, Context
from panj.claims.dates.shapes import Found, compiled, rewritten, tells
from panj.claims.dates.words import Said, Word, class_of, words

_SINCE_CLAUSE = re.compile(
    r"\bsince\s+(?:[^,.;:()\"“”]|,\s(?=\d{4})){0,140}\Z|"
    r"\b(?:violence|fighting|clashes|unrest|war|conflict|fire|floods?|rains|protests|offensive|crisis)\s+(?:that|which)\s+"
    r"(?:had\s+)?(?:broke|broken|began|begun|erupted|started|flared)\s+(?:out\s+|up\s+)?(?:on\s+|in\s+)?\Z",
    re.IGNORECASE,
)
_PER = re.compile(
    r"\b(?:(?:per|a|an|each|every)\s+(day|week|month|year|hour|night)|(daily|weekly|monthly|annually|yearly|nightly))\b",
    re.IGNORECASE,
)
_THROUGH = frozenset({"through", "thru"})
_ON_A_DAY = re.compile(r"(?:on|at|in)\s", re.IGNORECASE)
# "In a day", "in less than a week": how long it took; "a day earlier", "a daily average of 3,186": no rates.
_LASTING = re.compile(
    r"\b(?:for|in|within|over|after|by|about|inside)\s+"
    r"(?:(?:just|barely|only|little|less|more|under|than|about|around|the|space|course|of)\s+)*\Z",
    re.IGNORECASE,
)
_NO_RATE = re.compile(r"\s+(?:earlier|before|later|after|ago|average|rate|old)\b", re.IGNORECASE)
_PER_NAMES = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "annually": "year",
    "yearly": "year",
    "nightly": "day",
    "night": "day",
}
# What may stand between "since", "by" … and the day: "by late", "as of 5 p.m. on", "by the evening of".
_LEADING = (
    "((since|begin|after|following|to|by|before|as_of) (early dash?|hedge|the)* (clock|number|day|year)* "
    "((the)? (day_part|unit_night|edge|clock) of?)? (on|in)? (the)?)"
)


@dataclass(frozen=True, slots=True)
class When:
    """A date expression: offsets, interval, kind.

    kind: on (days named), since, until, before, after, as_of, window (an interval said to be one), night,
    open (no days told), future, total ("in all": an interval without days).
    """

    start: int
    end: int
    kind: str
    first: date | None = None
    last: date | None = None


_AS_OF = re.compile(
    r"\b(?:information|data|figures|numbers|content)\b[^.\n]{0,40}?\b(?:as\s+of|as\s+at|up\s+to|through)\s+",
    re.IGNORECASE,
)
_TITLE_AS_OF = re.compile(  # "Evening bulletin, 10 October": the title of a bulletin ends with its day
    r"\b(?:sitrep|bulletin|update|report|digest|summary|log|sheet|brief(?:ing)?|note|communiqu[eé])\b[^\n]*?(?<!\d)[,:(–—-]\s*"
    r"(?=(?:\w+\s+)?(?:\d{1,2}\s+[A-Z][a-z]+|[A-Z][a-z]+\s+\d{1,2})\b[^\n–-]{0,20}\Z)",
    re.IGNORECASE,
)
_HEAD = 1500  # characters of a report in which it says of what day it speaks
_STALE = 14  # days: an older day is not that of the whole report
_LONGEST = 40  # characters of a day
_YEAR = re.compile(r"(?:[Ii]n\s+)?((?:19|20)\d\d)")
_OF_ANY_YEAR = re.compile(rf"\b(?:{'|'.join(n[:3] for n in month_name[1:])})", re.IGNORECASE)
_STOP = re.compile(r"[.;:()]|\b(?:and|but|while|when|as)\b", re.IGNORECASE)
_RIGHT_AFTER = 30  # characters
_AHEAD = 60  # days: "by December" of a publication in the year after lies ahead


@lru_cache(maxsize=16)  # asked for every sentence and figure of a report
def valid_day(text: str, published: date | None) -> date | None:
    """The day that a report says all of it is valid as of ("All information is valid as of 24 October"), else publication."""  # noqa: E501
    if published is None:
        return None
    match = _AS_OF.search(text, 0, _HEAD) or _TITLE_AS_OF.search(text, 0, max(0, text.find("\n")))
    if match is None:
        return published
    found = dates(text, match.end(), min(len(text), match.end() + _LONGEST), published)
    day = found[0].last if found and found[0].start - match.end() <= 1 else None
    if day is None or found[0].first != day or not 0 <= (published - day).days <= _STALE:
        return published
    return day


def dates(
    text: str,
    start: int,
    end: int,
    published: date | None,
    anchor: date | None = None,
    window: tuple[date, date] | None = None,
    stretch: tuple[date, date] | None = None,
) -> list[When]:
    """The date expressions of text[start:end].

    Args:
        published: day of publication; None leaves relative dates open.
        anchor: the day last spoken of, for "a day earlier".
        window: the interval that the report speaks of, for "during the period".
        stretch: the interval spoken of last, where no day came after it, for "in the same week".
    """
    if not tells(text, start, end):
        return []
    found: Sequence[Word] = words(text, start, end)
    context = Context(
        published, anchor, window, ahead=_will().search(text, start, end) is not None, stretch=stretch
    )

    def read(reader: str, part: Found) -> Said | None:
        return READERS[reader](part, context)

    return _whens(rewritten(found, read), text, start, published)


@cache
def _will() -> re.Pattern[str]:
    return re.compile(r"\b(?:will|shall|going\s+to|to\s+be)\b|\b\w+['’]ll\b", re.IGNORECASE)


def _whens(found: Sequence[Word], text: str, start: int, published: date | None) -> list[When]:
    """The spans that were read, each with the preposition before it."""
    whens: list[When] = []
    for i, word in enumerate(found):
        if word.said is None or word.cls != class_of()["span"]:
            continue
        said = word.said
        if said.kind == "so_far":  # "this year": up to the day of writing
            last = min(said.last, published) if said.last and published else said.last
            said = replace(said, kind="window", last=last)
        when = When(word.start, word.end, said.kind, said.first, said.last)
        if said.kind != "total":
            led = "" if _is_let_through(found, i, text) else _led(found, i)
            when = _with_preposition(when, led, text, start, published)
        whens.append(_one_night(when, text, start))
    return [_of_year_before(w, whens[i - 1] if i else None, text) for i, w in enumerate(whens)]


def _of_year_before(when: When, before: When | None, text: str) -> When:
    """ "In the rains of 2018, from mid-March to May": of the year named just before."""
    if before is None or before.kind != "on" or when.kind not in {"on", "window", "night"}:
        return when
    year = _YEAR.fullmatch(text[before.start : before.end])
    if year is None or when.start - before.end > _RIGHT_AFTER or _STOP.search(text, before.end, when.start):
        return when
    words = text[when.start : when.end]
    if when.first is None or when.last is None or not _OF_ANY_YEAR.search(words) or _YEAR.search(words):
        return when
    shift = int(year[1]) - when.last.year
    first, last = (safe_day(d.year + shift, d.month, d.day) for d in (when.first, when.last))
    return replace(when, first=first, last=last) if shift < 0 and first and last else when


def _one_night(when: When, text: str, start: int) -> When:
    """ "In the night from 4 to 5 July": two days, but one occurrence."""
    if when.kind != "window" or when.first is None or when.last is None or (when.last - when.first).days != 1:
        return when
    is_night = re.search(
        r"\bnight\b[^.;]{0,14}\Z", text[max(start, when.start - 30) : when.start], re.IGNORECASE
    )
    return replace(when, kind="night") if is_night else when


def rate_of(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """The period of a rate just after (or named around) a figure: ("day", start, end)."""
    match = _PER.search(text, start, end)
    if not match:
        return None
    takes_article = match.group().lower().startswith(("a ", "an "))
    if _NO_RATE.match(text, match.end()) or (takes_article and _LASTING.search(text, start, match.start())):
        return None
    word = (match.group(1) or match.group(2)).lower()
    return _PER_NAMES.get(word, word), match.start(), match.end()


def _is_let_through(found: Sequence[Word], i: int, text: str) -> bool:
    """ "7,400 were let through on Monday": the word before the day belongs to the verb."""
    if not i or found[i - 1].low not in _THROUGH:
        return False
    return _ON_A_DAY.match(text, found[i].start) is not None


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(compiled(_LEADING) + r"\Z")


def _led(found: Sequence[Word], i: int) -> str:
    """The name of the word that leads a date: since, by, before …; nothing where none does."""
    classes = "".join(w.cls for w in found[max(0, i - 8) : i])
    match = _leading().search(classes)
    if match is None:
        return ""
    word = found[max(0, i - 8) + match.start()]
    if word.low in {"to", "into"}:
        return ""
    return next(name for name, cls in class_of().items() if cls == word.cls)


def _with_preposition(when: When, word: str, text: str, start: int, published: date | None) -> When:
    """ "Since April" runs to the publication, "by Aug. 19" up to that day."""
    if word in {"since", "begin"} or (
        not word and when.kind in {"on", "night"} and _SINCE_CLAUSE.search(text, start, when.start)
    ):
        if when.first and published and when.first <= published:
            return When(when.start, when.end, "since", when.first, published)
        return replace(when, kind="since") if word else when
    if word in {"to", "by"}:
        last = when.last
        is_stated = re.search(r"(?:19|20)\d\d", text[when.start : when.end])
        if last and published and not is_stated and (published - last).days > _AHEAD:
            last = safe_day(last.year + 1, last.month, last.day) or last  # "by December" lies ahead
        return When(when.start, when.end, "until", None, last)
    if word == "before":
        return When(when.start, when.end, "before", None, when.first)
    if word == "as_of":
        return When(when.start, when.end, "as_of", when.first, when.last)
    if word in {"after", "following"}:
        return When(when.start, when.end, "after", when.first, when.last)
    return when


__all__ = ["When", "dates", "month_span", "rate_of", "valid_day"]
