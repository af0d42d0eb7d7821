"""The best single figure within the bounds, by a stated rule.

Per occurrence the figure of its most telling claim: exact before hedged, confirmed before not, body before
headline, then the earliest. A total that forces people beyond the known occurrences adds what is missing to
its own figure. The sum is cut to the bounds.
"""

from __future__ import annotations

from panj.model import Event
from panj.tally.constraints import Column
from panj.tally.counted import Counted
from panj.tally.ledger import Ledger
from panj.tally.scope import Lies, lies
from panj.tally.sums import Ends
from panj.tally.totals import coordinated


def best_of(counted: Counted, ledger: Ledger, found: Ends) -> float | None:
    """The best figure for what is counted; None where an occurrence has only a ceiling."""
    columns = ledger.system.columns
    sizes = {columns[i].of: best_size(ledger.by_id[columns[i].of], counted, ledger) for i in counted.sure}
    if any(size is None for size in sizes.values()) and found.high != found.low:
        return None
    best = sum(s for s in sizes.values() if s is not None) + _beyond(counted, ledger, sizes)
    best = max(found.low, best)
    return round(best if found.high is None else min(found.high, best))


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
        if not (_forces(column.of, forced, ledger) or _shares(column.of, counted, ledger)):
            continue
        size = best_size(ledger.by_id[column.of.split(".")[0]], counted, ledger)
        if size is None:
            continue
        inside = sum(
            s or 0.0 for e, s in sizes.items() if lies(ledger.extents[e], column.extent, places) is Lies.IN
        )
        inner = sum(a for j, a in added if _inside(columns[j], column, ledger))
        added.append((i, max(0.0, size - inside - inner)))
    return sum(a for _, a in added)


def _inside(inner: Column, outer: Column, ledger: Ledger) -> bool:
    some, others = (ledger.event_frames[c.of.split(".")[0]] for c in (inner, outer))
    return lies(inner.extent, outer.extent, ledger.places) is Lies.IN and not coordinated(some, others)


def _forces(total: str, forced: set[str], ledger: Ledger) -> bool:
    """Whether people of this total's own rest, or of waves it counts, were forced."""
    claims = {f"n{f.claim.id}" for f in ledger.event_frames.get(total.split(".")[0], ())}
    return total in forced or not claims.isdisjoint(forced)


def _shares(total: str, counted: Counted, ledger: Ledger) -> bool:
    """Whether this total forces shares of occurrences that were reported more widely."""
    members = {m for _, found in ledger.system.parted.get(total, ()) for m in found}
    return not members.isdisjoint(counted.shared)
