"""Developments of one kind in the order in which they became known, with what was found of them.

Takes developments in that order and the days of their reports; gives which are one and which stand against
each other. A later telling never changes what earlier ones came to, so that a day whose tellings begin like
those of a day that was asked for before, or are their beginning, costs what it adds.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from panj.events.nearby import Grounds, Nearby, Within
from panj.events.tellings import Ground, against, one
from panj.model import Development, DevelopmentKind

_K = DevelopmentKind
OPPOSED = (_K.CONTROL, _K.CROSSING_STATUS, _K.RETURN, _K.EVACUATION)
_HELD = 4  # strands of a kind: of a case, of what is public of it, of what stood before a decision


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two tellings of one place and period that cannot both hold, and why, in words."""

    one: str
    other: str
    reason: str


@dataclass(frozen=True, slots=True)
class Strand:
    """Developments of one kind, oldest first.

    Args:
        told: the developments.
        days: on which each was published.
        homes: of each the number of its group; groups are numbered by their first telling.
        opposed: places of the earlier and the later in `told`, with what sets them apart; by the later.
    """

    told: Sequence[Development] = ()
    days: Sequence[date | None] = ()
    homes: Sequence[int] = ()
    opposed: Sequence[tuple[int, int, Opposition]] = ()

    def shared(self, told: Sequence[Development], days: Sequence[date | None]) -> int:
        """How many of the first are the same."""
        pairs = zip(self.told, told, self.days, days, strict=False)
        unlike = (n for n, (a, b, d, e) in enumerate(pairs) if d != e or not (a is b or a == b))
        return next(unlike, min(len(self.told), len(told)))

    def until(self, n: int) -> Strand:
        """The first so many, and what they came to."""
        if n == len(self.told):
            return self
        opposed = [found for found in self.opposed if found[1] < n]
        return Strand(self.told[:n], self.days[:n], self.homes[:n], opposed)


class Strands:
    """The strands of a gazetteer, those asked for last kept.

    Args:
        within: whether the place of the first code lies in that of the second; the same at any time.
    """

    def __init__(self, within: Within) -> None:
        self.places = Grounds(within)
        self._held: dict[DevelopmentKind, deque[Strand]] = defaultdict(lambda: deque(maxlen=_HELD))

    def of(self, kind: DevelopmentKind, told: Sequence[Development], days: Sequence[date | None]) -> Strand:
        """What developments of a kind come to.

        Args:
            kind: of all of them.
            told: oldest first.
            days: on which each was published.
        """
        held = list(self._held[kind])
        known = max(held, key=lambda s: s.shared(told, days), default=Strand())
        n = known.shared(told, days)
        if n == len(told):
            return known.until(n)
        made = self._grown(known.until(n), kind, told, days)
        others = [
            s for s in held if s is not known or n < len(known.told)
        ]  # what goes on from one replaces it
        self._held[kind] = deque([*others, made], maxlen=_HELD)
        return made

    def _grown(
        self, known: Strand, kind: DevelopmentKind, told: Sequence[Development], days: Sequence[date | None]
    ) -> Strand:
        """A strand with the developments that come after it."""
        ground = Ground(dict(zip((d.report for d in told), days, strict=True)), self.places)
        homes, opposed = list(known.homes), list(known.opposed)
        near, beside = (Nearby(self.places, open_too=open_too) for open_too in (True, False))
        groups = max(homes, default=-1) + 1
        for n, d in enumerate(told):
            if n >= len(known.told):
                homes.append(next((k for k, other in near.of(d) if one(d, other, ground)), groups))
                groups = max(groups, homes[n] + 1)
                opposed += _against(d, n, beside, ground) if kind in OPPOSED else ()
            near.add(d, homes[n])
            beside.add(d, n)
        return Strand(told, days, homes, opposed)


def _against(d: Development, n: int, beside: Nearby, ground: Ground) -> list[tuple[int, int, Opposition]]:
    """Earlier developments that a later one cannot hold with."""
    found = ((k, other, against(other, d, ground)) for k, other in beside.of(d))
    return [(k, n, Opposition(other.id, d.id, reason)) for k, other, reason in found if reason]


@lru_cache(maxsize=4)
def strands_by(within: Within) -> Strands:
    """The strands of what says which places lie in others: a gazetteer's are asked for again and again."""
    return Strands(within)
