"""Numbers on a day as their sources state them, and how two of them stand to each other.

Takes events of a stock and the ledger they are in; gives the accounts of one event that agree in themselves,
and of two which is the later, which takes the other in, whether both are of one breath.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from panj.bounds import intersect
from panj.events.rules import linking_rules
from panj.events.scopes import Relation, group_relation
from panj.model import Bounds, Event, Measure, PeriodKind, Unit
from panj.tally.ledger import Ledger
from panj.tally.scope import Extent, Lies, lies_but_for_days
from panj.tally.sources import of_others


def accounts(event: Event, ledger: Ledger) -> list[Event]:
    """An event as those tell of it who agree, each with their claims alone; the most credible first.

    Conventional ends exclude nobody; claims that say no number of their own go with the first account.
    """
    found: list[tuple[Bounds | None, list[str]]] = [(None, [])]
    for c in event.claims:
        interval = ledger.frames[c].interval if c in ledger.frames else None
        for n, (held, claims) in enumerate(found):
            if interval is None or held is None or _meet(held, interval):
                met = held if interval is None or held is None else intersect(held, interval)
                found[n] = (met or held or interval, [*claims, c])
                break
        else:
            found.append((interval, [c]))
    if len(found) == 1:
        return [event]
    told = [replace(event, bounds=b or event.bounds, claims=tuple(claims)) for b, claims in found]
    return sorted(told, key=lambda e: -ledger.credence(e.claims))


def _meet(a: Bounds, b: Bounds) -> bool:
    lower, upper = sorted((a, b), key=lambda x: x.low)
    return lower.high is None or lower.soft_high or lower.high >= upper.low


def day_of(event: Event, ledger: Ledger) -> date:
    """The day of which people were counted; the earliest of all where none is known."""
    window = ledger.extents[event.id].window
    return window.end or window.start or date.min


def state_of(event: Event, ledger: Ledger) -> Extent:
    """What a number on a day covers; "690,775 were displaced as of the 9th" is a number on that day.

    A country's own people who shelter in camps are displaced ones.
    """
    extent = ledger.extents[event.id]
    if not told_as_state(event, ledger) and event.id not in ledger.sheltered:
        return extent
    return replace(extent, measures=frozenset((Measure.DISPLACED_STOCK,)), origin=None)


def told_as_state(event: Event, ledger: Ledger) -> bool:
    """Whether people are told of as displaced by a day, and it is not said since when."""
    running = event.kind is PeriodKind.CUMULATIVE and ledger.extents[event.id].window.running
    return event.measure is Measure.INTERNAL_DISPLACEMENT and (running or event.kind is PeriodKind.AS_OF)


def scope_in(inner: Event, outer: Event, ledger: Ledger) -> bool:
    """Whether all that one counts is among whom the other counts, whatever the days."""
    inside, around = state_of(inner, ledger), state_of(outer, ledger)
    return lies_but_for_days(inside, around, ledger.places) is Lies.IN


def same_scope(a: Event, b: Event, ledger: Ledger) -> bool:
    """Whether both count the people of one place and group."""
    return scope_in(a, b, ledger) and scope_in(b, a, ledger)


def supersedes(newer: Event, older: Event, ledger: Ledger) -> bool:
    """A later statement on the same place and group; a part says nothing of its whole.

    Of two of one day that were known on one day the more credible stands.
    """
    if newer.id == older.id or not same_scope(newer, older, ledger):
        return False
    if is_part(newer, ledger) and not is_part(older, ledger):
        return False
    if one_breath(newer, older, ledger):
        return False
    return _rank(newer, ledger) > _rank(older, ledger)


def _rank(event: Event, ledger: Ledger) -> tuple[date, date, float, str]:
    return day_of(event, ledger), event.known or date.min, ledger.credence(event.claims), event.id


def is_part(event: Event, ledger: Ledger) -> bool:
    """Whether a report gives it as a part of another figure."""
    return bool(ledger.wholes.get(event.id))


def one_breath(a: Event, b: Event, ledger: Ledger) -> bool:
    """Whether one report gives both numbers for one day, and not as what two speakers say."""
    reports = {f.claim.report for f in ledger.event_frames[a.id]}
    both = any(f.claim.report in reports for f in ledger.event_frames[b.id])
    if not both or day_of(a, ledger) != day_of(b, ledger):
        return False
    named = all(f.claim.speaker for e in (a, b) for f in ledger.event_frames[e.id])
    return not (named and by_others(a, b, ledger))


def by_others(a: Event, b: Event, ledger: Ledger) -> bool:
    """Whether each has a source that the other has not."""
    some, others = ([ledger.frames[c] for c in e.claims if c in ledger.frames] for e in (a, b))
    return of_others(some, others)


def holds(whole: Event, part: Event, ledger: Ledger) -> bool:
    """A number for a wider place or group takes in the narrower one, as does what a report calls its whole.

    Of two numbers that one report gives for one scope and day the larger holds the other; where one counts
    people and the other their households, the people do.
    """
    if whole.id == part.id:
        return False
    if whole.id in ledger.wholes.get(part.id, frozenset()):
        return True
    if part.id in ledger.wholes.get(whole.id, frozenset()):
        return False
    if _said_beside(whole, part, ledger):
        return True
    if not scope_in(part, whole, ledger):
        return _too_few(part, whole, ledger)
    if not scope_in(whole, part, ledger):
        return not _too_few(whole, part, ledger)
    if is_part(part, ledger) != is_part(whole, ledger):
        return is_part(part, ledger)
    if not one_breath(whole, part, ledger):
        return False
    if same_in_households(whole, part, ledger):
        return _by_household(part, ledger)
    return (whole.bounds.low, whole.id) > (part.bounds.low, part.id)


def _too_few(wide: Event, narrow: Event, ledger: Ledger) -> bool:
    """Whether fewer "people" than refugees are told of in one breath: some of those there, and not all."""
    high = wide.bounds.high
    if high is None or high >= narrow.bounds.low or not one_breath(wide, narrow, ledger):
        return False
    here, there = ledger.extents[wide.id], ledger.extents[narrow.id]
    return here.destination == there.destination and scope_in(narrow, wide, ledger)


def same_in_households(a: Event, b: Event, ledger: Ledger) -> bool:
    """Whether one counts people and the other, of one size, their households."""
    told = _by_household(a, ledger) != _by_household(b, ledger)
    return told and _of_one_size(a, b) and same_scope(a, b, ledger)


def _by_household(event: Event, ledger: Ledger) -> bool:
    """Whether households were counted, and how many people they are was worked out."""
    return all(ledger.frames[c].claim.unit is Unit.HOUSEHOLDS for c in event.claims if c in ledger.frames)


def _of_one_size(a: Event, b: Event) -> bool:
    """Whether the number of one may be that of the other: people, and those people's households."""
    highs = [x.bounds.high for x in (a, b)]
    small = min(x.bounds.low for x in (a, b))
    return (
        None not in highs
        and max(h for h in highs if h is not None) <= small * linking_rules().contested_ratio
    )


def _said_beside(whole: Event, part: Event, ledger: Ledger) -> bool:
    """Whether one report gives a smaller number of no place beside a larger one of a place, for one day."""
    here, there = ledger.extents[part.id], ledger.extents[whole.id]
    apart = group_relation(here.group, there.group) is Relation.APART
    if here.destination is not None or there.destination is None or here.unit != there.unit or apart:
        return False
    high = part.bounds.high
    smaller = high is not None and high < whole.bounds.low
    return smaller and bool(here.measures & there.measures) and one_breath(whole, part, ledger)
