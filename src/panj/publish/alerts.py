"""What an officer must know before quoting: contradictions, unconfirmed and denied figures, dates inferred.

Takes the record and its key figures; gives alerts, those that need a decision first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from panj.events.scopes import Relation, group_relation
from panj.language import sentences
from panj.model import BlockKind, Claim, Event, Group, Measure, PeriodKind, Span, Status, Unit
from panj.publish.content import Alert, KeyFigure
from panj.publish.naming import period_of, title_of
from panj.publish.phrases import day, interval, listed, mid, sentence_case, words
from panj.publish.record import INFLOWS, OUTFLOWS, Record, bodies
from panj.publish.story import shapes, trimmed
from panj.publish.streams import beyond

_RANK = ("contradiction", "identity", "unconfirmed", "denied", "overlap", "title", "undated", "inferred_date")
_NEAR = timedelta(days=14)


def collect(record: Record, figures: Sequence[KeyFigure]) -> tuple[Alert, ...]:
    """Every alert, each once, the most pressing kind first."""
    found: list[Alert] = [
        *_contradicted(record, figures),
        *_exceeded(record),
        *_opposed(record),
        *_whose(record, figures),
        *_overlaps(figures),
        *_unconfirmed(record),
        *_denied(record),
        *_titles(record),
        *_dates(record),
    ]
    unique = {(a.kind, a.title, a.report): a for a in found}
    return tuple(sorted(unique.values(), key=lambda a: _RANK.index(a.kind)))


def _contradicted(record: Record, figures: Iterable[KeyFigure]) -> Iterator[Alert]:
    """Claims that cannot all hold, from the tallies and from within one event."""
    seen: set[tuple[str, ...]] = set()
    for figure in figures:
        for conflict in figure.tally.conflicts:
            key = tuple(sorted(conflict.claims))
            if key not in seen:
                seen.add(key)
                stories = " or ".join(interval(b) for _, b in conflict.stories)
                yield Alert(
                    "contradiction",
                    f"{figure.title}, {figure.period}: the sources contradict each other",
                    f"{sentence_case(conflict.reason)}." + (f" Two readings: {stories}." if stories else ""),
                    conflict.claims,
                )
    for event in record.events:
        clash = _disjoint(record, event)
        key = tuple(sorted(c.id for c in clash))
        if clash and key not in seen and not any(set(key) <= set(s) for s in seen):
            seen.add(key)
            yield Alert(
                "contradiction",
                f"{title_of(record, event)}, {period_of(record, event)}: figures differ",
                "; ".join(f"{_said_by(record, c)}: {c.text}" for c in clash) + ".",
                tuple(c.id for c in clash),
            )


def _disjoint(record: Record, event: Event) -> list[Claim]:
    """One claim of an event for each of the intervals that have nothing in common."""
    kept: list[Claim] = []
    claims = [c for c in record.claims_of(event) if not c.inherits and c.status is event.status]
    for claim in claims:
        b = record.interval(claim)
        others = [record.interval(c) for c in kept]
        if all(
            (o.high is not None and b.low > o.high) or (b.high is not None and o.low > b.high) for o in others
        ):
            kept.append(claim)
    return kept if len(kept) > 1 else []


def _said_by(record: Record, claim: Claim) -> str:
    report = record.reports[claim.report]
    return claim.speaker or report.outlet or report.name


def _exceeded(record: Record) -> Iterator[Alert]:
    """One occurrence larger than what another source gives as the total of all of them."""
    for total in record.events:
        if total.kind is not PeriodKind.CUMULATIVE or total.unit is not Unit.PERSONS:
            continue
        for one in record.events:
            if one.kind is PeriodKind.EVENT and beyond(record, one, total):
                yield Alert(
                    "contradiction",
                    f"{title_of(record, one)}: {interval(one.bounds)} is more than a total of "
                    f"{interval(total.bounds)}",
                    f"{period_of(record, one)}, {_speakers(record, one)}; the total: "
                    f"{period_of(record, total)}, {_speakers(record, total)}.",
                    (*one.claims, *total.claims),
                )
                break


def _speakers(record: Record, event: Event) -> str:
    return listed(dict.fromkeys(_said_by(record, c) for c in record.claims_of(event)), 2)


def _opposed(record: Record) -> Iterator[Alert]:
    """Two speakers who say opposite things of one place within days: fallen, retaken."""
    for row in words()["opposed"]:
        one, other = (_saying(record, row[side]) for side in ("one", "other"))
        pairs = [(a, b) for a in one for b in other if _clash(a, b)]
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
        text = record.reports[report].text
        self.report, self.span, self.verb = report, span, verb
        self.day = record.reports[report].day
        self.text = " ".join(span.of(text).split())
        found = record.gazetteer.mentions(text, span.start, span.end)
        codes = {m.place.code for m in found if m.place is not None}
        self.places = {c for c in codes if (p := record.place(c)) and p.kind != "country"}
        inside = [c for c in record.claims.values() if c.report == report and _in(c, span)]
        self.claims = tuple(c.id for c in inside)


def _in(claim: Claim, span: Span) -> bool:
    return span.start <= claim.start < span.end


def _saying(record: Record, verbs: Sequence[str]) -> list[_Said]:
    pattern = re.compile(rf"\b(?:{'|'.join(shapes(verbs))})\b", re.IGNORECASE)
    found = []
    for report in record.reports.values():
        for block in bodies(report):
            for span in sentences(report.text, block.start, block.end):
                match = pattern.search(span.of(report.text))
                if match:
                    found.append(_Said(record, report.id, span, match.group()))
    return found


def _clash(a: _Said, b: _Said) -> bool:
    same = a.report == b.report and a.span == b.span
    near = a.day is None or b.day is None or abs(a.day - b.day) <= _NEAR
    return not same and near and bool(a.places & b.places)


def _weaker(a: _Said, b: _Said) -> tuple[bool, int, int]:
    """Order of pairs: one report first, then near days, then those with figures."""
    apart = abs((a.day - b.day).days) if a.day and b.day else 99
    return (a.report != b.report, apart, -len(a.claims) - len(b.claims))


def _whose(record: Record, figures: Sequence[KeyFigure]) -> Iterator[Alert]:
    """Returns that exceed the arrivals of their own group and fit those of another: who were they?"""
    events = {e.id: e for e in record.events}
    arrivals = [
        f
        for f in figures
        if f.section == "in" and f.tally.question.measure is Measure.ARRIVAL and not f.parent
    ]
    for figure in figures:
        event = next((events[e] for e in figure.tally.events if e in events), None)
        if event is None or figure.tally.question.measure not in OUTFLOWS or figure.armed:
            continue
        other = fits_other(figure, arrivals)
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


def fits_other(figure: KeyFigure, arrivals: Sequence[KeyFigure]) -> KeyFigure | None:
    """The combatants' arrivals that a return of others fits better than those of its own group."""
    group, back = figure.tally.question.group, figure.tally.bounds
    own = sum(
        f.tally.bounds.high or 0
        for f in arrivals
        if not f.armed
        and not f.parent
        and f.tally.question.measure is Measure.ARRIVAL
        and not f.period.startswith("a ")
        and group_relation(f.tally.question.group, group) is not Relation.APART
        and _before(f, figure)
    )
    if back.low <= own:
        return None
    for f in arrivals:
        b = f.tally.bounds
        if f.armed and b.high is not None and b.low <= (back.high or b.low) and back.low <= b.high:
            return f
    return None


