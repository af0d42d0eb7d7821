"""A page while the case is worked out: how far that is, and a look again by itself.

Takes the source of Situations; holds a browser's page back for a moment, and where the Situation takes
longer answers at once with how far it is. The report's pages wait for the disclosure gate in the same way.
What other programs ask waits until it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Event, Lock, Thread
from time import monotonic
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from panj.clock import parse_day
from panj.errors import DateError
from panj.publish.gate.stages import COVERING, GUARDING, LOOKING, OFFICES, QUOTING
from panj.publish.room import render
from panj.publish.room.contexts import WaitingContext
from panj.publish.situation import STEPS, Situation
from panj.steps import listening

PATIENCE = 1.0  # seconds that a browser waits before it is told how far the work is
# What the gate tells of its work, and of the situation that it builds anew.
GATE_STEPS = (LOOKING, OFFICES, GUARDING, COVERING, *STEPS[1:], QUOTING)

Source = Callable[[date | None], Situation]


@dataclass(frozen=True, slots=True)
class Need:
    """What a page needs: the Situation of a day, or what of it may leave the case."""

    day: date | None
    public: bool = False

    @property
    def steps(self) -> Sequence[str]:
        """What is told while it is made, in its order."""
        return GATE_STEPS if self.public else STEPS


@dataclass(slots=True)
class _Work:
    """One thing that is being worked out, for all who wait for it."""

    steps: Sequence[str]
    done: Event = field(default_factory=Event)
    at: int = 0
    share: float = 0.0

    def hear(self, step: str, done: int, of: int | None) -> None:
        """Takes what the work tells; words that are none of its steps change nothing."""
        if step in self.steps:
            self.at, self.share = self.steps.index(step), min(1.0, done / of) if of else 0.0


class Waiting:
    """An ASGI layer that never lets a browser stand before an empty page.

    Args:
        app: the room.
        source: gives Situations; it is expected to hold what it computed.
        public: makes what the report's pages show of a Situation, given what became known later; it is
            expected to hold what it made. None: nothing is waited for.
        ready: whether `source` would give the Situation of a day at once; None: nobody knows.
        warm: makes what the first page needs of a Situation, and holds it, before the page is let through.
    """

    def __init__(
        self,
        app: ASGIApp,
        source: Source,
        public: Callable[[Situation, Situation], object] | None = None,
        ready: Callable[[date | None], bool] | None = None,
        warm: Callable[[Situation, date | None], object] | None = None,
    ) -> None:
        self.app, self._source, self._public, self._ready = app, source, public, ready
        self._warm = warm
        self._works: dict[Need, _Work] = {}
        self._lock = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] == "http" and _is_page(scope):
            work = await run_in_threadpool(self._look, self._needs(scope))
            if work is not None:
                await HTMLResponse(page(work.steps, work.at, work.share), 202, {"refresh": "2"})(
                    scope, receive, send
                )
                return
        await self.app(scope, receive, send)

    def _needs(self, scope: Scope) -> list[Need]:
        """What the page of an address cannot do without, in the order in which it is made."""
        known, since = (_day(scope, name) for name in ("known", "since"))
        found = [Need(None), Need(known)]
        if self._public is not None and scope["path"].startswith("/brief"):
            found += [Need(known, public=True)]
            found += [Need(since), Need(since, public=True)] if since else []
        return list(dict.fromkeys(found))

    def _look(self, needs: Sequence[Need]) -> _Work | None:
        """What is worked at for a page; None where all that it needs is there."""
        until = monotonic() + PATIENCE
        works: list[_Work] = []
        for need in needs:
            if need.public and not _all_done(works, until):
                break  # the gate takes what is still being made
            if need.public or self._ready is None or not self._ready(need.day):
                works.append(self._work(need))
        if _all_done(works, until):
            return None
        return next((work for work in works if not work.done.is_set()), None)

    def _work(self, need: Need) -> _Work:
        """The work for a need: the one that is under way, else one that is begun now."""
        with self._lock:
            work = self._works.get(need)
            if work is None:
                work = self._works[need] = _Work(need.steps)
                Thread(target=self._do, args=(need, work), daemon=True).start()
            return work

    def _do(self, need: Need, work: _Work) -> None:
        try:
            with listening(work.hear):
                found = self._source(need.day)
                if need.public and self._public is not None:
                    self._public(found, self._source(None))
                elif self._warm is not None:
                    self._warm(found, need.day)
        except Exception:  # noqa: BLE001, S110 (the page asks for it again and says what is wrong)
            pass
        finally:
            with self._lock:
                del self._works[need]
            work.done.set()


def _all_done(works: Sequence[_Work], until: float) -> bool:
    """Whether all is done, or comes to be before a moment."""
    return all(work.done.wait(max(0.0, until - monotonic())) for work in works)


def page(steps: Sequence[str], at: int, share: float = 0.0) -> str:
    """How far the work is, as a page."""
    return render.html(WaitingContext(steps=tuple(steps), at=at, reached=round(at + share, 2)))


def _is_page(scope: Scope) -> bool:
    """Whether a browser asks for a page: not for a part of one, a file or the API."""
    headers = Headers(scope=scope)
    path = scope["path"]
    return (
        scope["method"] == "GET"
        and "text/html" in headers.get("accept", "")
        and "hx-request" not in headers
        and not path.startswith(("/static/", "/api/", "/work/job"))  # a job shows how far it is by itself
    )


def _day(scope: Scope, name: str) -> date | None:
    """The day that an address asks for; what is no day is refused by the page itself."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get(name, [""])[-1]
    try:
        return parse_day(asked, name) if asked else None
    except DateError:
        return None
