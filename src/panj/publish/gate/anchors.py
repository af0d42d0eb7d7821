"""Where in a text a pattern can begin: at its capitals, or at a few words; only there it is tried.

Takes a text; gives places, and the matches that a search of the whole text would give. Python's expressions
try a choice of words at each character, which costs ten times what it does to try them where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from panj.publish.gate.runs import ARTICLES, UPPER

_CAPITAL = re.compile(f"[{UPPER}]")
_RUN = re.compile(r"\w+")
_LENGTHS = sorted({len(a) for a in ARTICLES})


class Anchors:
    """The places of a text at which names and words begin."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def capitals(self) -> Sequence[int]:
        """Where a name may begin: at capitals, and at articles before them (al-Bashir)."""
        found = []
        for match in _CAPITAL.finditer(self.text):
            at = match.start()
            if at and self.text[at - 1] == "-":
                before = (at - 1 - n for n in _LENGTHS if n < at)
                found += [start for start in before if self.text[start : at - 1] in ARTICLES]
            found.append(at)
        return sorted(set(found))

    @cached_property
    def _low(self) -> str:
        """The text in small letters, as long as it is."""
        low = self.text.lower()
        return low if len(low) == len(self.text) else "".join(map(_small, self.text))

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_RUN.findall(self._low))

    def has(self, words: Collection[str]) -> bool:
        """Whether one of these words stands in the text, in small letters or capitals."""
        return not self._words.isdisjoint(words)

    def at(self, words: Iterable[str]) -> list[int]:
        """Where these words stand."""
        return sorted(at for word in self._words.intersection(words) for at in self._places(word))

    def _places(self, word: str) -> Iterator[int]:
        at = self._low.find(word)
        while at >= 0:
            if not (at and _is_in_word(self._low[at - 1])) and not _is_in_word(
                self._low[at + len(word) :][:1]
            ):
                yield at
            at = self._low.find(word, at + len(word))

    def matches(
        self, pattern: re.Pattern[str], starts: Iterable[int] | None = None
    ) -> Iterator[re.Match[str]]:
        """As `finditer`, of a pattern that can begin at these places alone: at names where none are given."""
        end = 0
        for at in self.capitals if starts is None else starts:
            if at >= end:
                match = pattern.match(self.text, at)
                if match is not None:
                    yield match
                    end = match.end()


def _small(char: str) -> str:
    return low if len(low := char.lower()) == 1 else char


def _is_in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


@lru_cache(maxsize=8)
def anchors_of(text: str) -> Anchors:
    """The anchors of a text: it is gone through for offices, and again for names."""
    return Anchors(text)


def openings(phrases: Iterable[str]) -> frozenset[str]:
    """The words, in small letters, with which these phrases open.

    >>> sorted(openings(["in the words of", "Mr."]))
    ['in', 'mr']
    """
    return frozenset(match.group().lower() for p in phrases if (match := _RUN.match(p)))
