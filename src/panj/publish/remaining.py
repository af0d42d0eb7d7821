"""How many are still there: arrivals less returns, only where both are of the same people.

Takes the record and its figures; gives lines for the section `here`. Where a return fits only under a
reading that no source gives, the line is not bounded and the reading stands in its note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from panj.events.scopes import Relation, group_relation
from panj.model import Bounds, Measure, Tally
from panj.publish.alerts import fits_other
from panj.publish.content import KeyFigure
from panj.publish.phrases import day, interval, mid
from panj.publish.record import OUTFLOWS, Record, bounded_difference


def collect(record: Record, figures: Sequence[KeyFigure]) -> Iterator[KeyFigure]:
    """One line for each stream of arrivals from which somebody returned."""
    arrivals = [
        f
        for f in figures
        if f.section == "in" and not f.parent and f.tally.question.measure is Measure.ARRIVAL and f.confirmed
    ]
    returns = [
        f
        for f in figures
        if f.section == "out" and not f.parent and f.tally.question.measure in OUTFLOWS and f.confirmed
    ]
    for arrival in arrivals:
        if not arrival.armed:
            continue
        own = [r for r in returns if _same(arrival, r)]
        guess = next((r for r in returns if not own and fits_other(r, arrivals) is arrival), None)
        if own:
            yield _line(record, arrival, own[-1], stated=True)
        elif guess is not None:
            yield _line(record, arrival, guess, stated=False)


def _same(arrival: KeyFigure, back: KeyFigure) -> bool:
    relation = group_relation(back.tally.question.group, arrival.tally.question.group)
    return relation in (Relation.SAME, Relation.WITHIN)


def _line(record: Record, arrival: KeyFigure, back: KeyFigure, *, stated: bool) -> KeyFigure:
    left = bounded_difference(arrival.tally.bounds, back.tally.bounds)
    who = arrival.title.split(" into ")[0]
    sums = f"{interval(arrival.tally.bounds)} arrived less {interval(back.tally.bounds)} returned"
    claims = tuple(dict.fromkeys((*arrival.tally.claims, *back.tally.claims)))
    question = replace(arrival.tally.question, measure=Measure.HOSTED, date_start=None, date_end=record.day)
    note = (
        sums
        if stated
        else (f"{interval(left)} if those returned ({mid(back.title)}) were these; no source says so")
    )
    tally = Tally(
        question=question,
        bounds=left if stated else Bounds(0, None, None),
        claims=claims,
        because_low=back.tally.claims[:1] if stated else (),
        because_high=(*arrival.tally.claims[:1], *back.tally.claims[:1]) if stated else (),
        conflicts=back.tally.conflicts if stated else (),
        policy=record.wording.label,
    )
    return KeyFigure(
        slug=f"remaining-{arrival.slug}",
        section="here",
        title=f"{who} still in {record.name(record.host)}" if record.host else f"{who} still there",
        tally=tally,
        period=f"on {day(record.day)}" if record.day else "",
        note=note,
        confirmed=arrival.confirmed and back.confirmed,
        origins=1,
        speakers=tuple(dict.fromkeys((*arrival.speakers, *back.speakers))),
        armed=arrival.armed,
    )
