"""Totals of an earlier time that a report sets beside its own: "93,700 this year, against 44,700 in 2022".

Takes events with their frames; gives the ids of such totals. They answer a question that asks about their
days; one without a first day is about the time that the reports are about, and does not add them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import permutations

from panj.events.compare import same_measure
from panj.events.frames import Frame
from panj.events.scopes import Places, Relation, group_relation
from panj.model import PeriodKind

PAST = timedelta(days=180)  # before the report, from which on a total's days are those of another time


def compared(frames: Mapping[str, Sequence[Frame]], places: Places) -> frozenset[str]:
    """Ids of the events all of whose claims are such totals."""
    told: dict[tuple[str, int], list[Frame]] = defaultdict(list)
    for members in frames.values():
        for f in members:
            if f.kind is PeriodKind.CUMULATIVE and f.window.start is not None:
                told[f.claim.report, f.claim.sentence.start].append(f)
    past = {c for said in told.values() if len(said) > 1 for c in _past(said, places)}
    return frozenset(
        e for e, members in frames.items() if members and all(f.claim.id in past for f in members)
    )


def _past(said: Sequence[Frame], places: Places) -> Iterator[str]:
    for old, now in permutations(said, 2):
        end, start = old.window.end, now.window.start
        if end is None or start is None or old.known is None or end >= start or end + PAST > old.known:
            continue
        apart = Relation.APART in (
            places.relation(old.destination, now.destination),
            places.relation(old.origin, now.origin),
            group_relation(old.group, now.group),
        )
        if same_measure(old.measure, now.measure) and old.unit == now.unit and not apart:
            yield old.claim.id
