"""Words of a text as names of places are made of them, with their offsets.

Takes a stretch of text; gives tokens that know whether they are capitalised, open a sentence, or follow
their neighbour without a break that would end a name.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʻʼ‘`][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ]s\Z", re.IGNORECASE)
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
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        cut = _POSSESSIVE.search(word)
        stop = match.end() - (len(cut.group()) if cut else 0)
        word = text[match.start() : stop]
        if not word:
            continue
        between = text[previous : match.start()]
        linked = bool(found) and bool(_JOINT.match(between))
        if linked and "." in between and len(found[-1].text) > LONGEST_ABBREVIATION:
            linked = False
        joined = linked and not was_possessive
        opens = not found or bool(_BREAK.search(between))
        found.append(Token(match.start(), stop, word, _is_name_like(word), opens, joined, linked))
        previous, was_possessive = match.end(), bool(cut)
    return found


def _is_name_like(word: str) -> bool:
    first = word[0]
    if first.isupper():
        return True
    # d'Ivoire, l'Aquila
    if len(word) > 2 and word[1] in "'’" and word[2].isupper():
        return True
    return unicodedata.category(first) == "Lo"
