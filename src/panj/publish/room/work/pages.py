"""The room's work: pages of the queue and of one figure, and the forms that decide, undo and take reports in.

Takes the desk and the case as a `Work`; gives a router. Every form is answered by a redirect to a page, so
that reloading repeats nothing; what it did is told there once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from panj.clock import parse_day
from panj.errors import PanjError
from panj.events import Verb
from panj.publish.room import render
from panj.publish.room.desk import Desk, known_of
from panj.publish.room.notices import Notices, after, reasoned, said_of, signed, signing, who_of
from panj.publish.room.work import taking
from panj.publish.room.work.fetching import fetched
from panj.publish.room.work.jobs import Job, Jobs
from panj.publish.room.work.stakes import Stakes
from panj.publish.room.work.taking import bare
from panj.publish.room.work.work import Work, decide_page, doubtful, work_page
from panj.store.decisions import REPORT

MAX_BYTES = 20_000_000  # of a report that is uploaded or pasted
_TOO_LONG = "The words are longer than 20 MB; save them as a file and read it with panj read."
_PLACES = ("origin", "destination", "place")
_FIELDS = ("measure", "group", "unit", "status", "period", "origin", "destination", "place")


def router(desk: Desk, work: Work | None, notices: Notices, stakes: Stakes) -> APIRouter:
    """The work pages; without a case to write to they are read only."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    jobs = Jobs()
    if work is not None:  # before the pages: `/work/job` is no figure
        _decide(routes, desk, work, notices, jobs)
        _add(routes, work, notices, jobs)
        _date(routes, desk, work, notices, jobs)
    _pages(routes, desk, work, notices, stakes, jobs)
    return routes


def _pages(
    routes: APIRouter, desk: Desk, work: Work | None, notices: Notices, stakes: Stakes, jobs: Jobs
) -> None:
    @routes.get("/work")
    def page(request: Request, known: str | None = None, told: str | None = None) -> HTMLResponse:
        day = known_of(known)
        situation = desk.situation(day)
        context = work_page(
            situation,
            desk.frame("work", "/work", day),
            work,
            stakes=stakes.ready(situation),
            jobs=jobs.under_way(),
            who=who_of(request),
            notice=notices.take(told),
        )
        return HTMLResponse(render.html(context))

    @routes.get("/work/queue")
    def weighed(request: Request, known: str | None = None, show: str = "") -> HTMLResponse:
        """The queue by what would move; asked for by the page once it stands, since it is worked out."""
        day = known_of(known)
        situation = desk.situation(day)
        held = stakes.of(situation, doubtful(situation))
        context = work_page(
            situation,
            desk.frame("work", "/work", day),
            work,
            stakes=held,
            who=who_of(request),
            whole=show == "all",
        )
        panel = "HX-Request" in request.headers
        return HTMLResponse(render.html(context, fragment="_queue.html" if panel else None))

    @routes.get("/work/{key}")
    def figure(request: Request, key: str, known: str | None = None, told: str | None = None) -> HTMLResponse:
        day = known_of(known)
        situation = desk.situation(day)
        if key not in situation.claims:
            raise HTTPException(404, "No such figure is known as of the chosen date.")
        context = decide_page(
            situation,
            situation.claims[key],
            desk.frame("work", f"/work/{key}", day),
            work,
            who=who_of(request),
            notice=notices.take(told),
        )
        return HTMLResponse(render.html(context))


def _decide(routes: APIRouter, desk: Desk, work: Work, notices: Notices, jobs: Jobs) -> None:
    @routes.post("/work/decide")
    def decide(
        verb: Annotated[str, Form()],
        claim: Annotated[str, Form()],
        who: Annotated[str, Form()] = "",
        why: Annotated[str, Form()] = "",
        other: Annotated[str, Form()] = "",
        measure: Annotated[str, Form()] = "",
        group: Annotated[str, Form()] = "",
        unit: Annotated[str, Form()] = "",
        status: Annotated[str, Form()] = "",
        period: Annotated[str, Form()] = "",
        origin: Annotated[str, Form()] = "",
        destination: Annotated[str, Form()] = "",
        place: Annotated[str, Form()] = "",
        date_start: Annotated[str, Form()] = "",
        date_end: Annotated[str, Form()] = "",
        value: Annotated[str, Form()] = "",
        value_high: Annotated[str, Form()] = "",
    ) -> Response:
        given_of = (measure, group, unit, status, period, origin, destination, place)
        given = {
            **dict(zip(_FIELDS, given_of, strict=True)),
            "value": value,
            "value_high": value_high,
        }
        back = f"/work/{claim}" if claim in desk.situation(None).claims else "/work"
        try:
            sets = {**said(given), **_days(date_start, date_end)}
            made = work.decide(
                Verb(verb),
                [claim, *([other] if other else [])],
                who=signed(who),
                why=reasoned(why),
                sets=sets,
            )
        except (PanjError, ValueError) as fault:
            return after(back, f"Not recorded. {said_of(fault)}", who, notices)
        words = f"Decision {made.seq}: {made.verb}, recorded for {made.who}. It can be undone below."
        lost = [given[side] for side in _PLACES if made.sets.get(side) and not made.sets.get(f"{side}_code")]
        if lost:
            words += (
                f" No place called {lost[0].strip()} is known, so that it counts at none; give another name."
            )
        return after("/work", words, who, notices)

    @routes.post("/work/undo")
    def undo(
        number: Annotated[int, Form()],
        who: Annotated[str, Form()] = "",
        why: Annotated[str, Form()] = "",
        back: Annotated[str, Form()] = "",
    ) -> Response:
        page = "/verify" if back == "/verify" else "/work"
        held = next((d for d in work.decisions() if d.seq == number), None)
        if held is not None and any(key.kind == REPORT for key in held.about):
            what = Job(held.about[0].figure, failed="Not undone.", back=page)
            why = why.strip() or "taken back"
            do = partial(taking.undone, work, jobs, number=number, who=who, why=why)
            return begun(jobs, what, do, who, notices)
        try:
            made, found = work.undo(number, who=signed(who), why=why.strip() or "taken back")
        except (PanjError, ValueError) as fault:
            return after(page, f"Not undone. {said_of(fault)}", who, notices)
        return after(page, f"Decision {found.seq} is undone (as {made.seq}).", who, notices)


