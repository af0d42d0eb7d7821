"""People or places on a day: hosted, displaced, missing, capacity, facilities.

Takes a question about such a number; gives the latest statement per place and group within it. A whole
answers; its parts only bound it from below. Earlier statements of one scope are history. Asked of no day, a
number of people is of one day: the latest of which a whole is told. What another source counted instead is
shown beside the answer as a contradiction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from panj.events.rules import linking_rules
from panj.events.scopes import Relation
from panj.model import Bounds, Conflict, Event, Measure, PeriodKind, Question, Status, Tally
from panj.tally.counted import Counted
from panj.tally.ledger import Ledger
from panj.tally.rivals import rivalry, rivals_of
from panj.tally.scope import Extent, Lies, lies_but_for_days
from panj.tally.setaside import set_aside
from panj.tally.since import moved_since
from panj.tally.stated import (
    accounts,
    day_of,
    holds,
    same_in_households,
    same_scope,
    state_of,
    supersedes,
    told_as_state,
)
from panj.tally.summing import summed


@dataclass(frozen=True, slots=True)
class _Told:
    """Statements within what is asked, and how they stand to one another.

    `newer`: statement → the one that takes its place; `holders`: statement → one that takes it in.
    """

    within: Sequence[Event]
    newer: Mapping[str, Event]
    holders: Mapping[str, Event]
    wholes: Sequence[Event]
    parts: Sequence[Event]


def on_a_day(asked: Extent, ledger: Ledger) -> bool:
    """Whether a question is about a number on a day: a stock, or a toll that goes down and is told of so."""
    rules = linking_rules()
    if asked.measures <= rules.stocks:
        return True
    return asked.measures <= rules.counts_down and any(
        e.status is Status.HAPPENED and _counts(e, asked, ledger) for e in ledger.events
    )


def answer_stock(question: Question, asked: Extent, ledger: Ledger) -> Tally:
    """The tally of what was there on the last day asked about, as last stated.

    Where no day is asked about, people are counted on the latest day told of, and `as_of` says which.
    """
    told = _told(asked, Status.HAPPENED, ledger)
    as_of = _latest_day(told, asked, ledger)
    told, passed = _of_one_day(told, as_of, ledger)
    stale = {e.id: m for e in told.wholes if (m := _moved(e, asked, ledger))}
    fresh = [e for e in told.wholes if e.id not in stale]
    parts = [e for e in told.parts if told.holders[e.id].id not in stale]
    bounds, low, high = summed(fresh, parts, ledger)
    if stale:
        bounds, high = replace(bounds, best=None, high=None, soft_high=False), []
    used = {*fresh, *low, *high}
    claims = sorted({c for e in used for c in e.claims if c in ledger.order}, key=lambda c: ledger.order[c])
    events = tuple(e.id for e in fresh)
    counted = Counted({}, {}, (), (), (), (), (), (), events, (), (), 0, frozenset())
    aside = set_aside(counted, asked, ledger) | _history(told, used, stale, ledger) | passed
    rivals = _rivals(fresh, told.within, ledger)
    aside |= _contradicted(fresh, rivals, ledger)
    planned = _told(asked, Status.PLANNED, ledger)
    return Tally(
        question=question,
        bounds=bounds,
        claims=tuple(claims),
        because_low=tuple(e.claims[0] for e in low) if bounds.low > 0 else (),
        because_high=tuple(e.claims[0] for e in high),
        events=events,
        conflicts=_conflicts(rivals, bounds, fresh, ledger),
        set_aside={c: w for c, w in aside.items() if c not in claims},
        policy=ledger.policy.label,
        as_of=as_of,
        planned=summed(planned.wholes, planned.parts, ledger)[0] if planned.wholes else None,
    )


def _rivals(fresh: Sequence[Event], within: Sequence[Event], ledger: Ledger) -> list[tuple[Event, Event]]:
    """Numbers that answer, each with one that contradicts it."""
    return [(e, rival) for e in fresh for rival in rivals_of(e, within, ledger)]


def _conflicts(
    rivals: Sequence[tuple[Event, Event]], stands: Bounds, fresh: Sequence[Event], ledger: Ledger
) -> tuple[Conflict, ...]:
    """Each contradiction with both stories: the answer as it stands, and with the rival in its place."""
    found = []
    for e, rival in rivals:
        instead, _, _ = summed([rival if o is e else o for o in fresh], (), ledger)
        told = sorted((e, rival), key=lambda o: ledger.order[o.claims[0]])
        stories = (
            ((e.claims[0],), replace(stands, best=None)),
            ((rival.claims[0],), replace(instead, best=None)),
        )
        found.append(Conflict(tuple(o.claims[0] for o in told), rivalry(e, rival, ledger), stories))
    return tuple(found)


def _contradicted(
    fresh: Sequence[Event], rivals: Sequence[tuple[Event, Event]], ledger: Ledger
) -> dict[str, str]:
    """Why other numbers than those that answer do not count."""
    found = {
        c: f"another number of that day; the tally stands on {_label(e, ledger)}"
        for e in fresh
        for c in ledger.by_id[e.id].claims
        if c not in e.claims
    }
    return found | {
        c: f"contradicted: the tally stands on {_label(e, ledger)}" for e, r in rivals for c in r.claims
    }


def _label(event: Event, ledger: Ledger) -> str:
    """What answers, in the words of the account that stands."""
    lead, told = ledger.by_id[event.id].claims[0], ledger.frames[event.claims[0]].claim.text
    return (
        event.label
        if lead == event.claims[0]
        else event.label.replace(ledger.frames[lead].claim.text, told, 1)
    )


def _told(asked: Extent, status: Status, ledger: Ledger) -> _Told:
    """The statements of one status, the latest of each scope, wholes and their parts."""
    of_it = [e for e in ledger.events if e.status is status and _counts(e, asked, ledger)]
    within = [accounts(e, ledger)[0] for e in of_it if _as_large(e, of_it, ledger)]
    newer = _last_that(within, lambda o, e: supersedes(o, e, ledger))
    latest = [e for e in within if e.id not in newer]
    holders = _last_that(latest, lambda o, e: holds(o, e, ledger))
    wholes = [e for e in latest if e.id not in holders]
    parts = [
        e
        for e in latest
        if e.id in holders
        and day_of(e, ledger) >= day_of(holders[e.id], ledger)
        and not same_in_households(e, holders[e.id], ledger)
    ]
    return _Told(within, newer, holders, wholes, parts)


def _last_that(told: Sequence[Event], is_so: Callable[[Event, Event], bool]) -> dict[str, Event]:
    """Statement → the last of which something is so beside it. Found from the end: most have a later one."""
    found = ((e.id, next((o for o in reversed(told) if is_so(o, e)), None)) for e in told)
    return {name: other for name, other in found if other is not None}


def _latest_day(told: _Told, asked: Extent, ledger: Ledger) -> date | None:
    """The day of which people are counted, where a question names none; a camp's room is not of one day."""
    rules = linking_rules()
    if asked.window.end is not None or not asked.measures <= rules.of_one_day | rules.counts_down:
        return None
    days = [day_of(e, ledger) for e in (*told.wholes, *(p for p in told.parts if _outgrown(p, told, ledger)))]
    return max((day for day in days if day > date.min), default=None)


