"""Highlights: the few sentences that are read when nothing else is.

Takes the key figures and alerts; gives lines. A figure of a single origin or an unconfirmed one never
stands here without saying so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from panj.publish.brief.footnotes import Footnotes
from panj.publish.brief.shapes import Line
from panj.publish.content import KeyFigure, Situation
from panj.publish.phrases import count, interval, number, sentence_case

_MOST = {"in": 4, "out": 2, "here": 1, "displaced": 1, "harm": 2}


def highlights(situation: Situation, notes: Footnotes) -> tuple[Line, ...]:
    """Arrivals, returns, who is left, harm, room, and how much is contradicted."""
    lines: list[Line] = []
    for section, most in _MOST.items():
        wholes = [f for f in situation.figures if f.section == section and not f.parent]
        lines += [_figure(f, notes, label(f, situation)) for f in _weightiest(wholes, most)]
    lines += _rooms(situation, notes)
    lines += _doubts(situation)
    return tuple(lines)


def _weightiest(figures: list[KeyFigure], most: int) -> list[KeyFigure]:
    """The newest, and the largest by what is certain, in the order in which they stand."""
    newest = max(figures, key=lambda f: (f.tally.question.date_end or date.min, f.slug), default=None)
    ranked = sorted(figures, key=lambda f: (f is not newest, -f.tally.bounds.low, f.slug))
    kept = ranked[:most]
    return [f for f in figures if f in kept]


def _figure(figure: KeyFigure, notes: Footnotes, mark: str) -> Line:
    tally = figure.tally
    cited = notes.cite((*tally.because_low, *tally.because_high, *tally.claims))
    size = interval(tally.bounds, tally.question.unit)
    remark = _first(figure.note)
    when = f" {figure.period}" if figure.period.startswith("a ") else f" ({figure.period})"
    return Line(f"{figure.title}: {size}{when}.{f' {remark}.' if remark else ''}", cited, mark)


def _first(note: str) -> str:
    """The first two remarks of a note."""
    said = ("unconfirmed", "one independent origin", " below")
    parts = [p for p in note.split("; ") if p and not p.endswith(said)][:2]
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def label(figure: KeyFigure, situation: Situation) -> str:
    """What a reader must see before the number."""
    if not figure.confirmed:
        return "UNCONFIRMED"
    lead = {*figure.tally.because_low, *figure.tally.because_high}
    clashes = (a for a in situation.alerts if a.kind == "contradiction")
    if figure.tally.conflicts or any(lead & set(a.claims) for a in clashes):
        return "CONTRADICTED"
    return "SINGLE ORIGIN" if figure.origins < 2 else ""


def _rooms(situation: Situation, notes: Footnotes) -> Iterator[Line]:
    for room in situation.rooms[:2]:
        event = [situation.claims[room.claim].id]
        text = f"Room stated for {number(room.stated)} in {room.place}."
        if room.tests:
            claim, test = room.tests[-1]
            text += f" {sentence_case(test.sentence())}."
            event.append(claim)
        else:
            text += " No site area is reported."
        yield Line(text, notes.cite(event), "STATED, NOT A COUNT OF PEOPLE")


def _doubts(situation: Situation) -> Iterator[Line]:
    kinds = ("contradiction", "identity", "unconfirmed", "denied")
    found = [sum(a.kind == kind for a in situation.alerts) for kind in kinds]
    parts = [
        count(n, name)
        for n, name in zip(
            found, ("contradiction", "open question", "unconfirmed account", "denial"), strict=True
        )
        if n
    ]
    if parts:
        joined = ", ".join(parts)
        yield Line(f"{joined[:1].upper()}{joined[1:]}: see below before quoting.")
