"""Which of many things a scope may hold at all, whatever the days: found by what they cover, not one by one.

Takes extents in their order; gives the numbers of those that do not surely lie outside a scope. Thousands of
extents share a few dozen measures, groups and routes, so that each of these is compared with a scope once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from panj.events.scopes import Places
from panj.tally.scope import Extent, Lies, lies_but_for_days


class Covering:
    """Extents by what they cover but for days.

    Args:
        extents: in their order.
        places: by which they are compared.
    """

    def __init__(self, extents: Iterable[Extent], places: Places) -> None:
        self._places = places
        self._alike: dict[int, tuple[Extent, list[int]]] = {}
        for n, extent in enumerate(extents):
            self._alike.setdefault(extent.key, (extent, []))[1].append(n)
        self._near: dict[int, Sequence[int]] = {}

    def near(self, scope: Extent) -> Sequence[int]:
        """The numbers of those that may lie in a scope on some day, in their order."""
        if scope.key not in self._near:
            held = (
                numbers
                for extent, numbers in self._alike.values()
                if lies_but_for_days(extent, scope, self._places) is not Lies.OUT
            )
            self._near[scope.key] = sorted(n for numbers in held for n in numbers)
        return self._near[scope.key]
