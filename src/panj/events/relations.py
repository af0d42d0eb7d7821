"""How events stand to each other: part and whole, parts that exhaust it, the same people, and suspicions.

Takes events and the frames of their claims; gives `Link`s. What a report says is a row of the tally; what
only looks like a part (a smaller figure, inside in place, time and group) is a hypothesis: shown, and never
added to its whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from panj.events.frames import Frame
from panj.model import Event, Measure


class LinkKind(StrEnum):
    """What a link says: Σ parts ≤ whole, Σ parts = whole, or perhaps a part."""

    SUBSET = "subset"
    PARTITION = "partition"
    HYPOTHESIS = "hypothesis"


@dataclass(frozen=True, slots=True)
class Link:
    """Parts and their whole by event id; the claims that say so; why in words."""

    kind: LinkKind
    parts: tuple[str, ...]
    whole: str
    claims: tuple[str, ...]
    why: str


_STAY = frozenset({Measure.ADMISSION, Measure.RELOCATION, Measure.HOSTED})
_BACK = frozenset({Measure.RETURN, Measure.FORCED_RETURN, Measure.DEPARTURE})


def stated_links(events: Sequence[Event], frames: Mapping[str, Sequence[Frame]]) -> list[Link]:
    """Parts and wholes as the reports state them (`part_of`, `partition`)."""
    home = {f.claim.id: e.id for e in events for f in frames[e.id]}
    parts: dict[tuple[str, str], list[Frame]] = defaultdict(list)
    for e in events:
        for f in frames[e.id]:
            whole = f.claim.part_of
            if whole is not None and home.get(whole, e.id) != e.id:
                parts[whole, f.claim.report].append(f)
    links: list[Link] = []
    for (whole, _), members in sorted(parts.items()):
        links.extend(_of_whole(home[whole], members, home))
    return links


def _of_whole(whole: str, members: Sequence[Frame], home: Mapping[str, str]) -> Iterator[Link]:
    for f in members:
        part = home[f.claim.id]
        yield Link(LinkKind.SUBSET, (part,), whole, (f.claim.id,), f"{f.claim.text}: a part of its whole")
    exhaustive = [f for f in members if f.claim.partition]
    for chosen in _partitions(exhaustive):
        parts = tuple(sorted({home[f.claim.id] for f in chosen}))
        claims = tuple(sorted(f.claim.id for f in chosen))
        yield Link(LinkKind.PARTITION, parts, whole, claims, "the parts make up their whole")


def _partitions(members: Sequence[Frame]) -> Iterator[tuple[Frame, ...]]:
    """One set per way of naming each outcome once: "accepted" and "moved to the capital" are one outcome."""
    kinds: dict[object, dict[Measure, list[Frame]]] = defaultdict(lambda: defaultdict(list))
    for f in members:
        kinds[_outcome(f.measure)][f.measure].append(f)
    if not members or (len(kinds) == 1 and len(members) == 1):
        return
    for choice in product(*(by_measure.values() for by_measure in kinds.values())):
        yield tuple(f for group in choice for f in group)


def _outcome(measure: Measure) -> object:
    if measure in _STAY:
        return "stay"
    return "back" if measure in _BACK else measure
