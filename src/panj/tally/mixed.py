"""Where figures of several peoples are told of one movement, whose people each counts; elsewhere nothing.

Takes the extents of events; gives them with `people` kept only where another people moved the same way in
the same days. "16,000 Afghans came" is as good as "16,000 people" unless Pakistanis are counted beside them.
Of totals of several peoples in one sentence, gives rows: who is of no people told lies in them together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from panj.events.rules import linking_rules
from panj.events.scopes import Places, Relation
from panj.tally.scope import Extent, reads_as_in
from panj.tally.system import System
from panj.tally.totals import Total, coordinated


def of_several_peoples(extents: Mapping[str, Extent], places: Places) -> dict[str, Extent]:
    """Event id → extent, its people cleared where no other people is told of on that way.

    Args:
        extents: of events, by id.
        places: places within places.
    """
    told: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for event, x in extents.items():
        if x.people is not None and not x.measures & linking_rules().stocks:
            told[x.unit, places.country(x.destination)].append(event)
    kept = {e for alike in told.values() for e in alike if _beside(e, alike, extents, places)}
    return {e: x if x.people is None or e in kept else replace(x, people=None) for e, x in extents.items()}


def _beside(event: str, alike: Sequence[str], extents: Mapping[str, Extent], places: Places) -> bool:
    """Whether a figure of another people is told of that movement."""
    x = extents[event]
    others = (extents[e] for e in alike if extents[e].people != x.people)
    return any(_one_movement(x, o, places) for o in others)


def _one_movement(a: Extent, b: Extent, places: Places) -> bool:
    apart = Relation.APART in (
        places.relation(a.destination, b.destination),
        places.relation(a.origin, b.origin),
    )
    return bool(a.measures & b.measures) and not apart and a.window.overlaps(b.window)


def union_rows(system: System, totals: Sequence[Total], places: Places) -> Iterator[dict[int, float]]:
    """Per totals of several peoples in one breath: their parts hold at least those who may be in each.

    "88,634 Syrians and 27,830 Lebanese had crossed": the "30,000 people" of those days are among them.
    """
    for together in _in_one_breath(totals):
        held = {t.id: dict(system.parted.get(t.id, ())) for t in together}
        shared = [{c for m in parts.values() for c in m} for parts in held.values()]
        scope = replace(together[0].extent, people=None)
        common = set.intersection(*shared)
        for kind in ("occurrence", "rest", "unseen"):
            within = [c for c in sorted(common) if system.columns[c].kind == kind]
            within = [c for c in within if reads_as_in(system.columns[c].extent, scope, places)]
            parts = [p for ps in held.values() for p, m in ps.items() if system.columns[m[0]].kind == kind]
            if within:
                yield dict.fromkeys(parts, 1.0) | dict.fromkeys(within, -1.0)


def _in_one_breath(totals: Sequence[Total]) -> Iterator[list[Total]]:
    """Totals of different peoples that one sentence gives for the same days and way."""
    left = [t for t in totals if t.extent.people is not None]
    while left:
        first, *rest = left
        together = [first, *(t for t in rest if coordinated(first.frames, t.frames) and _alike(first, t))]
        left = [t for t in rest if t not in together]
        if len(together) > 1:
            yield together


def _alike(a: Total, b: Total) -> bool:
    """Whether two totals differ in the people alone."""
    return a.extent.people != b.extent.people and a.extent == replace(b.extent, people=a.extent.people)
