"""Anecdotes: what one person tells of a family or a boat, beside figures of a whole crisis.

Takes key figures; gives those that are none. An anecdote keeps its row in the full report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from panj.model import PEOPLE, Measure
from panj.publish.content import KeyFigure
from panj.publish.gate.persons import NAME
from panj.publish.phrases import words


def weighty(figures: Iterable[KeyFigure], every: Sequence[KeyFigure]) -> list[KeyFigure]:
    """The figures that are no anecdotes beside all others; the dead and the armed never are.

    Args:
        figures: of which some are kept, in their order.
        every: the figures of the report, whose largest count of people is the measure.
    """
    largest = max((f.tally.bounds.low for f in every if _counts(f) and not f.armed), default=0.0)
    return [f for f in figures if not _is_anecdote(f, largest)]


def _is_anecdote(figure: KeyFigure, largest: float) -> bool:
    most = figure.tally.bounds.high
    if not _counts(figure) or figure.armed or most is None or figure.tally.question.measure is Measure.KILLED:
        return False
    private = bool(figure.speakers) and all(NAME in s for s in figure.speakers)
    limit = words()["anecdote"]["private" if private else "other"]
    return bool(most < min(limit["share"] * largest, limit["under"]))


def _counts(figure: KeyFigure) -> bool:
    return figure.tally.question.unit in PEOPLE