def _outgrown(part: Event, told: _Told, ledger: Ledger) -> bool:
    """Whether a part is told of later than its whole, and larger than that was."""
    whole = told.holders[part.id]
    high = whole.bounds.high
    return high is not None and part.bounds.low > high and day_of(part, ledger) > day_of(whole, ledger)


def _of_one_day(told: _Told, day: date | None, ledger: Ledger) -> tuple[_Told, dict[str, str]]:
    """The statements of one day with their parts, and why the claims of the others do not count."""
    if day is None or any(e.measure in linking_rules().counts_down for e in told.wholes):
        return told, {}  # who is missing elsewhere stays so until somebody tells of it
    grown = {told.holders[p.id].id for p in told.parts if _outgrown(p, told, ledger)}
    earlier = [e for e in told.wholes if day_of(e, ledger) < day and e.id not in grown]
    gone = {e.id for e in earlier}
    gone |= {e.id for e in told.within if e.id in told.holders and told.holders[e.id].id in gone}
    kept = replace(
        told,
        within=[e for e in told.within if e.id not in gone],
        wholes=[e for e in told.wholes if e.id not in gone],
        parts=[e for e in told.parts if e.id not in gone],
    )
    why = {
        f.claim.id: f"as of {day_of(e, ledger)}; the answer is as of {day}"
        for e in told.within
        if e.id in gone
        for f in ledger.event_frames[e.id]
    }
    return kept, why


