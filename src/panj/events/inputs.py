"""What developments give to the outlook, to reception and to the weighing of claims, with reasons.

Takes developments, claims and reports; gives proposals. What moves a forecast is used only with an analyst's
yes: the ids of the developments that were accepted. Nothing here decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from panj.events.applied import ACCEPTED
from panj.events.developments import Step, Told
from panj.events.tellings import facility, is_open, says_state
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
DENIED = "denied"  # the rule that marks a claim which another source denies


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
    """A figure that a source denies: its claim, what denies it (a development or a claim), in which words.

    How much less such a claim weighs in a contradiction stands in tally/credence.toml.
    """

    claim: str
    by: str
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
    if d.kind is _K.CROSSING_STATUS and says_state(d):
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
    within: Within | None = None,
) -> list[Doubt]:
    """Figures that a source denies, each with who denies it, in his words.

    A denial ("denied that 1,500 had crossed", "rejected the figure of 40,000") reaches the figure in its own
    words where that is told as a fact, and figures of the same measure, unit and number of one place that
    other sources gave in the two months before it. A figure that an analyst vouches for is not doubted.

    Args:
        found: developments.
        claims: of the same reports.
        reports: by id.
        within: whether the place of the first code lies in that of the second; None: only equal codes agree.
    """
    denials = [d for d in found if d.kind is _K.DENIAL and d.status is _S.DENIED and _surely(d)]
    denied = [c for c in claims if c.status is Status.DENIED]
    if not (denials or denied):
        return []
    ground = _Denials(claims, reports, within or (lambda inner, outer: inner == outer))
    made: dict[str, Doubt] = {}
    for d in denials:
        for c in ground.of(d):
            made.setdefault(c.id, Doubt(c.id, d.id, f"denied: {_reason(d, reports)}"))
    for one in denied:
        for c in ground.like([one], one.report, one.speaker):
            made.setdefault(c.id, Doubt(c.id, one.id, f"denied: {_denied_by(one, reports)}"))
    return list(made.values())


def _surely(d: Development) -> bool:
    """Whether words deny for certain: what the figure reader alone takes for a denial may only be a lack."""
    return "learned.denial" not in d.rules or d.confidence >= _SURE


_SURE = 0.95
Within = Callable[[str, str], bool]
_NEAR = timedelta(days=61)  # a denial is of what is being said, not of what was said long ago


def _told_of(measure: Measure) -> Measure:
    """What a denial calls a number: those displaced are so then and now, and who has come is there."""
    return next((one for one, others in _ALIKE.items() if measure in others), measure)


_ALIKE = {
    Measure.INTERNAL_DISPLACEMENT: frozenset({Measure.DISPLACED_STOCK}),
    Measure.ARRIVAL: frozenset({Measure.ADMISSION, Measure.HOSTED}),
}


class _Denials:
    """Figures that a denial may reach, by report and by what they say."""

    def __init__(self, claims: Sequence[Claim], reports: Mapping[str, Report], within: Within) -> None:
        self._reports, self._within = reports, within
        self._of_report: dict[str, list[Claim]] = defaultdict(list)
        self._saying: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
        for c in claims:
            self._of_report[c.report].append(c)
            if c.status is Status.HAPPENED and ACCEPTED not in c.rules and c.measure is not Measure.CONTEXT:
                self._saying[_told_of(c.measure), c.unit, c.value].append(c)

    def of(self, d: Development) -> Iterator[Claim]:
        """What a denial reaches: the figure in its own words, and the like of others."""
        own = [c for c in self._of_report[d.report] if d.start <= c.start < d.end]
        yield from (c for c in own if c in self._saying[_told_of(c.measure), c.unit, c.value])
        yield from self.like(own, d.report, d.speaker)

    def like(self, own: Sequence[Claim], report: str, speaker: str | None) -> Iterator[Claim]:
        """Figures of others that say what these do: measure, unit, number and place."""
        day = _published(report, self._reports)
        for one in own:
            for c in self._saying[_told_of(one.measure), one.unit, one.value]:
                said = _published(c.report, self._reports)
                near = day is None or said is None or timedelta(0) <= day - said <= _NEAR
                another = c.report != report and (speaker is None or c.speaker != speaker)
                if near and another and self._one_place(c, one):
                    yield c

    def _one_place(self, a: Claim, b: Claim) -> bool:
        one, other = (c.place_code or c.destination_code or c.origin_code for c in (a, b))
        if one is None or other is None:
            return True
        return self._within(one, other) or self._within(other, one)


def _denied_by(c: Claim, reports: Mapping[str, Report]) -> str:
    report = reports.get(c.report)
    words = c.sentence.of(report.text) if report else c.text
    return _told(words, c.speaker, report)


def _day(d: Development, reports: Mapping[str, Report]) -> date | None:
    report = reports.get(d.report)
    return report.day if report else None


def _published(report: str, reports: Mapping[str, Report]) -> date | None:
    return reports[report].day if report in reports else None


def _reason(d: Development, reports: Mapping[str, Report]) -> str:
    """ "“fell to the Taliban” (Tajik Border Service, Northern Wire, 2021-07-03)"."""
    return _told(d.text, d.speaker, reports.get(d.report))


def _told(words: str, speaker: str | None, report: Report | None) -> str:
    outlet = (report.outlet or report.name) if report else ""
    day = report.day.isoformat() if report and report.day else "no date"
    who = ", ".join(dict.fromkeys(x for x in (speaker, outlet) if x))
    return f"“{' '.join(words.split())}” ({who}, {day})"
