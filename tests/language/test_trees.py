"""Trees over a report's own offsets: who governs whom, and how far apart two words stand."""

from __future__ import annotations

from panj.language.paths import apart
from panj.language.trees import Syntax, syntax
from panj.model import Span


def tree_of(sentence: str) -> Syntax:
    return syntax(sentence, Span(0, len(sentence)))


def word(tree: Syntax, text: str) -> int:
    return tree.tree.words.index(text)


def test_offsets_are_those_of_the_report() -> None:
    text = "A headline\n\nThe border guards didn't stop 1,200 well-armed men."
    tree = syntax(text, Span(12, len(text)))
    assert [text[a:b] for a, b in zip(tree.starts, tree.ends, strict=True)] == list(tree.tree.words)
    assert {"did", "n't", "1,200", "well", "-", "armed"} <= set(tree.tree.words)


def test_the_topmost_word_of_a_stretch_stands_for_it() -> None:
    sentence = "Some families reached the southern district of Lower Ruritania."
    tree = tree_of(sentence)
    start = sentence.index("the southern")
    assert tree.tree.words[tree.at(start, len(sentence) - 1) or 0] == "district"


def test_prepositions_of_several_words_are_one() -> None:
    tree = tree_of("They walked out of the valley.")
    assert tree.case(word(tree, "valley")) == "out of"


def test_what_stands_in_another_clause_is_farther() -> None:
    tree = tree_of("Some 300 people fled to Ruritania while others were still hiding near Strelsau.")
    people = word(tree, "people")
    assert apart(tree, people, word(tree, "Ruritania")) < apart(tree, people, word(tree, "Strelsau"))
    assert apart(tree, people, people) == 0.0


def test_a_sentence_has_one_tree_whatever_was_parsed_before() -> None:
    sentence = "About 40 men were sent back over the river."
    first = tree_of(sentence)
    for other in ("Nobody came.", "The camp holds 900 people.", sentence * 2):
        tree_of(other)
    assert tree_of(sentence) == first
