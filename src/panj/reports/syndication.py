"""Copies: reports that are one text, syndicated, trimmed or lightly rewritten, grouped under their origin.

Takes reports, gives groups. MinHash (rensa) finds pairs worth comparing, word sequences decide. Reports that
tell of one event in their own words share few sequences of five words, whatever names and figures they share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from panj.model import Block, BlockKind, Report
from panj.reports.layout import blocks

# Shares of word 5-grams. Among 436 news texts (Gun Violence Corpus), reports that are no copies share up to
# 0.39 of the shorter (long quotations of one statement); rewrites that change every twelfth word and move a
# sixth of the sentences share 0.40 and more, half of them over 0.59.
SAME_TEXT = 0.3  # of both texts together (Jaccard)
PART_OF = 0.45  # of the shorter: a trimmed copy
FEWEST = 20  # sequences shared, below which an agreement may be one stock paragraph
_ORDER = 5
_CANDIDATE_ORDER = 3
_PERMUTATIONS = 128
_BANDS = 64  # of two rows: a pair alike by 0.15 comes up in three of four cases, by 0.3 in 499 of 500
_SEED = 20_210_705
_HELD = 20_000  # texts of other cases and days that are kept in mind
_BITS = 4_096  # a power of two, several times the sequences of a usual report
_MIX = np.uint64(0x9E37_79B9_7F4A_7C15)  # 2^64 by the golden ratio, odd: Knuth's multiplicative hashing
_Key = tuple[str, tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Reports that are one text.

    `origin` is the id of the earliest; `members` are all ids, the origin first, then by publication.
    `because` says for each other member how much of its text it shares with the member nearest to it.
    """

    origin: str
    members: tuple[str, ...]
    because: tuple[str, ...]


def copies(reports: Iterable[Report]) -> list[CopyGroup]:
    """Groups of two or more reports that are one text; a report stands in one group at most.

    The same reports give the same groups in whatever order they come. Texts are compared once while the
    program runs: of some more reports only these are looked at, and of fewer nothing.
    """
    ordered = sorted({r.id: r for r in reports}.values(), key=_age)
    place = {(r.id, r.blocks): at for at, r in enumerate(ordered)}
    nearest: dict[int, tuple[float, int]] = {}
    parent = list(range(len(ordered)))
    for one, other, share in _library().alike(ordered):
        a, b = place[one], place[other]
        nearest[a] = max(nearest.get(a, (0.0, 0)), (share, -b))
        nearest[b] = max(nearest.get(b, (0.0, 0)), (share, -a))
        parent[_root(parent, b)] = _root(parent, a)
    return list(_groups(ordered, parent, nearest))


def _age(report: Report) -> tuple[bool, str, str]:
    return report.published is None, report.published or "", report.id


def _words(report: Report) -> list[str]:
    kept = (b for b in report.blocks or blocks(report.text) if b.kind is BlockKind.BODY)
    return [w for b in kept for w in re.findall(r"\w+", report.text[b.start : b.end].lower())]


def _grams(words: Sequence[str], order: int) -> Iterator[str]:
    return map(" ".join, zip(*(words[i:] for i in range(order)), strict=False))


def _is_copy(shared: int, a: int, b: int) -> bool:
    if shared < min(FEWEST, a, b) or not shared:
        return False
    return shared >= SAME_TEXT * (a + b - shared) or shared >= PART_OF * min(a, b)


