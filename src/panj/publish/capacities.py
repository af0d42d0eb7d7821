"""Rooms: stated capacities beside the land that reports name, what they would take, and when they fill.

Takes the record of a day; gives one `Room` per stated capacity. A capacity is never a forecast and never
counts as people who came.
"""

from __future__ import annotations

from collections.abc import Iterator

from panj.model import Bounds, Claim, Event, Measure, Status, Unit
from panj.outlook import capacity_outlook
from panj.publish.content import Room
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
    ]
    rooms: dict[tuple[str, float], Room] = {}
    for event in stated:
        room = _room(record, event)
        rooms.setdefault((room.place, room.stated), room)
    return tuple(sorted(rooms.values(), key=lambda r: (-r.stated, r.claim)))


def _room(record: Record, event: Event) -> Room:
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
            tuple(record.claims.values()),
            record.events,
            known=record.day,
            inside=inside,
            wording=record.wording,
        ),
        plan=needs(people, PLAN_DAYS, claims=event.claims),
        tests=tuple(_tests(record, code, people)),
    )


def _tests(record: Record, code: str | None, people: Bounds) -> Iterator[tuple[str, CapacityTest]]:
    """The stated number against each area of land that reports name there, latest last, each once."""
    seen: set[float] = set()
    for claim in record.claims.values():
        if claim.unit is not Unit.HA or claim.status is Status.DENIED or claim.value in seen:
            continue
        if code is None or _there(record, claim, code):
            seen.add(claim.value)
            yield claim.id, test_capacity(people, land_ha=claim.value)


def _there(record: Record, claim: Claim, code: str) -> bool:
    place = claim.place_code or claim.destination_code
    return place is None or record.within(place, code) or record.country(place) == code
