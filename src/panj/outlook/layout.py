"""How ways are laid out for fast sums, and what becomes of those under way when ways change.

Takes the ways of an `Epoch` and speeds; gives `Layout`: days under way, and sums by place of arrival.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panj.outlook.epochs import Epoch
from panj.outlook.network import Bools, Floats, Ints


@dataclass(frozen=True, slots=True)
class Layout:
    """Fixed as long as the ways are.

    Args:
        slots: one more than the most days under way.
        trips: for each group, (days under way, which ways take so many); ways have shape (origins, ways).
        places: number of places; ends: the place that each way leads to, flat.
    """

    slots: int
    trips: tuple[tuple[tuple[int, Bools], ...], ...]
    places: int
    ends: Ints
    by_place: Ints
    place_of: Ints
    first_of: Ints

    def per_place(self, ways: Floats) -> Floats:
        """Sums a table of ways by the place they lead to; (members, origins, ways) → (members, places)."""
        flat = ways.reshape(len(ways), -1)
        if len(flat) == 1:
            return np.bincount(self.ends, flat[0], self.places)[None].astype(float)
        out = np.zeros((len(flat), self.places))
        out[:, self.place_of] = np.add.reduceat(flat[:, self.by_place], self.first_of, axis=1)
        return out


def laid_out(epoch: Epoch, speeds: Floats, places: int) -> Layout:
    """The layout of an epoch's ways for groups of these speeds (km a day)."""
    km = np.where(np.isfinite(epoch.km), epoch.km, 0.0)
    # Who sets out in the morning arrives the same day where the way is no longer than a day's journey.
    delay = np.maximum(np.ceil(km / speeds[:, None, None]).astype(np.int64) - 1, 0)
    ends = epoch.to.ravel()
    order = np.argsort(ends, kind="stable")
    place_of, first_of = np.unique(ends[order], return_index=True)
    trips = tuple(tuple((int(d), group == d) for d in np.unique(group)) for group in delay)
    return Layout(int(delay.max(initial=0)) + 1, trips, places, ends, order, place_of, first_of)


def is_open(epoch: Epoch) -> Bools:
    """Which ways anybody may take; (origins, ways)."""
    weight = epoch.weight.max(axis=0) if epoch.weight.ndim == 3 else epoch.weight
    return np.asarray(weight > 0)


def carried_over(under_way: Floats, before: Epoch, after: Epoch, places: int) -> tuple[Floats, Floats]:
    """Those under way in the table of ways that holds now, and those who turn back.

    Who is on a way that has been shut, or whose end takes nobody any more, goes back to where they set out.

    Args:
        under_way: (slots, members, groups, origins, ways) in the table of `before`.

    Returns:
        The same in the table of `after`; and who turned back, (members, groups, origins, ways of `before`).
    """
    new = np.zeros((*under_way.shape[:3], *after.to.shape))
    origins = np.arange(len(before.to))[:, None]
    at = np.full((len(before.to), places), -1)
    usable = np.isfinite(after.km) & is_open(after)
    rows, columns = np.nonzero(usable)
    at[rows, after.to[rows, columns]] = columns
    match = at[origins, before.to]
    # A way that has become longer is another way: the one they were on is shut.
    same = (
        (match >= 0) & (after.km[origins, np.maximum(match, 0)] <= before.km + 1e-9) & np.isfinite(before.km)
    )
    moving = under_way.any(axis=(0, 1, 2))
    rows, columns = np.nonzero(moving & same)
    new[..., rows, match[rows, columns]] = under_way[..., rows, columns]
    return new, (under_way * (moving & ~same)).sum(axis=0)
