"""What moved between two answers to the same question, and what moved it.

Takes answers before and after, or answers along a way of single steps from one state to another; gives one
`Change` per figure that moved, or the `Move`s that together make it up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from panj.model import Bounds, Question, Tally


class Cause(StrEnum):
    """Why a figure moved; the first that applies."""

    RULES = "the wording policy changed"
    NEW_EVENT = "a new occurrence or total was reported"
    NEW_CLAIM = "a known occurrence was reported again, or more sharply"
    CORRECTED = "an outlet corrected, replaced or took back what it had said"
    WITHDRAWN = "a report was withdrawn, or counts again"
    DECIDED = "an analyst decided, or undid a decision"
    REDATED = "a report was dated anew"
    READ_ANEW = "a report was read again by newer rules"
    REREAD = "the same claims were linked or settled anew"


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that moved. `claims` are those that came or went; `before` None: not asked then."""

    question: Question
    before: Bounds | None
    after: Bounds
    cause: Cause
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a figure: from the answer before the `step`-th thing happened to the answer after it."""

    step: int
    before: Tally
    after: Tally

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that came into the answer, then those that went out of it."""
        came = (c for c in self.after.claims if c not in set(self.before.claims))
        gone = (c for c in self.before.claims if c not in set(self.after.claims))
        return (*came, *gone)


def moves(question: Question, last: int, answer: Callable[[int, Question], Tally]) -> list[Move]:
    """The steps of a way that moved a figure, in their order; together they lead from its first to its last.

    Between two states with the same answer nothing is looked for, so that a way of n steps with m that
    count costs about m log n answers; a figure that went and came back in between has not moved.

    Args:
        question: asked at each state.
        last: number of the last state; the first is 0, and step n leads from state n to n + 1.
        answer: the tally of a question at a state.
    """
    if same(answer(0, question), answer(last, question)):
        return []

    def between(low: int, high: int) -> list[Move]:
        before, after = answer(low, question), answer(high, question)
        if same(before, after):
            return []
        if high - low == 1:
            return [Move(low, before, after)]
        middle = (low + high) // 2
        return [*between(low, middle), *between(middle, high)]

    return between(0, last)


def same(a: Tally, b: Tally) -> bool:
    """Whether two answers say the same figure."""
    return (a.silent, _figures(a.bounds)) == (b.silent, _figures(b.bounds))


def changes(before: Sequence[Tally], after: Sequence[Tally]) -> list[Change]:
    """Every figure that moved, in the order of `after`; questions are matched but for their known-date."""
    earlier = {replace(t.question, known=None): t for t in before}
    found = []
    for tally in after:
        old = earlier.get(replace(tally.question, known=None))
        if old is None:
            found.append(Change(tally.question, None, tally.bounds, Cause.NEW_EVENT, tally.claims))
        elif _figures(old.bounds) != _figures(tally.bounds):
            came = tuple(c for c in tally.claims if c not in set(old.claims))
            gone = tuple(c for c in old.claims if c not in set(tally.claims))
            cause = _cause(old, tally, came, gone)
            found.append(Change(tally.question, old.bounds, tally.bounds, cause, (*came, *gone)))
    return found


def _figures(bounds: Bounds) -> tuple[float | None, ...]:
    return bounds.low, bounds.best, bounds.high


def _cause(before: Tally, after: Tally, came: Sequence[str], gone: Sequence[str]) -> Cause:
    if before.policy != after.policy:
        return Cause.RULES
    if came:
        return (
            Cause.NEW_EVENT
            if len(after.events) > len(before.events) or not before.claims
            else Cause.NEW_CLAIM
        )
    return Cause.WITHDRAWN if gone else Cause.REREAD
