"""When somebody must act, by what was known on each day: the rules of escalation over the case's own figures.

Takes the days on which something became known, with the situation and the answers of each; gives firings.
Arrivals fill a capacity only where their people may: combatants are read apart and fill none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from panj.model import Bounds, Event, Group, Measure, Question, Tally
from panj.outlook import eligible
from panj.publish.capacities import arrived_in_a_day
from panj.publish.content import Room
from panj.publish.phrases import day as written
from panj.publish.situation import Situation
from panj.reception.escalation import Firing, Reading, Rule, escalate


def as_known(
    days: Iterable[date],
    situation: Callable[[date], Situation],
    ask: Callable[[Question], Tally],
    *,
    rules: Sequence[Rule] | None = None,
) -> tuple[Firing, ...]:
    """The first sure and first possible firing of each rule, by the day on which it became known.

    Args:
        days: the days on which reports were published.
        situation: what was known on a day.
        ask: the tally of a question, as known on the day that the question names.
        rules: the shipped ones where none are given.
    """
    readings = [r for day in sorted(set(days)) for r in readings_on(day, situation(day), ask)]
    return escalate(readings, rules)


def readings_on(day: date, known: Situation, ask: Callable[[Question], Tally]) -> Iterator[Reading]:
    """Arrivals of the busiest day, and people against each stated and tested capacity, as known on a day."""
    for armed in (False, True):
        of_a_day = (e for e in known.events if arrived_in_a_day(e) and eligible(e.group) is not armed)
        busiest = max(of_a_day, key=_size, default=None)
        if busiest is not None:
            of = "combatants, who are no refugees" if armed else "arrivals"
            yield Reading(day, "arrivals_day", of, busiest.bounds, _when(busiest), busiest.claims)
    for room in (r for r in known.rooms if r.counts):  # a camp that is not open holds nobody
        yield from _filled(day, known, room, ask)


def _filled(day: date, known: Situation, room: Room, ask: Callable[[Question], Tally]) -> Iterator[Reading]:
    claim = known.claims[room.claim]
    place = claim.place_code or claim.destination_code
    if place is None:
        return
    answer = ask(Question(Measure.ARRIVAL, place=place, group=Group.CIVILIANS, known=day))
    if answer.silent:
        return
    holds = next((t.holds for _, t in room.tests[-1:] if t.holds), None)
    both = f"{room.stated:,.0f} places stated" + (
        f", {holds:,} by the land that reports name" if holds else ""
    )
    for signal, places in (("share_used", room.stated), ("share_tested", holds)):
        if places:
            yield Reading(
                day, signal, room.place, _share(answer.bounds, places), both, (*answer.claims, room.claim)
            )


def _share(people: Bounds, places: float) -> Bounds:
    best = None if people.best is None else people.best / places
    high = None if people.high is None else people.high / places
    return Bounds(people.low / places, best, high)


def _size(event: Event) -> tuple[float, str]:
    return event.bounds.low, event.id


def _when(event: Event) -> str:
    return f"on {written(event.date_end)}" if event.date_end else ""
