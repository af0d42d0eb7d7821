"""Clause boundaries without a tree: coordinators, subordinators, commas and dashes, with how strong each is.

A rule that looks for the verb of a figure pays for every boundary between the two.
"""

from __future__ import annotations

from collections.abc import Sequence

from panj.language.tokens import Token

STRONG = frozenset(
    {"while", "after", "because", "although", "though", "whereas", "when", "before", "until", "unless", "if"}
)
_STOPS = frozenset({";", ":", "—", "–", "--", "(", ")"})
_FINITE = frozenset({"PAST", "S"})
_LOOSE = frozenset({"which", "who", "whom", "where", "whose", "as", "that", "since"})
_PRICED = STRONG | _STOPS | _LOOSE | {","}
_PAIRS = {"(": ")", "—": "—", "–": "–", "--": "--"}


def boundary(tokens: Sequence[Token], i: int) -> float:
    """How much token i separates what stands on its two sides: 0 for nothing, 3 for a new main clause."""
    t = tokens[i]
    if t.lower in STRONG:
        return 2.5 if t.lower != "before" else 1.5
    if t.text in _STOPS:
        return 2.0
    if t.lower in _LOOSE:
        return 1.0
    if t.text == ",":
        return 0.8
    if t.pos == "CONJ":
        if _ends_list(tokens, i):
            return 0.4
        return 2.0 if opens_clause(tokens, i + 1) else 0.4
    return 0.0


def _ends_list(tokens: Sequence[Token], i: int) -> bool:
    """ "Men, women, children and old people walked": the last of a list, not a new clause."""
    before = list(tokens[max(0, i - 4) : i])
    return (
        len(before) >= 2
        and any(t.text == "," for t in before)
        and before[-1].pos in {"NOUN", "PROPN"}
        and not any(t.pos in {"VERB", "AUX", "MODAL"} for t in before)
    )


def opens_clause(tokens: Sequence[Token], i: int) -> bool:
    """Whether a finite verb follows token i closely, as in a second main clause ("and five were hurt")."""
    for t in tokens[i : i + 8]:
        if t.pos in {"PUNCT", "SUBORD", "CONJ"}:
            return False
        if t.pos in {"AUX", "MODAL"} or (t.pos == "VERB" and t.tags & _FINITE):
            return True
    return False


def cost(tokens: Sequence[Token], a: int, b: int) -> float:
    """The boundaries between two tokens, both exclusive; what stands in brackets between them is skipped.

    Commas count once: an apposition has two and separates no more than one does.
    """
    low, high = min(a, b), max(a, b)
    total, commas, i = 0.0, 0.0, low + 1
    while i < high:
        t = tokens[i]
        if t.lower not in _PRICED and t.pos != "CONJ":  # nearly every word: nothing to pay
            i += 1
            continue
        closing = _closing(tokens, i, high)
        if closing is not None:
            total, i = total + 0.4, closing + 1
            continue
        price = 0.0 if _as_well_as(tokens, i) else boundary(tokens, i)
        if t.text == ",":
            commas = max(commas, price)
        else:
            total += price
        i += 1
    return total + commas


def _closing(tokens: Sequence[Token], i: int, high: int) -> int | None:
    """The end of a bracket or pair of dashes that opens at i and closes before `high`."""
    mark = _PAIRS.get(tokens[i].text)
    if mark is None:
        return None
    return next((j for j in range(i + 1, high) if tokens[j].text == mark), None)


def _as_well_as(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].lower == "as" and any(t.lower == "well" for t in tokens[max(0, i - 2) : i + 3])
