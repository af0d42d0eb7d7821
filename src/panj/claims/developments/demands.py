"""Whether what a frame asks for stands beside its word: arguments of a class, certain words, a clause.

Takes a frame, a word of the tree and its arguments; gives a `Match` or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from panj.claims.clauses.arguments import Arguments
from panj.claims.clauses.lexicon import base
from panj.claims.clauses.phrases import subtree
from panj.claims.clauses.wordclasses import is_of
from panj.claims.developments.frames import Frame
from panj.language.trees import Syntax

_ASKING = frozenset({"whether", "if", "how", "what", "why", "who", "when", "where", "which"})


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that holds of a word of the tree; `carrier` is the verb beside which a noun tells an event."""

    frame: Frame
    word: int
    arguments: Arguments
    carrier: int | None = None
    strength: float = 0.0


def held(tree: Syntax, i: int, frame: Frame, found: Arguments, carrier: int | None = None) -> Match | None:
    """The match of a frame at a word, where everything that it asks for is there."""
    if not _worded(tree, frame, found) or not _classed(tree, i, frame, found):
        return None
    if _barred(tree, i, frame, found):
        return None
    asked = len(frame.words) + len(frame.needs) + len(frame.any_of)
    return Match(frame, i, found, carrier, float(asked) + bool(frame.words_if) + frame.weight)


def _worded(tree: Syntax, frame: Frame, found: Arguments) -> bool:
    """Whether the words that a frame names stand in their roles; what hangs on them joins the arguments."""
    for role, lemmas in frame.words.items():
        said = [w for one in role.split("|") for w in found.of(one) if _says(tree, w, lemmas)]
        if not said:
            return False
        found.roles.setdefault("owner", owners_of(tree, said[0]))
        for k in tree.kids(said[0], "nmod"):
            if frame.of_object or not found.of(tree.case(k)):
                found.add(tree.case(k), k)
    return True


def _classed(tree: Syntax, i: int, frame: Frame, found: Arguments) -> bool:
    """Whether the arguments are of the classes that a frame asks for, and of none that it forbids."""
    if not all(_has(tree, found, role, names) for role, names in frame.needs.items()):
        return False
    for role, names in frame.any_of.items():
        if not any(_reaches(tree, w, names) for w in _inner(tree, i, found, role)):
            return False
    if frame.doer and not found.passive and not _has(tree, found, "subj", frame.doer):
        return False
    return not any(
        is_of(tree, w, name)
        for role, names in frame.without.items()
        for w in found.of(role)
        for name in names
    )


def _barred(tree: Syntax, i: int, frame: Frame, found: Arguments) -> bool:
    """Whether voice, words of the clause or a question keep a frame from being read."""
    if (frame.active and found.passive) or _asks_which(tree, found):
        return True
    if (frame.forbids and not _forbidden(tree, found)) or (not frame.question and _questions(tree, found)):
        return True
    if frame.words_if or frame.unless:
        beside = _clause_words(tree, i)
        if (frame.words_if and not beside & set(frame.words_if)) or beside & set(frame.unless):
            return True
    return bool(frame.any_role) and not _any_role(found, frame.any_role)


def _asks_which(tree: Syntax, found: Arguments) -> bool:
    """ "What assistance has been provided": a question, if an indirect one."""
    determiners = [k for w in found.of("obj") for k in tree.kids(w, "det")]
    return any(tree.tag(k) in {"WDT", "WP"} and tree.low(k) in _ASKING for k in determiners)


def _forbidden(tree: Syntax, found: Arguments) -> bool:
    return any(tree.low(k) in {"not", "never"} for w in found.of("xcomp") for k in tree.kids(w, "advmod"))


def _questions(tree: Syntax, found: Arguments) -> bool:
    """ "Asked whether it was correct", "asked how many": a question, and no request."""
    for w in (*found.of("ccomp"), *found.of("xcomp"), *found.of("obj")):
        if tree.low(min(subtree(tree, w))) in _ASKING:
            return True
        if any(
            tree.low(k) in _ASKING
            for k in (w, *tree.kids(w, "mark", "advmod", "obj", "nsubj", "det", "amod"))
        ):
            return True
        if any(
            tree.low(x) in _ASKING for k in tree.kids(w, "amod", "advmod", "det", "obl") for x in tree.kids(k)
        ):
            return True
    return False


def _any_role(found: Arguments, roles: Sequence[str]) -> bool:
    return any(found.of(r) for r in roles if r != "bare") or ("bare" in roles and not found.of("obj"))


def _has(tree: Syntax, found: Arguments, role: str, names: Sequence[str]) -> bool:
    if "absent" in names and not found.of(role):
        return True
    if "none" in names and not found.of(role):
        return True
    words = [w for one in role.split("|") for w in found.of(one)]
    return any(is_of(tree, w, name) for w in words for name in names)


def _says(tree: Syntax, word: int, lemmas: Sequence[str]) -> bool:
    told = {base(tree, word), tree.lemma(word), tree.low(word)}
    for text in lemmas:
        first, _, rest = text.partition(" ")
        if first in told and (not rest or rest in beside_of(tree, word)):
            return True
    return any(tree.low(k) in lemmas for k in tree.kids(word, "advmod", "compound"))


def beside_of(tree: Syntax, i: int) -> frozenset[str]:
    """Particles, adverbs and prepositions that stand with a verb."""
    found: set[str] = set()
    for k in tree.kids(i):
        if tree.rel(k) in {"compound", "advmod", "obl", "obj", "case", "xcomp", "mark"}:
            found.add(tree.low(k))
            found.update(tree.low(x) for x in tree.kids(k, "case", "advmod"))
    return frozenset(found)


def _inner(tree: Syntax, i: int, found: Arguments, role: str) -> list[int]:
    """Words in a role, `inner` for clauses that hang on the word or on its object."""
    words = [w for one in role.split("|") for w in found.of(one)]
    if "advcl" in role or "inner" in role:
        words += tree.kids(i, "advcl", "xcomp", "acl")
        words += [k for o in found.of("obj") for k in tree.kids(o, "acl", "advcl")]
    return words


def _reaches(tree: Syntax, word: int, names: Sequence[str]) -> bool:
    """Whether a clause's word, or one joined to it or below it as its complement, is of a class."""
    around = [word, *tree.kids(word, "conj", "xcomp", "compound")]
    return any(is_of(tree, w, name) for w in around for name in names)


def _clause_words(tree: Syntax, i: int) -> set[str]:
    """The words of the clause that a word heads, subordinate clauses left out."""
    found: set[str] = set()
    row = [i]
    while row:
        at = row.pop()
        found |= {tree.lemma(at), tree.low(at)}
        row += [
            k for k in tree.kids(at)
            if tree.rel(k) not in {"advcl", "parataxis", "ccomp", "conj"} or tree.pos(k) in {"ADJ", "ADV"}
        ]  # fmt: skip
    if tree.head(i) >= 0 and tree.rel(i) == "conj":
        found |= {tree.low(k) for k in tree.kids(tree.head(i), "cc:preconj", "cc", "advmod")}
    return found


def owners_of(tree: Syntax, i: int) -> list[int]:
    """Whose control, whose hands."""
    found = tree.kids(i, "nmod:poss") + [k for k in tree.kids(i, "nmod") if tree.case(k) == "of"]
    return found or tree.kids(i, "compound", "amod")[:1]
