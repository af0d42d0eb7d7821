"""What a report tells of an earlier time beside its own: "93,700 this year, against 44,700 in 2022".

Takes events with their frames; gives the ids of such totals, and of occurrences of another year. They answer
a question that asks about their days; one without a first day is about the time that the reports are about,
and does not add them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta

from panj.events.compare import same_measure
from panj.events.frames import Frame
from panj.events.scopes import Places, Relation, group_relation
from panj.model import PeriodKind, Status

PAST = timedelta(days=180)  # before the report, from which on a total's days are those of another time
_OF_ANOTHER = frozenset({"event.other", "date.of_then"})  # rules of reading
YEAR = timedelta(days=359)  # from first to last day: a total of a whole year is told when the year is over


def compared(frames: Mapping[str, Sequence[Frame]], places: Places) -> frozenset[str]:
    """Ids of the events all of whose claims are such totals, and of whose time nothing was published then."""
    told: dict[str, list[Frame]] = defaultdict(list)
    for members in frames.values():
        for f in members:
            if f.status is Status.HAPPENED and f.kind is not PeriodKind.AS_OF:
                told[f.claim.report].append(f)
    past = {f.claim.id: f for said in told.values() if len(said) > 1 for f in _past(said, places)}
    held = [e for e, members in frames.items() if members and all(f.claim.id in past for f in members)]
    if not held:
        return frozenset()
    every = [f for said in told.values() for f in said]
    olds = {e: past[frames[e][0].claim.id] for e in held}
    return frozenset(
        e for e, old in olds.items() if _is_of_another(old) or not _told_then(old, every, past, places)
    )


def _is_of_another(old: Frame) -> bool:
    """Whether its own words say so: "worse than the storm of 1987, which killed 50"."""
    return bool(_OF_ANOTHER.intersection(old.claim.rules))


def _past(said: Sequence[Frame], places: Places) -> Iterator[Frame]:
    """The totals of one report that are of an earlier time than another figure of it."""
    for old in said:
        if _is_of_another(old):
            yield old
            continue
        if not (_long_over(old) if old.kind is PeriodKind.CUMULATIVE else _of_another_year(old)):
            continue
        if any(
            (_later(now, old) or _years_later(now, old)) and _of_one_flow(old, now, places) for now in said
        ):
            yield old


def _long_over(old: Frame) -> bool:
    """Whether a total's days were over long before its report, or are a whole year that was over then."""
    start, end, known = old.window.start, old.window.end, old.known
    if end is None or known is None or end >= known:
        return False
    return end + PAST <= known or (start is not None and end - start >= YEAR)


def _of_another_year(old: Frame) -> bool:
    """ "The floods of 2010 killed 2,000": an occurrence that was over a year before it is told of."""
    end, known = old.window.end, old.known
    return end is not None and known is not None and end + YEAR <= known


def _later(now: Frame, old: Frame) -> bool:
    """Whether a figure is of later days alone; a rate without a first day is of the time of its report."""
    start = now.window.end if now.window.start is None and now.kind is PeriodKind.RATE else now.window.start
    end = old.window.end
    return end is not None and start is not None and end < start


def _years_later(now: Frame, old: Frame) -> bool:
    """Whether a figure runs up to days long after another's, whenever it began."""
    return bool(now.window.end and old.window.end and now.window.end > old.window.end + YEAR)


def _of_one_flow(a: Frame, b: Frame, places: Places) -> bool:
    apart = Relation.APART in (
        places.relation(a.destination, b.destination),
        places.relation(a.origin, b.origin),
        group_relation(a.group, b.group),
    )
    return same_measure(a.measure, b.measure) and a.unit == b.unit and not apart


def _told_then(old: Frame, every: Sequence[Frame], past: Collection[str], places: Places) -> bool:
    """Whether the case tells of that time as its own: a report of those days has figures of the flow."""
    start, end = old.window.start or old.window.end, old.window.end
    return any(
        f.known is not None
        and start is not None
        and end is not None
        and start <= f.known <= end + PAST
        and f.claim.id not in past
        and f.window.overlaps(old.window)
        and _of_one_flow(old, f, places)
        for f in every
    )
