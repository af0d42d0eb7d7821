"""The room's work: pages of the queue and of one figure, and the forms that decide, undo and take reports in.

Takes the desk and the case as a `Work`; gives a router. Every form is answered by a redirect to a page, so
that reloading repeats nothing; what it did is told there once.
"""

from __future__ import annotations

import re
import secrets
import tempfile
from collections import OrderedDict
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from panj.clock import parse_day
from panj.errors import PanjError
from panj.events import Verb
from panj.publish.room import render
from panj.publish.room.desk import Desk, known_of
from panj.publish.room.work import Work, decide_page, work_page

MAX_BYTES = 20_000_000  # of an uploaded report
_HELD = 50  # notices kept for readers who have not come back yet
_COOKIE = "panj-who"
_SLUG = re.compile(r"[^a-z0-9]+")
_FIELDS = ("measure", "group", "unit", "status", "period", "origin", "destination", "place")


class Notices:
    """What forms did, told once on the page that follows."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, str] = OrderedDict()

    def keep(self, words: str) -> str:
        """Holds the words; gives the token by which the next page asks for them."""
        token = secrets.token_urlsafe(8)
        self._held[token] = words
        while len(self._held) > _HELD:
            self._held.popitem(last=False)
        return token

    def take(self, token: str | None) -> str:
        """The words, once."""
        return self._held.pop(token, "") if token else ""


def router(desk: Desk, work: Work | None) -> APIRouter:
    """The work pages; without a case to write to they are read only."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    notices = Notices()
    _pages(routes, desk, work, notices)
    if work is not None:
        _decide(routes, desk, work, notices)
        _add(routes, work, notices)
    return routes


def _pages(routes: APIRouter, desk: Desk, work: Work | None, notices: Notices) -> None:
    @routes.get("/work")
    def page(request: Request, known: str | None = None, told: str | None = None) -> HTMLResponse:
        day = known_of(known)
        context = work_page(
            desk.situation(day),
            desk.frame("work", "/work", day),
            work,
            who=_who(request),
            notice=notices.take(told),
        )
        return HTMLResponse(render.html(context))

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
            who=_who(request),
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
        said_of = (measure, group, unit, status, period, origin, destination, place)
        given = {
            **dict(zip(_FIELDS, said_of, strict=True)),
            "value": value,
            "value_high": value_high,
        }
        back = f"/work/{claim}" if claim in desk.situation(None).claims else "/work"
        try:
            sets = {**said(given), **_days(date_start, date_end)}
            made = work.decide(
                Verb(verb),
                [claim, *([other] if other else [])],
                who=_signed(who),
                why=_reason(why),
                sets=sets,
            )
        except (PanjError, ValueError) as fault:
            return _after(back, f"Not recorded. {_said(fault)}", who, notices)
        words = f"Decision {made.seq}: {made.verb}, recorded for {made.who}. It can be undone below."
        return _after("/work", words, who, notices)

    @routes.post("/work/undo")
    def undo(
        number: Annotated[int, Form()], who: Annotated[str, Form()] = "", why: Annotated[str, Form()] = ""
    ) -> Response:
        try:
            made, found = work.undo(number, who=_signed(who), why=why.strip() or "taken back")
        except (PanjError, ValueError) as fault:
            return _after("/work", f"Not undone. {_said(fault)}", who, notices)
        return _after("/work", f"Decision {found.seq} is undone (as {made.seq}).", who, notices)


def _add(routes: APIRouter, work: Work, notices: Notices) -> None:
    @routes.post("/work/paste")
    def paste(
        text: Annotated[str, Form()] = "",
        published: Annotated[str, Form()] = "",
        outlet: Annotated[str, Form()] = "",
        title: Annotated[str, Form()] = "",
        told_by: Annotated[str, Form()] = "",
        who: Annotated[str, Form()] = "",
    ) -> Response:
        try:
            day = parse_day(published.strip())
            if not text.strip():
                raise ValueError("The report has no words.")
            source = told_by.strip() and f"{told_by.strip()}, told to {who.strip() or 'the desk'}"
            page = as_report(text, day, source or outlet.strip(), title.strip())
            name = f"{day}-{slug(title or outlet or told_by)}.txt"
            words = _read(work, name, page.encode())
        except (PanjError, ValueError) as fault:
            words = f"Not read. {_said(fault)}"
        return _after("/work", words, who, notices)

    @routes.post("/work/upload")
    def upload(file: Annotated[UploadFile, File()], who: Annotated[str, Form()] = "") -> Response:
        data = file.file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            words = f"Not read. The file is larger than {MAX_BYTES // 1_000_000} MB; read it with panj read."
        else:
            try:
                words = _read(work, bare(file.filename or "report.txt"), data)
            except (PanjError, ValueError) as fault:
                words = f"Not read. {_said(fault)}"
        return _after("/work", words, who, notices)


def _read(work: Work, name: str, data: bytes) -> str:
    """Reads the bytes as a file of that name; what came of it, in words."""
    with tempfile.TemporaryDirectory(prefix="panj-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        summary = work.read([path])
    problems = " ".join(f"{p.what}. {p.remedy}" for p in summary.problems)
    names = [*summary.new, *summary.changed]
    if names:
        return f"Read: {', '.join(names)}; the case has {summary.claims:,} figures now. {problems}".strip()
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
            found[name] = float(found[name].replace(",", "").replace(" ", ""))
    return found


def _days(start: str, end: str) -> dict[str, Any]:
    if not start.strip():
        return {}
    first = parse_day(start.strip(), "first day")
    return {"date_start": first, "date_end": parse_day(end.strip(), "last day") if end.strip() else first}


def _said(fault: Exception) -> str:
    """A fault as the reader is told it."""
    return fault.sentence() if isinstance(fault, PanjError) else str(fault)


def _signed(who: str) -> str:
    if not who.strip():
        raise ValueError("Give your name: every decision is somebody's.")
    return " ".join(who.split())


def _reason(why: str) -> str:
    if not why.strip():
        raise ValueError("Give the reason: the next shift must understand it.")
    return " ".join(why.split())


def _who(request: Request) -> str:
    from urllib.parse import unquote

    return unquote(request.cookies.get(_COOKIE, ""))[:80]


def _after(path: str, words: str, who: str, notices: Notices) -> Response:
    from urllib.parse import quote

    answer = RedirectResponse(f"{path}?told={notices.keep(words)}", status_code=303)
    if who.strip():
        answer.set_cookie(_COOKIE, quote(" ".join(who.split())[:80]), samesite="strict", httponly=True)
    return answer
