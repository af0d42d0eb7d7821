"""What moved between two answers to the same question, and why.

Takes tallies before and after; gives one `Change` per figure that moved, each with its cause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from panj.model import Bounds, Question, Tally


class Cause(StrEnum):
    """Why a figure moved; the first that applies."""

    RULES = "the wording policy changed"
    NEW_EVENT = "a new occurrence or total was reported"
    NEW_CLAIM = "a known occurrence was reported again, or more sharply"
    WITHDRAWN = "a claim was corrected or withdrawn"
    REREAD = "the same claims were linked or settled anew"


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that moved. `claims` are those that came or went; `before` None: not asked then."""

    question: Question
    before: Bounds | None
    after: Bounds
    cause: Cause
    claims: tuple[str, ...] = ()


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
