"""What hangs on a figure in doubt: the key figure that would move if it were wrong, and by how much.

Takes a Situation and the case; gives a `Stake` for each claim. A claim that pins neither end of a figure and
contradicts nothing cannot move it, so that few have to be worked out; these are held while the case stands.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from panj.model import PEOPLE, Bounds, Claim, Question
from panj.publish.room import words
from panj.publish.room.contexts import Stake
from panj.publish.room.index import index_of
from panj.publish.situation import KeyFigure, Situation

WEIGHED = 24  # claims that are left out of a figure, each for its own, at most
_HELD = 4  # situations


class Weighing(Protocol):
    """A case that can leave a claim out of an answer."""

    def leaving_out(self, claim: str, question: Question) -> Any:
        """The answer with the claim (`before`) and without it (`after`); None: nothing says how many."""


class Stakes:
    """Stakes of the last situations asked for."""

    def __init__(self, work: Weighing | None) -> None:
        self._work = work
        self._held: deque[tuple[Situation, Mapping[str, Stake]]] = deque(maxlen=_HELD)

    def ready(self, situation: Situation) -> Mapping[str, Stake] | None:
        """What was worked out already; None where it was not."""
        return next((found for held, found in self._held if held is situation), None)

    def of(self, situation: Situation, claims: Sequence[Claim]) -> Mapping[str, Stake]:
        """Claim id → what would move; a claim that moves nothing has a stake of 0."""
        found = self.ready(situation)
        if found is None and self._work is not None:
            found = weigh(situation, claims, self._work)
            self._held.append((situation, found))
        return found or {}


def weigh(situation: Situation, claims: Iterable[Claim], work: Weighing) -> dict[str, Stake]:
    """What would move if each of these claims were wrong; those that cost no working out come with all."""
    made: dict[str, Stake] = {}
    left = WEIGHED
    for claim in claims:
        homes = figures_of(situation, claim.id)
        if not homes:
            continue
        stake = _still(homes[0])
        for figure in homes:
            if _alone(figure, claim.id):
                stake = _gone(figure)
            elif not pins(figure, claim.id):
                continue
            elif left > 0:
                left -= 1
                stake = _moved(figure, work.leaving_out(claim.id, figure.tally.question)) or stake
            if stake.moved:
                break
        made[claim.id] = stake
    return made


def figures_of(situation: Situation, claim: str) -> list[KeyFigure]:
    """The key figures that a claim speaks to, the one that most stands on first."""
    found = [f for f in index_of(situation).figures_of.get(claim, ()) if f.tally.question.unit in PEOPLE]
    return sorted(found, key=lambda f: (bool(f.parent), -len(f.tally.claims), f.slug))


def pins(figure: KeyFigure, claim: str) -> bool:
    """Whether a figure could move without the claim: it gives an end of it, or contradicts another."""
    return claim in {*figure.tally.because_low, *figure.tally.because_high, *_disputed(figure)}


def _disputed(figure: KeyFigure) -> set[str]:
    return {c for conflict in figure.tally.conflicts for c in conflict.claims}


def _alone(figure: KeyFigure, claim: str) -> bool:
    return tuple(figure.tally.claims) == (claim,) and not figure.tally.conflicts


def _still(figure: KeyFigure) -> Stake:
    return Stake(figure.title, figure.slug, words.interval(figure.tally.bounds), "", 0.0)


def _gone(figure: KeyFigure) -> Stake:
    """The figure stands on this claim alone."""
    bounds = figure.tally.bounds
    return Stake(figure.title, figure.slug, words.interval(bounds), "", _size(bounds))


def _moved(figure: KeyFigure, found: Any) -> Stake | None:
    """The movement; None where there is none, or where the figure is not what its question gives."""
    own, before, after = figure.tally.bounds, found.before, found.after
    if before is None or (before.low, before.high) != (own.low, own.high):
        return None
    if after is None:
        return _gone(figure)
    by = abs(after.low - before.low) + abs(_high(after) - _high(before))
    if not by and after.best == before.best:
        return None
    by = by or abs((after.best or 0) - (before.best or 0))
    return Stake(figure.title, figure.slug, words.interval(before), words.interval(after), by)


def _size(bounds: Bounds) -> float:
    return float(bounds.low if bounds.best is None else bounds.best)


def _high(bounds: Bounds) -> float:
    """The upper end; where nothing bounds it, ten times the lower one stands for it."""
    return float(10 * bounds.low + 1 if bounds.high is None else bounds.high)
