"""Counts by day and site: what was reported as known on a day, and the table that FLEE validates against.

Takes a `Crisis`; gives arrays of shape (days, sites) in the order of `Crisis.targets`. The validation table
uses later knowledge (interpolation, registration corrections) and is for scoring alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from panj.outlook.case import Crisis

Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Track:
    """Reports of one site in order of their days: `days`, `counts` and `known` have one length."""

    days: Floats
    counts: Floats
    known: Floats


def tracks(crisis: Crisis, *, corrected: bool = True) -> tuple[Track, ...]:
    """The reports of each target site, in the order of `Crisis.targets`.

    Args:
        corrected: multiply counts before each registration correction by count(on its day) / count(before
            it), in the order of the case. As known on a day: only corrections known by then are used.
    """
    places = {name: n for n, name in enumerate(crisis.targets)}
    found: list[list[tuple[int, float, int]]] = [[] for _ in places]
    for o in crisis.observations:
        if o.site in places:
            found[places[o.site]].append((o.day, o.count, o.known))
    made = []
    for name, rows in zip(crisis.targets, found, strict=True):
        rows.sort()
        table = np.array(rows, dtype=float).reshape(-1, 3)
        days, counts, known = table[:, 0], table[:, 1].copy(), table[:, 2]
        for c in crisis.corrections:
            if corrected and c.site == name:
                _rescale(days, counts, c.day)
        made.append(Track(days, counts, known))
    return tuple(made)


def _rescale(days: Floats, counts: Floats, day: int) -> None:
    """Rescales what was counted before a correction to meet the first count from its day on."""
    at = int(np.searchsorted(days, day))
    if 0 < at < len(days) and counts[at - 1] > 0:
        counts[:at] *= counts[at] / counts[at - 1]


def validation(crisis: Crisis, length: int | None = None) -> Floats:
    """FLEE's validation counts: interpolated between reports, cut to whole persons, flat outside them.

    Returns:
        (days, sites); all zero for a site without reports.
    """
    days = np.arange(crisis.length if length is None else length)
    columns = [
        np.floor(np.interp(days, t.days, t.counts)) if len(t.days) else np.zeros(len(days))
        for t in tracks(crisis)
    ]
    return np.column_stack(columns)


def report_days(crisis: Crisis) -> Bools:
    """Which days of the case carry a report of at least one target site; shape (days,)."""
    carried = np.zeros(crisis.length, dtype=bool)
    for track in tracks(crisis, corrected=False):
        inside = (track.days >= 0) & (track.days < crisis.length)
        carried[track.days[inside].astype(int)] = True
    return carried


def last_reported(crisis: Crisis, day: int, *, corrected: bool = False) -> Floats:
    """The last count of each target known by `day`; NaN where there is none. Shape (sites,)."""
    held = crisis.as_known(day)
    return np.array([t.counts[-1] if len(t.counts) else np.nan for t in tracks(held, corrected=corrected)])
