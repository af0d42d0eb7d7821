"""Copies: reports that are one text, syndicated, trimmed or lightly rewritten, grouped under their origin.

Takes reports, gives groups. MinHash (rensa) finds pairs worth comparing, word sequences decide. Reports that
tell of one event in their own words share few sequences of five words, whatever names and figures they share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from panj.model import BlockKind, Report
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
_BITS = 4_096  # a power of two, several times the sequences of a usual report


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

    The same reports give the same groups in whatever order they come.
    """
    ordered = sorted({r.id: r for r in reports}.values(), key=_age)
    words = [_words(r) for r in ordered]
    grams = [_grams(w, _ORDER) for w in words]
    marks = [_marks(g) for g in grams]
    nearest: dict[int, tuple[float, int]] = {}
    parent = list(range(len(ordered)))
    for a, b in _candidates(words):
        if not _is_copy(_most_shared(marks[a], marks[b]), len(grams[a]), len(grams[b])):
            continue  # so that sets are compared for few of the pairs
        shared = len(grams[a] & grams[b])
        if not _is_copy(shared, len(grams[a]), len(grams[b])):
            continue
        share = shared / min(len(grams[a]), len(grams[b]))
        for one, other in ((a, b), (b, a)):
            nearest[one] = max(nearest.get(one, (0.0, 0)), (share, -other))
        parent[_root(parent, b)] = _root(parent, a)
    return list(_groups(ordered, parent, nearest))


def _age(report: Report) -> tuple[bool, str, str]:
    return report.published is None, report.published or "", report.id


def _words(report: Report) -> list[str]:
    kept = (b for b in report.blocks or blocks(report.text) if b.kind is BlockKind.BODY)
    return [w for b in kept for w in re.findall(r"\w+", report.text[b.start : b.end].lower())]


def _grams(words: Sequence[str], order: int) -> set[str]:
    return {" ".join(words[i : i + order]) for i in range(len(words) - order + 1)}


def _marks(grams: set[str]) -> tuple[int, int]:
    """A bit for each sequence, and how many sequences found theirs set already."""
    bits = 0
    for gram in grams:
        bits |= 1 << (hash(gram) & _BITS - 1)
    return bits, len(grams) - bits.bit_count()


def _most_shared(a: tuple[int, int], b: tuple[int, int]) -> int:
    """At most so many sequences stand in both: each has its bit in both, and few share one."""
    return (a[0] & b[0]).bit_count() + min(a[1], b[1])


def _is_copy(shared: int, a: int, b: int) -> bool:
    if shared < min(FEWEST, a, b) or not shared:
        return False
    return shared >= SAME_TEXT * (a + b - shared) or shared >= PART_OF * min(a, b)


def _candidates(words: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Pairs (a < b) whose three-word sequences are alike enough to be looked at."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=SAME_TEXT / 2, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    seen: list[Any] = []
    for number, text in enumerate(words):
        grams = sorted(_grams(text, _CANDIDATE_ORDER))
        if not grams:
            seen.append(None)
            continue
        sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        sketch.update(grams)
        index.insert(number, sketch)
        seen.append(sketch)
    for number, known in enumerate(seen):
        if known is not None:
            yield from ((number, other) for other in sorted(index.query(known)) if other > number)


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
