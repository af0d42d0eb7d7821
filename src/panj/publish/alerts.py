"""What an officer must know before quoting: contradictions, unconfirmed and denied figures, dates inferred.

Takes the record and its key figures; gives alerts, those that need a decision first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from panj.model import INFLOWS, PEOPLE, BlockKind, Claim, Event, Measure, Status, Unit
from panj.publish.content import Alert, KeyFigure
from panj.publish.contradictions import contradicted, exceeded, opposed, outdone, said_by, whose
from panj.publish.naming import period_of, title_of
from panj.publish.phrases import day, interval, listed, mid, sentence_case, words
from panj.publish.record import OUTFLOWS, Record

_RANK = (
    *("contradiction", "identity", "unconfirmed", "denied", "correction", "overlap", "title"),
    *("undated", "inferred_date"),
)


def collect(
    record: Record, figures: Sequence[KeyFigure], doubts: Mapping[str, str] | None = None
) -> tuple[Alert, ...]:
    """Every alert, each once, the most pressing kind first.

    Args:
        record: of the day.
        figures: its key figures.
        doubts: id of a claim that another source denies → who does, in his words.
    """
    found: list[Alert] = [
        *contradicted(record, figures),
        *exceeded(record),
        *outdone(record),
        *opposed(record),
        *whose(record, figures),
        *_overlaps(figures),
        *_unconfirmed(record),
        *_denied(record),
        *_doubted(record, doubts or {}),
        *_titles(record),
        *_dates(record),
    ]
    unique = {(a.kind, a.title, a.report): a for a in found}
    return ranked(unique.values())


def ranked(found: Iterable[Alert]) -> tuple[Alert, ...]:
    """Alerts, the most pressing kind first."""
    return tuple(sorted(found, key=lambda a: _RANK.index(a.kind)))


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
        people = [e for e in bodies_ or events if e.unit in PEOPLE]  # flights stand beside those they carry
        shown = sorted(people or events, key=lambda e: (e.measure not in INFLOWS, -e.bounds.low))
        lines = [f"{interval(e.bounds)} {mid(title_of(record, e))}" for e in shown]
        first, outlet = shown[0], record.reports[report].outlet or record.reports[report].name
        speakers = listed(
            dict.fromkeys(c.speaker for e in shown for c in record.claims_of(e) if c.speaker), 2
        )
        yield Alert(
            "unconfirmed",
            f"{period_of(record, first)}: {listed(dict.fromkeys(lines), 3)}",
            f"{f'Said by {speakers}' if speakers else 'No source named'}; "
            f"{outlet}, {day(record.reports[report].day)}.",
            tuple(c for e in shown for c in e.claims),
            report,
        )


def _denied(record: Record) -> Iterator[Alert]:
    for claim in record.claims.values():
        if claim.status is Status.DENIED and claim.unit in PEOPLE:
            yield Alert(
                "denied",
                f"{claim.text} {_did(claim)}: denied",
                f"“{record.words_of(claim)}” ({said_by(record, claim)})",
                (claim.id,),
                claim.report,
            )


def _doubted(record: Record, doubts: Mapping[str, str]) -> Iterator[Alert]:
    """Figures that another source denies, with its words; each number of one denial once."""
    said: dict[tuple[str, float], list[Claim]] = {}
    for claim, reason in doubts.items():
        if record.ledger.frames[claim].revised is not None:
            continue  # its own source gives another number in its place
        said.setdefault((reason, record.claims[claim].value), []).append(record.claims[claim])
    for (reason, _), claims in said.items():
        first = claims[0]
        who = listed(dict.fromkeys(said_by(record, c) for c in claims), 3)
        yield Alert(
            "denied",
            f"{first.text} {_did(first)}, as stated by {who}: denied by another source",
            f"{sentence_case(reason)}. It weighs less where sources contradict each other.",
            tuple(c.id for c in claims),
            first.report,
        )


def _titles(record: Record) -> Iterator[Alert]:
    """Figures that a headline gives and the body does not."""
    for claim in record.claims.values():
        if record.kind_at(claim) is not BlockKind.TITLE or claim.unit is not Unit.PERSONS:
            continue
        body = [
            c
            for c in record.by_report[claim.report]
            if c.report == claim.report and record.kind_at(c) is BlockKind.BODY and c.unit is claim.unit
        ]
        kin = [c for c in body if _alike(claim, c)]
        repeated = any(_agree(record, claim, c) and not c.inherits for c in kin)
        if body and not repeated and not any(_same_number(claim, c) for c in body):
            said = listed(f"“{c.text}”" for c in kin) if kin else "gives no such figure"
            yield Alert(
                "title",
                f"Headline says {claim.text} {_did(claim)}; the body {'says ' + said if kin else said}",
                f"{said_by(record, claim)}, {day(record.day_of(claim))}. The body is used.",
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
