"""Dates as reports write them, resolved against the day of publication and the text's own anchor.

Text and a range in; `When`s out: an interval, its kind (on, since, until, window, rate, open) and the
words. Times of day only tell that a date is meant; they are not kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from panj.claims.date_readers import READERS
from panj.claims.days import (
    COUNT,
    DATE,
    DAY,
    LENGTH,
    MONTH,
    MONTH_YEAR,
    WEEKDAY,
    YEAR,
    month_span,
    parse_bound,
    safe_day,
)

_BOUND = (
    rf"(?:{DATE}|{MONTH_YEAR}|(?:last\s+)?{WEEKDAY}(?:\s+{DATE})?|yesterday|today|now|{DAY}|{MONTH}|{YEAR})"
)
_EDGE = r"(?:the\s+)?(?:beginning|start|end|middle|first\s+half|second\s+half|first\s+(?:\w+\s+)?days|early\s+days|turn)\s+of"  # noqa: E501
_SPAN = rf"(?:{_EDGE}\s+)?(?:the\s+year|this\s+(?:year|month|week)|last\s+(?:year|month|week)|{DATE}|{MONTH_YEAR}|{MONTH}|{YEAR})"  # noqa: E501

_PATTERN = re.compile(
    rf"""
    (?P<range>\b(?:from|between)\s+(?:(?:midnight|noon)\s+and\s+[\d:]+\s*[ap]\.?m\.?\s+on\s+(?P<one>{_BOUND})
        |(?P<ra>{_BOUND})(?:,[^,]{{3,40}},|\s+\([^)]+\))?\s+(?:to|and|until|through|till)\s+(?P<rb>{_BOUND})))
  | (?P<span>\b(?P<sp_a>{DATE})\s*(?:[-–—~]|to|until|through|till)\s*(?P<sp_b>{DATE})(?![\w]))
  | (?P<weekof>\b(?:the\s+)?(?P<wk_n>first|second|third|fourth|last)\s+week\s+(?:of|in)\s+(?P<wk>{MONTH_YEAR}|{MONTH}))
  | (?P<dash>\b(?P<da>{DAY})\s*[-–]\s*(?P<db>{DAY}\s+{MONTH}(?:,?\s+{YEAR})?)|\b(?P<dm>{MONTH})\s+(?P<dc>{DAY})\s*[-–]\s*(?P<dd>{DAY})(?:,?\s+(?P<dy>{YEAR}))?)
  | (?P<to>\b(?P<ta>{DAY})\s+(?:to|and)\s+(?P<tb>{DAY}\s+{MONTH}(?:,?\s+{YEAR})?))
  | (?P<halfmonth>\b(?:in\s+)?(?:the\s+)?(?P<hm_w>first|second|latter)\s+(?:half|part)\s+of\s+(?P<hm>{MONTH_YEAR}|{MONTH}|{YEAR}|the\s+year|this\s+year|last\s+year))
  | (?P<firstdays>\b(?:the\s+)?first\s+(?P<fd_n>{COUNT})\s+(?P<fd_u>days?|weeks?|months?)\s+of\s+(?P<fd>{MONTH_YEAR}|{MONTH}|{YEAR}|the\s+year|this\s+year))
  | (?P<edge>\b(?P<edge_w>(?:the\s+)?(?:beginning|start|end|middle)\s+of|early|mid|late)[\s-]+(?:in\s+)?(?:the\s+)?(?P<edge_of>{MONTH_YEAR}|{MONTH}|{YEAR}|year|this\s+year|next\s+year|last\s+year|month|this\s+month|next\s+month|last\s+month|week))
  | (?P<year_end>\byear[-'’s]*\s?end\b)
  | (?P<season>\b(?:the\s+)?(?P<sea>spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?P<sea_y>{YEAR}))
  | (?P<date>\b(?:(?:{WEEKDAY}),?\s+)?(?P<dt>{DATE}))
  | (?P<monthyear>\b(?P<my>{MONTH_YEAR}))
  | (?P<ago>\b(?:(?:more|less|a\s+little\s+(?:over|more))\s+than\s+|over\s+|nearly\s+|almost\s+|about\s+|some\s+|(?:a\s+)?little\s+over\s+)?(?P<ago_n>{COUNT})\s+(?P<ago_u>{LENGTH})\s+(?P<ago_w>ago|earlier|before(?=[,.\s]*(?:$|[,.]))))
  | (?P<dayearlier>\b(?:(?:an?|one|the)\s+(?P<de_u>day|week|month|year)\s+(?P<de_w>earlier|before|after|later)|the\s+(?P<de_p>previous|next|following)\s+(?P<de_v>day|week|month|night)))
  | (?P<window>\b(?P<w_p>(?:in|over|within|during|for|throughout)\s+(?:the\s+)?(?:space\s+of\s+)?|(?:the\s+)(?=past|last|previous))(?P<w_k>past|last|previous|preceding|next|coming|following|first)?\s*
        (?P<w_n>(?:(?:less|more|little\s+more)\s+than\s+)?{COUNT})?\s*(?P<w_u>24\s+hours|{LENGTH})\b(?!\s+(?:ago|earlier|of\s+(?:{MONTH}|life)|old)))
  | (?P<lastn>\b(?:the\s+)?(?P<l_k>past|last|previous|next|coming)\s+(?P<l_n>{COUNT})\s+(?P<l_u>{LENGTH}))
  | (?P<recent>\b(?:in|over|during)\s+(?:the\s+)?(?:(?:most\s+)?recent|last\s+few|past\s+few|past\s+several|coming|last\s+several)\s+(?P<rec_u>days|weeks|months|years|hours)|\brecently\b|\blately\b)
  | (?P<this>\b(?P<this_e>earlier|later|so\s+far|already|late|early)?\s*(?P<this_w>this|last|next|the\s+same)\s+(?P<this_u>week|weekend|month|year|morning|afternoon|evening|night|spring|summer|autumn|winter)\b)
  | (?P<dayof>\b(?:on\s+)?(?P<do_wd>{WEEKDAY})\s+(?:of\s+)?(?P<do_w>last|this|next)\s+week\b)
  | (?P<daypart>\b(?:(?:early|late|later)\s+)?(?:on\s+)?(?P<dp_l>last|this|next)?\s*(?P<dp_wd>{WEEKDAY})(?:\s+(?P<dp>morning|afternoon|evening|night))?(?:(?:\s+and|\s+to|\s*[-–])\s+(?P<dp_b>{WEEKDAY}))?\b)
  | (?P<nightof>\b(?:overnight|(?:during|in|through)\s+the\s+night)\s+(?:(?P<no_to>into|to)\s+|(?:(?:on|of|from)\s+)?)(?P<no_a>{WEEKDAY}|{DATE})(?:\s*(?:[-–]|to|into)\s*(?P<no_b>{WEEKDAY}|{DATE}))?)
  | (?P<night>\bovernight\b|\b(?:during|in|through)\s+the\s+night\b|\blast\s+night\b)
  | (?P<dawn>\b(?:before|at|around|shortly\s+before|just\s+before|after)\s+(?:dawn|daybreak|sunrise)\b(?!\s+on\b)|\b(?:at|around|shortly\s+after|just\s+after)\s+midnight\b(?!\s+on\b)|\bin\s+the\s+(?:early|small)\s+hours\b(?!\s+(?:of|on)\b))
  | (?P<thatday>\b(?:that|the\s+same)\s+(?:day|morning|afternoon|evening|night)\b|\b(?:in\s+the\s+course\s+of|(?:later|earlier)\s+in)\s+the\s+day\b)
  | (?P<quarter>\b(?:the\s+)?(?P<q_n>first|second|third|fourth|last)[\s-]quarter(?:\s+of\s+(?P<q_y>{YEAR}|the\s+year|this\s+year|last\s+year))?\b)
  | (?P<seasonal>\b(?P<se_w>(?:in|during|over|since|by|until|through)\s+(?:the\s+)?)(?P<se>spring|summer|autumn|winter)\b(?!\s+(?:of\s+)?\d{4}|\s+(?:school|camp|holiday|season)))
  | (?P<period>\b(?:during|in|over|for|throughout)\s+(?:the|this)\s+(?:same\s+)?(?:reporting\s+|reported\s+|review\s+|reference\s+)?period\b(?!\s+(?:of|from|between))|\bin\s+the\s+same\s+period\b)
  | (?P<day>\b(?:yesterday(?:\s+(?:morning|evening|night|afternoon))?|today|tonight|tomorrow|at\s+the\s+weekend|over\s+(?:the|a)\s+weekend|the\s+weekend)\b)
  | (?P<sofar>\bso\s+far\b|\bto\s+date\b|\bin\s+all\b|\ball\s+told\b|\baltogether\b|\buntil\s+now\b|\bby\s+now\b|\bup\s+to\s+now\b)
  | (?P<months>\b(?P<mon_a>{MONTH})\s+(?:and|to|or)\s+(?P<mon_b>{MONTH})(?:,?\s+(?P<mon_y>{YEAR}))?)
  | (?P<month>\b(?:(?<=in\s)|(?<=since\s)|(?<=until\s)|(?<=of\s)|(?<=by\s)|(?<=last\s)|(?<=from\s)|(?<=before\s)|(?<=during\s)|(?<=this\s)|(?<=for\s)|(?<=after\s))(?P<mo>{MONTH})\b)
  | (?P<year>\b(?:(?<=in\s)|(?<=since\s)|(?<=of\s)|(?<=until\s)|(?<=by\s)|(?<=from\s)|(?<=before\s)|(?<=during\s)|(?<=for\s)|(?<=late\s)|(?<=early\s)|(?<=summer\s)|(?<=after\s))(?P<yr>{YEAR})\b)
    """,  # noqa: E501
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE = re.compile(
    r"\b(since|from|starting|after|until|till|by|before|as\s+of|up\s+to|through|as\s+at|prior\s+to|ahead\s+of)(?:\s+(?:late|early|mid|the|about|at\s+least|around|last))?"
    r"(?:\s+\d[\d:.]*\s*(?:[ap]\.?m\.?|hours|GMT|UTC)?|\s+noon|\s+midnight|\s+mid-?day|\s+(?:the\s+)?(?:morning|evening|afternoon|night|end|close)\s+of)?\s*(?:on\s+|in\s+)?\Z",
    re.IGNORECASE,
)
_SINCE_CLAUSE = re.compile(r"\bsince\s+(?:[^,.;:()\"“”]|,\s(?=\d{4})){0,80}\Z", re.IGNORECASE)
_PER = re.compile(
    r"\b(?:(?:per|a|an|each|every)\s+(day|week|month|year|hour|night)|(daily|weekly|monthly|annually|yearly|nightly))\b",
    re.IGNORECASE,
)
_PER_NAMES = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "annually": "year",
    "yearly": "year",
    "nightly": "day",
    "night": "day",
}


@dataclass(frozen=True, slots=True)
class When:
    """A date expression: offsets, interval, kind.

    kind: on (days named), since, until, window (an interval said to be one), night, open (no days told),
    future, total ("in all": an interval without days).
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
_HEAD = 1500  # characters of a report in which it says of what day it speaks
_STALE = 14  # days: an older day is not that of the whole report


def valid_day(text: str, published: date | None) -> date | None:
    """The day that a report says all of it is valid as of ("All information is valid as of 24 October"), else publication."""  # noqa: E501
    match = _AS_OF.search(text, 0, _HEAD)
    named = re.compile(DATE, re.IGNORECASE).match(text, match.end()) if match else None
    day = parse_bound(named.group(), published)[1] if named else None
    if day is None or published is None or not 0 <= (published - day).days <= _STALE:
        return published
    return day


def dates(
    text: str,
    start: int,
    end: int,
    published: date | None,
    anchor: date | None = None,
    window: tuple[date, date] | None = None,
) -> list[When]:
    """The date expressions of text[start:end].

    Args:
        published: day of publication; None leaves relative dates open.
        anchor: the day last spoken of, for "a day earlier".
        window: the interval last spoken of, for "during the period".
    """
    found: list[When] = []
    latest, named = anchor, window
    for match in _PATTERN.finditer(text, start, end):
        kind = next(k for k in READERS if match.group(k))
        first, last, label = READERS[kind](match, published, latest)
        when = _with_preposition(When(match.start(), match.end(), label, first, last), text, start, published)
        when = _one_night(when, text, start)
        if when.kind == "period":
            when = replace(
                when, kind="window" if named else "open", first=named and named[0], last=named and named[1]
            )
        elif when.kind == "window" and when.first is not None and when.last is not None:
            named = (when.first, when.last)
        found.append(when)
        if first == last and first is not None:
            latest = first
    return found


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
    word = (match.group(1) or match.group(2)).lower()
    return _PER_NAMES.get(word, word), match.start(), match.end()


def _with_preposition(when: When, text: str, start: int, published: date | None) -> When:
    """ "Since April" runs to the publication, "by Aug. 19" up to that day."""
    before = _BEFORE.search(text, start, when.start)
    word = " ".join(before.group(1).lower().split()) if before else ""
    inside = re.match(r"(since|from|until|by)\b", text[when.start : when.end].lower())
    if word in {"since", "starting"} or (
        not word and _SINCE_CLAUSE.search(text, start, when.start) and when.kind in {"on", "night"}
    ):
        if when.first and published and when.first <= published:
            return When(when.start, when.end, "since", when.first, published)
        return when
    if word in {"until", "till", "by", "up to", "through"} and not inside:
        last = when.last
        stated = re.search(YEAR, text[when.start : when.end])
        if last and published and not stated and (published - last).days > 60:
            last = safe_day(last.year + 1, last.month, last.day) or last  # "by December" lies ahead
        return When(when.start, when.end, "until", None, last)
    if word in {"before", "prior to", "ahead of"}:
        return When(when.start, when.end, "before", None, when.first)
    if word in {"as of", "as at"}:
        return When(when.start, when.end, "as_of", when.first, when.last)
    if word == "after":
        return When(when.start, when.end, "after", when.first, when.last)
    return when


__all__ = ["When", "dates", "month_span", "rate_of", "valid_day"]
