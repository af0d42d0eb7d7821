"""The setting of a report: where most of it plays, whose people it counts, who takes them in.

Takes all sentences before any figure is read; gives a `Setting`, which answers where a sentence leaves a place open.
"""  # noqa: E501

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from panj.claims.draft import Sentence
from panj.claims.mentions.nations import code_of, demonym_at, name_of
from panj.claims.mentions.places import Mention
from panj.claims.mentions.units import nouns
from panj.claims.routes.issuer import Issuer
from panj.model import PEOPLE, BlockKind

_INSIDE = 0.5  # what a town gives to the province named above it
_TELLING = 0.5  # a country named only in passing is no host
_SPOKEN = 1.0  # a people named once in passing is not the one that the report counts
_BEFORE_OTHERS = 1.5
_CLEARLY = 3.0  # times as often spoken of as any other place
_CAME_FROM = re.compile(
    r"(?:\b(?:refugees?|people|fled|flee|fleeing|migrants|soldiers|arrivals|citizens|seekers)\s+(?:from|of)?\s*|"
    r"\b(?:arriv\w+|came|come|coming)\s+(?:here\s+|in\s+)?from\s+|"
    r"\b(?:fled|flee|fleeing|escap\w+)\s+(?:\w+\s+){1,3}in\s+)(?:neighbou?ring\s+|war-torn\s+)?(?:the\s+)?\Z",
    re.IGNORECASE,
)
_CROSSED_FROM = re.compile(r"\b(?:cross\w*|entered|sail\w*)\s+from\s+(?:the\s+)?\Z", re.IGNORECASE)
_PASSING = 0.5  # who crosses from a country may only have passed through it
_PEOPLE, _RETURNEES = 0.5, 0.25  # "Chadian returnees" may stand beside the refugees who are counted
_TOWN = 0.3  # what a town or district says for its country, beside the country's own name
_ROLE_WEIGHT = {"in": 1.5, "from": 1.0, "to": 1.0, "object": 1.0, "of": 1.0, "none": 0.7}


@dataclass(frozen=True, slots=True)
class Setting:
    """Names as the report writes them; None where nothing tells.

    Args:
        main: the place most spoken of.
        country: the country most spoken of.
        home: the country whose people are counted (Afghan soldiers, refugees from South Sudan).
        host: the other country, which they reach or live in.
        nations: all countries, the most spoken of first.
        clear: the main place where no other comes near it: what a sentence without places can mean.
    """

    main: str | None = None
    country: str | None = None
    home: str | None = None
    host: str | None = None
    nations: tuple[str, ...] = ()
    clear: str | None = None


def setting_of(read: Sequence[Sentence], issuer: Issuer | None = None) -> Setting:
    """Count the places and peoples of a report; its title and first sentence count double.

    Args:
        issuer: whose report it is: its country is meant where the text names none but the people's own.
    """
    places: dict[str, float] = defaultdict(float)
    homes: dict[str, float] = defaultdict(float)
    holding: dict[str, float] = defaultdict(float)
    body = 0
    for sentence in read:
        if sentence.kind not in {BlockKind.BODY, BlockKind.TITLE}:
            continue
        body += sentence.kind is BlockKind.BODY
        weight = 2.0 if sentence.kind is BlockKind.TITLE or body == 1 else 1.0
        _count_places(sentence, places, homes, weight)
        _count_peoples(sentence, places, homes, weight)
        _count_holding(sentence, holding, weight)
    _merge(places)
    _contained(read, places)
    order = sorted(places, key=lambda n: -places[n])  # ties: the first named
    spoken = _nations(places, holding)
    nations = sorted(spoken, key=lambda n: (n not in places, -spoken[n]))
    country = nations[0] if nations and nations[0] in places else None
    homes = _by_country(homes)
    home = _clear(homes)
    told = [n for n in nations if spoken[n] >= _TELLING]
    host = next((n for n in told if code_of(n) != code_of(home or "")), None) if home is not None else None
    clear = _clear_main(order, places, home, _within(read))
    own = issuer.country if issuer is not None else None
    if own is not None and code_of(own) != code_of(home or ""):
        host = host or (own if home is not None else None)
        country = country or (own if not nations else None)
        clear = clear or (own if not order else None)
        nations = nations or [own]
    return Setting(order[0] if order else None, country, home, host, tuple(nations), clear)


def _clear_main(
    order: Sequence[str], places: dict[str, float], home: str | None, nation: Mapping[str, str]
) -> str | None:
    """The place most spoken of, if it is well before all others but the country that people left.

    Towns and districts of a country are no others beside it.
    """
    ranked = [n for n in order if n != home]
    if not ranked:
        return None
    first = code_of(ranked[0])
    others = [n for n in ranked[1:] if first is None or nation.get(n) != first]
    second = places[others[0]] if others else 0.0
    return ranked[0] if places[ranked[0]] >= _CLEARLY * second else None


