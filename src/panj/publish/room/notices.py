"""What forms did, told once on the page that follows, and the name that a reader works under.

Takes what a form gave; gives redirects with a notice, the reader's name as a cookie, and words for faults.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from urllib.parse import quote, unquote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from panj.errors import PanjError

_HELD = 50  # notices kept for readers who have not come back yet
_COOKIE = "panj-who"


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


def said_of(fault: Exception) -> str:
    """A fault as the reader is told it."""
    return fault.sentence() if isinstance(fault, PanjError) else str(fault)


def signed(who: str) -> str:
    """The name, on one line; raises `ValueError` where there is none."""
    if not who.strip():
        raise ValueError("Give your name: every decision is somebody's.")
    return " ".join(who.split())


def reasoned(why: str) -> str:
    """The reason, on one line; raises `ValueError` where there is none."""
    if not why.strip():
        raise ValueError("Give the reason: the next shift must understand it.")
    return " ".join(why.split())


def who_of(request: Request) -> str:
    """The name that the reader last decided under."""
    return unquote(request.cookies.get(_COOKIE, ""))[:80]


def after(path: str, words: str, who: str, notices: Notices) -> Response:
    """The page that follows a form, with what it did."""
    return signing(RedirectResponse(f"{path}?told={notices.keep(words)}", status_code=303), who)


def signing(answer: Response, who: str) -> Response:
    """The answer, with the reader's name kept for the next form."""
    if who.strip():
        answer.set_cookie(_COOKIE, quote(" ".join(who.split())[:80]), samesite="strict", httponly=True)
    return answer
