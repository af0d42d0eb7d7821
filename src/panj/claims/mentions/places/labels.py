"""Names at the head of lines that only the lines around them show to be places: "Zarobod: 300", "Zarobod | 60 | 300".

Takes text, and of each line where its body begins and ends with the places found in it; gives the names that no
gazetteer holds and that stand where other such lines have a known place.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from panj.claims.mentions.nations import demonym
from panj.claims.mentions.places.mention import Mention
from panj.claims.mentions.places.words import NAME_RE, phrases, words_of
from panj.claims.mentions.units import nouns
from panj.claims.tables import alternation
from panj.language.words import classes

Line = tuple[int, int, Sequence[Mention]]
_BULLET = r"[\s•●▪◦‣·*+–—-]*(?:\(?\d{1,2}[.)]\s+)?"
_BRACKET = r"(?:\s*\([^()\n]{1,40}\))?"
_HEDGE = r"(?:(?:about|around|some|over|nearly|almost|more\s+than|at\s+least|only|another|further)\s+){0,2}"
_LABEL = re.compile(rf"{_BULLET}(?P<name>{NAME_RE}){_BRACKET}(?P<mark>:|\s*\|)\s*{_HEDGE}\d")


@cache
def _header() -> re.Pattern[str]:
    """The first cell of a table of places: "Site | Households | Persons"."""
    return re.compile(
        rf"^\W*(?:{alternation(phrases('kinds'))}|country|location|place)\s*\|", re.IGNORECASE | re.MULTILINE
    )


def like_labels(text: str, lines: Sequence[Line]) -> dict[int, Mention]:
    """Number of a line → the name at its head, where a line of the same make has a known place there."""
    heads = {n: head for n, (start, end, _) in enumerate(lines) if (head := _LABEL.match(text, start, end))}
    told = {n: _known(head, lines[n][2]) for n, head in heads.items()}
    marks = {heads[n]["mark"].strip() for n, known in told.items() if known}
    marks |= {"|"} if _header().search(text) else set()
    found: dict[int, Mention] = {}
    for n, head in heads.items():
        free = not any(m.start < head.end("name") and head.start("name") < m.end for m in lines[n][2])
        if free and head["mark"].strip() in marks and _may_be_place(head["name"]):
            found[n] = Mention(*head.span("name"), head["name"], "none", sure=False)
    return found


def _known(head: re.Match[str], places: Sequence[Mention]) -> bool:
    """Whether a gazetteer holds the name at the head of a line."""
    return any(m.start == head.start("name") and (m.code is not None or m.country) for m in places)


def _may_be_place(name: str) -> bool:
    """Not a word for what is counted, a month or a common word."""
    words = name.split()
    banned = words_of("not_places") | words_of("no_labels")
    if any(w.strip(".’'") in banned for w in words) or demonym(name) is not None:
        return False
    return all((w.lower(),) not in nouns() and w.lower() not in classes() for w in words)
