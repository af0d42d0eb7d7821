"""Rooms: stated capacities beside the land that reports name, what they would take, and when they fill.

Takes the record of a day; gives one `Room` per stated capacity. A capacity is never a forecast and never
counts as people who came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from panj.model import INFLOWS, Bounds, Claim, Event, Forecast, Measure, PeriodKind, Status, Unit
from panj.outlook import arrivals_ahead, capacity_outlook, eligible, influx_band
from panj.publish.content import Room
from panj.publish.phrases import day, interval, words
from panj.publish.record import Record
from panj.reception import CapacityTest, needs, test_capacity

PLAN_DAYS = 30


def collect(record: Record) -> tuple[Room, ...]:
    """One room for each stated capacity, the largest first."""
    stated = [
        e
        for e in record.events
        if e.measure is Measure.CAPACITY
        and e.unit is Unit.PERSONS
        and e.status in (Status.HAPPENED, Status.PLANNED)
        and record.claims_of(e)
        and not all(of_vehicle(record, c) for c in record.claims_of(e))
    ]
    rooms: dict[tuple[str, float], Room] = {}
    around = _around(record) if stated else _Around((), (), ())
    for event in stated:
        room = _room(record, event, around)
        country = record.country(event.place_code or event.destination_code) or room.place
        rooms.setdefault((country, room.stated), room)
    return tuple(sorted(_said_once(record, list(rooms.values())), key=lambda r: (-r.stated, r.claim)))


def of_vehicle(record: Record, claim: Claim) -> bool:
    """Whether a capacity is that of vehicles: `Buses could take 300 people from the stadium`."""
    report = record.reports[claim.report]
    before = report.text[claim.sentence.start : claim.start]
    vehicle, place = _patterns()
    last = max((m.end() for m in vehicle.finditer(before)), default=-1)
    return last >= 0 and place.search(before, last) is None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Vehicles as whole words, places to stay by their beginning."""
    table = words()["vehicle"]
    return (
        re.compile(
            rf"(?<!\bby )\b(?:{'|'.join(table['nouns'])})s?\b(?!\s+(?:{'|'.join(table['yards'])}))",
            re.IGNORECASE,
        ),
        re.compile(rf"\b(?:{'|'.join(table['places'])})", re.IGNORECASE),
    )


def _said_once(record: Record, rooms: list[Room]) -> Iterator[Room]:
    """Rooms without those that are stated again for a region around the country, or for no place."""

    def key(room: Room) -> tuple[float, str]:
        return room.stated, record.claims[room.claim].report

    def settled(room: Room) -> bool:
        claim = record.claims[room.claim]
        return bool(record.country(claim.place_code or claim.destination_code))

    own = {key(r) for r in rooms if settled(r)}
    sizes = {r.stated for r in rooms if settled(r)}
    return (r for r in rooms if settled(r) or (key(r) not in own and not (r.stated in sizes and not r.place)))


def ahead(record: Record) -> tuple[Forecast, ...]:
    """Arrivals ahead in the host country, under each scenario; empty where no host is known."""
    if record.host is None:
        return ()
    return arrivals_ahead(
        tuple(record.claims.values()),
        record.events,
        known=record.day,
        inside=lambda place: record.within(place, record.host),
        wording=record.wording,
    )


def arrived_in_a_day(event: Event) -> bool:
    """Whether it is a confirmed arrival of one day, or of one night and its two dates."""
    return (
        event.measure is Measure.ARRIVAL
        and event.unit is Unit.PERSONS
        and event.kind is PeriodKind.EVENT
        and event.status is Status.HAPPENED
        and event.confirmed
        and event.date_end is not None
        and (event.date_end - (event.date_start or event.date_end)).days <= 1
    )


def busiest(record: Record) -> str:
    """The day with the largest reported arrival and the influx band it reaches; empty where none is dated."""
    days = [
        e
        for e in record.events
        if arrived_in_a_day(e) and record.within(e.destination_code or e.place_code, record.host)
    ]
    most = max(days, key=lambda e: (e.bounds.low, e.id), default=None)
    if most is None:
        return ""
    band = influx_band(most.bounds)
    armed = "" if eligible(most.group) else "; combatants, who do not count towards a capacity for refugees"
    return (
        f"Busiest day reported: {day(most.date_end)}, {interval(most.bounds)} people, "
        f"UNHCR influx band {band.impact} ({band.label}){armed}"
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """Of a record what any room may need: stated rates, dated arrivals, areas of land."""

    rates: Sequence[Claim]
    arrivals: Sequence[Event]
    land: Sequence[Claim]


def _around(record: Record) -> _Around:
    """Picked once, since a case may have many rooms."""
    claims = record.claims.values()
    return _Around(
        [c for c in claims if c.period is PeriodKind.RATE],
        [e for e in record.events if e.kind is PeriodKind.EVENT and e.measure in INFLOWS],
        [c for c in claims if c.unit is Unit.HA and c.status is not Status.DENIED],
    )


def _room(record: Record, event: Event, around: _Around) -> Room:
    claim = record.claims_of(event)[0]
    stated = claim.value_high or claim.value
    code = event.place_code or event.destination_code
    people = Bounds(stated, stated, stated)

    def inside(place: str | None) -> bool:
        return code is None or record.within(place, code)

    return Room(
        claim=claim.id,
        place=record.name(code, claim.place or claim.destination),
        stated=stated,
        outlook=capacity_outlook(
            stated,
            around.rates,
            around.arrivals,
            known=record.day,
            inside=inside,
            wording=record.wording,
        ),
        plan=needs(people, PLAN_DAYS, claims=event.claims),
        tests=tuple(_tests(record, event, code, people, around.land)),
    )


def _tests(
    record: Record, event: Event, code: str | None, people: Bounds, land: Sequence[Claim]
) -> Iterator[tuple[str, CapacityTest]]:
    """The stated number against each area of land that its own reports name there, else that any names.

    The largest comes last and is the one that counts. Of a country every report's land is taken: what one
    of its sites has says nothing against room elsewhere.
    """
    named = [c for c in land if code is None or _there(record, c, code)]
    told_in = {c.report for c in record.claims_of(event)}
    country = code is not None and record.country(code) == code
    own = [] if country else [c for c in named if c.report in told_in]
    for claim in {c.value: c for c in sorted(own or named, key=lambda c: c.value)}.values():
        yield claim.id, test_capacity(people, land_ha=claim.value)


def _there(record: Record, claim: Claim, code: str) -> bool:
    place = claim.place_code or claim.destination_code
    return place is None or record.within(place, code) or record.country(place) == code
