"""Tokens with offsets, and a shallow analysis of each: word class and verb form from tables.

The interface has room for a dependency tree (`head`, `deprel`), which a parser fills; rules that only
need classes work without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from panj.language.words import classes, verb_forms
from panj.model import Span

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., p.m.
    r"|[$€£¥]?\d+(?:[.,]\d+)*(?:[A-Za-z]+)?(?:-[^\W\d_][\w-]*)?"
    r"|[^\W\d_][\w]*(?:[-’'.](?=\w)[\w]+)*"
    r"|--|\S"
)
_NUMBER = re.compile(r"[$€£¥]?\d")


@dataclass(frozen=True, slots=True)
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
    end = start + len(word)
    lower = word.lower().replace("’", "'")
    lower = lower.removesuffix("'s")
    lemma, tags, pos = lower, frozenset[str](), "NOUN"
    if not (word[0].isalnum() or word[0] in "$€£¥"):
        pos = "PUNCT"
    elif _NUMBER.match(word):
        pos = "NUM"
    elif lower in classes():
        pos = classes()[lower]
    elif word[0].isupper() and not first:
        pos = "PROPN"
    elif lower in verb_forms():
        lemma, tags = verb_forms()[lower]
        pos = "VERB"
    elif lower.endswith("ly"):
        pos = "ADVERB"
    elif word[0].isupper():
        pos = "PROPN"
    return Token(word, start, end, lower, pos, lemma, tags)
