"""What people do to a case: withdraw reports, decide on figures, undo that, redact.

Takes names and ids as a person gives them; each act is recorded with who, when and why. `Case` is one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from panj import clock
from panj.events.decisions import Verb
from panj.garbage import held_back
from panj.model import Event, Question, Report
from panj.run import reading
from panj.run.dating import date_report, is_of_a_date
from panj.run.deciding import counting, decide, undo, with_codes
from panj.run.reading import Progress
from panj.settings import Settings
from panj.store import Decided, Redacted, Store, Withdrawal

if TYPE_CHECKING:
    from panj.gazetteer import Gazetteer
    from panj.run.changes import Changes
    from panj.run.fetching import FetchSummary
    from panj.run.redacting import Redaction
    from panj.run.stakes import Stake, Stakes
    from panj.run.view import View
    from panj.tally import Ledger


class Acting(ABC):
    """A case that people act on.

    Args:
        store: of the case.
        settings: of this machine.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._stakes: Stakes | None = None
        self._weighing = Lock()

    @abstractmethod
    def events(self, known: date | None = None) -> list[Event]:
        """Claims linked into occurrences, as known on a day."""

    @abstractmethod
    def gazetteer(self) -> Gazetteer:
        """The places that names are looked up in."""

    @abstractmethod
    def view(self, known: date | None = None) -> View:
        """Reports and the claims that count, as known on a day."""

    @abstractmethod
    def _ledger(self, question: Question) -> Ledger:
        """What a question is asked of."""

    def report(self, name: str) -> Report:
        """The report that a name, path or id means.

        Raises:
            StoreError: S008 there is none, S009 there are several.
        """
        return reading.find_report(self._store, name)

    def withdraw(self, name: str, *, reason: str, day: date, who: str = "") -> Report:
        """Takes a report out of the tallies from a day on; it stays in the record, with reason and name.

        Raises:
            StoreError: S008 there is no such report, S009 there are several.
        """
        report = self.report(name)
        self._store.withdraw(Withdrawal(report.id, day, reason, who))
        return report

    def undo_withdrawal(self, name: str, *, who: str = "") -> tuple[Report, bool]:
        """Lets a withdrawn report count again, as `who` wants it; False where it was not withdrawn.

        Raises:
            StoreError: S008 there is no such report, S009 there are several.
        """
        report = self.report(name)
        return report, self._store.undo_withdrawal(report.id, who=who)

    def decide(
        self,
        verb: Verb,
        names: Sequence[str],
        *,
        who: str,
        why: str,
        day: date | None = None,
        sets: Mapping[str, Any] | None = None,
    ) -> Decided:
        """Records what an analyst decides on figures; see `panj.run.deciding`.

        Raises:
            EventError: E002 to E007, what is decided cannot be.
        """
        said = with_codes(sets or {}, self.gazetteer())
        return decide(self._store, verb, names, self.events(), who=who, why=why, day=day, sets=said)

    def date_report(
        self, name: str, published: str, *, who: str, why: str, progress: Progress | None = None
    ) -> Decided:
        """Dates a report, and reads again what depends on that; it is a decision, undone as the others are.

        Raises:
            StoreError: S008 there is no such report, S009 there are several.
            DateError: D001, where it is no date; D003, where it lies ahead.
        """
        made = date_report(self._store, self.report(name), published, who=who, why=why)
        reading.read_into(self._store, (), settings=self._settings, progress=progress)
        return made

    def undo(
        self,
        number: int | None = None,
        *,
        who: str,
        why: str,
        day: date | None = None,
        progress: Progress | None = None,
    ) -> tuple[Decided, Decided]:
        """Takes a decision back, the last where none is named; the undoing, and what it undoes.

        Raises:
            EventError: E005 there is no such decision, E006 it is undone already.
        """
        made, found = undo(self._store, number, who=who, why=why, day=day)
        if is_of_a_date(found):
            reading.read_into(self._store, (), settings=self._settings, progress=progress)
        return made, found

    def unread(self) -> int:
        """How many reports are stored and were never read to their end: more than none after a crash."""
        return reading.pending(self._store)

    def decisions(self) -> tuple[Decided, ...]:
        """Every decision and every undoing, in the order in which they were made."""
        return self._store.decisions()

    def standing(self) -> frozenset[int]:
        """Numbers of the decisions and undoings that nothing has taken back."""
        return frozenset(item.seq for item in counting(self.decisions()))

    def asked(self, known: date | None = None) -> Mapping[str, tuple[Decided, ...]]:
        """Claim id → what was asked and answered about it, in order; the decisions `ask` in force."""
        return self.view(known).asked

    def moved(
        self, since: date | str, questions: Sequence[Question], *, until: date | None = None
    ) -> Changes:
        """Which of these figures moved since a day or a moment (UTC), and every cause of it.

        Figures that nothing gives any more are among them; see `panj.run.changes.changes_since`.
        """
        from panj.bounds import policy
        from panj.run.changes import changes_since
        from panj.run.pasts import History

        with held_back():
            past = History(self._store.snapshot(None), self._store.past(), policy())
            return changes_since(past, since, until, questions, self.gazetteer())

    def leaving_out(self, claim: str, question: Question) -> Stake:
        """A figure with a claim and without it: what would move if the claim were wrong."""
        from panj.run.stakes import Stakes

        with self._weighing:
            if self._stakes is None:
                self._stakes = Stakes(self._ledger)
            view = self.view(question.known)
            return self._stakes.of(claim, question, revision=view.revision, links=view.links)

    def fetch(self, urls: Sequence[str]) -> FetchSummary:
        """Fetches pages into this case; see `panj.run.fetching.fetch_into`.

        Raises:
            FetchError: R101 without the extra `web`, R116 where the archive cannot be written.
        """
        from panj.run.fetching import fetch_into

        shared = "://" in self._store.where
        where = self._settings.store if shared else self._store.path
        return fetch_into(where, urls, settings=self._settings)

    @property
    def revision(self) -> int:
        """A number that rises with every change of the case."""
        return self._store.revision()

    @property
    def moment(self) -> str:
        """The moment now, in UTC, by which a reader's visit is kept."""
        return clock.now()

    @property
    def zone(self) -> ZoneInfo:
        """In which times of the case are shown and given: the setting `zone`, UTC where there is none."""
        return ZoneInfo(self._settings.zone or "UTC")

    def redact(self, name: str, *, words: str | None = None, who: str, why: str) -> Redaction:
        """Takes a report, or words of it, out of the case for good; see `panj.run.redacting`.

        Raises:
            StoreError: S016 another program holds the case open, S008, S009 no report or several, S015 the
                words do not stand in it.
        """
        from panj.run.redacting import redact

        return redact(self._store, name, words=words, who=who, why=why, settings=self._settings)

    def redactions(self) -> tuple[Redacted, ...]:
        """What was taken out for good, oldest first: the tombstones."""
        return self._store.redactions()
