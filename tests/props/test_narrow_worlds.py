"""What reports leave possible holds the truth where totals are of one occurrence, one doer or one column."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from panj.model import Measure, Question
from panj.tally import ask
from props.cases import ends
from props.narrow_worlds import WHOLE, NarrowWorld, deed_world, harm_world, table_world
from props.worlds import DISTRICTS, FIRST

FAST = 60
SLOW = 5_000
Make = Callable[[int], NarrowWorld]
WORLDS = pytest.mark.parametrize("make", [harm_world, deed_world, table_world])


def questions(made: NarrowWorld, rng: random.Random, n: int) -> list[Question]:
    """Of some places, two in three without days."""
    found = [Question(Measure(made.measure), "TJ")]
    for _ in range(n - 1):
        start = FIRST + timedelta(days=rng.randint(0, 10)) if rng.random() < 0.3 else None
        end = None if start is None else FIRST + timedelta(days=rng.randint(30, 50))
        place = rng.choice((*WHOLE, *DISTRICTS[:2]))
        found.append(Question(Measure(made.measure), place, date_start=start, date_end=end))
    return found


def faults(make: Make, seed: int) -> list[str]:
    """Where the bounds of a world's answers miss its truth."""
    made = make(seed)
    if not made.case.claims:
        return []
    ledger, found = made.case.ledger(), []
    for q in questions(made, random.Random(seed + 1), 3):
        tally = ask(q, ledger)
        asked = (q.place or "", q.date_start, q.date_end)
        true, told = made.truth(*asked), made.reported(*asked)
        low, high = ends(tally)
        where = f"{make.__name__} {seed}, {asked}"
        if low > true:
            found.append(f"{where}: low {low} above the truth {true}")
        if high is not None and not q.date_start and told > high:
            found.append(f"{where}: {told} reported above high {high}")
        if any(not c.doubt for c in tally.conflicts):
            found.append(f"{where}: a contradiction among true reports: {tally.conflicts[0].reason}")
    return found


@WORLDS
def test_the_truth_is_within_the_bounds(make: Make) -> None:
    assert [line for seed in range(FAST) for line in faults(make, seed)] == []


@WORLDS
@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_the_truth_is_within_the_bounds_of_many_worlds(make: Make) -> None:
    assert [line for seed in range(FAST, SLOW) for line in faults(make, seed)] == []