def _counts(event: Event, asked: Extent, ledger: Ledger) -> bool:
    if event.id not in ledger.extents:
        return False
    if event.measure in linking_rules().counts_down and not _so_far(event, ledger):
        return False
    hosted = asked.measures == {Measure.HOSTED}
    extent = ledger.extents[event.id] if hosted else state_of(event, ledger)
    end = asked.window.end
    if end is not None and extent.window.start is not None and extent.window.start > end:
        return False
    return lies_but_for_days(extent, asked, ledger.places) is Lies.IN


def _as_large(event: Event, told: Sequence[Event], ledger: Ledger) -> bool:
    """Whether people displaced by a day may be all who are: not where many times more are told of as such.

    Nor are those in camps where more were told of before as displaced: others are with families.
    """
    if event.id in ledger.sheltered:
        high = event.bounds.high
        displaced = (o for o in told if o.measure is Measure.DISPLACED_STOCK and _is_there(o, event, ledger))
        return high is None or all(o.bounds.low <= high for o in displaced)
    if not told_as_state(event, ledger):
        return True
    stocks = [o for o in told if not told_as_state(o, ledger) and same_scope(o, event, ledger)]
    ratio = linking_rules().contested_ratio
    return not stocks or any(o.bounds.low <= event.bounds.low * ratio for o in stocks)


def _is_there(inner: Event, outer: Event, ledger: Ledger) -> bool:
    """Whether one is told of in the place of the other, or within it."""
    here, there = (ledger.extents[e.id].destination for e in (inner, outer))
    return here is not None and ledger.places.relation(here, there) in {Relation.SAME, Relation.WITHIN}


def _so_far(event: Event, ledger: Ledger) -> bool:
    """Whether people are told of as missing on a day or so far, and not as lost on a day or within days."""
    if event.kind is PeriodKind.EVENT:
        return all(f.toll for f in ledger.event_frames[event.id])
    return event.kind is PeriodKind.AS_OF or ledger.extents[event.id].window.running


def _moved(stock: Event, asked: Extent, ledger: Ledger) -> str:
    """Why a number does not hold on the day asked about: who came or went since; empty where nobody did."""
    came, went = moved_since(stock, day_of(stock, ledger), asked.window.end, ledger)
    if not came and not went:
        return ""
    said = [*(f"{e.label} came" for e in came), *(f"{e.label} went" for e in went)]
    more = f" and {len(said) - 1} more moves" if len(said) > 1 else ""
    return f"as of {day_of(stock, ledger)}; since then {said[0]}{more}, and nobody says that these were all"


def _history(told: _Told, used: set[Event], stale: Mapping[str, str], ledger: Ledger) -> dict[str, str]:
    """Why a number of the scope asked about is not the answer."""
    found: dict[str, str] = {}
    for e in told.within:
        if e in used:
            continue
        if e.id in stale:
            why = stale[e.id]
        elif e.id in told.newer:
            why = f"an earlier number; the latest is {told.newer[e.id].label}"
        else:
            why = f"a part of {told.holders[e.id].label}, counted there"
        found |= {f.claim.id: why for f in ledger.event_frames[e.id]}
    return {c: found[c] for c in sorted(found, key=lambda c: ledger.order[c])}
