"""How far two words of a sentence lie apart in its tree: one clause is near, other clauses are far.

A `Syntax` and two words in; the price of the way between them out.
"""

from __future__ import annotations

from panj.language.trees import Syntax

# The price of going from a word to the one that governs it, by relation.
_PRICES = {
    "case": 0.02, "flat": 0.02, "compound": 0.02, "det": 0.02, "nummod": 0.02, "amod": 0.05, "fixed": 0.02,
    "nsubj": 0.1, "obj": 0.1, "iobj": 0.1, "obl": 0.1, "xcomp": 0.1, "advmod": 0.1, "cop": 0.1, "aux": 0.1,
    "nmod": 0.2, "appos": 0.3, "ccomp": 0.7, "advcl": 0.8, "acl": 0.6, "parataxis": 1.5,
    "list": 1.0, "orphan": 0.3,
}  # fmt: skip
_OTHER = 0.4
_JOINED_NAME = 0.35  # "Chad and Niger"
_JOINED_VERB = 0.5  # "fled and crossed": one subject
_JOINED_CLAUSE = 1.5  # "X fled and Y crossed"


def price_of(tree: Syntax, i: int) -> float:
    """The price of the step from word i to its governor; kept with the tree."""
    known = tree.steps.get(i)
    if known is None:
        tree.steps[i] = known = _price_of(tree, i)
    return known


def _price_of(tree: Syntax, i: int) -> float:
    rel = tree.rel(i)
    if rel == "conj":
        if tree.kids(i, "nsubj", "expl"):
            return _JOINED_CLAUSE
        return _JOINED_VERB if tree.pos(i) in {"VERB", "AUX", "ADJ"} else _JOINED_NAME
    if rel == "acl":
        return 0.7 if tree.full_rel(i) == "acl:relcl" else 0.4
    return _PRICES.get(rel, _OTHER)


def apart(tree: Syntax, a: int, b: int) -> float:
    """The price of the way between two words.

    >>> from panj.language.trees import syntax
    >>> from panj.model import Span
    >>> s = "Some fled to Chad and others stayed in Darfur."
    >>> tree = syntax(s, Span(0, len(s)))
    >>> apart(tree, 0, 3) < apart(tree, 0, 8)
    True
    """
    heads = tree.tree.heads
    sums = {a: 0.0}
    total, at = 0.0, a
    while heads[at] >= 0:
        total += price_of(tree, at)
        at = heads[at]
        sums[at] = total
    total, at = 0.0, b
    while at not in sums:
        total += price_of(tree, at)
        at = heads[at]
    return total + sums[at]
