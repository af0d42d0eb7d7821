"""Brings the spellings of one name together: diacritics, apostrophes, hyphens, transliterations.

Takes a name in any script; gives its folded form (what a careful reader would call the same spelling)
and its key (what the index of names is sorted by, one for all usual transliterations).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

_SPACES = re.compile(r"[^\w]+|_+")
_LATIN = re.compile(r"[a-z0-9 ]+\Z")
# Marks that only help pronunciation; the vowel signs of Indic scripts are letters and stay.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")


class _Rules(NamedTuple):
    letters: dict[int, str]
    words: dict[str, str]
    sounds: tuple[tuple[re.Pattern[str], str], ...]


@cache
def _rules() -> _Rules:
    source = resources.files("panj.gazetteer") / "spelling.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    letters = {ord(letter): plain for letter, plain in table["letters"].items()}
    letters.update({ord(mark): "" for mark in table["silent"]})
    sounds = tuple((re.compile(rule["pattern"]), rule["write"]) for rule in table["sounds"])
    return _Rules(letters, table["words"], sounds)


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """A name in lower case without diacritics, apostrophes and punctuation, words set apart by one space.

    >>> fold("Mazār-e Sharīf"), fold("St. John’s"), fold("Хоруғ")
    ('mazar e sharif', 'saint johns', 'хоруғ')
    """
    rules = _rules()
    if not name.isascii():
        name = _MARKS.sub("", unicodedata.normalize("NFKD", name)).lower().translate(rules.letters)
        name = unicodedata.normalize("NFC", _MARKS.sub("", name))
    else:
        name = name.lower().translate(rules.letters)
    words = _SPACES.sub(" ", name).split()
    return " ".join(rules.words.get(word, word) for word in words)


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """The one key that the usual transliterations of a name share; empty for a name without letters.

    >>> key("Khorugh"), key("Khorog"), key("Faizobod") == key("Fayzābād")
    ('horug', 'horog', True)
    """
    folded = fold(name)
    if _LATIN.match(folded):
        for pattern, write in _rules().sounds:
            folded = pattern.sub(write, folded)
    return folded.replace(" ", "")
