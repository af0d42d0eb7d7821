"""What outlets changed: each version of an article beside the one before, and the notes on what was wrong.

Takes the reports of a case and which of them another superseded; gives revisions in order of the day from
which they were known. Tables are compared with the table of the same number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from panj.model import Correction, Report
from panj.reports import Change, changes, known_from
from panj.run.versions import age


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of an article and what changed in it.

    Args:
        report: id of the version; `name` is what the user calls it, `outlet` who published it.
        before: id and name of the version that it took the place of; None where only a note tells of one.
        day: from which it was known; `day_before`: from which the one before was.
        changes: sentences with changed figures first; those of its tables follow.
        corrections: the outlet's notes in it that stood in no earlier version.
    """

    report: str
    name: str
    outlet: str | None
    before: str | None
    before_name: str | None
    day: date | None
    day_before: date | None
    changes: tuple[Change, ...]
    corrections: tuple[Correction, ...]


def revisions(reports: Sequence[Report], superseded: Mapping[str, str]) -> list[Revision]:
    """Every version that took the place of another, and every report with a note of correction.

    Args:
        reports: known on the day asked about.
        superseded: report id → id of the version that stands, by then.
    """
    whole = {r.id: r for r in reports if r.part_of is None}
    tables = {r.id: [t for t in reports if t.part_of == r.id] for r in whole.values()}
    chains: dict[str, list[Report]] = {name: [r] for name, r in whole.items() if name not in superseded}
    for old, new in superseded.items():
        if old in whole and new in chains:
            chains[new].append(whole[old])
    found: list[Revision] = []
    for versions in chains.values():
        stands, *earlier = versions
        found += _of_chain([*sorted(earlier, key=age), stands], tables)
    return sorted(found, key=lambda r: (r.day is None, r.day or date.min, r.name, r.report))


def _of_chain(versions: Sequence[Report], tables: Mapping[str, Sequence[Report]]) -> Iterator[Revision]:
    first = versions[0]
    if first.corrections:
        yield _revision(None, first, (), first.corrections)
    for old, new in pairwise(versions):
        told = (*changes(old, new), *_in_tables(tables[old.id], tables[new.id]))
        yield _revision(old, new, told, tuple(c for c in new.corrections if c not in old.corrections))


def _in_tables(old: Sequence[Report], new: Sequence[Report]) -> Iterator[Change]:
    before = {t.name.rpartition(", ")[2]: t for t in old}
    for table in new:
        held = before.get(table.name.rpartition(", ")[2])
        if held is not None:
            yield from changes(held, table)


def _revision(
    old: Report | None, new: Report, told: tuple[Change, ...], notes: tuple[Correction, ...]
) -> Revision:
    return Revision(
        report=new.id,
        name=new.name or new.id,
        outlet=new.outlet,
        before=old.id if old else None,
        before_name=(old.name or old.id) if old else None,
        day=known_from(new),
        day_before=known_from(old) if old else None,
        changes=told,
        corrections=notes,
    )
