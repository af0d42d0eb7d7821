"""Where people are: now, while a simulation runs, and at the end of each of its days.

Takes nothing; gives `Flow`, what a run comes to, and `State`, what it holds between two days.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panj.outlook.network import Floats


@dataclass(frozen=True, slots=True)
class Flow:
    """Where people are at the end of each day; a run of one member has members = 1.

    Args:
        present: at each target site, (members, days, sites).
        passing: at hubs and redirecting places, waiting where they set out, and under way; (members, days).
        returned: gone home, up to each day; (members, days).
        entered: newcomers and those there at the start, up to each day; (members, days).
        moved: persons who set out from each origin to each place over the whole run, (origins, places), the
            mean over members; `origins` and `places` name them.
    """

    present: Floats
    passing: Floats
    returned: Floats
    entered: Floats
    moved: Floats
    origins: tuple[str, ...]
    places: tuple[str, ...]

    def unaccounted(self) -> float:
        """The most persons that any day gains or loses; 0 but for rounding."""
        held = self.present.sum(axis=2) + self.passing + self.returned
        return float(np.abs(held - self.entered).max(initial=0.0))


@dataclass(slots=True)
class State:
    """Persons now: at places, waiting at origins, under way by day of arrival."""

    there: Floats  # (members, places)
    waiting: Floats  # (members, origins)
    under_way: Floats  # (slots, members, groups, origins, ways)
    unplaced: Floats  # (members,): newcomers before any conflict is known
    sent: Floats  # (members, sources): persons who have fled each source
    returned: Floats  # (members,)
    entered: Floats  # (members,)
    moved: Floats  # (origins, places), up to the epoch
    taken: Floats  # (origins, ways), in this epoch
    moving: Floats  # (members,): persons under way
