"""What the words around and within a name say of it, by the lists of mentions.toml.

Takes words of a text; says whether they stand in a headline, can be a name, or are spelt as one.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from panj.gazetteer.kinds import kinds_after
from panj.gazetteer.record import Record
from panj.gazetteer.spelling import fold, key
from panj.gazetteer.tokens import Token


@cache
def _lists() -> dict[str, frozenset[str]]:
    source = resources.files("panj.gazetteer") / "mentions.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in table.items()}


def words(name: str) -> frozenset[str]:
    """One list of mentions.toml."""
    return _lists()[name]


def is_headline(line: list[Token], at: int) -> bool:
    """Whether nearly all long words of the sentence are capitalised, as in a headline."""
    start = next((n for n in range(at, -1, -1) if line[n].opens), 0)
    end = next((n for n in range(at + 1, len(line)) if line[n].opens), len(line))
    long = [token for token in line[start:end] if len(token.text) > 3]
    return len(long) >= 5 and sum(token.is_name_like for token in long) > 0.85 * len(long)


def may_be_name(token: Token) -> bool:
    """Whether a lone word can be a place at all."""
    if is_never_alone(token.text):
        return False
    return not kinds_after(token.low) or not token.opens


def is_never_alone(word: str) -> bool:
    """Whether a word by itself is no place in whatever context."""
    low = word.lower().replace(".", "")
    if (low in words("never") or low in words("given")) and "." not in word:
        return True
    return len(word) < 2 or word.isdigit()


def same_words(name: str, record: Record) -> bool:
    """Whether a place has that name in as many words: "Al Hol" is no "Alhol"."""
    count = len(fold(name).split())
    wanted = key(name)
    return any(
        len(fold(n).split()) == count and key(n) == wanted for n in (record.place.name, *record.place.names)
    )
