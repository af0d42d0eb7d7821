"""Contradictions: figures that cannot all hold, opposite statements, returns that fit another group.

Takes the record of a day and its key figures; gives alerts that name both sides and decide nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from datetime import timedelta
from functools import cached_property, partial
from itertools import accumulate, takewhile

from panj.events.narrowed import amid, one_key, only_of, relation
from panj.events.scopes import Relation, group_relation
from panj.events.superlatives import Extreme, extremes
from panj.gazetteer import Gazetteer
from panj.language import sentences
from panj.model import (
    HARM,
    Block,
    Bounds,
    Claim,
    Conflict,
    Event,
    Group,
    Measure,
    PeriodKind,
    Question,
    Report,
    Span,
    Unit,
)
from panj.publish.content import Alert, KeyFigure
from panj.publish.memory import Memory
from panj.publish.naming import noun_after, period_of, title_of
from panj.publish.phrases import count, day, interval, listed, mid, sentence_case, words
from panj.publish.record import OUTFLOWS, Record, bodies
from panj.publish.rows import beyond, country_of, disjoint
from panj.publish.story import trimmed
from panj.publish.verbs import Verbs, verbs_of
from panj.tally import conflicts_of, key_questions

_NEAR = timedelta(days=14)
_NAMED: Memory[tuple[Gazetteer, str, int, int], Set[str]] = Memory()
_SAYING: Memory[tuple[Verbs, str, tuple[Block, ...]], tuple[tuple[Span, str], ...]] = Memory(1_000_000)


def contradicted(record: Record, figures: Iterable[KeyFigure]) -> Iterator[Alert]:
    """Claims that cannot all hold, from the tallies and from within one event."""
    seen = _Told()
    for figure in figures:
        for conflict in figure.tally.conflicts:
            if conflict.claims not in seen:
                seen.add(conflict.claims)
                title = _of_all(record, conflict) or f"{figure.title}, {figure.period}"
                yield _alert(record, title, conflict)
    for conflict in _of_whole_countries(record):
        event = next((record.event_of[c] for c in conflict.claims if c in record.event_of), None)
        if event is not None and not (seen.within(conflict.claims) or seen.around(conflict.claims)):
            seen.add(conflict.claims)
            title = _of_all(record, conflict) or f"{title_of(record, event)}, {period_of(record, event)}"
            yield _alert(record, title, conflict)
    for event in record.events:
        clash = disjoint(record, event)
        ids = [c.id for c in clash]
        if clash and not seen.around(ids):
            seen.add(ids)
            yield Alert(
                "contradiction",
                f"{title_of(record, event)}, {period_of(record, event)}: figures differ",
                "; ".join(f"{said_by(record, c)}: {c.text}" for c in clash) + ".",
                tuple(c.id for c in clash),
            )


class _Told:
    """Sets of claims that were told of, found again by any claim in them."""

    def __init__(self) -> None:
        self._sets: set[frozenset[str]] = set()
        self._of: dict[str, list[frozenset[str]]] = defaultdict(list)

    def __contains__(self, claims: Collection[str]) -> bool:
        return frozenset(claims) in self._sets

    def add(self, claims: Collection[str]) -> None:
        """These were told of together."""
        told = frozenset(claims)
        if told not in self._sets:
            self._sets.add(told)
            for claim in told:
                self._of[claim].append(told)

    def around(self, claims: Collection[str]) -> bool:
        """Whether a set holds all of these; no claims at all are in any set."""
        first = next(iter(claims), None)
        if first is None:
            return bool(self._sets)
        return any(told.issuperset(claims) for told in self._of.get(first, ()))

    def within(self, claims: Collection[str]) -> bool:
        """Whether a set has all its claims among these."""
        if frozenset() in self._sets:
            return True
        return any(told.issubset(claims) for c in claims for told in self._of.get(c, ()))


def _of_all(record: Record, conflict: Conflict) -> str | None:
    """The title of the figure whose place holds those of the others; None where all share one, or none."""
    told = [record.event_of[c] for c in conflict.claims if c in record.event_of]
    spots = {e.id: e.destination_code or e.place_code for e in told}
    if len(set(spots.values())) < 2:
        return None
    for e in told:
        around = (record.places.relation(spots[o.id], spots[e.id]) for o in told)
        if spots[e.id] is not None and all(r in (Relation.SAME, Relation.WITHIN) for r in around):
            return f"{title_of(record, e)}, {period_of(record, e)}"
    return None


def _alert(record: Record, title: str, conflict: Conflict) -> Alert:
    """A contradiction with its rival readings first."""
    rival = dict.fromkeys(interval(b) for _, b in conflict.stories)
    stories = f"{listed(rival, 3)}?".replace(" and ", " or ") if len(rival) > 1 else ""
    return Alert(
        "contradiction",
        f"{title}: {stories or 'the sources contradict each other'}",
        f"{_accounts(record, conflict)}.",
        conflict.claims,
    )


def _of_whole_countries(record: Record) -> Iterator[Conflict]:
    """Contradictions that only a question without days meets: a line of key figures asks for its own days.

    In a case of many claims, where each question has a ledger of its own, the lines alone are asked.
    """
    if record.book is None:
        for question in key_questions(record.ledger):
            yield from conflicts_of(question, record.ledger)


def _accounts(record: Record, conflict: Conflict) -> str:
    """The figures that cannot all hold, with who says each and when; else the reason's own words."""
    told = [record.claims[c] for c in conflict.claims if c in record.claims]
    said = dict.fromkeys(f"“{c.text}” ({said_by(record, c)}, {day(record.day_of(c))})" for c in told)
    if len(said) < 2:
        return sentence_case(conflict.reason)
    said_so = "That all of these hold is hard to believe" if conflict.doubt else "These cannot all hold"
    return f"{said_so}: {listed(said, 5)}"


