"""What hangs on a claim: a figure worked out with it and, linked anew, without it.

Takes ledgers of a case; gives the bounds of a question both ways. What hangs together as before is taken over
from the ledger with the claim, so that leaving one out costs a fraction of linking all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from panj.events import Decision
from panj.model import Bounds, Question, Tally
from panj.tally import Ledger, ask

_KEPT = 400  # answers held for the case as it stands


@dataclass(frozen=True, slots=True)
class Stake:
    """A figure with a claim and without it; None: nothing else that was read says how many."""

    claim: str
    question: Question
    before: Bounds | None
    after: Bounds | None


class Stakes:
    """Answers without a claim, each worked out once for a state of the case.

    Args:
        ledger_of: gives the ledger that a question is asked of.
    """

    def __init__(self, ledger_of: Callable[[Question], Ledger]) -> None:
        self._ledger_of = ledger_of
        self._revision = -1
        self._held: dict[tuple[str, Question], Stake] = {}
        self._bases: dict[int, tuple[Ledger, Ledger]] = {}
        self._without: dict[tuple[int, str], Ledger] = {}

    def of(self, claim: str, question: Question, *, revision: int, links: tuple[Decision, ...]) -> Stake:
        """What hangs on the claim in the answer to the question.

        Args:
            claim: its id.
            question: of the figure.
            revision: of the case, by which answers are kept.
            links: what analysts said is one, and is not.
        """
        if revision != self._revision or len(self._held) > _KEPT:
            self._revision, self._held = revision, {}
            self._bases, self._without = {}, {}
        key = (claim, question)
        if key not in self._held:
            ledger = self._ledger_of(question)
            base = self._base(ledger, links)
            before = ask(question, ledger)
            after = ask(question, self._less(base, claim, links)) if claim in ledger.frames else before
            self._held[key] = Stake(claim, question, _said(before), _said(after))
        return self._held[key]

    def _base(self, ledger: Ledger, links: tuple[Decision, ...]) -> Ledger:
        """The same ledger with what its linking made, from which another can take over."""
        if ledger.linked is not None:
            return ledger
        if id(ledger) not in self._bases:
            claims = [f.claim for f in ledger.frames.values()]
            made = Ledger(
                claims,
                None,
                ledger.reports,
                gazetteer=ledger.gazetteer,
                policy=ledger.policy,
                decisions=links,
            )
            self._bases[id(ledger)] = (ledger, made)  # the first is held so that its id stays its own
        return self._bases[id(ledger)][1]

    def _less(self, base: Ledger, claim: str, links: tuple[Decision, ...]) -> Ledger:
        key = (id(base), claim)
        if key not in self._without:
            self._without[key] = Ledger(
                [f.claim for f in base.frames.values() if f.claim.id != claim],
                None,
                base.reports,
                gazetteer=base.gazetteer,
                policy=base.policy,
                decisions=tuple(d for d in links if claim not in (d.claim, d.other)),
                before=base,
            )
        return self._without[key]


def _said(tally: Tally) -> Bounds | None:
    return None if tally.silent else tally.bounds
