"""Figures by how they are written: in a bracket, after a heading, with a point, or as told before.

A draft in; whether it is so, or its value, `inherits` and `aside` set.
"""

from __future__ import annotations

import re
from dataclasses import replace

from panj.claims.draft import Draft
from panj.model import PEOPLE, Unit

_FROM = re.compile(r"\d\s+(?:[\w-]+\s+){1,3}(?:from|or|belonging\s+to|making\s+up)\s+\Z", re.IGNORECASE)
_BRACKET = re.compile(r"[^\W\d_]\s*\(\s*\Z")
_HEADING = re.compile(r"\W*[A-ZÀ-Þ][^:.;]{2,90}:\s*")
_THOUSANDS = re.compile(r"\d{1,3}\.\d{3}\Z")
_WHO_HAD = re.compile(r"\s+(?:[a-z]+\s+)?who\s+had\b")


def in_bracket(draft: Draft) -> bool:
    """Whether a figure opens a bracket after a word: "(2,686 families)", "Mueda (3,105)"."""
    return _BRACKET.search(draft.before) is not None


def in_other_units(draft: Draft) -> bool:
    """Whether families tell in other units who was counted before: "1,851 people from 412 families"."""
    families = draft.noun is not None and draft.noun.unit is Unit.HOUSEHOLDS
    return families and (in_bracket(draft) or _FROM.search(draft.before) is not None)


def is_bare_bracket(draft: Draft) -> bool:
    """Whether a bracket holds nothing but the figure: "Mueda (3,105)"."""
    after = draft.after
    return in_bracket(draft) and re.match(r"\s*\)", after) is not None


def is_labelled_line(draft: Draft) -> bool:
    """Whether a line is nothing but a heading and the figure: "Injured: 52,979"."""
    text, start = draft.sentence.text, draft.sentence.span.start
    return (
        _HEADING.fullmatch(text[: draft.start - start]) is not None
        and re.fullmatch(r"[\s.;*]*", text[draft.number.end - start :]) is not None
    )


def check_whole(draft: Draft, text: str) -> None:
    """People are whole numbers: "5.000 people" are five thousand, "13.45" is nobody."""
    written = text[draft.number.core_start : draft.number.core_end]
    if draft.unit not in PEOPLE or (draft.number.value.is_integer() and not _THOUSANDS.match(written)):
        return
    if _THOUSANDS.match(written) and draft.noun is not None and draft.noun.first > draft.first:
        draft.number = replace(draft.number, value=float(written.replace(".", "")))
        draft.rules.append("number.point_of_thousands")
    else:
        draft.aside = draft.aside or "a fraction, where whole people would be counted"


def check_mention(draft: Draft, text: str) -> None:
    """ "The 90 who had crossed": a figure told before, not a new one."""
    words = text[draft.start : draft.number.core_start].lower().split()
    if words[:1] in (["the"], ["those"]) and _WHO_HAD.match(text, draft.number.end, draft.sentence.span.end):
        draft.inherits = True
        draft.rules.append("mention.who_had")
