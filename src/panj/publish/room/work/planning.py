"""The room's plan page: stated and tested capacity, triggers that are past, and plans of uploaded tables.

Takes the desk; gives a router. A plan is made from the tables alone and held for this sitting only, so that
its workbook can be fetched; nothing of it enters the case.
"""

from __future__ import annotations

import secrets
import tempfile
from base64 import b64encode
from collections import OrderedDict, deque
from datetime import date
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, UploadFile
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup
from starlette.exceptions import HTTPException

from panj.errors import PanjError
from panj.publish.plan import body, known_tables, write_template, write_workbook
from panj.publish.room import render, views
from panj.publish.room.contexts import PlanContext
from panj.publish.room.desk import Desk, known_of
from panj.publish.room.work.pages import MAX_BYTES
from panj.publish.room.work.taking import bare
from panj.publish.room.work.work import Work
from panj.publish.situation import Situation
from panj.publish.triggers import readings_on
from panj.reception import planning, workbook
from panj.reception.escalation import Firing, escalate
from panj.reception.sheets import Sheet, sheets

_HELD = 10  # plans kept for this sitting
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def router(desk: Desk, work: Work | None) -> APIRouter:
    """The page, the template with what is known, the upload, and the plan's workbook."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    held: OrderedDict[str, tuple[Sheet, ...]] = OrderedDict()
    _page(routes, desk, Firings(work), held)
    _files(routes, desk, held)
    return routes


def _page(routes: APIRouter, desk: Desk, firings: Firings, held: OrderedDict[str, tuple[Sheet, ...]]) -> None:
    @routes.get("/plan")
    def page(known: str | None = None) -> HTMLResponse:
        return _shown(desk, firings, known_of(known))

    @routes.post("/plan")
    def planned(file: Annotated[UploadFile, File()], known: str | None = None) -> HTMLResponse:
        day = known_of(known)
        data = file.file.read(MAX_BYTES + 1)
        try:
            told = _plan(bare(file.filename or "plan.xlsx"), data)
        except PanjError as fault:
            return _shown(desk, firings, day, fault=fault.sentence())
        token = secrets.token_urlsafe(8)
        held[token] = told
        while len(held) > _HELD:
            held.popitem(last=False)
        return _shown(desk, firings, day, told, token)


def _plan(name: str, data: bytes) -> tuple[Sheet, ...]:
    with tempfile.TemporaryDirectory(prefix="panj-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return sheets(planning.plan(workbook.read(path)))


def _files(routes: APIRouter, desk: Desk, held: OrderedDict[str, tuple[Sheet, ...]]) -> None:
    @routes.get("/plan/template.xlsx")
    def template(known: str | None = None) -> Response:
        day = known_of(known)
        rows = known_tables(desk.situation(day))
        with tempfile.TemporaryDirectory(prefix="panj-") as folder:
            write_template(Path(folder) / "plan.xlsx", rows)
            return _download((Path(folder) / "plan.xlsx").read_bytes(), "plan.xlsx")

    @routes.get("/plan/{token}/result.xlsx")
    def result(token: str) -> Response:
        if token not in held:
            raise HTTPException(404, "This plan is not held any more; upload its tables again.")
        with tempfile.TemporaryDirectory(prefix="panj-") as folder:
            write_workbook(held[token], Path(folder) / "plan.xlsx")
            return _download((Path(folder) / "plan.xlsx").read_bytes(), "reception-plan.xlsx")


def _download(data: bytes, name: str) -> Response:
    return Response(data, media_type=_XLSX, headers={"content-disposition": f'attachment; filename="{name}"'})


def _shown(
    desk: Desk,
    firings: Firings,
    day: date | None,
    told: tuple[Sheet, ...] = (),
    token: str = "",
    fault: str = "",
) -> HTMLResponse:
    situation = desk.situation(day)
    context = PlanContext(
        frame=desk.frame("plan", "/plan", day),
        capacities=tuple(views.capacity(situation, room) for room in situation.rooms),
        sites=views.sites(situation),
        outlook=views.outlook(situation.outlook),
        fan=_fan(situation),
        firings=firings.on(situation, day),
        tables=Markup(body(told, render.told())) if told else Markup(),  # noqa: S704 (a template of ours, which escapes)
        token=token,
        fault=fault,
    )
    return HTMLResponse(render.html(context), status_code=400 if fault else 200)


def _fan(situation: Situation) -> str:
    """The fan chart of all sites, within the address itself: pages ask for nothing elsewhere."""
    ahead = situation.ahead
    if ahead is None or not ahead.fans:
        return ""
    from panj.outlook import fan_chart

    drawn = fan_chart(ahead.fans[0], name=ahead.case, as_of=ahead.as_of)
    return f"data:image/svg+xml;base64,{b64encode(drawn.encode()).decode()}"


class Firings:
    """The rules that are past their threshold; those of the last situations asked for are held."""

    def __init__(self, work: Work | None) -> None:
        self._work = work
        self._held: deque[tuple[Situation, tuple[Firing, ...]]] = deque(maxlen=_HELD)

    def on(self, situation: Situation, day: date | None) -> tuple[Firing, ...]:
        """As known on the day; its questions are asked once for a situation that did not change."""
        at = day or max((r.day for r in situation.reports.values() if r.day), default=None)
        if self._work is None or at is None:
            return ()
        found = next((told for known, told in self._held if known is situation), None)
        if found is None:
            found = escalate(readings_on(at, situation, self._work.tally))
            self._held.append((situation, found))
        return found
