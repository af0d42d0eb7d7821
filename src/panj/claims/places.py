"""Places as a report writes them: names in a sentence with the words before them, and which role each plays.

Takes text, tokens and (where there is one) a gazetteer's mentions; gives `Mention`s, then a `Route` for a
figure. Patterns find names that no gazetteer holds: capitals after in, from, to, into …
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from panj.claims.nations import countries, demonym
from panj.claims.tables import alternation, table

_NAME = (
    r"(?:[A-ZÀ-Þ](?:(?:\w|[’'](?!s\b)|-(?=\w))*\w)?(?:[-–][A-ZÀ-Þ]\w+)*|al-[A-Z]\w+|[a-z]{1,2}[’'][A-Z]\w+)"
)
_RUN = rf"{_NAME}(?:\s+(?:{_NAME}|Al|El|de|del|la|las|los|da|do|di|dos|al|of(?=\s+[A-Z])|and(?=\s+(?:Herzegovina|Tobago|Principe)))(?![\w’']))*"
_DIRECTION = r"(?:(?:far\s+)?(?:north|south|east|west|central|mid)(?:[-]?(?:east|west))?(?:ern|ernmost)?|upper|lower|downtown|rural|mainland)"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a place: offsets, name, role (from, to, in, of, object, none), whether a country.

    `generic`: a description that stands for a name ("the country", "the city").
    """

    start: int
    end: int
    name: str
    role: str
    country: bool = False
    generic: bool = False
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """Where from, where to, where, as names; None where the text does not say."""

    origin: str | None = None
    destination: str | None = None
    place: str | None = None
    rules: tuple[str, ...] = ()


@cache
def _table() -> dict[str, list[str]]:
    found: dict[str, list[str]] = table("places")["words"]
    return found


@cache
def _pattern() -> re.Pattern[str]:
    w = _table()
    kinds = alternation([*w["kinds"], *(k.capitalize() for k in w["kinds"])])
    prepositions = alternation(w["in"] + w["to"] + w["from"] + w["object"] + ["of", "between", "and", "or"])
    return re.compile(
        rf"(?:\b(?P<prep>{prepositions})(?:,|\b)\s+)?"
        rf"(?P<lead>(?:(?:the|a|its|their|parts\s+of|areas\s+of|nearby|neighbou?ring|bordering|adjacent|northern|the\s+nearby|(?:its|the)\s+own|a\s+neighbourhood\s+of)\s+)*"
        rf"(?P<dir>{_DIRECTION}\s+)?(?:(?:\w+\s+)?(?:{kinds})\s+(?:of\s+|in\s+)?)?)"
        rf"(?P<name>{_RUN})(?P<poss>[’']s?(?=\s))?(?P<kind>\s+(?:{kinds})\b)?"
    )


@cache
def _generic() -> re.Pattern[str]:
    w = _table()
    return re.compile(
        rf"\b(?P<prep>{alternation(w['in'] + w['to'] + w['from'] + w['object'])})\s+(?P<name>{alternation(w['generic'])})\b",
        re.IGNORECASE,
    )


def mentions(text: str, start: int, end: int, known: Sequence[Mention] = ()) -> list[Mention]:
    """The places named in text[start:end], `known` (from a gazetteer) taking the place of patterns they overlap."""
    found: list[Mention] = []
    at = start
    while at < end:
        match = _pattern().search(text, at, end)
        if not match:
            break
        mention = _mention(match, text, start)
        if mention:
            found.append(mention)
            at = max(match.start() + 1, mention.end)
        else:
            at = match.end("name") if match.end("name") > at else match.end()
    found += _country_words(text, start, end, found)
    for match in _generic().finditer(text, start, end):
        role = _role_of(match["prep"])
        found.append(Mention(match.start("name"), match.end("name"), match["name"], role, False, True))
    extra = [k for k in known if not any(k.start < f.end and f.start < k.end for f in found)]
    found += [_with_role(k, text, start) for k in extra]
    found.sort(key=lambda m: (m.start, -m.end))
    return _chain_roles(found, text)


