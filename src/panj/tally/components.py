"""Splits a system into parts that share no number, so that a contradiction stays where it is.

Takes a `System`; gives `Component`s, each with its own solver, the claims in it, and the rows that hold
once contradictions are settled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from panj.tally.constraints import Row, System
from panj.tally.solve import LinearRow, Program, Single


@dataclass(frozen=True)
class Component:
    """Columns that hang together by rows; indices are those of the whole system."""

    columns: tuple[int, ...]
    rows: tuple[Row, ...]

    @cached_property
    def local(self) -> Mapping[int, int]:
        """System column → column of this component's program."""
        return {c: i for i, c in enumerate(self.columns)}

    @cached_property
    def linear(self) -> tuple[LinearRow, ...]:
        """The rows in this component's own columns."""
        local = self.local
        return tuple(LinearRow(tuple((local[c], w) for c, w in r.terms), r.low, r.high) for r in self.rows)

    @cached_property
    def program(self) -> Program | Single:
        """The rows, ready to be solved."""
        rows = self.linear
        alone = len(self.columns) == 1 and all(w > 0 for r in rows for _, w in r.terms)
        return Single(rows) if alone else Program(len(self.columns), rows)

    @cached_property
    def rows_of(self) -> Mapping[str, tuple[int, ...]]:
        """Claim → the rows that fall with it."""
        found: dict[str, list[int]] = defaultdict(list)
        for i, r in enumerate(self.rows):
            for c in r.claims:
                found[c].append(i)
        return {c: tuple(rows) for c, rows in found.items()}

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """Every claim that a row stands on."""
        return tuple(sorted(self.rows_of))

    def off(self, dropped: Collection[str], soft: Collection[int] = ()) -> frozenset[int]:
        """Rows that fall with these claims, and the conventional ends given up."""
        rows = self.rows_of
        return frozenset({i for c in dropped for i in rows.get(c, ())} | set(soft))

    def soft(self) -> tuple[int, ...]:
        """Rows whose end is conventional."""
        return self._soft

    @cached_property
    def _soft(self) -> tuple[int, ...]:
        return tuple(i for i, r in enumerate(self.rows) if r.soft)


def components(system: System) -> list[Component]:
    """The parts of a system, by their first column."""
    return split(system.rows, range(len(system.columns)))


def split(rows: Sequence[Row], columns: Iterable[int]) -> list[Component]:
    """Rows and columns as parts that share no column; `columns` names those that no row may mention."""
    parent = {c: c for c in columns} | {c: c for r in rows for c, _ in r.terms}

    def root(c: int) -> int:
        while parent[c] != c:
            parent[c] = parent[parent[c]]
            c = parent[c]
        return c

    for row in rows:
        first = root(row.terms[0][0])
        for column, _ in row.terms[1:]:
            other = root(column)
            parent[max(first, other)] = min(first, other)
            first = min(first, other)
    return _gather(rows, {c: root(c) for c in sorted(parent)})


def _gather(rows: Sequence[Row], roots: Mapping[int, int]) -> list[Component]:
    columns: dict[int, list[int]] = defaultdict(list)
    held: dict[int, list[Row]] = defaultdict(list)
    for c, r in roots.items():
        columns[r].append(c)
    for row in rows:
        held[roots[row.terms[0][0]]].append(row)
    return [Component(tuple(columns[r]), tuple(held[r])) for r in sorted(columns)]


def prune(rows: Sequence[Row], wanted: Collection[int]) -> list[Row]:
    """The rows without those that say nothing: a total whose claims are gone, a part that nothing bounds.

    A row of meaning (no claims) says nothing if a column of its own, asked for nowhere, can always be set
    so that it holds.
    """
    live = dict(enumerate(rows))
    uses: dict[int, set[int]] = defaultdict(set)
    for i, said in live.items():
        for c, _ in said.terms:
            uses[c].add(i)
    free = ((i, _free(r)) for i, r in live.items())
    idle = {i: c for i, c in free if c is not None and c not in wanted}
    queue = [i for i, c in sorted(idle.items()) if uses[c] == {i}]
    while queue:
        i = queue.pop()
        for c, _ in live.pop(i).terms:
            uses[c].discard(i)
            if len(uses[c]) == 1:
                (other,) = uses[c]
                queue.extend([other] if idle.get(other) == c else [])
    return [live[i] for i in sorted(live)]


def _free(row: Row) -> int | None:
    """The column by which a row of meaning can always be made to hold, if no other row uses it."""
    if row.claims:
        return None
    if row.low == row.high == 0.0:
        below = [(c, w) for c, w in row.terms if w < 0]
        return below[0][0] if len(below) == 1 and below[0][1] == -1.0 else None
    if row.low is not None or row.high != 0.0:
        return None
    above = [c for c, w in row.terms if w > 0]
    return above[0] if len(above) == 1 else None
