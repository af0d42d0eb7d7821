"""Highlights: the few sentences that are read when nothing else is.

Takes the key figures and alerts; gives lines. A figure of a single origin or an unconfirmed one never
stands here without saying so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from panj.publish.brief.footnotes import Footnotes
from panj.publish.brief.shapes import Line
from panj.publish.content import KeyFigure, Situation
from panj.publish.gate import without_persons
from panj.publish.phrases import count, sentence_case, sized

_MOST = {"in": 3, "out": 2, "here": 1, "displaced": 1, "harm": 1}
_STALE = timedelta(days=21)  # an older line is no highlight while its section has a newer one
_HALVED = 14.0  # days after which a figure weighs half


def highlights(situation: Situation, notes: Footnotes, most: int = 12) -> tuple[Line, ...]:
    """Arrivals, returns, who is left, harm, room, and how much is contradicted; the doubts come last."""
    told: list[KeyFigure] = []
    for section, share in _MOST.items():
        wholes = [f for f in situation.figures if f.section == section and not f.parent]
        told += weightiest(_fresh(wholes), share)
    doubts = list(_doubts(situation))
    kept = told[: max(1, most - len(situation.rooms[:1]) - len(doubts))]
    lines = [_figure(f, notes, label(f, situation)) for f in kept]
    return (*lines, *_rooms(situation, notes), *doubts)


def _fresh(figures: list[KeyFigure]) -> list[KeyFigure]:
    """Without what is stale beside a newer line of its section; a total stands until another replaces it."""
    last = max((f.tally.question.date_end or date.min for f in figures), default=date.min)
    return [f for f in figures if _is_total(f) or last - (f.tally.question.date_end or last) <= _STALE]


def _is_total(figure: KeyFigure) -> bool:
    """Whether a line is of a running total, or of rival accounts of one."""
    return "-cumulative" in figure.slug or figure.slug.endswith("-total")


def weightiest(figures: Sequence[KeyFigure], most: int) -> list[KeyFigure]:
    """The newest, and the largest of what is certain and recent, in the order in which they stand."""
    last = max((f.tally.question.date_end or date.min for f in figures), default=date.min)
    newest = max(figures, key=lambda f: (f.tally.question.date_end or date.min, f.slug), default=None)

    def weight(figure: KeyFigure) -> float:
        age = (last - (figure.tally.question.date_end or last)).days
        return float(figure.tally.bounds.low * 0.5 ** (age / (_HALVED * (4 if _is_total(figure) else 1))))

    ranked = sorted(figures, key=lambda f: (f is not newest, -weight(f), f.slug))
    kept = {f.slug for f in ranked[:most]}
    return [f for f in figures if f.slug in kept]


def _figure(figure: KeyFigure, notes: Footnotes, mark: str) -> Line:
    tally = figure.tally
    cited = notes.cite((*tally.because_low, *tally.because_high, *tally.claims))
    size = sized(tally.bounds, tally.question.unit)
    remark = _first(figure.note)
    when = f" {figure.period}" if figure.period.startswith("a ") else f", {figure.period}"
    title = without_persons(figure.title)
    return Line(f"{title}: {size}{when}.{f' {remark}.' if remark else ''}", cited, mark)


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
    for room in situation.rooms[:1]:
        event = [situation.claims[room.claim].id]
        said = situation.claims[room.claim].text.lower()
        text = f"Room stated for {said} in {room.place}."
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
