"""What must be known of a report before it is quoted: a copy, a later version, a withdrawal, a correction.

Takes a Situation and a report; gives remarks in words, with the report that each leads to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from panj.model import Report
from panj.publish.room import words
from panj.publish.room.evidence.exhibits import outlet_of
from panj.publish.room.index import index_of
from panj.publish.situation import Situation

Leaning = Mapping[str, Sequence[Report]]  # id of a report → its copies and tables, in the case's order


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to know. `kind`: withdrawn, superseded, copy, copied, corrected, table, tables.

    `before` stands before the link to `report`, which is called `name`; both are empty where there is none.
    """

    kind: str
    before: str
    report: str = ""
    name: str = ""


def leaning(situation: Situation) -> Leaning:
    """Which reports are copies or tables of which."""
    return index_of(situation).leaning


def remarks(situation: Situation, report: Report, known: Leaning | None = None) -> tuple[Remark, ...]:
    """All that must be known of a report, what matters most first.

    Args:
        situation: as known on its day.
        report: the one.
        known: of `leaning`, where many reports are asked after; else it is looked up for this one.
    """
    return tuple(_remarks(situation, report, leaning(situation) if known is None else known))


def _remarks(situation: Situation, report: Report, known: Leaning) -> Iterator[Remark]:
    own = report.id  # a hash of its text, made at each asking
    if own in situation.withdrawn:
        said = situation.withdrawn[own]
        yield Remark("withdrawn", f"{said[:1].upper()}{said[1:]}. Its figures count in no answer.")
    later = situation.reports.get(situation.superseded.get(own, ""))
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
    for other in known.get(own, ()):
        if situation.copies.get(other.id) == own:
            yield _link("copied", "Printed again by", other)
        if other.part_of == own:
            yield Remark("tables", "Beside the text stands", other.id, other.title or other.name)


def first_text(situation: Situation, report: Report) -> Report | None:
    """The earliest report of which this one is a copy; None where it is none."""
    return situation.reports.get(situation.copies.get(report.part_of or report.id, ""))


def _link(kind: str, before: str, report: Report) -> Remark:
    return Remark(kind, before, report.id, f"{outlet_of(report)}, {words.day(report.day)}")
