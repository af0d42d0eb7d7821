"""What the tree says of a figure's own noun: a person that no table lists, a thing, an agent, a population, a time.

Takes the drafts of a sentence with its `Syntax`; corrects noun, unit and group, or sets a figure aside with the reason.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence

from panj.claims.draft import Draft
from panj.claims.mentions.units import Noun, nouns
from panj.claims.predicates.governor import words_of
from panj.claims.tables import table
from panj.language import Token
from panj.language.trees import Syntax
from panj.model import FORCES, PEOPLE, Group, Unit

UNCOUNTED = "of nothing that is counted here"
_GENERIC = frozenset({Group.CIVILIANS, Group.PEOPLE})
_SMALL = 12
_CROSSINGS = frozenset(
    {"crossings", "border crossings", "landings", "crossing"}
)  # by the hundred, these are people
_MANY = 100
_OURS = 20  # "we were seven when we left"
_ASYLUM = re.compile(r"\basylum\b|\binternational\s+protection\b|\brefugee\s+status\b", re.IGNORECASE)
_OF_TIME = frozenset({"after", "before", "by", "until", "till", "past", "into"})
_BLAME = frozenset({"blame", "pin", "charge"})
_HAVE = frozenset({"have", "number", "count"})
_CARRIERS = frozenset(
    {
        "airport",
        "port",
        "airline",
        "railway",
        "ferry",
        "station",
        "terminal",
        "metro",
        "operator",
        "network",
        "harbour",
    }
)
_TRAVEL = frozenset({"passengers", "travellers", "travelers", "commuters"})
_BODIES = frozenset({"bodies", "body"})
_DEAD = frozenset({"dead", "charred", "unidentified", "burned", "burnt", "lifeless", "floating", "more", "other", "decomposed",  # noqa: E501
                   "human", "mutilated", "first", "further", "recovered", "unclaimed", "new", "several", "the", "these", "those"})  # fmt: skip  # noqa: E501
_RESIDENT = re.compile(
    r"\s+(?:or\s+so\s+)?(?:people|inhabitants|residents|souls|families|households|[A-Z]\w+)?\s*(?:who|that)\s+(?:had\s+|once\s+|used\s+to\s+)?"
    r"(?:lived?|inhabited|populated|resided)\b(?![^,.;]*\b(?:camps?|shelters?|tents?|schools?|sites?|cent(?:re|er)s?)\b)",
    re.IGNORECASE,
)
_ITS = re.compile(r"\b(?:of|half)\s+(?:its|the\s+\w+[’']s|their|[A-Z]\w+[’']s)\s*\Z", re.IGNORECASE)
_WHOLE_NOUNS = frozenset(
    {
        "inhabitants",
        "residents",
        "people",
        "inhabitant",
        "souls",
        "villagers",
        "townspeople",
        "families",
        "households",
    }
)


def weigh_heads(drafts: Sequence[Draft], text: str) -> None:
    """Correct what the drafts of one sentence count by its tree."""
    for d in drafts:
        if d.aside is None and d.unit is Unit.SHARE and d.of and _of_things(d.of):
            d.aside = "a share of something that is not counted here"
        tree = d.sentence.syntax
        if tree is None or not len(tree) or d.number.kind in {"share", "currency"}:
            continue
        word = tree.at(d.number.core_start, d.number.core_end)
        if word is None:
            continue
        if d.aside == UNCOUNTED:
            _person(d, tree, word)
        elif d.noun is not None and d.noun.words in _CROSSINGS and d.number.value >= _MANY:
            d.unit, d.group, d.aside = Unit.PERSONS, Group.PEOPLE, None
            d.noun = Noun(d.noun.first, d.noun.last, Unit.PERSONS, Group.PEOPLE, None, False, d.noun.words)
            d.rules.append("noun.crossings")
        elif d.aside is None:
            _unlisted(d, tree, word)
            d.aside = _reason(d, tree, word, text)


def _head(tree: Syntax, word: int) -> int | None:
    """The noun that a number word counts by the tree, to its right."""
    i = word
    while (
        tree.rel(i) in {"nummod", "compound", "flat", "goeswith", "advmod"}
        and tree.head(i) >= 0
        and tree.pos(i) == "NUM"
    ):
        i = tree.head(i)
    return i if i > word and tree.pos(i) in {"NOUN", "PROPN"} else None


def _person(d: Draft, tree: Syntax, word: int) -> None:
    """A noun that no table has, but that the parser knows to be persons: "15,000 mouths", "20 legislators"."""  # noqa: E501
    head = _head(tree, word)
    if head is None or tree.tree.mentions[head] != "person" or tree.lemma(head) in _kinds():
        return
    at = d.sentence.index(tree.starts[head])
    d.noun = Noun(at, at, Unit.PERSONS, Group.PEOPLE, None, False, tree.low(head))
    d.unit, d.group, d.aside = Unit.PERSONS, Group.PEOPLE, None
    d.last = max(d.last, at)
    d.rules.append("noun.person")


def _unlisted(d: Draft, tree: Syntax, word: int) -> None:
    """ "Where two accounts overlapped": the number's own noun is a thing that is not counted here."""
    own = d.noun is not None and d.noun.first > d.first
    head = _head(tree, word)
    if (
        own
        or head is None
        or tree.pos(head) != "NOUN"
        or tree.head(word) != head
        or tree.rel(word) != "nummod"
    ):
        return
    if (tree.low(head),) in nouns() or tree.tree.mentions[head] == "person" or "noun.label" in d.rules:
        return
    if tree.starts[head] - d.number.end > 1 or any(
        h.first == d.sentence.index(tree.starts[head]) for h in d.sentence.hits
    ):
        return
    d.aside = UNCOUNTED


