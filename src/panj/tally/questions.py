"""The questions that the claims at hand can answer: measure by group by country, as known on a day.

Takes a ledger; gives `Question`s, flows before stocks before losses, large before small.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from panj.model import Event, Group, Measure, PeriodKind, Question, Status, Unit
from panj.tally.ledger import Ledger
from panj.tally.totals import totals_of

_ORDER = (
    Measure.ARRIVAL,
    Measure.ADMISSION,
    Measure.RETURN,
    Measure.FORCED_RETURN,
    Measure.RELOCATION,
    Measure.EVACUATION,
    Measure.DEPARTURE,
    Measure.INTERNAL_DISPLACEMENT,
    Measure.HOSTED,
    Measure.DISPLACED_STOCK,
    Measure.CAPACITY,
    Measure.NEED,
    Measure.ASSISTANCE,
    Measure.KILLED,
    Measure.INJURED,
    Measure.MISSING,
    Measure.DETAINED,
)


def key_questions(ledger: Ledger, *, known: date | None = None) -> list[Question]:
    """What can be asked of a ledger, each question once.

    Args:
        ledger: what is known.
        known: every question is asked as known on this day.
    """
    seen = ledger.as_known(known)
    sized: dict[Question, float] = {}
    for event in seen.events:
        if event.unit is Unit.PERSONS and event.status is Status.HAPPENED and event.measure in _ORDER:
            for question in _of(event, seen, known):
                size = event.bounds.high or event.bounds.low
                sized[question] = max(size, sized.get(question, 0.0))
    return sorted(sized, key=lambda q: (_ORDER.index(q.measure), -sized[q], str(q)))


def _of(event: Event, ledger: Ledger, known: date | None) -> Iterator[Question]:
    extent = ledger.extents.get(event.id)
    if extent is None:
        return
    place, origin = ledger.places.country(extent.destination), ledger.places.country(extent.origin)
    group = None if event.group is Group.PEOPLE else event.group
    if event.measure is Measure.INTERNAL_DISPLACEMENT or place == origin:
        place, origin = place or origin, None
    if event.kind is PeriodKind.RATE:
        periods = totals_of([event], ledger.event_frames, ledger.extents, ledger.places)
        if not periods:
            return
        starts = [p.extent.window.start for p in periods if p.extent.window.start]
        closing = [p.extent.window.end for p in periods if p.extent.window.end]
        yield Question(event.measure, place, origin, group, event.unit, min(starts), max(closing), known)
        return
    yield Question(event.measure, place, origin, group, event.unit, known=known)
