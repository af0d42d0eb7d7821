"""One contradiction at a time: a smallest set of claims that cannot hold together.

Takes a component; gives claim ids. In large components the rows that press on the least overall miss (their
duals prove that these rows alone cannot hold) say where to look; claims are then left out, latest first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
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
        return [_smallest(Component(part.columns, _on(part, off)), order)]
    piece = _pressed(part, off)
    if piece is None:
        return [_smallest(Component(part.columns, _on(part, off)), order)]
    found: list[tuple[str, ...]] = []
    gone: set[str] = set()
    while not piece.program.feasible(piece.off(gone)):
        rough = _smallest(piece, order, gone)
        found.append(_smallest(_said(part, rough, off), order))
        gone.update(rough)
    return found


def minimal(part: Component, off: frozenset[int], order: Order) -> tuple[str, ...]:
    """One smallest set of claims that cannot hold together, by publication, then id."""
    return disjoint(part, off, order)[0]


def _smallest(piece: Component, order: Order, gone: Collection[str] = ()) -> tuple[str, ...]:
    """Claims none of which can be left out; the latest are left out first."""
    live = (c for c in piece.claims if c not in gone)
    ranked = sorted(live, key=lambda c: order.get(c, ("9999", c)), reverse=True)
    aside = piece.off(gone)

    def broken(without: list[str]) -> bool:
        return not piece.program.feasible(aside | piece.off(without))

    out = set(spared(ranked, broken))
    return tuple(c for c in reversed(ranked) if c not in out)


def _on(part: Component, off: frozenset[int]) -> tuple[Row, ...]:
    return tuple(r for i, r in enumerate(part.rows) if i not in off)


def _pressed(part: Component, off: frozenset[int]) -> Component | None:
    """The rows that press on the least overall miss; None where these alone can hold after all."""
    rows = tuple(part.rows[i] for i in part.elastic.pressing(off))
    if not rows:
        return None
    piece = _of_rows(rows)
    return None if piece.program.feasible() else piece


def _said(part: Component, claims: Collection[str], off: frozenset[int]) -> Component:
    """The rows of some claims, and the rows of meaning that tell what their columns are."""
    wanted = set(claims)
    taken = {
        i for c in wanted for i in part.rows_of[c] if i not in off and wanted.issuperset(part.rows[i].claims)
    }
    seen: set[int] = set()
    queue = [c for i in sorted(taken) for c, _ in part.linear[i].terms]
    while queue:
        column = queue.pop()
        if column in seen:
            continue
        seen.add(column)
        for i in part.defining.get(part.columns[column], ()):
            if i not in taken and i not in off:
                taken.add(i)
                queue.extend(c for c, _ in part.linear[i].terms)
    return _of_rows([part.rows[i] for i in sorted(taken)])


def _of_rows(rows: Sequence[Row]) -> Component:
    return Component(tuple(sorted({c for r in rows for c, _ in r.terms})), tuple(rows))


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
