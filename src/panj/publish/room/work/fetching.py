"""Pages that are being fetched: begun by a form, looked at by a page until they are read.

Takes the case as a `Work` and an address; gives what came of it in words, or how far it is. How long a server
may take is the setting `fetch_seconds`; how long the reading takes depends on the case.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from time import monotonic
from urllib.parse import urlsplit

from panj.errors import PanjError
from panj.publish.room.contexts import FetchingContext
from panj.publish.room.notices import said_of
from panj.publish.room.work.work import Work
from panj.settings import load
from panj.steps import TAKING, listening

PATIENCE = 1.0  # seconds that a form waits before its reader is told how far the fetching is
_HELD = 50  # fetchings kept for readers who have not come back yet


@dataclass(slots=True)
class Fetching:
    """One page that is being fetched; `words`: what came of it, once `done`."""

    url: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(8))
    begun: float = field(default_factory=monotonic)
    done: Event = field(default_factory=Event)
    here: bool = False
    words: str = ""

    def hear(self, step: str, _done: int, _of: int | None) -> None:
        """Takes what the work tells."""
        self.here = self.here or step == TAKING

    def context(self) -> FetchingContext:
        """How far it is."""
        limit = load().fetch_seconds
        passed = min(round(monotonic() - self.begun), limit)
        return FetchingContext(
            host=urlsplit(self.url).hostname or self.url, seconds=passed, limit=limit, here=self.here
        )


class Fetches:
    """The fetchings of a room."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._held: OrderedDict[str, Fetching] = OrderedDict()
        self._lock = Lock()

    def begin(self, url: str) -> Fetching:
        """Begins to fetch a page, and waits a moment for it."""
        one = Fetching(url)
        with self._lock:
            self._held[one.token] = one
            while len(self._held) > _HELD:
                self._held.popitem(last=False)
        Thread(target=self._do, args=(one,), daemon=True).start()
        one.done.wait(PATIENCE)
        return one

    def look(self, token: str) -> Fetching | None:
        """A fetching by its token; None where there is none. One that is done is given once."""
        with self._lock:
            found = self._held.get(token)
            if found is not None and found.done.is_set():
                del self._held[token]
        return found

    def _do(self, one: Fetching) -> None:
        try:
            with listening(one.hear):
                one.words = fetched(self._work, one.url)
        except (PanjError, ValueError) as fault:
            one.words = f"Not fetched. {said_of(fault)}"
        except Exception as fault:
            one.words = f"Not fetched. Panj failed on this page ({type(fault).__name__}). Its log says where."
            raise
        finally:
            one.done.set()


def fetched(work: Work, url: str) -> str:
    """Fetches a page; what came of it, in words. Private addresses are refused by the fetcher itself."""
    if not url.strip():
        raise ValueError("Give the address of a page.")
    done = work.fetch([url.strip()])
    problems = " ".join(f"{p.what[:1].upper()}{p.what[1:]}. {p.remedy}" for p in done.problems)
    if done.new:
        now = f"the case has {figures(done.reading.claims)} now"
        return f"Read: {', '.join(done.new)}; {now}. {problems}".strip()
    if done.known or done.unchanged:
        return f"This page is in the case already. {problems}".strip()
    return f"Not fetched. {problems}".strip()


def figures(n: int) -> str:
    """How many figures, in words."""
    return "1 figure" if n == 1 else f"{n:,} figures"
