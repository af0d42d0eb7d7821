"""The ledgers that questions to a case are asked of: of all claims, or in a large case of those in reach.

Takes views of the case as known on a day; gives `Ledger`s, kept while the case stays the same. In a large
case a book finds the claims that a question may need, and takes in what came since it was last asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

from panj.bounds import WordingPolicy
from panj.display import explained_html
from panj.events import Decision
from panj.model import Claim, Event, Question, Report, Tally, to_plain
from panj.run.view import View

if TYPE_CHECKING:
    from panj.gazetteer import Gazetteer
    from panj.tally import Book, Ledger, Why

LARGE = 2_000  # claims past which a question is answered from those that it may need
_KEPT = 6  # days


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence of a claim, parted at its figure, with who says it, where and when (None: not known)."""

    claim: str
    before: str
    figure: str
    after: str
    said_by: str
    report: str
    published: date | None


@dataclass(frozen=True, slots=True)
class Explained:
    """An answer, what pins each of its ends, the occurrences that it sums; `view`: what it was asked of."""

    tally: Tally
    why: Why
    events: tuple[Event, ...]
    view: View = field(repr=False)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The sentences of the claims that give an end, then of the others that it stands on."""
        tally = self.tally
        named = dict.fromkeys((*tally.because_low, *tally.because_high, *tally.claims))
        claims = {c.id: c for c in self.view.claims if c.id in named}
        holders = {c.report for c in claims.values()}
        reports = {r.id: r for r in self.view.reports if r.id in holders}
        return tuple(_quote(claims[n], reports[claims[n].report]) for n in named if n in claims)

    def _repr_html_(self) -> str:
        """The answer with its sentences, as a notebook shows it."""
        return explained_html(self.tally.to_dict(), [to_plain(q) for q in self.quotes])


def _quote(claim: Claim, report: Report) -> Quote:
    span = claim.sentence
    return Quote(
        claim.id,
        report.text[span.start : claim.start],
        claim.text,
        report.text[claim.end : span.end],
        " → ".join(claim.chain),
        report.name or report.id,
        report.day,
    )


@dataclass(slots=True)
class _Shelf:
    """A book and what was put into it: report id → the report and its claims."""

    book: Book
    revision: int
    links: tuple[Decision, ...]
    held: dict[str, tuple[Report, tuple[Claim, ...]]]


class Ledgers:
    """What a case keeps to answer from."""

    def __init__(self) -> None:
        self._whole: dict[tuple[int, date | None, int, str], Ledger] = {}
        self._shelves: dict[tuple[date | None, int, str], _Shelf] = {}
        self._lock = Lock()

    def of(
        self,
        question: Question,
        view: View,
        linked: Callable[[], Sequence[Event]],
        *,
        gazetteer: Gazetteer,
        policy: WordingPolicy,
    ) -> Ledger:
        """The ledger of a question.

        Args:
            question: what is asked.
            view: of the case as known on the question's day.
            linked: gives the events of the whole view; asked for in small cases alone.
            gazetteer: places within places, the same object while they are the same.
            policy: the wording policy.
        """
        with self._lock:
            if len(view.claims) > LARGE:
                return self._book(question.known, view, gazetteer, policy).ledger(question)
            return self._all(question.known, view, linked, gazetteer, policy)

    def _all(
        self,
        known: date | None,
        view: View,
        linked: Callable[[], Sequence[Event]],
        gazetteer: Gazetteer,
        policy: WordingPolicy,
    ) -> Ledger:
        from panj.tally import Ledger

        key = (view.revision, known, id(gazetteer), policy.label)
        if key not in self._whole:
            made = Ledger(view.claims, linked(), view.reports, gazetteer=gazetteer, policy=policy)
            current = [(k, v) for k, v in self._whole.items() if k[0] == view.revision]
            self._whole = dict([*current[-_KEPT + 1 :], (key, made)])
        return self._whole[key]

    def _book(self, known: date | None, view: View, gazetteer: Gazetteer, policy: WordingPolicy) -> Book:
        from panj.tally import Book

        key = (known, id(gazetteer), policy.label)
        shelf = self._shelves.pop(key, None)
        if shelf is None or shelf.links != view.links:
            book = Book(gazetteer=gazetteer, policy=policy, decisions=view.links)
            shelf = _Shelf(book, -1, view.links, {})
        if shelf.revision != view.revision:
            _bring_up(shelf, view)
        while len(self._shelves) >= _KEPT:
            self._shelves.pop(next(iter(self._shelves)))
        self._shelves[key] = shelf
        return shelf.book


def _bring_up(shelf: _Shelf, view: View) -> None:
    """Puts in what is new, and anew what is not as it was."""
    claims: dict[str, list[Claim]] = {}
    for c in view.claims:
        claims.setdefault(c.report, []).append(c)
    there = {r.id: (r, tuple(claims.get(r.id, ()))) for r in view.reports}
    shelf.book.remove([i for i, was in shelf.held.items() if there.get(i) != was])
    new = [both for i, both in there.items() if shelf.held.get(i) != both]
    shelf.book.add([report for report, _ in new], [c for _, told in new for c in told])
    shelf.held, shelf.revision = there, view.revision
