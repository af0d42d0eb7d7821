"""How a figure's predicate stands in time: "have crossed", "crossed", "are living", "will arrive".

A draft in; a `Predicate` out, by the tree where the sentence has one, else by the words around the figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from panj.claims.draft import Draft
from panj.claims.predicates.governor import figure_word
from panj.language import boundary
from panj.language.trees import Syntax

_MODALS = frozenset(
    {"will", "would", "shall", "should", "may", "might", "can", "could", "must", "'ll", "’ll"}
)
_HIGHEST = 12  # steps up from a figure


class Aspect(StrEnum):
    """How a predicate stands in time."""

    PAST = "past"
    PERFECT = "perfect"
    PLUPERFECT = "pluperfect"
    PRESENT = "present"
    PROGRESSIVE = "progressive"
    AHEAD = "ahead"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Predicate:
    """The finite verb that a figure belongs to: its aspect, its lemma, its word of the tree."""

    aspect: Aspect = Aspect.NONE
    lemma: str = ""
    word: int | None = None


def predicate(draft: Draft) -> Predicate:
    """The predicate that a figure belongs to."""
    tree = draft.sentence.syntax
    if tree is None or not len(tree):
        return Predicate(Aspect.PERFECT if _has_have(draft) else Aspect.NONE)
    at = _own_verb(draft, tree)
    if at is None:
        at = figure_word(tree, draft.number.core_start, draft.number.core_end)
    if at is None:
        return Predicate()
    for word in (at, *list(tree.up(at))[:_HIGHEST]):
        if tree.pos(word) in {"VERB", "AUX"} or tree.kids(word, "cop"):
            found = _of(tree, word)
            if found.aspect is not Aspect.NONE:
                return found
    return Predicate()


def _own_verb(draft: Draft, tree: Syntax) -> int | None:
    """The verb that says what happened to a figure: "crossed" in "accepted 100 of 200 who crossed"."""
    hit = draft.hit
    if hit is None or draft.copied is not None or not hit.tags or "learned.measure" in draft.rules:
        return None
    tokens = draft.sentence.tokens
    return tree.at(tokens[hit.first].start, tokens[hit.first].end)


def clause_verb(tree: Syntax, word: int) -> Predicate:
    """The finite verb of the clause that a word stands in; none where it hangs on a noun."""
    for above in (word, *list(tree.up(word))[:_HIGHEST]):
        if tree.pos(above) in {"VERB", "AUX"} or tree.kids(above, "cop"):
            found = _of(tree, above)
            if found.aspect is not Aspect.NONE:
                return found
    return Predicate()


def _of(tree: Syntax, word: int) -> Predicate:
    """The aspect of a verb, or of "be" with a noun; a bare participle takes that of its governor."""
    cop = tree.kids(word, "cop")
    helpers = [*tree.kids(word, "aux", "aux:pass"), *cop]
    verb = cop[0] if cop else word
    lows = {tree.low(k) for k in helpers}
    lemma = tree.lemma(verb)
    if lows & _MODALS or any(tree.tag(k) == "MD" for k in helpers):
        return Predicate(Aspect.AHEAD, lemma, word)
    if lows & {"has", "have", "'ve", "’ve"}:
        return Predicate(Aspect.PERFECT, lemma, word)
    if lows & {"had", "'d", "’d"}:
        return Predicate(Aspect.PLUPERFECT, lemma, word)
    if tree.tag(word) == "VBG" and lows & {"is", "are", "'re", "’re", "am"}:
        return Predicate(Aspect.PROGRESSIVE, lemma, word)
    if lows & {"was", "were", "did", "got"}:
        return Predicate(Aspect.PAST, lemma, word)
    if lows & {"is", "are", "'s", "’s", "'re", "’re", "do", "does"}:
        return Predicate(Aspect.PRESENT, lemma, word)
    if tree.rel(word) == "conj" and tree.tag(word) in {"VBN", "VBG", "VBD"} and not tree.kids(word, "nsubj"):
        above = _of(tree, tree.head(word))
        if above.aspect is not Aspect.NONE and (tree.tag(word) != "VBD" or above.aspect is Aspect.PERFECT):
            return above
    if tree.tag(word) == "VBD" or (tree.tag(word) == "VBN" and tree.kids(word, "nsubj") and not helpers):
        return Predicate(Aspect.PAST, lemma, word)
    bare = tree.tag(word) == "VB" and not helpers and bool(tree.kids(word, "nsubj"))
    if tree.tag(word) in {"VBZ", "VBP"} or (bare and not tree.kids(word, "mark")):  # "7,000 remain in camps"
        return Predicate(Aspect.PRESENT, lemma, word)
    return Predicate()


def _has_have(draft: Draft) -> bool:
    """Whether "has" or "have" stands in the clause of a figure, where there is no tree."""
    tokens, hit = draft.sentence.tokens, draft.hit if draft.copied is None else None
    low = min(draft.last, hit.first if hit is not None else draft.last)
    high = max(draft.last, hit.last if hit is not None else draft.last + 3)
    begin = low
    while begin > 0 and low - begin < 5 and boundary(tokens, begin - 1) < 1.0:
        begin -= 1
    return any(t.lower in {"has", "have"} for t in tokens[begin : high + 1])
