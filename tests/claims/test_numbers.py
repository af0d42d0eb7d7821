"""Numbers with their hedges, as reports write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.claims.numbers.number import Number
from panj.claims.numbers.numbers import numbers
from panj.claims.numbers.words import word_value
from panj.model import Qualifier


def read(text: str) -> list[Number]:
    return numbers(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "value", "high", "qualifier", "words"),
    [
        ("more than 1,250 people", 1250, None, "at_least", "more than 1,250"),
        ("an estimated 40,000 people", 40_000, None, "about", "an estimated 40,000"),
        ("just under 600 people", 600, None, "nearly", "just under 600"),
        ("as many as 70 people", 70, None, "at_most", "as many as 70"),
        ("no fewer than twelve people", 12, None, "at_least", "no fewer than twelve"),
        ("up to half a million people", 500_000, None, "at_most", "up to half a million"),
        ("2.2m refugees", 2_200_000, None, "exact", "2.2m"),
        ("one and a half million refugees", 1_500_000, None, "exact", "one and a half million"),
        ("Eighteen thousand of them", 18_000, None, "exact", "Eighteen thousand"),
        ("between six and seven thousand people", 6_000, 7_000, "range", "between six and seven thousand"),
        ("250-300 people", 250, 300, "range", "250-300"),
        ("3 to 4 million people", 3_000_000, 4_000_000, "range", "3 to 4 million"),
        ("tens of thousands of people", 20_000, None, "order", "tens of thousands"),
        ("dozens of villagers", 24, None, "order", "dozens"),
        ("several million people", 3_000_000, None, "order", "several million"),
        ("2,000 or so people", 2_000, None, "about", "2,000 or so"),
        ("600+ people", 600, None, "at_least", "600+"),
        ("another 115 people", 115, None, "exact", "another 115"),
        ("the count had passed 1,600", 1_600, None, "at_least", "1,600"),
        ("at least 1 200 people", 1_200, None, "at_least", "at least 1 200"),
        ("between 5 and 8 percent of them", 0.05, 0.08, "range", "between 5 and 8 percent"),
    ],
)
def test_figures_and_hedges(text: str, value: float, high: float | None, qualifier: str, words: str) -> None:
    found = next(n for n in read(text) if text[n.start : n.end] == words)
    assert (found.value, found.value_high, found.qualifier) == (value, high, Qualifier(qualifier))


@pytest.mark.parametrize(
    ("text", "value"),
    [("two-thirds of the town", 0.6667), ("90 per cent of them", 0.9), ("nine out of ten families", 0.9), ("one in five", 0.2),  # noqa: E501
     ("half of the people", 0.5), ("three-quarters of them", 0.75)],
)  # fmt: skip
def test_shares(text: str, value: float) -> None:
    found = read(text)[0]
    assert found.kind == "share"
    assert found.value == pytest.approx(value, abs=1e-4)


def test_all_but_some_of_a_whole() -> None:
    found = read("all but two of the province's 15 districts")[0]
    assert (found.value, found.whole) == (13, 15)


def test_money_has_a_currency() -> None:
    found = read("an appeal for nearly $300m")[0]
    assert (found.value, found.currency, found.qualifier) == (300_000_000, "USD", Qualifier.NEARLY)


def test_a_rise_is_two_numbers_and_no_range() -> None:
    assert [n.value for n in read("rose from 300 to 500")] == [300, 500]


@pytest.mark.parametrize("text", ["an A400M took off", "a COVID-19 ward"])
def test_numbers_within_names_are_none(text: str) -> None:
    assert read(text) == []


@given(st.integers(min_value=0, max_value=9_999_999))
def test_digits_are_read_as_written(n: int) -> None:
    assert read(f"there were {n:,} of them")[0].value == n


@given(st.integers(min_value=21, max_value=99).filter(lambda n: n % 10))
def test_words_and_digits_agree(n: int) -> None:
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"][n // 10 - 2]
    ones = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"][n % 10 - 1]
    assert word_value(f"{tens}-{ones}") == n


def test_a_range_stands_where_it_stands_behind_letters_that_are_two_in_small() -> None:
    text = "The governor of İİİzmir spoke of between 200 and 300 people."
    (found,) = numbers(text, 0, len(text))
    assert (text[found.start : found.end], found.value, found.value_high) == ("between 200 and 300", 200, 300)
