"""Turns events and claims into rows: every claim constrains numbers that nobody knows exactly.

Takes events with the frames of their claims and the relations between them; gives a `System` of columns
(sizes of occurrences, totals, what totals hold beyond known occurrences, waves counted but not described)
and rows, each of which remembers the claims it stands on and whether its end is stated or conventional.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, floor

from panj.events.frames import Frame
from panj.events.relations import Link, LinkKind
from panj.events.scopes import Places, Relation, Window, group_relation
from panj.model import Bounds, Event, PeriodKind
from panj.tally.apart import apart_rows
from panj.tally.counts import Count, counts_of
from panj.tally.scope import Extent, Lies, lies, roughly_in
from panj.tally.totals import Total, coordinated, is_sum, totals_of


@dataclass(frozen=True, slots=True)
class Column:
    """One unknown number.

    `kind`: occurrence, total, rest (in a total, in no known occurrence), unseen (counted by an ordinal,
    not described), portion (part of a total, no scope of its own), part (as much of others as lies in
    a scope that they may lie in). `of`: the event's or scope's id.
    """

    kind: str
    of: str
    extent: Extent
    least: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """low ≤ Σ coefficient · column ≤ high.

    `claims`: the row holds if all of these are right; none: it holds by the meaning of its columns.
    `soft`: the end is conventional, nobody stated it.
    """

    terms: tuple[tuple[int, float], ...]
    low: float | None
    high: float | None
    claims: tuple[str, ...] = ()
    soft: bool = False
    why: str = ""


@dataclass(slots=True)
class System:
    """Columns and rows, and where to find them.

    `at`: (kind, id) → column. `full`: counts all of whose occurrences are known. `complete`: totals all of
    whose occurrences are counted. `beyond`: total → the columns of what it holds besides known occurrences.
    `parted`: total → its part columns, each with the
    columns that it is a part of.
    """

    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    at: dict[tuple[str, str], int] = field(default_factory=dict)
    full: set[str] = field(default_factory=set)
    complete: set[str] = field(default_factory=set)
    beyond: dict[str, tuple[int, ...]] = field(default_factory=dict)
    parted: dict[str, list[tuple[int, tuple[int, ...]]]] = field(default_factory=dict)

    def column(self, kind: str, of: str, extent: Extent, least: int = 0) -> int:
        """The index of a new column."""
        self.at[kind, of] = len(self.columns)
        self.columns.append(Column(kind, of, extent, least))
        return self.at[kind, of]

    def row(
        self,
        terms: Mapping[int, float],
        low: float | None,
        high: float | None,
        *,
        claims: tuple[str, ...] = (),
        soft: bool = False,
        why: str = "",
    ) -> None:
        """Adds a row; nothing where it bounds nothing."""
        kept = tuple(sorted((c, w) for c, w in terms.items() if w))
        if kept and (low is not None or high is not None):
            self.rows.append(Row(kept, low, high, claims, soft, why))

    def interval(self, terms: Mapping[int, float], bounds: Bounds, claim: str, why: str) -> None:
        """The two ends of a claim's interval, in whole people, each its own row."""
        low, high = ceil(bounds.low - 1e-9), None if bounds.high is None else floor(bounds.high + 1e-9)
        if low > 0:
            self.row(terms, low, None, claims=(claim,), soft=bounds.soft_low, why=why)
        if high is not None:
            self.row(terms, None, high, claims=(claim,), soft=bounds.soft_high, why=why)


