"""The best single figure within the bounds, by a stated rule.

Per occurrence the figure of its most telling claim: exact before hedged, confirmed before not, body before
headline, then the earliest. A total that forces people beyond the known occurrences adds what is missing to
its own figure; totals that begin at nearly the same time are read as one count. Where a total counted to the
person may take in all of that, its figure is taken instead. The sum is cut to the bounds.
"""

from __future__ import annotations

from dataclasses import replace
from math import inf

from panj.events.scopes import Window
from panj.model import Event, PeriodKind
from panj.tally.constraints import Column
from panj.tally.counted import Counted
from panj.tally.ledger import Ledger
from panj.tally.rivalry import rival_rules
from panj.tally.scope import Extent, Lies, earlier, lies, reads_as_in
from panj.tally.sums import Ends
from panj.tally.totals import coordinated, periods_of


def best_of(counted: Counted, ledger: Ledger, found: Ends) -> float | None:
    """The best figure for what is counted; None where an occurrence has only a ceiling."""
    columns = ledger.system.columns
    sizes = {columns[i].of: best_size(ledger.by_id[columns[i].of], counted, ledger) for i in counted.sure}
    if found.high != found.low and (None in sizes.values() or _only_ceilings(counted, ledger)):
        return None
    best = _counted_total(counted, ledger, found)
    if best is None:
        best = sum(s for s in sizes.values() if s is not None) + _beyond(counted, ledger, sizes)
    return round(_cut(best, counted, ledger, found))


def _only_ceilings(counted: Counted, ledger: Ledger) -> bool:
    """Whether some are counted of whom a total tells no more than a ceiling."""
    held = (ledger.system.columns[i] for i in counted.forced)
    events = (ledger.by_id.get(c.of.split(".")[0]) for c in held if c.kind == "rest")
    return any(e is not None and best_size(e, counted, ledger) is None for e in events)


def _cut(best: float, counted: Counted, ledger: Ledger, found: Ends) -> float:
    """The figure, where the bounds allow it; else the nearest total that they allow: nobody stated an end."""
    high = inf if found.high is None else found.high
    if found.low <= best <= high:
        return best
    # What may lie in the question only in part is a figure too: it is nearer than an end that nobody stated.
    told = (*counted.totals, *(ledger.system.columns[i].of.split(".")[0] for i in counted.shared))
    sizes = (best_size(ledger.by_id[e], counted, ledger) for e in told if e in ledger.by_id)
    fitting = sorted(s for s in sizes if s is not None and found.low <= s <= high)
    if not fitting:
        return found.low if best < found.low or counted.totals else high
    return fitting[-1] if best > high else fitting[0]


def _counted_total(counted: Counted, ledger: Ledger, found: Ends) -> float | None:
    """The earliest exact total that may take in all occurrences and totals counted, within the bounds."""
    columns = ledger.system.columns
    held = [columns[i] for i in (*counted.sure, *counted.forced) if columns[i].kind != "unseen"]
    if not counted.forced or len(held) < len({*counted.sure, *counted.forced}):
        return None
    for event in counted.totals:
        size = _to_the_person(event, counted, ledger)
        inside = size is not None and found.low <= size <= (size if found.high is None else found.high)
        if inside and all(_may_lie_in(c, event, ledger) for c in held):
            return size
    return None


def _to_the_person(event: str, counted: Counted, ledger: Ledger) -> float | None:
    """The number of a confirmed total that its words leave no play."""
    for f in ledger.event_frames[event]:
        standing = f.claim.id not in counted.dropped and f.revised is None and f.claim.confirmed
        if standing and f.interval is not None and f.interval.low == f.interval.high:
            return f.interval.low
    return None


def _may_lie_in(column: Column, event: str, ledger: Ledger) -> bool:
    if column.of == event or ledger.by_id[event].kind is not PeriodKind.CUMULATIVE:
        return column.of == event
    return lies(column.extent, ledger.extents[event], ledger.places) is not Lies.OUT


def best_size(event: Event, counted: Counted, ledger: Ledger) -> float | None:
    """The figure of an event's most telling claim that still stands."""
    for f in ledger.event_frames[event.id]:
        if f.claim.id not in counted.dropped and f.interval is not None and f.interval.best is not None:
            return f.interval.best
    return None


def _beyond(counted: Counted, ledger: Ledger, sizes: dict[str, float | None]) -> float:
    """What the totals hold beyond the best figures of the occurrences in them, inner totals first."""
    columns, places = ledger.system.columns, ledger.places
    forced = {columns[i].of for i in counted.forced}
    added: list[tuple[int, float]] = []
    for i, column in enumerate(columns):
        if column.kind != "total" or column.of.split(".")[0] not in counted.totals:
            continue
        within = [a for j, a in added if _inside(columns[j], column, ledger)]
        if not (within or _forces(column.of, forced, ledger) or _shares(column.of, counted, ledger)):
            continue
        event = ledger.by_id[column.of.split(".")[0]]
        size = best_size(event, counted, ledger)
        if size is None:
            continue
        size *= periods_of(ledger.event_frames[event.id][0], column.extent.window)
        inside = sum(
            s or 0.0 for e, s in sizes.items() if reads_as_in(ledger.extents[e], column.extent, places)
        )
        added.append((i, max(0.0, size - inside - sum(within))))
    return sum(a for _, a in added)


def _inside(inner: Column, outer: Column, ledger: Ledger) -> bool:
    """Whether one total is read as within another; "two months" may begin a little before the other does."""
    some, others = (ledger.event_frames[c.of.split(".")[0]] for c in (inner, outer))
    scope = replace(outer.extent, window=earlier(outer.extent.window))
    within = _of_nearly_the_same_days(inner.extent, outer.extent)
    return reads_as_in(within, scope, ledger.places) and not coordinated(some, others)


def _of_nearly_the_same_days(inner: Extent, outer: Extent) -> Extent:
    """A total as if it ended with another, where few of its days lie outside: they are not added up."""
    a, b = inner.window, outer.window
    if None in (a.start, a.end, b.start, b.end) or a.running or b.running or not a.overlaps(b):
        return inner
    both = a.meet(b)
    few = _length(a) - _length(both) <= rival_rules().most_days * _length(a)
    return replace(inner, window=both) if few else inner


def _length(window: Window) -> int:
    return 0 if window.start is None or window.end is None else (window.end - window.start).days + 1


def _forces(total: str, forced: set[str], ledger: Ledger) -> bool:
    """Whether people of this total's own rest, or of waves it counts, were forced."""
    claims = {f"n{f.claim.id}" for f in ledger.event_frames.get(total.split(".")[0], ())}
    return total in forced or not claims.isdisjoint(forced)


def _shares(total: str, counted: Counted, ledger: Ledger) -> bool:
    """Whether this total forces shares of occurrences that were reported more widely."""
    members = {m for _, found in ledger.system.parted.get(total, ()) for m in found}
    return not members.isdisjoint(counted.shared)
