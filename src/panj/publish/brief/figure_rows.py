"""The table of key figures: which lines there is room for, and what each says.

Takes the figures of a `Situation`; gives `FigureGroup`s, a section each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from panj.model import PEOPLE, Bounds, Measure, Unit
from panj.publish.brief.anecdotes import weighty
from panj.publish.brief.bars import nice_top
from panj.publish.brief.highlights import band, ranked
from panj.publish.brief.length import Length
from panj.publish.content import KeyFigure, Situation
from panj.publish.footnotes import Footnotes
from panj.publish.gate import without_persons
from panj.publish.latest import EARLIER
from panj.publish.nesting import AGREES, SAID_AGAIN
from panj.publish.notes import ARMED
from panj.publish.phrases import count, interval, listed, number, words

_ANNOUNCED = frozenset({Measure.CAPACITY, Measure.FACILITY, Measure.FUNDING})


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of the key figures: three columns of numbers, the bar, and how to read it."""

    title: str
    low: str
    best: str
    high: str
    bounds: Bounds | None
    period: str
    who: str
    note: str
    confirmed: bool
    part: bool
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The rows of one section; `top` ends the scale of its bars."""

    title: str
    rows: tuple[FigureRow, ...]
    top: float


def figure_groups(
    situation: Situation, notes: Footnotes, most: Length, first: Sequence[KeyFigure]
) -> tuple[tuple[FigureGroup, ...], int]:
    """The rows by section, and how many are left out; what only says a line again is counted in its note."""
    again = Counter(f.parent for f in situation.figures if _restates(f))
    told = [f for f in situation.figures if not _restates(f)]
    kept = [*(f.slug for f in first), *_against(told, first, situation), *_of_room(told, situation)]
    shown = _shown(told, situation, most, kept)
    apart = _unlined(told, shown)
    groups = []
    for section, title in words()["section_title"].items():
        rows = [_row(f, notes, again[f.slug], apart.get(f.slug, ())) for f in shown if f.section == section]
        if rows:
            ends = [r.bounds.high or r.bounds.low for r in rows if r.bounds] or [1.0]
            groups.append(FigureGroup(title, tuple(rows), nice_top(max(ends))))
    return tuple(groups), len(told) - len(shown) - sum(map(len, apart.values()))


def _against(told: Sequence[KeyFigure], first: Sequence[KeyFigure], situation: Situation) -> Iterator[str]:
    """The lines of which one contradicts a figure of the highlights: who quotes that one must see them."""
    clashes = [set(a.claims) for a in situation.alerts if a.kind == "contradiction"]
    for lead in first:
        own = set(lead.tally.claims)
        against = set().union(*(c for c in clashes if c & own)) - own
        rivals = (f for f in told if f.section == lead.section and not f.parent and f is not lead)
        yield from (f.slug for f in rivals if against & {*f.tally.because_low, *f.tally.because_high})


def _of_room(told: Sequence[KeyFigure], situation: Situation) -> list[str]:
    """The line of the capacity that stands in the highlights."""
    claims = {room.claim for room in situation.rooms[:1]}
    return [f.slug for f in told if f.section == "room" and not f.parent and claims & set(f.tally.claims)][:1]


def _unlined(told: Sequence[KeyFigure], shown: Sequence[KeyFigure]) -> dict[str, list[KeyFigure]]:
    """The occurrences that a shown total counts and that have no line of their own, by the total's slug."""
    lined = {f.slug for f in shown}
    totals = {f.slug for f in shown if f.slug.endswith("-total")}
    out: dict[str, list[KeyFigure]] = {}
    for figure in told:
        aside = figure.note.startswith((EARLIER, "may be among")) or len(figure.tally.events) != 1
        if figure.parent in totals and figure.slug not in lined and not aside:
            out.setdefault(figure.parent, []).append(figure)
    return out