def _within(read: Sequence[Sentence]) -> dict[str, str]:
    """Names of towns, districts and the like → the country that they are in."""
    found = [m for sentence in read for m in sentence.places if not m.country and m.nation is not None]
    return {_plain(m.name): m.nation for m in found if m.nation is not None}


def _clear(homes: dict[str, float]) -> str | None:
    """The country whose people are counted, where one is spoken of well before any other."""
    ranked = sorted(homes, key=lambda n: (-homes[n], n))
    if not ranked or homes[ranked[0]] < _SPOKEN:
        return None
    second = homes[ranked[1]] if len(ranked) > 1 else 0.0
    return ranked[0] if homes[ranked[0]] >= _BEFORE_OTHERS * second else None


def _contained(read: Sequence[Sentence], places: dict[str, float]) -> None:
    """A province is spoken of where its towns are: it gets half of what they have."""
    found = [m for sentence in read for m in sentence.places if m.code and not m.country and not m.generic]
    names = {m.code: _plain(m.name) for m in reversed(found)}
    above = {_plain(m.name): m.parents for m in found}
    lent: dict[str, float] = defaultdict(float)
    for name, parents in above.items():
        for holder in {names[code] for code in parents if code in names} - {name}:
            lent[holder] += _INSIDE * places.get(name, 0.0)
    for name, weight in lent.items():
        places[name] += weight


def _nations(places: dict[str, float], holding: dict[str, float]) -> dict[str, float]:
    """How much is spoken of each country, under the name used most; towns speak for theirs in part."""
    found = _by_country(places)
    names = {code_of(n): n for n in found}
    for code, weight in holding.items():
        name = names.get(code) or name_of(code)
        if name is not None:
            found[name] = found.get(name, 0.0) + weight
    return found


def _by_country(counted: dict[str, float]) -> dict[str, float]:
    """The countries among names, each once, under the name used most ("Tajikistan", "Republic of …")."""
    sums: dict[str, float] = defaultdict(float)
    best: dict[str, str] = {}
    for name in sorted(counted, key=lambda n: -counted[n]):
        code = code_of(name)
        if code is not None:
            sums[code] += counted[name]
            best.setdefault(code, name)
    return {best[code]: weight for code, weight in sums.items()}


def _count_holding(sentence: Sentence, holding: dict[str, float], weight: float) -> None:
    for m in sentence.places:
        if m.nation is not None and not m.country and not m.water:
            holding[m.nation] += _TOWN * weight


def _merge(places: dict[str, float]) -> None:
    """ "Gaza Strip" and "Gaza City" speak of Gaza, where Gaza is named by itself too."""
    for name in sorted(places, key=lambda n: (len(n), n)):
        for longer in [n for n in places if n.startswith(name + " ")]:
            places[name] += 0.6 * places[longer]


def _count_places(
    sentence: Sentence, places: dict[str, float], homes: dict[str, float], weight: float
) -> None:
    for m in sentence.places:
        if m.generic:
            continue
        own = 0.3 if any(a.start <= m.start < a.end for a in sentence.speech) else 1.0
        places[_plain(m.name)] += weight * own * _ROLE_WEIGHT.get(m.role, 0.7)
        left = sentence.text[max(0, m.start - sentence.span.start - 40) : m.start - sentence.span.start]
        home = m.name if m.country else _abroad(sentence, m)
        if home is not None and _CAME_FROM.search(left):
            homes[home] += weight
        elif home is not None and _CROSSED_FROM.search(left):
            homes[home] += _PASSING * weight


def _abroad(sentence: Sentence, m: Mention) -> str | None:
    """ "52,495 people from Tigray entered Sudan": the country of a region, where another country is told."""
    others = [x for x in sentence.places if x.country and x.nation != m.nation]
    land = name_of(m.nation) if m.nation is not None and others and not m.water else None
    return land if land is not None and m.name not in land else None  # "Congo" may be either


def _count_peoples(
    sentence: Sentence, places: dict[str, float], homes: dict[str, float], weight: float
) -> None:
    tokens = sentence.tokens
    words = [t.text for t in tokens]
    for i, t in enumerate(tokens):
        country = demonym_at(words, i)
        if country is None:
            continue
        places[country] += 0.4 * weight
        following = [x.lower for x in tokens[i + 1 : i + 4]]
        entries = [e for w in following[:3] if (e := nouns().get((w,))) is not None]
        counted = any(e[0] in PEOPLE for e in entries)
        if any(a.start <= t.start < a.end for a in sentence.speech):
            continue  # "Polish border guards said": who counts
        if (counted or t.text.endswith("s")) and not (i and tokens[i - 1].lower == "ethnic"):
            homes[country] += (_RETURNEES if "returnees" in following[:2] else _PEOPLE) * weight


def _plain(name: str) -> str:
    """ "northern Gaza" counts for Gaza."""
    return re.sub(
        r"^(?:the\s+)?(?:(?:far\s+)?(?:north|south|east|west|central)\w*|upper|lower)\s+(?=[A-Z])", "", name
    )
