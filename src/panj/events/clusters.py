"""Joins pairs into groups, best first: each is one occurrence, and none of its members exclude each other.

Takes frames in their one order and an analyst's decisions; gives the members of each group with the linked
pairs among them. Blocks are worked through one after another, and within a block each set of figures that
hang together on its own, so that memory holds the pairs of one block.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from panj.events.candidates import block_of, blocks, candidates
from panj.events.compare import compare
from panj.events.decisions import Overrides
from panj.events.frames import Frame
from panj.events.rules import linking_rules
from panj.events.scopes import Places
from panj.events.scoring import Scorer

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Pair = tuple[int, int]


@dataclass(slots=True)
class Hanging:
    """Figures that hang together by pairs that score: positions, and the score of each such pair."""

    members: list[int]
    pairs: dict[Pair, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cluster:
    """The figures of one occurrence by position, and the scored pairs among them."""

    members: tuple[int, ...]
    pairs: Mapping[Pair, float]


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that hang together, by position; `clusters` takes them apart into occurrences."""

    members: Sequence[int]
    clusters: Callable[[], Iterator[Cluster]]


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of a block that score high enough, by position among its figures."""

    figures: Sequence[Frame]
    left: Ints
    right: Ints
    score: Floats


Held = dict[tuple[object, ...], Pairs]


def groups(
    frames: Sequence[Frame],
    places: Places,
    overrides: Overrides,
    *,
    told_apart: frozenset[str] = frozenset(),
    before: Mapping[tuple[object, ...], Pairs] | None = None,
    held: Held | None = None,
) -> Iterator[Group]:
    """The figures in groups that no pair ties together; figures that stand alone are groups of one.

    Args:
        before: pairs of the blocks at an earlier time: those of the same figures are not scored again.
        held: takes up the pairs of each block.
        frames: in their one order.
        places: places within places.
        overrides: what an analyst joined and told apart.
        told_apart: claims that some decision tells apart from another.
    """
    index = {f.claim.id: i for i, f in enumerate(frames)}
    decided = [(index[a], index[b]) for a, b in overrides.merged() if a in index and b in index]
    by_analyst = {i for pair in decided for i in pair}
    waiting: list[Hanging] = []
    for block in blocks(frames):
        mine = [frames[i] for i in block]
        name, scorer = block_of(mine[0]), _Lazy(mine, places)
        pairs = _linked(mine, scorer, places, (before or {}).get(name))
        if held is not None:
            held[name] = pairs
        for group in _hanging(pairs):
            members = [block[i] for i in group.members]
            if by_analyst.isdisjoint(members):
                settle = partial(_settled, group, block, mine, scorer, overrides, told_apart)
                yield Group(members, settle)
            else:
                waiting.append(_placed(group, block))
    for group, merges in _tied(waiting, decided):
        yield Group(group.members, partial(_by_hand, frames, group, merges, places, overrides))


def _placed(group: Hanging, block: Sequence[int]) -> Hanging:
    """The same by position among all frames."""
    pairs = {(block[i], block[j]): score for (i, j), score in group.pairs.items()}
    return Hanging([block[i] for i in group.members], pairs)


class _Lazy:
    """A scorer that is made when the first pair is scored: most blocks are as they were."""

    def __init__(self, frames: Sequence[Frame], places: Places) -> None:
        self._frames, self._places = frames, places
        self._made: Scorer | None = None

    def scores(self, left: Ints, right: Ints) -> Floats:
        """As `Scorer.scores`."""
        if self._made is None:
            self._made = Scorer(self._frames, self._places)
        return self._made.scores(left, right)


def _hanging(pairs: Pairs) -> Iterator[Hanging]:
    """The figures of one block, those that pairs tie together in one group."""
    frames, left, right, score = pairs.figures, pairs.left, pairs.right, pairs.score
    label = _labels(len(frames), left, right)
    by_member = np.argsort(label, kind="stable")
    by_pair = np.argsort(label[left], kind="stable")
    left, right, score = left[by_pair], right[by_pair], score[by_pair]
    of_pair = label[left]
    names, begins = np.unique(label[by_member], return_index=True)
    ends = [*begins[1:].tolist(), len(frames)]
    froms, tos = np.searchsorted(of_pair, names, "left"), np.searchsorted(of_pair, names, "right")
    for begin, end, a, b in zip(begins.tolist(), ends, froms.tolist(), tos.tolist(), strict=True):
        found = zip(left[a:b].tolist(), right[a:b].tolist(), strict=True)
        tied = dict(zip(found, score[a:b].tolist(), strict=True))
        yield Hanging(by_member[begin:end].tolist(), tied)


def _linked(frames: Sequence[Frame], scorer: _Lazy, places: Places, before: Pairs | None) -> Pairs:
    """The pairs of a block that score high enough; only those with figures that were not there are scored."""
    old, fresh = _as_before(frames, before)
    if not fresh.any():
        return Pairs(frames, *old)
    left, right, score = _scored(frames, scorer, places, fresh)
    joined = (np.concatenate(two) for two in zip(old, (left, right, score), strict=True))
    return Pairs(frames, *joined)


def _as_before(frames: Sequence[Frame], before: Pairs | None) -> tuple[tuple[Ints, Ints, Floats], Flags]:
    """Pairs among figures that are as they were, by their positions now; and which figures are not."""
    none = np.zeros(0, dtype=np.int64)
    if before is None:
        return (none, none, np.zeros(0)), np.ones(len(frames), dtype=bool)
    position = {id(f): i for i, f in enumerate(frames)}
    now = np.array([position.get(id(f), -1) for f in before.figures], dtype=np.int64)
    fresh = np.ones(len(frames), dtype=bool)
    fresh[now[now >= 0]] = False
    left, right = now[before.left], now[before.right]
    kept = (left >= 0) & (right >= 0)
    left, right = left[kept], right[kept]
    return (np.minimum(left, right), np.maximum(left, right), before.score[kept]), fresh


def _scored(
    frames: Sequence[Frame], scorer: _Lazy, places: Places, fresh: Flags
) -> tuple[Ints, Ints, Floats]:
    """The pairs with a fresh figure that score high enough."""
    limit, every = linking_rules().link, bool(fresh.all())
    lefts, rights, scores = [], [], []
    for one, other in candidates(frames, places):
        asked = slice(None) if every else fresh[one] | fresh[other]
        a, b = one[asked], other[asked]
        score = scorer.scores(a, b)
        enough = score >= limit
        lefts.append(a[enough].astype(np.int32))
        rights.append(b[enough].astype(np.int32))
        scores.append(score[enough].astype(np.float32))
    if not lefts:
        none = np.zeros(0, dtype=np.int64)
        return none, none, np.zeros(0)
    joined = np.concatenate(lefts), np.concatenate(rights), np.concatenate(scores)
    return joined[0].astype(np.int64), joined[1].astype(np.int64), np.round(joined[2].astype(float), 3)


def _labels(count: int, left: Ints, right: Ints) -> Ints:
    """The lowest position that each position is tied to."""
    label = np.arange(count)
    while True:
        low = np.minimum(label[left], label[right])
        before = label.copy()
        np.minimum.at(label, left, low)
        np.minimum.at(label, right, low)
        label = label[label]
        if (label == before).all():
            return label


def _settled(
    group: Hanging,
    block: Sequence[int],
    frames: Sequence[Frame],
    scorer: _Lazy,
    overrides: Overrides,
    told_apart: frozenset[str],
) -> Iterator[Cluster]:
    """The clusters of one group that no analyst touched, by position among all frames."""
    n = len(group.members)
    whole = len(group.pairs) == n * (n - 1) // 2
    if whole and told_apart.isdisjoint(frames[i].claim.id for i in group.members):
        yield _cluster([block[i] for i in group.members], _placed(group, block).pairs)
        return
    members = np.array(group.members, dtype=np.int64)
    a, b = np.triu_indices(n, 1)
    fits = ~np.isnan(scorer.scores(members[a], members[b]))
    allowed = set(zip(members[a[fits]].tolist(), members[b[fits]].tolist(), strict=True))

    def may(i: int, j: int) -> bool:
        pair = (min(i, j), max(i, j))
        return pair in allowed and not overrides.split(frames[i].claim.id, frames[j].claim.id)

    ranked = sorted(group.pairs, key=lambda p: (-group.pairs[p], p))
    homes = _Homes(group.members)
    for i, j in ranked:
        homes.join(i, j, may)
    pairs = _placed(group, block).pairs
    for found in homes.groups():
        yield _cluster([block[i] for i in found], pairs)


def _cluster(members: Sequence[int], pairs: Mapping[Pair, float]) -> Cluster:
    inside = set(members)
    return Cluster(tuple(members), {p: s for p, s in pairs.items() if p[0] in inside and p[1] in inside})


class _Homes:
    """Groups that grow: each position's home, and who is at home there."""

    def __init__(self, positions: Iterable[int]) -> None:
        self.home = {i: i for i in sorted(positions)}
        self.members = {i: [i] for i in self.home}

    def join(self, i: int, j: int, may: Callable[[int, int], bool], *, alone: bool = False) -> None:
        """Makes two groups one, where every pair across may be; `alone`: where these two positions may."""
        a, b = self.home[i], self.home[j]
        if a == b:
            return
        left, right = ([i], [j]) if alone else (self.members[a], self.members[b])
        if not all(may(x, y) for x in left for y in right):
            return
        keep, gone = min(a, b), max(a, b)
        for m in self.members[gone]:
            self.home[m] = keep
        self.members[keep] = sorted(self.members[keep] + self.members.pop(gone))

    def groups(self) -> Iterator[list[int]]:
        """The groups as they stand, by their first position."""
        for k in sorted(self.members):
            yield self.members[k]


