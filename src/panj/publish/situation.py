"""What people look at: one Situation as known on one day, from which room, brief and exports are drawn.

Takes reports and claims; gives figures as tallies with their evidence, warnings, story, capacity
checks, outlook and needs. Pages and reports only lay out what stands here, so that they agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from panj.model import Claim, Event, Forecast, Place, Plan, Problem, Report, Span, Tally


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One line of the first screen: a question, its answer, and how it must be read.

    `section`: in, out, here, room, displaced, harm, need, other. `slug` is stable and fit for URLs.
    """

    slug: str
    section: str
    title: str
    tally: Tally
    period: str = ""
    note: str = ""
    confirmed: bool = True
    origins: int = 1


@dataclass(frozen=True, slots=True)
class Alert:
    """Something an officer must know before quoting: contradiction, unconfirmed, denied, inferred_date."""

    kind: str
    title: str
    detail: str
    claims: tuple[str, ...] = ()
    report: str | None = None


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One thing that was reported, in the source's own words, with the place to open."""

    day: date | None
    report: str
    sentence: Span
    text: str
    speaker: str | None
    claims: tuple[str, ...]
    confirmed: bool = True
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """A stated capacity beside what it would take, and the days until arrivals would fill it."""

    claim: str
    place: str
    stated: float
    outlook: tuple[Forecast, ...]
    plan: Plan


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that a page or a report may show, as known at the end of `known`."""

    title: str
    known: date | None
    reports: Mapping[str, Report]
    claims: Mapping[str, Claim]
    events: tuple[Event, ...]
    figures: tuple[KeyFigure, ...]
    alerts: tuple[Alert, ...]
    story: tuple[StoryLine, ...]
    rooms: tuple[Room, ...]
    places: Mapping[str, Place]
    unknown: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    policy: str = ""
