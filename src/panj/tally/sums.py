"""Bounds of a sum over the rows: part by part, by the story that each part stands on.

Takes a ledger and the columns of a sum; gives its ends, and the claims that give them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from panj.errors import TallyError
from panj.tally.because import because, union
from panj.tally.conflicts import Story
from panj.tally.ledger import Ledger
from panj.tally.solve import Outcome, Solution

Stories = Mapping[int, Story]


@dataclass(frozen=True, slots=True)
class Ends:
    """The lowest and highest value of a sum; None: nothing bounds it."""

    low: float
    high: float | None


def by_part(ledger: Ledger, columns: Collection[int]) -> dict[int, dict[int, float]]:
    """The sum of these columns, as one sum per part in the part's own columns."""
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for column in sorted(columns):
        n = ledger.part_of_column[column]
        sums[n][ledger.parts[n].local[column]] = 1.0
    return dict(sums)


def story(ledger: Ledger, part: int, stories: Stories | None = None) -> Story:
    """The story that a part stands on here."""
    return (stories or {}).get(part) or ledger.judged(part).chosen


def ends(
    ledger: Ledger,
    low: Collection[int],
    high: Collection[int],
    *,
    stories: Stories | None = None,
    firm: bool = False,
) -> Ends:
    """The lowest value of the sum of `low` and the highest of the sum of `high`.

    With `firm`, conventional ends do not count.
    """
    least, most = 0.0, 0.0
    for part, sum_of in by_part(ledger, low).items():
        found = ledger.parts[part].program.lower(sum_of, story(ledger, part, stories).off)
        least += _value(found) or 0.0
    for part, sum_of in by_part(ledger, high).items():
        soft = ledger.parts[part].soft() if firm else ()
        found = ledger.parts[part].program.upper(sum_of, story(ledger, part, stories).off.union(soft))
        if found.outcome is Outcome.UNBOUNDED:
            return Ends(least, None)
        most += _value(found) or 0.0
    return Ends(least, most)


def reasons(ledger: Ledger, columns: Collection[int], *, low: bool) -> tuple[str, ...]:
    """Claims that alone give the lower (or upper) bound of a sum."""
    found = [
        because(ledger.parts[n], sum_of, low=low, order=ledger.order, off=story(ledger, n).off)
        for n, sum_of in by_part(ledger, columns).items()
    ]
    return union(found, ledger.order)


def _value(found: Solution) -> float | None:
    if found.outcome is Outcome.INFEASIBLE:
        raise TallyError("T002", detail="a settled part has no solution")
    return found.value
