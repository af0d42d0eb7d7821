"""The cheapest set that meets every one of some sets: branch and bound over bit masks, in exact integers.

Takes contradictions as sets of numbered claims and what giving up each claim costs; gives the cheapest way
out. For the few dozen claims of a usual quarrel it takes milliseconds where a general solver takes a tenth of
a second; past its limit of steps it gives up, and `hitting` asks the solver.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

MAX_STEPS = 600


@dataclass(frozen=True, slots=True)
class Way:
    """Claims given up as a bit mask, what they cost, and their size, which tells ways of one cost apart."""

    chosen: int
    cost: int
    size: int


@dataclass(slots=True)
class Branching:
    """One search.

    Args:
        prices: claim → payer → how much it must have paid; a payer pays once, the highest of them.
        sizes: of each claim; of two ways that cost the same the one of less size is taken.
        told: ways, as masks, that no answer may take in.
        steps: how many are left; below zero the search was cut short and its answer proves nothing.
    """

    prices: Sequence[Mapping[int, int]]
    sizes: Sequence[int]
    told: Sequence[int] = ()
    steps: int = MAX_STEPS
    found: Way | None = None
    _payers: list[int] = field(default_factory=list)
    _claims: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _sharing: dict[int, int] = field(default_factory=dict)

    def cheapest(self, clashes: Sequence[int]) -> Way | None:
        """The cheapest way, of these the smallest; None where there is none."""
        self._payers = [sum(1 << p for p in price) for price in self.prices]
        least = _least(clashes)
        self._search(Way(0, 0, 0), {}, self._useful(least), least)
        return self.found

    def _useful(self, clashes: Sequence[int]) -> int:
        """The claims without those that another stands in for everywhere, no dearer and sooner given up."""
        met = {
            c: sum(1 << n for n, clash in enumerate(clashes) if clash >> c & 1)
            for c in _bits(_union(clashes))
        }
        fresh = [c for c in met if not any(t >> c & 1 for t in self.told)]

        def idle(c: int) -> bool:
            return any(
                self.sizes[d] < self.sizes[c]
                and met[d] & met[c] == met[c]
                and all(v <= self.prices[c].get(p, 0) for p, v in self.prices[d].items())
                for d in fresh
            )

        return sum(1 << c for c in met if not idle(c))

    def _search(self, way: Way, paid: Mapping[int, int], free: int, unmet: list[int]) -> None:
        """Every way that goes on from here by claims that are still free, unless it cannot be cheaper."""
        while True:
            self.steps -= 1
            if self.steps < 0:
                return
            rest = [clash & free for clash in unmet]
            if not all(rest):
                return
            forced = next((clash for clash in rest if not clash & (clash - 1)), 0)
            if not forced:
                break
            taken = self._with(way, paid, forced.bit_length() - 1)
            if taken is None:
                return
            way, paid = taken
            unmet = [clash for clash in unmet if not clash & forced]
        if not rest:
            self.found = way
            return
        extra = {c: self._extra(c, paid) for c in self._of(_union(rest))}
        if self._promises(way, rest, extra):
            self._branch(way, paid, free, rest, extra)

    def _of(self, mask: int) -> tuple[int, ...]:
        """The claims of a mask, read once."""
        found = self._claims.get(mask)
        if found is None:
            found = self._claims[mask] = tuple(_bits(mask))
        return found

    def _branch(
        self, way: Way, paid: Mapping[int, int], free: int, rest: list[int], extra: Mapping[int, int]
    ) -> None:
        """Meets the narrowest clash by each of its claims in turn, cheapest first; those before it stay."""
        narrow = min(rest, key=lambda clash: (clash.bit_count(), -min([extra[c] for c in self._of(clash)])))
        meets = {c: sum([clash >> c & 1 for clash in rest]) for c in self._of(narrow)}
        for c in sorted(meets, key=lambda c: (extra[c], -meets[c], c)):
            taken = self._with(way, paid, c)
            if taken is not None:
                self._search(*taken, free, [clash for clash in rest if not clash >> c & 1])
            free &= ~(1 << c)

    def _with(self, way: Way, paid: Mapping[int, int], c: int) -> tuple[Way, Mapping[int, int]] | None:
        """A way with one claim more; None where it was told already or another is as cheap."""
        more = self._extra(c, paid)
        taken = Way(way.chosen | 1 << c, way.cost + more, way.size + self.sizes[c])
        if not self._better(taken.cost, taken.size) or any(t & taken.chosen == t for t in self.told):
            return None
        return taken, {**paid, **{p: v for p, v in self.prices[c].items() if v > paid.get(p, 0)}}

    def _extra(self, c: int, paid: Mapping[int, int]) -> int:
        return sum([v - paid.get(p, 0) for p, v in self.prices[c].items() if v > paid.get(p, 0)])

    def _paying(self, clash: int) -> int:
        """All who could pay for a clash, as a mask, put together once."""
        found = self._sharing.get(clash)
        if found is None:
            found = self._sharing[clash] = _union([self._payers[c] for c in self._of(clash)])
        return found

    def _better(self, cost: float, size: float) -> bool:
        return self.found is None or (cost, size) < (self.found.cost, self.found.size)

    def _promises(self, way: Way, rest: Sequence[int], extra: Mapping[int, int]) -> bool:
        """Whether a bound on all that follows leaves room: clashes that share no payer each cost some."""
        if self.found is None:
            return True
        least = [(min([extra[c] for c in self._of(clash)]), clash) for clash in rest]
        cost, seen = way.cost, 0
        for price, clash in sorted(least, key=lambda at: (-at[0], at[1].bit_count())):
            payers = self._paying(clash)
            if price and not payers & seen:
                cost, seen = cost + price, seen | payers
        if cost != self.found.cost:
            return cost < self.found.cost
        size, met = way.size, 0
        for clash in sorted(rest, key=int.bit_count):
            if not clash & met:
                size, met = size + min([self.sizes[c] for c in self._of(clash)]), met | clash
        return size < self.found.size


def _least(clashes: Sequence[int]) -> list[int]:
    """Without clashes that take in another: whatever meets that one meets them."""
    kept: list[int] = []
    for clash in sorted(set(clashes), key=lambda c: (c.bit_count(), c)):
        if not any(k & clash == k for k in kept):
            kept.append(clash)
    return kept


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _union(masks: Sequence[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found
