"""What people look at: one Situation as known on one day, from which room, brief and exports are drawn.

Takes reports and claims; gives figures as tallies with their evidence, warnings, story, capacity
checks, outlook and needs. Pages and reports only lay out what stands here, so that they agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from panj.bounds import policy
from panj.events import Decision
from panj.events.copying import first_of
from panj.events.inputs import doubts
from panj.events.ruling import Offer
from panj.gazetteer import Gazetteer
from panj.model import Claim, Development, Forecast, Place, Problem, Report
from panj.publish import (
    alerts,
    capacities,
    corrections,
    figures,
    narrowing,
    prepared,
    remaining,
    story,
    unknowns,
)
from panj.publish.content import Alert, KeyFigure, Room, Situation, StoryLine
from panj.publish.record import Record, make
from panj.steps import tell

if TYPE_CHECKING:
    from panj.outlook import Ahead

__all__ = ["STEPS", "Alert", "KeyFigure", "Room", "Situation", "StoryLine", "build"]
# What is told of the work, in its order; the first is told by the case, before it reads its claims.
STEPS = ("reading the case", "linking claims", "key figures", "contradictions", "the story, day by day")


def build(
    reports: Iterable[Report],
    claims: Iterable[Claim],
    *,
    gazetteer: Gazetteer | None = None,
    known: date | None = None,
    title: str | None = None,
    problems: Sequence[Problem] = (),
    superseded: Mapping[str, str] | None = None,
    withdrawn: Mapping[str, str] | None = None,
    decisions: Sequence[Decision] = (),
    developments: Iterable[Development] | None = None,
    ahead: Ahead | None = None,
    offers: Sequence[Offer] = (),
) -> Situation:
    """The situation as known at the end of a day.

    Args:
        reports: all that were read; those published after `known` are left out.
        claims: of these reports.
        gazetteer: the shipped one where none is given.
        known: None takes in everything, reports without a date included.
        title: of the case; made from the countries that most reports speak of where none is given.
        problems: carried through to be shown.
        superseded: report id → id of the later version of its article; their text tells no story.
        withdrawn: report id → when and why it was taken out, in words; likewise.
        decisions: what analysts said is one occurrence, and is not.
        developments: of these reports; None: they were not read, and sentences are told by their verbs.
        ahead: the forecast of an outlook case for these reports; it stands in place of scenario bands.
        offers: what the reports propose to that forecast, with what analysts decided on it.
    """
    places = gazetteer or Gazetteer.default()
    tell(STEPS[1])
    record = make(reports, claims, gazetteer=places, known=known, wording=policy(), decisions=decisions)
    tell(STEPS[2])
    record = narrowing.narrowed(record)
    lines = figures.collect(record)
    lines = figures.placed([*lines, *remaining.collect(record, lines)], record)
    gone = {*(superseded or {}), *(withdrawn or {})}
    copied = first_of(record.reports.values())
    told = None if developments is None else tuple(d for d in developments if d.report in record.reports)
    sites = prepared.collect(record, told or ())
    doubted = {
        d.claim: d.reason
        for d in doubts(told or (), list(record.claims.values()), record.reports, within=record.within)
    }
    rooms = prepared.staged(capacities.collect(record), sites)
    tell(STEPS[3])
    warnings = [*alerts.collect(record, lines, doubted), *corrections.alerts(record, copied, gone)]
    tell(STEPS[4])
    days = corrections.told(record, story.collect(record, gone, told or None), gone)
    return Situation(
        title=title or _title(record),
        known=known,
        reports=record.reports,
        claims=record.claims,
        events=record.events,
        figures=lines,
        alerts=alerts.ranked(warnings),
        story=days,
        rooms=rooms,
        places=_places(record),
        unknown=unknowns.collect(record, lines, rooms),
        problems=tuple(problems),
        policy=record.wording.label,
        outlook=capacities.ahead(record) if ahead is None else _forecasts(ahead),
        ahead=ahead,
        busiest=capacities.busiest(record),
        copies=copied,
        superseded=dict(superseded or {}),
        withdrawn=dict(withdrawn or {}),
        developments=told or (),
        decisions=tuple(decisions),
        offers=tuple(offers),
        sites=sites,
        doubts=doubted,
    )


def _forecasts(ahead: Ahead) -> tuple[Forecast, ...]:
    """Its counts, of all sites first; where there is no forecast, why, and the bands."""
    if ahead.verdict.kind == "none":
        return (ahead.verdict, *ahead.bands)
    return (*ahead.total, *ahead.sites)


def _title(record: Record) -> str:
    """`Afghanistan → Tajikistan`, from where most reports say that people come and go."""
    names = [record.name(code) for code in (record.source, record.host) if code]
    return " → ".join(names) if names else "Displacement situation"


def _places(record: Record) -> dict[str, Place]:
    """Every place that a claim names, by code."""
    codes = (
        code
        for c in record.claims.values()
        for code in (c.origin_code, c.destination_code, c.place_code)
        if code
    )
    found = ((code, record.place(code)) for code in dict.fromkeys(codes))
    return {code: place for code, place in found if place is not None}
