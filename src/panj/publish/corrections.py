"""What outlets corrected: an alert and a line of the story for each, with the sentence that stands now.

Takes the record of a day; gives alerts and story lines. What was said and what is said now are quoted from
the note; a note that does not tell them apart is shown whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from panj.language import sentences
from panj.model import BlockKind, Correction, Report, Span
from panj.publish.content import Alert, StoryLine
from panj.publish.phrases import day, listed
from panj.publish.record import Record, bodies
from panj.reports import known_from

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Note:
    """A correction in its report, and the sentence of the report that states what is said now."""

    report: Report
    correction: Correction
    sentence: Span | None
    day: date | None

    @property
    def title(self) -> str:
        """`Corrected: 500 miles → more than 800 miles`; the note itself where it does not say both."""
        said, now = self.correction.said, self.correction.now
        return f"Corrected: {said} → {now}" if said and now else f"Corrected: {self.correction.text}"


def alerts(record: Record, copies: Mapping[str, str], gone: Collection[str]) -> Iterator[Alert]:
    """One alert for each correction known by this day.

    Args:
        record: of the day.
        copies: id of a report → id of the earliest that is the same text.
        gone: ids of reports whose text no longer stands.
    """
    same = _of_one_text(record, copies)
    for note in _notes(record, gone):
        report = note.report
        printed = same[copies.get(report.id, report.id)] if note.correction.said else []
        words = " ".join(note.sentence.of(report.text).split()) if note.sentence else note.correction.text
        old = listed([_outlet(r) for r in printed if _prints_it(r, note)], 3)
        still = f" {old} printed the same text with what was corrected." if old else ""
        yield Alert(
            "correction",
            note.title,
            f"“{words}” ({_outlet(report)}, {day(note.day)}).{still}",
            _claims(record, note),
            report.id,
        )


def told(record: Record, story: Sequence[StoryLine], gone: Collection[str]) -> tuple[StoryLine, ...]:
    """The story with a line for each correction on the day from which it was known."""
    lines = [
        StoryLine(
            day=note.day,
            report=note.report.id,
            sentence=note.sentence,
            text=" ".join(note.sentence.of(note.report.text).split()),
            speaker=None,
            claims=_claims(record, note),
            kind="correction",
            dated=True,
            weight=2.0,
            note=note.title,
        )
        for note in _notes(record, gone)
        if note.sentence is not None
    ]
    taken = {(line.report, line.sentence) for line in lines}
    rest = [line for line in story if (line.report, line.sentence) not in taken]
    return tuple(
        sorted([*rest, *lines], key=lambda x: (x.day or date.max, x.ahead, x.report, x.sentence.start))
    )


def _notes(record: Record, gone: Collection[str]) -> Iterator[Note]:
    """Corrections known by this day, each once for an outlet, however many versions repeat it."""
    seen: set[tuple[str, str]] = set()
    for report in record.reports.values():
        since = known_from(report)
        if report.id in gone or (record.known and (since is None or since > record.known)):
            continue
        for correction in report.corrections:
            if (key := (_outlet(report), correction.text)) not in seen:
                seen.add(key)
                yield Note(report, correction, _sentence(report, correction), since)


def _sentence(report: Report, correction: Correction) -> Span | None:
    """The sentence of the body that states what is said now: its numbers, and the last word of it."""
    if not correction.now:
        return None
    for block in bodies(report):
        if block.kind is not BlockKind.BODY:
            continue
        for span in sentences(report.text, block.start, block.end):
            if _states(span.of(report.text), correction.now):
                return span
    return None


def _states(text: str, quantity: str) -> bool:
    numbers, words = _NUMBER.findall(quantity), _WORD.findall(quantity.lower())
    if not set(numbers) <= set(_NUMBER.findall(text)):
        return False
    return bool(words) and (words[-1] in _WORD.findall(text.lower()) if numbers else quantity in text)


def _of_one_text(record: Record, copies: Mapping[str, str]) -> Mapping[str, list[Report]]:
    """The reports of each text, by the id of the first that printed it."""
    found: dict[str, list[Report]] = defaultdict(list)
    for report in record.reports.values():
        found[copies.get(report.id, report.id)].append(report)
    return found


def _prints_it(report: Report, note: Note) -> bool:
    """Whether another report of the same text prints what was corrected."""
    said = note.correction.said
    if not said or report is note.report or report.part_of is not None:
        return False
    return any(_states(report.text[b.start : b.end], said) for b in bodies(report))


def _claims(record: Record, note: Note) -> tuple[str, ...]:
    """The claims of the sentence that stands now."""
    span = note.sentence
    if span is None:
        return ()
    held = record.by_report.get(note.report.id, ())
    return tuple(c.id for c in held if span.start <= c.start < span.end and _states(c.text, _number(note)))


def _number(note: Note) -> str:
    found = _NUMBER.findall(note.correction.now or "")
    return found[-1] if found else note.correction.now or ""


def _outlet(report: Report) -> str:
    return report.outlet or report.name or report.id
