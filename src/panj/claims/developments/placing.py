"""Places in a phrase or at the head of a line, and which of the names around can be a place of something.

Takes words of a sentence with its mentions; gives a mention or the report's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from panj.claims.clauses.phrases import phrase
from panj.claims.clauses.wordclasses import is_of
from panj.claims.developments.ground import Ground
from panj.claims.draft import Sentence
from panj.claims.mentions.places import Mention
from panj.language.trees import Syntax

SHORT = re.compile(r"[A-Z]{2,6}")  # "NFI": no place that the gazetteer knows
_KIND = r"(?:\s+(?:camp|province|district|region|town|city|state|county|crossing|island|site))?"


def place_in(word: int, ground: Ground) -> Mention | str | None:
    """The place that a noun phrase names: the innermost name in it, else its own words where they say what it is."""  # noqa: E501
    tree = ground.tree
    under = _phrase_only(tree, word)
    named = [m for m in ground.sentence.places if not m.generic and covers(tree, under, m)]
    named = [m for m in named if not unknown_letters(m)]
    own = [m for m in named if m.role != "parent"] or named
    finer = [m for m in own if not m.country] or own
    generic = (
        any(is_of(tree, word, c) for c in ("border", "lodging_named", "base_word"))
        and tree.pos(word) == "NOUN"
    )
    frontier = tree.lemma(word) in {"border", "frontier"}
    if finer and not frontier and not (generic and all(m.country for m in finer)):
        return finer[0]
    if tree.pos(word) == "PROPN":
        named_so = tree.tree.mentions[word] == "place" and not SHORT.fullmatch(tree.tree.words[word])
        return phrase(tree, word, ground.text) if named_so else None
    if is_of(tree, word, "lodging_named") and tree.kids(word, "nummod") and not finer:
        return None  # "three additional sites": how many, and not where
    if is_of(tree, word, "place") or is_of(tree, word, "border"):
        return finer[0] if finer and not generic else (phrase(tree, word, ground.text) or None)
    return finer[0] if finer else None


def _phrase_only(tree: Syntax, word: int) -> set[int]:
    """A noun phrase without its relative clauses."""
    kept = {word}
    for k in tree.kids(word):
        if tree.rel(k) not in {"acl", "advcl", "parataxis", "conj"}:
            kept |= _phrase_only(tree, k)
    return kept


def covers(tree: Syntax, words: Iterable[int], m: Mention) -> bool:
    """Whether a name stands among some words."""
    return any(tree.starts[k] < m.end and m.start < tree.ends[k] for k in words)


def unknown_letters(m: Mention) -> bool:
    """ "Shelter and NFI: …": capital letters that no gazetteer knows name a sector, not a place."""
    return not m.code and SHORT.fullmatch(m.name) is not None


def is_spot(m: Mention, ground: Ground) -> bool:
    """Whether a name can be the place of a thing: no country, no speaker's seat, no river."""
    if m.country or m.generic or m.role == "parent" or m.water or in_saying(m, ground) or unknown_letters(m):
        return False
    return re.match(r"\.?\s*\d", ground.text[m.end : m.end + 3]) is None  # "Rs 30 lakh"


def in_saying(m: Mention, ground: Ground) -> bool:
    """Whether a name stands in the words that attribute."""
    return any(a.start <= m.start < a.end for a in ground.sentence.speech)


def heading(text: str, sentence: Sentence) -> Mention | None:
    """The place that heads a section or a line: "Kuito.", "Ras al-Ain: …", "Busuma (Ruyigi): …"."""
    for m in sentence.places[:1]:
        before = text[sentence.body : m.start]
        after = text[m.end : sentence.span.end]
        if m.generic or unknown_letters(m) or not re.fullmatch(r"[\W\d]*", before):
            continue
        if re.match(rf"{_KIND}(?:\s*\([^)]*\))?\s*(?:[.:]?\s*\Z|:\s)", after, re.IGNORECASE):
            return m
    return None
