"""Answers of the API that are worked out on asking: any tally, changes between two days, outlook, plan.

Takes the desk; gives routes. What cannot be asked is a problem with the error's own words, never a crash.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from threading import Lock
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException

from panj.bounds import policy
from panj.clock import parse_day
from panj.errors import TallyError
from panj.gazetteer import Gazetteer
from panj.model import Bounds, Group, Measure, Question, Unit, to_plain
from panj.publish.changes import changes as found_changes
from panj.publish.content import Site
from panj.publish.footnotes import Footnotes
from panj.publish.prepared import said_by
from panj.publish.record import grounds_of
from panj.publish.room.api.models import (
    AlertOut,
    AlertPage,
    ChangeOut,
    ChangePage,
    Day,
    Known,
    Limit,
    OutlookOut,
    PlanOut,
    RoomOut,
    Since,
    SiteOut,
    Start,
    TallyOut,
    TallySaid,
)
from panj.publish.room.desk import Desk, known_of
from panj.publish.situation import Situation
from panj.reception import needs
from panj.tally import Book, Ledger, ask

_LEDGERS = 4  # of the days asked last
_LARGE = 4_000  # claims past which a question is asked of those within its reach, not of all


def add(routes: APIRouter, desk: Desk) -> None:
    """Adds the routes."""
    _tally(routes, desk)
    _changes(routes, desk)
    _ahead(routes, desk)


class _Ledgers:
    """Ledgers of the situations asked last; each is built once."""

    def __init__(self) -> None:
        self._held: OrderedDict[int, tuple[Situation, Ledger | Book]] = OrderedDict()
        self._lock = Lock()

    def of(self, situation: Situation, question: Question, gazetteer: Gazetteer) -> Ledger:
        """The ledger of all claims; in a large case of those that the question may need."""
        with self._lock:
            key = id(situation)
            if key not in self._held or self._held[key][0] is not situation:
                self._held[key] = (situation, _ready(situation, gazetteer))
                while len(self._held) > _LEDGERS:
                    self._held.popitem(last=False)
            made = self._held[key][1]
            return made.ledger(question) if isinstance(made, Book) else made


def _ready(situation: Situation, gazetteer: Gazetteer) -> Ledger | Book:
    if len(situation.claims) > _LARGE:
        book = Book(
            gazetteer=gazetteer,
            policy=policy(),
            decisions=situation.decisions,
            grounds=grounds_of(gazetteer),
        )
        book.add(situation.reports, situation.claims.values())
        return book
    return Ledger(
        situation.claims.values(),
        situation.events,
        situation.reports,
        gazetteer=gazetteer,
        policy=policy(),
    )


def _tally(routes: APIRouter, desk: Desk) -> None:
    ledgers = _Ledgers()

    @routes.get("/answer")
    def answer(
        measure: Measure = Measure.ARRIVAL,
        group: Group | None = None,
        place: Annotated[str | None, Query(max_length=100)] = None,
        origin: Annotated[str | None, Query(max_length=100)] = None,
        unit: Unit = Unit.PERSONS,
        start: Day = None,
        end: Day = None,
        known: Known = None,
    ) -> TallySaid:
        """How many: the tally of any question, with the claims that give each end."""
        situation = desk.situation(known_of(known))
        first, last = (parse_day(d, "period") if d else None for d in (start, end))
        try:
            asked = Question(measure, place, origin, group, unit, first, last)
            found = ask(asked, ledgers.of(situation, asked, desk.gazetteer()))
        except TallyError as fault:
            raise HTTPException(404 if fault.code == "T001" else 400, fault.sentence()) from None
        return TallySaid(known=_iso(situation.known), tally=TallyOut(**found.to_dict()))


def _changes(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/changes")
    def changes(
        since: Since,
        known: Known = None,
        start: Start = 0,
        limit: Limit = 100,
    ) -> ChangePage:
        """Figures that are new, gone or different since a day, each with its cause."""
        now, before = desk.situation(known_of(known)), desk.situation(parse_day(since, "since"))
        rows = found_changes(now, before, Footnotes(now))
        items = [ChangeOut(title=c.title, before=c.before, now=c.now, why=c.why) for c in rows]
        return ChangePage(
            total=len(items), next=_next(start, limit, len(items)), items=items[start : start + limit]
        )

    @routes.get("/alerts")
    def alerts(known: Known = None, start: Start = 0, limit: Limit = 100) -> AlertPage:
        """What must be known before quoting: contradictions, unconfirmed and denied figures, dates."""
        rows = desk.situation(known_of(known)).alerts
        items = [AlertOut(**to_plain(a)) for a in rows[start : start + limit]]
        return AlertPage(total=len(rows), next=_next(start, limit, len(rows)), items=items)


def _site(site: Site, situation: Situation) -> SiteOut:
    made = site.prepared
    return SiteOut(
        facility=made.facility,
        place=site.place,
        stage=made.stage,
        since=_iso(made.known),
        stated=site.stated,
        counts=made.counts,
        report=site.report,
        text=site.text,
        said_by=said_by(site, situation.reports),
    )


def _ahead(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/outlook")
    def outlook(known: Known = None) -> OutlookOut:
        """Arrivals ahead, and when stated capacities would be full; a scenario is never a forecast."""
        situation = desk.situation(known_of(known))
        rooms = [
            RoomOut(
                claim=r.claim,
                place=r.place,
                stated=r.stated,
                stage=r.stage,
                counts=r.counts,
                outlook=[to_plain(f) for f in r.outlook],
            )
            for r in situation.rooms
        ]
        return OutlookOut(
            known=_iso(situation.known),
            arrivals=[to_plain(f) for f in situation.outlook],
            rooms=rooms,
            prepared=[_site(site, situation) for site in situation.sites],
        )

    @routes.get("/plan")
    def plan(
        people: Annotated[int, Query(ge=0, le=100_000_000)],
        days: Annotated[int, Query(ge=1, le=3650)] = 30,
    ) -> PlanOut:
        """What receiving this many people for this many days takes, by published standards."""
        made = needs(Bounds(people, people, people), days)
        return PlanOut(**to_plain(made))


def _next(start: int, limit: int, total: int) -> int | None:
    return start + limit if start + limit < total else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
