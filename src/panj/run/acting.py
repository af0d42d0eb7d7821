"""What people do to a case: withdraw reports, decide on figures, undo that, redact.

Takes names and ids as a person gives them; each act is recorded with who, when and why. `Case` is one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from panj.events.decisions import Verb
from panj.model import Event, Report
from panj.run import reading
from panj.run.deciding import counting, decide, undo, with_codes
from panj.settings import Settings
from panj.store import Decided, Redacted, Store, Withdrawal

if TYPE_CHECKING:
    from panj.gazetteer import Gazetteer
    from panj.run.redacting import Redaction


class Acting(ABC):
    """A case that people act on.

    Args:
        store: of the case.
        settings: of this machine.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings

    @abstractmethod
    def events(self, known: date | None = None) -> list[Event]:
        """Claims linked into occurrences, as known on a day."""

    @abstractmethod
    def gazetteer(self) -> Gazetteer:
        """The places that names are looked up in."""

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

    def undo(
        self, number: int | None = None, *, who: str, why: str, day: date | None = None
    ) -> tuple[Decided, Decided]:
        """Takes a decision back, the last where none is named; the undoing, and what it undoes.

        Raises:
            EventError: E005 there is no such decision, E006 it is undone already.
        """
        return undo(self._store, number, who=who, why=why, day=day)

    def decisions(self) -> tuple[Decided, ...]:
        """Every decision and every undoing, in the order in which they were made."""
        return self._store.decisions()

    def standing(self) -> frozenset[int]:
        """Numbers of the decisions and undoings that nothing has taken back."""
        return frozenset(item.seq for item in counting(self.decisions()))

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