def _before(arrival: KeyFigure, back: KeyFigure) -> bool:
    """Whether the arrivals can have come before the return."""
    start, end = arrival.tally.question.date_start, back.tally.question.date_end
    return start is None or end is None or start <= end


def _noun(record: Record, figure: KeyFigure) -> str:
    from panj.publish.naming import noun_after

    nouns = [noun_after(record, record.claims[c]) for c in figure.tally.claims if c in record.claims]
    group = figure.tally.question.group or Group.PEOPLE
    return next(filter(None, nouns), words()["group"][group.value])


def _overlaps(figures: Sequence[KeyFigure]) -> Iterator[Alert]:
    """Lines that may count people of another: shown once, never added."""
    by_slug = {f.slug: f for f in figures}
    for figure in figures:
        whole = by_slug.get(figure.parent)
        if whole is not None and figure.note.startswith("may be among"):
            size, of = interval(figure.tally.bounds), interval(whole.tally.bounds)
            yield Alert(
                "overlap",
                f"{figure.title}, {size}: may be among {mid(whole.title)}, {of}",
                "Same route, within the same days. They are not added.",
                (*figure.tally.claims, *whole.tally.claims),
            )


def _unconfirmed(record: Record) -> Iterator[Alert]:
    """Unconfirmed figures, one alert for each report and day."""
    kinds = INFLOWS | OUTFLOWS | {Measure.RELOCATION, Measure.EVACUATION, Measure.KILLED, Measure.INJURED}
    by_report: dict[str, list[Event]] = {}
    for event in record.events:
        claims = record.claims_of(event)
        if not event.confirmed and claims and event.status is Status.HAPPENED and event.measure in kinds:
            lead = next((c for c in claims if not c.confirmed), claims[0])
            by_report.setdefault(lead.report, []).append(event)
    for report, events in by_report.items():
        bodies_ = [e for e in events if any(record.kind_at(c) is BlockKind.BODY for c in record.claims_of(e))]
        shown = sorted(bodies_ or events, key=lambda e: (e.measure not in INFLOWS, -e.bounds.low))
        lines = [f"{interval(e.bounds)} {mid(title_of(record, e))}" for e in shown]
        first, outlet = shown[0], record.reports[report].outlet or record.reports[report].name
        speakers = listed(
            dict.fromkeys(c.speaker for e in shown for c in record.claims_of(e) if c.speaker), 2
        )
        yield Alert(
            "unconfirmed",
            f"{period_of(record, first)}: {listed(dict.fromkeys(lines), 3)}",
            f"Unconfirmed. {f'Said by {speakers}' if speakers else 'No source named'}; "
            f"{outlet}, {day(record.reports[report].day)}.",
            tuple(c for e in shown for c in e.claims),
            report,
        )


