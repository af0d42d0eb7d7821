"""Whether a word of the tree is of a class: those of words.toml, and those that the parser tells.

Takes a `Syntax`, a word and the name of a class; what a word measures out counts for it.
"""

from __future__ import annotations

from panj.claims.developments.arguments import kernel
from panj.claims.developments.frames import CODED, base, classes
from panj.claims.nations import countries
from panj.language.trees import Syntax


def is_of(tree: Syntax, word: int, name: str) -> bool:
    """Whether a word, or what it measures out, is of a class of words.toml or of one told by the parser."""
    if name in CODED:
        return any(_coded(tree, w, name) for w in kernel(tree, word))
    lemmas = classes()[name]
    return any(_in(tree, w, lemmas, name) for w in kernel(tree, word))


def _in(tree: Syntax, word: int, lemmas: frozenset[str], name: str) -> bool:
    if name in _SITES and {tree.low(k) for k in tree.kids(word, "compound")} & _FRONTIER:
        return name == "border"
    if tree.lemma(word) in lemmas or tree.low(word) in lemmas or base(tree, word) in lemmas:
        return True
    if any(tree.low(k) in lemmas for k in tree.kids(word, "flat")):
        return True
    if name in {"government", "official", "force", "armed"}:
        return any(tree.low(k) in lemmas for k in tree.kids(word, "compound", "appos")) and tree.pos(
            word
        ) in {"PROPN", "NOUN"}
    return tree.pos(word) == "PROPN" and any(tree.low(k) in lemmas for k in tree.kids(word, "compound"))


_SITES = frozenset({"border", "lodging_named", "lodging", "facility_new"})


_FRONTIER = frozenset({"crossing", "border", "frontier", "check"})


def _coded(tree: Syntax, word: int, name: str) -> bool:
    pos, mention = tree.pos(word), tree.tree.mentions[word]
    capital = tree.tree.words[word][:1].isupper()
    if name == "any":
        return True
    if name == "clause":
        return pos in {"VERB", "AUX"} or bool(tree.kids(word, "cop", "nsubj"))
    if name == "gerund":
        return tree.tag(word) == "VBG"
    if name == "number_any":
        return pos == "NUM" or bool(tree.kids(word, "nummod"))
    if name == "pronoun":
        return pos in {"PRON", "DET"} and tree.low(word) in {
            "he",
            "she",
            "they",
            "it",
            "them",
            "him",
            "her",
            "who",
            "which",
            "that",
            "we",
        }
    if name == "named_place":
        if not (pos == "PROPN" or (capital and pos in {"NOUN", "X", "ADJ"})):
            return False
        return (
            mention in {"place", "-"}
            or tree.tree.words[word] in countries()
            or (mention == "organization" and _below_place(tree, word))
        )
    if name == "named_org":
        return (
            (pos == "PROPN" or capital)
            and mention in {"organization", "place", "abstract"}
            and pos in {"PROPN", "NOUN", "X"}
        )
    if name == "named_people":
        return (
            (pos == "PROPN" or capital)
            and mention in {"person", "organization", "place"}
            and pos in {"PROPN", "NOUN", "X", "ADJ"}
        )
    if name == "named_person":
        return pos == "PROPN" and mention == "person"
    if name == "plural":
        return tree.tag(word) in {"NNS", "NNPS"} or tree.low(word) in {"they", "them", "people", "those"}
    if name == "number_people":
        if tree.lemma(word) in _COUNTED and pos in {"NOUN", "DET", "ADJ", "PRON"}:
            return True
        return pos == "NUM" and mention in {"person", "-"} and not tree.kids(word, "nmod:unmarked")
    return mention == "person" or tree.low(word) in {"they", "them", "he", "she", "those"}


_COUNTED = frozenset(
    {
        "ten",
        "hundred",
        "thousand",
        "dozen",
        "score",
        "rest",
        "remainder",
        "majority",
        "half",
        "most",
        "many",
        "other",
        "million",
        "all",
    }
)


def _below_place(tree: Syntax, word: int) -> bool:
    return any(tree.tree.mentions[k] == "place" for k in tree.kids(word, "compound", "flat"))
