"""Columns and rows: unknown numbers, and what is known of their sums.

Gives the nouns that rows are made of; each row remembers the claims it stands on, and whether its end is
stated or conventional.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor

from panj.events.frames import Frame
from panj.events.relations import Link
from panj.events.rules import combatants
from panj.events.scopes import Places, Relation, group_relation
from panj.model import Bounds, Event, Group
from panj.tally.scope import Extent


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
    `parted`: total → its part columns, each with the columns that it is a part of. `strangers`: parts of what
    the total's words do not count: the dead of another occurrence, another doer's work. `within`: total → the
    columns of all others that may be among whom its words count.
    """

    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    at: dict[tuple[str, str], int] = field(default_factory=dict)
    full: set[str] = field(default_factory=set)
    complete: set[str] = field(default_factory=set)
    beyond: dict[str, tuple[int, ...]] = field(default_factory=dict)
    parted: dict[str, list[tuple[int, tuple[int, ...]]]] = field(default_factory=dict)
    strangers: set[int] = field(default_factory=set)
    within: dict[str, frozenset[int]] = field(default_factory=dict)

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

    def stated(self, column: int, frames: Iterable[Frame]) -> None:
        """What claims say of one number."""
        for f in frames:
            if f.bounds is not None:
                self.interval({column: 1.0}, f.bounds, f.claim.id, f.claim.text)


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
    near: dict[int, Sequence[Extent]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        """Report → the events that it tells of."""
        told: dict[str, set[str]] = {}
        for e in self.events:
            for f in self.frames[e.id]:
                told.setdefault(f.claim.report, set()).add(e.id)
        object.__setattr__(self, "told_in", told)

    def armed(self, scope: Extent) -> bool:
        """Whether combatants are told of who may be where a scope's people are."""
        return any(x.group in combatants() for x in self._on_its_way(scope))

    def same_flow(self, extent: Extent, scope: Extent) -> bool:
        """Whether an extent differs from a scope in nothing that others are told of in the same place.

        It says people where the scope says refugees, or not from where, or neither from where nor where to:
        that tells of nobody else, as long as others are told of in no other place and on no other way.
        """
        people = group_relation(extent.group, scope.group)
        refuge = group_relation(scope.group, Group.CIVILIANS) is Relation.WITHIN
        if people is Relation.CONTAINS and (not refuge or self.armed(scope)):
            return False
        if people not in (Relation.SAME, Relation.WITHIN, Relation.CONTAINS):
            return False
        if extent.origin is not None:
            return extent.destination is not None
        return not self._other_ways(scope) and (extent.destination is not None or not self._elsewhere(scope))

    def _other_ways(self, scope: Extent) -> bool:
        """Whether people are told of who came to a scope's place from elsewhere."""
        relation = self.places.relation
        return any(relation(x.origin, scope.origin) is Relation.APART for x in self._on_its_way(scope))

    def _elsewhere(self, scope: Extent) -> bool:
        """Whether people are told of in other places, or anywhere, where a scope names none."""
        kinds = {x.key: x for x in self.extents.values() if x.measures & scope.measures}
        return scope.destination is None or len(self._on_its_way(scope)) < len(kinds)

    def _on_its_way(self, scope: Extent) -> Sequence[Extent]:
        """One of each of the extents, but for their days, that may lie where a scope does."""
        if scope.key not in self.near:
            kinds = {x.key: x for x in self.extents.values() if x.measures & scope.measures}
            self.near[scope.key] = [
                x
                for x in kinds.values()
                if self.places.relation(x.destination, scope.destination) is not Relation.APART
            ]
        return self.near[scope.key]
