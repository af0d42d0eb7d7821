"""Rows of totals and counts: what lies in a total, what only may, and what it holds beyond known occurrences.

Takes a system with its occurrences; adds the columns and rows of totals, rates and ordinals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from panj.events.scopes import Places
from panj.model import Event, PeriodKind
from panj.tally.counts import Count
from panj.tally.covering import Covering
from panj.tally.scope import Extent, Lies, is_stranger, lies, reads_as_in, roughly_in
from panj.tally.system import Column, Material, System
from panj.tally.totals import Total, coordinated

TAKES_IN = "a total takes in what it goes on from"  # why of a row: a reading, which gives way


def _part(system: System, columns: Sequence[int], total: Total, material: Material) -> dict[int, float]:
    """As much as lies in a total of all that may lie in it, strangers to its words apart from the others."""
    apart = {c: is_stranger(system.columns[c].extent, total.extent, material.places) for c in columns}
    kin = _one_part(system, [c for c in columns if not apart[c]], total, "")
    strangers = _one_part(system, [c for c in columns if apart[c]], total, ":others")
    system.strangers.update(strangers)
    _add_so_far(system, kin, [c for c in columns if not apart[c]], total, material)
    return kin | strangers


def _one_part(system: System, columns: Sequence[int], total: Total, of: str) -> dict[int, float]:
    """One column for what lies in a total of some that may, at most their sum."""
    if not columns:
        return {}
    part = system.column("part", f"{total.id}:{system.columns[columns[0]].kind}{of}", total.extent)
    terms = {part: 1.0} | dict.fromkeys(columns, -1.0)
    system.row(terms, None, 0.0, why="of what only may lie in a total, at most all of it does")
    system.parted.setdefault(total.id, []).append((part, tuple(columns)))
    return {part: 1.0}


def add_counts(
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


def add_least(system: System, counts: Sequence[Count], totals: Sequence[Total], places: Places) -> None:
    """An unseen wave has at least one person, who may be among those that a total holds beyond the known."""
    for count in counts:
        column = system.at["unseen", count.id]
        least = system.columns[column].least
        near = [t for t in totals if lies(t.extent, count.extent, places, slack=True) is not Lies.OUT]
        terms = {column: 1.0} | {system.at["rest", t.id]: 1.0 for t in near}
        if least:
            system.row(
                terms, least, None, claims=(count.claim,), why=f"{least} more of the row than are known"
            )


def add_totals(
    system: System,
    totals: Sequence[Total],
    counts: Sequence[Count],
    occurrences: Sequence[Event],
    material: Material,
) -> None:
    """A total is the sum of the occurrences in it, of what inner totals and counts hold, and of its rest."""
    covering = Covering((material.extents[e.id] for e in occurrences), material.places)
    for k, total in enumerate(totals):
        complete = next((c for c in counts if c.total == total.event.id), None)
        twins = [t for t in totals[:k] if total.same_scope(t, material.places)]
        own = complete.own if complete is not None else None
        near = sorted({*covering.near(total.extent), *(n for n, e in enumerate(occurrences) if e.id == own)})
        terms = _members(system, total, [occurrences[n] for n in near], material, complete)
        known = set(terms)
        terms |= _inner(system, total, totals[:k], counts, complete, material)
        kin = {
            c for part, some in system.parted.get(total.id, ()) if part not in system.strangers for c in some
        }
        system.within[total.id] = frozenset(kin.union(terms))
        rest = system.column("rest", total.id, total.extent)
        if complete is not None:
            system.complete.add(total.id)
            if complete.id in system.full:
                more = {c: 1.0 for c in terms if system.columns[c].kind != "occurrence"}
                system.row(more, None, 0.0, claims=(complete.claim,), why="all of the row are known")
            terms[system.at["unseen", complete.id]] = 1.0
            system.row({rest: 1.0}, None, 0.0, claims=(complete.claim,), why="the row is complete")
        elif twins:
            system.row({rest: 1.0}, None, 0.0, why="nothing beyond a total of the same scope")
        terms[rest] = 1.0
        system.beyond[total.id] = tuple(sorted(set(terms) - known))
        column = system.column("total", total.id, total.extent)
        system.row({**terms, column: -1.0}, 0.0, 0.0, why="a total is the sum of what lies in it")
        for twin in twins[:1]:
            same = {column: 1.0, system.at["total", twin.id]: -1.0}
            system.row(same, 0.0, 0.0, why="totals of the same scope are as large")
        system.stated(column, total.frames)


def _members(
    system: System,
    total: Total,
    occurrences: Sequence[Event],
    material: Material,
    complete: Count | None,
) -> dict[int, float]:
    """The occurrences in a total, a part never beside its whole; `occurrences`: those that may lie in it."""
    rounded = complete is not None  # its days are those of an ordinal, "in two weeks"
    found = {
        e.id: _in_scope(e, material.extents[e.id], total, material.places, slack=rounded) for e in occurrences
    }
    near = {e for r in total.reports for e in material.told_in.get(r, ())}
    beside = (e for e in near if e in found and coordinated(material.frames[e], total.frames))
    found |= dict.fromkeys(beside, Lies.OUT)
    if complete is not None and complete.own is not None:
        found[complete.own] = Lies.IN
    sides: dict[Lies, list[int]] = {Lies.IN: [], Lies.PERHAPS: [], Lies.OUT: []}
    for event, surely in found.items():
        wholes = material.wholes.get(event, frozenset())
        held = [w for w in wholes if found.get(w, Lies.OUT) >= max(surely, Lies.PERHAPS)]
        if not held or _fits_better(event, held, surely, total, system, material):
            sides[surely].append(system.at["occurrence", event])
    part = _part(system, sides[Lies.PERHAPS], total, material)
    return dict.fromkeys(sides[Lies.IN], 1.0) | part


def _fits_better(
    event: str, wholes: Sequence[str], surely: Lies, total: Total, system: System, material: Material
) -> bool:
    """Whether a total goes on from a part, and from none of its wholes: "412 at the post" of its own total.

    The 479 who came by all posts that day may lie there in part; the 412 of them are what is known of it.
    """
    if surely is not Lies.PERHAPS:
        return False
    columns = {e: system.columns[system.at["occurrence", e]] for e in (event, *wholes)}
    goes = {e: _goes_on(column, total, material) for e, column in columns.items()}
    return goes[event] and not any(goes[w] for w in wholes)


def _in_scope(event: Event, extent: Extent, total: Total, places: Places, *, slack: bool = False) -> Lies:
    """How surely something lies in a total; one of nowhere is of a place not said, not of every place.

    Where a town and the area around it have one name, a total too small for the area is the town's.
    """
    surely, scope = lies(extent, total.extent, places, slack=slack), total.extent
    most = total.event.bounds.high
    if places.may_lie_in(scope.destination, extent.destination):
        return Lies.OUT  # it is in the total's place in neither reading of its name
    if (
        most is not None
        and event.bounds.low > most
        and places.may_lie_in(extent.destination, scope.destination)
    ):
        return Lies.OUT
    nowhere = scope.origin is None and scope.destination is None
    named = extent.origin is not None or extent.destination is not None
    return min(surely, Lies.PERHAPS) if nowhere and named else surely


def _add_so_far(
    system: System, part: Mapping[int, float], members: Sequence[int], total: Total, material: Material
) -> None:
    """A total is read as going on from what its words may take in; nobody said so, so the row is soft.

    Without it a crossing and the running total of the next evening would be added up, and so would "79,315
    refugees since 24 February" and the "96,640 people from Ukraine" counted since that day a day later.
    """
    if total.event.kind is not PeriodKind.CUMULATIVE:
        return
    taken = [c for c in members if _goes_on(system.columns[c], total, material)]
    if part and taken:
        terms = {**part, **dict.fromkeys(taken, -1.0)}
        system.row(terms, 0.0, None, soft=True, why=TAKES_IN)


def _goes_on(column: Column, total: Total, material: Material) -> bool:
    """Whether a running total takes in what came before its day, or a total another of the same first day.

    So does a total of refugees take in people of its days, where nobody tells of combatants on that way, and
    a total that says from where those of whom it is not said, where nobody tells of another way there.
    """
    scope, extent = total.extent, column.extent
    if material.same_flow(extent, scope):
        routed = extent if extent.destination else replace(extent, destination=scope.destination)
        if reads_as_in(routed, scope, material.places):
            return True
    if scope.window.running:
        return reads_as_in(extent, scope, material.places, people=False)
    began = extent.window.start is not None and extent.window.start == scope.window.start
    if column.kind != "rest" or not began:
        return False
    return reads_as_in(extent, scope, material.places, people=not material.armed(scope))


def _inner(
    system: System,
    total: Total,
    earlier: Sequence[Total],
    counts: Sequence[Count],
    complete: Count | None,
    material: Material,
) -> dict[int, float]:
    """What totals and counts that lie in this one hold beyond the known occurrences."""
    sides: dict[Lies, list[int]] = {Lies.IN: [], Lies.PERHAPS: [], Lies.OUT: []}
    for other in earlier:
        surely = _in_scope(other.event, other.extent, total, material.places)
        if surely is not Lies.OUT and coordinated(other.frames, total.frames):
            surely = Lies.OUT
        sides[surely].append(system.at["rest", other.id])
    for count in counts:
        if complete is not None and count.id == complete.id:
            continue
        surely = lies(count.extent, total.extent, material.places, slack=complete is not None)
        if complete is not None and roughly_in(count.extent, total.extent, material.places):
            surely = Lies.IN
        sides[surely].append(system.at["unseen", count.id])
    part = _part(system, sides[Lies.PERHAPS], total, material)
    return dict.fromkeys(sides[Lies.IN], 1.0) | part
