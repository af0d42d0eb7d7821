"""A case: one file, what was read into it, and every answer that can be drawn from it.

>>> from panj.run import Case                                          # doctest: +SKIP
>>> with Case.open("border.db") as case:                               # doctest: +SKIP
...     case.read(["reports/"])
...     print(case.tally(Question(measure=Measure.ARRIVAL)).bounds)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from panj import settings as settings_module
from panj.bounds import WordingPolicy, policy
from panj.errors import MESSAGES
from panj.model import Claim, Event, Problem, Question, Report, Tally
from panj.run import reading
from panj.run.fingerprint import fingerprint
from panj.run.reading import Progress, ReadSummary
from panj.settings import Settings
from panj.store import Entry, SetAside, Store

if TYPE_CHECKING:
    from panj.gazetteer import Gazetteer
    from panj.publish.situation import Situation

_KEPT = 24  # situations held in memory: the days that a user of the room steps through
_LINKING = ("events", "gazetteer", "bounds.py", "model.py", "policies")


class Case:
    """A case that is open; made by `Case.open`, closed by `close` or the end of a `with`.

    Answers are as known at the end of `known`; None takes in everything that was read, reports without
    a date included. They are worked out from the claims each time and kept while the file stays the same.
    """

    def __init__(self, store: Store, *, settings: Settings | None = None) -> None:
        self._store = store
        self._settings = settings or Settings()
        self._situations: dict[tuple[int, date | None, str | None], Situation] = {}
        self._events: dict[tuple[int, date | None], list[Event]] = {}
        self._lock = Lock()  # the room asks from several threads; one works a situation out

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True, settings: Settings | None = None) -> Self:
        """Opens a case file, made where it is new unless `create` is false.

        Raises:
            StoreError: S001 to S010, see `Store.open`.
        """
        return cls(Store.open(path, create=create), settings=settings or settings_module.load())

    def close(self) -> None:
        """Closes the file."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """Of the case file."""
        return self._store.path

    def read(
        self,
        paths: Sequence[str | Path],
        *,
        given_dates: Mapping[str, str] | None = None,
        progress: Progress | None = None,
        workers: int | None = 1,
    ) -> ReadSummary:
        """Reads files and folders into the case and brings all of it up to date.

        Args:
            paths: files and folders; none: only what is there is brought up to date.
            given_dates: report name, path or id → its date of publication, which wins over all else.
            progress: called with the step (`read`, `figures`), how many are done, of how many.
            workers: processes for reading figures; None: as many as help. More than one start this
                program's main module anew, which must then keep its work under
                `if __name__ == "__main__"`.

        Raises:
            StoreError: where the file cannot be written, or a date was given to no report.
            DateError: D001, where a given date is none.
        """
        summary = reading.read_into(
            self._store,
            paths,
            given=given_dates or {},
            settings=self._settings,
            progress=progress or _silent,
            workers=workers,
        )
        self._store.put_note("policy", policy().label)
        return summary

    def reports(self, known: date | None = None) -> list[Report]:
        """Reports in order of publication; those without a date come last, and only for None."""
        return self._store.reports(known)

    def undated(self) -> list[Report]:
        """Reports that no day can be asked about."""
        return self._store.undated()

    def report(self, name: str) -> Report:
        """The report that a name, path or id means.

        Raises:
            StoreError: S008 there is none, S009 there are several.
        """
        return reading.find_report(self._store, name)

    def claims(self, known: date | None = None) -> list[Claim]:
        """Claims in order of publication and of the text."""
        return self._store.claims(known)

    def claim_counts(self) -> dict[str, int]:
        """Report id → how many claims it has."""
        return self._store.claim_counts()

    def set_asides(self, known: date | None = None) -> list[SetAside]:
        """Numbers of the reports that are no claims, and why."""
        return self._store.set_asides(known)

    def problems(self) -> list[Problem]:
        """What stands wrong in the case: files, dates, figures, an interrupted reading."""
        found = self._store.problems()
        waiting = reading.pending(self._store)
        if waiting:
            what, remedy = MESSAGES["S011"]
            found.append(
                Problem("S011", what.format(count=waiting), str(self.path), remedy.format(path=self.path))
            )
        return found

    def history(self, subject: str | None = None) -> list[Entry]:
        """What was done to the case and when, oldest first."""
        return self._store.history(subject)

    def events(self, known: date | None = None) -> list[Event]:
        """Claims linked into occurrences, as known on a day."""
        revision = self._store.revision()
        held = self._events.get((revision, known))
        if held is None:
            held = self._linked(revision, known)
            self._events = {k: v for k, v in self._events.items() if k[0] == revision}
            self._events[revision, known] = held
        return held

    def tally(self, question: Question) -> Tally:
        """The answer to a question, as known on its day.

        Raises:
            TallyError: a question that cannot be asked.
            PlaceError: a place that is not known.
        """
        from panj.tally import answer

        return answer(
            question,
            self.claims(question.known),
            self.events(question.known),
            self.reports(question.known),
            gazetteer=self._gazetteer(),
            policy=self._policy(),
        )

    def situation(self, known: date | None = None, *, title: str | None = None) -> Situation:
        """Everything that a page or a report may show, as known on a day.

        Args:
            known: None takes in everything.
            title: what the situation is called; made from its countries where none is given.
        """
        from panj.publish import situation

        with self._lock:
            key = (self._store.revision(), known, title)
            held = self._situations.pop(key, None)
            if held is None:
                held = situation.build(
                    self.reports(known),
                    self.claims(known),
                    gazetteer=self._gazetteer(),
                    known=known,
                    title=title,
                    problems=self.problems(),
                )
            current = {k: v for k, v in self._situations.items() if k[0] == key[0]}
            self._situations = dict(list(current.items())[-_KEPT + 1 :]) | {key: held}
            return held

    def _linked(self, revision: int, known: date | None) -> list[Event]:
        from panj.events import link

        key = f"{known or 'all'} {self._policy().label} {fingerprint(*_LINKING)}"
        held = self._store.cached_events(key)
        if held is None:
            held = list(
                link(
                    self.claims(known),
                    self.reports(known),
                    gazetteer=self._gazetteer(),
                    policy=self._policy(),
                )
            )
            self._store.cache_events(key, held, revision=revision)
        return held

    def _gazetteer(self) -> Gazetteer:
        from panj.gazetteer import Gazetteer

        return Gazetteer.default()

    def _policy(self) -> WordingPolicy:
        return policy()


def _silent(_step: str, _done: int, _total: int | None) -> None:
    """Progress that nobody watches."""
