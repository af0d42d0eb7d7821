"""Which developments may be one, or against each other: those whose places do not lie apart.

Takes what says whether two places agree; gives, for a development, those put in before it that are worth
comparing. Places are few where developments are many, so each pair of places is compared once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from panj.model import Development

Agree = Callable[[Development, Development], bool | None]
Spot = tuple[str | None, str | None]


class Grounds:
    """Which places, as written and by code, lie apart; each pair is compared once.

    Args:
        agree: whether the places of two developments agree; None: one of them is open. It must depend on
            nothing but the two places.
    """

    def __init__(self, agree: Agree) -> None:
        self._agree = agree
        self._first: dict[Spot, Development] = {}
        self._near: dict[Spot, list[tuple[Spot, bool | None]]] = {}

    def near(self, d: Development) -> Sequence[tuple[Spot, bool | None]]:
        """The places that do not lie apart from that of a development; None: where one of the two is open."""
        spot = (d.place, d.place_code)
        if spot not in self._first:
            self._first[spot] = d
            self._near[spot] = []
            for other, first in self._first.items():
                agreed = self._agree(d, first)
                if agreed is not False:
                    self._near[spot].append((other, agreed))
                    if other != spot:
                        self._near[other].append((spot, agreed))
        return self._near[spot]


class Nearby:
    """Developments by place.

    Args:
        grounds: which places lie apart.
        open_too: whether those with an open place are worth comparing.
    """

    def __init__(self, grounds: Grounds, *, open_too: bool) -> None:
        self._grounds, self._open_too = grounds, open_too
        self._held: dict[Spot, list[tuple[int, Development]]] = defaultdict(list)

    def add(self, d: Development, mark: int) -> None:
        """Puts a development in; `mark` comes back with it."""
        self._held[d.place, d.place_code].append((mark, d))

    def of(self, d: Development) -> Iterator[tuple[int, Development]]:
        """Marks and developments worth comparing, by mark, of one mark in the order in which they came."""
        spots = [spot for spot, agreed in self._grounds.near(d) if agreed or self._open_too]
        found = [pair for spot in spots for pair in self._held.get(spot, ())]
        found.sort(key=lambda pair: pair[0])
        yield from found
