"""What developments give to the outlook, to reception and to the weighing of claims, with reasons.

Takes developments, claims and reports; gives proposals. What moves a forecast is used only with an analyst's
yes: the ids of the developments that were accepted. Nothing here decides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from panj.events.developments import Step, Told, facility, is_open
from panj.model import (
    Claim,
    Development,
    DevelopmentKind,
    DevelopmentStatus,
    Measure,
    Report,
    Status,
    Unit,
)

_K, _S = DevelopmentKind, DevelopmentStatus
_TOLD = frozenset({_S.HAPPENED, _S.UNDER_WAY})


class Effect(StrEnum):
    """What a development does to the ways people take."""

    CONFLICT = "conflict"
    CLOSED = "closed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place that fell, shut or opened, for the outlook's tables of conflict and closures.

    Args:
        id: that of the development that tells it first, by which it is accepted.
        effect: conflict (control changed hands, or is fought for), closed, open.
        place, place_code: where, as written and in the gazetteer.
        day: from which it holds: when it happened where that is told, else when it was published.
        known: the day of publication, from which a forecast may know it.
        developments: ids of what says so.
        disputed: whether another source says the opposite; such a proposal is accepted only by name.
        reason: the words and who said them.
        sentence: whole, of the development that tells it first.
    """

    id: str
    effect: Effect
    place: str
    place_code: str | None
    day: date | None
    known: date | None
    developments: tuple[str, ...]
    disputed: bool
    reason: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A preparation for reception: what, where, how far, and what it is to hold.

    Args:
        facility: camp, store, water, health, reception.
        place, place_code: where, as written and in the gazetteer.
        stage: that it reached last; `known`: since when that is known.
        developments: ids of all that tell it, in order of publication.
        steps: the stages in their order, each with the development that told it first.
        telling: id of the development that tells the last step.
        day: that it names: of what is still to come, when it is to be.
        claims: ids of the capacities stated for it.
    """

    facility: str
    place: str | None
    place_code: str | None
    stage: str
    known: date | None
    developments: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    telling: str = ""
    day: date | None = None
    claims: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it takes people in: only what is open does."""
        return self.stage == "open"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A claim that a source denies: how its weight is multiplied, and why, in words."""

    claim: str
    development: str
    factor: float
    reason: str


def proposals(
    found: Sequence[Development],
    told: Told,
    reports: Mapping[str, Report],
    accepted: Collection[str] | None = None,
) -> list[Proposal]:
    """Control and crossings for the outlook.

    Args:
        found: developments.
        told: what linking made of them.
        reports: by id.
        accepted: ids of developments that an analyst said yes to; None: every proposal, to be asked about.
    """
    opposed = {x for o in told.opposed for x in (o.one, o.other)}
    by_id = {d.id: d for d in found}
    made: list[Proposal] = []
    for course in told.courses:
        rows = [by_id[i] for i in course.developments if i in by_id]
        first = next((d for d in rows if d.status in _TOLD and d.place), None)
        effect = _effect(first) if first is not None else None
        if (
            first is None
            or effect is None
            or (accepted is not None and not set(course.developments) & set(accepted))
        ):
            continue
        known = _day(first, reports)
        made.append(
            Proposal(
                id=first.id,
                effect=effect,
                place=first.place or "",
                place_code=next((d.place_code for d in rows if d.place_code), None),
                day=first.date_start or first.date_end or known,
                known=known,
                developments=course.developments,
                disputed=bool(set(course.developments) & opposed),
                reason=_reason(first, reports),
                sentence=_sentence(first, reports),
            )
        )
    return sorted(made, key=lambda p: (p.day or date.max, p.id))


def _sentence(d: Development, reports: Mapping[str, Report]) -> str:
    report = reports.get(d.report)
    return " ".join(d.sentence.of(report.text).split()) if report else " ".join(d.text.split())


def _effect(d: Development) -> Effect | None:
    if d.kind is _K.CONTROL:
        return Effect.CONFLICT
    if d.kind is _K.CROSSING_STATUS:
        return Effect.OPEN if is_open(d) else Effect.CLOSED
    return None


def preparations(
    found: Sequence[Development],
    told: Told,
    claims: Sequence[Claim] = (),
    *,
    country: Callable[[str], bool] | None = None,
) -> list[Prepared]:
    """Preparations for reception, each at the stage that it reached last.

    Args:
        found: developments.
        told: what linking made of them.
        claims: of the same reports; capacities that are stated for what is prepared become its own.
        country: whether a code is of a country, whose capacity is not that of a camp in it; None: none is.
    """
    by_id = {d.id: d for d in found}
    made: list[Prepared] = []
    for course in told.courses:
        rows = [by_id[i] for i in course.developments if i in by_id]
        kind = next((k for d in rows if (k := facility(d))), None)
        if course.kind is not _K.PREPARATION or not course.steps or kind is None:
            continue
        at = next((d for d in reversed(rows) if d.place), rows[-1])
        last = course.steps[-1]
        last_told = by_id[last.development]
        own = tuple(c.id for c in claims if _holds(c, rows, at, country))
        made.append(
            Prepared(
                facility=kind,
                place=at.place,
                place_code=at.place_code,
                stage=last.stage,
                known=last.known,
                developments=course.developments,
                steps=course.steps,
                telling=last.development,
                day=last_told.date_start or last_told.date_end,
                claims=own if kind in _LODGING else (),
            )
        )
    return made


_LODGING = frozenset({"camp", "reception"})


def _holds(
    c: Claim, rows: Sequence[Development], at: Development, country: Callable[[str], bool] | None
) -> bool:
    """Whether a capacity is stated for what is prepared: in the very words that tell it, or of its place."""
    if c.measure is not Measure.CAPACITY or c.unit is not Unit.PERSONS or c.status is Status.DENIED:
        return False
    if any(d.report == c.report and d.start <= c.start < d.end for d in rows):
        return True
    code = c.place_code or c.destination_code
    return code is not None and code == at.place_code and not (country and country(code))


def doubts(
    found: Sequence[Development],
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    *,
    factor: float = 0.5,
) -> list[Doubt]:
    """Claims whose number another source denies, with the reason.

    A denial reaches the claims of the same measure and number in reports published by the day of the denial;
    never those of its own sentence, which state what is denied.
    """
    made: list[Doubt] = []
    for d in found:
        if d.kind is not _K.DENIAL or d.status is not _S.DENIED:
            continue
        made += [
            Doubt(c.id, d.id, factor, f"denied: {_reason(d, reports)}") for c in _denied(d, claims, reports)
        ]
    return made


def _denied(d: Development, claims: Sequence[Claim], reports: Mapping[str, Report]) -> Iterator[Claim]:
    own = [c for c in claims if c.report == d.report and d.sentence.start <= c.start < d.sentence.end]
    numbers = {(c.measure, c.value) for c in own if c.measure is not Measure.CONTEXT}
    day = _day(d, reports)
    for c in claims:
        said = _published(c, reports)
        earlier = day is None or said is None or said <= day
        if (
            c.report != d.report
            and earlier
            and (c.measure, c.value) in numbers
            and c.status is not Status.DENIED
        ):
            yield c


def _day(d: Development, reports: Mapping[str, Report]) -> date | None:
    report = reports.get(d.report)
    return report.day if report else None


def _published(c: Claim, reports: Mapping[str, Report]) -> date | None:
    report = reports.get(c.report)
    return report.day if report else None


def _reason(d: Development, reports: Mapping[str, Report]) -> str:
    """ "“fell to the Taliban” (Tajik Border Service, Northern Wire, 2021-07-03)"."""
    report = reports.get(d.report)
    outlet = (report.outlet or report.name) if report else ""
    day = report.day.isoformat() if report and report.day else "no date"
    who = ", ".join(dict.fromkeys(x for x in (d.speaker, outlet) if x))
    return f"“{' '.join(d.text.split())}” ({who}, {day})"
