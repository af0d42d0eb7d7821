"""Figures that others are set against: "up from 80,000", "against 51 in April". A draft in; whether it is."""

from __future__ import annotations

import re
from datetime import date

from panj.claims.draft import Draft

# What sets one number against another.
AGAINST = (
    r"against|compared\s+(?:with|to)|up\s+from|down\s+from|versus|"
    r"(?:an?|its|their|the|his|her)\s+(?:earlier|previous|initial|preliminary|first|prior|former)\s+"
    r"(?:count|figure|estimate|toll|tally|total|number)\s+of"
)
CHANGES = r"increase|rise|jump|surge|drop|fall|decrease|decline|growth"
_COMPARED = re.compile(
    rf"\b(?:{AGAINST}|as\s+opposed\s+to|"
    rf"(?:{CHANGES}|doubled|tripled|risen|grown|increased|fallen)\s+from|"
    r"(?:rose|risen|rises|grew|grown|climbed|jumped|increased|fell|fallen|dropped|swelled|swollen|up|down)\b(?:[^.;,]|,\d){0,70}\bfrom)\s+"
    r"(?:\d[\d.,]*(?:\s+[^\s\d.;,]+){0,4},?\s+and\s+)?"  # "from 550 in May and 160 in April"
    r"(?:(?:about|around|some|just|only|nearly|almost|more\s+than|over|fewer\s+than|the)\s+){0,2}\Z",
    re.IGNORECASE,
)


_AGAINST = re.compile(rf"\b(?:{AGAINST})\s+(?:(?!the\b)[a-z]+\s+){{0,2}}\d", re.IGNORECASE)


def is_compared(draft: Draft) -> bool:
    """Whether a figure is what another is set against."""
    return _COMPARED.search(draft.before[-130:]) is not None


def compared_days(draft: Draft) -> frozenset[tuple[date | None, date | None]]:
    """The days that stand behind "up from 3,900" after a figure: of what it is set against, not its own."""
    sentence, base = draft.sentence, draft.sentence.span.start
    found = _AGAINST.search(sentence.text, draft.end - base)
    if found is None:
        return frozenset()
    return frozenset((w.first, w.last) for w in sentence.whens if w.start - base >= found.end())
