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

# These rows only sharpen; past so many, bounds are looser rather than late.
MAX_SETS = 100

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
    members = [{c for m in held[t.id].values() for c in m} for t in totals]
    beside = [0] * len(totals)  # the totals that each is apart from, as bits
    for i, j in combinations(range(len(totals)), 2):
        if not members[i].isdisjoint(members[j]) and _apart(totals[i].extent, totals[j].extent, places):
            beside[i] |= 1 << j
            beside[j] |= 1 << i
    done, made = [0] * len(totals), 0
    for i, j in combinations(range(len(totals)), 2):
        if made == MAX_SETS:
            return
        if not beside[i] >> j & 1 or done[i] >> j & 1:
            continue
        found, common, k = [i, j], beside[i] & beside[j], 0
        while common >> k:
            if common >> k & 1:
                found.append(k)
                common &= beside[k]
            k += 1
        bits = sum(1 << k for k in found)
        for k in found:
            done[k] |= bits
        made += 1
        yield [totals[k] for k in found]


def _apart(a: Extent, b: Extent, places: Places) -> bool:
    """Whether nobody is in both; other measures may still be of the same people."""
    if a.unit != b.unit or not a.measures & b.measures:
        return False
    return lies(a, b, places) is Lies.OUT and lies(b, a, places) is Lies.OUT
