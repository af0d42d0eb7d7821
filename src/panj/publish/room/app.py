"""Puts the room together: pages, API, files, the guard around them and errors as pages.

Takes a function from a known date to a `Situation`; gives an ASGI application; it writes only through the
`Work` that it was given.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from panj.errors import DateError, PanjError
from panj.gazetteer import Gazetteer
from panj.publish.gate import Cleared
from panj.publish.room import brief_bridge, files, pages, render
from panj.publish.room.api import api
from panj.publish.room.api import manners as api_manners
from panj.publish.room.contexts import ErrorContext
from panj.publish.room.desk import Desk
from panj.publish.room.guard import HEADERS, Guard
from panj.publish.room.notices import Notices
from panj.publish.room.packing import Packing
from panj.publish.room.shift import pages as shifts
from panj.publish.room.story import pages as storying
from panj.publish.room.waiting import Waiting
from panj.publish.room.work import pages as working
from panj.publish.room.work import planning
from panj.publish.room.work.stakes import Stakes
from panj.publish.room.work.work import Work
from panj.publish.situation import Situation

_TITLES = {400: "Not understood", 404: "Not found", 405: "Not allowed here"}


def create_app(
    source: Callable[[date | None], Situation],
    *,
    title: str = "Panj",
    case_name: str = "",
    work: Work | None = None,
    ready: Callable[[date | None], bool] | None = None,
    places: Callable[[], Gazetteer] | None = None,
) -> FastAPI:
    """The situation room over a case.

    Args:
        source: gives the Situation as known at the end of a day; None asks for everything. Called
            for every page, from several threads; it is expected to hold what it computed.
        title: stands in the header where a Situation has no title of its own.
        case_name: what the case is called, usually its file's name.
        work: the case itself, where its readers may decide, undo and add reports; None: read only.
        ready: whether `source` would give the Situation of a day at once; None: nobody knows.
        places: gives the gazetteer that the case is read with, the user's own places over it, by which its
            API answers and what leaves it is withheld; None: that of `work`, else the shipped one.

    Returns:
        An application whose every answer carries a strict content policy, and which answers only to
        loopback host names.
    """
    app = FastAPI(title=title, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    places = places or (work.gazetteer if work is not None else None)
    desk = Desk(source, title=title, case_name=case_name, places=places)
    app.state.desk = desk
    notices, stakes = Notices(), Stakes(work)
    app.include_router(pages.router(desk, work, notices))
    app.include_router(storying.router(desk))
    app.include_router(working.router(desk, work, notices, stakes))
    app.include_router(shifts.router(desk, work, notices, stakes))
    app.include_router(planning.router(desk, work))
    app.include_router(api.router(desk), prefix="/api/v1")
    api_manners.describe(app)
    app.add_route("/static/{name:path}", files.serve, methods=["GET"], include_in_schema=False)
    app.add_exception_handler(DateError, _date_fault)
    app.add_exception_handler(HTTPException, _http_fault)
    app.add_exception_handler(RequestValidationError, _query_fault)
    app.add_exception_handler(PanjError, _own_fault)
    app.add_exception_handler(Exception, _unforeseen)
    public = partial(_cleared, desk) if brief_bridge.available() else None
    warm = partial(pages.first_page, desk)
    app.add_middleware(Waiting, source=source, public=public, ready=ready, warm=warm)
    app.add_middleware(Packing)
    app.add_middleware(Guard)
    return app


def _cleared(desk: Desk, situation: Situation, later: Situation) -> Cleared:
    return brief_bridge.cleared(situation, later, desk.gazetteer())


def _answer(request: Request, status: int, detail: str) -> Response:
    """A fault as a page, a panel or problem+json, whichever was asked for."""
    title = _TITLES.get(status, "Something went wrong")
    if request.url.path.startswith("/api/"):
        body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        return JSONResponse(body, status_code=status, media_type="application/problem+json")
    context = ErrorContext(title=title, detail=detail, status=status)
    panel = "HX-Request" in request.headers
    text = render.html(context, fragment="_fault.html" if panel else None)
    return HTMLResponse(text, status_code=status)


def _date_fault(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, DateError)
    return _answer(request, 400, f"{fault.where}: {fault.what}. {fault.remedy}")


def _http_fault(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    return _answer(request, fault.status_code, str(fault.detail))


def _own_fault(request: Request, fault: Exception) -> Response:
    """A case file that cannot be read, a policy that is wrong: said in its own words."""
    assert isinstance(fault, PanjError)
    return _answer(request, 500, fault.sentence())


def _unforeseen(request: Request, fault: Exception) -> Response:
    """A fault of Panj itself: named, not shown; what it said is in the log where the room was started.

    This answer is given outside the guard, so it carries the guard's headers itself.
    """
    answer = _answer(request, 500, f"Panj failed on this page ({type(fault).__name__}). Its log says where.")
    answer.headers.update({**HEADERS, "cache-control": "no-store"})
    return answer


def _query_fault(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestValidationError)
    first = fault.errors()[0]
    return _answer(request, 400, f"{'.'.join(str(x) for x in first['loc'][1:])}: {first['msg']}")
