"""Many claims, ready to be asked about: each question reads and links only the claims that it may need.

Takes reports with their claims, as they come; answers questions. For a case of a few thousand claims a
`Ledger` of all of them gives the same answers; a book gives them for a million.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from panj.bounds import WordingPolicy
from panj.events.decisions import Decision
from panj.events.scopes import Places
from panj.model import Claim, Question, Report, Tally
from panj.tally.accounts import Gazetteer
from panj.tally.answer import CODE, ask
from panj.tally.ledger import Ledger
from panj.tally.reach import OPEN, Grounds, Index, Reach, Shard, either_ends

KEPT = 12  # ledgers held for the next question


@dataclass(frozen=True, slots=True)
class _Held:
    revision: tuple[int, ...]
    claims: tuple[str, ...]
    ledger: Ledger


class Book:
    """Reports and claims by country and measure.

    Args:
        gazetteer: places within places; without it codes and names alone count.
        policy: the wording policy.
        decisions: an analyst's.
        before: a book of many of the same claims, by the same gazetteer: where they lie is taken over from
            it, and so is, by the same policy and decisions, what hangs together as it did.
        grounds: where claims lie, by the same gazetteer; kept by who makes one book after another.
    """

    def __init__(
        self,
        *,
        gazetteer: Gazetteer | None = None,
        policy: WordingPolicy | None = None,
        decisions: Sequence[Decision] = (),
        before: Book | None = None,
        grounds: Grounds | None = None,
    ) -> None:
        self._gazetteer, self._policy, self._decisions = gazetteer, policy, tuple(decisions)
        self._grounds: Grounds = grounds or (before._grounds if before else Grounds(Places(gazetteer)))
        self._places: Places = self._grounds.places
        alike = before is not None and (before._policy, before._decisions) == (policy, self._decisions)
        self._kin = before if alike else None
        self._index = Index()
        self._claims: dict[str, Claim] = {}
        self._reports: dict[str, Report] = {}
        self._held: dict[Reach, _Held] = {}
        self._decided: dict[str, set[str]] = defaultdict(set)
        for d in decisions:
            self._decided[d.claim].add(d.other)
            self._decided[d.other].add(d.claim)

    def __len__(self) -> int:
        return len(self._claims)

    def add(self, reports: Iterable[Report] | Mapping[str, Report], claims: Iterable[Claim]) -> None:
        """Takes in reports and their claims; those that are there already change nothing."""
        given = dict(reports) if isinstance(reports, Mapping) else {r.id: r for r in reports}
        self._reports.update(given)
        new = {c.id: c for c in claims if c.id not in self._claims}
        self._claims.update(new)
        for c in new.values():
            report = self._reports.get(c.report)
            self._index.add(self._grounds.entry(c, report.day if report else None))
            for other in (c.part_of, *self._decided.get(c.id, ())):
                if other in self._claims:
                    here, there = c, self._claims[other]
                    self._index.tie(self._grounds.of(here).shard, self._grounds.of(there).shard)
                    for one, end in either_ends(here, there, self._places):
                        self._index.tie(one, end)

    def remove(self, reports: Collection[str]) -> None:
        """Takes out reports, by id, with their claims."""
        gone = set(reports)
        if not gone:
            return
        self._index.drop(gone)
        self._held = {reach: h for reach, h in self._held.items() if gone.isdisjoint(h.ledger.reports)}
        self._claims = {i: c for i, c in self._claims.items() if c.report not in gone}
        self._reports = {i: r for i, r in self._reports.items() if i not in gone}

    def ask(self, question: Question) -> Tally:
        """The tally of one question.

        Raises:
            TallyError: T001, where the place is not known; T002, where the solver fails.
        """
        return ask(question, self.ledger(question))

    def ledger(self, question: Question) -> Ledger:
        """A ledger of the claims that a question may need, as known on its day."""
        reach = self._reach(question)
        revision = self._index.revision(reach)
        held = self._held.pop(reach, None)
        if held is None or held.revision != revision:
            held = self._again(reach, revision, held)
        while len(self._held) >= KEPT:
            self._held.pop(next(iter(self._held)))
        self._held[reach] = held
        return held.ledger

    def within(self, question: Question) -> tuple[str, ...]:
        """Ids of the claims that a question may need: while they stay as they are, so does its answer."""
        return tuple(e.claim for e in self._index.read(self._reach(question)))

    def shards(self, question: Question) -> frozenset[Shard]:
        """The countries and movements of the claims that a question may need, whatever its days."""
        return self._index.near(self._country(question.place), question.measure)

    def shards_of(self, claims: Iterable[str]) -> frozenset[Shard]:
        """Where those of these claims lie, by id, that the book holds."""
        return frozenset(self._grounds.of(self._claims[c]).shard for c in claims if c in self._claims)

    def unlike(self, other: Book) -> frozenset[Shard]:
        """Countries and movements of which two books do not hold the same claims."""
        return self._index.unlike(other._index)

    def _reach(self, question: Question) -> Reach:
        first = -OPEN if question.date_start is None else question.date_start.toordinal()
        last = OPEN if question.date_end is None else question.date_end.toordinal()
        known = OPEN if question.known is None else question.known.toordinal()
        country = self._country(question.place)
        return self._index.reach(country, question.measure, first, last, known)

    def _country(self, place: str | None) -> str | None:
        if place is None:
            return None
        if CODE.match(place) or self._places.place(place) is not None:
            return self._places.country(place)
        found = self._gazetteer.resolve(place) if self._gazetteer else None
        return found.country if found else None

    def _again(self, reach: Reach, revision: tuple[int, ...], held: _Held | None) -> _Held:
        """A ledger of what is within reach now; the one that was held where that is the same."""
        entries = self._index.read(reach)
        claims = tuple(e.claim for e in entries)
        if held is not None and held.claims == claims:
            return replace(held, revision=revision)
        reports = {e.report: self._reports[e.report] for e in entries if e.report in self._reports}
        whole = {r.part_of: self._reports[r.part_of] for r in reports.values() if r.part_of in self._reports}
        near = held or (self._kin._held.get(reach) if self._kin else None)
        ledger = Ledger(
            [self._claims[c] for c in claims],
            None,
            {**whole, **reports},
            gazetteer=self._gazetteer,
            policy=self._policy,
            decisions=self._decisions,
            before=near.ledger if near else None,
        )
        return _Held(revision, claims, ledger)
