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
    """Reports of one site in order of their days; `low` and `high` equal the count where no bounds are."""

    days: Floats
    counts: Floats
    known: Floats
    low: Floats
    high: Floats


def tracks(crisis: Crisis, *, corrected: bool = True) -> tuple[Track, ...]:
    """The reports of each target site, in the order of `Crisis.targets`.

    Args:
        corrected: multiply counts before each registration correction by count(on its day) / count(before
            it). As known on a day: only corrections known by then are used.
    """
    places = {name: n for n, name in enumerate(crisis.targets)}
    found: list[list[tuple[float, ...]]] = [[] for _ in places]
    for o in crisis.observations:
        if o.site in places:
            low, high = (o.count if end is None else end for end in (o.low, o.high))
            found[places[o.site]].append((o.day, o.count, o.known, low, high))
    made = []
    for name, rows in zip(crisis.targets, found, strict=True):
        rows.sort()
        table = np.array(rows, dtype=float).reshape(-1, 5)
        days, counts = table[:, 0], table[:, 1]
        factor = np.ones(len(days))
        if corrected:
            steps = recounts(crisis, name, days, counts)
            factor = np.append(np.cumprod(steps[:0:-1])[::-1], 1.0)[: len(days)]
        made.append(Track(days, counts * factor, table[:, 2], table[:, 3] * factor, table[:, 4] * factor))
    return tuple(made)


def recounts(crisis: Crisis, site: str, days: Floats, counts: Floats) -> Floats:
    """By which factor each count of a site was recounted against the one before it; 1 where it was not.

    Where people went over to individual registration the first count from that day on and the one before it
    are taken for the same people (FLEE's "normalize").
    """
    steps = np.ones(len(days))
    for correction in crisis.corrections:
        at = int(np.searchsorted(days, correction.day))
        if correction.site == site and 0 < at < len(days) and counts[at - 1] > 0:
            steps[at] = counts[at] / counts[at - 1]
    return steps


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
