"""Verbs of saying in a sentence's tree, with who says it and the words that are said.

Takes a `Syntax`; gives `Saying`s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from panj.claims.clauses.arguments import is_passive, of_verb
from panj.claims.clauses.lexicon import base, tables
from panj.claims.clauses.phrases import subtree
from panj.claims.clauses.wordclasses import is_of
from panj.language.trees import Syntax

SPEAKING = frozenset({"person", "organization"})
_PRONOUNS = frozenset({"which", "who", "that"})
_IN_CLAUSE = frozenset({"nsubj", "obj", "obl", "nmod", "appos", "conj"})
# Verbs that give a figure behind a preposition: "put the toll at 40", "spoke of 300", "admits to 195".
_GIVING = frozenset(
    {
        ("give", "as"),
        ("put", "at"),
        ("speak", "of"),
        ("admit", "to"),
        ("report", "as"),
        ("estimate", "at"),
        ("list", "as"),
    }
)
BEHIND = frozenset({"of", "from", "by"})


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying, the word that names who says it, and the words that he says.

    `counts`: True for a verb of counting whose object the figure is ("the ministry recorded 40 deaths");
    where somebody else tells of it, it is he who says so.
    """

    verb: int
    who: int
    said: frozenset[int]
    counts: bool = False


@cache
def _spoken() -> frozenset[str]:
    """Verbs that make what somebody says; those of a deed ("ordered") are none."""
    return (_of_kind("verbs") | frozenset(tables()["modal"]["say"])) - {"agree", "decide"}


@cache
def _verbs() -> frozenset[str]:
    """The same with those by which somebody finds, counts, gives or is accused of what they govern."""
    others = (_of_kind(kind) for kind in ("accusing", "counting", "learning"))
    return _spoken().union(*others, (verb for verb, _ in _GIVING))


@cache
def _of_kind(name: str) -> frozenset[str]:
    """A class of verbs of saying of words.toml."""
    return frozenset(tables()["voices"][name])


def sayings(tree: Syntax) -> tuple[Saying, ...]:
    """Each verb of saying with who says it and the words that are said."""
    return tuple(_sayings(tree))


def _sayings(tree: Syntax) -> Iterator[Saying]:
    for verb in range(len(tree)):
        if tree.pos(verb) != "VERB" or base(tree, verb) not in _verbs():
            continue
        said = said_by(tree, verb)
        who = _who(tree, verb) if said else None
        if who is not None:
            counts = not tree.kids(verb, "ccomp") and bool(_counted(tree, verb, base(tree, verb)))
            own = subtree(tree, who)
            yield Saying(verb, who, frozenset(said if verb in own else said - own), counts)


def said_by(tree: Syntax, verb: int) -> set[int]:
    """What is said: what the verb governs, else the clause that it stands beside ("…, officials say, …")."""
    name = base(tree, verb)
    clauses = _governed(tree, verb, name)
    if clauses:
        apart = [k for c in clauses for k in tree.kids(c, "parataxis") if is_parted(tree, k) and k > verb]
        return _words(tree, clauses) - _words(tree, apart)
    if name in _of_kind("learning") or name not in _spoken():
        return set()  # "firemen heard knocking, the police said"
    return _beside(tree, verb)


def _governed(tree: Syntax, verb: int, name: str) -> list[int]:
    """What a verb of saying has for its object: a clause, what is counted, what somebody is accused of."""
    clauses = [k for k in tree.kids(verb, "ccomp") if k != verb]
    clauses += tree.kids(verb, "xcomp") if name == "claim" else []
    clauses += tree.kids(verb, "advcl", "obj", "obl", "xcomp") if name in _of_kind("accusing") else []
    if is_passive(tree, verb) and name not in _of_kind("deeds"):
        by = any(tree.case(k) == "by" for k in tree.kids(verb, "obl"))
        return [*clauses, *(tree.kids(verb, "nsubj", "xcomp") if by else [])]
    return clauses or _counted(tree, verb, name)


def _beside(tree: Syntax, verb: int) -> set[int]:
    """The clause that a verb of saying stands beside, but what a semicolon parts or what only tells when."""
    above = _clause_of(tree, tree.head(verb))
    beside = tree.rel(verb) == "parataxis" and not is_parted(tree, verb)
    as_told = tree.rel(verb) == "advcl" and any(tree.low(k) == "as" for k in tree.kids(verb, "mark"))
    inverted = _inverted(tree, verb)
    objects = tree.kids(verb, "obj") and base(tree, verb) != "tell" and not inverted
    if above < 0 or not (beside or as_told or inverted) or objects:
        # "…, engineers fear", "He was firm: …"
        return _words(tree, [k for k in tree.kids(verb, "parataxis") if k < verb or is_parted(tree, k)])
    beyond = [k for k in tree.kids(above, "parataxis") if is_parted(tree, k)]
    beyond += [k for k in tree.kids(above, "advcl") if k > verb and elsewhen(tree, k)]
    return subtree(tree, above) - _words(tree, [verb, *beyond])


