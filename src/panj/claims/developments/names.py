"""The names in a development: who does it and to whom, as the report writes them.

Takes a `Match` with the sentence that it stands in; pronouns are looked up in the sentence's speakers and in
the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from panj.claims.clauses.arguments import of_verb
from panj.claims.clauses.lexicon import base
from panj.claims.clauses.phrases import kernel
from panj.claims.clauses.wordclasses import is_of
from panj.claims.developments.antecedents import LIFELESS, PRONOUNS, name_of
from panj.claims.developments.demands import Match
from panj.claims.developments.ground import Ground
from panj.claims.developments.placing import covers
from panj.claims.developments.roles import words_in
from panj.claims.mentions.naming import is_person
from panj.language.trees import Syntax

_LIVING = ("people", "force", "official", "government", "donor")
_DOING = frozenset({"subj", "carrier", "by", "owner", "content_subj", "with", "to", "into", "under"})
_MONEY = frozenset({"$", "€", "£", "us$", "usd", "eur", "rs"})
# Words are somebody's: "this information" denies nothing.
_OF_SOMEBODY = frozenset({"denial", "pledge"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_DECIDING = frozenset(
    {"order", "instruct", "direct", "decide", "authorise", "authorize", "approve", "plan", "command"}
    | {"announce"}
)


def actors(match: Match, ground: Ground) -> tuple[str, ...]:
    """Who does it: the first role of the frame that names somebody who can; both sides of a meeting."""
    named = _helpers(match, ground) or _of_roles(match, ground, can_act)
    if named or match.frame.kind in _OF_SOMEBODY:
        return named
    handed = match.frame.kind == "assistance" and not match.arguments.passive
    return _of_roles(match, ground, can_come if handed else can_be)


def _of_roles(match: Match, ground: Ground, fits: Callable[[Syntax, int, str], bool]) -> tuple[str, ...]:
    """The names in the first role of the frame that has one of those that fit; of a meeting in every role."""
    found: list[str] = []
    many = match.frame.kind == "meeting"
    ordering = (
        _ordered_by(match, ground.tree) if not match.arguments.of("subj") or match.arguments.passive else []
    )
    for role in match.frame.actor:
        if role == "voice" and (ground.voice or ground.outlet):
            found.append(ground.voice or ground.outlet or "")
        if role == "winner" and not found:
            found += ground.winner
        words = [*(ordering if role == "subj" else ()), *words_in(match, ground.tree, role)]
        for word in words:
            name = name_of(word, ground) if fits(ground.tree, word, role) else None
            if name and name not in found:
                found.append(name)
        if found and not many:
            break
    return tuple(found[:4])


def can_act(tree: Syntax, word: int, role: str) -> bool:
    """Whether a word names one who can do something: a person, a body, a force, what moves by itself."""
    if not can_be(tree, word, role):
        return False
    mention, inner = tree.tree.mentions[word], kernel(tree, word)[-1]
    if tree.low(word) in PRONOUNS or tree.pos(word) in {"PROPN", "NUM"}:
        return True
    if inner != word:
        return can_act(tree, inner, role)
    if mention in {"person", "organization"} or any(is_of(tree, word, name) for name in _LIVING):
        return True
    return mention not in (LIFELESS if role in _DOING else LIFELESS | {"place", "object"})


def can_be(tree: Syntax, word: int, role: str) -> bool:
    """Whether a word can stand for one who does something: no day, no sum, nobody, no means ("by coach")."""
    if tree.low(word) in {"nobody", "none", "nothing", "no-one"} or _of_time(tree, word):
        return False
    if any(tree.low(k) in _MONEY for k in tree.kids(word)):
        return False
    if role != "by" or tree.pos(word) != "NOUN" or tree.tag(word) != "NN":
        return True
    return bool(tree.kids(word, "det", "amod", "compound", "nmod", "nummod"))


def can_come(tree: Syntax, word: int, role: str) -> bool:
    """Whether help comes with a word: "rations arrived", but not "volunteers handed out soup"."""
    return can_be(tree, word, role) and role != "obj"


def _of_time(tree: Syntax, word: int) -> bool:
    """A day, a year, an hour; of a bare number (taken for an hour at times) only what can be a year."""
    if tree.pos(word) == "NUM" and tree.rel(word) == "nsubj":
        return _YEAR.fullmatch(tree.low(word)) is not None
    return tree.tree.mentions[word] == "time"


def _helpers(match: Match, ground: Ground) -> tuple[str, ...]:
    """ "The men were being fed, the border guards said": a body that tells of help without a helper gives it."""  # noqa: E501
    if match.frame.kind != "assistance" or not match.arguments.passive or match.arguments.of("subj"):
        return ()
    bodies = [a.speaker for a in ground.sentence.speech if a.speaker and not is_person(a.speaker)]
    return tuple(bodies[:1])


def _ordered_by(match: Match, tree: Syntax) -> Sequence[int]:
    """ "Ordered 20,000 reservists to be mobilised": who orders, where the deed itself has no doer."""
    at = match.carrier if match.carrier is not None else match.word
    for above in list(tree.up(at))[:2]:
        if base(tree, above) in _DECIDING and above != match.carrier:
            return of_verb(tree, above).of("subj")
    return []


def target(match: Match, ground: Ground) -> str | None:
    """Whom or what it is done to."""
    for role in match.frame.target:
        every = words_in(match, ground.tree, role.removesuffix("_people"))
        words = [w for w in every if not _of_time(ground.tree, w)]
        if match.frame.kind == "assistance":  # a convoy that reached Bor helps people there
            words = [w for w in words if not _is_place(w, ground)]
        named = [n for w in words if (n := name_of(w, ground))]
        if named:
            return ", ".join(named[:3])
    return None


def _is_place(word: int, ground: Ground) -> bool:
    """Whether a word is the name of a place, or heads one ("Bor municipality")."""
    tree = ground.tree
    if tree.tree.mentions[word] == "place" and tree.pos(word) == "PROPN":
        return True
    named = [m for m in ground.sentence.places if not m.generic]
    beside = {word, *(tree.kids(word, "compound", "flat") if is_of(tree, word, "place") else ())}
    return any(covers(tree, beside, m) for m in named)
