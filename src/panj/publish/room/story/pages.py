"""The pages around the story: who said what, what lies ahead, crossings, what is not known.

Takes the desk; gives a router. Every page is drawn from the Situation of the day alone.
"""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from panj.publish.room import render
from panj.publish.room.contexts import Context
from panj.publish.room.desk import Desk, known_of
from panj.publish.room.pages import start_of
from panj.publish.room.story import coming, crossings, gaps, voices

_MOST = 200  # characters of a filter's value


def router(desk: Desk) -> APIRouter:
    """The pages."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @routes.get("/said")
    def said(speaker: str = "", topic: str = "", known: str | None = None) -> HTMLResponse:
        day = known_of(known)
        chosen = {"speaker": speaker.strip()[:_MOST], "topic": topic.strip()[:_MOST]}
        frame = desk.frame("story", "/said", day, {k: v for k, v in chosen.items() if v})
        return _page(voices.page(desk.situation(day), frame, chosen))

    @routes.get("/ahead")
    def ahead(known: str | None = None) -> HTMLResponse:
        day = known_of(known)
        return _page(coming.page(desk.situation(day), desk.frame("story", "/ahead", day)))

    @routes.get("/crossings")
    def places(known: str | None = None, start: str = "0", place: str = "") -> HTMLResponse:
        day, first = known_of(known), start_of(start)
        chosen = place.strip()[:_MOST]
        frame = desk.frame("story", "/crossings", day, {"place": chosen} if chosen else None)
        return _page(crossings.page(desk.situation(day), frame, start=first, place=chosen))

    @routes.get("/unknown")
    def unknown(known: str | None = None, start: str = "0") -> HTMLResponse:
        day, first = known_of(known), start_of(start)
        return _page(gaps.page(desk.situation(day), desk.frame("story", "/unknown", day), start=first))

    return routes


def _page(context: Context) -> HTMLResponse:
    return HTMLResponse(render.html(context))