def _denied(record: Record) -> Iterator[Alert]:
    for claim in record.claims.values():
        if claim.status is Status.DENIED and claim.unit in (Unit.PERSONS, Unit.HOUSEHOLDS):
            yield Alert(
                "denied",
                f"{claim.text} {_did(claim)}: denied",
                f"“{record.words_of(claim)}” ({_said_by(record, claim)})",
                (claim.id,),
                claim.report,
            )


def _titles(record: Record) -> Iterator[Alert]:
    """Figures that a headline gives and the body does not."""
    for claim in record.claims.values():
        if record.kind_at(claim) is not BlockKind.TITLE or claim.unit is not Unit.PERSONS:
            continue
        body = [
            c
            for c in record.claims.values()
            if c.report == claim.report and record.kind_at(c) is BlockKind.BODY and c.unit is claim.unit
        ]
        kin = [c for c in body if _alike(claim, c)]
        repeated = any(_agree(record, claim, c) and not c.inherits for c in kin)
        if body and not repeated and not any(_same_number(claim, c) for c in body):
            said = listed(f"“{c.text}”" for c in kin) if kin else "gives no such figure"
            yield Alert(
                "title",
                f"Headline says {claim.text} {_did(claim)}; the body {'says ' + said if kin else said}",
                f"{_said_by(record, claim)}, {day(record.day_of(claim))}. The body is used.",
                (claim.id, *(c.id for c in kin)),
                claim.report,
            )


def _did(claim: Claim) -> str:
    """What a figure's people did: `sent back`."""
    return str(words()["did"].get(claim.measure.value, claim.measure.value.replace("_", " ")))


def _same_number(a: Claim, b: Claim) -> bool:
    """Whether the body has the headline's number, of people moving the same way."""
    turned = (a.measure in OUTFLOWS) != (b.measure in OUTFLOWS)
    return a.value == b.value and not b.inherits and not turned


def _alike(a: Claim, b: Claim) -> bool:
    return a.measure is b.measure or {a.measure, b.measure} <= OUTFLOWS or {a.measure, b.measure} <= INFLOWS


def _agree(record: Record, a: Claim, b: Claim) -> bool:
    one, other = record.interval(a), record.interval(b)
    return one.low <= (other.high or one.low) and other.low <= (one.high or other.low)


def _dates(record: Record) -> Iterator[Alert]:
    for report in record.reports.values():
        name = report.title or report.name or report.outlet or report.id
        if report.dated == "inferred":
            yield Alert(
                "inferred_date",
                f"{name}: published {day(report.day)}, inferred",
                report.dated_because or "The report states no full date of publication.",
                (),
                report.id,
            )
        if report.published is None:
            yield Alert(
                "undated",
                f"{name}: date of publication not known",
                "It counts in no answer as known on a day until its date is given.",
                (),
                report.id,
            )
