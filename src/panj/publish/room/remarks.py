"""What must be known of a report before it is quoted: a copy, a later version, a withdrawal, a correction.

Takes a Situation and a report; gives remarks in words, with the report that each leads to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from panj.model import Report
from panj.publish.room import words
from panj.publish.room.exhibits import outlet_of
from panj.publish.situation import Situation


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to know. `kind`: withdrawn, superseded, copy, copied, corrected, table, tables.

    `before` stands before the link to `report`, which is called `name`; both are empty where there is none.
    """

    kind: str
    before: str
    report: str = ""
    name: str = ""


def remarks(situation: Situation, report: Report) -> tuple[Remark, ...]:
    """All that must be known of a report, what matters most first."""
    return tuple(_remarks(situation, report))


def _remarks(situation: Situation, report: Report) -> Iterator[Remark]:
    if report.id in situation.withdrawn:
        said = situation.withdrawn[report.id]
        yield Remark("withdrawn", f"{said[:1].upper()}{said[1:]}. Its figures count in no answer.")
    later = situation.reports.get(situation.superseded.get(report.id, ""))
    if later is not None:
        yield _link("superseded", "Superseded; what counts is", later)
    first = first_text(situation, report)
    if first is not None:
        yield _link("copy", "Same text as", first)
    for correction in report.corrections:
        both = correction.said and correction.now
        said = f"{correction.said} → {correction.now}" if both else correction.text
        yield Remark("corrected", f"Corrected: {said}")
    whole = situation.reports.get(report.part_of or "")
    if whole is not None:
        yield Remark("table", "A table of", whole.id, whole.title or whole.name)
    for other in situation.reports.values():
        if situation.copies.get(other.id) == report.id:
            yield _link("copied", "Printed again by", other)
        if other.part_of == report.id:
            yield Remark("tables", "Beside the text stands", other.id, other.title or other.name)


def first_text(situation: Situation, report: Report) -> Report | None:
    """The earliest report of which this one is a copy; None where it is none."""
    return situation.reports.get(situation.copies.get(report.part_of or report.id, ""))


def _link(kind: str, before: str, report: Report) -> Remark:
    return Remark(kind, before, report.id, f"{outlet_of(report)}, {words.day(report.day)}")
