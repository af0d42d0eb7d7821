"""Words of a text as names of places are made of them, with their offsets.

Takes a stretch of text; gives tokens that know whether they are capitalised, open a sentence, or follow
their neighbour without a break that would end a name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʻʼ‘`][^\W\d_]+)*")
_S, _APOSTROPHES = frozenset("sSſ"), frozenset("'’ʼ")  # of a possessive
# What may stand between two words of one name: a space or line break, a hyphen, the point of "St.".
_JOINT = re.compile(r"(?:[ \u00a0]|\r?\n|-|‐|‑|\. ?|['’] ?){1,2}\Z")
_BREAK = re.compile(r"(?:[.!?:;•|*\"“”()\[\]—–]|--|\n\s*\n|\n)[\s\"“‘'(\[]*\Z")
LONGEST_ABBREVIATION = 3  # letters before a point that ends no sentence: St., Ste.


class Token(NamedTuple):
    """One word.

    `start`, `end`: offsets into the text, a possessive 's left out.
    `is_name_like`: starts with a capital, or is in a script without capitals.
    `opens`: is the first word of a sentence, line or quotation.
    `joined`: nothing but a space, hyphen or abbreviation point sets it apart from the word before.
    `linked`: the same, even where the word before is a possessive: Cox's Bazar.
    """

    start: int
    end: int
    text: str
    is_name_like: bool
    opens: bool
    joined: bool
    linked: bool

    @property
    def low(self) -> str:
        """The word in small letters without points."""
        return self.text.lower().replace(".", "")


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words of `text[start:end]`; offsets refer to the whole text."""
    found: list[Token] = []
    previous = start
    was_possessive = False
    for match in WORD.finditer(text, start, end):
        first, last = match.span()
        word = match.group()
        said, word = word, without_possessive(word)
        if not word:
            continue
        joins, breaks = _gap(text[previous:first])
        linked = joins and bool(found)
        if linked and "." in text[previous:first] and len(found[-1].text) > LONGEST_ABBREVIATION:
            linked = False
        joined = linked and not was_possessive
        stop = first + len(word)
        found.append(Token(first, stop, word, is_name_like(word), breaks or not found, joined, linked))
        previous, was_possessive = last, said != word
    return found


def without_possessive(word: str) -> str:
    """A word without the 's of a possessive."""
    return word[:-2] if word[-1] in _S and word[-2:-1] in _APOSTROPHES else word


@lru_cache(maxsize=8_192)  # few things stand between words, and they are looked at for each word of a case
def _gap(between: str) -> tuple[bool, bool]:
    """Whether what stands between two words may stand in a name, and whether it ends what was said."""
    return bool(_JOINT.match(between)), bool(_BREAK.search(between))


@lru_cache(maxsize=65_536)
def is_name_like(word: str) -> bool:
    """Whether a word may be of a name: it has a capital, or is in a script without capitals."""
    first = word[0]
    if first.isupper():
        return True
    # d'Ivoire, l'Aquila
    if len(word) > 2 and word[1] in "'’" and word[2].isupper():
        return True
    return unicodedata.category(first) == "Lo"
