"""Contradictions: the smallest sets of claims that cannot hold together, and the consistent stories.

Takes a component; gives a `Settlement`: which rows the tally stands on, the minimal conflicting sets, and
the stories (each a largest consistent set of claims), the most credible first. Conventional ends give way
before any claim does, and no claim becomes a suspect by one.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from panj.tally.components import Component

MAX_STORIES = 6
MAX_TRIALS = 120


@dataclass(frozen=True, slots=True)
class Story:
    """What a consistent reading gives up: claims, rows off in all, and how much credibility that costs."""

    dropped: tuple[str, ...]
    off: frozenset[int]
    cost: float


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a component stands: its conflicts (claims of each smallest set) and its stories, best first."""

    stories: tuple[Story, ...]
    conflicts: tuple[tuple[str, ...], ...] = ()
    relaxed: tuple[int, ...] = ()

    @property
    def chosen(self) -> Story:
        """The story that the tally stands on."""
        return self.stories[0]


Credence = Callable[[Iterable[str]], float]


def settle(part: Component, *, credence: Credence, order: Mapping[str, tuple[str, str]]) -> Settlement:
    """Settles a component.

    Args:
        part: the component.
        credence: what giving up a set of claims costs; claims of one origin count once.
        order: publication and id of each claim; breaks ties.
    """
    if part.program.feasible():
        return Settlement((Story((), frozenset(), 0.0),))
    soft = part.soft()
    if part.program.feasible(frozenset(soft)):
        relaxed = _relax(part, (), order)
        return Settlement((Story((), frozenset(relaxed), 0.0),), relaxed=relaxed)
    conflicts, hitting = _hitting_sets(part, frozenset(soft), credence, order)
    stories = []
    for dropped, cost in hitting:
        off = part.off(dropped)
        relaxed = _relax(part, dropped, order)
        stories.append(Story(dropped, off | set(relaxed), cost))
    return Settlement(tuple(stories), conflicts, tuple(sorted(stories[0].off & set(soft))))


def _relax(
    part: Component, dropped: tuple[str, ...], order: Mapping[str, tuple[str, str]]
) -> tuple[int, ...]:
    """The conventional ends that must give way, as few as the order of claims allows."""
    base = part.off(dropped)
    if part.program.feasible(base):
        return ()
    off = set(part.soft()) - base
    for i in sorted(off, key=lambda i: [order.get(c, ("9999", c)) for c in part.rows[i].claims]):
        if part.program.feasible(base | (off - {i})):
            off.discard(i)
    return tuple(sorted(off))


def minimal(part: Component, off: frozenset[int], order: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """A smallest set of claims that cannot hold together; `off` rows stay out of it.

    Halves first, then single claims, latest first.
    """
    live = {c for i, r in enumerate(part.rows) if i not in off for c in r.claims}
    kept = sorted(live, key=lambda c: order.get(c, ("9999", c)), reverse=True)

    def broken(claims: Iterable[str]) -> bool:
        return not part.program.feasible(off | part.off(live - set(claims)))

    size = max(1, len(kept) // 2)
    while True:
        at = 0
        while at < len(kept):
            fewer = kept[:at] + kept[at + size :]
            if broken(fewer):
                kept = fewer
            else:
                at += size
        if size == 1:
            return tuple(reversed(kept))
        size = max(1, size // 2)


def _hitting_sets(
    part: Component, soft: frozenset[int], credence: Credence, order: Mapping[str, tuple[str, str]]
) -> tuple[tuple[tuple[str, ...], ...], list[tuple[tuple[str, ...], float]]]:
    """Sets of claims whose loss ends every contradiction, cheapest first (Reiter's hitting-set tree)."""
    ticket = count()
    heap: list[tuple[float, int, tuple[tuple[str, str], ...], int, frozenset[str]]] = [
        (0.0, 0, (), next(ticket), frozenset())
    ]
    seen: set[frozenset[str]] = {frozenset()}
    sets: list[tuple[str, ...]] = []
    found: list[tuple[tuple[str, ...], float]] = []
    trials = 0
    while heap and len(found) < MAX_STORIES and (trials < MAX_TRIALS or not found):
        cost, _, _, _, dropped = heapq.heappop(heap)
        trials += 1
        if any(set(f) <= dropped for f, _ in found):
            continue
        off = soft | part.off(dropped)
        clash = next((s for s in sets if dropped.isdisjoint(s)), None)
        if clash is None and part.program.feasible(off):
            found.append((_sorted(dropped, order), cost))
            continue
        if clash is None:
            clash = minimal(part, off, order)
            sets.append(clash)
        for claim in clash:
            wider = dropped | {claim}
            if wider not in seen:
                seen.add(wider)
                latest_first = tuple(_reversed(order.get(c, ("9999", c))) for c in _sorted(wider, order))
                heapq.heappush(heap, (credence(wider), len(wider), latest_first, next(ticket), wider))
    return tuple(sorted(sets)), found


def _sorted(claims: Iterable[str], order: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    return tuple(sorted(claims, key=lambda c: order.get(c, ("9999", c))))


def _reversed(key: tuple[str, str]) -> tuple[str, str]:
    """A key that sorts later days first: of two claims as credible, the later gives way."""
    day, name = key
    return ("".join(chr(0x10FFFF - ord(c)) for c in day), name)
