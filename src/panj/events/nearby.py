"""Which developments may be one, or against each other: those whose places do not lie apart.

Takes what says whether one place lies in another; gives, for a development, those put in before it that are
worth comparing. Places are few where developments are many: each pair of codes is compared once, and names
without a code are found by their words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from threading import Lock

from panj.model import Development

Within = Callable[[str, str], bool]
Spot = tuple[str | None, str | None]
# words that two names may share by chance
_STOP = frozenset({"the", "a", "an", "of", "in", "and", "its", "state", "u.s.", "president", "minister"})
_STOP |= {"government", "authorities", "officials", "forces", "troops"}


@lru_cache(maxsize=4_096)
def words_of(text: str) -> frozenset[str]:
    """The words by which two names are compared."""
    return frozenset(w for w in re.findall(r"[\w.]+", text.lower()) if w not in _STOP)


class Grounds:
    """Which places, as written and by code, lie apart; what was once compared is known from then on.

    Args:
        within: whether the place of the first code lies in that of the second; the same at any time.
    """

    def __init__(self, within: Within) -> None:
        self._within = within
        self._near: dict[Spot, dict[Spot, bool | None]] = {}
        self._open: list[Spot] = []
        self._coded: dict[str, list[Spot]] = defaultdict(list)
        self._beside: dict[str, list[str]] = {}
        self._worded: dict[str, list[Spot]] = defaultdict(list)
        self._lock = Lock()

    def near(self, d: Development) -> Mapping[Spot, bool | None]:
        """The places that do not lie apart from that of a development; None: where one of the two is open."""
        spot = (d.place, d.place_code)
        if spot not in self._near:
            with self._lock:
                self._take(spot)
        return self._near[spot]

    def agree(self, a: Development, b: Development) -> bool | None:
        """Whether places agree: one in the other, or names with a word in common; None: one is open."""
        self.near(b)
        return self.near(a).get((b.place, b.place_code), False)

    def _take(self, spot: Spot) -> None:
        """A place not met before, set against those that may agree with it."""
        if spot in self._near:
            return
        found: dict[Spot, bool | None] = {
            other: agreed for other in self._likely(spot) if (agreed := self._agree(spot, other)) is not False
        }
        for other, agreed in found.items():  # a new mapping: another thread may be going through the old one
            if other != spot:
                self._near[other] = {**self._near[other], spot: agreed}
        self._put(spot)
        self._near[spot] = found

    def _likely(self, spot: Spot) -> list[Spot]:
        """The places that may agree with one, itself among them."""
        name, code = spot
        if name is None:
            return [*self._near, spot]
        same = [o for c in self._codes_beside(code) for o in self._coded[c]] if code else []
        worded = (o for w in words_of(name) for o in self._worded[w] if not (code and o[1]))
        return list(dict.fromkeys([*self._open, *same, *worded, spot]))

    def _codes_beside(self, code: str) -> list[str]:
        """The codes of places that lie in that of a code, or in which it lies."""
        if code not in self._beside:
            found = [c for c in self._beside if self._within(c, code) or self._within(code, c)]
            for other in found:
                self._beside[other].append(code)
            self._beside[code] = [*found, code]
        return self._beside[code]

    def _put(self, spot: Spot) -> None:
        name, code = spot
        if name is None:
            self._open.append(spot)
            return
        if code:
            self._coded[code].append(spot)
        for word in words_of(name):
            self._worded[word].append(spot)

    def _agree(self, spot: Spot, other: Spot) -> bool | None:
        if spot[0] is None or other[0] is None:
            return None
        if spot[1] and other[1]:
            return self._within(spot[1], other[1]) or self._within(other[1], spot[1])
        return bool(words_of(spot[0]) & words_of(other[0]))


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
        near, held = self._grounds.near(d), self._held
        spots = [spot for spot, agreed in near.items() if spot in held and (agreed or self._open_too)]
        found = [pair for spot in spots for pair in held[spot]]
        found.sort(key=lambda pair: pair[0])
        yield from found
