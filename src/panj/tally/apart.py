"""Totals that share nobody: what may lie in either of them is counted in one.

Takes totals and the columns of what only may lie in them; gives rows as terms whose sum is at most nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Protocol

from panj.events.scopes import Places
from panj.tally.scope import Extent, Lies, lies
from panj.tally.totals import Total

Parted = Mapping[str, Sequence[tuple[int, tuple[int, ...]]]]


class Kind(Protocol):
    """What is asked of a column."""

    @property
    def kind(self) -> str: ...  # noqa: D102


def apart_rows(
    columns: Sequence[Kind], parted: Parted, totals: Sequence[Total], places: Places
) -> Iterator[dict[int, float]]:
    """Per set of totals that share nobody: their parts together are at most all that they are parts of."""
    for kind in ("occurrence", "rest", "unseen"):
        held = {t.id: _of_kind(kind, columns, parted.get(t.id, ())) for t in totals}
        near = [t for t in totals if held[t.id]]
        for scopes in _cliques(near, held, places):
            parts = {p: m for t in scopes for p, m in held[t.id].items()}
            yield dict.fromkeys(parts, 1.0) | {c: -1.0 for m in parts.values() for c in m}


def _of_kind(
    kind: str, columns: Sequence[Kind], parts: Sequence[tuple[int, tuple[int, ...]]]
) -> dict[int, tuple[int, ...]]:
    return {p: members for p, members in parts if columns[members[0]].kind == kind}


def _cliques(
    totals: Sequence[Total], held: Mapping[str, Mapping[int, tuple[int, ...]]], places: Places
) -> Iterator[list[Total]]:
    """Sets of totals, any two of them apart, so that each two that may hold the same are in some set."""
    members = {t.id: {c for m in held[t.id].values() for c in m} for t in totals}
    pairs = {
        frozenset((a.id, b.id)): None
        for a, b in combinations(totals, 2)
        if not members[a.id].isdisjoint(members[b.id]) and _apart(a.extent, b.extent, places)
    }
    done: set[frozenset[str]] = set()
    for a, b in combinations(totals, 2):
        pair = frozenset((a.id, b.id))
        if pair not in pairs or pair in done:
            continue
        found = [a, b]
        for t in totals:
            if t not in found and all(frozenset((t.id, f.id)) in pairs for f in found):
                found.append(t)
        done |= {frozenset((x.id, y.id)) for x, y in combinations(found, 2)}
        yield found


def _apart(a: Extent, b: Extent, places: Places) -> bool:
    """Whether nobody is in both; other measures may still be of the same people."""
    if a.unit != b.unit or not a.measures & b.measures:
        return False
    return lies(a, b, places) is Lies.OUT and lies(b, a, places) is Lies.OUT
