"""Whether a word of the tree is of a class: those of words.toml, and those that the parser tells.

Takes a `Syntax`, a word and the name of a class; what a word measures out counts for it.
"""

from __future__ import annotations

from panj.claims.clauses.lexicon import CODED, base, classes
from panj.claims.clauses.phrases import kernel
from panj.claims.mentions.nations import countries
from panj.language.trees import Syntax

_SITES = frozenset({"border", "lodging_named", "lodging", "facility_new"})
_FRONTIER = frozenset({"crossing", "border", "frontier", "check"})
_PRONOUNS = frozenset(
    {"he", "she", "they", "it", "them", "him", "her", "who", "which", "that", "we", "this", "these", "those"}
)
_BODIES = frozenset({"organization", "place", "abstract"})
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


def is_of(tree: Syntax, word: int, name: str) -> bool:
    """Whether a word, or what it measures out, is of a class of words.toml or of one told by the parser."""
    if name in CODED:
        measured = kernel(tree, word)
        words = measured[-1:] if name == "number_people" else measured  # "most of its buses" are no people
        return any(_coded(tree, w, name) for w in words)
    lemmas = classes()[name]
    return any(_in(tree, w, lemmas, name) for w in kernel(tree, word))


def _in(tree: Syntax, word: int, lemmas: frozenset[str], name: str) -> bool:
    if name in _SITES and {tree.low(k) for k in tree.kids(word, "compound")} & _FRONTIER:
        return name == "border"
    if tree.lemma(word) in lemmas or tree.low(word) in lemmas or base(tree, word) in lemmas:
        return True
    if tree.tag(word) in {"NNS", "NNPS"} and any(w in lemmas for w in _singulars(tree.low(word))):
        return True
    if any(tree.low(k) in lemmas for k in tree.kids(word, "flat")):
        return True
    if name in {"government", "official", "force", "armed"}:
        return any(tree.low(k) in lemmas for k in tree.kids(word, "compound", "appos")) and tree.pos(
            word
        ) in {"PROPN", "NOUN"}
    return tree.pos(word) == "PROPN" and any(tree.low(k) in lemmas for k in tree.kids(word, "compound"))


def _singulars(low: str) -> tuple[str, ...]:
    """ "families", "buses": of what this may be the plural; the parser's guess is often wrong."""
    if low.endswith("ies"):
        return (low[:-3] + "y",)
    return (low[:-2], low[:-1]) if low.endswith("es") else ()


def _coded(tree: Syntax, word: int, name: str) -> bool:
    """Whether a word is of a class that the parser tells."""
    if name.startswith("named_"):
        return _named(tree, word, name)
    pos, low = tree.pos(word), tree.low(word)
    if name in {"any_person", "number_people"}:
        return _of_people(tree, word, name)
    return {
        "any": True,
        "clause": pos in {"VERB", "AUX"} or bool(tree.kids(word, "cop", "nsubj")),
        "gerund": tree.tag(word) == "VBG",
        "number_any": pos == "NUM" or bool(tree.kids(word, "nummod")),
        "pronoun": pos in {"PRON", "DET"} and low in _PRONOUNS,
        "plural": tree.tag(word) in {"NNS", "NNPS"} or low in {"they", "them", "people", "those"},
    }.get(name, False)


def _named(tree: Syntax, word: int, name: str) -> bool:
    """Whether a word is a name: of a place, a body, a people, a person."""
    pos, mention = tree.pos(word), tree.tree.mentions[word]
    capital = tree.tree.words[word][:1].isupper()
    if name == "named_person":
        return pos == "PROPN" and mention == "person"
    if name == "named_org":
        return (pos == "PROPN" or (capital and pos in {"NOUN", "X"})) and mention in _BODIES
    if not (pos == "PROPN" or (capital and pos in {"NOUN", "X", "ADJ"})):
        return False
    if name == "named_people":
        return mention in {"person", "organization", "place"}
    inside = mention == "organization" and _below_place(tree, word)
    return inside or mention in {"place", "-"} or tree.tree.words[word] in countries()


def _of_people(tree: Syntax, word: int, name: str) -> bool:
    pos, mention = tree.pos(word), tree.tree.mentions[word]
    if name == "any_person":
        return mention == "person" or tree.low(word) in {"they", "them", "he", "she", "those"}
    if tree.lemma(word) in _COUNTED and pos in {"NOUN", "DET", "ADJ", "PRON"}:
        return True
    return pos == "NUM" and mention in {"person", "-"} and not tree.kids(word, "nmod:unmarked")


def _below_place(tree: Syntax, word: int) -> bool:
    return any(tree.tree.mentions[k] == "place" for k in tree.kids(word, "compound", "flat"))
