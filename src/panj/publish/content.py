"""The shapes of what people look at: key figures, alerts, story lines, rooms, and the Situation of them all.

No logic: `panj.publish.situation` makes them, room, brief and exports lay them out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from panj.events import Decision
from panj.events.inputs import Prepared
from panj.events.ruling import Offer
from panj.model import Claim, Development, Event, Forecast, Place, Plan, Problem, Report, Span, Tally
from panj.reception import CapacityTest

if TYPE_CHECKING:
    from panj.outlook import Ahead


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One line of the first screen: a question, its answer, and how it must be read.

    Args:
        slug: stable and fit for URLs.
        section: in, out, here, room, displaced, harm, need, other.
        title: whom and where, in words.
        period: the days it covers, or the rate's period.
        note: how it must be read.
        confirmed: False where a source says that it is not.
        origins: how many independent first sources it has.
        parent: slug of the line that it is a part of; such lines are never added to it.
        speakers: who states it, as the reports write them.
        armed: the people counted are combatants, who are no refugees.
    """

    slug: str
    section: str
    title: str
    tally: Tally
    period: str = ""
    note: str = ""
    confirmed: bool = True
    origins: int = 1
    parent: str = ""
    speakers: tuple[str, ...] = ()
    armed: bool = False


@dataclass(frozen=True, slots=True)
class Alert:
    """Something an officer must know before quoting.

    `kind`: contradiction, unconfirmed, denied, title, identity, overlap, correction, inferred_date, undated.
    """

    kind: str
    title: str
    detail: str
    claims: tuple[str, ...] = ()
    report: str | None = None


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One thing that was reported, in the source's own words, with the place to open.

    `day` is when it happened where the sentence says so, else the day of publication (`dated` False). `note`
    says what must be read before the words: what was corrected. `developments`: ids of what it tells;
    `stage`: how far a preparation was by it; `remark`: a day that was moved; `against`: report and sentence
    of the lines that say the opposite; `told_by`: how many reports tell it.
    """

    day: date | None
    report: str
    sentence: Span
    text: str
    speaker: str | None
    claims: tuple[str, ...]
    confirmed: bool = True
    ahead: bool = False
    kind: str = ""
    dated: bool = False
    weight: float = 0.0
    note: str = ""
    developments: tuple[str, ...] = ()
    stage: str = ""
    remark: str = ""
    against: tuple[tuple[str, Span], ...] = ()
    told_by: int = 1


@dataclass(frozen=True, slots=True)
class Room:
    """A stated capacity beside what it would take, and the days until arrivals would fill it.

    `tests`: land that reports name inside it, with how many people that holds, the largest last. `stage`:
    how far the camp is that it is of (considered, announced, under_construction, open, withdrawn), `since`:
    from when that is known; empty: no report says. Only what is open takes people in.
    """

    claim: str
    place: str
    stated: float
    outlook: tuple[Forecast, ...]
    plan: Plan
    tests: tuple[tuple[str, CapacityTest], ...] = ()
    stage: str = ""
    since: date | None = None

    @property
    def counts(self) -> bool:
        """Whether people can be taken in there: not while it is only prepared, nor once it is given up."""
        return self.stage in ("", "open")


@dataclass(frozen=True, slots=True)
class Site:
    """Something that is prepared for those who come, how far it is, and the sentence that says so.

    Args:
        prepared: what, where, how far, and the capacities stated for it.
        place: its name; empty where no report says where.
        report, sentence, text: of the development that tells the last stage; `speaker`: who says it.
        stated: persons that it is to hold, as stated last; None: not stated.
    """

    prepared: Prepared
    place: str
    report: str
    sentence: Span
    text: str
    speaker: str | None
    stated: float | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that a page or a report may show, as known at the end of `known`.

    `outlook`: arrivals ahead in the host country, capacity or none; `ahead`: the forecast of an outlook
    case, where the settings name one; `busiest`: the day with most arrivals and UNHCR's influx band that it
    reaches, in words. `copies`: id of a report → id of the earliest that is the same text; `superseded`: id
    → id of the later version; `withdrawn`: id → when and why, in words. `offers`: what reports propose to
    the forecast, with what was decided on it; `sites`: camps and stores that are prepared, and how far.
    `doubts`: id of a claim that another source denies → who does, in his words.
    """

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
    outlook: tuple[Forecast, ...] = ()
    busiest: str = ""
    copies: Mapping[str, str] = field(default_factory=dict)
    superseded: Mapping[str, str] = field(default_factory=dict)
    withdrawn: Mapping[str, str] = field(default_factory=dict)
    developments: tuple[Development, ...] = ()
    decisions: tuple[Decision, ...] = ()
    ahead: Ahead | None = None
    offers: tuple[Offer, ...] = ()
    sites: tuple[Site, ...] = ()
    doubts: Mapping[str, str] = field(default_factory=dict)
