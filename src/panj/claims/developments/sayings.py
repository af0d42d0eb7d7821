"""Verbs of saying in a sentence's tree, with who says it and the words that are said.

Takes a `Syntax`; gives `Saying`s.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from panj.claims.developments.arguments import is_passive, of_verb
from panj.claims.developments.frames import base, tables
from panj.claims.developments.phrases import subtree
from panj.claims.developments.wordclasses import is_of
from panj.language.trees import Syntax

SPEAKING = frozenset({"person", "organization"})
_IN_CLAUSE = frozenset({"nsubj", "obj", "obl", "nmod", "appos", "conj"})
BEHIND = frozenset({"of", "from", "by"})


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying, the word that names who says it, and the words that he says."""

    verb: int
    who: int
    said: frozenset[int]


@cache
def _verbs() -> frozenset[str]:
    """Verbs that make what somebody says; those of a deed ("ordered") are none."""
    return frozenset([*tables()["voices"]["verbs"], *tables()["modal"]["say"]]) - {"agree", "decide"}


def sayings(tree: Syntax) -> Iterator[Saying]:
    """Each verb of saying with who says it and the words that are said."""
    for verb in range(len(tree)):
        if tree.pos(verb) != "VERB" or base(tree, verb) not in _verbs():
            continue
        said = _said(tree, verb)
        who = _who(tree, verb) if said else None
        if who is not None:
            yield Saying(verb, who, frozenset(said - subtree(tree, who)))


def _said(tree: Syntax, verb: int) -> set[int]:
    """What is said: the clause that the verb governs, or that it stands beside ("…, officials say, …")."""
    clauses = [k for k in tree.kids(verb, "ccomp") if k != verb]
    if base(tree, verb) == "claim":
        clauses += tree.kids(verb, "xcomp")
    if clauses:
        return {x for k in clauses for x in subtree(tree, k)}
    above = _clause_of(tree, tree.head(verb))
    beside = tree.rel(verb) == "parataxis" and not is_parted(tree, verb)
    as_told = tree.rel(verb) == "advcl" and any(tree.low(k) == "as" for k in tree.kids(verb, "mark"))
    inverted = _inverted(tree, verb)
    objects = tree.kids(verb, "obj") and base(tree, verb) != "tell" and not inverted
    if above < 0 or not (beside or as_told or inverted) or objects:
        # "…, engineers fear", "He was firm: …"
        told = [k for k in tree.kids(verb, "parataxis") if k < verb or is_parted(tree, k)]
        return {x for k in told for x in subtree(tree, k)}
    apart = [k for k in tree.kids(above, "parataxis") if is_parted(tree, k)]
    apart += [k for k in tree.kids(above, "advcl") if k > verb and elsewhen(tree, k)]
    return subtree(tree, above) - {x for k in (verb, *apart) for x in subtree(tree, k)}


def _clause_of(tree: Syntax, word: int) -> int:
    """The verb whose clause a noun stands in: "the rebels, villagers complain, overran it"."""
    while word >= 0 and tree.pos(word) in {"NOUN", "PROPN", "PRON"} and tree.rel(word) in _IN_CLAUSE:
        word = tree.head(word)
    return word


def elsewhen(tree: Syntax, clause: int) -> bool:
    """ "Six weeks after another arm of government spoke of it": what only tells when is not said."""
    return any(
        tree.low(k) in {"after", "before", "since", "until"} for k in tree.kids(clause, "mark", "case")
    )


def is_parted(tree: Syntax, clause: int) -> bool:
    """Whether a semicolon or a colon parts a clause from what stands before it."""
    first = min(subtree(tree, clause))
    return first > 0 and any(tree.low(k) in {";", ":"} for k in (first, first - 1))


def _who(tree: Syntax, verb: int) -> int | None:
    """The word that names who says it: the subject that can speak; whose the figures are that show it."""
    beside = tree.rel(verb) in {"parataxis", "advcl"}
    if is_passive(tree, verb):
        found = [k for k in tree.kids(verb, "obl") if tree.case(k) == "by"]
    elif not beside or tree.kids(verb, "nsubj"):
        found = list(of_verb(tree, verb).of("subj"))
    elif _inverted(tree, verb):
        found = tree.kids(verb, "obj")
    else:  # "The camp, officials say, …": hung elsewhere, it stands right before its verb
        found = [verb - 1] if verb and tree.rel(verb - 1) in {"appos", "nsubj", "conj", "dep"} else []
    for word in found:
        if speaks(tree, word):
            return word
        owners = [
            k for k in tree.kids(word, "nmod") if tree.full_rel(k) == "nmod:poss" or tree.case(k) in BEHIND
        ]
        owner = next((k for k in owners if speaks(tree, k)), None)
        if owner is not None:
            return owner
    return None


def _inverted(tree: Syntax, verb: int) -> bool:
    """ "…, affirms its head": the subject behind the verb, taken for an object."""
    beside = tree.rel(verb) in {"parataxis", "advcl"} and tree.tag(verb) in {"VBZ", "VBD", "VBP"}
    objects = tree.kids(verb, "obj")
    return beside and not tree.kids(verb, "mark", "aux") and bool(objects) and objects[0] > verb


def speaks(tree: Syntax, word: int) -> bool:
    """Whether a word can name a speaker: a person, a body, one of their pronouns, a country or capital."""
    if tree.tree.mentions[word] in SPEAKING or tree.low(word) in {"he", "she", "they", "who", "we", "i"}:
        return True
    if any(is_of(tree, word, name) for name in ("spokes", "media", "government", "official", "armed")):
        return True
    return tree.tree.mentions[word] == "place" and tree.pos(word) == "PROPN"
