"""Whose names stay in a case: persons of whom some report tells an office; all others are private.

Takes reports as they are gone through; gives the names that are withheld in each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from panj.gazetteer.spelling import fold
from panj.publish.gate import persons
from panj.publish.gate.runs import never

_HONOURS = frozenset({"mr", "mrs", "ms", "miss", "dr"})


class Bearers:
    """Names with an office, and names without one, by report and in the whole case."""

    def __init__(self) -> None:
        self._offices: dict[str, set[tuple[str, ...]]] = defaultdict(set)  # report → names with an office
        self._everywhere: dict[str, set[tuple[str, ...]]] = defaultdict(set)  # any of their words → names
        self._private: dict[str, dict[str, str]] = defaultdict(dict)  # report → name → rule
        self._opening: dict[str, dict[str, str]] = defaultdict(dict)  # first word → whole names → rule

    def hold(self, report: str, names: Iterable[str]) -> None:
        """These names stand beside an office in a report."""
        for name in names:
            words = _words(name)
            if words:
                self._offices[report].add(words)
                for word in words:
                    self._everywhere[word].add(words)

    def private(self, report: str, names: Iterable[str], rule: str) -> None:
        """These are brought in as persons in a report; call it once all offices are known."""
        for name in names:
            if not self.in_office(report, name):
                self._private[report].setdefault(name, rule)
                if " " in name:
                    self._opening[name.split()[0]].setdefault(name, rule)

    def in_office(self, report: str, name: str) -> bool:
        """Whether a name is that of somebody in office: told in its report, or in another one.

        A part of a name is its bearer's in the same report; a surname alone also in the others.
        """
        words = _words(name)
        own = self._offices.get(report, set())
        if len(words) == 1:
            if any(words[0] in held for held in own):
                return True
            return any(held[-1] == words[0] for held in self._everywhere.get(words[0], ()))
        near = {held for word in words for held in self._everywhere.get(word, ())}
        return any(_same(words, held, alone=held in own and not _shared(held, own)) for held in near)

    def withheld(self, report: str, text: str, runs: Iterable[str]) -> dict[str, str]:
        """The names withheld in a report, each with its rule: its own, and whole ones of other reports."""
        found = dict(self._private.get(report, {}))
        for run in runs:
            for name, rule in self._opening.get(run, {}).items():
                if name not in found and name in text and not self.in_office(report, name):
                    found[name] = rule
        return found


def parts(names: Iterable[str]) -> Iterator[str]:
    """Names and the parts of them by which their bearers may be named again."""
    for name in names:
        yield from (p for p in persons.parts_of(name) if p not in never())


def _words(name: str) -> tuple[str, ...]:
    """A name's words as they are compared: without initials, titles, accents and case."""
    folded = (fold(w.rstrip(".")) for w in name.replace("-", " ").split() if len(w.rstrip(".")) > 1)
    return tuple(w for w in folded if w and w not in _HONOURS)


def _shared(held: tuple[str, ...], own: set[tuple[str, ...]]) -> bool:
    """Whether a report has a longer name with an office for a surname: then the surname is that bearer's."""
    return any(len(other) > 1 and held[-1] in other for other in own)


def _same(one: tuple[str, ...], other: tuple[str, ...], *, alone: bool) -> bool:
    """Whether two names are one person's: all words of the shorter stand in the longer.

    Args:
        one: a name's words.
        other: those of another.
        alone: whether a surname alone tells enough.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < 2 and not (alone and short and short[-1] == long[-1]):
        return False
    left = iter(long)
    return all(word in left for word in short)
