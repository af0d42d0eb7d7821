"""What is known on one day, with everything looked up once: the ground that a situation is built on.

Takes reports, claims, a gazetteer and a day; gives the reports published by then, their claims in order,
the events linked from them, and answers to questions about them.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from panj.bounds import WordingPolicy
from panj.errors import PlaceError
from panj.events import Decision
from panj.events.frames import Frame
from panj.events.linking import Linked, frames_of, link_frames
from panj.events.scopes import Places
from panj.gazetteer import Gazetteer
from panj.model import (
    INFLOWS,
    Block,
    BlockKind,
    Bounds,
    Claim,
    Event,
    Measure,
    Place,
    Question,
    Report,
    Span,
    Status,
    Tally,
    Unit,
)
from panj.tally import Book, Ledger, ask
from panj.tally.reach import Grounds

OUTFLOWS = frozenset({Measure.RETURN, Measure.FORCED_RETURN})
_MANY = 4_000  # claims beyond which each question is asked of the claims within its reach, not of all


@dataclass(frozen=True, slots=True)
class Record:
    """Reports, claims and events as known on a day; `host` and `source` are countries by code.

    `host` is where most reports say that people arrive, `source` where they come from; None where no
    report says. `last`: the day of the last report. `wholes`: id of a claim → id of that which it is a part
    of, as its report says or lists them; `parts` the other way. `book`: answers in a large case. `read`:
    intervals of words; `stamps`: reports with their claims. `narrowed`: event id → the tally's answer, where
    claims of its parts bind it closer than its own.
    """

    reports: Mapping[str, Report]
    claims: Mapping[str, Claim]
    events: tuple[Event, ...]
    event_of: Mapping[str, Event]
    known: date | None
    gazetteer: Gazetteer
    wording: WordingPolicy
    places: Places
    ledger: Ledger
    host: str | None = None
    source: str | None = None
    last: date | None = None
    answers: dict[Question, Tally] = field(default_factory=dict)
    found: dict[str, Place | None] = field(default_factory=dict)
    by_report: dict[str, list[Claim]] = field(default_factory=dict)
    parts: dict[str, list[Claim]] = field(default_factory=dict)
    wholes: dict[str, str] = field(default_factory=dict)
    book: Book | None = None
    narrowed: dict[str, Tally] = field(default_factory=dict)
    read: dict[tuple[object, ...], Bounds] = field(default_factory=dict)
    stamps: dict[str, tuple[object, ...]] = field(default_factory=dict)

    @property
    def day(self) -> date | None:
        """The day that this is known on: the one asked for, else that of the last report."""
        return self.known or self.last

    def ask(self, question: Question) -> Tally:
        """The tally's answer to a question, as known on this day."""
        asked = replace(question, known=None)  # the ledger holds nothing published later
        if asked not in self.answers:
            ledger = self.ledger if self.book is None else self.book.ledger(asked)
            self.answers[asked] = replace(ask(asked, ledger), question=replace(question, known=self.known))
        return self.answers[asked]

    def interval(self, claim: Claim) -> Bounds:
        """What the wording of one claim stands for."""
        key = (claim.value, claim.qualifier, claim.value_high, claim.text, claim.unit)
        if key not in self.read:
            self.read[key] = self.wording.interval(
                claim.value, claim.qualifier, value_high=claim.value_high, words=claim.text, unit=claim.unit
            )
        return self.read[key]

    def stamp(self, report: str) -> tuple[object, ...]:
        """A report's words and day with its claims: what is told of it alone is the same while this is.

        In public too, where nothing of the report is covered.
        """
        if report not in self.stamps:
            own, claims = self.reports[report], tuple(self.by_report.get(report, ()))
            self.stamps[report] = (own.id, own.text, own.blocks, own.day, claims)
        return self.stamps[report]

    def claims_of(self, event: Event) -> list[Claim]:
        """The claims of an event, the most telling first."""
        return [self.claims[c] for c in event.claims if c in self.claims]

    def day_of(self, claim: Claim) -> date | None:
        """The day on which a claim was published."""
        report = self.reports.get(claim.report)
        return report.day if report else None

    def kind_at(self, claim: Claim) -> BlockKind:
        """What part of its report a claim stands in."""
        report = self.reports[claim.report]
        return kind_at(report, claim.start)

    def words_of(self, claim: Claim) -> str:
        """The sentence that states a claim."""
        return " ".join(claim.sentence.of(self.reports[claim.report].text).split())

    def place(self, code: str | None) -> Place | None:
        """The place with that code; None where the gazetteer has none."""
        if code is None:
            return None
        if code not in self.found:
            try:
                self.found[code] = self.gazetteer.place(code)
            except PlaceError:
                self.found[code] = None
        return self.found[code]

    def name(self, code: str | None, written: str | None = None) -> str:
        """The usual name of a place; as written where the gazetteer abstained."""
        place = self.place(code)
        return place.name if place else (written or "")

    def country(self, code: str | None) -> str | None:
        """The country of a place, by code."""
        place = self.place(code)
        return place.country if place else None

    def within(self, code: str | None, outer: str | None) -> bool:
        """Whether a place lies in another, or is it."""
        return code is not None and outer is not None and self.places.within(code, outer)


