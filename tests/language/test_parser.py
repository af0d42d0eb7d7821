"""The parser that ships: fixed sentences give fixed trees, whatever was parsed before."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.language.arborescence import best_tree

pytest.importorskip("onnxruntime")
pytest.importorskip("tokenizers")
from panj.language.parser import Parser

CROSSED = tuple("More than 300 soldiers crossed into Ruritania on Monday , border guards said .".split())  # noqa: SIM905
PASSIVE = tuple("Some 1,200 families were sent back by the authorities after two days .".split())  # noqa: SIM905
SHARED = tuple("The clashes left 36 people dead and displaced two million .".split())  # noqa: SIM905


@pytest.fixture(scope="module")
def parser():
    return Parser.default()


def arcs(tree):
    """Word → (relation, head's word) for words that occur once."""
    return {
        word: (deprel, "ROOT" if head < 0 else tree.words[head])
        for word, deprel, head in zip(tree.words, tree.deprels, tree.heads, strict=True)
    }


def test_parser_who_crossed_where_and_when(parser):
    found = arcs(parser.parse(CROSSED))
    assert found["soldiers"] == ("nsubj", "crossed")
    assert found["300"] == ("nummod", "soldiers")
    assert found["Ruritania"] == ("obl", "crossed")
    assert found["guards"] == ("nsubj", "said")


def test_parser_tells_a_passive_from_its_agent(parser):
    found = arcs(parser.parse(PASSIVE))
    assert found["families"] == ("nsubj:pass", "sent")
    assert found["authorities"] == ("obl:agent", "sent")
    assert found["1,200"] == ("nummod", "families")


def test_parser_coordinated_verbs_share_a_subject(parser):
    found = arcs(parser.parse(SHARED))
    assert found["clashes"] == ("nsubj", "left")
    assert found["displaced"] == ("conj", "left")


def test_parser_labels_words(parser):
    tree = parser.parse(CROSSED)
    at = dict(zip(tree.words, range(len(tree.words)), strict=True))
    assert tree.lemmas[at["soldiers"]] == "soldier"
    assert tree.lemmas[at["said"]] == "say"
    assert tree.xpos[at["crossed"]] == "VBD"
    assert tree.mentions[at["Ruritania"]] == "place"
    assert tree.mentions[at["soldiers"]] == "person"


def test_parser_result_does_not_depend_on_what_came_before(parser):
    alone = parser.parse(CROSSED)
    for other in (PASSIVE, SHARED, CROSSED * 20):
        parser.parse(other)
    assert parser.parse(CROSSED) == alone


def test_parser_takes_overlong_and_empty_sentences(parser):
    long = CROSSED * 60
    tree = parser.parse(long)
    assert len(tree.heads) == len(long)
    assert tree.heads.count(-1) == 1
    assert parser.parse([]).words == ()


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(
            st.lists(st.integers(-50, 50), min_size=n + 1, max_size=n + 1), min_size=n, max_size=n
        )
    )
)
def test_best_tree_is_the_best_of_all(rows):
    scores = np.array(rows, dtype=float)
    n = len(scores)
    np.fill_diagonal(scores[:, 1:], -np.inf)
    heads = best_tree(scores)
    assert is_tree(heads)
    total = scores[range(n), list(heads)].sum()
    assert total == max(scores[range(n), h].sum() for h in product(range(n + 1), repeat=n) if is_tree(h))


def is_tree(heads):
    """One root, no cycle."""
    if list(heads).count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        at, steps = word, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


def test_a_word_without_end_is_parsed_by_its_beginning() -> None:
    tree = Parser.default().parse(["1,000," * 300])
    assert len(tree.words[0]) == 1_800
    assert tree.heads == (-1,)


def test_words_are_coded_alike_alone_and_in_company() -> None:
    odd = ["Ruritania", "(UNHCR)", "\u200b", "Łódź", "3,000", "中文字", "x" * 300]
    together = Parser()._code([*CROSSED, *odd, *CROSSED])
    assert together == [Parser.default()._code([word])[0] for word in [*CROSSED, *odd, *CROSSED]]
