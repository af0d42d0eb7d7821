"""Totals of two sources that both hold only if very many moved on the few days that one alone counts.

"276,000 since the 24th" and "420,000 since the 23rd" exclude each other nowhere: 144,000 may have come on the
23rd. No bound is changed by it; a reader is told. From when on stands in rivals.toml.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from panj.events.frames import Frame
from panj.model import Event, PeriodKind
from panj.tally.rivalry import rival_rules
from panj.tally.scope import Extent
from panj.tally.sources import of_others
from panj.tally.totals import is_sum


@dataclass(frozen=True, slots=True)
class Tension:
    """By event id: `more` counts at least `people` whom `less` does not, on `extra` of its `days` days."""

    more: str
    less: str
    people: float
    extra: int
    days: int


def tensions(
    events: Sequence[Event],
    frames: Mapping[str, Sequence[Frame]],
    extents: Mapping[str, Extent],
    wholes: Mapping[str, Any],
) -> tuple[Tension, ...]:
    """Every pair of dated totals of one flow, by two sources, that are hard to hold together.

    Args:
        events: all, in the order of publication.
        frames, extents: of each event.
        wholes: event → what takes it in; a part says nothing of other wholes.
    """
    alike: dict[int, list[Event]] = defaultdict(list)
    for e in events:
        window = extents[e.id].window
        dated = window.start is not None and window.end is not None
        if e.kind is PeriodKind.CUMULATIVE and is_sum(e) and dated and e.id not in wholes:
            alike[extents[e.id].key].append(e)
    pairs = (pair for group in alike.values() if len(group) > 1 for pair in _strained(group, extents))
    return tuple(t for t in pairs if of_others(frames[t.more], frames[t.less]))


def _strained(group: Sequence[Event], extents: Mapping[str, Extent]) -> Iterator[Tension]:
    """The pairs of one flow whose days differ little and whose numbers differ much."""
    first, last = (np.array(days) for days in _days(extents[e.id] for e in group))
    low = np.array([0.0 if e.bounds.soft_low else e.bounds.low for e in group])
    high = np.array([np.inf if e.bounds.high is None or e.bounds.soft_high else e.bounds.high for e in group])
    rules = rival_rules()
    for i, e in enumerate(group):
        days = int(last[i] - first[i]) + 1
        if days < rules.least_days:
            continue
        extra = _outside(first[i], last[i], first, last)
        people = low[i] - high
        much = people >= max(rules.least_people, 1)
        much &= people * days >= rules.times * extra * low[i]
        few = (extra >= 1) & (extra <= rules.most_days * days)
        few &= _outside(first, last, first[i], last[i]) <= rules.most_days * (last - first + 1)
        for j in np.flatnonzero(much & few).tolist():
            yield Tension(e.id, group[j].id, float(people[j]), int(extra[j]), days)


def _days(extents: Iterable[Extent]) -> tuple[list[int], list[int]]:
    windows = [x.window for x in extents]
    return (
        [w.start.toordinal() for w in windows if w.start],
        [w.end.toordinal() for w in windows if w.end],
    )


def _outside(first: Any, last: Any, start: Any, end: Any) -> NDArray[np.int64]:
    """How many days of one window lie outside another."""
    both = np.minimum(last, end) - np.maximum(first, start) + 1
    found: NDArray[np.int64] = last - first + 1 - np.maximum(both, 0)
    return found