def make(
    reports: Iterable[Report],
    claims: Iterable[Claim],
    *,
    gazetteer: Gazetteer,
    known: date | None,
    wording: WordingPolicy,
    decisions: Sequence[Decision] = (),
) -> Record:
    """The record as known at the end of `known`; with None everything counts, undated reports too."""
    kept = {r.id: r for r in sorted(reports, key=_when) if known is None or (r.day and r.day <= known)}
    order = {r: i for i, r in enumerate(kept)}
    known_claims = sorted(
        (c for c in claims if c.report in kept), key=lambda c: (order[c.report], c.start, c.id)
    )
    by_id = {c.id: c for c in known_claims}
    told = tuple(by_id.values())
    linked, frames = _linked(told, kept, gazetteer, wording, tuple(decisions))
    events = linked.events
    event_of = {c: e for e in events for c in e.claims}
    ledger = Ledger(told, events, kept, gazetteer=gazetteer, policy=wording, frames=frames)
    book = None
    if len(told) > _MANY:
        book = Book(gazetteer=gazetteer, policy=wording, decisions=decisions, grounds=grounds_of(gazetteer))
        book.add(kept, told)
    record = Record(
        kept, by_id, events, event_of, known, gazetteer, wording, ledger.places, ledger, book=book
    )
    for claim in by_id.values():
        record.by_report.setdefault(claim.report, []).append(claim)
        if claim.part_of:
            record.wholes[claim.id] = claim.part_of
    record.wholes.update(_listed(record))
    for claim in by_id.values():
        if claim.id in record.wholes:
            record.parts.setdefault(record.wholes[claim.id], []).append(claim)
    host, source = _dominant(record)
    last = max((r.day for r in kept.values() if r.day), default=None)
    return replace(record, host=host, source=source, last=last)


@lru_cache(maxsize=2)
def grounds_of(gazetteer: Gazetteer) -> Grounds:
    """Where claims lie by a gazetteer: a step to another day asks of the same claims."""
    return Grounds(Places(gazetteer))


@lru_cache(maxsize=2)
def lying_by(gazetteer: Gazetteer) -> Callable[[str, str], bool]:
    """Whether a place lies in another: one and the same function on every day, by which linking knows it."""
    return Places(gazetteer).within


@dataclass(frozen=True, slots=True)
class _Before:
    """What was linked last, and by what."""

    by: tuple[object, ...]
    linked: Linked
    reports: Mapping[str, Report]

    def frames(self, reports: Mapping[str, Report]) -> dict[str, Frame]:
        """Frames of claims whose report is as it was: in public, words of it may be covered."""
        same = {i for i, was in self.reports.items() if reports.get(i) == was}
        return {c: f for c, f in self.linked.frames.items() if f.claim.report in same}


_LINKED: deque[_Before] = deque(maxlen=2)  # of a case and of what is shown of it in public


