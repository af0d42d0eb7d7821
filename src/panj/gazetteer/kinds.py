"""Sets the words for a kind of place apart from the name: "Hamdoni district" is Hamdoni, an admin2.

Takes a name; gives its core and the kinds that its own words call for. The words are in kinds.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from panj.gazetteer.spelling import fold


class Core(NamedTuple):
    """A name without its word for a kind, and the kinds which that word calls for."""

    name: str
    kinds: tuple[str, ...]
    word: str
    strict: bool = False


@cache
def _strict() -> frozenset[str]:
    return frozenset(
        word for group in _groups() if group.get("strict") for word in (*group["before"], *group["after"])
    )


@cache
def _groups() -> list[dict[str, Any]]:
    source = resources.files("panj.gazetteer") / "kinds.toml"
    groups: list[dict[str, Any]] = tomllib.loads(source.read_text(encoding="utf-8"))["words"]
    return groups


@cache
def _words() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    before: dict[str, tuple[str, ...]] = {}
    after: dict[str, tuple[str, ...]] = {}
    for group in _groups():
        for table, words in ((before, group["before"]), (after, group["after"])):
            for word in words:
                table[word] = tuple(dict.fromkeys((*table.get(word, ()), *group["kinds"])))
    return before, after


def kinds_after(word: str) -> tuple[str, ...]:
    """The kinds that a word standing behind a name calls for; empty where it is no such word."""
    return _words()[1].get(fold(word), ())


def cores(name: str) -> Iterator[Core]:
    """The folded name without a word for its kind, the longest such word first.

    >>> next(cores("Nohiyai Hamadoní"))
    Core(name='hamadoni', kinds=('admin2', 'admin1'), word='nohiyai', strict=False)
    """
    before, after = _words()
    parts = fold(name).split()
    for n in range(min(3, len(parts) - 1), 0, -1):
        tail, head = " ".join(parts[-n:]), " ".join(parts[:n])
        if tail in after:
            yield Core(" ".join(parts[:-n]), after[tail], tail, tail in _strict())
        if head in before:
            yield Core(" ".join(parts[n:]), before[head], head, head in _strict())
