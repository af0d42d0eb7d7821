"""What a sentence tells: one reading for each telling word, what stands inside another left out.

Takes a sentence with its tree; gives `Found`s with the words that tell each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from panj.claims.developments.arguments import of_verb, subtree
from panj.claims.developments.demands import Match
from panj.claims.developments.frames import base
from panj.claims.developments.names import Ground
from panj.claims.developments.settling import OUTER, settled
from panj.claims.developments.status import Reading, read_status
from panj.claims.developments.triggers import matches
from panj.language.trees import Syntax
from panj.model import (
    DevelopmentStatus,
)


@dataclass(slots=True)
class Found:
    """A match with its reading, its status, and the words that tell it."""

    match: Match
    reading: Reading
    status: DevelopmentStatus
    words: set[int]


def told_in(ground: Ground) -> list[Found]:
    """The frames of a sentence that hold, one for each telling word, those inside others left out."""
    tree = ground.tree
    rows: list[Found] = []
    plain = list(matches(tree))
    echoes = [echo for one in plain for echo in _echoes(tree, one)]
    for match in [*plain, *echoes]:
        reading = read_status(tree, match.word, match.carrier)
        status = settled(match, reading, tree)
        if status is not None:
            rows.append(Found(match, reading, status, span_words(tree, match)))
    rows.sort(key=lambda r: (-r.match.strength, r.match.word))
    kept: list[Found] = []
    for row in rows:
        if not any(_inside(row, other) for other in kept):
            kept.append(row)
    kept = [r for r in kept if not any(r is not o and _outdone(tree, r, o) for o in kept)]
    return sorted(kept, key=lambda r: r.match.word)


def _echoes(tree: Syntax, match: Match) -> Iterator[Match]:
    """ "… scheduled three drills in October, with a fourth scheduled for November": the noun is left out the second time."""  # noqa: E501
    if match.carrier is None:
        return
    for k in [*tree.kids(match.carrier, "advcl", "conj", "parataxis"), *tree.kids(match.word, "acl")]:
        if base(tree, k) != base(tree, match.carrier):
            continue
        arguments = of_verb(tree, k)
        counted = [w for role in ("obj", "subj", "with") for w in arguments.of(role)] + tree.kids(
            k, "obl", "amod", "nummod"
        )
        if any(tree.low(w) in _ORDINALS or tree.tag(w) == "CD" for w in counted):
            arguments.roles["carrier"] = list(match.arguments.of("carrier"))
            arguments.roles.pop("obj", None)
            yield Match(match.frame, k, arguments, None, match.strength)


_ORDINALS = frozenset(
    {"second", "third", "fourth", "fifth", "sixth", "another", "one", "others", "more", "next", "last"}
)


def _inside(row: Found, other: Found) -> bool:
    """Whether two readings are of one telling word."""
    return (
        row.match.word == other.match.word
        or row.match.word == other.match.carrier
        or row.match.carrier == other.match.word
    )


def _outdone(tree: Syntax, row: Found, other: Found) -> bool:
    """What is promised, asked, denied or feared is told by the promise; who is ready to host tells more than who prepares."""  # noqa: E501
    if other.match.frame.kind in OUTER and row.match.word != other.match.word:
        above = list(tree.up(row.match.word))
        if other.match.word in above:
            way = above[: above.index(other.match.word)]
            links = [tree.rel(row.match.word), *(tree.rel(w) for w in way)]
            return (
                any(x in {"xcomp", "ccomp", "obj", "obl", "acl", "nmod"} for x in links)
                and "advcl" not in links
            )
    if any(r.match.frame.nouns and tree.pos(r.match.word) == "VERB" for r in (row, other)):
        return False  # a second one, its noun left out
    same = other.match.frame.kind == row.match.frame.kind and row.match.frame.kind != "restriction"
    return (
        same and row.match.word in other.words and tree.rel(row.match.word) in {"xcomp", "acl", "nmod", "obj"}
    )


def span_words(tree: Syntax, match: Match) -> set[int]:
    """The telling words: the clause without what is said beside it."""
    top = match.carrier if match.carrier is not None else match.word
    kept = _clause_of(tree, top, top=True)
    for role in ("subj", "obj"):
        words = match.arguments.of(role)
        if words and not match.arguments.shared:
            kept |= {x for w in words for x in _clause_of(tree, w, top=False)}
    return kept


def _clause_of(tree: Syntax, word: int, *, top: bool) -> set[int]:
    kept = {word}
    for k in tree.kids(word):
        rel = tree.rel(k)
        if rel in {"parataxis", "discourse"} or (rel == "conj" and tree.pos(k) in {"VERB", "AUX"}):
            continue
        if rel == "advcl" and top and not _short(tree, k):
            continue
        if rel in {"acl", "appos"} and not _short(tree, k) and tree.rel(word) == "nsubj":
            continue
        if rel == "obl" and tree.case(k) in {"according to", "amid"}:
            continue
        kept |= _clause_of(tree, k, top=False)
    return kept


def _short(tree: Syntax, word: int) -> bool:
    return len(subtree(tree, word)) <= 8
