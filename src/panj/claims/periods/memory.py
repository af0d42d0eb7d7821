"""What a report has told of days so far, kept while its figures are dated one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from panj.claims.dates.dates import When
from panj.claims.dates.days import Days
from panj.claims.draft import Draft
from panj.model import Measure


@dataclass(frozen=True, slots=True)
class Onset:
    """A first day that a report tells: the offset where, the day, whether it says "since", and what began."""

    at: int
    day: date
    since: bool
    begins: bool


@dataclass(slots=True)
class DateMemory:
    """Intervals last used in this report, and the sentence's own anchor for "a day earlier"."""

    last: Draft | None = None
    by_measure: dict[Measure, Draft] = field(default_factory=dict)
    anchor: date | None = None
    window: tuple[date, date] | None = None
    stretch: tuple[date, date] | None = None  # the interval of any kind spoken of last
    scene: When | None = None
    scene_paragraph: int = -9
    paragraph: int = -1
    onsets: list[Onset] = field(default_factory=list)  # the first days told in the report
    covered: Days | None = None  # the days that the head of the report names
    account: Days | None = None  # the days of the past that the report is about
    story: Days | None = None  # the days that an account told last


def note_anchor(whens: Sequence[When], memory: DateMemory, today: date | None) -> None:
    """Keep the day and the interval last spoken of, for "a day earlier", "during the period"; none ahead."""
    for w in (w for w in whens if today is None or w.last is None or w.last <= today):
        if w.last is not None and (w.first == w.last or (w.first is None and w.kind == "until")):
            memory.anchor, memory.stretch = w.last, None
        elif w.kind == "on" and w.first is not None and w.last is not None:
            memory.stretch = w.first, w.last
        elif w.kind == "window" and w.first is not None and w.last is not None:
            memory.window = memory.window or (w.first, w.last)
            memory.stretch = w.first, w.last
