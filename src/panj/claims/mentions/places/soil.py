"""Countries named by their land: "into Syrian territory", "on Kenyan soil".

Takes a stretch of text; gives where the words stand, the country's name and the preposition before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from panj.claims.mentions.nations import demonym
from panj.claims.mentions.places.roles import ROLE_WORDS
from panj.claims.mentions.places.words import phrases
from panj.claims.tables import alternation


@dataclass(frozen=True, slots=True)
class Land:
    """Offsets of "Syrian territory", the country's usual name, and the preposition."""

    start: int
    end: int
    country: str
    preposition: str


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<prep>(?i:{alternation(ROLE_WORDS)}))\s+(?:the\s+)?"
        rf"(?P<people>[A-ZÀ-Þ]\w+(?:\s+[A-ZÀ-Þ]\w+)?)\s+(?:{alternation(phrases('lands'))})\b"
    )


def lands(text: str, start: int, end: int) -> Iterator[Land]:
    """Every country that text[start:end] names by its land."""
    for match in _pattern().finditer(text, start, end):
        country = demonym(match["people"])
        if country is not None:
            yield Land(match.start("people"), match.end(), country, match["prep"])