def _reason(d: Draft, tree: Syntax, word: int, text: str) -> str | None:
    """Why a figure is none, by its place in the tree."""
    if d.aside is not None:
        return d.aside
    own = d.noun is not None and d.noun.first > d.first
    head = _noun_word(d, tree) if own else word
    if head is None:
        return None
    if not own and d.number.value <= _SMALL and "noun.label" not in d.rules and _adjunct(d):
        return "time of day, or into how many parts"
    if (
        not own
        and d.number.value == 1
        and tree.rel(word) in {"obl", "nmod", "obj"}
        and tree.low(word) == "one"
    ):
        return "one of several, not a figure"
    if not own and d.number.value <= _OURS and any(tree.low(k) == "we" for k in tree.kids(word, "nsubj")):
        return "those who tell of themselves"
    if own and d.noun is not None and d.noun.words == "applications" and not _ASYLUM.search(text):
        return UNCOUNTED
    if own and d.group in FORCES and d.unit is Unit.PERSONS and _agent(tree, head):
        return "those who did it, not those it was done to"
    if own and d.unit in PEOPLE and d.group in _GENERIC:
        return _people(d, tree, head, text)
    return None


def _noun_word(d: Draft, tree: Syntax) -> int | None:
    assert d.noun is not None
    tokens = d.sentence.tokens
    return tree.at(tokens[d.noun.first].start, tokens[d.noun.last].end)


def _adjunct(d: Draft) -> bool:
    """A small bare number right behind "after", "by", "into": no hedge between."""
    before = d.sentence.tokens[d.first - 1].lower if d.first else ""
    return before in _OF_TIME and d.number.start == d.number.core_start and not d.number.digits


def _agent(tree: Syntax, head: int) -> bool:
    """ "Was attacked by 40 gunmen", "blamed the deaths on three bombers"."""
    above = tree.head(head)
    if above < 0 or tree.rel(head) not in {"obl", "nmod"}:
        return False
    case = tree.case(head)
    return (case == "by" and tree.pos(above) == "VERB") or (
        case == "on" and any(tree.lemma(w) in _BLAME for w in tree.up(head))
    )


