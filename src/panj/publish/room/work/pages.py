"""The room's work: pages of the queue and of one figure, and the forms that decide, undo and take reports in.

Takes the desk and the case as a `Work`; gives a router. Every form is answered by a redirect to a page, so
that reloading repeats nothing; what it did is told there once.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from panj.clock import parse_day
from panj.errors import PanjError
from panj.events import Verb
from panj.publish.phrases import sentence_case
from panj.publish.room import render
from panj.publish.room.desk import Desk, known_of
from panj.publish.room.notices import Notices, after, reasoned, said_of, signed, signing, who_of
from panj.publish.room.work.fetching import Fetches, figures
from panj.publish.room.work.stakes import Stakes
from panj.publish.room.work.work import Work, decide_page, doubtful, work_page

MAX_BYTES = 20_000_000  # of a report that is uploaded or pasted
_TOO_LONG = "The words are longer than 20 MB; save them as a file and read it with panj read."
_SLUG = re.compile(r"[^a-z0-9]+")
_PLACES = ("origin", "destination", "place")
_FIELDS = ("measure", "group", "unit", "status", "period", "origin", "destination", "place")


def router(desk: Desk, work: Work | None, notices: Notices, stakes: Stakes) -> APIRouter:
    """The work pages; without a case to write to they are read only."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    if work is not None:  # before the pages: `/work/fetching` is no figure
        _decide(routes, desk, work, notices)
        _add(routes, work, notices)
    _pages(routes, desk, work, notices, stakes)
    return routes


def _pages(routes: APIRouter, desk: Desk, work: Work | None, notices: Notices, stakes: Stakes) -> None:
    @routes.get("/work")
    def page(request: Request, known: str | None = None, told: str | None = None) -> HTMLResponse:
        day = known_of(known)
        situation = desk.situation(day)
        context = work_page(
            situation,
            desk.frame("work", "/work", day),
            work,
            stakes=stakes.ready(situation),
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


def _decide(routes: APIRouter, desk: Desk, work: Work, notices: Notices) -> None:
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
        try:
            made, found = work.undo(number, who=signed(who), why=why.strip() or "taken back")
        except (PanjError, ValueError) as fault:
            return after(page, f"Not undone. {said_of(fault)}", who, notices)
        return after(page, f"Decision {found.seq} is undone (as {made.seq}).", who, notices)


def _add(routes: APIRouter, work: Work, notices: Notices) -> None:
    fetches = Fetches(work)

    @routes.post("/work/paste")
    async def paste(request: Request) -> Response:
        try:  # asked for here: by itself the framework takes no field of more than a megabyte
            async with request.form(max_part_size=MAX_BYTES) as form:
                given = {name: value for name, value in form.items() if isinstance(value, str)}
        except HTTPException:
            return after("/work", f"Not read. {_TOO_LONG}", "", notices)
        words = await run_in_threadpool(_pasted, work, given)
        return after("/work", words, given.get("who", ""), notices)

    @routes.post("/work/upload")
    def upload(file: Annotated[UploadFile, File()], who: Annotated[str, Form()] = "") -> Response:
        data = file.file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            words = f"Not read. The file is larger than {MAX_BYTES // 1_000_000} MB; read it with panj read."
        else:
            try:
                words = _read(work, bare(file.filename or "report.txt"), data)
            except (PanjError, ValueError) as fault:
                words = f"Not read. {said_of(fault)}"
        return after("/work", words, who, notices)

    @routes.post("/work/fetch")
    def fetch(url: Annotated[str, Form()] = "", who: Annotated[str, Form()] = "") -> Response:
        one = fetches.begin(url)
        if one.done.is_set():
            return after("/work", one.words, who, notices)
        return signing(RedirectResponse(f"/work/fetching?job={one.token}", status_code=303), who)

    @routes.get("/work/fetching")
    def fetching(job: str = "") -> Response:
        """How far a page that is being fetched is; it looks again by itself."""
        one = fetches.look(job)
        if one is None:
            return RedirectResponse("/work", status_code=303)
        if one.done.is_set():
            return after("/work", one.words, "", notices)
        return HTMLResponse(render.html(one.context()), 202, {"refresh": "1"})


def _pasted(work: Work, given: Mapping[str, str]) -> str:
    """Reads a report that was pasted or told; what came of it, in words."""
    text, published, outlet, title, told_by, who = (
        given.get(name, "").strip() for name in ("text", "published", "outlet", "title", "told_by", "who")
    )
    try:
        if not published:
            raise ValueError("Give the day on which it was published or told.")
        day = parse_day(published)
        if not text:
            raise ValueError("The report has no words.")
        source = told_by and f"{told_by}, told to {who or 'the desk'}"
        page = as_report(text, day, source or outlet, title)
        return _read(work, f"{day}-{slug(title or outlet or told_by)}.txt", page.encode())
    except (PanjError, ValueError) as fault:
        return f"Not read. {said_of(fault)}"


def _read(work: Work, name: str, data: bytes) -> str:
    """Reads the bytes as a file of that name; what came of it, in words."""
    with tempfile.TemporaryDirectory(prefix="panj-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        summary = work.read([path])
    names = [*summary.new, *summary.changed]
    # what is wrong with older reports stands on the first page; told here it would be taken for this one's
    own = [p for p in summary.problems if folder in p.where or Path(p.where).stem in names]
    problems = " ".join(f"{sentence_case(p.what)}. {p.remedy}" for p in own)
    if names:
        return f"Read: {', '.join(names)}; the case has {figures(summary.claims)} now. {problems}".strip()
    if not own:
        there = summary.known or summary.redacted
        problems = "It is in the case already." if there else "No report was found in it."
    return f"Nothing new was read. {problems}".strip()


def as_report(text: str, day: date, outlet: str, title: str) -> str:
    """The words as a report file: a header with what is known of it, then the text.

    >>> print(as_report("Some 300 crossed.", date(2021, 7, 5), "Head of post: 4", ""))
    ---
    published: 2021-07-05
    outlet: "Head of post: 4"
    ---
    Some 300 crossed.
    """
    header = {"published": day.isoformat(), "outlet": quoted(outlet), "title": quoted(title)}
    lines = [f"{name}: {value}" for name, value in header.items() if value]
    return "\n".join(["---", *lines, "---", text.replace("\r\n", "\n").strip()])


def quoted(words: str) -> str:
    """Words on one line, within quotation marks where they hold a colon."""
    flat = " ".join(words.split()).replace('"', "'")
    return f'"{flat}"' if ":" in flat else flat


def slug(words: str) -> str:
    """A file name of words: letters and digits of ASCII, at most 40; `report` where none is left."""
    return _SLUG.sub("-", words.lower()).strip("-")[:40] or "report"


def bare(name: str) -> str:
    """A file's own name, whatever folders a browser put before it.

    >>> bare("../../etc/passwd"), bare("C:\\\\x\\\\report.pdf"), bare("..")
    ('passwd', 'report.pdf', 'report.txt')
    """
    last = PureWindowsPath(PurePosixPath(name).name).name.strip("\0").strip()
    return last if last not in {"", ".", ".."} else "report.txt"


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
