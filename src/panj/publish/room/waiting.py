"""A page while the case is worked out: how far that is, and a look again by itself.

Takes the source of Situations; holds a browser's page back for a moment, and where the Situation takes longer
answers at once with how far it is. What other programs ask waits until it is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from threading import Event, Lock, Thread
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from panj.clock import parse_day
from panj.errors import DateError
from panj.publish.room import render
from panj.publish.room.contexts import WaitingContext
from panj.publish.situation import STEPS, Situation
from panj.steps import listening

PATIENCE = 1.0  # seconds that a browser waits before it is told how far the work is


@dataclass(slots=True)
class _Work:
    """One Situation that is being worked out."""

    done: Event = field(default_factory=Event)
    step: str = STEPS[0]


class Waiting:
    """An ASGI layer that never lets a browser stand before an empty page.

    Args:
        app: the room.
        source: gives Situations; it is expected to hold what it computed.
    """

    def __init__(self, app: ASGIApp, source: Callable[[date | None], Situation]) -> None:
        self.app, self._source = app, source
        self._works: dict[date | None, _Work] = {}
        self._lock = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] == "http" and _is_page(scope):
            step = await run_in_threadpool(self._look, _known(scope))
            if step:
                await HTMLResponse(page(step), status_code=202, headers={"refresh": "2"})(
                    scope, receive, send
                )
                return
        await self.app(scope, receive, send)

    def _look(self, known: date | None) -> str:
        """What is worked at for a day; empty where its Situation is there."""
        works = [self._work(day) for day in dict.fromkeys((None, known))]
        waited = [work for work in works if not work.done.wait(PATIENCE)]
        return waited[0].step if waited else ""

    def _work(self, known: date | None) -> _Work:
        with self._lock:
            work = self._works.get(known)
            if work is None or work.done.is_set():
                work = self._works[known] = _Work()
                Thread(target=self._do, args=(known, work), daemon=True).start()
            return work

    def _do(self, known: date | None, work: _Work) -> None:
        def tell(step: str, _done: int, _of: int | None) -> None:
            work.step = step

        try:
            with listening(tell):
                self._source(known)
        except Exception:  # noqa: BLE001, S110 (the page asks for it again and says what is wrong)
            pass
        finally:
            work.done.set()
            with self._lock:
                if self._works.get(known) is work:
                    del self._works[known]


def page(step: str) -> str:
    """How far the work is, as a page."""
    at = STEPS.index(step) if step in STEPS else 0
    return render.html(WaitingContext(steps=STEPS, at=at))


def _is_page(scope: Scope) -> bool:
    """Whether a browser asks for a page: not for a part of one, a file or the API."""
    headers = Headers(scope=scope)
    path = scope["path"]
    return (
        scope["method"] == "GET"
        and "text/html" in headers.get("accept", "")
        and "hx-request" not in headers
        and not path.startswith(("/static/", "/api/"))
    )


def _known(scope: Scope) -> date | None:
    """The day that an address asks for; what is no day is refused by the page itself."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("known", [""])[-1]
    try:
        return parse_day(asked, "known") if asked else None
    except DateError:
        return None
