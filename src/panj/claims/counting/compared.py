"""Figures that others are set against: "up from 80,000", "against 51 in April". A draft in; whether it is."""

from __future__ import annotations

import re

from panj.claims.draft import Draft

# What sets one number against another.
AGAINST = r"against|compared\s+(?:with|to)|up\s+from|down\s+from|versus"
CHANGES = r"increase|rise|jump|surge|drop|fall|decrease|decline|growth"
_COMPARED = re.compile(
    rf"\b(?:{AGAINST}|as\s+opposed\s+to|"
    rf"(?:{CHANGES}|doubled|tripled|risen|grown|increased|fallen)\s+from|"
    r"(?:rose|risen|rises|grew|grown|climbed|jumped|increased|fell|fallen|dropped|swelled|swollen|up|down)\b(?:[^.;,]|,\d){0,40}\bfrom)\s+"
    r"(?:(?:about|around|some|just|only|nearly|almost|more\s+than|over|fewer\s+than|the)\s+){0,2}\Z",
    re.IGNORECASE,
)


def is_compared(draft: Draft) -> bool:
    """Whether a figure is what another is set against."""
    return _COMPARED.search(draft.before[-60:]) is not None
