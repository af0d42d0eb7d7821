"""Which role each place of a sentence plays, by the words before it and by the place it is listed with.

Mentions in; the same with their roles out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from panj.claims.mentions.places.mention import Mention
from panj.claims.mentions.places.words import DIRECTION_RE, phrases, words_of
from panj.claims.tables import alternation

ROLE_WORDS = (*phrases("in"), *phrases("to"), *phrases("from"), *phrases("object"))
KIND_OF_PLACE = r"province|district|region|state|county|governorate|city|town|village|camp"
_AWAY = re.compile(
    r"\b(?:km|kms|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|hours?|minutes?|days?|far|away)\s+(?:\w+\s+)?(?:away\s+)?from\s+"
    r"(?:(?:the|its|their|central|downtown)\s+)*\Z",
    re.IGNORECASE,
)
_DISTANT = re.compile(
    r"\d\s*-?(?:km|kms|kilomet(?:er|re)s?|miles?|hours?)\s+(?:(?:to\s+the|away|due)\s+)?(?:north|south|east|west)\w*(?:[-\s](?:north|south|east|west)\w*)?\s+of\s+"
    r"(?:(?:the|its|central|downtown)\s+)*\Z",
    re.IGNORECASE,
)
_FLEEING = re.compile(
    r"\b(?:flee|fleeing|fled|escap(?:e|ed|ing)|run\s+from|ran\s+from)\s+(?:(?:from|the|a|an|heavy|fresh|new|renewed|intense|deadly|violent)\s+)*"
    rf"(?:\w+\s+)?(?:{alternation(phrases('fled_from'))})\s+(?:in|on|for|around|near|at|over)\s+(?:and\s+around\s+)?(?:the\s+)?"
    r"(?:(?:\w+\s+)?(?:town|city|village|villages|district|province|region|state|camp|towns)\s+(?:of\s+)?)?\Z",
    re.IGNORECASE,
)
_OWNED = re.compile(
    rf"[’']s?\s+(?:(?:{DIRECTION_RE}|own|border|remote|neighbou?ring)\s+)*(?:(?:city|town|village|port|island)\s+of\s+)?"
)
_AND = re.compile(
    r"(?:[’']s)?\s*(?:,|and|or|,\s*and|or|,\s*or|/)\s*(?:the\s+|to\s+|from\s+|into\s+|neighbou?ring\s+)?"
)
_INSIDE = re.compile(
    rf"(?:\s+(?:{KIND_OF_PLACE}))?\s*(?:,\s*|\(\s*|,?\s+in\s+|\s+of\s+)(?:(?:the|its|{DIRECTION_RE}|neighbou?ring)\s+)*(?:\w+\s+(?:of|in)\s+)?",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    rf"\s+(?P<part>{alternation(phrases('parts_of_towns'))}|{KIND_OF_PLACE})\s+of\s+(?:the\s+)?",
    re.IGNORECASE,
)
_AN_AREA = re.compile(r"\s+(?:district|province|county|region|state|governorate|prefecture)\b", re.IGNORECASE)
_CAPITAL_NAMED = re.compile(
    r"\b(?P<prep>in|into|to|from|at|near|towards?)\s+(?:the|its|their)\s+(?:[\w-]+\s+){0,2}?"
    rf"(?:capital|{KIND_OF_PLACE}|port|settlement|island)\s*,\s+\Z",
    re.IGNORECASE,
)
_SET_OUT = re.compile(
    r"\b(?:left|leave|leaves|leaving|fled|flee|fleeing|escaped|escaping|bound|headed|heading|heads|making|make|made|set\s+(?:out|off)|departed|departing|embarked|gone|exchanged|quit)\b[^.;:]{0,60}\bfor\s+(?:the\s+|neighbou?ring\s+|nearby\s+)*\Z",
    re.IGNORECASE,
)
_FOUGHT_FOR = re.compile(
    r"\b(?:battles?|fight(?:s|ing)?|struggle|offensive|operation|campaign|assault|clashes|push|war)\s+for\s+(?:the\s+)?(?:\w+\s+of\s+)?\Z",
    re.IGNORECASE,
)
_BY_WAY_OF = re.compile(r"\b(?:through|via|by\s+way\s+of)\s+(?:the\s+)?(?:\w+\s+of\s+)?\Z", re.IGNORECASE)
NOUN_OF = re.compile(
    r"\b(?P<prep>into|to|towards?|from|out\s+of|in|on|inside|across|entered|entering|enter|reached|reaching|reach|crossed|fled|flee|fleeing|left|leave|leaving|escaped|quit)\s+(?:the|a|its|their|several|many|some)?\s*(?:[a-z-]+\s+){0,2}?(?P<noun>[a-z]+)\s+of\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)


def role_of(preposition: str) -> str:
    """The role that a preposition gives: from, to, in, object, of, and, none."""
    word = " ".join(preposition.lower().split())
    for role in ("from", "to", "in", "object"):
        if word in words_of(role):
            return role
    return {"of": "of", "and": "and", "or": "and", "between": "in"}.get(word, "none")


@cache
def _leading_in() -> re.Pattern[str]:
    """The preposition that a name follows."""
    return re.compile(
        rf"\b({alternation([*ROLE_WORDS, 'of', 'and', 'or'])})\s+(?:(?:the|its|their|neighbou?ring|nearby|former|{DIRECTION_RE})\s+)*\Z",  # noqa: E501
        re.IGNORECASE,
    )


def with_role(m: Mention, text: str, start: int) -> Mention:
    """The place with the role of the preposition before it, in a sentence that begins at `start`."""
    match = _leading_in().search(text[max(start, m.start - 40) : m.start])
    role = role_of(match.group(1)) if match else "none"
    return replace(m, role=role, prep=" ".join(match.group(1).lower().split()) if match else "")


def with_roles(found: list[Mention], text: str) -> list[Mention]:
    """A list of places shares the role of its first: "into Iran, Pakistan and Turkey"."""
    done: list[Mention] = []
    for mention in found:
        m = _governed(mention, text)
        if done and m.role in {"none", "of", "in"} and _is_parent(m, done[-1], text):
            done.append(replace(m, role="parent"))
            continue
        if done and m.role in {"none", "of"} and _OWNED.fullmatch(text[done[-1].end : m.start]):
            # "into Jordan's Ramtha district"
            m = replace(m, role=done[-1].role, prep=done[-1].prep, nation=m.nation or done[-1].nation)
            done[-1] = replace(done[-1], role="parent")
        elif done and m.role in {"of", "none", "in"} and _is_part_of(m, done[-1], text):
            # "in the Aleppo suburb of Anadan"
            m = replace(m, role=done[-1].role, prep=done[-1].prep, nation=m.nation or done[-1].nation)
            done[-1] = replace(done[-1], role="parent")
        named = _CAPITAL_NAMED.search(text[max(0, m.start - 50) : m.start])
        if m.role == "none" and named is not None:  # "in the capital, Kolo"
            m = replace(m, role=role_of(named["prep"]), prep=named["prep"].lower())
        if m.role == "none" and _for_there(m, text):
            m = replace(m, role="to", prep="for")
        if done and m.role in {"and", "none"}:
            between = text[done[-1].end : m.start]
            if _AND.fullmatch(between) and done[-1].role != "parent":
                m = replace(m, role=done[-1].role, prep=done[-1].prep)
        if m.role == "and":
            m = replace(m, role="none")
        if m.role == "none" and _BY_WAY_OF.search(text[max(0, m.start - 40) : m.start]):
            m = replace(m, prep="through")
        done.append(m)
    return done


def _governed(m: Mention, text: str) -> Mention:
    """ "From the high pastures of Badakhshan": the preposition before the noun gives the role."""
    if m.role not in {"of", "none"}:
        return m
    match = NOUN_OF.search(text[max(0, m.start - 70) : m.start])
    if match is None or match["noun"].lower() in words_of("people_of"):
        return m
    prep = " ".join(match["prep"].lower().split())
    return replace(m, role=role_of(prep), prep=prep)


def _is_parent(m: Mention, before: Mention, text: str) -> bool:
    """Whether a place is what the one before it lies in: "Goma in North Kivu", "Goma (North Kivu)"."""
    if before.generic or m.generic or before.role == "parent":
        return False
    if not _INSIDE.fullmatch(text[before.end : m.start]):
        return False
    if m.code is not None and before.code is not None:
        return m.code != before.code and m.code in before.parents
    if text[before.end : m.start].strip().endswith("("):
        return not before.country
    inside = text[before.end : m.start].rstrip().endswith("in") and not before.country
    return inside and before.code is None and _AN_AREA.match(text, m.end) is not None


def _is_part_of(m: Mention, before: Mention, text: str) -> bool:
    """Whether a place is named as a part of the one before it: "the Aleppo suburb of Anadan"."""
    between = _PART_OF.fullmatch(text[before.end : m.start])
    if between is None or before.generic or before.role == "parent":
        return False
    inside = before.code is not None and before.code in m.parents
    return inside or between["part"].lower() in words_of("parts_of_towns")


def _for_there(m: Mention, text: str) -> bool:
    """ "Left Mali for Niger", "fled Venezuela for Colombia"; not "fled the battle for Mosul"."""
    left = text[max(0, m.start - 90) : m.start]
    return _SET_OUT.search(left) is not None and _FOUGHT_FOR.search(left) is None


def not_left(m: Mention, text: str) -> Mention:
    """ "Um Rakuba, 70 kilometres from the border": nobody came from there."""
    left = text[max(0, m.start - 60) : m.start]
    if m.role == "from" and _AWAY.search(left):
        return replace(m, role="none")
    if m.role == "in" and _DISTANT.search(left):  # "800 km north of Kolo"
        return replace(m, role="none", prep="")
    if m.role in {"in", "of", "none"} and _FLEEING.search(left):  # "fleeing the battle for Kolo"
        return replace(m, role="from", prep="from")
    return m
