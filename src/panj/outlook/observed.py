"""Counts of a case from what reports say: stocks at its sites, with the bounds that the tally gives them.

Takes a `Crisis` whose sites carry gazetteer codes, and `Event`s; gives the case with their counts added.
Streams of combatants, plans, unconfirmed counts and counts of anything but persons stay out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from panj.model import Event, Measure, PeriodKind, Status, Unit
from panj.outlook.case import RECEIVING, Crisis, Observation
from panj.outlook.rates import eligible

STOCKS = frozenset({Measure.HOSTED, Measure.DISPLACED_STOCK})
Within = Callable[[str, str], bool]


def with_events(crisis: Crisis, events: Iterable[Event], *, within: Within | None = None) -> Crisis:
    """The case with a count for each sized stock at one of its receiving sites.

    Where several stocks are of one site and day (refugees, and people of all kinds), the largest is the
    whole and is kept. A count that the case itself gives for that site and day stays.

    Args:
        within: whether a place code lies in that of a site; None: only the site's own code.
    """
    found: dict[tuple[str, int], Observation] = {}
    codes = {s.name: s.code for s in crisis.sites if s.code and s.kind in RECEIVING}
    for event in events:
        name = _site(event, codes, within)
        if name is None or not _counts(event):
            continue
        made = _observation(crisis, name, event)
        held = found.get((name, made.day))
        if made.known >= made.day and (held is None or made.count > held.count):
            found[name, made.day] = made
    given = {(o.site, o.day) for o in crisis.observations}
    added = [o for key, o in found.items() if key not in given]
    told = sorted((*crisis.observations, *added), key=lambda o: (o.site, o.day, o.known))
    length = max(crisis.length, 1 + max((o.day for o in added), default=0))
    return replace(crisis, observations=tuple(told), length=length)


def _site(event: Event, codes: dict[str, str], within: Within | None) -> str | None:
    place = event.place_code or event.destination_code
    if place is None:
        return None
    own = next((name for name, code in codes.items() if code == place), None)
    if own is not None or within is None:
        return own
    return next((name for name, code in codes.items() if within(place, code)), None)


def _counts(event: Event) -> bool:
    return (
        event.measure in STOCKS
        and event.kind is PeriodKind.AS_OF
        and event.unit is Unit.PERSONS
        and event.status is Status.HAPPENED
        and event.confirmed
        and event.date_end is not None
        and event.bounds.high is not None
        and eligible(event.group)
    )


def _observation(crisis: Crisis, name: str, event: Event) -> Observation:
    b = event.bounds
    assert event.date_end is not None
    assert b.high is not None
    day = crisis.day_of(event.date_end)
    known = day if event.known is None else crisis.day_of(event.known)
    count = (b.low + b.high) / 2 if b.best is None else b.best
    return Observation(name, day, count, known, b.low, b.high)
