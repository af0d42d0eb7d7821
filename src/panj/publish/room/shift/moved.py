"""Figures that moved, laid out: both intervals on one scale, and every cause with its report.

Takes a case and since when; gives rows. What was worked out is held while the case stays the same.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from threading import Lock
from typing import Any, Protocol

from panj.model import Bounds, Question
from panj.publish.room import words
from panj.publish.room.bars import Bar, Scale, bar, scale
from panj.publish.room.evidence.exhibits import outlet_of
from panj.publish.room.shift.contexts import MovedRow, MoveStep
from panj.publish.situation import KeyFigure, Situation

_HELD = 8
LARGE = 2_000  # claims past which working out what moved keeps a reader waiting


class Moving(Protocol):
    """A case that tells what moved."""

    @property
    def revision(self) -> int:
        """Rises with every change."""

    def moved(self, since: date | str, questions: Sequence[Question], *, until: date | None = None) -> Any:
        """`panj.run.changes.Changes`."""


class Movements:
    """What moved since a day or a moment; the last asked for are held."""

    def __init__(self, work: Moving) -> None:
        self._work = work
        self._held: deque[tuple[tuple[int, date | str, date | None], Any]] = deque(maxlen=_HELD)
        self._lock = Lock()

    def at_once(
        self, situation: Situation, since: date | str, until: date | None, *, now: bool
    ) -> tuple[MovedRow, ...] | None:
        """As `since`; None where a large case would keep the reader waiting and it need not be now."""
        key = (self._work.revision, since, until)
        there = any(held == key for held, _ in list(self._held))
        return self.since(situation, since, until) if now or there or not _is_large(situation) else None

    def since(self, situation: Situation, since: date | str, until: date | None) -> tuple[MovedRow, ...]:
        """Every key figure that moved, in the order of the first page; those that are no more come last."""
        key = (self._work.revision, since, until)
        with self._lock:
            found = next((made for held, made in self._held if held == key), None)
            if found is None:
                asked = [f.tally.question for f in situation.figures]
                found = self._work.moved(since, asked, until=until)
                self._held.append((key, found))
        return rows(situation, found)


def _is_large(situation: Situation) -> bool:
    return len(situation.claims) > LARGE


def rows(situation: Situation, changes: Any) -> tuple[MovedRow, ...]:
    """Movements of a case as rows."""
    shown: dict[Question, KeyFigure] = {}
    for figure in situation.figures:
        shown.setdefault(replace(figure.tally.question, known=None), figure)
    kept = [(shown.get(m.question), m) for m in changes.moved]
    kept = [(f, m) for f, m in kept if f is None or _agrees(f, m.after)]
    order = {f.slug: n for n, f in enumerate(situation.figures)}
    kept.sort(key=lambda both: order.get(both[0].slug, len(order)) if both[0] else len(order))
    return tuple(_row(situation, figure, moved, changes) for figure, moved in kept)


def _agrees(figure: KeyFigure, after: Bounds | None) -> bool:
    """Whether the figure shown is what its question gives: one occurrence of several may share a question."""
    own = figure.tally.bounds
    return after is not None and (own.low, own.high) == (after.low, after.high)


def _row(situation: Situation, figure: KeyFigure | None, moved: Any, changes: Any) -> MovedRow:
    question: Question = moved.question
    both = [b for b in (moved.before, moved.after) if b is not None]
    shared = scale(both, question.unit)
    period = f", {figure.period}" if figure and figure.period else ""
    return MovedRow(
        slug=figure.slug if figure else "",
        title=f"{figure.title}{period}" if figure else _asked(situation, question, moved, changes),
        family=words.family(question.measure),
        before=_said(moved.before, question),
        after=_said(moved.after, question),
        bars=(_drawn(moved.before, shared, question), _drawn(moved.after, shared, question)),
        scale=shared,
        steps=tuple(_step(step, changes, question) for step in moved.steps),
    )


def _asked(situation: Situation, question: Question, moved: Any, changes: Any) -> str:
    """A question in words, for a figure that stands on no page any more."""
    who = words.label("groups", question.group)
    claims = [changes.claims[c] for step in moved.steps for c in step.claims if c in changes.claims]
    said: dict[str | None, str | None] = {c.origin_code: c.origin for c in claims}
    said |= {c.place_code: c.place for c in claims} | {c.destination_code: c.destination for c in claims}
    parts = [f"{words.label('measures', question.measure)}{f': {who}' if who else ''}"]
    for before, code in (("from", question.origin), ("to", question.place)):
        place = situation.places.get(code or "")
        parts += [f"{before} {place.name if place else said.get(code) or code}"] if code else []
    days = bool(question.date_start or question.date_end)
    return " ".join(parts) + (f", {words.period(question.date_start, question.date_end)}" if days else "")


def _step(step: Any, changes: Any, question: Question) -> MoveStep:
    report = changes.reports.get(step.report)
    held = [changes.claims[c] for c in step.claims if c in changes.claims]
    said = tuple(dict.fromkeys(" ".join(c.text.split()) for c in held))
    return MoveStep(
        day=words.day(step.day) if step.day else "",
        cause=str(step.cause),
        report=report.id if report else "",
        outlet=outlet_of(report) if report else "",
        decision=step.decision,
        words=said[:6],
        text=_said(step.after, question),
    )


def _said(bounds: Bounds | None, question: Question) -> str:
    return "nothing said" if bounds is None else words.interval(bounds, question.unit)


def _drawn(bounds: Bounds | None, on: Scale, question: Question) -> Bar | None:
    return None if bounds is None else bar(bounds, on, question.unit)