@dataclass(frozen=True, slots=True)
class Material:
    """What the rows are made of; `wholes`: event → events that take it in."""

    events: Sequence[Event]
    frames: Mapping[str, Sequence[Frame]]
    extents: Mapping[str, Extent]
    links: Sequence[Link]
    wholes: Mapping[str, frozenset[str]]
    places: Places
    told_in: Mapping[str, Collection[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Report → the events that it tells of."""
        told: dict[str, set[str]] = {}
        for e in self.events:
            for f in self.frames[e.id]:
                told.setdefault(f.claim.report, set()).add(e.id)
        object.__setattr__(self, "told_in", told)


def build(material: Material) -> System:
    """The system of rows for all flows and losses in the material."""
    system = System()
    occurrences = [e for e in material.events if is_occurrence(e)]
    for event in occurrences:
        column = system.column("occurrence", event.id, material.extents[event.id])
        _claim_rows(system, column, material.frames[event.id])
    counts = counts_of(material.events, material.frames, material.extents, material.places)
    totals = [t for t in _totals(material) if not _portion(t.event, material)]
    for event in material.events:
        if event.kind is PeriodKind.CUMULATIVE and is_sum(event) and _portion(event, material):
            column = system.column("portion", event.id, material.extents[event.id])
            _claim_rows(system, column, material.frames[event.id])
    _add_counts(system, counts, occurrences, material)
    _add_totals(system, totals, counts, occurrences, material)
    _add_least(system, counts, totals, material.places)
    for terms in apart_rows(system.columns, system.parted, totals, material.places):
        system.row(terms, None, 0.0, why="nobody is in two scopes that are apart")
    for link in material.links:
        _add_link(system, link)
    return system


def _totals(material: Material) -> list[Total]:
    return totals_of(material.events, material.frames, material.extents, material.places)


def _portion(event: Event, material: Material) -> bool:
    """A part of a total that is no scope of its own ("of whom 400 are children"): its whole bounds it."""
    mine = material.extents[event.id]
    return any(
        lies(material.extents[w], mine, material.places) is Lies.IN
        for w in material.wholes.get(event.id, frozenset())
    )


def is_occurrence(event: Event) -> bool:
    """Whether an event is a happening whose people can be summed."""
    return event.kind is PeriodKind.EVENT and is_sum(event)


def _claim_rows(system: System, column: int, frames: Iterable[Frame]) -> None:
    for f in frames:
        if f.interval is not None:
            system.interval({column: 1.0}, f.interval, f.claim.id, f.claim.text)


def _part(system: System, columns: Sequence[int], scope: str, extent: Extent) -> dict[int, float]:
    """As much as lies in a scope of all that may lie in it: one column, at most their sum."""
    if not columns:
        return {}
    part = system.column("part", f"{scope}:{system.columns[columns[0]].kind}", extent)
    terms = {part: 1.0} | dict.fromkeys(columns, -1.0)
    system.row(terms, None, 0.0, why="a part of them at most")
    system.parted.setdefault(scope, []).append((part, tuple(columns)))
    return {part: 1.0}


def _add_counts(
    system: System, counts: Sequence[Count], occurrences: Sequence[Event], material: Material
) -> None:
    """Unseen waves: at least one person each, as many as the ordinal leaves after the known ones."""
    for k, count in enumerate(counts):
        held = {e.id: count.holds(e.id, material.extents[e.id], material.places) for e in occurrences}
        known = [s for e, s in held.items() if not held.keys() & material.wholes.get(e, frozenset())]
        sure, perhaps = known.count(Lies.IN), known.count(Lies.PERHAPS)
        inner = [c for c in counts[:k] if c.inside(count, material.places)]
        taken = sum(system.columns[system.at["unseen", c.id]].least for c in inner)
        least = max(0, count.n - sure - perhaps - taken)
        column = system.column("unseen", count.id, count.extent, least)
        if count.n <= sure:
            system.full.add(count.id)
        if count.n - sure - taken <= 0:
            system.row({column: 1.0}, None, 0.0, claims=(count.claim,), why="all of the row are known")


def _add_least(system: System, counts: Sequence[Count], totals: Sequence[Total], places: Places) -> None:
    """An unseen wave has at least one person, who may be among those that a total holds beyond the known."""
    for count in counts:
        column = system.at["unseen", count.id]
        least = system.columns[column].least
        near = [t for t in totals if lies(t.extent, count.extent, places, slack=True) is not Lies.OUT]
        terms = {column: 1.0} | {system.at["rest", t.id]: 1.0 for t in near}
        if least:
            system.row(terms, least, None, claims=(count.claim,), why=f"{least} more in the row")


def _add_totals(
    system: System,
    totals: Sequence[Total],
    counts: Sequence[Count],
    occurrences: Sequence[Event],
    material: Material,
) -> None:
    """A total is the sum of the occurrences in it, of what inner totals and counts hold, and of its rest."""
    for k, total in enumerate(totals):
        complete = next((c for c in counts if c.total == total.event.id), None)
        terms = _members(system, total, occurrences, material, complete)
        known = set(terms)
        terms |= _inner(system, total, totals[:k], counts, complete, material.places)
        rest = system.column("rest", total.id, total.extent)
        if complete is not None:
            system.complete.add(total.id)
            if complete.id in system.full:
                more = {c: 1.0 for c in terms if system.columns[c].kind != "occurrence"}
                system.row(more, None, 0.0, claims=(complete.claim,), why="all of the row are known")
            terms[system.at["unseen", complete.id]] = 1.0
            system.row({rest: 1.0}, None, 0.0, claims=(complete.claim,), why="the row is complete")
        elif any(total.same_scope(t, material.places) for t in totals[:k]):
            system.row({rest: 1.0}, None, 0.0, why="nothing beyond a total of the same scope")
        terms[rest] = 1.0
        system.beyond[total.id] = tuple(sorted(set(terms) - known))
        column = system.column("total", total.id, total.extent)
        system.row({**terms, column: -1.0}, 0.0, 0.0, why="a total is the sum of what lies in it")
        _claim_rows(system, column, total.frames)


def _members(
    system: System,
    total: Total,
    occurrences: Sequence[Event],
    material: Material,
    complete: Count | None,
) -> dict[int, float]:
    """The occurrences in a total, a part never beside its whole."""
    rounded = complete is not None  # its days are those of an ordinal, "in two weeks"
    found = {
        e.id: lies(material.extents[e.id], total.extent, material.places, slack=rounded) for e in occurrences
    }
    near = {e for r in total.reports for e in material.told_in.get(r, ())}
    beside = (e for e in near if e in found and coordinated(material.frames[e], total.frames))
    found |= dict.fromkeys(beside, Lies.OUT)
    if complete is not None and complete.own is not None:
        found[complete.own] = Lies.IN
    sides: dict[Lies, list[int]] = {Lies.IN: [], Lies.PERHAPS: [], Lies.OUT: []}
    for event, surely in found.items():
        wholes = material.wholes.get(event, frozenset())
        if not any(found.get(w, Lies.OUT) >= max(surely, Lies.PERHAPS) for w in wholes):
            sides[surely].append(system.at["occurrence", event])
    part = _part(system, sides[Lies.PERHAPS], total.id, total.extent)
    _add_so_far(system, part, sides[Lies.PERHAPS], total, material.places)
    return dict.fromkeys(sides[Lies.IN], 1.0) | part


def _add_so_far(
    system: System, part: Mapping[int, float], members: Sequence[int], total: Total, places: Places
) -> None:
    """A running total is read as taking in all that came before its day; nobody said so, so the row is soft.

    Without it a crossing and the running total of the next evening would be added up.
    """
    if not total.extent.window.running:
        return
    since_ever = replace(total.extent, window=Window(None, total.extent.window.end))
    called_so = (_as_called(system.columns[c].extent, total.extent) for c in members)
    inside = (lies(e, since_ever, places) is Lies.IN for e in called_so)
    taken = [c for c, within in zip(members, inside, strict=True) if within]
    if part and taken:
        terms = {**part, **dict.fromkeys(taken, -1.0)}
        system.row(terms, 0.0, None, soft=True, why="a running total takes in what came before")


def _as_called(extent: Extent, scope: Extent) -> Extent:
    """With the group as the total calls it, where reporters use the two for one another."""
    alike = group_relation(extent.group, scope.group) is Relation.OVERLAPS
    return replace(extent, group=scope.group) if alike else extent


def _inner(
    system: System,
    total: Total,
    earlier: Sequence[Total],
    counts: Sequence[Count],
    complete: Count | None,
    places: Places,
) -> dict[int, float]:
    """What totals and counts that lie in this one hold beyond the known occurrences."""
    sides: dict[Lies, list[int]] = {Lies.IN: [], Lies.PERHAPS: [], Lies.OUT: []}
    for other in earlier:
        beside = coordinated(other.frames, total.frames)
        surely = Lies.OUT if beside else lies(other.extent, total.extent, places)
        sides[surely].append(system.at["rest", other.id])
    for count in counts:
        if complete is not None and count.id == complete.id:
            continue
        surely = lies(count.extent, total.extent, places, slack=complete is not None)
        if complete is not None and roughly_in(count.extent, total.extent, places):
            surely = Lies.IN
        sides[surely].append(system.at["unseen", count.id])
    part = _part(system, sides[Lies.PERHAPS], total.id, total.extent)
    _add_so_far(system, part, sides[Lies.PERHAPS], total, places)
    return dict.fromkeys(sides[Lies.IN], 1.0) | part


def _add_link(system: System, link: Link) -> None:
    """A part is at most its whole; parts that exhaust it make it up; the same people are as many."""
    columns = [_any_column(system, p) for p in link.parts]
    whole = _any_column(system, link.whole)
    if whole is None or None in columns or link.kind is LinkKind.HYPOTHESIS:
        return
    terms: dict[int, float] = {whole: -1.0}
    for c in columns:
        if c is not None:
            terms[c] = terms.get(c, 0.0) + 1.0
    low = None if link.kind is LinkKind.SUBSET else 0.0
    system.row(terms, low, 0.0, claims=link.claims, why=link.why)


def _any_column(system: System, event: str) -> int | None:
    kinds = ("occurrence", "total", "portion")
    return next((system.at[k, event] for k in kinds if (k, event) in system.at), None)