def _people(d: Draft, tree: Syntax, head: int, text: str) -> str | None:
    """Residents of a place, passengers of a line, bodies that sit: none of them moved."""
    assert d.noun is not None
    words = d.noun.words
    if words in _BODIES and _institution(tree, head):
        return "parties, states and institutions"
    above = tree.head(head)
    subjects = tree.kids(above, "nsubj") if above >= 0 else []
    if words in _TRAVEL and any(tree.lemma(s) in _CARRIERS or tree.low(s) in _CARRIERS for s in subjects):
        return "visitors and spectators"
    left = text[d.sentence.body : d.number.core_start]
    if words in _WHOLE_NOUNS and _ITS.search(left):
        return "resident population"
    if _RESIDENT.match(text, d.number.end, d.sentence.span.end) and not tree.case(head).startswith("for"):
        return "resident population"
    if (
        tree.rel(head) == "obj"
        and tree.lemma(above) in _HAVE
        and words not in words_of("people", "of_events")
        and any(tree.lemma(s) in _towns() for s in subjects)
    ):
        return "resident population"
    return None


def _institution(tree: Syntax, head: int) -> bool:
    return any(
        tree.rel(k) in {"compound", "amod"} and tree.low(k) not in _DEAD and tree.pos(k) in {"NOUN", "PROPN", "ADJ"}  # noqa: E501
        and tree.tag(k) not in {"VBN", "VBD"}
        for k in tree.kids(head)
    )  # fmt: skip


def _of_things(whole: str) -> bool:
    """ "Three in four of the houses": no share of people, territory or money."""
    words = whole.lower().split()
    entry = next((nouns()[(w,)] for w in reversed(words) if (w,) in nouns()), None)
    return entry is not None and entry[2] == "houses and other property"


def _kinds() -> frozenset[str]:
    return frozenset(table("places")["words"]["kinds"])


def _towns() -> frozenset[str]:
    return frozenset(
        {
            "village",
            "town",
            "city",
            "hamlet",
            "municipality",
            "settlement",
            "country",
            "province",
            "district",
            "island",
        }
    )


def stated_beside(d: Draft) -> None:
    """ "Left 1,500 people homeless and 20 dead": each figure has the state that stands right behind it."""
    tokens = d.sentence.tokens
    at = max(d.last, d.noun.last if d.noun is not None else d.last)
    at = _behind_whom(d) or at + (not _is_state(tokens, min(at, len(tokens) - 1)))
    if at and tokens[min(at, len(tokens)) - 1].lower in {"and", "or"}:
        return  # "claimed 41 lives and injured 96"
    if at >= len(tokens) or not _is_state(tokens, at) or d.unit not in PEOPLE | {None}:
        return
    found = [h for h in d.sentence.hits if h.last == at and Unit.PERSONS in h.frame.units]
    best = max(found, key=lambda h: (h.frame.weight, h.size), default=None)
    other = d.hit is None or (best is not None and best.frame.measure is not d.hit.frame.measure)
    if best is not None and (other or (tokens[at].lower == "homeless" and _behind_whom(d) is not None)):
        d.hit, d.score = best, max(d.score, 1.0)
        d.rules.append("state.beside")


def _is_state(tokens: Sequence[Token], at: int) -> bool:
    """A word for the state of those before it: "20 dead", "1,240 returned, 1,630 remaining"."""
    if tokens[at].lower in _STATES:
        return True
    ends = at + 1 == len(tokens) or tokens[at + 1].lower in {",", ";", ".", "and"}
    return tokens[at].lower in _DONE and ends


def _behind_whom(d: Draft) -> int | None:
    """ "6,500 of whom were homeless": the state stands behind the words that join it, or nowhere."""
    words = [t.lower for t in d.sentence.tokens[d.last + 1 : d.last + 5]]
    joined = len(words) > 3 and words[0] == "of" and words[1] in {"whom", "which", "them"}
    return d.last + 4 if joined and words[2] in {"were", "are", "was"} and words[3] in _STATES else None


_DONE = frozenset(
    {"remaining", "returned", "displaced", "evacuated", "sheltered", "accommodated", "detained", "rescued"}
)
_STATES = frozenset({"homeless", "dead", "injured", "wounded", "missing"})
