"""The wording policy against its table, and the arithmetic of intervals."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.bounds import add, household_size, intersect, policy, times
from panj.model import Bounds, Qualifier, Unit

PLAIN = (Qualifier.EXACT, Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.NEARLY)
TABLE = Path(__file__).parents[3] / "shared" / "reference" / "wording-policy.md"


@pytest.mark.parametrize(
    ("words", "value", "qualifier", "low", "high"),
    [
        ("17", 17, Qualifier.EXACT, 17, 17),
        ("134", 134, Qualifier.EXACT, 134, 134),
        ("1,037", 1037, Qualifier.EXACT, 1037, 1037),
        ("1,600", 1600, Qualifier.EXACT, 1550, 1649),
        ("100", 100, Qualifier.EXACT, 50, 149),
        ("280", 280, Qualifier.EXACT, 275, 284),
        ("more than 1,000", 1000, Qualifier.AT_LEAST, 1001, 1999),
        ("more than 300", 300, Qualifier.AT_LEAST, 301, 399),
        ("more than 200", 200, Qualifier.AT_LEAST, 201, 299),
        ("at least 14,361", 14361, Qualifier.AT_LEAST, 14361, 15360),
        ("nearly 1,600", 1600, Qualifier.NEARLY, 1550, 1599),
        ("almost 350", 350, Qualifier.NEARLY, 345, 349),
        ("almost 300", 300, Qualifier.NEARLY, 250, 299),
        ("around 100", 100, Qualifier.ABOUT, 90, 110),
        ("some 4,000", 4000, Qualifier.ABOUT, 3600, 4400),
        ("up to 100,000", 100000, Qualifier.AT_MOST, 0, 100000),
        ("tens", 20, Qualifier.ORDER, 10, 99),
        ("dozens", 24, Qualifier.ORDER, 12, 99),
        ("scores", 40, Qualifier.ORDER, 40, 99),
        ("hundreds", 200, Qualifier.ORDER, 100, 999),
        ("thousands", 2000, Qualifier.ORDER, 1000, 9999),
        ("tens of thousands", 20000, Qualifier.ORDER, 10000, 99999),
        ("hundreds of thousands", 200000, Qualifier.ORDER, 100000, 999999),
        ("millions", 2000000, Qualifier.ORDER, 1000000, 9999999),
        ("several", 3, Qualifier.ORDER, 3, 9),
        ("several hundred", 300, Qualifier.ORDER, 300, 999),
    ],
)
def test_the_policy_table(words: str, value: float, qualifier: Qualifier, low: float, high: float) -> None:
    bounds = policy().interval(value, qualifier, words=words)
    assert (bounds.low, bounds.high) == (low, high)


def test_shares() -> None:
    percent = policy().interval(0.6, Qualifier.EXACT, words="60 %", unit=Unit.SHARE)
    assert (percent.low, percent.high) == pytest.approx((0.595, 0.605))
    fraction = policy().interval(2 / 3, Qualifier.EXACT, words="two-thirds", unit=Unit.SHARE)
    assert (fraction.low, fraction.high) == pytest.approx((2 / 3 - 0.03, 2 / 3 + 0.03))


def test_only_the_upper_end_of_more_than_is_conventional() -> None:
    for qualifier in PLAIN:
        bounds = policy().interval(1000, qualifier)
        assert bounds.soft_high is (qualifier is Qualifier.AT_LEAST)
        assert not bounds.soft_low


@pytest.mark.shared
@pytest.mark.skipif(not TABLE.is_file(), reason=f"no policy table at {TABLE}")
def test_the_examples_of_the_reference_table() -> None:
    """Every `>N → a–b` of the table, as it stands there."""
    text = TABLE.read_text(encoding="utf-8").replace(",", "")
    found = re.findall(r"(>|at least |~)(\d+) → (\d+)–(\d+)", text)
    assert len(found) >= 6
    hedges = {">": Qualifier.AT_LEAST, "at least ": Qualifier.AT_LEAST, "~": Qualifier.ABOUT}
    for hedge, n, low, high in found:
        bounds = policy().interval(float(n), hedges[hedge], words=hedge)
        assert (bounds.low, bounds.high) == (float(low), float(high)), f"{hedge}{n}"


@given(value=st.integers(1, 10**7), qualifier=st.sampled_from(PLAIN))
def test_an_interval_is_in_order_and_holds_what_it_says(value: int, qualifier: Qualifier) -> None:
    bounds = policy().interval(value, qualifier)
    assert bounds.high is not None
    assert 0 <= bounds.low <= bounds.high
    assert bounds.best is None or bounds.low <= bounds.best <= bounds.high
    if qualifier in (Qualifier.EXACT, Qualifier.ABOUT):
        assert bounds.low <= value <= bounds.high


@given(digits=st.integers(1, 8), zeros=st.integers(0, 5), qualifier=st.sampled_from(PLAIN))
def test_a_larger_number_of_the_same_shape_never_means_less(
    digits: int, zeros: int, qualifier: Qualifier
) -> None:
    small, large = (
        policy().interval(digits * 10**zeros, qualifier),
        policy().interval((digits + 1) * 10**zeros, qualifier),
    )
    assert small.low <= large.low


INTERVALS = st.tuples(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 1000)).map(
    lambda t: Bounds(*map(float, sorted(t)))
)


@given(a=INTERVALS, b=INTERVALS)
def test_meeting_is_the_common_part(a: Bounds, b: Bounds) -> None:
    met, other = intersect(a, b), intersect(b, a)
    assert a.high is not None
    assert b.high is not None
    if met is None:
        assert other is None
        assert a.high < b.low or b.high < a.low
        return
    assert other is not None
    assert met.high is not None
    assert met.best is not None
    assert (met.low, met.high) == (max(a.low, b.low), min(a.high, b.high)) == (other.low, other.high)
    assert met.low <= met.best <= met.high


@given(parts=st.lists(INTERVALS, max_size=5))
def test_a_sum_adds_its_ends(parts: list[Bounds]) -> None:
    whole = add(parts)
    assert whole.low == sum(p.low for p in parts)
    assert whole.high == sum(p.high or 0 for p in parts)
    assert whole.best is not None
    assert whole.high is not None
    assert whole.low <= whole.best <= whole.high


def test_a_ceiling_alone_says_nothing_of_what_is_likely() -> None:
    met = intersect(Bounds(0, None, 100), Bounds(0, None, 80))
    assert met == Bounds(0, None, 80)


def test_an_open_end_stays_open() -> None:
    assert add([Bounds(1, 2, None), Bounds(3, 4, 5)]).high is None
    assert intersect(Bounds(1, 2, None), Bounds(3, 4, None)) == Bounds(3, 4, None)


def test_households_become_people_by_a_cited_size() -> None:
    default = household_size()
    assert default.source
    people = times(policy().interval(80, Qualifier.EXACT), default.bounds)
    assert people == Bounds(320, 400, 480)
    assert household_size("AF").bounds.low > household_size("UA").bounds.high
    assert household_size("ZZ") == default
