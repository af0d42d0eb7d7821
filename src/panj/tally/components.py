"""Splits a system into parts that share no number, so that a contradiction stays where it is.

Takes a `System`; gives `Component`s, each with its own solver, the claims in it, and the rows that hold
once contradictions are settled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
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
    def program(self) -> Program | Single:
        """The rows, ready to be solved."""
        rows = [LinearRow(tuple((self.local[c], w) for c, w in r.terms), r.low, r.high) for r in self.rows]
        alone = len(self.columns) == 1 and all(w > 0 for r in rows for _, w in r.terms)
        return Single(rows) if alone else Program(len(self.columns), rows)

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """Every claim that a row stands on."""
        return tuple(sorted({c for r in self.rows for c in r.claims}))

    def off(self, dropped: Collection[str], soft: Collection[int] = ()) -> frozenset[int]:
        """Rows that fall with these claims, and the conventional ends given up."""
        gone = set(dropped)
        fallen = {i for i, r in enumerate(self.rows) if gone and not gone.isdisjoint(r.claims)}
        return frozenset(fallen | set(soft))

    def soft(self) -> tuple[int, ...]:
        """Rows whose end is conventional."""
        return tuple(i for i, r in enumerate(self.rows) if r.soft)


def components(system: System) -> list[Component]:
    """The parts of a system, by their first column."""
    parent = list(range(len(system.columns)))

    def root(c: int) -> int:
        while parent[c] != c:
            parent[c] = parent[parent[c]]
            c = parent[c]
        return c

    for row in system.rows:
        first = root(row.terms[0][0])
        for column, _ in row.terms[1:]:
            other = root(column)
            parent[max(first, other)] = min(first, other)
            first = min(first, other)
    return _gather(system.rows, [root(c) for c in range(len(parent))])


def _gather(rows: Sequence[Row], roots: Sequence[int]) -> list[Component]:
    columns: dict[int, list[int]] = defaultdict(list)
    held: dict[int, list[Row]] = defaultdict(list)
    for c, r in enumerate(roots):
        columns[r].append(c)
    for row in rows:
        held[roots[row.terms[0][0]]].append(row)
    return [Component(tuple(columns[r]), tuple(held[r])) for r in sorted(columns)]
