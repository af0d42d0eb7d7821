"""A development that the figure reader sees at words of which no frame holds: the frame of its kind, without words.

Takes a `Seen` in a tree and a kind; gives a `Match` by the rows of generic.toml.
"""  # noqa: E501

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from panj.claims.clauses.arguments import Arguments, add_carrier, of_noun, of_verb
from panj.claims.clauses.lexicon import base, tables
from panj.claims.developments.demands import Match, held, owners_of
from panj.claims.developments.frames import Frame, checked
from panj.claims.developments.seeing import Seen
from panj.language.trees import Syntax

PREFIX = "learned."
_BESIDE = frozenset({"obj", "nsubj"})
_HANDS = frozenset({"hand", "control", "command", "rule", "grip", "possession", "occupation", "sway"})


@cache
def rows() -> Mapping[str, tuple[Frame, ...]]:
    """The frames of each kind, as generic.toml has them.

    Raises:
        KeyError: a frame asks for a class that words.toml lacks.
    """
    source = resources.files("panj.claims.developments") / "generic.toml"
    found: dict[str, list[Frame]] = {}
    for written in tomllib.loads(source.read_text(encoding="utf-8"))["generic"]:
        row: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in written.items()}
        frame = Frame(name=PREFIX + row["kind"], **row)
        checked(frame)
        found.setdefault(frame.kind, []).append(frame)
    return {kind: tuple(frames) for kind, frames in found.items()}


def generic_match(tree: Syntax, seen: Seen, kind: str) -> Match | None:
    """What words tell, as the first row of a kind whose demands are met."""
    word, carrier = _event(tree, seen, kind)
    return match_of(tree, word, carrier, kind)


def match_of(tree: Syntax, word: int, carrier: int | None, kind: str) -> Match | None:
    """The same for a word of the tree, `carrier` the verb beside a noun of event."""
    found = _arguments(tree, word, carrier)
    matches = (held(tree, word, frame, found, carrier) for frame in rows().get(kind, ()))
    return next((m for m in matches if m is not None), None)


def _event(tree: Syntax, seen: Seen, kind: str) -> tuple[int, int | None]:
    """The word that tells, and the verb that carries it: "held talks", "the closure was announced"."""
    head = seen.head
    if tree.pos(head) in {"VERB", "AUX"}:
        inside = [k for k in tree.kids(head, "obj", "nsubj") if k > head and seen.first <= k <= seen.last]
        nouns = [k for k in inside if tree.pos(k) == "NOUN"]
        return (nouns[0], head) if nouns and _carries(tree, head) else (head, None)
    if tree.pos(head) != "NOUN" or tree.kids(head, "cop"):
        return head, None
    told = [k for k in tree.kids(head, "acl") if tree.kids(k, "nsubj")]
    if told and (kind == "denial" or seen.covers(told[0])):
        return told[0], None  # "a claim that the army rejected"
    above = tree.head(head)
    carried = above >= 0 and tree.rel(head) in _BESIDE and _carries(tree, above)
    return head, above if carried else None


def _full(tree: Syntax, head: int) -> int:
    """ "Is to be transferred": the verb that tells, behind the one that only says how it stands."""
    inner = [k for k in tree.kids(head, "xcomp", "ccomp") if tree.pos(k) == "VERB" and k > head]
    return inner[0] if tree.lemma(head) == "be" and inner and not tree.kids(head, "obj") else head


def _holders(tree: Syntax, word: int) -> list[int]:
    """ "In the hands of the rebels", "under the command of the army": whose hands."""
    return owners_of(tree, word) if tree.lemma(word) in _HANDS else []


def _carries(tree: Syntax, verb: int) -> bool:
    told = tables()["carriers"]
    return any(base(tree, verb) in told[status] for status in told if status != "after")


def _arguments(tree: Syntax, word: int, carrier: int | None) -> Arguments:
    noun = tree.pos(word) == "NOUN" and not tree.kids(word, "cop", "nsubj")
    if not noun:
        found = of_verb(tree, _full(tree, word))
        held_by = [w for role in ("in", "under", "into") for at in found.of(role) for w in _holders(tree, at)]
        found.roles.setdefault("owner", held_by or owners_of(tree, word))
        return found
    found = of_noun(tree, word)
    above = tree.head(word)
    beside = above >= 0 and tree.rel(word) in {*_BESIDE, "obl"} and tree.pos(above) == "VERB"
    if carrier is not None or beside:
        add_carrier(found, tree, carrier if carrier is not None else above, word)
    return found
