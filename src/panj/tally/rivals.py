"""Counts of the same people by somebody else that cannot hold beside the one that answers.

Takes a number on a day, the other numbers told of its place and group, and a ledger; gives the rivals, and
the words that say so. How far days and moves explain a difference stands in rivals.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import inf

from panj.events.rules import linking_rules
from panj.model import Event
from panj.tally.ledger import Ledger
from panj.tally.rivalry import rival_rules
from panj.tally.scope import Extent, Lies, lies_but_for_days
from panj.tally.since import moved_at_most
from panj.tally.sources import as_said
from panj.tally.stated import accounts, by_others, day_of, is_part, same_scope, state_of


def rivals_of(answer: Event, told: Sequence[Event], ledger: Ledger) -> list[Event]:
    """The numbers that contradict the one that answers, the latest of each source, as they were known.

    Args:
        answer: the number on a day.
        told: all numbers of what is asked, the answer among them.
        ledger: of the claims.
    """
    of_it = [
        e for e in told if same_scope(e, answer, ledger) and not (is_part(e, ledger) and e is not answer)
    ]
    latest = [e for e in of_it if not any(_goes_on(o, e, ledger) for o in of_it)]
    others = [o for e in latest for o in accounts(_whole(e, ledger), ledger)]
    found = [o for o in others if o != answer and contradict(answer, o, ledger)]
    return [o for o in found if contradict(answer, o, ledger, _pace(answer, o, ledger))]


def _pace(a: Event, b: Event, ledger: Ledger) -> float:
    """How many a day the number rose (or fell, as it would between the two) when it was counted before them.

    A camp that filled by 8,000 a day until the 29th may well hold 12,000 more on the second.
    """
    first, last = sorted((a, b), key=lambda e: day_of(e, ledger))
    rises = last.bounds.low > first.bounds.low
    found = [0.0]
    for old in ledger.events:
        days = (day_of(first, ledger) - day_of(old, ledger)).days if _of_one_kind(old, first, ledger) else 0
        if not 0 < days <= rival_rules().pace_days or (old.bounds.low < first.bounds.low) is not rises:
            continue
        inner, outer = (_there(e, ledger) for e in ((first, old) if rises else (old, first)))
        of_all = lies_but_for_days(inner, outer, ledger.places) is Lies.IN
        found.append(_apart(old, first)[0] / days if of_all else 0.0)
    return max(found)


def _there(event: Event, ledger: Ledger) -> Extent:
    """Whom a number counts where they are: from where they came is seldom said twice."""
    return replace(state_of(event, ledger), origin=None)


def _of_one_kind(a: Event, b: Event, ledger: Ledger) -> bool:
    return (a.measure, a.unit, a.status, a.kind) == (
        b.measure,
        b.unit,
        b.status,
        b.kind,
    ) and a.id in ledger.extents


def _whole(event: Event, ledger: Ledger) -> Event:
    """The event with the claims of all its accounts."""
    return ledger.by_id[event.id]


def _goes_on(later: Event, earlier: Event, ledger: Ledger) -> bool:
    """Whether a source has told of a later number since."""
    if later is earlier or day_of(later, ledger) <= day_of(earlier, ledger):
        return False
    return not by_others(later, earlier, ledger)


def contradict(a: Event, b: Event, ledger: Ledger, pace: float = 0.0) -> bool:
    """Whether two sources give numbers that neither words, days nor reported moves reconcile.

    `pace`: people a day by which the number was changing before.
    """
    gap, largest = _apart(a, b)
    between = abs((day_of(a, ledger) - day_of(b, ledger)).days)
    if gap <= 0 or between > rival_rules().days or not by_others(a, b, ledger):
        return False
    first, last = sorted((a, b), key=lambda e: day_of(e, ledger))
    changed = between * max(pace, _change(a) * largest)
    moved = moved_at_most(a, day_of(first, ledger), day_of(last, ledger), ledger) if between else 0.0
    return gap > changed + moved


def _apart(a: Event, b: Event) -> tuple[float, float]:
    """By how many people two intervals exclude each other, and the larger; ends that nobody stated aside."""
    lower, upper = sorted((a.bounds, b.bounds), key=lambda x: x.low)
    most = inf if lower.high is None or lower.soft_high else lower.high
    return (0.0 if upper.soft_low else upper.low - most), upper.low


def _change(event: Event) -> float:
    rules = rival_rules()
    return rules.falling_a_day if event.measure in linking_rules().counts_down else rules.change_a_day


def rivalry(answer: Event, rival: Event, ledger: Ledger) -> str:
    """What stands against what, in words."""
    said = " and ".join(as_said(ledger.frames[e.claims[0]]) for e in _by_publication((answer, rival), ledger))
    gap, _ = _apart(answer, rival)
    days = sorted({day_of(answer, ledger), day_of(rival, ledger)})
    when = f"on {days[0]}" if len(days) == 1 else f"on {days[0]} and {days[-1]}"
    return f"{said} cannot both hold; counts of the same people {when}, {gap:,.0f} or more apart"


def _by_publication(events: Iterable[Event], ledger: Ledger) -> list[Event]:
    return sorted(events, key=lambda e: ledger.order[e.claims[0]])
