"""Occurrences whose ends other claims bind: what became of a group says how large it was at most.

Takes the record of a day; gives it with such occurrences in the bounds that the tally gives them, and its
answers. Only a whole whose parts make it up, and whose upper end nobody stated, is asked about: few are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from panj.events.relations import LinkKind
from panj.model import Bounds, Event, PeriodKind, Question, Tally, Unit
from panj.publish.record import Record


def narrowed(record: Record) -> Record:
    """The record with the tally's bounds for each occurrence that its parts bind closer than its words."""
    answers = dict(_answers(record))
    if not answers:
        return record
    events = tuple(_bound(e, answers.get(e.id)) for e in record.events)
    event_of = {c: e for e in events for c in e.claims}
    return replace(record, events=events, event_of=event_of, narrowed=answers)


def _bound(event: Event, answer: Tally | None) -> Event:
    return event if answer is None else replace(event, bounds=answer.bounds)


def _answers(record: Record) -> Iterator[tuple[str, Tally]]:
    wholes = {link.whole for link in record.ledger.links if link.kind is LinkKind.PARTITION}
    for event in record.events:
        if event.id in wholes and _open(event):
            answer = record.ask(_question(event))
            if answer.events == (event.id,) and not answer.conflicts and _closer(answer.bounds, event.bounds):
                yield event.id, answer


def _open(event: Event) -> bool:
    """Whether nobody stated its upper end, so that another claim may give it."""
    soft = event.bounds.soft_high or event.bounds.high is None
    return event.kind is PeriodKind.EVENT and event.unit is Unit.PERSONS and soft


def _question(event: Event) -> Question:
    return Question(
        measure=event.measure,
        place=event.destination_code or event.place_code,
        origin=event.origin_code,
        group=event.group,
        unit=event.unit,
        date_start=event.date_start,
        date_end=event.date_end,
    )


def _closer(found: Bounds, own: Bounds) -> bool:
    """Whether the answer lies within an occurrence's own bounds and ends lower."""
    if found.high is None or found.low < own.low:
        return False
    return own.high is None or found.high < own.high
