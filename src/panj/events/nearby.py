"""Which developments may be one, or against each other: those whose places do not lie apart.

Takes what says whether two places agree; gives, for a development, those put in before it that are worth
comparing. Places are few where developments are many, so each pair of places is compared once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from panj.model import Development

Agree = Callable[[Development, Development], bool | None]
_Spot = tuple[str | None, str | None]


class Nearby:
    """Developments by place.

    Args:
        agree: whether the places of two developments agree; None: one of them is open. It must depend on
            nothing but the two places, as written and by code.
        open_too: whether those with an open place are worth comparing.
    """

    def __init__(self, agree: Agree, *, open_too: bool) -> None:
        self._agree, self._open_too = agree, open_too
        self._first: dict[_Spot, Development] = {}
        self._near: dict[_Spot, list[_Spot]] = {}
        self._held: dict[_Spot, list[tuple[int, Development]]] = defaultdict(list)

    def add(self, d: Development, mark: int) -> None:
        """Puts a development in; `mark` comes back with it."""
        self._held[self._spot(d)].append((mark, d))

    def of(self, d: Development) -> Iterator[tuple[int, Development]]:
        """Marks and developments worth comparing, by mark, of one mark in the order in which they came."""
        found = [pair for spot in self._near[self._spot(d)] for pair in self._held.get(spot, ())]
        found.sort(key=lambda pair: pair[0])
        yield from found

    def _spot(self, d: Development) -> _Spot:
        spot = (d.place, d.place_code)
        if spot not in self._first:
            self._first[spot] = d
            self._near[spot] = []
            for other, first in self._first.items():
                if self._is_near(d, first):
                    self._near[spot].append(other)
                    if other != spot:
                        self._near[other].append(spot)
        return spot

    def _is_near(self, a: Development, b: Development) -> bool:
        agreed = self._agree(a, b)
        return self._open_too if agreed is None else agreed
