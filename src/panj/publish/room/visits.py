"""A reader's last visit: the state of the case up to which he marked everything as seen.

Takes a request's cookie; gives the mark in words and as a cookie. The mark is kept by the reader's browser
alone, one for each case; it moves only when he says so, so that nothing is missed by looking in.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from panj.publish.room import words

_FORM = re.compile(r"(\d{1,12})@(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+00:00)\Z")
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visit:
    """Since when changes are told.

    `kind`: none (nothing to tell of), first (no visit before), still (the case did not change), since (it
    did), day (since a day that was asked for). `since`: in words; `address`: of the page that tells them.
    """

    kind: str
    since: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """The case's revision and the moment (UTC) of a visit."""

    revision: int
    moment: str


def name_of(case: str) -> str:
    """The cookie's name for a case: browsers hold one jar for all rooms of this machine."""
    return f"panj-seen-{hashlib.sha256(case.encode()).hexdigest()[:10]}"


def mark_of(request: Request, case: str) -> Mark | None:
    """The mark that the browser holds; None where it holds none, or something else."""
    found = _FORM.match(unquote(request.cookies.get(name_of(case), "")))
    return Mark(int(found[1]), found[2]) if found else None


def put(answer: Response, case: str, mark: Mark) -> None:
    """Gives the browser a mark."""
    value = quote(f"{mark.revision}@{mark.moment}")
    answer.set_cookie(name_of(case), value, max_age=_YEAR, samesite="strict", httponly=True)


def visit_of(
    mark: Mark | None, revision: int, zone: ZoneInfo, *, known: date | None, before: str, address: str
) -> Visit:
    """What the first page says of changes.

    Args:
        mark: the reader's.
        revision: of the case now.
        zone: in which times are shown.
        known: the day that the page is asked for; what was known then has not changed since a visit.
        before: the address of the changes since the publication day before.
        address: of the changes since the mark.
    """
    if known is not None:
        return Visit("day" if before else "none", "", before)
    if mark is None:
        return Visit("first", "", before)
    since = words.moment(mark.moment, zone)
    return Visit("still" if mark.revision == revision else "since", since, address)