def _mention(m: re.Match[str], text: str, start: int) -> Mention | None:
    name = re.sub(r"\s+", " ", m["name"])
    name = re.sub(r"[’']s$", "", name)
    country = name in countries()
    if not country and not (m["prep"] or m["kind"] or m["poss"]):
        return None
    if not country and _not_a_place(name, m, text, start):
        return None
    if m["poss"] and not country and not m["kind"]:
        tail = text[m.end() : m.end() + 30]
        if (
            not re.match(
                rf"\s+(?:{_RUN}\s+)?(?:{alternation(_table()['kinds'])}|border|capital|{_DIRECTION})\b", tail
            )
            and not m["prep"]
        ):
            return None
    role = _role_of(m["prep"] or "")
    if m["poss"] and role in {"none", "of"}:
        role = "of"
    if m["dir"]:
        name = f"{m['dir'].strip()} {name}"
    return Mention(m.start("name"), m.end("name"), name, role, country and not m["dir"])


def _not_a_place(name: str, m: re.Match[str], text: str, start: int) -> bool:
    words = name.split()
    banned = frozenset(_table()["not_places"])
    if any(w.strip(".’'") in banned for w in words) or demonym(name) is not None:
        return True
    if m["prep"] and m["prep"].lower() in {"and", "or"}:
        return False
    if m["prep"] and m["prep"].lower() == "of" and not m["kind"]:
        lead = text[max(start, m.start() - 24) : m.start()].lower()
        return not re.search(
            rf"\b({alternation(_table()['kinds'])}|out|north|south|east|west|outside|off|side|coast|border|part|parts|all|control|areas?|from|capital|outskirts|edge|residents|people|inhabitants|centre|center)\s+\Z",
            lead,
        )
    return m.start("name") <= start + 1 and not m["prep"] and not m["kind"]


def _role_of(preposition: str) -> str:
    word = " ".join(preposition.lower().split())
    w = _table()
    for role in ("from", "to", "in", "object"):
        if word in w[role]:
            return role
    return {"of": "of", "and": "and", "or": "and", "between": "in"}.get(word, "none")


def _country_words(text: str, start: int, end: int, found: Sequence[Mention]) -> list[Mention]:
    extra: list[Mention] = []
    for m in _countries().finditer(text, start, end):
        if any(f.start < m.end() and m.start() < f.end for f in found):
            continue
        extra.append(_with_role(Mention(m.start(), m.end(), m.group(), "none", True), text, start))
    return extra


@cache
def _countries() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternation(countries())})(?![\w-])")


def _with_role(m: Mention, text: str, start: int) -> Mention:
    left = text[max(start, m.start - 40) : m.start]
    w = _table()
    match = re.search(
        rf"\b({alternation(w['in'] + w['to'] + w['from'] + w['object'] + ['of', 'and', 'or'])})\s+(?:(?:the|its|their|neighbou?ring|nearby|former|{_DIRECTION})\s+)*\Z",
        left,
        re.IGNORECASE,
    )
    role = _role_of(match.group(1)) if match else "none"
    return Mention(m.start, m.end, m.name, role, m.country, m.generic, m.code)


def _chain_roles(found: list[Mention], text: str) -> list[Mention]:
    """A list of places shares the role of its first: "into Iran, Pakistan and Turkey"."""
    done: list[Mention] = []
    for m in found:
        if done and m.role in {"and", "none"}:
            between = text[done[-1].end : m.start]
            if re.fullmatch(
                r"(?:[’']s)?\s*(?:,|and|or|,\s*and|or|,\s*or|/)\s*(?:the\s+|to\s+|from\s+|into\s+|neighbou?ring\s+)?",
                between,
            ):
                m = Mention(m.start, m.end, m.name, done[-1].role, m.country, m.generic, m.code)
        if m.role == "and":
            m = Mention(m.start, m.end, m.name, "none", m.country, m.generic, m.code)
        done.append(m)
    return done