def said_by(record: Record, claim: Claim) -> str:
    """Who says it: the speaker, else the outlet."""
    report = record.reports[claim.report]
    return claim.speaker or report.outlet or report.name


def exceeded(record: Record) -> Iterator[Alert]:
    """One occurrence larger than what other sources give as the total of all of them."""
    sums = [e for e in record.events if e.kind is PeriodKind.CUMULATIVE and e.unit is Unit.PERSONS]
    sums = [e for e in sums if not any(c.part_of for c in record.claims_of(e))]
    alike: dict[tuple[object, ...], list[Event]] = defaultdict(list)
    for total in sorted(sums, key=lambda t: t.bounds.high or 0):
        if total.bounds.high is not None:
            alike[_stream(record, total)].append(total)
    for one in record.events:
        if one.kind is not PeriodKind.EVENT:
            continue
        smaller = _smaller(alike[_stream(record, one)], one)
        above = [t for t in smaller if beyond(record, one, t) and _is_of(record, one, t)]
        if above:
            most = min(above, key=lambda t: ((t.bounds.high or 0) - t.bounds.low, t.id))  # the sharpest
            size = interval(one.bounds)
            others = f" and {count(len(above) - 1, 'other total')}" if len(above) > 1 else ""
            yield Alert(
                "contradiction",
                f"{title_of(record, one)}: {size} is more than a total of {interval(most.bounds)}",
                f"{sentence_case(period_of(record, one))}, {_speakers(record, one)}; the total: "
                f"{period_of(record, most)}, {_speakers(record, most)}{others}.",
                (*one.claims, *most.claims),
            )


def _stream(record: Record, event: Event) -> tuple[object, ...]:
    """What an occurrence and a total that should take it in share."""
    return event.measure, event.unit, event.group, event.status, country_of(record, event)


def _is_of(record: Record, one: Event, total: Event) -> bool:
    """Whether a total counts what an occurrence tells: no other's dead, no other doer's work."""
    only = _key(record, total, only_of)
    own = _key(record, one, only_of) or _key(record, one, amid)
    if one.measure in HARM and only is None and own is not None:
        return False  # of what the toll is nothing tells
    return relation(own, only) is Relation.SAME


def _key(record: Record, event: Event, told: Callable[[Claim, Report | None], str | None]) -> str | None:
    """What alone an event's claims count by their words."""
    found = (told(c, record.reports.get(c.report)) for c in record.claims_of(event))
    return one_key([key for key in found if key is not None])


def _smaller(sums: Iterable[Event], one: Event) -> Iterator[Event]:
    """Of totals by their upper ends those that end below an occurrence."""
    return takewhile(lambda t: (t.bounds.high or 0) < one.bounds.low, sums)


