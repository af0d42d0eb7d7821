"""Turns events and claims into rows: every claim constrains numbers that nobody knows exactly.

Takes events with the frames of their claims and the relations between them; gives a `System` of columns
(sizes of occurrences, totals, what totals hold beyond known occurrences, waves counted but not described)
and rows.
"""

from __future__ import annotations

from panj.events.relations import Link, LinkKind
from panj.model import Event, PeriodKind
from panj.tally.apart import apart_rows
from panj.tally.counts import counts_of
from panj.tally.mixed import union_rows
from panj.tally.scope import Lies, lies
from panj.tally.system import Column, Material, Row, System
from panj.tally.totalrows import add_counts, add_least, add_totals
from panj.tally.totals import Total, is_sum, totals_of


def build(material: Material) -> System:
    """The system of rows for all flows and losses in the material."""
    system = System()
    occurrences = [e for e in material.events if is_occurrence(e)]
    for event in occurrences:
        column = system.column("occurrence", event.id, material.extents[event.id])
        system.stated(column, material.frames[event.id])
    counts = counts_of(material.events, material.frames, material.extents, material.places)
    totals = [t for t in _totals(material) if not _portion(t.event, material)]
    for event in material.events:
        if event.kind is PeriodKind.CUMULATIVE and is_sum(event) and _portion(event, material):
            column = system.column("portion", event.id, material.extents[event.id])
            system.stated(column, material.frames[event.id])
    add_counts(system, counts, occurrences, material)
    add_totals(system, totals, counts, occurrences, material)
    add_least(system, counts, totals, material.places)
    for terms in apart_rows(system.columns, system.parted, totals, material.places):
        system.row(terms, None, 0.0, why="nobody is in two totals that share nobody")
    for terms in union_rows(system, totals, material.places):
        system.row(terms, 0.0, None, soft=True, why="the peoples that are told of together are all who came")
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


__all__ = ["Column", "Material", "Row", "System", "build", "is_occurrence"]
