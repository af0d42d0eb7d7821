"""A case: one file, what was read into it, and every answer that can be drawn from it.

>>> from panj.run import Case                                          # doctest: +SKIP
>>> with Case.open("border.db") as case:                               # doctest: +SKIP
...     case.read(["reports/"])
...     print(case.tally(Question(measure=Measure.ARRIVAL)).bounds)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from panj import settings as settings_module
from panj.bounds import WordingPolicy, policy
from panj.errors import EventError, StoreError
from panj.garbage import held_back
from panj.model import Claim, Development, Event, Problem, Question, Report, Tally
from panj.reports.problems import problem
from panj.run import kept, reading
from panj.run.acting import Acting
from panj.run.answering import Ledgers
from panj.run.fingerprint import fingerprint
from panj.run.reading import Progress, ReadSummary
from panj.run.view import View, same_but_revision, view_of, without
from panj.settings import Settings
from panj.steps import tell
from panj.store import Entry, SetAside, Store, Withdrawal

if TYPE_CHECKING:
    from panj.events.ruling import Offer
    from panj.gazetteer import Gazetteer
    from panj.outlook import Ahead
    from panj.publish.situation import Situation
    from panj.run.answering import Explained
    from panj.run.changes import Changes
    from panj.run.revised import Revision
    from panj.tally import Ledger

K = TypeVar("K", bound=tuple[Any, ...])
V = TypeVar("V")
_KEPT = 24  # situations held in memory: the days that a user of the room steps through
_LINKING = ("events", "gazetteer", "reports", "bounds.py", "model", "policies")


class Case(Acting):
    """A case that is open; made by `Case.open`, closed by `close` or the end of a `with`.

    Answers are as known at the end of `known`; None takes in everything that was read, reports without
    a date included. They are worked out from the claims each time and kept while the file stays the same.
    """

    def __init__(self, store: Store, *, settings: Settings | None = None) -> None:
        super().__init__(store, settings or Settings())
        self._situations: dict[tuple[int, date | None, str | None], Situation] = {}
        self._views: dict[tuple[int, date | None], View] = {}
        self._events: dict[tuple[int, date | None], list[Event]] = {}
        self._ledgers = Ledgers()
        self._taking: frozenset[str] = frozenset()  # reports that are stored and are being read
        self._last: dict[tuple[date | None, str | None], tuple[View, Situation]] = {}
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
        paths: str | Path | Sequence[str | Path],
        *,
        given_dates: Mapping[str, str] | None = None,
        progress: Progress | None = None,
        workers: int | None = 1,
        places: Path | None = None,
        no_places: bool = False,
        taken: ReadSummary | None = None,
        undated: tuple[str, str] | None = None,
    ) -> ReadSummary:
        """Reads files and folders into the case and brings all of it up to date.

        Args:
            paths: files and folders, or one of them; none: only what is there is brought up to date.
            given_dates: report name, path or id → its date of publication, which wins over all else.
            progress: called with the step (`read`, `figures`), how many are done, of how many.
            workers: processes for reading figures; None: as many as help. More than one start this
                program's main module anew, which must then keep its work under
                `if __name__ == "__main__"`.
            places: a table of places of one's own; the case remembers it, and follows its changes.
            no_places: forgets that table.
            taken: what `take` gave; its reports are told of as those that were read.
            undated: a date for those that are taken in and of which none is found, and who gives it.

        Raises:
            StoreError: where the file cannot be written, or a date was given to no report.
            PlaceError: G002 to G007, with file and line, where the table named is wrong.
            DateError: D001, where a given date is none.
        """
        with self._being_read(taken):
            return reading.read_into(
                self._store,
                [paths] if isinstance(paths, str | Path) else paths,
                settings=self._settings,
                given=given_dates,
                progress=progress,
                workers=workers,
                places=places,
                no_places=no_places,
                taken=taken,
                undated=undated,
            )

    def take(self, paths: Sequence[str | Path]) -> ReadSummary:
        """Stores the reports of files and folders without reading their figures, which `read` then does.

        Here they count in no answer until they are read: what is known of the case stays as it was meanwhile.

        Raises:
            StoreError: where the file cannot be written.
        """
        with self._lock:  # who works a situation out does not see them before it is known that they wait
            taken = reading.take(self._store, paths, settings=self._settings)
            self._taking |= set(taken.ids)
        return taken

    @contextmanager
    def _being_read(self, taken: ReadSummary | None) -> Iterator[None]:
        """Reports that were taken count once this is done, or has failed."""
        try:
            yield
        finally:
            if taken is not None:
                self._taking -= set(taken.ids)
                self._views, self._situations = {}, {}

    def view(self, known: date | None = None) -> View:
        """Reports and the claims that count, of one moment of the file, as known on a day."""
        key = (self._store.revision(), known)
        if key not in self._views:
            tell("reading the case")
            made = None if self._taking else kept.view(self._store, _day_key(known))
            if made is None:
                made = view_of(without(self._store.snapshot(known), self._taking), known)
                if not self._taking:  # what is left out now must not be missing from the file
                    kept.keep_view(self._store, _day_key(known), made)
            key = (made.revision, known)
            self._views = _kept(self._views, key, made)
        return self._views[key]

    def reports(self, known: date | None = None) -> list[Report]:
        """Reports in order of publication; those without a date come last, and only for None."""
        return list(self.view(known).reports)

    def superseded(self, known: date | None = None) -> Mapping[str, str]:
        """Report id → id of the later version of the same article, whose claims count in its place."""
        return self.view(known).superseded

    def withdrawn(self, known: date | None = None) -> Mapping[str, Withdrawal]:
        """Report id → its withdrawal by the end of `known`, by a person or by its outlet; tables too."""
        return self.view(known).withdrawn

    def copies(self, known: date | None = None) -> Mapping[str, str]:
        """Id of each copy → id of the earliest report that is the same text, among those known by then."""
        from panj.events.copying import first_of

        return first_of(self.view(known).reports)

    def revisions(self, known: date | None = None, name: str | None = None) -> list[Revision]:
        """What outlets changed in their texts, figures first, with their notes on what was wrong.

        Args:
            known: by the end of this day; None: all.
            name: of one report, whose article alone is told.

        Raises:
            StoreError: S008 there is no such report, S009 there are several.
        """
        from panj.run.revised import revisions

        found = revisions(self.view(known).reports, self.view(known).superseded)
        if name is None:
            return found
        one, superseded = self.report(name).id, self.view(known).superseded
        article = {one, superseded.get(one, one)}
        article |= {old for old, new in superseded.items() if new in article}
        return [r for r in found if r.report in article]

    def undated(self) -> list[Report]:
        """Reports that no day can be asked about."""
        return self._store.undated()

    def claims(self, known: date | None = None) -> list[Claim]:
        """Claims in order of publication and of the text; those of superseded versions do not count."""
        return list(self.view(known).claims)

    def developments(self, known: date | None = None) -> list[Development]:
        """What reports say happened, was decided, pledged, denied or scheduled, of the reports that stand."""
        return list(self.view(known).developments)

    def proposals(self, known: date | None = None) -> tuple[Offer, ...]:
        """Places that fell, shut or opened by the reports, for the forecast, with what was decided on each.

        None of them moves a forecast before an analyst accepts it: `decide(Verb.ACCEPT, [proposal.id], …)`.
        """
        from panj.run.ahead import offered

        return offered(self.view(known), self._gazetteer(), self._settings.outlook)

    def claim_counts(self) -> dict[str, int]:
        """Report id → how many claims it has."""
        return self._store.claim_counts()

    def set_asides(self, known: date | None = None) -> list[SetAside]:
        """Numbers of the reports that are no claims, and why; figures that were corrected among them."""
        return [*self._store.set_asides(known), *self.view(known).set_aside]

    def problems(self) -> list[Problem]:
        """What stands wrong in the case: files, dates, figures, an interrupted reading."""
        found = self._store.problems()
        waiting = reading.pending(self._store)
        where = self._store.where
        if waiting:
            found.append(problem(StoreError("S011", where, count=waiting, path=where)))
        found += [
            problem(EventError("E001", where, number=item.seq, verb=item.verb))
            for item in self.view(None).unbound
        ]
        return found

    def history(
        self, subject: str | None = None, *, since: str | None = None, last: int | None = None
    ) -> list[Entry]:
        """What was done to the case and when, oldest first.

        Args:
            subject: of this one alone.
            since: after this moment (UTC, ISO).
            last: the last so many.
        """
        return self._store.history(subject, since=since, last=last)

    def events(self, known: date | None = None) -> list[Event]:
        """Claims linked into occurrences, as known on a day."""
        return self._linked(self.view(known), known)

    def tally(self, question: Question | None = None, **asked: Any) -> Tally:
        """The answer to a question, as known on its day: `case.tally(measure="arrival", place="Chad")`.

        Args:
            question: as such; or in words, see `panj.run.asking.question_of`.
            asked: measure, place, origin, group, unit, start, end, known.

        Raises:
            TallyError: a question that cannot be asked.
            PlaceError: a place that is not known.
        """
        from panj.run.asking import question_of
        from panj.tally import ask

        question = question or question_of(**asked)
        return ask(question, self._ledger(question))

    def explain(self, question: Question | None = None, **asked: Any) -> Explained:
        """The answer with what pins each of its ends and the occurrences that it sums; see `tally`."""
        from panj.run.answering import Explained
        from panj.run.asking import question_of
        from panj.tally import ask, why

        question = question or question_of(**asked)
        ledger = self._ledger(question)
        tally = ask(question, ledger)
        summed = ledger.as_known(question.known).by_id
        events = tuple(summed[e] for e in tally.events)
        return Explained(tally, why(tally, ledger), events, self.view(question.known))

    def _ledger(self, question: Question) -> Ledger:
        view = self.view(question.known)
        return self._ledgers.of(
            question,
            view,
            lambda: self._linked(view, question.known),
            gazetteer=self._gazetteer(),
            policy=self._policy(),
        )

    def changes(self, since: date, until: date | None = None, *, question: Question | None = None) -> Changes:
        """Which figures moved between the ends of two days, and every cause of it.

        Args:
            since, until: the two days; None: until now, everything known.
            question: None asks everything that the reports allow.

        Raises:
            TallyError, PlaceError: a question that cannot be asked.
        """
        from panj.run.changes import changes
        from panj.run.pasts import History

        past = History(self._store.snapshot(None), self._store.past(), self._policy())
        return changes(past, since, until, gazetteer=self._gazetteer(), question=question)

    def situation(self, known: date | None = None, *, title: str | None = None) -> Situation:
        """Everything that a page or a report may show, as known on a day.

        Args:
            known: None takes in everything.
            title: what the situation is called; made from its countries where none is given.
        """
        held = self._held(known, title)
        if held is not None:  # who works another day out keeps nobody from what is there
            return held
        with self._lock, held_back():
            view = self.view(known)
            key = (view.revision, known, title)
            if key not in self._situations:
                made = self._as_before(view, known, title) or self._kept_situation(view, known, title)
                made = made or self._situation(view, known, title)
                self._situations = _kept(self._situations, key, made)
                self._last[known, title] = view, made
                self._last = dict(list(self._last.items())[-_KEPT:])
            return self._situations[key]

    def is_ready(self, known: date | None = None) -> bool:
        """Whether `situation` gives that of a day at once, since it was worked out already."""
        return self._held(known, None) is not None

    def _held(self, known: date | None, title: str | None) -> Situation | None:
        return self._situations.get((self._store.revision(), known, title))

    def _situation(self, view: View, known: date | None, title: str | None) -> Situation:
        """The situation, worked out; what it took long to work out is kept in the file."""
        from panj.publish import situation

        offers = self.proposals(known)
        made = situation.build(
            view.reports,
            view.claims,
            gazetteer=self._gazetteer(),
            known=known,
            title=title,
            problems=self.problems(),
            superseded=view.superseded,
            withdrawn={i: _said(w) for i, w in view.withdrawn.items()},
            decisions=view.links,
            ahead=self._ahead(view, known, offers),
            developments=view.developments,
            offers=offers,
        )
        if not self._settings.outlook and not self._taking:
            kept.keep_situation(self._store, self._situation_key(known, title), made, view)
        return made

    def _as_before(self, view: View, known: date | None, title: str | None) -> Situation | None:
        """That of an earlier revision, where all that counts is as it was: a report waits to be read."""
        before, made = self._last.get((known, title), (None, None))
        if before is None or made is None or self._settings.outlook or not same_but_revision(before, view):
            return None
        found = tuple(self.problems())
        return made if found == made.problems else replace(made, problems=found)

    def _kept_situation(self, view: View, known: date | None, title: str | None) -> Situation | None:
        """The situation as it was worked out before; None where it was not, or follows a forecast's model."""
        if self._settings.outlook:
            return None  # a model is a file of its own, which may have changed
        return kept.situation(
            self._store,
            self._situation_key(known, title),
            view,
            problems=self.problems(),
            withdrawn={i: _said(w) for i, w in view.withdrawn.items()},
            ahead=None,
            known=known,
        )

    def _situation_key(self, known: date | None, title: str | None) -> str:
        return f"{_day_key(known)} {self._policy().label} {title or ''}"

    def gazetteer(self) -> Gazetteer:
        """The gazetteer that this case is read with, the user's own places over it."""
        return self._gazetteer()

    def log(self, act: str, detail: Mapping[str, Any]) -> None:
        """Adds to the history what was done with the case as a whole."""
        self._store.log(act, detail)

    def _ahead(self, view: View, known: date | None, offers: Sequence[Offer]) -> Ahead | None:
        """The forecast of the outlook case that the settings name."""
        path = self._settings.outlook
        if not path:
            return None
        from panj.run.ahead import ahead_of

        return ahead_of(path, self._linked(view, known), self._gazetteer(), known, made=offers)

    def _linked(self, view: View, known: date | None) -> list[Event]:
        if (view.revision, known) not in self._events:
            self._events = _kept(self._events, (view.revision, known), self._link(view, known))
        return self._events[view.revision, known]

    def _link(self, view: View, known: date | None) -> list[Event]:
        key = f"{known or 'all'} {self._policy().label} {fingerprint(*_LINKING)}"
        made = self._situations.get((view.revision, known, None))
        if made is not None:
            return list(made.events)
        held = self._store.cached_events(key, revision=view.revision)
        if held is None:
            held = self._linked_anew(view, self._policy())
            with suppress(StoreError):  # a cache: where another program writes, the answer does not wait
                self._store.cache_events(key, held, revision=view.revision)
        return held

    def _linked_anew(self, view: View, wording: WordingPolicy) -> list[Event]:
        from panj.events import link

        gazetteer = self._gazetteer()
        return link(view.claims, view.reports, gazetteer=gazetteer, policy=wording, decisions=view.links)

    def _gazetteer(self) -> Gazetteer:
        from panj.run.places import gazetteer_with, held

        return gazetteer_with(held(self._store))

    def _policy(self) -> WordingPolicy:
        return policy()


def _day_key(known: date | None) -> str:
    return f"{known or 'all'} "


def _said(item: Withdrawal) -> str:
    from panj.publish.phrases import day

    return f"withdrawn on {day(item.day)}: {item.reason}"


def _kept(held: Mapping[K, V], key: K, value: V) -> dict[K, V]:
    """What is held for the file as it stands now, the newest last; the oldest go where it is too much."""
    current = [(k, v) for k, v in held.items() if k[0] == key[0] and k != key]
    return dict([*current[-_KEPT + 1 :], (key, value)])