class _Sketches:
    """What texts are compared by before their sequences are: how many there are, and a bit for each.

    Sequences stand here as numbers of 64 bits, made of the numbers of their words; that two of one text have
    one number happens once in some 10^15 texts, and what is said of two texts is said by their words.
    """

    def __init__(self) -> None:
        self._bits = np.zeros((1_024, _BITS // 8), np.uint8)
        self._counts = np.zeros((1_024, 2), np.int64)  # sequences; those that found their bit set already
        self.keys: list[_Key] = []

    def add(self, key: _Key, words: Sequence[str]) -> int:
        """Takes in a text; its number."""
        at = len(self.keys)
        if at == len(self._bits):
            self._bits = np.concatenate((self._bits, np.zeros_like(self._bits)))
            self._counts = np.concatenate((self._counts, np.zeros_like(self._counts)))
        grams = self._numbers(words)
        marked = np.zeros(_BITS, bool)
        marked[grams >> np.uint64(64 - _BITS.bit_length() + 1)] = True
        self._bits[at] = np.packbits(marked)
        self._counts[at] = len(grams), len(grams) - np.count_nonzero(marked)
        self.keys.append(key)
        return at

    @staticmethod
    def _numbers(words: Sequence[str]) -> NDArray[np.uint64]:
        """The number of each sequence of words, each once."""
        ids = np.fromiter(map(hash, words), np.int64, len(words)).view(np.uint64)
        rows = [ids[n : len(ids) - _ORDER + 1 + n] for n in range(_ORDER)] if len(ids) >= _ORDER else []
        found = np.zeros(len(rows[0]) if rows else 0, np.uint64)
        for row in rows:  # wraps around; each step mixes all that came before into the high bits
            found = (found ^ row) * _MIX
            found ^= found >> np.uint64(29)
        return np.unique(found * _MIX)

    def like(self, at: int, others: Sequence[int]) -> list[int]:
        """Of other texts those that may be the same: each sequence has its bit in both, and few share one."""
        if not others:
            return []
        there = np.asarray(others)
        both = np.bitwise_count(self._bits[there] & self._bits[at]).sum(axis=1, dtype=np.int64)
        most = both + np.minimum(self._counts[there, 1], self._counts[at, 1])
        own, theirs = self._counts[at, 0], self._counts[there, 0]
        less = np.minimum(own, theirs)
        alike = (most >= SAME_TEXT * (own + theirs - most)) | (most >= PART_OF * less)  # as `_is_copy` has it
        found: list[int] = there[alike & (most > 0) & (most >= np.minimum(FEWEST, less))].tolist()
        return found


class _Library:
    """Texts that were compared, by id and layout, and the shares of those that are one text.

    Whether two texts are one depends on nothing but the two, so that it is worked out once. No words are
    held, but for those of the texts compared last.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        from rensa import RMinHashLSH

        self._index: Any = RMinHashLSH(threshold=SAME_TEXT / 2, num_perm=_PERMUTATIONS, num_bands=_BANDS)
        self._number: dict[_Key, int] = {}
        self._sketches = _Sketches()
        self._undecided: set[tuple[_Key, _Key]] = set()
        self._shares: dict[_Key, dict[_Key, float]] = {}

    def alike(self, reports: Sequence[Report]) -> list[tuple[_Key, _Key, float]]:
        """Pairs of these reports that are one text, with the share of the shorter that both have."""
        texts = {(r.id, r.blocks): r for r in reports}
        with self._lock:
            if sum(key not in texts for key in self._number) > len(texts) + _HELD:
                self._forget()
            for key in texts:
                if key not in self._number:
                    self._take(key, texts[key])
            self._decide(texts)
            return [
                (a, b, share)
                for a in texts
                for b, share in self._shares.get(a, {}).items()
                if b in texts and self._number[a] < self._number[b]
            ]

    def _take(self, key: _Key, report: Report) -> None:
        """A text that was not looked at before, and which of those before it may be the same."""
        words = _words(report)
        at = self._number[key] = self._sketches.add(key, words)
        if len(words) < _CANDIDATE_ORDER:
            return
        from rensa import RMinHash

        hashes = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        hashes.update(list(_grams(words, _CANDIDATE_ORDER)))
        for other in self._sketches.like(at, self._index.query(hashes)):
            self._undecided.add((self._sketches.keys[other], key))
        self._index.insert(at, hashes)

    def _decide(self, texts: Mapping[_Key, Report]) -> None:
        """Compares the sequences of those that may be one text, where both are there to be read."""
        there = sorted(pair for pair in self._undecided if pair[0] in texts and pair[1] in texts)
        self._undecided.difference_update(there)
        last, own = None, set[str]()
        for one, other in there:
            if one != last:
                last, own = one, set(_grams(_words(texts[one]), _ORDER))
            theirs = set(_grams(_words(texts[other]), _ORDER))
            shared = len(own & theirs)
            if _is_copy(shared, len(own), len(theirs)):
                share = shared / min(len(own), len(theirs))
                self._shares.setdefault(one, {})[other] = share
                self._shares.setdefault(other, {})[one] = share


@cache
def _library() -> _Library:
    return _Library()


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at


def _groups(
    ordered: Sequence[Report], parent: list[int], nearest: dict[int, tuple[float, int]]
) -> Iterator[CopyGroup]:
    found: dict[int, list[int]] = {}
    for at in range(len(ordered)):
        found.setdefault(_root(parent, at), []).append(at)
    for members in found.values():
        if len(members) > 1:
            first, *rest = members
            yield CopyGroup(
                origin=ordered[first].id,
                members=tuple(ordered[at].id for at in members),
                because=tuple(_reason(ordered, at, *nearest[at]) for at in rest),
            )


def _reason(ordered: Sequence[Report], at: int, share: float, other: int) -> str:
    return f"{_label(ordered[at])} shares {share:.0%} of its text with {_label(ordered[-other])}"


def _label(report: Report) -> str:
    return report.name or report.outlet or report.id
