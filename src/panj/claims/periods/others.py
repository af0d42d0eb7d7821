"""Dates that stand in a figure's sentence and yet are not its own: of a whole, a part, a rise, an aside.

A draft and a date in; whether the date is another's out.
"""

from __future__ import annotations

import re

from panj.claims.counting.compared import CHANGES
from panj.claims.dates.dates import When
from panj.claims.draft import Draft, Sentence

_OF_SO_MANY = re.compile(
    r"(?:\A|[:;,]\s)\s*(?:of|out\s+of|among)\s+"
    r"(?:(?:the|some|those)\s+\d[\d,.]*|(?:those|the\s+\w+)\s+(?:who|that)\b)[^,;:]*\Z",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(r",\s+of\s+(?:which|whom)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)
_ASIDE = re.compile(r",\s+(?:which|who|where|whose)\b(?:[^,]|,(?=\d))*\Z")
_GIVEN = re.compile(
    r"\d[\d.,]*\s+(?:that\s+(?:was|were|it|he|she|they|we)\s+)?(?:given|announced|published|reported|stated|cited|mentioned|issued|told)\s+"
    r"(?:\w+\s+){0,2}\w*\Z"
)
_THAN = re.compile(
    r"\b(?:more|fewer|less|higher|lower|larger|smaller|up|down)\s+than\s+(?:(?:in|on|at|during|by|a)\s+)?\Z"
)
_OF_MOST = re.compile(
    r",\s+(?:most|many|some|half|several|(?:nearly\s+|almost\s+)?all|the\s+majority)\s+of\s+(?:whom|which|them)\b[^.;,]*\Z",
    re.IGNORECASE,
)
_PART_OF_IT = re.compile(r"\d\s+of\s+(?:them|these|those|whom|which)\b[^.;,]*\Z", re.IGNORECASE)
_RISEN_SINCE = re.compile(
    r"\b(?:doubled|tripled|quadrupled|risen|rose|grown|grew|increased|climbed|fallen|fell|dropped)\s+(?:[a-z]+\s+)?\Z",
    re.IGNORECASE,
)
_TO_SO_MANY = re.compile(r"\bto\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)
_FROM_SO_MANY = re.compile(r"\bfrom\s+(?:\w+\s+){0,3}\d[\d.,]*\s[^.;,]*\Z", re.IGNORECASE)
_COMMA = re.compile(r",(?!\d)")
_FIRST = re.compile(r"\b(?:the|its|their)\s+first\s+(?:such\s+)?[a-z]+\s*\Z", re.IGNORECASE)
_CHANGING = rf"\b(?:{CHANGES}|gain|difference)\s+of\s+(?:\w+\s+){{0,2}}"
_CHANGE = re.compile(rf"{_CHANGING}\Z", re.IGNORECASE)
_CHANGED_BY = re.compile(rf"{_CHANGING}\d", re.IGNORECASE)


def _of_the_whole(draft: Draft, w: When) -> bool:
    """ "Of the 6,270 displaced on 3 October, 2,100 have returned": the day is that of the 6,270."""
    text, start = draft.sentence.text, draft.sentence.span.start
    if not w.end <= draft.start:
        return False
    return (
        _OF_SO_MANY.search(text[: w.start - start]) is not None
        and "," in text[w.end - start : draft.start - start]
    )


def _before_of_which(draft: Draft, w: When) -> bool:
    """ "32 million is sought until December, of which 46 % has come in": the day of what is sought."""
    text, start = draft.sentence.text, draft.sentence.span.start
    return w.end <= draft.start and _OF_WHICH.search(text[w.end - start : draft.start - start]) is not None


def _is_absence(draft: Draft, w: When) -> bool:
    """ "For the first time in nine months", "the first visit since 2019": how long it had not been so."""
    text, start = draft.sentence.text, draft.sentence.span.start
    return w.kind in {"window", "since"} and _FIRST.search(text[: w.start - start]) is not None


def is_change(draft: Draft) -> bool:
    """ "An increase of 9,300": by how much another figure has grown."""
    return _CHANGE.search(draft.before) is not None


def _of_change(draft: Draft, w: When) -> bool:
    """ "84,000, an increase of 9,300 since Friday": the days are those of the increase."""
    start = draft.sentence.span.start
    between = draft.sentence.text[draft.end - start : max(w.start - start, 0)]
    return w.start > draft.end and _CHANGED_BY.search(between) is not None


def is_others(draft: Draft, w: When) -> bool:
    """Whether a date stands with the figure's sentence and yet is not of the figure."""
    kinds = (
        _of_the_whole,
        _before_of_which,
        _of_change,
        _is_absence,
        in_aside,
        _is_of_saying,
        _is_standard,
        _is_of_most,
        is_of_part,
        _is_of_start,
        _is_of_rise,
    )
    return any(told(draft, w) for told in kinds)


def _is_standard(draft: Draft, w: When) -> bool:
    """ "22 per cent more than in June": the day with which it is compared."""
    text, start = draft.sentence.text, draft.sentence.span.start
    return w.start > draft.end and _THAN.search(text[: w.start - start]) is not None


def is_of_part(draft: Draft, w: When) -> bool:
    """ "2,629 have registered, 63 of them yesterday": the day of those 63."""
    text, start = draft.sentence.text, draft.sentence.span.start
    return w.start > draft.end and _PART_OF_IT.search(text[draft.end - start : w.start - start]) is not None


def _is_of_start(draft: Draft, w: When) -> bool:
    """ "Has come down to 26,358 from over 45,000 at the beginning of the week": the day of the 45,000."""
    text, start = draft.sentence.text, draft.sentence.span.start
    left = text[max(0, draft.start - start - 30) : draft.start - start]
    return (
        w.start > draft.end
        and _TO_SO_MANY.search(left) is not None
        and _FROM_SO_MANY.search(text[draft.end - start : w.start - start]) is not None
    )


def _is_of_rise(draft: Draft, w: When) -> bool:
    """ "Had more than doubled since Wednesday to 183,159": from when it rose, not since when they count."""
    sentence = draft.sentence
    left = sentence.text[: w.start - sentence.span.start].rstrip()
    left = left.removesuffix("since").removesuffix("Since")
    return w.kind == "since" and w.end <= draft.start and _RISEN_SINCE.search(left) is not None


def _is_of_most(draft: Draft, w: When) -> bool:
    """ "Hosts 960,000 people, most of whom fled in 2017": the day of what some of them did."""
    text, start = draft.sentence.text, draft.sentence.span.start
    return w.start > draft.end and _OF_MOST.search(text[draft.end - start : w.start - start]) is not None


def _is_of_saying(draft: Draft, w: When) -> bool:
    """ "Includes 23 soldiers and corrects the 5,100 given on 21 May": the day of another number."""
    text, start = draft.sentence.text, draft.sentence.span.start
    return w.start > draft.end and _GIVEN.search(text[draft.end - start : w.start - start + 4]) is not None


def in_aside(draft: Draft, w: When) -> bool:
    """ "The agency, which fed 90,000 in May, said it had food for 40,000": the day is of the aside."""
    closed = _closes_at(draft.sentence, w.start, w.end)
    return closed is not None and closed < draft.first


def stands_in_aside(draft: Draft) -> bool:
    """Whether a figure stands in such words itself: what follows does not go on with it."""
    return _closes_at(draft.sentence, draft.start, draft.end) is not None


def _closes_at(sentence: Sentence, start: int, end: int) -> int | None:
    """The verb with which a sentence goes on behind ", which … ," round a stretch of text."""
    text, first = sentence.text, sentence.span.start
    closed = _COMMA.search(text, end - first)
    if closed is None or _ASIDE.search(text[: start - first]) is None:
        return None
    after = sentence.index(first + closed.end())
    goes_on = after < len(sentence.tokens) and sentence.tokens[after].pos in {"VERB", "AUX", "MODAL"}
    return after if goes_on else None
