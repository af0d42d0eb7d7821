"""The room's figures as JSON: `/api/v1/…`, every answer of a declared shape.

Takes the desk; gives a router. Dates are strict `YYYY-MM-DD` strings, lists come in pages with `total`
and `next`, faults are problem+json.
"""

from __future__ import annotations

from typing import Any, TypeVar

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from panj.model import Report, to_plain
from panj.publish.room import table
from panj.publish.room.api import answers as api_answers
from panj.publish.room.api.manners import Tagged
from panj.publish.room.api.models import (
    ClaimOut,
    ClaimPage,
    EventOut,
    EventPage,
    FigureOut,
    Figures,
    Health,
    Known,
    Limit,
    MapOut,
    ReportOut,
    ReportPage,
    ReportText,
    Start,
)
from panj.publish.room.desk import Desk, known_of
from panj.publish.room.map import geography
from panj.publish.room.map.features import collection
from panj.publish.situation import Situation
from panj.version import __version__

Text = TypeVar("Text", bound=BaseModel)


def router(desk: Desk) -> APIRouter:
    """Every address of the API."""
    routes = APIRouter(route_class=Tagged)
    _about(routes, desk)
    _claims(routes, desk)
    _reports(routes, desk)
    api_answers.add(routes, desk)
    return routes


def _about(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/health")
    def health() -> Health:
        """Whether the room answers, its version, and how many reports it holds."""
        return Health(ok=True, version=__version__, reports=len(desk.situation(None).reports))

    @routes.get("/tally")
    def tally(known: Known = None, start: Start = 0, limit: Limit = 100) -> Figures:
        """The key figures, each a tally with its claims, in the order of the pages."""
        situation = desk.situation(known_of(known))
        found = situation.figures
        return Figures(
            known=_iso(situation),
            policy=situation.policy,
            total=len(found),
            next=_next(start, limit, len(found)),
            figures=[_figure(f) for f in found[start : start + limit]],
        )

    @routes.get("/map")
    def map_(known: Known = None) -> MapOut:
        """Places and flows as GeoJSON, with the box that holds them."""
        return MapOut(**collection(geography.survey(desk.situation(known_of(known)))))


def _figure(figure: Any) -> FigureOut:
    plain = to_plain(figure)
    return FigureOut(**{**plain, "tally": figure.tally.to_dict()})


def _claims(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/claims")
    def claims(
        request: Request,
        known: Known = None,
        start: Start = 0,
        limit: Limit = 100,
    ) -> ClaimPage:
        """Claims; filter with `measure`, `group`, `status`, `report`, `q`, order with `sort`."""
        situation = desk.situation(known_of(known))
        found = table.select(situation, table.asked(request.query_params))
        shown = [ClaimOut(**c.to_dict()) for c in found[start : start + limit]]
        return ClaimPage(total=len(found), next=_next(start, limit, len(found)), items=shown)

    @routes.get("/claims/{key}")
    def claim(key: str, known: Known = None) -> ClaimOut:
        """One claim."""
        found = desk.situation(known_of(known)).claims.get(key)
        if found is None:
            raise HTTPException(404, "No such claim is known as of this date.")
        return ClaimOut(**found.to_dict())

    @routes.get("/events")
    def events(known: Known = None, start: Start = 0, limit: Limit = 100) -> EventPage:
        """Events with the claims that speak of each."""
        found = desk.situation(known_of(known)).events
        shown = [EventOut(**to_plain(e)) for e in found[start : start + limit]]
        return EventPage(total=len(found), next=_next(start, limit, len(found)), items=shown)


def _reports(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/reports")
    def reports(known: Known = None, start: Start = 0, limit: Limit = 100) -> ReportPage:
        """Reports without their texts, by publication."""
        situation = desk.situation(known_of(known))
        found = sorted(situation.reports.values(), key=lambda r: (r.published or "", r.id))
        shown = [_report(r, situation, ReportOut) for r in found[start : start + limit]]
        return ReportPage(total=len(found), next=_next(start, limit, len(found)), items=shown)

    @routes.get("/reports/{key}")
    def report(key: str, known: Known = None) -> ReportText:
        """One report with its text, to which every offset refers."""
        situation = desk.situation(known_of(known))
        found = situation.reports.get(key)
        if found is None:
            raise HTTPException(404, "No such report is known as of this date.")
        return _report(found, situation, ReportText)


def _report(report: Report, situation: Situation, shape: type[Text]) -> Text:
    stands = {
        "id": report.id,
        "copy_of": situation.copies.get(report.id),
        "superseded_by": situation.superseded.get(report.id),
        "withdrawn": situation.withdrawn.get(report.id),
    }
    return shape(**{**to_plain(report), **stands})


def _next(start: int, limit: int, total: int) -> int | None:
    return start + limit if start + limit < total else None


def _iso(situation: Situation) -> str | None:
    return situation.known.isoformat() if situation.known else None
