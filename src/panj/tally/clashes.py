"""One contradiction at a time: a smallest set of claims that cannot hold together.

Takes a component; gives claim ids. In large components the solver's proof that rows cannot hold together says
where to look, again after each claim that can be left out; claims are left out latest first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from panj.tally.components import Component
from panj.tally.constraints import Row

SMALL = 60  # claims up to which all of them are looked at, so that ties fall to the earliest of all

Order = Mapping[str, tuple[str, str]]
T = TypeVar("T")


def disjoint(part: Component, off: frozenset[int], order: Order) -> list[tuple[str, ...]]:
    """Contradictions that share no claim, each a smallest set; some of those that there are.

    `off` rows stay out of it. At least one where the other rows cannot hold together.
    """
    claims = {c for i, r in enumerate(part.rows) if i not in off for c in r.claims}
    if len(claims) <= SMALL:
        return [_smallest(part, claims, off, order)]
    found: list[tuple[str, ...]] = []
    gone: set[str] = set()
    while (clash := proven(part, off | part.off(gone), order)) is not None:
        found.append(clash)
        if not clash:
            break
        gone.update(clash)
    return found


def minimal(part: Component, off: frozenset[int], order: Order) -> tuple[str, ...]:
    """One smallest set of claims that cannot hold together, by publication, then id."""
    return disjoint(part, off, order)[0]


def proven(part: Component, off: frozenset[int], order: Order) -> tuple[str, ...] | None:
    """A smallest set of claims that cannot hold together, led by proofs; None where all rows can hold.

    What the first proof names is thinned on its own, being small, and then once more beside all that holds
    by meaning.
    """
    rows = part.program.clash(off)
    if rows is None:
        return None
    live = _said(part, rows, order)
    alone = [part.rows[i] for i in rows if live.issuperset(part.rows[i].claims)]
    piece = Component(tuple(sorted({c for r in alone for c, _ in r.terms})), tuple(alone))
    if not piece.program.feasible():
        live = _thinned(piece, live, frozenset(), order)
    return in_order(_thinned(part, live, off, order), order)


def _thinned(part: Component, live: set[str], off: frozenset[int], order: Order) -> set[str]:
    """Those of some contradictory claims none of which can be left out; the latest go first."""
    needed: set[str] = set()
    while left := live - needed:
        latest = max(left, key=lambda c: order.get(c, ("9999", c)))
        rows = part.program.clash(off | part.off(set(part.claims) - live | {latest}))
        if rows is None:
            needed.add(latest)
        else:
            live = needed | _said(part, rows, order)
    return live


def _said(part: Component, rows: Iterable[int], order: Order) -> set[str]:
    """The claims of rows, of those that say the very same the earliest."""
    first: dict[tuple[object, ...], tuple[str, ...]] = {}
    for r in (part.rows[i] for i in rows):
        held = first.get((r.terms, r.low, r.high))
        if held is None or in_time(r, order) < [order.get(c, ("9999", c)) for c in held]:
            first[r.terms, r.low, r.high] = r.claims
    return {c for claims in first.values() for c in claims}


def in_time(row: Row, order: Order) -> list[tuple[str, str]]:
    """When the claims of a row were published, to choose the earliest of several by."""
    return [order.get(c, ("9999", c)) for c in row.claims]


def in_order(claims: Iterable[str], order: Order) -> tuple[str, ...]:
    """Claims by publication, then id."""
    return tuple(sorted(claims, key=lambda c: order.get(c, ("9999", c))))


def _smallest(part: Component, claims: Iterable[str], off: frozenset[int], order: Order) -> tuple[str, ...]:
    """Of some claims those none of which can be left out; the latest are left out first."""
    ranked = sorted(claims, key=lambda c: order.get(c, ("9999", c)), reverse=True)

    def broken(without: list[str]) -> bool:
        return not part.program.feasible(off | part.off(without))

    out = set(spared(ranked, broken))
    return tuple(c for c in reversed(ranked) if c not in out)


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
