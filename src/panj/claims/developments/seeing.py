"""What the figure reader sees in a sentence: the words that tell a development, neighbours taken together.

Takes a sentence's tree and the reader's `Tellings`; gives `Seen`s with the word of the tree that heads each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from panj.claims.draft import Sentence
from panj.claims.learned.telling import NOTHING, Telling, Tellings
from panj.language.trees import Syntax

_SMALL = frozenset({"NUM", "PUNCT", "DET", "PREP", "CONJ", "SUBORD", "PRON"})  # tell nothing of their own
_SPEAKING = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "AUX"})
_FULL = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "NUM"})


@dataclass(frozen=True, slots=True)
class Seen:
    """Neighbouring words of the tree that tell one development, from `first` to `last`.

    head: the word among them, or above them, that governs the rest.
    telling: what the reader says of them together.
    """

    first: int
    last: int
    head: int
    telling: Telling

    def covers(self, word: int | None) -> bool:
        """Whether a word is one of them, or heads them."""
        return word is not None and (self.first <= word <= self.last or word == self.head)


def highest(sentence: Sentence, told: Tellings) -> float:
    """The highest share of any word of a sentence: whether it is worth parsing."""
    found = (told.share(t.start, t.end) for t in sentence.tokens if t.pos not in _SMALL)
    return max((share for share in found if share is not None), default=0.0)


def told_of(tree: Syntax, told: Tellings) -> list[Telling | None]:
    """What the reader says of each word of a tree."""
    return [told.of(start, end) for start, end in zip(tree.starts, tree.ends, strict=True)]


def seen_in(tree: Syntax, words: Sequence[Telling | None], *, share: float, edge: float) -> Iterator[Seen]:
    """The runs of words that tell a development.

    Args:
        words: what the reader says of each word of the tree.
        share: what one word of a run must have.
        edge: what the others must have.
    """
    first = 0
    while first < len(tree):
        last = first
        while last < len(tree) and _tells(tree, last, words[last], edge):
            last += 1
        run = [t for t in words[first:last] if t is not None]
        speaks = any(tree.pos(i) in _SPEAKING for i in range(first, last))  # not "outside", "about 80" alone
        if run and speaks and max(t.share for t in run) >= share:
            yield Seen(first, last - 1, _head(tree, first, last - 1, words), _together(run))
        first = max(last, first + 1)


def _tells(tree: Syntax, word: int, telling: Telling | None, edge: float) -> bool:
    return telling is not None and telling.share >= edge and tree.pos(word) != "PUNCT"


def _together(run: Sequence[Telling]) -> Telling:
    """What neighbouring words tell: the highest share, parted as the words part theirs on average."""
    highest = max(t.share for t in run)
    every = sum(t.share for t in run)
    kinds = {k: highest * sum(t.kinds[k] for t in run) / every for k in run[0].kinds if k != NOTHING}
    standings = {k: sum(t.standings[k] * t.share for t in run) / every for k in run[0].standings}
    return Telling({NOTHING: 1.0 - highest, **kinds}, standings)


def _head(tree: Syntax, first: int, last: int, words: Sequence[Telling | None]) -> int:
    """The topmost of neighbouring words; of particles and auxiliaries alone what they stand with."""
    outer = [i for i in range(first, last + 1) if not first <= tree.head(i) <= last]
    full = [i for i in outer if tree.pos(i) in _FULL and tree.lemma(i) != "be"]
    full = full or [
        i
        for i in range(first, last + 1)
        if tree.pos(i) in _FULL and tree.low(i) not in {"be", "been", "being"}
    ]
    if full:
        verb = next((i for i in full if tree.pos(i) == "VERB"), None)
        return verb if verb is not None else max(full, key=lambda i: t.share if (t := words[i]) else 0.0)
    head = outer[0]
    while tree.head(head) >= 0 and tree.pos(head) != "VERB" and not tree.kids(head, "cop"):
        head = tree.head(head)
    return head
