"""What the reports leave possible always holds the truth, over simulated worlds."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panj.bounds import add
from panj.model import Bounds, Group, Qualifier, Question, Tally
from panj.tally import Ledger, ask
from props.cases import ends
from props.worlds import FIRST, GROUPS, World, report_crossing, report_total, world

FAST = 150
SLOW = 10_000
QUIET = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def questions(made: World, rng: random.Random, n: int) -> list[Question]:
    found = []
    for _ in range(n):
        place = rng.choice(("TJ", "TJ", "TJ-KT", "TJ-GB", "TJ-KT-A"))
        group = rng.choice((None, *GROUPS))
        start = rng.choice((None, FIRST + timedelta(days=rng.randint(0, 40))))
        end = None if rng.random() < 0.4 else (start or FIRST) + timedelta(days=rng.randint(0, 60))
        asked = Group(group) if group else None
        found.append(Question(place=place, group=asked, date_start=start, date_end=end))
    return found


def add_up(tally: Tally) -> Bounds | None:
    """People in no known occurrence: in totals of the answer, and beyond every report."""
    parts = (tally.unreported, tally.only_in_total or Bounds(0, None, 0))
    return None if parts[0] is None else add(p for p in parts if p is not None)


def faults(seed: int) -> list[str]:
    """Where the bounds of a world's answers miss its truth."""
    made = world(seed)
    if not made.case.claims:
        return []
    ledger, found = made.case.ledger(), []
    for q in questions(made, random.Random(seed + 1), 4):
        tally = ask(q, ledger)
        group = q.group.value if q.group else None
        asked = (q.place or "", group, q.date_start, q.date_end)
        true, told = made.truth(*asked), made.reported(*asked)
        low, high = ends(tally)
        if low > true:
            found.append(f"world {seed}, {asked}: low {low} above the truth {true}")
        if high is not None and told > high:
            found.append(f"world {seed}, {asked}: {told} reported above high {high}")
        if tally.conflicts:
            found.append(f"world {seed}, {asked}: a contradiction among true reports")
        if tally.bounds.best is not None and not low <= tally.bounds.best <= (high or tally.bounds.best):
            found.append(f"world {seed}, {asked}: best {tally.bounds.best} outside {low} to {high}")
        # Open days reach only as far as the known occurrences, so only closed ones can be held to the truth.
        rest = add_up(tally) if q.date_start and q.date_end else None
        if rest and not rest.low <= true - told <= (rest.high if rest.high is not None else true):
            found.append(f"world {seed}, {asked}: unreported {true - told} not in {rest.low} to {rest.high}")
    return found


def test_the_truth_is_within_the_bounds() -> None:
    missed = [line for seed in range(FAST) for line in faults(seed)]
    assert missed == []


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_the_truth_is_within_the_bounds_of_ten_thousand_worlds() -> None:
    missed = [line for seed in range(FAST, SLOW) for line in faults(seed)]
    assert missed == []


@QUIET
@given(seed=st.integers(0, 10**6), shuffle=st.randoms(use_true_random=False))
def test_order_repetition_and_batching_change_nothing(seed: int, shuffle: random.Random) -> None:
    made = world(seed)
    claims, reports = list(made.case.claims), list(made.case.reports)
    again = claims + shuffle.sample(claims, len(claims) // 2)
    shuffle.shuffle(again)
    others = reports + reports[:1]
    shuffle.shuffle(others)
    first, second = Ledger(claims, None, reports), Ledger(again, None, others)
    assert first.events == second.events
    for q in questions(made, shuffle, 3):
        assert ask(q, first) == ask(q, second)


@QUIET
@given(seed=st.integers(0, 10**6))
def test_every_end_has_its_reason_among_the_claims(seed: int) -> None:
    made = world(seed)
    ledger = made.case.ledger()
    for q in questions(made, random.Random(seed), 3):
        tally = ask(q, ledger)
        assert bool(tally.because_low) == (tally.bounds.low > 0)
        assert {*tally.because_low, *tally.because_high} <= set(ledger.frames)


@QUIET
@given(seed=st.integers(0, 10**6))
def test_one_more_true_claim_never_widens(seed: int) -> None:
    """A claim that places a known crossing no more finely: it only sharpens the number."""
    made = world(seed)
    if not made.told:
        return
    asked = [q for q in questions(made, random.Random(seed), 4) if q.place == "TJ" and q.group is None]
    before = [ends(ask(q, made.case.ledger())) for q in asked]
    report_crossing(made, made.rng.choice(sorted(made.told)), as_before=True)
    after = [ends(ask(q, made.case.ledger())) for q in asked]
    for (low, high), (new_low, new_high) in zip(before, after, strict=True):
        assert new_low >= low
        assert high is None or (new_high is not None and new_high <= high)


def test_a_true_total_hardly_ever_lowers_the_low_end() -> None:
    """Where scopes overlap without either holding the other, the rows are looser than they could be."""
    asked, fell = 0, 0
    for seed in range(120):
        made = world(seed)
        posed = questions(made, random.Random(seed), 4)
        before = [ends(ask(q, made.case.ledger()))[0] for q in posed]
        report_total(made)
        after = [ends(ask(q, made.case.ledger()))[0] for q in posed]
        asked += len(posed)
        fell += sum(new < old for old, new in zip(before, after, strict=True))
    assert fell / asked <= 0.01


def planted(seed: int) -> bool | None:
    """Whether a false claim that contradicts is among the suspects; None where it contradicts nothing."""
    made = world(seed)
    if not made.told:
        return None
    rng = random.Random(seed)
    i = rng.choice(sorted(made.told))
    truth = made.crossings[i].size
    claim = report_crossing(made, i)
    false = max(1, round(truth * rng.choice((0.6, 0.7, 0.8, 1.2, 1.3, 1.4, 3.0))) + rng.choice((-1, 1)))
    made.case.claims = [
        replace(c, value=false, value_high=None, qualifier=Qualifier.EXACT, text=f"{false:,}")
        if c.id == claim
        else c
        for c in made.case.claims
    ]
    tally = ask(Question(place="TJ"), made.case.ledger())
    if not tally.conflicts:
        return None
    return any(claim in c.claims for c in tally.conflicts)


def test_a_planted_claim_is_among_the_suspects() -> None:
    found = [hit for seed in range(200) if (hit := planted(seed)) is not None]
    assert len(found) >= 30, "too few worlds in which it contradicts"
    assert sum(found) / len(found) >= 0.95
