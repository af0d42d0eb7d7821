"""Consistent readings of claims that contradict each other, and how a component stands by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Story:
    """What a consistent reading gives up: claims, rows off in all, and how much credibility that costs."""

    dropped: tuple[str, ...]
    off: frozenset[int]
    cost: float


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a component stands: its conflicts (claims of each smallest set) and its stories, best first.

    `more`: there may be stories that were not looked for. `least`: the first gives up as little as can be;
    else as little as was found. `same`: claim → others that say the very same and stand or fall with it; of
    such claims the earliest stands in `conflicts`.
    """

    stories: tuple[Story, ...]
    conflicts: tuple[tuple[str, ...], ...] = ()
    relaxed: tuple[int, ...] = ()
    more: bool = False
    least: bool = True
    same: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def chosen(self) -> Story:
        """The story that the tally stands on."""
        return self.stories[0]
