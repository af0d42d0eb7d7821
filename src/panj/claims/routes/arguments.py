"""Places as arguments of a figure's own verb: who takes people in, who sends, where those aboard land.

Takes a draft with its ties and the mentions of its sentence; gives the mention that plays a part, or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from panj.claims.draft import Draft
from panj.claims.mentions.places import Mention
from panj.claims.predicates.governor import is_passive, lemma_of, words_of
from panj.language.paths import apart
from panj.language.trees import Syntax

_OWN = 0.7  # steps within which a verb is the figure's own
_BESIDE = 0.45  # how far along the tree a place stands that belongs to a verb
_INNER = frozenset({"flat", "compound", "nmod", "appos", "dep", "amod"})


def acting(draft: Draft, places: Sequence[Mention]) -> Mention | None:
    """The place that acts on those counted: "Chad has taken in 500", "Niger, which hosts 500"."""
    tree = draft.sentence.syntax
    if tree is None:
        return None
    for tie in draft.ties:
        if tie.steps > _OWN:
            break
        if tie.role in {"object", "beside"} and not is_passive(tree, tie.word):
            found = _subject(tree, tie.word, places)
            if found is not None:
                return found
    return None


def suffers(draft: Draft) -> bool:
    """Whether the figure's own verb has the place of the dead as its subject: "Kolo lost 90 people"."""
    tree = draft.sentence.syntax
    near = [t.word for t in draft.ties if t.steps <= _OWN and t.role in {"object", "beside"}]
    return tree is not None and any(lemma_of(tree, w) in words_of("arguments", "suffering") for w in near)


def _subject(tree: Syntax, verb: int, places: Sequence[Mention]) -> Mention | None:
    at = verb
    while tree.rel(at) in {"conj", "xcomp"} and not tree.kids(at, "nsubj") and tree.head(at) >= 0:
        asked = tree.rel(at) == "xcomp" and tree.kids(tree.head(at), "obj")
        if asked:  # "asked Chad to take in 300": Chad does
            return next((m for m in places for k in asked if _is(tree, m, k)), None)
        at = tree.head(at)
    subjects = [k for k in tree.kids(at, "nsubj") if tree.full_rel(k) != "nsubj:pass" or at != verb]
    if tree.rel(at) == "acl" and (not subjects or tree.low(subjects[0]) in {"which", "that", "who"}):
        subjects = [tree.head(at)]
    return next((m for k in subjects for m in places if _is(tree, m, k)), None)


def _is(tree: Syntax, m: Mention, top: int) -> bool:
    word = tree.at(m.start, m.end)
    return word is not None and _top(tree, word, top)


def _top(tree: Syntax, word: int, top: int) -> bool:
    """Whether a name is the subject or names it ("Uganda's north", "the camp of X")."""
    for _ in range(4):
        if word == top:
            return True
        if tree.rel(word) not in _INNER or tree.head(word) < 0:
            return False
        word = tree.head(word)
    return False


def landing(draft: Draft, places: Sequence[Mention]) -> Mention | None:
    """Where the movement of those counted ends: "a plane with 79 aboard landed in Edmonton"."""
    tree = draft.sentence.syntax
    if tree is None:
        return None
    verbs = [
        t.word
        for t in draft.ties
        if lemma_of(tree, t.word) in words_of("arguments", "landing")
        and t.role in {"subject", "with", "object"}
    ]
    for m in places:
        word = tree.at(m.start, m.end)
        if m.role == "in" and word is not None and any(apart(tree, v, word) < _BESIDE for v in verbs):
            return m
    return None
