"""Sentences and tokens of news text: what the rules of claims stand on."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.language import Token, cost, dateline, forms, sentences, tokens
from panj.model import Span


def split(text: str) -> list[str]:
    return [s.of(text) for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "U.S. troops left on Sept. 11. Dr. A. Karim saw it.",
            ["U.S. troops left on Sept. 11.", "Dr. A. Karim saw it."],
        ),
        ("They came at 4 p.m. The gates were shut.", ["They came at 4 p.m.", "The gates were shut."]),
        ("He left the U.S. He did not return.", ["He left the U.S.", "He did not return."]),
        ('"We walked for two days." She had no shoes.', ['"We walked for two days."', "She had no shoes."]),
        ("Some 2.5 million fled. 300 stayed.", ["Some 2.5 million fled.", "300 stayed."]),
        ("• 40 tents arrived\n• 12 boats left", ["40 tents arrived", "12 boats left"]),
        ("A line without a stop\n\nAnother one", ["A line without a stop", "Another one"]),
        (
            "See resolution No. 5 of the council. It passed.",
            ["See resolution No. 5 of the council.", "It passed."],
        ),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_wrapped_line_is_no_end() -> None:
    text = "The families crossed the river in the early hours of the day and\nwere met on the far bank."
    assert len(split(text)) == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("GENEVA -- Some 40 people came.", "GENEVA -- "),
        ("NAIROBI, June 7 (Wire) - Some 40 people came.", "NAIROBI, June 7 (Wire) - "),
        ("KIRKUK: Some 40 people came.", "KIRKUK: "),
    ],
)
def test_datelines_are_told(text: str, line: str) -> None:
    found = dateline(text, Span(0, len(text)))
    assert found is not None
    assert found.of(text) == line


@pytest.mark.parametrize(
    "text", ["Note: some 40 people came.", "Some 40 people -- all men -- came.", "(Video: Agency)"]
)
def test_prose_has_no_dateline(text: str) -> None:
    assert dateline(text, Span(0, len(text))) is None


def test_tokens_carry_offsets_and_classes() -> None:
    text = "About 300 soldiers' families fled Kunduz's villages."
    found = tokens(text, Span(0, len(text)))
    assert all(text[t.start : t.end] == t.text for t in found)
    verb = next(t for t in found if t.text == "fled")
    assert (verb.pos, verb.lemma) == ("VERB", "flee")
    assert next(t for t in found if t.text == "300").pos == "NUM"


@pytest.mark.parametrize(
    ("verb", "past", "ing"),
    [
        ("flee", "fled", "fleeing"),
        ("ferry", "ferried", "ferrying"),
        ("stop", "stopped", "stopping"),
        ("die", "died", "dying"),
    ],
)
def test_forms_of_verbs(verb: str, past: str, ing: str) -> None:
    by_tag = {tag: form for form, tag in forms(verb)}
    assert (by_tag["PAST"], by_tag["ING"]) == (past, ing)


def _cost(text: str, a: str, b: str) -> float:
    found = tokens(text, Span(0, len(text)))
    index = {t.text: i for i, t in enumerate(found)}
    return cost(found, index[a], index[b])


def test_a_bracket_separates_less_than_a_new_clause() -> None:
    bracket = _cost("400 households (the camp's poorest) moved", "households", "moved")
    clause = _cost("400 households stayed while others moved", "stayed", "moved")
    assert bracket < clause


@given(st.text(alphabet=st.sampled_from('Ab .,!?\n"”•-U.S1'), max_size=120))
def test_sentences_are_ordered_stretches_of_the_text(text: str) -> None:
    found = sentences(text)
    assert all(s.start < s.end <= len(text) for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(not s.of(text)[0].isspace() and not s.of(text)[-1].isspace() for s in found)


def test_tokens_have_room_for_a_tree() -> None:
    token = Token("fled", 0, 4, "fled", "VERB", "flee", head=1, deprel="root")
    assert (token.head, token.deprel) == (1, "root")
