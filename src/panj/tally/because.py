"""Why a bound is what it is: claims that alone give it, none of which can be left out.

Takes a component, a sum, its bound and the rows given up in contradictions; gives claim ids. The rows that
press at the optimum (the duals) point to candidates; a deletion filter then drops, latest first, what is
not needed, so that ties fall to the earliest publication, then the lowest id, however claims were loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from panj.tally.components import Component
from panj.tally.solve import Outcome, Solution


def because(
    part: Component,
    sum_of: Mapping[int, float],
    *,
    low: bool,
    order: Mapping[str, tuple[str, str]],
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
    live = {c for i, r in enumerate(part.rows) if i not in off for c in r.claims}
    pointed = _rivals(part, [i for i in target.pressing if i not in off], off)

    def gives(kept: set[str]) -> bool:
        found = _solve(part, sum_of, low, off | part.off(live - kept))
        return found.outcome is Outcome.FOUND and found.value == target.value

    kept = pointed if gives(pointed) else live
    for claim in sorted(kept, key=lambda c: order.get(c, ("9999", c)), reverse=True):
        if gives(kept - {claim}):
            kept = kept - {claim}
    return tuple(sorted(kept, key=lambda c: order.get(c, ("9999", c))))


def _rivals(part: Component, pressing: Sequence[int], off: frozenset[int]) -> set[str]:
    """The claims of the rows that press, and of rows that say the very same: the solver names only one."""
    said = {(part.rows[i].terms, part.rows[i].low, part.rows[i].high) for i in pressing}
    same = (r for i, r in enumerate(part.rows) if i not in off and (r.terms, r.low, r.high) in said)
    return {c for r in same for c in r.claims}


def _solve(part: Component, sum_of: Mapping[int, float], low: bool, off: frozenset[int]) -> Solution:
    return part.program.lower(sum_of, off) if low else part.program.upper(sum_of, off)


def union(parts: Sequence[tuple[str, ...]], order: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """The claims of several components together, by publication, then id."""
    return tuple(sorted({c for p in parts for c in p}, key=lambda c: order.get(c, ("9999", c))))
