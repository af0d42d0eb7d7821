"""Words to be replaced in short texts, many of them at once: names by labels, counts by bands.

Takes words with what stands for each; gives texts with every whole occurrence replaced. A text is compared
only with words that begin as one of its own does, so that a large case with many names costs little more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

_RUN = re.compile(r"\w+")


class Swaps:
    """Words with their labels, in the order in which they are replaced; each is taken once.

    >>> Swaps([("Amina Okello", "[name]"), ("Okello", "[name]")]).of("Okello’s brother, Amina Okello")
    '[name]’s brother, [name]'
    """

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._rows = tuple(dict.fromkeys(rows))
        self._by_run: dict[str, list[int]] = defaultdict(list)
        for n, (held, _) in enumerate(self._rows):
            for run in openings([held]):
                self._by_run[run].append(n)

    def of(self, text: str) -> str:
        """The text with each whole occurrence replaced."""
        for n in sorted({n for run in runs(text) for n in self._by_run.get(run, ())}):
            held, label = self._rows[n]
            if held in text:
                text = swap(text, held, label)
        return text


def swap(text: str, held: str, label: str) -> str:
    """A text with each whole occurrence of some words replaced."""
    return re.sub(rf"(?<!\w){re.escape(held)}(?!\w)", lambda _: label, text)


def runs(text: str) -> set[str]:
    """The stretches of letters and digits of a text; "" is always among them."""
    return {"", *_RUN.findall(text)}


def openings(found: Iterable[str]) -> Iterator[str]:
    """With which stretch each of these words begins: it is one of a text's own wherever they stand in it.

    "" for words that begin with neither letter nor digit.
    """
    for words in found:
        match = _RUN.match(words)
        yield match.group() if match else ""