def _always(_i: int, _j: int) -> bool:
    """What a person joined is joined."""
    return True


def _tied(waiting: Sequence[Hanging], decided: Sequence[Pair]) -> Iterator[tuple[Hanging, list[Pair]]]:
    """Groups that an analyst's merges tie together, with these merges."""
    home = {i: n for n, group in enumerate(waiting) for i in group.members}
    ties = _Homes(range(len(waiting)))
    for i, j in decided:
        ties.join(home[i], home[j], _always)
    merges: dict[int, list[Pair]] = defaultdict(list)
    for i, j in decided:
        merges[ties.home[home[i]]].append((i, j))
    for numbers in ties.groups():
        joined = Hanging(sorted(i for n in numbers for i in waiting[n].members))
        for n in numbers:
            joined.pairs.update(waiting[n].pairs)
        yield joined, merges[numbers[0]]


def _by_hand(
    frames: Sequence[Frame], group: Hanging, merges: Sequence[Pair], places: Places, overrides: Overrides
) -> Iterator[Cluster]:
    """The clusters of a group in which an analyst joined figures: what was joined by hand comes first."""
    decided = {i for pair in merges for i in pair}

    def may(i: int, j: int) -> bool:
        pair = (min(i, j), max(i, j))
        if overrides.split(frames[i].claim.id, frames[j].claim.id):
            return False
        return pair in group.pairs or compare(frames[pair[0]], frames[pair[1]], places) is not None

    homes = _Homes(group.members)
    for i, j in merges:
        homes.join(i, j, _always)
    for i, j in sorted(group.pairs, key=lambda p: (-group.pairs[p], p)):
        near = {*homes.members[homes.home[i]], *homes.members[homes.home[j]]}
        # What an analyst joined may differ by the rules; one fitting member is then enough.
        homes.join(i, j, may, alone=bool(decided & near))
    for members in homes.groups():
        yield _cluster(members, group.pairs)
