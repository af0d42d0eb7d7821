"""How many are still there: arrivals less returns, only where both are of the same people.

Takes the record and its figures; gives lines for the section `here`. Where a return fits only under a
reading that no source gives, the line is not bounded and the reading stands in its note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from panj.events.scopes import Relation, group_relation
from panj.model import Bounds, Measure, Tally
from panj.publish.content import KeyFigure
from panj.publish.contradictions import Arrivals
from panj.publish.phrases import day, interval, mid
from panj.publish.record import OUTFLOWS, Record, bounded_difference


def collect(record: Record, figures: Sequence[KeyFigure]) -> Iterator[KeyFigure]:
    """One line for each group of combatants whose arrivals stand in one line, if somebody returned."""
    top = [f for f in figures if not f.parent and f.confirmed and not f.slug.endswith("-contested")]
    arrivals = [f for f in top if f.section == "in" and f.tally.question.measure is Measure.ARRIVAL]
    returns = [f for f in top if f.section == "out" and f.tally.question.measure in OUTFLOWS]
    came = Arrivals(arrivals)
    for group in dict.fromkeys(f.tally.question.group for f in arrivals if f.armed):
        own = [f for f in arrivals if f.tally.question.group is group]
        whole = next((f for f in own if f.slug.endswith("-total")), own[0] if len(own) == 1 else None)
        if whole is None or whole.tally.conflicts:
            continue  # less than a number that is in dispute is no number
        back = [r for r in returns if _same(whole, r) and _fits(whole, r)]
        guess = [r for r in returns if not r.armed and came.fitting(r) is whole]
        if back and not guess:
            yield _line(record, whole, back[-1], stated=True)
        elif guess:
            yield _line(record, whole, guess[-1], stated=False)


def _fits(arrival: KeyFigure, back: KeyFigure) -> bool:
    """Whether no more returned than arrived; else the two contradict each other and nothing is left over."""
    most = arrival.tally.bounds.high
    return most is None or back.tally.bounds.low <= most


def _same(arrival: KeyFigure, back: KeyFigure) -> bool:
    relation = group_relation(back.tally.question.group, arrival.tally.question.group)
    return relation in (Relation.SAME, Relation.WITHIN)


def _line(record: Record, arrival: KeyFigure, back: KeyFigure, *, stated: bool) -> KeyFigure:
    # Others may have left unreported: what came less what went back is a ceiling, never a floor.
    left = replace(bounded_difference(arrival.tally.bounds, back.tally.bounds), low=0, best=None)
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
