"""What changed since the report before, and why: line by line, with the reports that changed it.

Takes two situations; gives changes. A figure that changed without a new claim is named as such.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from panj.model import Measure
from panj.publish.content import KeyFigure, Situation
from panj.publish.footnotes import Footnotes
from panj.publish.phrases import day, interval, listed


@dataclass(frozen=True, slots=True)
class Change:
    """One line that is new, gone or different."""

    title: str
    before: str
    now: str
    why: str
    notes: tuple[int, ...]


def changes(situation: Situation, previous: Situation, notes: Footnotes) -> tuple[Change, ...]:
    """Changes in the order of the key figures, parts after all wholes; lines that are gone come last."""
    old = {f.slug: f for f in previous.figures}
    out = []
    for figure in sorted(situation.figures, key=lambda f: bool(f.parent)):
        before = old.pop(figure.slug, None)
        if before is None:
            out.append(_new(situation, previous, figure, notes))
        elif before.tally.bounds != figure.tally.bounds:
            fresh = _fresh(previous, figure)
            why = f"new figures: {_by(situation, fresh)}" if fresh else "the same figures, read anew"
            out.append(
                Change(
                    figure.title,
                    interval(before.tally.bounds),
                    interval(figure.tally.bounds),
                    why,
                    notes.cite(fresh),
                )
            )
    within = _first_with(situation) if old else {}
    out += [
        Change(f.title, interval(f.tally.bounds), "–", _gone(situation.figures, within, f), ())
        for f in old.values()
    ]
    return tuple(out)


def _fresh(previous: Situation, figure: KeyFigure) -> list[str]:
    """Claims that were not known before."""
    return [c for c in figure.tally.claims if c not in previous.claims]


def _by(situation: Situation, claims: Sequence[str]) -> str:
    """The outlets and days of the reports that brought these claims."""
    reports = dict.fromkeys(situation.claims[c].report for c in claims if c in situation.claims)
    found = [situation.reports[r] for r in reports]
    return listed(dict.fromkeys(f"{r.outlet or r.name}, {day(r.day, year=False)}" for r in found), 2)


def _new(situation: Situation, previous: Situation, figure: KeyFigure, notes: Footnotes) -> Change:
    fresh = _fresh(previous, figure)
    what = "new statement" if figure.tally.question.measure is Measure.CAPACITY else "newly reported"
    why = f"{what}: {_by(situation, fresh)}" if fresh else "counted as a line of its own"
    return Change(
        figure.title, "–", interval(figure.tally.bounds), why, notes.cite(fresh or figure.tally.claims)
    )


def _first_with(situation: Situation) -> dict[str, int]:
    """For each claim the place in the list of the first figure that it stands in."""
    found: dict[str, int] = {}
    for n, figure in enumerate(situation.figures):
        for claim in figure.tally.claims:
            found.setdefault(claim, n)
    return found


def _gone(figures: Sequence[KeyFigure], within: Mapping[str, int], figure: KeyFigure) -> str:
    first = min((within[c] for c in figure.tally.claims if c in within), default=None)
    return "no longer stated" if first is None else f"now within: {figures[first].title}"
