"""Why a bound is what it is: claims that alone give it, none of which can be left out.

Takes a component, a sum, its bound and the rows given up in contradictions; gives claim ids. The rows that
press at the optimum (the duals) point to candidates; a deletion filter then drops, latest first, what is
not needed, so that ties fall to the earliest publication, then the lowest id, however claims were loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from panj.tally.clashes import SMALL, Order, proven, spared
from panj.tally.components import Component, prune, split
from panj.tally.constraints import Row
from panj.tally.solve import Outcome, Solution


def because(
    part: Component,
    sum_of: Mapping[int, float],
    *,
    low: bool,
    order: Order,
    off: frozenset[int] = frozenset(),
) -> tuple[str, ...]:
    """An irreducible set of claims that alone gives the lower (or upper) bound of a sum.

    Args:
        part: the component; `sum_of` is in its own columns.
        low: the lower bound; else the upper.
        order: publication and id of each claim.
        off: rows that the chosen story gives up.

    Returns:
        Claim ids by publication, then id. Empty for a lower bound of zero and an open upper bound.
    """
    target = _solve(part, sum_of, low, off)
    if target.outcome is not Outcome.FOUND or target.value is None or (low and target.value <= 0):
        return ()
    pointed = _rivals(part, part.program.pressing(sum_of, off, low=low), off)
    for candidates in (pointed, {c for i, r in enumerate(part.rows) if i not in off for c in r.claims}):
        found = pieces(part, sum_of, candidates, off)
        values = [_solve(p, s, low, frozenset()) for p, s in found]
        if sum(v.value or 0.0 for v in values) == target.value and all(_found(v) for v in values):
            kept = [_filter(p, s, v.value, low, order) for (p, s), v in zip(found, values, strict=True)]
            return union(kept, order)
    return ()


def _found(solution: Solution) -> bool:
    return solution.outcome is Outcome.FOUND


def _filter(
    piece: Component,
    sum_of: Mapping[int, float],
    target: float | None,
    low: bool,
    order: Order,
) -> tuple[str, ...]:
    """Drops claims, latest first, for as long as the rest still gives the value."""
    if len(piece.claims) > SMALL and target is not None:
        found = _proven(piece, sum_of, target, low, order)
        if found is not None:
            return found

    def gives(without: list[str]) -> bool:
        found = _solve(piece, sum_of, low, piece.off(without))
        return _found(found) and found.value == target

    ranked: list[str] = sorted(piece.claims, key=lambda c: order.get(c, ("9999", c)), reverse=True)
    out = spared(ranked, gives)
    return tuple(sorted(set(ranked).difference(out)))


def _proven(
    piece: Component, sum_of: Mapping[int, float], target: float, low: bool, order: Order
) -> tuple[str, ...] | None:
    """What cannot hold beside a sum that lies beyond its end gives that end; None where that is not proven.

    It is not where the end is one of whole numbers alone: the rows leave fractions beyond it.
    """
    beyond = tuple((piece.columns[c], w) for c, w in sorted(sum_of.items()))
    row = Row(beyond, None, target - 1.0) if low else Row(beyond, target + 1.0, None)
    return proven(Component(piece.columns, (*piece.rows, row)), frozenset(), order)


def pieces(
    part: Component, sum_of: Mapping[int, float], claims: set[str], off: frozenset[int]
) -> list[tuple[Component, dict[int, float]]]:
    """What is left of a part when only these claims hold, fallen apart into smaller parts with their sums."""
    rows = [r for i, r in enumerate(part.rows) if i not in off and claims.issuperset(r.claims)]
    wanted = {part.columns[c]: w for c, w in sum_of.items()}
    rows = prune(rows, wanted)
    found = (
        (piece, {piece.local[c]: wanted[c] for c in piece.columns if c in wanted})
        for piece in split(rows, wanted)
    )
    return [(p, s) for p, s in found if s]


def _rivals(part: Component, pressing: Sequence[int], off: frozenset[int]) -> set[str]:
    """The claims of the rows that press, and of rows that say the very same: the solver names only one."""
    said = {(part.rows[i].terms, part.rows[i].low, part.rows[i].high) for i in pressing}
    same = (r for i, r in enumerate(part.rows) if i not in off and (r.terms, r.low, r.high) in said)
    return {c for r in same for c in r.claims}


def _solve(part: Component, sum_of: Mapping[int, float], low: bool, off: frozenset[int]) -> Solution:
    return part.program.lower(sum_of, off) if low else part.program.upper(sum_of, off)


def union(parts: Sequence[tuple[str, ...]], order: Order) -> tuple[str, ...]:
    """The claims of several components together, by publication, then id."""
    return tuple(sorted({c for p in parts for c in p}, key=lambda c: order.get(c, ("9999", c))))
