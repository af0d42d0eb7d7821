"""Tokens with offsets, and a shallow analysis of each: word class and verb form from tables.

The interface has room for a dependency tree (`head`, `deprel`), which a parser fills; rules that only
need classes work without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from panj.language.words import classes, verb_forms
from panj.model import Span

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., p.m.
    r"|[$€£¥]?\d+(?:[.,]\d+)*(?:[A-Za-z]+)?(?:-[^\W\d_][\w-]*)?"
    r"|[^\W\d_][\w]*(?:[-’'.](?=\w)[\w]+)*"
    r"|--|\S"
)
_NUMBER = re.compile(r"[$€£¥]?\d")
_NO_TAGS: frozenset[str] = frozenset()


@dataclass(slots=True)  # not frozen: hundreds are made for every report
class Token:
    """A word, number or mark of a sentence.

    Args:
        text: as written; `lower` the same in lower case, without a possessive 's.
        pos: NUM, PUNCT, DET, PREP, CONJ, SUBORD, PRON, AUX, MODAL, ADVERB, ADJECTIVE, VERB, PROPN or NOUN.
        lemma: of verbs; else `lower`.
        tags: of verbs: BASE, S, ING, PAST, PART.
        head: index of the governing token in the sentence, None without a parser; `deprel` the relation.
    """

    text: str
    start: int
    end: int
    lower: str
    pos: str
    lemma: str
    tags: frozenset[str] = frozenset()
    head: int | None = None
    deprel: str | None = None


def tokens(text: str, span: Span) -> list[Token]:
    """The tokens of a sentence, offsets into `text`.

    >>> [(t.text, t.pos) for t in tokens("They fled into Niger.", Span(0, 21))][:3]
    [('They', 'PRON'), ('fled', 'VERB'), ('into', 'PREP')]
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text, span.start, span.end):
        found.append(_token(match.group(), match.start(), first=not found))
    return found


def _token(word: str, start: int, *, first: bool) -> Token:
    lower, pos, lemma, tags = _classed(word, first)
    return Token(word, start, start + len(word), lower, pos, lemma, tags)


@lru_cache(maxsize=20_000)
def _classed(word: str, first: bool) -> tuple[str, str, str, frozenset[str]]:
    """Lower case, class, lemma and forms of a word; a capital within a sentence makes a name."""
    lower = word.lower().replace("’", "'").removesuffix("'s")
    if not (word[0].isalnum() or word[0] in "$€£¥"):
        return lower, "PUNCT", lower, _NO_TAGS
    if _NUMBER.match(word):
        return lower, "NUM", lower, _NO_TAGS
    if lower in classes():
        return lower, classes()[lower], lower, _NO_TAGS
    if word[0].isupper() and not first:
        return lower, "PROPN", lower, _NO_TAGS
    if lower in verb_forms():
        lemma, tags = verb_forms()[lower]
        return lower, "VERB", lemma, tags
    if lower.endswith("ly"):
        return lower, "ADVERB", lower, _NO_TAGS
    return lower, "PROPN" if word[0].isupper() else "NOUN", lower, _NO_TAGS