def outdone(record: Record) -> Iterator[Alert]:
    """A figure that its source calls the largest or smallest so far, and an earlier one beyond it."""
    for extreme in extremes(list(record.claims.values()), record.reports):
        one = record.claims[extreme.claim]
        own = record.interval(one)
        beyond_it = [
            c for c in (record.claims[i] for i in extreme.bounds) if _outdoes(record, c, own, extreme)
        ]
        if beyond_it:
            told = "; ".join(f"“{c.text}” ({said_by(record, c)}, {day(c.date_end)})" for c in beyond_it[:3])
            yield Alert(
                "contradiction",
                f"{one.text}, “{extreme.words}”: an earlier figure lies beyond it",
                f"{said_by(record, one)}, {day(record.day_of(one))}; before it: {told}.",
                (one.id, *(c.id for c in beyond_it)),
                one.report,
            )


def _outdoes(record: Record, other: Claim, own: Bounds, extreme: Extreme) -> bool:
    told = record.interval(other)
    if extreme.largest:
        return own.high is not None and told.low > own.high
    return told.high is not None and told.high < own.low


def _speakers(record: Record, event: Event) -> str:
    return listed(dict.fromkeys(said_by(record, c) for c in record.claims_of(event)), 2)


def opposed(record: Record) -> Iterator[Alert]:
    """Two speakers who say opposite things of one place within days: fallen, retaken."""
    for row in words()["opposed"]:
        one, other = (_saying(record, row[side]) for side in ("one", "other"))
        pairs = [(a, b) for a, b in _near_in_days(one, other) if _clash(a, b)]
        best: dict[str, tuple[_Said, _Said]] = {}
        for a, b in sorted(pairs, key=lambda pair: _weaker(*pair)):
            best.setdefault(min(a.places & b.places), (a, b))
        for code, (a, b) in best.items():
            place = record.name(code)
            yield Alert(
                "contradiction",
                f"{place}: opposite statements about {row['about']}",
                f"“{trimmed(a.text)}” – “{trimmed(b.text)}”",
                tuple(dict.fromkeys((*a.claims, *b.claims))),
                a.report,
            )


class _Said:
    """A sentence that says one of two opposite things, with the places and figures in it."""

    def __init__(self, record: Record, report: str, span: Span, verb: str) -> None:
        self._record = record
        self.report, self.span, self.verb = report, span, verb
        self.day = record.reports[report].day
        inside = [c for c in record.by_report.get(report, ()) if _in(c, span)]
        self.claims = tuple(c.id for c in inside)

    @property
    def text(self) -> str:
        """The sentence on one line."""
        return " ".join(self.span.of(self._record.reports[self.report].text).split())

    @cached_property
    def places(self) -> Set[str]:
        """The places that it names, but for countries; looked up only where another sentence comes near."""
        text, gazetteer = self._record.reports[self.report].text, self._record.gazetteer
        start, end = self.span.start, self.span.end

        def look() -> Set[str]:
            found = (m.place for m in gazetteer.mentions(text, start, end))
            return frozenset(p.code for p in found if p is not None and p.kind != "country")

        return _NAMED.of((gazetteer, text, start, end), look)


def _in(claim: Claim, span: Span) -> bool:
    return span.start <= claim.start < span.end


def _saying(record: Record, verbs: Sequence[str]) -> list[_Said]:
    told = verbs_of(tuple(verbs))
    return [
        _Said(record, report.id, span, verb)
        for report in record.reports.values()
        for span, verb in _SAYING.of((told, report.text, report.blocks), partial(_said, told, report))
    ]


def _said(verbs: Verbs, report: Report) -> tuple[tuple[Span, str], ...]:
    """The sentences of a report in which one of the verbs stands, each with the verb."""
    if not verbs.may_stand_in(report.text):
        return ()
    spans = (s for block in bodies(report) for s in sentences(report.text, block.start, block.end))
    found = ((span, verbs.pattern.search(span.of(report.text))) for span in spans)
    return tuple((span, match.group()) for span, match in found if match)