def _add(routes: APIRouter, work: Work, notices: Notices, jobs: Jobs) -> None:
    @routes.post("/work/paste")
    async def paste(request: Request) -> Response:
        try:  # asked for here: by itself the framework takes no field of more than a megabyte
            async with request.form(max_part_size=MAX_BYTES) as form:
                given = {name: value for name, value in form.items() if isinstance(value, str)}
            name, data = taking.pasted(given)
        except (HTTPException, PanjError, ValueError) as fault:
            told = _TOO_LONG if isinstance(fault, HTTPException) else said_of(fault)
            return after("/work", f"Not read. {told}", "", notices)
        do = partial(_read, data=data, published="", who="")
        return await run_in_threadpool(_begun, Job(name), do, given.get("who", ""))

    @routes.post("/work/upload")
    def upload(
        file: Annotated[UploadFile, File()],
        who: Annotated[str, Form()] = "",
        published: Annotated[str, Form()] = "",
    ) -> Response:
        data = file.file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            words = f"Not read. The file is larger than {MAX_BYTES // 1_000_000} MB; read it with panj read."
            return after("/work", words, who, notices)
        do = partial(_read, data=data, published=published, who=who.strip() or "the desk")
        return _begun(Job(bare(file.filename or "report.txt")), do, who)

    @routes.post("/work/fetch")
    def fetch(url: Annotated[str, Form()] = "", who: Annotated[str, Form()] = "") -> Response:
        job = Job(urlsplit(url).hostname or url, fetched=True, failed="Not fetched.")
        return _begun(job, lambda _: fetched(work, url), who)

    @routes.post("/work/unread")
    def unread(who: Annotated[str, Form()] = "") -> Response:
        """Reads what was stored and never read to its end."""
        return _begun(Job(""), partial(taking.gone_on, work, jobs), who)

    @routes.get("/work/job")
    def job(job: str = "") -> Response:
        """How far a report that is taken in is; it looks again by itself."""
        one = jobs.look(job)
        if one is None:
            return RedirectResponse("/work", status_code=303)
        if one.done.is_set():
            return after(one.back, one.words, "", notices)
        return HTMLResponse(render.html(one.context()), 202, {"refresh": "1"})

    def _read(job: Job, data: bytes, published: str, who: str) -> str:
        return taking.read(work, jobs, job, data=data, published=published, who=who)

    def _begun(job: Job, do: Callable[[Job], str], who: str) -> Response:
        return begun(jobs, job, do, who, notices)


def _date(routes: APIRouter, desk: Desk, work: Work, notices: Notices, jobs: Jobs) -> None:
    @routes.post("/work/date")
    def date_it(
        report: Annotated[str, Form()],
        published: Annotated[str, Form()] = "",
        who: Annotated[str, Form()] = "",
        why: Annotated[str, Form()] = "",
        back: Annotated[str, Form()] = "",
    ) -> Response:
        """Dates a report: its figures are then read anew, which takes as long as reading it did."""
        held = desk.situation(None).reports.get(report)
        page = f"/reports/{report}" if held is not None and back == "report" else "/work"
        given = {"published": published, "who": who, "why": why}
        name = (held.title or held.name or held.id) if held is not None else report
        job = Job(name, failed="Not recorded.", back=page)
        return begun(jobs, job, lambda one: taking.dated(work, jobs, one, report, given), who, notices)


def begun(jobs: Jobs, job: Job, do: Callable[[Job], str], who: str, notices: Notices) -> Response:
    """What a form that begins long work is answered: what came of it, or the page of how far it is."""
    one = jobs.begin(job, do)
    if one.done.is_set():
        jobs.look(one.token)
        return after(one.back, one.words, who, notices)
    return signing(RedirectResponse(f"/work/job?job={one.token}", status_code=303), who)


def said(given: Mapping[str, str]) -> dict[str, Any]:
    """The filled fields of a form, numbers as numbers."""
    found: dict[str, Any] = {name: words.strip() for name, words in given.items() if words.strip()}
    for name in ("value", "value_high"):
        if name in found:
            found[name] = _number(found[name])
    return found


def _number(words: str) -> float:
    """A number as people write it: `1,037`, `1 037`, `12.5`; raises `ValueError` in words."""
    plain = re.sub(r"[\s,]", "", words)
    if not re.fullmatch(r"\d+(\.\d+)?", plain):
        raise ValueError(f"Give the number in digits, such as 1037 or 12.5, not “{words}”.")
    return float(plain)


def _days(start: str, end: str) -> dict[str, Any]:
    if not start.strip():
        return {}
    first = parse_day(start.strip(), "first day")
    return {"date_start": first, "date_end": parse_day(end.strip(), "last day") if end.strip() else first}