def _shown(
    figures: list[KeyFigure], situation: Situation, most: Length, first: Sequence[str]
) -> list[KeyFigure]:
    """The lines that there is room for: the highlights, in turn the weightiest of each section, parts."""
    wholes: dict[str, list[KeyFigure]] = {}
    alone = [f for f in figures if not f.parent]
    for figure in weighty(alone, situation.figures) if most.pages else alone:
        wholes.setdefault(figure.section, []).append(figure)
    for section, lines in wholes.items():
        limit = most.elsewhere if section == "other" else len(lines)
        wholes[section] = ranked(lines, situation)[:limit]
    kept: dict[str, int] = dict.fromkeys(first, 0)
    shown_parts: set[str] = set()
    for turn in range(max(map(len, wholes.values()), default=0)):
        for section in words()["section_title"]:
            if turn < len(wholes.get(section, ())) and len(kept) < most.figures:
                kept.setdefault(wholes[section][turn].slug, 0)
    parts = [f for f in figures if f.parent in kept]
    for figure in sorted(parts, key=lambda f: (f.note.startswith(EARLIER), -f.tally.bounds.low, f.slug)):
        if kept[figure.parent] < most.parts:
            kept[figure.parent] += 1
            shown_parts.add(figure.slug)
    return [f for f in figures if {f.slug, f.parent} & shown_parts or f.slug in kept]


def _restates(figure: KeyFigure) -> bool:
    return bool(figure.parent) and figure.note.startswith((SAID_AGAIN, AGREES))


def _row(figure: KeyFigure, notes: Footnotes, again: int, apart: Sequence[KeyFigure]) -> FigureRow:
    b, unit = figure.tally.bounds, figure.tally.question.unit
    origins = count(figure.origins, "origin")
    if figure.slug.endswith("-total"):  # several origins each for another part do not confirm each other
        origins += " or more for each part"
    who = listed(dict.fromkeys(_speaker(s) for s in figure.speakers), 2) or "the outlet itself"
    few = band(figure)
    stated = figure.tally.question.measure in _ANNOUNCED or bool(few)
    low, best, high = ("–", few, "–") if few else _stated(b, unit) if stated else _ends(b, unit)
    return FigureRow(
        title=figure.title,
        low=low,
        best=best,
        high=high,
        bounds=b if unit in PEOPLE and not stated else None,
        period=figure.period,
        who=f"{who} ({origins})",
        note=_note(figure, again, apart),
        confirmed=figure.confirmed,
        part=bool(figure.parent),
        notes=notes.cite(lead(figure)),
    )


def _ends(b: Bounds, unit: Unit) -> tuple[str, str, str]:
    """The three columns of a count."""
    best = "–" if b.best is None else _cell(b.best, unit)
    return _cell(b.low, unit), best, "not bounded" if b.high is None else _cell(b.high, unit)


def _stated(b: Bounds, unit: Unit) -> tuple[str, str, str]:
    """What was announced is shown as announced: nobody counted it, so that it has no ends."""
    return "–", interval(b, unit) if b.best is None else _cell(b.best, unit), "–"


def _speaker(name: str) -> str:
    """A speaker inside a line: `the mayor`, `a security source`, names as they are."""
    first = name.split(" ", 1)[0]
    shown = name[:1].lower() + name[1:] if first in ("The", "A", "An") else name
    return without_persons(shown)


def _note(figure: KeyFigure, again: int, apart: Sequence[KeyFigure]) -> str:
    """What stands under a row: not what its label, its numbers or the row above say already."""
    said = {"unconfirmed", words()["band"]["note"], *((ARMED,) if figure.parent and figure.armed else ())}
    parts = [p for p in figure.note.split("; ") if p and p not in said]
    if apart:
        each = [f"{band(f) or interval(f.tally.bounds)} ({f.period})" for f in apart]
        parts = [p.removesuffix(" below") for p in parts]
        parts.append(f"not listed here: {listed(each, 8)}")
    if again:
        parts.append(f"{count(again, 'other figure')} {'agrees' if again == 1 else 'agree'} with it")
    return without_persons("; ".join(parts))


def lead(figure: KeyFigure) -> tuple[str, ...]:
    """A figure's claims, those that give its ends first."""
    tally = figure.tally
    return tuple(dict.fromkeys((*tally.because_low, *tally.because_high, *tally.claims)))


def _cell(value: float, unit: Unit) -> str:
    return f"{value * 100:.3g} %" if unit is Unit.SHARE else number(value)
