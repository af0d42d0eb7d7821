"""The room's pages: each address reads its query strictly and gives a page or a part of one.

Takes the desk; gives a router. `HX-Request` asks for the evidence as a panel without a page around it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from panj.publish.room import brief_bridge, figures, render, table, views, visits
from panj.publish.room.contexts import (
    BriefContext,
    ClaimsContext,
    Context,
    EvidenceContext,
    Frame,
)
from panj.publish.room.desk import Desk, known_of
from panj.publish.room.evidence import evidence
from panj.publish.room.evidence.answers import answers_of, beside
from panj.publish.room.index import index_of
from panj.publish.room.notices import Notices, who_of
from panj.publish.room.visits import Mark, Visit
from panj.publish.room.work.work import Work
from panj.publish.situation import Situation


def router(desk: Desk, work: Work | None = None, notices: Notices | None = None) -> APIRouter:
    """Every page of the room."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    _main(routes, desk, work)
    _evidence(routes, desk, work)
    _reports(routes, desk, work, notices or Notices())
    _brief(routes, desk)
    return routes


def _page(context: Context) -> HTMLResponse:
    return HTMLResponse(render.html(context))


def _main(routes: APIRouter, desk: Desk, work: Work | None) -> None:
    @routes.get("/")
    def today(request: Request, known: str | None = None) -> HTMLResponse:
        day = known_of(known)
        frame = desk.frame("today", "/", day)
        visit = _visit(request, frame, work)
        answer = _page(views.today(desk.situation(day), frame, visit=visit, answers=answers_of(work)))
        if work is not None and visit.kind == "first":  # from now on there is something to compare with
            visits.put(answer, str(work.path), Mark(work.revision, work.moment))
        return answer

    @routes.get("/story")
    def story(known: str | None = None, start: str | None = None) -> HTMLResponse:
        day, first = known_of(known), None if start is None else start_of(start)
        frame = desk.frame("story", "/story", day)
        return _page(views.story_page(desk.situation(day), frame, start=first))

    @routes.get("/alerts")
    def alerts(known: str | None = None, start: str = "0") -> HTMLResponse:
        day, first = known_of(known), start_of(start)
        return _page(views.alerts_page(desk.situation(day), desk.frame("today", "/alerts", day), start=first))

    @routes.get("/claims")
    def claims(request: Request, known: str | None = None, start: str = "0") -> HTMLResponse:
        return _page(_claims(desk, request, known, start))

    @routes.get("/figures")
    def keyed(
        known: str | None = None, section: str = "", within: str = "", start: str = "0"
    ) -> HTMLResponse:
        day, first = known_of(known), start_of(start)
        keep = {k: v for k, v in {"section": section, "within": within}.items() if v}
        context = figures.page(
            desk.situation(day),
            desk.frame("today", "/figures", day, keep),
            section=section,
            within=within,
            start=first,
            answers=answers_of(work),
        )
        if context is None:
            raise HTTPException(404, "As of the chosen date there are no such figures.")
        return _page(context)


def start_of(start: str) -> int:
    """The place in a list from which an address asks to be shown."""
    if not (start.isascii() and start.isdigit() and len(start) < 10):
        raise HTTPException(400, f"start must be a number from 0, not {start!r}.")
    return int(start)


def _claims(desk: Desk, request: Request, known: str | None, start: str) -> ClaimsContext:
    first = start_of(start)
    day = known_of(known)
    chosen = table.asked(request.query_params)
    keep = {k: v for k, v in chosen.items() if v}
    return table.page(desk.situation(day), desk.frame("claims", "/claims", day, keep), chosen, start=first)


def first_page(desk: Desk, situation: Situation, known: date | None) -> None:
    """Lays the first page out once and holds its tables, so that no reader waits for that."""

    def laid_out() -> bool:
        render.html(views.today(situation, desk.frame("today", "/", known)))
        return True

    index_of(situation).once("first page", laid_out)


def _visit(request: Request, frame: Frame, work: Work | None) -> Visit:
    """What the first page says of changes; nothing where the room has no case to ask."""
    if work is None:
        return Visit("none")
    known = frame.known.isoformat() if frame.known else None
    since = f"/changes?since={frame.before}{f'&known={known}' if known else ''}" if frame.before else ""
    mark = visits.mark_of(request, str(work.path))
    return visits.visit_of(
        mark, work.revision, work.zone, known=frame.known, before=since, address="/changes"
    )


def _evidence(routes: APIRouter, desk: Desk, work: Work | None) -> None:
    @routes.get("/evidence/{kind}/{key}")
    def show(request: Request, kind: str, key: str, known: str | None = None) -> HTMLResponse:
        day = known_of(known)
        found = evidence.of(desk.situation(day), kind, key)
        if found is None:
            raise HTTPException(404, "This is not known as of the chosen date, or there is no such evidence.")
        found = replace(found, answers=beside(answers_of(work), found.claims))
        context = EvidenceContext(frame=desk.frame("evidence", request.url.path, day), evidence=found)
        panel = "HX-Request" in request.headers
        return HTMLResponse(render.html(context, fragment="_panel.html" if panel else None))


def _reports(routes: APIRouter, desk: Desk, work: Work | None, notices: Notices) -> None:
    @routes.get("/reports")
    def reports(known: str | None = None, start: str = "0") -> HTMLResponse:
        day, first = known_of(known), start_of(start)
        return _page(
            views.reports_page(desk.situation(day), desk.frame("reports", "/reports", day), start=first)
        )

    @routes.get("/reports/{key}")
    def report(request: Request, key: str, known: str | None = None, told: str | None = None) -> HTMLResponse:
        day = known_of(known)
        situation = desk.situation(day)
        if key not in situation.reports:
            raise HTTPException(404, "No such report is known as of the chosen date.")
        frame = desk.frame("reports", f"/reports/{key}", day)
        context = views.report_page(
            situation,
            situation.reports[key],
            frame,
            able=work is not None,
            who=who_of(request),
            notice=notices.take(told),
        )
        return _page(context)


def _brief(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/brief")
    def brief(known: str | None = None, since: str | None = None) -> HTMLResponse:
        day, before = known_of(known), known_of(since)
        able = brief_bridge.available()
        shown, whole = desk.situation(day), desk.situation(None)
        lines = brief_bridge.highlights(shown, whole, desk.gazetteer()) if able else ()
        frame = desk.frame("brief", "/brief", day, {"since": since} if before and since else None)
        return _page(
            BriefContext(
                frame=frame,
                available=able,
                highlights=lines,
                offered=brief_bridge.offered() if able else (),
                since=before,
            )
        )

    @routes.get("/brief.{kind}")
    def document(
        kind: str, known: str | None = None, since: str | None = None, length: str = "brief"
    ) -> Response:
        day, before = known_of(known), known_of(since)
        if not brief_bridge.available() or (length, kind) not in brief_bridge.offered():
            raise HTTPException(404, "This installation cannot write the situation report.")
        whole, places = desk.situation(None), desk.gazetteer()
        old = brief_bridge.cleared(desk.situation(before), whole, places).situation if before else None
        now = brief_bridge.cleared(desk.situation(day), whole, places)
        text = brief_bridge.brief(now, kind, length, language=render.language(), previous=old)
        name = f"{_NAMES[length]}-{day.isoformat() if day else 'latest'}.{kind}"
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(text, media_type=brief_bridge.KINDS[kind], headers=headers)


_NAMES = {"brief": "situation-report", "flash": "flash-update", "full": "full-report"}
