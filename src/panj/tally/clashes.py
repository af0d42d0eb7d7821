"""One contradiction at a time: a smallest set of claims that cannot hold together.

Takes a component; gives claim ids. In large components the rows that press on the least overall miss (their
duals prove that these rows alone cannot hold) say where to look; claims are then left out, latest first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from panj.tally.components import Component, prune
from panj.tally.solve import clashing

SMALL = 60  # claims up to which all of them are looked at, so that ties fall to the earliest of all

T = TypeVar("T")


def minimal(part: Component, off: frozenset[int], order: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """A smallest set of claims that cannot hold together, by publication, then id; `off` rows stay out of it.

    None of them can be left out. Latest claims are left out first.
    """
    live = {c for i, r in enumerate(part.rows) if i not in off for c in r.claims}
    piece = _narrowed(part, off, live) if len(live) > SMALL else None
    if piece is None:
        piece = Component(part.columns, tuple(r for i, r in enumerate(part.rows) if i not in off))
    ranked = sorted(piece.claims, key=lambda c: order.get(c, ("9999", c)), reverse=True)
    rows = piece.rows_of

    def broken(without: Iterable[str]) -> bool:
        return not piece.program.feasible({i for c in without for i in rows.get(c, ())})

    gone = set(spared(ranked, broken))
    return tuple(c for c in reversed(ranked) if c not in gone)


def _narrowed(part: Component, off: frozenset[int], live: set[str]) -> Component | None:
    """The rows of claims that clash and the rows of meaning that they need; None where these can hold."""
    elastic = {i for c in live for i in part.rows_of[c]}
    rows = clashing(len(part.columns), part.linear, off, elastic)
    claims = {c for i in rows for c in part.rows[i].claims}
    if not claims:
        return None
    kept = [r for i, r in enumerate(part.rows) if i not in off and claims.issuperset(r.claims)]
    kept = prune(kept, ())
    columns = tuple(sorted({c for r in kept for c, _ in r.terms}))
    piece = Component(columns, tuple(kept))
    return None if piece.program.feasible() else piece


def spared(ranked: Sequence[T], still: Callable[[list[T]], bool]) -> list[T]:
    """What can be left out, tried one after another; `still` must hold for what is left out together.

    The same as trying each alone in turn, in fewer trials: runs are tried at once, twice as long after each
    success, and halved after a failure. If a run can go, so can its beginnings.
    """
    out: list[T] = []
    at, run = 0, 1
    while at < len(ranked):
        some = ranked[at : at + run]
        if still([*out, *some]):
            out.extend(some)
            at += len(some)
            run *= 2
        elif len(some) == 1:
            at += 1
        else:
            run = max(1, len(some) // 2)
    return out