def _words(tree: Syntax, tops: Iterable[int]) -> set[int]:
    """All words below some, and these."""
    return {x for k in tops for x in subtree(tree, k)}


def _counted(tree: Syntax, verb: int, name: str) -> list[int]:
    """ "The ministry reported 435 deaths", "gives its losses as 118", "admits to 195": the figure itself."""
    found = tree.kids(verb, "obj") if name in _of_kind("counting") else []
    found += [k for k in tree.kids(verb, "obl") if (name, tree.case(k)) in _GIVING]
    return [k for k in found if k > verb and _with_number(tree, k)]


def _with_number(tree: Syntax, word: int) -> bool:
    """Whether a phrase is a figure: a number, or a noun with one before it."""
    if tree.pos(word) == "NUM" or any(tree.pos(k) == "NUM" for k in tree.kids(word, "nummod", "conj")):
        return True
    return any(tree.case(k) == "of" and _with_number(tree, k) for k in tree.kids(word, "nmod"))


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
    above = tree.head(verb)
    if tree.tag(verb) == "VBG" and above >= 0 and base(tree, above) in {"quote", "cite"}:
        return next((k for k in tree.kids(above, "obj", "nsubj:pass") if speaks(tree, k)), None)
    if is_passive(tree, verb):
        found = [k for k in tree.kids(verb, "obl") if tree.case(k) == "by"]
    elif not beside or tree.kids(verb, "nsubj"):
        found = list(of_verb(tree, verb).of("subj")) or _hung_elsewhere(tree, verb)
    elif _inverted(tree, verb):
        found = [k for k in tree.kids(verb, "obj", "obl") if not tree.case(k)]
    else:  # "The camp, officials say, …": hung elsewhere, it stands right before its verb
        found = _hung_elsewhere(tree, verb)
    related = tree.full_rel(verb) == "acl:relcl"  # "UNHCR, which estimates that …"
    for word in (above if related and tree.low(k) in _PRONOUNS else k for k in found):
        if speaks(tree, word):
            return word
        owners = [
            k for k in tree.kids(word, "nmod") if tree.full_rel(k) == "nmod:poss" or tree.case(k) in BEHIND
        ]
        owners += (
            [k for k in tree.kids(word, "compound") if tree.pos(k) == "PROPN"] if tells(tree, word) else []
        )
        owner = next((k for k in owners if speaks(tree, k)), None)
        if owner is not None:
            return owner
    return None


def _hung_elsewhere(tree: Syntax, verb: int) -> list[int]:
    """ "… into Chad, the agency (UNHCR) reported": taken for an apposition, it ends right before its verb."""
    astray = (k for k in range(verb - 1, -1, -1) if tree.rel(k) in {"appos", "nsubj", "conj", "dep"})
    last = verb - 2 if verb > 1 and tree.pos(verb - 1) == "PUNCT" else verb - 1
    return [k for k in astray if max(subtree(tree, k)) in {last, verb - 1} and tree.pos(k) != "VERB"][-1:]


def tells(tree: Syntax, word: int) -> bool:
    """Whether a noun is an account that somebody gives: "U.S. figures", "the town hall's register"."""
    return tree.lemma(word) in _of_kind("accounts")


def _inverted(tree: Syntax, verb: int) -> bool:
    """ "…, affirms its head": the subject behind the verb, taken for an object."""
    finite = {"VBZ", "VBD", "VBP"} | ({"VB", "VBN"} if tree.rel(verb) == "parataxis" else set())
    beside = tree.rel(verb) in {"parataxis", "advcl"} and tree.tag(verb) in finite
    objects = [k for k in tree.kids(verb, "obj", "obl") if not tree.case(k)]
    return beside and not tree.kids(verb, "mark", "aux", "nsubj") and bool(objects) and objects[0] > verb


def speaks(tree: Syntax, word: int) -> bool:
    """Whether a word can name a speaker: a person, a body, one of their pronouns, a country or capital."""
    if tree.tree.mentions[word] in SPEAKING or tree.low(word) in {"he", "she", "they", "who", "we", "i"}:
        return True
    if any(is_of(tree, word, name) for name in ("spokes", "media", "government", "official", "armed")):
        return True
    return tree.tree.mentions[word] == "place" and tree.pos(word) == "PROPN"
