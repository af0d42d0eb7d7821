"""How much of what is only perhaps in a question must be in it, because totals that lie in it hold it.

Takes the columns of a sum and the totals inside the question; gives the sum for the low end, with a column
of the question's own for each number of which only a part is surely in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from panj.tally.components import Component
from panj.tally.constraints import Row
from panj.tally.ledger import Ledger
from panj.tally.sums import Sum, by_part

Parted = tuple[int, tuple[int, ...]]


def low_sums(columns: Iterable[int], totals: Sequence[str], ledger: Ledger) -> dict[int, Sum]:
    """The sum for the low end, part by part.

    Args:
        columns: surely in the question.
        totals: ids of totals surely in it.
        ledger: their rows.
    """
    inside = set(columns)
    held: dict[int, list[Parted]] = defaultdict(list)
    for total in totals:
        for part, members in ledger.system.parted.get(total, ()):
            if not inside.issuperset(members) and not _overlapping(members, ledger):
                held[ledger.part_of_column[part]].append((part, members))
    sums = by_part(ledger, inside)
    for n, parted in held.items():
        own: Mapping[int, float] = sums[n].columns if n in sums else {}
        sums[n] = _extended(ledger.parts[n], own, parted, inside, len(ledger.system.columns))
    return sums


def _overlapping(members: Collection[int], ledger: Ledger) -> bool:
    """Whether a part and its whole stand side by side: what each holds cannot be told apart."""
    columns = ledger.system.columns
    events = {columns[c].of for c in members}
    return any(not events.isdisjoint(ledger.wholes.get(e, frozenset())) for e in events)


def _extended(
    part: Component, own: Mapping[int, float], parted: Sequence[Parted], inside: set[int], free: int
) -> Sum:
    """The part with, per number perhaps in, how much of it is in: at least what each inner total holds."""
    within: dict[int, int] = {}
    rows = list(part.rows)
    for column, members in parted:
        for m in members:
            if m not in inside and m not in within:
                within[m] = free + len(within)
                rows.append(Row(((m, -1.0), (within[m], 1.0)), None, 0.0, why="as much of it as is inside"))
        terms = {column: -1.0} | {within.get(m, m): 1.0 for m in members}
        rows.append(Row(tuple(sorted(terms.items())), 0.0, None, why="what a total inside holds is inside"))
    wider = Component((*part.columns, *within.values()), tuple(rows))
    return Sum(wider, {**own} | {wider.local[c]: 1.0 for c in within.values()})
