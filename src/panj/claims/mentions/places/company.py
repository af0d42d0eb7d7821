"""Names that only their company shows to be places: "Kolo, Mba and Duri", "fled Kolo for Mba".

Takes text and where the places found so far end; gives the names beside them, whether or not they are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from panj.claims.mentions.nations import countries, demonym
from panj.claims.mentions.places.mention import Mention
from panj.claims.mentions.places.words import NAME_RE, phrases, words_of
from panj.claims.mentions.units import nouns
from panj.claims.tables import alternation

_HEDGE = r"(?:just|only|about|around|some|nearly|almost|over|more\s+than|a\s+little\s+over|approximately|at\s+least)"  # noqa: E501
_MEMBER = re.compile(rf",\s+(?P<name>{NAME_RE})(?=,?\s+(?:and|or)\s+|,\s+[A-ZÀ-Þ])")
_MADE_FOR = re.compile(
    r"\b(?:left|leave|leaving|fled|flee|fleeing|escaped|escaping|quit|abandoned|abandoning)\s+"
    rf"(?:the\s+\w+\s+of\s+)?{NAME_RE}\s+for\s+(?:the\s+(?:\w+\s+of\s+)?)?(?P<name>{NAME_RE})"
)
_GAP = re.compile(rf"\d[^;.]{{0,40}}(?:[,;]|,?\s+and)\s+(?P<name>{NAME_RE}),?\s+(?:{_HEDGE}\s+)*(?=\d)")
_TAKING = re.compile(
    rf"(?:\A|(?<=[.;]\s)|(?<=\n))(?P<name>{NAME_RE})\s+(?:(?:has|have|had|now|already|alone|currently|can|could)\s+){{0,2}}"
    r"(?:received|hosts|hosted|shelters|sheltered|houses|housed|house|holds|held|hold|took\s+in|taken\s+in|lost)\s+"
    r"(?=[^.;,]{0,20}\d)"
)
_ROOM = re.compile(  # what only a place can do: "Kolo has space for 300"
    rf"(?:\A|(?<=[.;:]\s)|(?<=\n)|(?<=,\s)|(?<=and\s))(?P<name>{NAME_RE})\s+(?:(?:now|already|alone|still|itself|currently)\s+)?"
    r"(?:(?:has|have|had|offers?|offered)\s+(?:space|room|places|beds|capacity)\s+for|"
    r"(?:can|could|should|would|will)\s+(?:accommodate|hold|house|shelter)|"
    r"(?:was|is|were)\s+(?:laid\s+out|built|planned|designed|meant|intended)\s+(?:to\s+\w+|for))\s+(?=[^.;,]{0,20}\d)"
)
_LAID_OUT = re.compile(  # "Kolo, laid out for 300, …"
    rf"(?:\A|(?<=[.;:]\s)|(?<=\n))(?P<name>{NAME_RE}),\s+(?:(?:originally|once|first)\s+)?"
    r"(?:laid\s+out|built|planned|designed|meant|intended|prepared|set\s+up|made)\s+(?:to\s+\w+|for)\s+(?=[^.;,]{0,20}\d)"
)
_ACCOUNTS = re.compile(  # "Kolo accounts for 141 of the deaths", "with Kolo alone accounting for 30"
    rf"(?:\A|(?<=[.;:,]\s)|(?<=\n)|(?<=with\s)|(?<=and\s))(?P<name>{NAME_RE})\s+(?:(?:alone|together|itself|now)\s+)?"
    r"account(?:s|ed|ing)?\s+for\s+(?=[^.;,]{0,20}\d)"
)
_LISTED = frozenset({"in", "to", "from", "object", "and", "none"})
_STRUCK = re.compile(
    rf"(?:\A|(?<=[.;,]\s)|(?<=\n)|(?<=and\s)|(?<=then\s))(?P<name>{NAME_RE}),?\s+(?:(?:has|have|had|was|were|is)\s+)?"
    r"(?:(?:suffered|fared|hit|struck)\s+(?:most|worst|hardest)|(?:(?:the\s+)?(?:worst|hardest)[\s-]+(?:hit|affected))|comes?\s+next|leads)\b"
)
_ACRONYM = re.compile(r"[A-Z]{2,}\b")
_SIDES = r"(?:shores?|coast|banks?|border|edge|outskirts|slopes|foothills|plains?|frontier)"


def by_company(text: str, start: int, end: int, found: Sequence[Mention]) -> list[Mention]:
    """The names of text[start:end] that their company shows to be places, beside those `found`."""
    beside = [(m.end, m.role, m.prep) for m in found if not m.generic and m.role in _LISTED]
    more: list[Mention] = []
    for a, b, role, prep in _in_company(text, start, end, beside):
        name = text[a:b]
        free = not any(f.start < b and a < f.end for f in (*found, *more))
        banned = any(w.strip(".’'") in words_of("not_places") for w in name.split())
        if free and demonym(name) is None and not banned:
            more.append(Mention(a, b, name, role, name in countries(), prep=prep, sure=False))
    return more


def _in_company(
    text: str, start: int, end: int, beside: Sequence[tuple[int, str, str]]
) -> Iterator[tuple[int, int, str, str]]:
    """Offsets, role and preposition of such names, known ones too; a list shares those of its first."""
    for stop, role, prep in sorted(beside):
        at = stop
        while (member := _MEMBER.match(text, at, end)) is not None:
            yield *member.span("name"), role, prep
            at = member.end("name")
    for made in _MADE_FOR.finditer(text, start, end):
        yield *made.span("name"), "to", "for"
    for left in _fled_from().finditer(text, start, end):
        yield *left.span("name"), "from", "from"
    for pattern in (_GAP, _STRUCK, _ROOM, _LAID_OUT, _apposed(), _kind_before()):
        for match in pattern.finditer(text, start, end):
            yield *match.span("name"), "none", ""
    for match in _ACCOUNTS.finditer(text, start, end):
        if (match["name"].lower(),) not in nouns():  # "Children account for 60 of them"
            yield *match.span("name"), "none", ""
    for match in _TAKING.finditer(text, start, end):
        if _ACRONYM.match(match["name"]) is None:  # "UNHCR received 300 people"
            yield *match.span("name"), "none", ""


@cache
def _fled_from() -> re.Pattern[str]:
    """ "Fleeing the battle for Kolo"."""
    return re.compile(
        r"\b(?:flee|fleeing|fled|escap(?:e|ed|ing))\s+(?:(?:from|the|a|an|heavy|fresh|new|renewed)\s+)*"
        rf"(?:{alternation(phrases('fled_from'))})\s+(?:in|on|for|around|near|at|over)\s+(?P<name>{NAME_RE})"
    )


@cache
def _apposed() -> re.Pattern[str]:
    """ "Kolo, a complex of camps, …", "Kolo, on the shore of …": what is said beside a name."""
    a_kind = (
        rf"(?:a|an|the|its|one\s+of\s+the)\s+(?:[\w-]+\s+){{0,4}}?(?:{alternation(phrases('kinds'))})s?\b"
    )
    a_side = rf"(?:on|near|at)\s+the\s+(?:[\w-]+\s+){{0,2}}?{_SIDES}\b"
    return re.compile(rf"(?:\A|(?<=[.;:]\s)|(?<=\n))(?P<name>{NAME_RE}),\s+(?:{a_kind}|{a_side})")


@cache
def _kind_before() -> re.Pattern[str]:
    """ "A second camp, Kolo, will take 300", "in one village, Kolo, …": a name after the word for it."""
    return re.compile(
        r"\b(?i:a|an|one|another|the\s+other|its)\s+(?:[a-z-]+\s+){0,2}?"
        rf"(?:{alternation(phrases('kinds'))}),\s+(?P<name>{NAME_RE})(?=,)"
    )