def _linked(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    gazetteer: Gazetteer,
    wording: WordingPolicy,
    decisions: tuple[Decision, ...],
) -> tuple[Linked, list[Frame]]:
    """Events, linked anew only where something is not as it was; the same as without what went before."""
    by = (gazetteer, wording.label, decisions)
    kin = [b for b in list(_LINKED) if b.by == by]
    before = max(kin, key=lambda b: _shared(b, claims, reports), default=None)
    held = before.linked if before else None
    frames = frames_of(
        claims,
        reports,
        gazetteer=gazetteer,
        policy=wording,
        before=before.frames(reports) if before else None,
    )
    linked = link_frames(frames, Places(gazetteer), decisions=decisions, before=held)
    _hold(_Before(by, linked, reports), before)
    return linked, frames


def _hold(made: _Before, used: _Before | None) -> None:
    """Keeps what was linked, and what it was taken over from; the same again takes no second place."""
    others = [b for b in list(_LINKED) if b is not used and b.linked.frames != made.linked.frames]
    again = used is None or used.linked.frames == made.linked.frames
    _LINKED.clear()
    _LINKED.extend([*others, made] if again or used is None else [*others, used, made])


def _shared(before: _Before, claims: Sequence[Claim], reports: Mapping[str, Report]) -> int:
    """How many claims were linked then, and how many of them out of the same reports, by a sample."""
    frames = before.linked.frames
    same = [c for c in claims[:: max(1, len(claims) // 500)] if c.id in frames and frames[c.id].claim == c]
    return len(same) + sum(before.reports.get(c.report) == reports.get(c.report) for c in same)


def _listed(record: Record) -> Iterator[tuple[str, str]]:
    """Parts beside a part in its sentence that make up its whole: 26 men, 20 women and 31 children."""
    for claim in record.claims.values():
        whole = record.claims.get(claim.part_of or "")
        if whole is None or claim.measure is not whole.measure:
            continue
        beside = [
            c
            for c in record.by_report[claim.report]
            if c.sentence == claim.sentence and c.measure is claim.measure and c.unit is claim.unit
        ]
        free = [c for c in beside if c.part_of is None and c.id != whole.id]
        if free and sum(c.value for c in beside if c.id != whole.id) == whole.value:
            yield from ((c.id, whole.id) for c in free)


def kind_at(report: Report, offset: int) -> BlockKind:
    """What part of a report an offset lies in; body where nothing is told apart."""
    for block in report.blocks:
        if block.start <= offset < block.end:
            return block.kind
    return BlockKind.BODY


def bodies(report: Report) -> Sequence[Block]:
    """The stretches of body text; all of it where nothing is told apart."""
    if not report.blocks:
        return (Block(0, len(report.text), BlockKind.BODY),)
    return [b for b in report.blocks if b.kind is BlockKind.BODY]


def cite(report: Report, span: Span) -> str:
    """Where a sentence stands: file and characters."""
    return f"{report.path or report.name or report.id}, characters {span.start}–{span.end}"


def _when(report: Report) -> tuple[str, str, str]:
    return (report.published or "9999", report.name, report.id)


_THERE = frozenset({Measure.HOSTED, Measure.INTERNAL_DISPLACEMENT, Measure.DISPLACED_STOCK})


def _dominant(record: Record) -> tuple[str | None, str | None]:
    """The countries that most reports speak of as those of arrival and of origin."""
    hosts: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    seen: set[tuple[str, str, str]] = set()
    for claim in record.claims.values():
        if claim.unit is not Unit.PERSONS or claim.status is not Status.HAPPENED:
            continue
        if claim.measure not in INFLOWS | OUTFLOWS | _THERE:
            continue
        back = claim.measure in OUTFLOWS
        to = record.country(claim.destination_code or (None if back else claim.place_code))
        of = record.country(claim.origin_code)
        host, source = (of, to) if back else (to, of)
        for which, country in (("host", host), ("source", source)):
            if country and (which, country, claim.report) not in seen:
                seen.add((which, country, claim.report))
                (hosts if which == "host" else sources)[country] += 1
    host = _first(hosts)
    return host, _first(Counter({k: v for k, v in sources.items() if k != host}))


def _first(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda code: (-counts[code], code), default=None)


def bounded_difference(more: Bounds, less: Bounds) -> Bounds:
    """What is left of one count when another has gone: never below nothing."""
    high = None if more.high is None else max(0.0, more.high - less.low)
    low = 0.0 if less.high is None else max(0.0, more.low - less.high)
    return Bounds(low, None, high)
