"""Questions in plain words, for programs and notebooks: `measure="arrival", place="Tajikistan"`.

Takes keywords; gives a `Question`. Terms are those of the command line, days strict ISO strings.
"""

from __future__ import annotations

from datetime import date

from panj.clock import parse_day
from panj.errors import TallyError
from panj.model import Group, Measure, Question, Unit


def question_of(
    *,
    measure: str = "arrival",
    place: str | None = None,
    origin: str | None = None,
    group: str | None = None,
    unit: str = "persons",
    start: str | date | None = None,
    end: str | date | None = None,
    known: str | date | None = None,
) -> Question:
    """The question that these words ask.

    Raises:
        TallyError: T003, a term that is none of the field's.
        DateError: D001 a day that is none, D002 a period that ends before it starts.
    """
    try:
        terms = Measure(measure), Group(group) if group else None, Unit(unit)
    except ValueError as fault:
        raise TallyError("T003", detail=str(fault)) from None
    return Question(
        terms[0],
        place,
        origin,
        terms[1],
        terms[2],
        _day(start, "start"),
        _day(end, "end"),
        _day(known, "known"),
    )


def _day(value: str | date | None, where: str) -> date | None:
    return parse_day(value, where) if isinstance(value, str) else value
