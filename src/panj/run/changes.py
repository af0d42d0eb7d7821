"""Which figures moved between two days, and every cause of it.

Takes the store's record; gives one `Moved` per figure, with the steps that lead from the figure before to
the figure after. Each step is one thing that happened; the figure is worked out with and without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from panj.clock import day_of
from panj.gazetteer import Gazetteer
from panj.model import Bounds, Claim, Question, Report, Tally
from panj.run.pasts import Happening, History, Kind, Stand
from panj.run.view import View, view_of
from panj.tally import Book, Cause, Ledger, Move, ask, key_questions, moves
from panj.tally.changes import same
from panj.tally.reach import Shard

LARGE = 4_000  # claims past which a question is asked of those within its reach, not of all


@dataclass(frozen=True, slots=True)
class Step:
    """One cause, and what it did to a figure.

    Args:
        cause: of which kind.
        day: on which it took effect; None: the record does not tell, or the report has no date.
        report: the report that it was about, by id; empty where it was about none.
        decision: the number of the decision; 0: none.
        before, after: the figure without and with it; None: nothing that was read said how many.
        claims: ids of the claims that came into the answer, then of those that went.
    """

    cause: Cause
    day: date | None
    report: str
    decision: int
    before: Bounds | None
    after: Bounds | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that moved, and why; each step begins where the one before ended."""

    question: Question
    before: Bounds | None
    after: Bounds | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What moved between two days; `claims` and `reports` hold all that the steps name."""

    since: date
    until: date | None
    moved: tuple[Moved, ...]
    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]


def changes(
    history: History,
    since: date,
    until: date | None,
    *,
    gazetteer: Gazetteer,
    question: Question | None = None,
) -> Changes:
    """Every figure that moved.

    Args:
        history: of the case.
        since, until: the two days; None: until now, everything known.
        gazetteer: places within places.
        question: asked on both days; None: everything that the claims can answer on either.

    Raises:
        TallyError: the question cannot be asked.
    """
    road = _Road(history, history.stand(since), history.stand(until), gazetteer)
    asked = [question] if question is not None else road.questions()
    moved = tuple(m for q in asked if (m := road.moved(replace(q, known=None))) is not None)
    return Changes(since, until, moved, road.claims, road.reports)


def changes_since(
    history: History,
    since: date | str,
    until: date | None,
    questions: Sequence[Question],
    gazetteer: Gazetteer,
) -> Changes:
    """Which of these figures moved since a day or a moment (UTC), and those of occurrences that went since.

    Since a moment everything that the case held then counts as known, as a reader saw it who asked about no
    day. Cheaper than `changes`, which asks everything that the claims can answer.
    """
    first = history.at(since) if isinstance(since, str) else history.stand(since)
    road = _Road(history, first, history.stand(until), gazetteer)
    if road.is_still:
        return Changes(_day(since), until, (), {}, road.reports)
    asked = dict.fromkeys(replace(q, known=None) for q in questions)
    found = [m for q in asked if (m := road.moved(q)) is not None]
    found += [m for q in road.gone() if q not in asked and (m := road.moved(q)) is not None]
    return Changes(_day(since), until, tuple(found), road.claims, road.reports)


def _day(since: date | str) -> date:
    return day_of(since) if isinstance(since, str) else since


class _Road:
    """The stands between two, each linked and asked once."""

    def __init__(self, history: History, first: Stand, last: Stand, gazetteer: Gazetteer) -> None:
        self._history = history
        self._gazetteer = gazetteer
        self._first, self._last = first, last
        self._way = history.way(self._first, self._last)
        self._stands: dict[int, Stand] = {}
        self._views: dict[int, View] = {}
        self._ledgers: dict[int, Ledger] = {}
        self._books: dict[int, Book] = {}
        self._answers: dict[tuple[int, Question], Tally] = {}
        self.claims: dict[str, Claim] = {}
        ends = (self._first, self._last)
        self.reports = {r.id: r for stand in ends for r in stand.reports.values()}

    @property
    def is_still(self) -> bool:
        """Whether nothing happened in between."""
        return not self._way

    def gone(self) -> list[Question]:
        """What was told at first of occurrences none of whose claims count any more."""
        left = {c.id for c in self._view(len(self._way)).claims}
        if left.issuperset(c.id for c in self._view(0).claims):
            return []
        went = [e for e in self._ledger(0).events if left.isdisjoint(e.claims)]
        return [
            Question(
                e.measure,
                e.destination_code or e.place_code,
                e.origin_code,
                e.group,
                e.unit,
                e.date_start,
                e.date_end,
            )
            for e in went
        ]

    def questions(self) -> list[Question]:
        """What can be asked on either day."""
        ends = (0, len(self._way))
        return list(dict.fromkeys(q for end in reversed(ends) for q in key_questions(self._ledger(end))))

    def moved(self, question: Question) -> Moved | None:
        """How a figure moved; None where it did not."""
        if self._is_untouched(question):
            return None
        found = moves(question, len(self._way), self._answer)
        if not found:
            return None
        steps = tuple(self._step(move) for move in found)
        return Moved(question, steps[0].before, steps[-1].after, steps)

    def _step(self, move: Move) -> Step:
        what = self._way[move.step]
        day = None if what.day == date.max else what.day
        cause = self._cause(what, move)
        return Step(cause, day, what.report, what.number, _said(move.before), _said(move.after), move.claims)

    def _cause(self, what: Happening, move: Move) -> Cause:
        match what.kind:
            case Kind.WORDING:
                return Cause.RULES
            case Kind.READ_ANEW:
                return Cause.READ_ANEW
            case Kind.DATED | Kind.GONE:
                return Cause.REDATED
            case Kind.WITHDRAWAL:
                return Cause.WITHDRAWN
            case Kind.DECISION:
                return Cause.DECIDED
        before, after = self._view(move.step), self._view(move.step + 1)
        if _taken_back(before) != _taken_back(after):
            return Cause.CORRECTED
        if what.kind is Kind.DAY:
            return Cause.REREAD
        return Cause.NEW_EVENT if self._is_new(what.report, move) else Cause.NEW_CLAIM

    def _is_untouched(self, question: Question) -> bool:
        """Whether all claims that the question may need are the same at both ends, and read alike."""
        if self._first.wording != self._last.wording:
            return False
        near = [self._book(end).shards(question) for end in (0, len(self._way))]
        if near[0] == near[1] and near[0].isdisjoint(self._unlike):
            return True
        first, last = (self._book(end).within(question) for end in (0, len(self._way)))
        return first == last and self._changed.isdisjoint(first)

    @cached_property
    def _unlike(self) -> frozenset[Shard]:
        """Countries and movements with a claim that is not the same at both ends."""
        first, last = self._book(0), self._book(len(self._way))
        return first.unlike(last) | first.shards_of(self._changed) | last.shards_of(self._changed)

    @cached_property
    def _changed(self) -> frozenset[str]:
        """Claims that are not the same at both ends: by themselves, by their report or their links."""
        first, last = self._view(0), self._view(len(self._way))
        reports = [{r.id: r for r in view.reports} for view in (first, last)]
        other = {r for r in {**reports[0], **reports[1]} if reports[0].get(r) != reports[1].get(r)}
        claims = [{c.id: c for c in view.claims} for view in (first, last)]
        found = {
            i for i, c in {**claims[0], **claims[1]}.items()
            if c.report in other or claims[0].get(i) != claims[1].get(i)
        }  # fmt: skip
        linked = [d for one, two in ((first, last), (last, first)) for d in one.links if d not in two.links]
        return frozenset(found | {c for d in linked for c in (d.claim, d.other)})

    def _is_new(self, report: str, move: Move) -> bool:
        """Whether a report brought an occurrence or total that no report before it had told of."""
        told = set(self._ledger(move.step, move.before.question).frames)
        after = self._ledger(move.step + 1, move.before.question)
        came = {c for c in move.claims if c in after.frames and c not in told}
        came = came or {c for c, f in after.frames.items() if f.claim.report == report}
        homes = [e.claims for e in after.events if came & set(e.claims)]
        return any(told.isdisjoint(claims) for claims in homes)

    def _answer(self, number: int, question: Question) -> Tally:
        key = (number, question)
        if key not in self._answers:
            self._answers[key] = ask(question, self._ledger(number, question))
        return self._answers[key]

    def _ledger(self, number: int, question: Question | None = None) -> Ledger:
        """The ledger of a stand; in a large case that of the claims within reach of a question."""
        if question is not None and len(self._view(number).claims) > LARGE:
            return self._book(number).ledger(question)
        if number not in self._ledgers:
            view, stand = self._view(number), self._stand(number)
            self.claims |= {c.id: c for c in view.claims}
            self._ledgers[number] = Ledger(
                view.claims,
                None,
                view.reports,
                gazetteer=self._gazetteer,
                policy=stand.wording,
                decisions=view.links,
                before=self._like(number),
            )
        return self._ledgers[number]

    def _like(self, number: int) -> Ledger | None:
        """The ledger of another stand that was read and linked alike, from which this one is made."""
        links, wording = self._view(number).links, self._stand(number).wording
        made = (
            n for n in self._ledgers if self._view(n).links == links and self._stand(n).wording == wording
        )
        return next((self._ledgers[n] for n in made), None)

    def _book(self, number: int) -> Book:
        if number not in self._books:
            view = self._view(number)
            made = Book(
                gazetteer=self._gazetteer,
                policy=self._stand(number).wording,
                decisions=view.links,
                before=next(iter(self._books.values()), None),
            )
            made.add({r.id: r for r in view.reports}, view.claims)
            self.claims |= {c.id: c for c in view.claims}
            self._books[number] = made
        return self._books[number]

    def _stand(self, number: int) -> Stand:
        if number not in self._stands:
            self._stands[number] = self._history.along(self._first, self._way[:number], self._last)
        return self._stands[number]

    def _view(self, number: int) -> View:
        if number not in self._views:
            stand = self._stand(number)
            self._views[number] = view_of(stand.snapshot(self._history.held), stand.known)
        return self._views[number]


def accounted(found: Sequence[Moved]) -> bool:
    """Whether each figure's steps lead from its first to its last without a gap."""
    return all(
        m.steps
        and m.steps[0].before == m.before
        and m.steps[-1].after == m.after
        and all(a.after == b.before for a, b in zip(m.steps, m.steps[1:], strict=False))
        for m in found
    )


def _taken_back(view: View) -> tuple[object, ...]:
    """What outlets replaced, corrected and took back."""
    return dict(view.superseded), dict(view.corrected), set(view.withdrawn)


def _said(tally: Tally) -> Bounds | None:
    return None if tally.silent else tally.bounds


__all__ = ["Changes", "Moved", "Step", "accounted", "changes", "changes_since", "same"]
