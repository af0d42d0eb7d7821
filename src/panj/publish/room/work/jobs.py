"""Long work that forms begin: it goes on by itself, a page tells how far it is, and what came of it is kept.

Takes what is to be done; gives jobs. A page may be left and come back to, with or without JavaScript; the
room answers other pages meanwhile. Figures are read by one job at a time, in the order in which they came.
"""

from __future__ import annotations

import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from time import monotonic

from panj.errors import PanjError
from panj.publish.room.contexts import JobContext
from panj.publish.room.notices import said_of
from panj.settings import load
from panj.steps import DEVELOPMENTS, SENTENCES, TAKING, listening

PATIENCE = 1.0  # seconds that a form waits before its reader is told how far the work is
_HELD = 50  # jobs that are done, kept for readers who have not come back yet
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Job:
    """Work that a form began.

    Args:
        name: what is read, as its reader called it.
        fetched: whether it is asked for on the web first.
        failed: how a sentence begins that tells why nothing came of it: "Not read."
        back: the page to which its reader returns.
        token: by which its page asks for it.
        stored: whether the text is in the case, so that nothing of it can be lost.
        turn: whether its figures are being read; until then another job's are.
        at, of: how many sentences are read, of how many; 0: nobody knows yet.
        words: what came of it, once it is `done`.
    """

    name: str
    fetched: bool = False
    failed: str = "Not read."
    back: str = "/work"
    token: str = field(default_factory=lambda: secrets.token_urlsafe(8))
    begun: float = field(default_factory=monotonic)
    done: Event = field(default_factory=Event)
    stored: bool = False
    turn: bool = False
    at: int = 0
    of: int = 0
    words: str = ""

    def hear(self, step: str, done: int, of: int | None) -> None:
        """Takes what the work tells."""
        if step == TAKING:
            self.stored = self.turn = True
        elif step == SENTENCES:
            self.at, self.of = done, of or 0
        elif step == DEVELOPMENTS:
            self.at = self.of

    def context(self) -> JobContext:
        """How far it is."""
        limit = load().fetch_seconds
        return JobContext(
            token=self.token,
            name=self.name,
            fetched=self.fetched,
            stored=self.stored,
            turn=self.turn,
            last=bool(self.of) and self.at >= self.of,
            at=self.at,
            of=self.of,
            seconds=min(round(monotonic() - self.begun), limit) if self.fetched and not self.stored else 0,
            limit=limit,
        )


class Jobs:
    """The jobs of a room."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Job] = OrderedDict()
        self._lock, self._reading = Lock(), Lock()

    def begin(self, job: Job, do: Callable[[Job], str]) -> Job:
        """Begins work, and waits a moment for it; `do` gives what came of it, in words."""
        with self._lock:
            self._held[job.token] = job
            done = [token for token, one in self._held.items() if one.done.is_set()]
            for token in done[:-_HELD]:
                del self._held[token]
        Thread(target=self._do, args=(job, do), daemon=True).start()
        job.done.wait(PATIENCE)
        return job

    def look(self, token: str) -> Job | None:
        """A job by its token; None where there is none. One that is done is given once."""
        with self._lock:
            found = self._held.get(token)
            if found is not None and found.done.is_set():
                del self._held[token]
        return found

    def under_way(self) -> tuple[JobContext, ...]:
        """How far the jobs are that are not done, the first first."""
        with self._lock:
            held = list(self._held.values())
        return tuple(job.context() for job in held if not job.done.is_set())

    @contextmanager
    def reading(self, job: Job) -> Iterator[None]:
        """A turn to read figures: two jobs at once would read the same reports twice."""
        with self._reading:
            job.turn = True
            yield

    def _do(self, job: Job, do: Callable[[Job], str]) -> None:
        try:
            with listening(job.hear):
                job.words = do(job)
        except (PanjError, ValueError) as fault:
            job.words = f"{job.failed} {said_of(fault)}"
        except Exception as fault:  # noqa: BLE001 (told in words, whatever it was; the log has all of it)
            job.words = f"{job.failed} Panj failed on this page ({type(fault).__name__}). Its log says where."
            _LOG.exception("a job of the room failed")
        finally:
            job.done.set()
