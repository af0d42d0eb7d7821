"""The evidence behind anything on a page: sentences in their paragraphs, who said it, how it was read.

Takes a Situation and what was clicked; gives one `Evidence` with the claims in the roles that they play
(holds the lowest end, holds the highest, also counted, contradicts, set aside and why).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from panj.model import Claim, Conflict, Event, Report, Tally, Unit
from panj.publish.room import words
from panj.publish.room.evidence import picture
from panj.publish.room.evidence.exhibits import (
    Exhibit,
    bounds_of,
    chain_of,
    exhibits,
    outlet_of,
    sentence_only,
    speakers,
)
from panj.publish.room.index import index_of, line_key
from panj.publish.situation import Alert, KeyFigure, Situation, StoryLine


@dataclass(frozen=True, slots=True)
class Group:
    """Exhibits that play one role."""

    role: str
    title: str
    exhibits: tuple[Exhibit, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One consistent reading of contradicting sources: its claims and the interval that they give."""

    said: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """Claims that cannot all hold, why, and what each story would give."""

    reason: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody was asked of a figure and answered, when, and who recorded it when (in the case's zone).

    `answer` and `told` are empty while he has not answered.
    """

    claim: str
    number: int
    asked: str
    question: str
    answer: str
    told: str
    who: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that stands behind one thing on a page.

    `kind` and `key` name it in URLs; `text` is its interval in words, `picture` the same drawn above the
    claims that it stands on, None where one claim says it all. `independent` counts its independent first
    sources, `origins` names who states it, as the reports write them.
    """

    kind: str
    key: str
    title: str
    text: str = ""
    picture: picture.Picture | None = None
    family: str = ""
    lead: str = ""
    notes: tuple[str, ...] = ()
    confirmed: bool = True
    groups: tuple[Group, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    why: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    independent: int = 0
    report: str | None = None
    answers: tuple[Answer, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims laid open, those set aside left out."""
        shown = (x.claim for g in self.groups if g.role != "aside" for x in g.exhibits)
        return tuple(dict.fromkeys(c.id for c in shown if c is not None))


def alert_key(alert: Alert) -> str:
    """A warning's name in URLs: the same while it says the same."""
    said = "\x1f".join((alert.kind, alert.title, *alert.claims, alert.report or ""))
    return hashlib.sha256(said.encode()).hexdigest()[:10]


def of(situation: Situation, kind: str, key: str) -> Evidence | None:
    """The evidence for a figure, event, claim, warning or line; None where there is no such thing."""
    finders = {"figure": _figure, "event": _event, "claim": _claim, "alert": _alert, "line": _line}
    finder = finders.get(kind)
    return finder(situation, key) if finder else None


def _figure(situation: Situation, slug: str) -> Evidence | None:
    found = index_of(situation).figures.get(slug)
    if found is None:
        return None
    tally, unit = found.tally, found.tally.question.unit
    return Evidence(
        kind="figure",
        key=slug,
        title=found.title,
        text=words.interval(tally.bounds, unit),
        picture=picture.draw(
            situation, tally.bounds, (*tally.because_low, *tally.because_high, *tally.claims), unit
        ),
        family=words.family(tally.question.measure),
        lead=_condition(tally),
        notes=tuple(n for n in (found.note, _unreported(tally)) if n),
        confirmed=found.confirmed,
        groups=_roles(situation, tally),
        disputes=tuple(_dispute(situation, c, unit) for c in tally.conflicts),
        why=_why(situation, tally.events),
        origins=found.speakers or origins_of(situation, found),
        independent=found.origins,
    )


def _condition(tally: Tally) -> str:
    read_by = f", read by {tally.policy}" if tally.policy else ""
    return f"Holds if the sources are right{read_by}."


def _unreported(tally: Tally) -> str:
    rest = tally.unreported
    if rest is None or rest.high == 0:
        return ""
    size = words.interval(rest, tally.question.unit)
    return f"Beyond it a source counts people in no occurrence that a report describes: {size}."


def _roles(situation: Situation, tally: Tally) -> tuple[Group, ...]:
    """The tally's claims by the role they play; a claim stands in the first that it fits."""
    both = [i for i in tally.because_low if i in tally.because_high]
    low = [i for i in tally.because_low if i not in both]
    high = [i for i in tally.because_high if i not in both]
    named = {*both, *low, *high}
    rest = [i for i in tally.claims if i not in named]
    aside = dict(tally.set_aside or {})
    unit = tally.question.unit
    ends = words.number(tally.bounds.low, unit), tally.bounds.high
    top = "the upper end" if ends[1] is None else f"the highest, {words.number(ends[1], unit)}"
    groups = (
        Group("both", "Why this figure: both ends rest on", exhibits(situation, both)),
        Group("low", f"Why not lower: the lowest, {ends[0]}, rests on", exhibits(situation, low)),
        Group("high", f"Why not higher: {top}, rests on", exhibits(situation, high)),
        Group("also", "Also says so", exhibits(situation, rest)),
        Group("aside", "Set aside, not counted here", exhibits(situation, aside, aside)),
    )
    return tuple(g for g in groups if g.exhibits)


def _dispute(situation: Situation, conflict: Conflict, unit: Unit) -> Dispute:
    stories = tuple(
        Story(tuple(_said(situation, i) for i in ids if i in situation.claims), words.interval(bounds, unit))
        for ids, bounds in conflict.stories
    )
    return Dispute(conflict.reason, stories)


def _said(situation: Situation, claim_id: str) -> str:
    claim = situation.claims[claim_id]
    report = situation.reports.get(claim.report)
    who = chain_of(claim, report)[0] if report else claim.speaker or ""
    return f"{who}: {claim.text}"


def _why(situation: Situation, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for e in _events(situation, ids) for line in e.why))


def _events(situation: Situation, ids: Iterable[str]) -> list[Event]:
    """Events by id, in the situation's order."""
    held = index_of(situation)
    known = sorted((i for i in set(ids) if i in held.events), key=lambda i: held.order[i])
    return [held.events[i] for i in known]


def origins_of(situation: Situation, figure: KeyFigure) -> tuple[str, ...]:
    """The independent first sources behind a figure, as its events name them; else its speakers."""
    named = tuple(dict.fromkeys(o for e in _events(situation, figure.tally.events) for o in e.origins))
    return named or speakers(situation, figure.tally.claims)


def _event(situation: Situation, key: str) -> Evidence | None:
    found = index_of(situation).events.get(key)
    if found is None:
        return None
    return Evidence(
        kind="event",
        key=key,
        title=event_title(found),
        text=words.interval(found.bounds, found.unit),
        picture=picture.draw(situation, found.bounds, found.claims, found.unit),
        family=words.family(found.measure),
        lead=words.period(found.date_start, found.date_end),
        confirmed=found.confirmed,
        groups=_one_group(situation, found.claims, "What the reports say of it"),
        why=found.why,
        origins=found.origins,
        independent=len(found.origins),
    )


def event_title(event: Event) -> str:
    """An event's label, or its measure and group in words."""
    if event.label:
        return event.label
    what = words.counted(event.unit, group=event.group) or "people"
    return f"{what[0].upper()}{what[1:]}: {words.label('measures', event.measure)}"


def _claim(situation: Situation, key: str) -> Evidence | None:
    found = situation.claims.get(key)
    if found is None or found.report not in situation.reports:
        return None
    read = bounds_of(found)
    return Evidence(
        kind="claim",
        key=key,
        title=claim_title(found),
        text=words.interval(read, found.unit),
        family=words.family(found.measure),
        lead=words.period(found.date_start, found.date_end),
        confirmed=found.confirmed,
        groups=_one_group(situation, (key,), "The sentence that says so"),
    )


def claim_title(claim: Claim) -> str:
    """A claim in one line: what was counted, who, from where to where."""
    head = f"{words.stated(claim)}: {words.label('measures', claim.measure)}"
    place = words.where(claim)
    return f"{head}, {place}" if place else head


def _alert(situation: Situation, key: str) -> Evidence | None:
    found = next((a for a in situation.alerts if alert_key(a) == key), None)
    if found is None:
        return None
    return Evidence(
        kind="alert",
        key=key,
        title=found.title,
        lead=found.detail,
        confirmed=found.kind != "unconfirmed",
        groups=_one_group(situation, found.claims, "What the reports say"),
        notes=_dating(situation.reports.get(found.report or "")),
        origins=speakers(situation, found.claims),
        report=found.report if found.report in situation.reports else None,
    )


def _dating(report: Report | None) -> tuple[str, ...]:
    if report is None or report.dated in {"stated", ""}:
        return ()
    because = f": {report.dated_because}" if report.dated_because else ""
    return (f"{outlet_of(report)}, {words.label('dated', report.dated)}{because}",)


def _line(situation: Situation, key: str) -> Evidence | None:
    """A line of the story: REPORT:START-END."""
    found = index_of(situation).line_keys.get(key) or _told(situation, key)
    if found is None or found.report not in situation.reports:
        return None
    report = situation.reports[found.report]
    groups = _one_group(situation, found.claims, "What the sentence states")
    if not groups:
        alone = sentence_only(report, found.sentence, found.speaker)
        groups = (Group("says", "What the report says", (alone,)),)
    return Evidence(
        kind="line",
        key=key,
        title=found.speaker or outlet_of(report),
        lead=words.day(found.day),
        confirmed=found.confirmed,
        groups=groups,
    )


def _told(situation: Situation, key: str) -> StoryLine | None:
    """A sentence that tells a development and is no line of the story, because another tells it fuller."""
    d = next((d for d in situation.developments if line_key(d.report, d.sentence) == key), None)
    if d is None:
        return None
    near = index_of(situation).claims_of.get(d.report, ())
    inside = [c.id for c in near if c.sentence == d.sentence]
    return StoryLine(d.date_end or d.date_start, d.report, d.sentence, d.text, d.speaker, tuple(inside))


def _one_group(situation: Situation, ids: Iterable[str], title: str) -> tuple[Group, ...]:
    shown = exhibits(situation, ids)
    return (Group("says", title, shown),) if shown else ()
