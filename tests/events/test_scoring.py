"""Pairs scored many at a time are judged as one at a time; what hangs together is found."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panj.events import Decision, Verb, link
from panj.events.candidates import blocks, candidates
from panj.events.compare import compare
from panj.events.frames import Frame
from panj.events.linking import frames_of
from panj.events.scopes import Places
from panj.events.scoring import Pairwise, Scorer
from panj.model import PeriodKind
from props.cases import Case
from props.crises import country
from props.worlds import world

QUIET = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def as_one_by_one(frames: list[Frame], places: Places) -> None:
    for block in blocks(frames):
        mine = [frames[i] for i in block]
        left, right = np.triu_indices(len(mine), 1)
        scores = Scorer(mine, places).scores(left, right)
        for i, j, score in zip(left.tolist(), right.tolist(), scores.tolist(), strict=True):
            verdict = compare(mine[i], mine[j], places)
            assert math.isnan(score) if verdict is None else score == verdict.score, (mine[i], mine[j])


@QUIET
@given(seed=st.integers(0, 10**6))
def test_many_at_a_time_is_as_one_at_a_time(seed: int) -> None:
    made = world(seed)
    as_one_by_one(frames_of(made.case.claims, made.case.reports), Places())


def test_also_in_a_large_case_with_open_windows_and_ordinals() -> None:
    reports, claims = country("TD", 400)
    rng = random.Random(3)
    claims = [
        replace(c, date_start=None)
        if rng.random() < 0.1
        else replace(c, destination=None, destination_code=None)
        for c in claims
    ]
    as_one_by_one(frames_of(claims, reports), Places())


@pytest.mark.parametrize("kind", list(PeriodKind))
def test_no_pair_that_may_be_one_is_missed(kind: PeriodKind) -> None:
    """Every pair that compares is among the candidates, but for totals told again long after."""
    reports, claims = country("UG", 300)
    frames = [f for f in frames_of(claims, reports) if f.kind is kind]
    for block in blocks(frames):
        mine = [frames[i] for i in block]
        found = {p for a, b in candidates(mine, Places()) for p in zip(a.tolist(), b.tolist(), strict=True)}
        left, right = np.triu_indices(len(mine), 1)
        for pair in zip(left.tolist(), right.tolist(), strict=True):
            if compare(mine[pair[0]], mine[pair[1]], Places()) is not None:
                assert pair in found


def test_pairs_of_many_values_need_no_table() -> None:
    asked: list[tuple[int, int]] = []

    def look(a: int, b: int) -> int:
        asked.append((a, b))
        return (a + b) % 3

    many = Pairwise(list(range(4_000)), look)
    left, right = np.array([1, 2, 1]), np.array([3, 3_999, 3])
    assert many.of(left, right).tolist() == [1, 2, 1]
    assert sorted(asked) == [(1, 3), (2, 3_999)]


def test_what_an_analyst_joins_takes_only_its_own_group_along() -> None:
    case = Case()
    for n, day in enumerate(("07-01", "07-02", "07-20", "07-21")):
        r = case.report(f"r{n}", "07-22")
        case.says(r, f"{311 + n % 2 * 400:,}", on=day, to="TJ", origin="AF", id=f"c{n}")
    alone = link(case.claims, case.reports)
    joined = link(case.claims, case.reports, decisions=[Decision(Verb.MERGE, "c0", "c2")])
    assert sorted(len(e.claims) for e in alone) == [1, 1, 1, 1]
    assert sorted(sorted(e.claims) for e in joined) == [["c0", "c2"], ["c1"], ["c3"]]


def test_two_told_apart_stay_apart_among_many_that_agree() -> None:
    case = Case()
    for n in range(5):
        case.says(case.report(f"r{n}", "07-02"), "311", on="07-01", to="TJ", origin="AF", id=f"c{n}")
    apart = link(case.claims, case.reports, decisions=[Decision(Verb.SPLIT, "c1", "c3")])
    assert not any({"c1", "c3"} <= set(e.claims) for e in apart)
    assert len(link(case.claims, case.reports)) == 1
