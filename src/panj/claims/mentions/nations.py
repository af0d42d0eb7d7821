"""Countries, their adjectives and peoples: "Afghan soldiers" → Afghanistan. The gazetteer's table, as claims need it."""  # noqa: E501

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from panj.gazetteer.nations import nations
from panj.gazetteer.spelling import fold


@cache
def countries() -> dict[str, str]:
    """Every English name of a country (of three letters or more) → its ISO code."""
    found: dict[str, str] = {}
    for code, row in nations().table.rows.items():
        for name in (row.name, *row.names):
            if len(name) > 2:
                found.setdefault(name, code)
    return found | {"U.S.": "US", "U.K.": "GB", "UK": "GB", "US": "US"}


@cache
def _names() -> dict[str, str]:
    return {code: row.name for code, row in nations().table.rows.items()}


@lru_cache(maxsize=20_000)
def demonym(word: str) -> str | None:
    """The country's name for an adjective or a word for its people (Afghan, Syrians); else None."""
    if not word[:1].isupper():
        return None
    code = nations().words.get(fold(word))
    if not code and word.endswith("s"):
        code = nations().words.get(fold(word[:-1]))
    return _names().get(code) if code else None


def demonym_at(words: Sequence[str], i: int) -> str | None:
    """The country whose adjective or people stands at word i, alone or with the word before ("South Sudanese")."""  # noqa: E501
    if i and words[i - 1][:1].isupper() and words[i][:1].isupper():
        both = demonym(f"{words[i - 1]} {words[i]}")
        if both is not None:
            return both
    return demonym(words[i])


def is_people(word: str) -> bool:
    """Whether a word can stand for a country's people as a noun (Afghans, Chinese)."""
    return demonym(word) is not None


def name_of(code: str) -> str | None:
    """The usual English name of a country."""
    return _names().get(code)


def shared_demonym(word: str, spoken: Sequence[str]) -> str | None:
    """The country of a word that two peoples share (Congolese), by the countries that a report speaks of."""
    codes = nations().shared.get(fold(word), ()) if word[:1].isupper() else ()
    return next((name_of(code) for code in spoken if code in codes), None)


@lru_cache(maxsize=20_000)
def code_of(name: str) -> str | None:
    """ISO code of a country named in English, with or without its article; None for anything else."""
    bare = name.removeprefix("the ").removeprefix("The ")
    return countries().get(bare) or countries().get(name)
