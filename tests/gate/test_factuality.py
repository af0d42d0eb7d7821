"""The scorer of factuality counts rightly, and reads tense, modals and negation off a tree."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from panj.language.trees import syntax
from panj.model import Span

sys.path.insert(0, str(Path(__file__).resolve().parent))

from factuality import f1, read


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The ministry opened a camp on Monday.", "opened", "happened"),
        ("The ministry will open a camp on Monday.", "open", "planned or possible"),
        ("The ministry may open a camp on Monday.", "open", "planned or possible"),
        ("The ministry did not open a camp on Monday.", "open", "denied"),
        ("The ministry denied that it had opened a camp.", "opened", "denied"),
    ],
)
def test_the_tree_tells_whether_it_happened(text: str, word: str, wanted: str) -> None:
    tree = syntax(text, Span(0, len(text)))
    at = tree.at(text.index(word), text.index(word) + len(word))
    assert at is not None
    assert read(tree, at) == wanted


def test_f1_weighs_what_is_missed_and_what_is_too_much() -> None:
    pairs = Counter({("denied", "denied"): 2, ("denied", "happened"): 1, ("happened", "denied"): 3})
    assert f1(pairs, "denied") == pytest.approx(2 * 2 / (3 + 5))
    assert f1(pairs, "planned or possible") == 0.0