def _near_in_days(one: Sequence[_Said], other: Sequence[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Pairs of one and other within `_NEAR` of each other, where both have a day, in the order of both."""
    dated = sorted((s.day.toordinal(), n) for n, s in enumerate(other) if s.day is not None)
    undated = [n for n, s in enumerate(other) if s.day is None]
    for a in one:
        if a.day is None:
            yield from ((a, b) for b in other)
            continue
        low = bisect_left(dated, (a.day.toordinal() - _NEAR.days, 0))
        high = bisect_left(dated, (a.day.toordinal() + _NEAR.days + 1, 0))
        yield from ((a, other[n]) for n in sorted([*undated, *(n for _, n in dated[low:high])]))


def _clash(a: _Said, b: _Said) -> bool:
    same = a.report == b.report and a.span == b.span
    near = a.day is None or b.day is None or abs(a.day - b.day) <= _NEAR
    return not same and near and bool(a.places & b.places)


def _weaker(a: _Said, b: _Said) -> tuple[bool, int, int]:
    """Order of pairs: one report first, then near days, then those with figures."""
    apart = abs((a.day - b.day).days) if a.day and b.day else 99
    return (a.report != b.report, apart, -len(a.claims) - len(b.claims))


def whose(record: Record, figures: Sequence[KeyFigure]) -> Iterator[Alert]:
    """Returns that exceed the arrivals of their own group and fit those of another: who were they?"""
    events = {e.id: e for e in record.events}
    arrivals = Arrivals(
        f
        for f in figures
        if f.section == "in" and f.tally.question.measure is Measure.ARRIVAL and not f.parent
    )
    for figure in figures:
        event = next((events[e] for e in figure.tally.events if e in events), None)
        if event is None or figure.tally.question.measure not in OUTFLOWS or figure.armed:
            continue
        other = arrivals.fitting(figure)
        if other is not None:
            size, fits = interval(figure.tally.bounds), interval(other.tally.bounds)
            who = other.title.split(" into ")[0].lower()
            yield Alert(
                "identity",
                f"{figure.title}, {size}: {who}, or others?",
                f"The source names them “{_noun(record, figure)}”. Fewer of these are reported to have "
                f"arrived; the number fits {mid(other.title)} ({fits}).",
                tuple(dict.fromkeys((*figure.tally.claims, *other.tally.claims))),
            )


class Arrivals:
    """Lines of arrivals in their order, looked up by who came and by when: a case may have many returns."""

    def __init__(self, figures: Iterable[KeyFigure]) -> None:
        self._armed: list[KeyFigure] = []
        came: dict[Group | None, list[tuple[int, float]]] = defaultdict(list)
        for f in figures:
            if f.armed:
                self._keep(f)
            elif not f.parent and f.tally.question.measure is Measure.ARRIVAL and f.period[:2] != "a ":
                start = f.tally.question.date_start
                day_ = start.toordinal() if start else 0
                came[f.tally.question.group].append((day_, f.tally.bounds.high or 0))
        self._came = {group: sorted(rows) for group, rows in came.items()}
        self._sums = {g: [0, *accumulate(n for _, n in rows)] for g, rows in self._came.items()}

    def fitting(self, figure: KeyFigure) -> KeyFigure | None:
        """The combatants' arrivals that a return of others fits better than those of its own group."""
        back = figure.tally.bounds
        if back.low <= self._of_group(figure.tally.question):
            return None
        for f in self._armed:
            b = f.tally.bounds
            if b.low <= (back.high or b.low) and back.low <= (b.high or 0):
                return f
        return None

    def _of_group(self, back: Question) -> float:
        """How many of the group that went back can have come before it did, at most."""
        total: float = 0
        for group, rows in self._came.items():
            if group_relation(group, back.group) is not Relation.APART:
                end = back.date_end
                known = len(rows) if end is None else bisect_left(rows, (end.toordinal() + 1,))
                total += self._sums[group][known]
        return total

    def _keep(self, armed: KeyFigure) -> None:
        """Keeps a line of combatants, unless one before it fits whatever it would fit."""
        b = armed.tally.bounds
        if b.high is not None and not any(
            f.tally.bounds.low <= b.low and b.high <= (f.tally.bounds.high or 0) for f in self._armed
        ):
            self._armed.append(armed)


def _noun(record: Record, figure: KeyFigure) -> str:
    nouns = [noun_after(record, record.claims[c]) for c in figure.tally.claims if c in record.claims]
    group = figure.tally.question.group or Group.PEOPLE
    return next(filter(None, nouns), words()["group"][group.value])
