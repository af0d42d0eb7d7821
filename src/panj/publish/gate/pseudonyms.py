"""Officials who are not named in public: each has one label in all reports of a case.

Takes names as they are found; gives their labels, and finds them again in texts, by how their words begin, so
that a case with many of them costs little more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from panj.publish.gate import persons, swaps
from panj.publish.gate.masks import Cover
from panj.publish.gate.swaps import Swaps


class Pseudonyms:
    """Names with their labels, in the order in which they were found."""

    def __init__(self) -> None:
        self._labels: dict[str, str] = {}
        self._by_last: dict[str, str] = {}  # last name → the label of all who have it
        self._order: dict[str, int] = {}
        self._opening: dict[str, list[str]] = defaultdict(list)  # how a part of a name begins → such names
        self._words: dict[str, int] = {}  # word of a name → the number of the first name that has it
        self._swaps: Swaps | None = None

    def __len__(self) -> int:
        return len(self._labels)

    def label(self, name: str) -> str:
        """The same label for the same name, of which the longer forms have the shorter as their end."""
        if name not in self._labels:
            number = len(self._labels)
            self._labels[name] = self._by_last.setdefault(name.split()[-1], f"[official {number + 1}]")
            self._order[name], self._swaps = number, None
            for run in set(swaps.openings(persons.parts_of(name))):
                self._opening[run].append(name)
            for word in plain(name):
                if len(word) > 2:
                    self._words.setdefault(word, number)
        return self._labels[name]

    def covers(self, text: str) -> Iterator[Cover]:
        """Where names that were found so far stand in a text."""
        here = {name for run in swaps.runs(text) for name in self._opening.get(run, ())}
        for name in sorted(here, key=self._order.__getitem__):
            for cover in persons.again(text, [name]):
                yield Cover(cover.start, cover.end, self._labels[name])

    def swapped(self, text: str) -> str:
        """A short text with labels for all names and last names."""
        if self._swaps is None:
            named = sorted(self._labels.items(), key=lambda n: -len(n[0]))
            self._swaps = Swaps((part, label) for name, label in named for part in (name, name.split()[-1]))
        return self._swaps.of(text)

    def tell(self, words: Collection[str], known: int) -> bool:
        """Whether any of these words is of one of the first so many names."""
        return any(self._words.get(word, known) < known for word in words)


def plain(text: str) -> list[str]:
    """The words of a text, a link or a file name, in lower case."""
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()
