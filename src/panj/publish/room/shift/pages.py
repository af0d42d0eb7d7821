"""The pages of a shift: what moved since the last visit, the verification list, the handover.

Takes the desk and the case; gives a router. Marks of visits are cookies; questions and answers are recorded
as decisions that change no figure, and undone like them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from panj.clock import parse_day, parse_moment
from panj.errors import DateError, PanjError
from panj.events import Verb
from panj.publish.room import render, visits, words
from panj.publish.room.desk import Desk, known_of
from panj.publish.room.evidence.answers import answers_of
from panj.publish.room.notices import Notices, after, said_of, signed, who_of
from panj.publish.room.shift import handover
from panj.publish.room.shift.contexts import ChangesContext, MovedRow, VerifyContext
from panj.publish.room.shift.moved import Movements
from panj.publish.room.shift.verifying import listing
from panj.publish.room.visits import Mark, Visit
from panj.publish.room.work.stakes import Stakes
from panj.publish.room.work.work import Work, doubtful


def router(desk: Desk, work: Work | None, notices: Notices, stakes: Stakes) -> APIRouter:
    """The pages; without a case to write to they say that they are read only."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    _verify_page(routes, desk, work, notices, stakes)
    if work is None:
        return routes
    movements = Movements(work)
    _changes(routes, desk, work, movements)
    _seen(routes, work)
    _ask(routes, work, notices)
    _handover(routes, desk, work, movements, stakes)
    return routes


def _changes(routes: APIRouter, desk: Desk, work: Work, movements: Movements) -> None:
    @routes.get("/changes")
    def changes(
        request: Request, since: str | None = None, known: str | None = None, whole: str = ""
    ) -> HTMLResponse:
        panel = "HX-Request" in request.headers
        day = known_of(known)
        situation = desk.situation(day)
        keep = {"since": since} if since else {}
        frame = desk.frame("today", "/changes", day, keep)
        mark = visits.mark_of(request, str(work.path))
        now = bool(panel or whole)  # else a page of a large case stands first, and asks for them itself
        moved: tuple[MovedRow, ...] | None = ()
        if since:
            first = parse_day(since, "since")
            if day is not None and day <= first:
                raise HTTPException(400, "The day as known must come after the day since which it is asked.")
            visit = Visit("day", words.day(first))
            moved = movements.at_once(situation, first, day, now=now)
        elif mark is None:
            visit = Visit("first")
        else:
            visit = Visit("since", words.moment(mark.moment, work.zone))
            if mark.revision != work.revision:
                moved = movements.at_once(situation, mark.moment, None, now=now)
        context = ChangesContext(
            frame=frame, visit=visit, moved=moved or (), evidence=None, pending=moved is None
        )
        return HTMLResponse(render.html(context, fragment="_moved.html" if panel else None))


def _seen(routes: APIRouter, work: Work) -> None:
    @routes.post("/seen")
    def seen() -> Response:
        answer = RedirectResponse("/", status_code=303)
        visits.put(answer, str(work.path), Mark(work.revision, work.moment))
        return answer


def _verify_page(routes: APIRouter, desk: Desk, work: Work | None, notices: Notices, stakes: Stakes) -> None:
    @routes.get("/verify")
    def verify(request: Request, known: str | None = None, told: str | None = None) -> HTMLResponse:
        day = known_of(known)
        situation = desk.situation(day)
        found = listing(situation, stakes.of(situation, doubtful(situation)), answers_of(work))
        context = VerifyContext(
            frame=desk.frame("work", "/verify", day),
            able=work is not None,
            rows=found.rows,
            waiting=found.waiting,
            answered=found.answered,
            left=found.left,
            zone=str(work.zone) if work is not None else "UTC",
            who=who_of(request),
            notice=notices.take(told),
        )
        return HTMLResponse(render.html(context))


def _ask(routes: APIRouter, work: Work, notices: Notices) -> None:
    @routes.post("/verify")
    def ask(
        claim: Annotated[str, Form()],
        asked: Annotated[str, Form()] = "",
        question: Annotated[str, Form()] = "",
        answer: Annotated[str, Form()] = "",
        told: Annotated[str, Form()] = "",
        who: Annotated[str, Form()] = "",
    ) -> Response:
        try:
            sets = {"asked": _flat(asked), "question": _flat(question)}
            if not sets["asked"]:
                raise ValueError("Say who is asked.")
            if answer.strip():
                sets |= {"answer": _flat(answer), "told": _moment(told, work)}
            made = work.decide(Verb.ASK, [claim], who=signed(who), why="verification", sets=sets)
        except (PanjError, ValueError) as fault:
            return after("/verify", f"Not recorded. {said_of(fault)}", who, notices)
        done = "answer" if "answer" in sets else "question"
        told_words = f"The {done} of {sets['asked']} is recorded for {made.who}; Work undoes it."
        if done == "question":
            told_words = f"{sets['asked']} is asked; recorded for {made.who}. The answer goes in below."
        return after("/verify", told_words, who, notices)


def _moment(told: str, work: Work) -> str:
    """The time of an answer, given in the case's zone; the moment of recording where none is given."""
    if not told.strip():
        return work.moment
    given = parse_moment(told, "the time of the answer")
    read = datetime.fromisoformat(given)
    return (read if read.tzinfo else read.replace(tzinfo=work.zone)).isoformat()


def _flat(text: str) -> str:
    return " ".join(text.split())[:2000]


def _handover(routes: APIRouter, desk: Desk, work: Work, movements: Movements, stakes: Stakes) -> None:
    @routes.get("/handover")
    def hand(request: Request, since: str | None = None) -> HTMLResponse:
        mark = visits.mark_of(request, str(work.path))
        moment = _since(since, work.zone) or handover.default_since(work, mark)
        keep = {"since": since} if since else {}
        situation = desk.situation(None)
        context = handover.page(
            situation,
            desk.frame("work", "/handover", None, keep),
            work,
            moment,
            movements=movements,
            stakes=stakes.of(situation, doubtful(situation)),
        )
        return HTMLResponse(render.html(context))


def _since(value: str | None, zone: ZoneInfo) -> str | None:
    """The moment (UTC) that an address asks for: a day or a time in the case's zone."""
    if not value:
        return None
    try:
        given = datetime.fromisoformat(parse_moment(value, "since"))
    except ValueError:
        raise DateError("D001", "since", value=value) from None
    there = given if given.tzinfo else given.replace(tzinfo=zone)
    return there.astimezone(ZoneInfo("UTC")).replace(microsecond=0).isoformat()
