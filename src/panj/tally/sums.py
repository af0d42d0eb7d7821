"""Bounds of a sum over the rows: part by part, by the story that each part stands on.

Takes a ledger and the columns of a sum; gives its ends, and the claims that give them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from panj.errors import TallyError
from panj.tally.accounts import Accounts
from panj.tally.because import because, union
from panj.tally.components import Component
from panj.tally.solve import Outcome, Solution
from panj.tally.stories import Story


@dataclass(frozen=True, slots=True)
class Ends:
    """The lowest and highest value of a sum; None: nothing bounds it."""

    low: float
    high: float | None


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over one part: the part (perhaps with rows of the question's own) and the sum's columns in it."""

    part: Component
    columns: Mapping[int, float]


Sums = Mapping[int, Sum]


def by_part(ledger: Accounts, columns: Iterable[int]) -> dict[int, Sum]:
    """The sum of these columns, as one sum per part."""
    return weighted(ledger, dict.fromkeys(columns, 1.0))


def weighted(ledger: Accounts, terms: Mapping[int, float]) -> dict[int, Sum]:
    """Columns times their weights, as one sum per part."""
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for column, weight in sorted(terms.items()):
        n = ledger.part_of_column[column]
        sums[n][ledger.parts[n].local[column]] = weight
    return {n: Sum(ledger.parts[n], found) for n, found in sums.items()}


def story(ledger: Accounts, part: int) -> Story:
    """The story that a part stands on."""
    return ledger.judged(part).chosen


def ends(ledger: Accounts, low: Sums, high: Sums, *, firm: bool = False) -> Ends:
    """The lowest value of the sum `low` and the highest of the sum `high`.

    With `firm`, conventional ends do not count.
    """
    return total(ends_by_part(ledger, low, high, firm=firm).values())


def ends_by_part(ledger: Accounts, low: Sums, high: Sums, *, firm: bool = False) -> dict[int, Ends]:
    """The same, part by part."""
    return {n: part_ends(low.get(n), high.get(n), story(ledger, n), firm=firm) for n in sorted({*low, *high})}


def part_ends(low: Sum | None, high: Sum | None, told: Story, *, firm: bool = False) -> Ends:
    """The ends of two sums over one part, by one story."""
    least, most = 0.0, Solution(Outcome.FOUND, 0.0)
    if low is not None:
        least = _value(low.part.program.lower(low.columns, told.off)) or 0.0
    if high is not None:
        off = told.off.union(high.part.soft()) if firm else told.off
        most = high.part.program.upper(high.columns, off)
    return Ends(least, None if most.outcome is Outcome.UNBOUNDED else _value(most))


def highest(ledger: Accounts, columns: Iterable[int]) -> float | None:
    """The highest value of the sum of some columns."""
    return ends(ledger, {}, by_part(ledger, columns)).high


def lowest(ledger: Accounts, columns: Iterable[int]) -> float:
    """The lowest value of the sum of some columns."""
    return ends(ledger, by_part(ledger, columns), {}).low


def total(parts: Iterable[Ends]) -> Ends:
    """Ends added up; open where one is."""
    found = list(parts)
    highs = [e.high for e in found if e.high is not None]
    return Ends(sum(e.low for e in found), sum(highs) if len(highs) == len(found) else None)


def reasons(ledger: Accounts, sums: Sums, *, low: bool) -> tuple[str, ...]:
    """Claims that alone give the lower (or upper) bound of a sum."""
    return union([reasons_of(ledger, n, s, low=low) for n, s in sums.items()], ledger.order)


def reasons_of(ledger: Accounts, n: int, s: Sum, *, low: bool) -> tuple[str, ...]:
    """The same of one part, worked out once where it holds no columns of the question's own."""
    off = story(ledger, n).off
    key = (n, frozenset(s.columns), off, low)
    if s.part is ledger.parts[n] and key in ledger.reasons:
        return ledger.reasons[key]
    found = because(s.part, s.columns, low=low, order=ledger.order, off=off)
    if s.part is ledger.parts[n]:
        ledger.reasons[key] = found
    return found


def _value(found: Solution) -> float | None:
    if found.outcome is Outcome.INFEASIBLE:
        raise TallyError("T002", detail="a settled part has no solution")
    return found.value
