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
from typing import Protocol

from panj.events.frames import Frame
from panj.events.origins import same_voice
from panj.events.rules import linking_rules
from panj.events.scopes import Places, Relation, Window, group_relation
from panj.model import Event, Group, Measure, PeriodKind, Status, Unit


class LinkKind(StrEnum):
    """What a link says: Σ parts ≤ whole, Σ parts = whole, the same people, or perhaps a part."""

    SUBSET = "subset"
    PARTITION = "partition"
    SAME = "same"
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


class Sized(Protocol):
    """What the look for parts needs of an event's extent."""

    @property
    def measures(self) -> frozenset[Measure]: ...  # noqa: D102
    @property
    def unit(self) -> Unit: ...  # noqa: D102
    @property
    def group(self) -> Group | None: ...  # noqa: D102
    @property
    def origin(self) -> str | None: ...  # noqa: D102
    @property
    def destination(self) -> str | None: ...  # noqa: D102
    @property
    def window(self) -> Window: ...  # noqa: D102


def likely_parts(
    events: Sequence[Event],
    frames: Mapping[str, Sequence[Frame]],
    extents: Mapping[str, Sized],
    places: Places,
) -> list[Link]:
    """Occurrences that look like parts of others: smaller, and inside in place, days and group, finer in one.

    77 herders into a district on the 13th beside almost 350 into the country that week is such a pair: one
    hypothesis, never 426.
    """
    able = sorted((e for e in events if _may_part(e, frames)), key=lambda e: (_first(extents[e.id]), e.id))
    links = []
    for n, e in enumerate(able):
        for other in able[n + 1 :]:
            if not extents[other.id].window.overlaps(extents[e.id].window):
                if _first(extents[other.id]) > _last(extents[e.id]):
                    break
                continue
            for part, whole in ((e, other), (other, e)):
                why = _looks_like_part(part, whole, frames, extents, places)
                if why:
                    claims = (frames[part.id][0].claim.id, frames[whole.id][0].claim.id)
                    links.append(Link(LinkKind.HYPOTHESIS, (part.id,), whole.id, claims, why))
    return links


def _may_part(event: Event, frames: Mapping[str, Sequence[Frame]]) -> bool:
    summable = event.measure not in linking_rules().stocks and event.status is Status.HAPPENED
    dated = any(f.dated for f in frames[event.id])
    return event.kind is PeriodKind.EVENT and summable and dated


def _first(extent: Sized) -> int:
    day = extent.window.start or extent.window.end
    return day.toordinal() if day else 0


def _last(extent: Sized) -> int:
    return extent.window.end.toordinal() if extent.window.end else 10**7


def _looks_like_part(
    part: Event,
    whole: Event,
    frames: Mapping[str, Sequence[Frame]],
    extents: Mapping[str, Sized],
    places: Places,
) -> str:
    a, b = extents[part.id], extents[whole.id]
    if a.unit != b.unit or not a.measures & b.measures or part.bounds.high is None:
        return ""
    if whole.bounds.low <= part.bounds.high:
        return ""
    group = group_relation(a.group, b.group)
    to, origin = places.relation(a.destination, b.destination), places.relation(a.origin, b.origin)
    inside = {Relation.SAME, Relation.WITHIN}
    fits = group in inside and to in inside and origin is not Relation.APART and a.window.inside(b.window)
    finer = to is Relation.WITHIN or a.window != b.window or _one_toll(a, b, places)
    if not (fits and finer) or (to is not Relation.WITHIN and _one_report(part, whole, frames)):
        told_anew = fits and group is Relation.SAME and _one_toll(a, b, places)
        if not (told_anew and _two_voices(frames[part.id], frames[whole.id])):
            return ""
    return f"{part.label} may be a part of {whole.label}: smaller, and inside it in place, days and group"


def _one_toll(a: Sized, b: Sized, places: Places) -> bool:
    """Whether both are of people harmed in one spot on one day: its toll told early, and told late."""
    harms, spot = linking_rules().harms, a.destination
    one = spot is not None and spot == b.destination and a.window == b.window
    return one and bool(a.measures & harms) and spot is not None and not places.is_area(spot)


def _two_voices(some: Sequence[Frame], others: Sequence[Frame]) -> bool:
    """Whether two speakers give two tolls, or the report itself and a speaker: "48; the army says 30"."""
    pairs = [(a.claim.speaker, b.claim.speaker) for a in some for b in others]
    return all(x != y and not same_voice(x, y) for x, y in pairs)


def _one_report(part: Event, whole: Event, frames: Mapping[str, Sequence[Frame]]) -> bool:
    """A report that gives both as occurrences of their own does not mean one by the other."""
    given = {f.claim.report for f in frames[part.id]}
    return any(f.claim.report in given for f in frames[whole.id])


def stated_links(events: Sequence[Event], frames: Mapping[str, Sequence[Frame]]) -> list[Link]:
    """Parts and wholes as the reports state them (`part_of`, `partition`)."""
    home = {f.claim.id: e.id for e in events for f in frames[e.id]}
    units = {f.claim.id: f.unit for e in events for f in frames[e.id]}
    parts: dict[tuple[str, str], list[Frame]] = defaultdict(list)
    for e in events:
        for f in frames[e.id]:
            whole = f.claim.part_of
            if whole is not None and home.get(whole, e.id) != e.id and units[whole] == f.unit:
                parts[whole, f.claim.report].append(f)
    links: list[Link] = []
    for (whole, _), members in sorted(parts.items()):
        links.extend(_of_whole(home[whole], members, home))
    return links


def _of_whole(whole: str, members: Sequence[Frame], home: Mapping[str, str]) -> Iterator[Link]:
    for f in members:
        part = home[f.claim.id]
        kind, why = LinkKind.SUBSET, f"{f.claim.text}: a part of its whole"
        if f.claim.inherits and f.interval is not None:
            kind, why = LinkKind.SAME, f"{f.claim.text}: the same people"
        yield Link(kind, (part,), whole, (f.claim.id,), why)
    rests = any(f.claim.inherits and f.interval is None for f in members)
    exhaustive = [f for f in members if f.claim.partition or rests]
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
