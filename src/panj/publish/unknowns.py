"""What is not known: computed from what the claims lack, never a fixed list.

Takes the record, its key figures and rooms; gives sentences, each for something that is absent or stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from panj.model import INFLOWS, BlockKind, Claim, Measure, Status, Unit
from panj.publish.content import KeyFigure, Room
from panj.publish.phrases import day, listed, mid, words
from panj.publish.record import Record

_GAP = timedelta(days=14)
_STALE = timedelta(days=7)
_SEVERAL = re.compile(r",| and ")


def collect(record: Record, figures: Sequence[KeyFigure], rooms: Sequence[Room]) -> tuple[str, ...]:
    """Everything that a careful reader would miss, in the order of the first screen."""
    return tuple(
        dict.fromkeys(
            [
                *_all(record),
                *_breakdowns(record, figures),
                *_remaining(figures),
                *_needs(record, figures),
                *_sites(rooms),
                *_gaps(record),
                *_places(record),
                *_stale(record),
            ]
        )
    )


def _all(record: Record) -> Iterator[str]:
    """That nothing is known at all, where reports were read and none gave a figure."""
    if record.reports and not record.claims:
        yield "Everything: no figure was read in any report."


def _arrivals(figures: Sequence[KeyFigure]) -> list[KeyFigure]:
    return [f for f in figures if f.section == "in" and not f.parent]


def _breakdowns(record: Record, figures: Sequence[KeyFigure]) -> Iterator[str]:
    """Sex and age, wounded: of which arrivals nothing is said."""
    table = words()["breakdown"]
    shown = _arrivals(figures)
    without = [f for f in shown if not f.armed and not _mentions(record, f, table["sex_age"], counted=True)]
    if without:
        largest = sorted(without, key=lambda f: (-f.tally.bounds.low, f.slug))
        share = "the only figure" if len(shown) == 1 else f"{len(without)} of {len(shown)} figures"
        yield f"Sex and age, in {share} of arrivals: {_titles(largest)}."
    unhurt = [f for f in shown if not _mentions(record, f, table["wounded"], counted=False)]
    harmed = any(f.section == "harm" for f in figures)
    if unhurt and not harmed:
        yield "Whether any of those who arrived were wounded."


def _titles(figures: Sequence[KeyFigure]) -> str:
    return listed((f"{mid(f.title)} ({f.period})" for f in figures), 3)


def _mentions(record: Record, figure: KeyFigure, terms: Sequence[str], *, counted: bool) -> bool:
    """Whether a sentence of its claims, or a part of one, has one of the terms beside a number."""
    ids = set(figure.tally.claims)
    own = [record.claims[c] for c in figure.tally.claims if c in record.claims]
    near = [*own, *(part for c in own for part in record.parts.get(c.id, ()))]
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, terms))})\b", re.IGNORECASE)
    for claim in near:
        text = record.words_of(claim)
        if pattern.search(text) and (not counted or claim.part_of in ids):
            return True
    return False


def _remaining(figures: Sequence[KeyFigure]) -> Iterator[str]:
    for figure in figures:
        if figure.section == "here" and figure.tally.bounds.high is None:
            yield f"How many {mid(figure.title).replace(' still in ', ' are still in ')}."


def _needs(record: Record, figures: Sequence[KeyFigure]) -> Iterator[str]:
    """Needs, where people have arrived and nobody says what they lack."""
    needs = [
        c
        for c in record.claims.values()
        if c.measure in (Measure.NEED, Measure.ASSISTANCE)
        and c.status is not Status.DENIED
        and record.country(c.place_code or c.destination_code) in (record.host, None)
    ]
    if _arrivals(figures) and not needs:
        where = f" in {record.name(record.host)}" if record.host else ""
        yield f"Needs of those who arrived{where}: no figure."


def _sites(rooms: Sequence[Room]) -> Iterator[str]:
    for room in rooms:
        if not room.tests:
            where = f" in {room.place}" if room.place else ""
            yield f"Which sites, and how much land, stand behind the room stated{where}."


def _gaps(record: Record) -> Iterator[str]:
    """Stretches between reports about arrivals in which nothing was reported."""
    spans = sorted(
        {
            (c.date_start or c.date_end, c.date_end or c.date_start)
            for c in record.claims.values()
            if c.measure in INFLOWS
            and c.status is Status.HAPPENED
            and c.unit is Unit.PERSONS
            and c.per is None
            and (c.date_start or c.date_end)
        },
        key=lambda s: (s[0] or date.min, s[1] or date.min),
    )
    reach: date | None = None
    for start, end in spans:
        if start is None or end is None:
            continue
        if reach and start - reach > _GAP:
            first, last = reach + timedelta(days=1), start - timedelta(days=1)
            yield f"Arrivals {day(first)} to {day(last)}: nothing reported."
        reach = max(reach or end, end)


def _places(record: Record) -> Iterator[str]:
    """Names that the gazetteer does not settle."""
    lost: dict[str, None] = {}
    for claim in record.claims.values():
        if record.kind_at(claim) is BlockKind.BODY and claim.measure is not Measure.CONTEXT:
            for name, code in _named(claim):
                one = name and not _SEVERAL.search(name)  # a list of places is none of them
                if name and one and not code and name[:1].isupper() and "border" not in name.lower():
                    lost.setdefault(name)
    if lost:
        yield f"Where exactly these places lie: {listed((f'“{name}”' for name in lost), 6)}."


def _named(claim: Claim) -> tuple[tuple[str | None, str | None], ...]:
    return (
        (claim.origin, claim.origin_code),
        (claim.destination, claim.destination_code),
        (claim.place, claim.place_code),
    )


def _stale(record: Record) -> Iterator[str]:
    """The last report's age, where the day asked for is well after it."""
    last = max((r.day for r in record.reports.values() if r.day), default=None)
    if record.known and last and record.known - last > _STALE:
        yield f"Anything since {day(last)}, the day of the last report."
