"""Totals: running and dated sums, and rates as one total per full period, inner ones first.

Takes events; gives `Total`s in an order in which whatever lies inside another comes before it.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from panj.bounds import times
from panj.events.frames import Frame
from panj.events.origins import same_voice
from panj.events.rules import linking_rules
from panj.events.scopes import Places, Window
from panj.model import Bounds, Claim, Event, PeriodKind, Status, Unit
from panj.tally.scope import Extent, Lies, lies, reads_as_in

_AVERAGED = {"day": 1, "week": 7}  # periods of a rate that is an average, and their days
_MEASURED = frozenset({Unit.SHARE, Unit.CURRENCY, Unit.TONNES, Unit.KM, Unit.MI, Unit.HA})


@dataclass(frozen=True, slots=True)
class Total:
    """A scope and the claims that bound the sum of what lies in it.

    `id` is the event's id; for the periods of a rate, with the period's number.
    """

    id: str
    event: Event
    extent: Extent
    frames: tuple[Frame, ...]

    @property
    def reports(self) -> frozenset[str]:
        """Ids of the reports that state it."""
        return frozenset(f.claim.report for f in self.frames)

    def same_scope(self, other: Total, places: Places) -> bool:
        """Whether each lies in the other; a report that gives two totals means two scopes.

        Unless it tells what two speakers say of the very same: "81, residents say; the army says three".
        """
        both_ways = (
            lies(self.extent, other.extent, places) is Lies.IN
            and lies(other.extent, self.extent, places) is Lies.IN
        )
        if self.reports.isdisjoint(other.reports):
            return both_ways
        return (
            both_ways
            and _but_for_words(self) == _but_for_words(other)
            and are_rivals(self.frames, other.frames)
        )


def _but_for_words(total: Total) -> Extent:
    """What a total covers but for the occurrence or doer that its words name; another's words may not."""
    return replace(total.extent, only=None, own=None)


def coordinated(some: Sequence[Frame], others: Sequence[Frame]) -> bool:
    """Whether one sentence gives both, of two groups or peoples, in the same days, neither a part.

    "155,337 refugees and 37,600 returnees": neither holds the other, however the groups stand to each other.
    Nor do the parts that make up one whole: "145, including 117 of the villages and 24 other residents".
    """
    if {f.claim.report for f in some}.isdisjoint(f.claim.report for f in others):
        return False
    return any(
        a.claim.report == b.claim.report
        and a.claim.sentence == b.claim.sentence
        and a.window == b.window
        and _beside(a.claim, b.claim, groups=a.group != b.group or _peoples(a, b))
        for a in some
        for b in others
    )


def _peoples(a: Frame, b: Frame) -> bool:
    return None not in (a.people, b.people) and a.people != b.people


def are_rivals(some: Sequence[Frame], others: Sequence[Frame]) -> bool:
    """Whether two speakers give both, none of them as a part of something."""
    return all(
        a.claim.part_of is None
        and b.claim.part_of is None
        and None not in (a.claim.speaker, b.claim.speaker)
        and not same_voice(a.claim.speaker, b.claim.speaker)
        for a in some
        for b in others
        if a.interval is not None and b.interval is not None
    )


def _beside(a: Claim, b: Claim, *, groups: bool) -> bool:
    if a.part_of is None and b.part_of is None:
        return groups
    return a.part_of == b.part_of and a.id != b.id and a.partition and b.partition


def totals_of(
    events: Sequence[Event],
    frames: Mapping[str, Sequence[Frame]],
    extents: Mapping[str, Extent],
    places: Places,
) -> list[Total]:
    """Every total that has happened, whatever lies inside another before it."""
    found: list[Total] = []
    for event in events:
        if not is_sum(event):
            continue
        if event.kind is PeriodKind.CUMULATIVE:
            found.append(Total(event.id, event, extents[event.id], tuple(frames[event.id])))
        elif event.kind is PeriodKind.RATE:
            found.extend(_periods(event, extents[event.id], tuple(frames[event.id])))
    return _inner_first(found, places)


def is_sum(event: Event) -> bool:
    """Whether an event counts whole things that happened and can be added up; shares and areas cannot."""
    summable = event.measure not in linking_rules().stocks and event.unit not in _MEASURED
    return summable and event.status is Status.HAPPENED


def _inner_first(totals: Sequence[Total], places: Places) -> list[Total]:
    """By how many others contain a total, most first: containment is then never against the order.

    Among equals those go first that a reader takes to lie in others, and of one day's the smaller.
    """

    def held(t: Total, inside: Callable[[Extent, Extent, Places], bool]) -> int:
        return sum(1 for o in totals if o.id != t.id and inside(t.extent, o.extent, places))

    depth = {t.id: (-held(t, _surely_in), -held(t, reads_as_in)) for t in totals}
    return sorted(totals, key=lambda t: (*depth[t.id], t.event.known or date.max, t.event.bounds.low, t.id))


def _surely_in(inner: Extent, outer: Extent, places: Places) -> bool:
    return lies(inner, outer, places) is Lies.IN


def _periods(event: Event, extent: Extent, frames: tuple[Frame, ...]) -> Iterator[Total]:
    """One total per full period of a rate; what is left over at its ends says nothing.

    So many a day or a week is an average of all days told of, and bounds their sum: on none of them need just
    so many have come.
    """
    per, window = frames[0].claim.per, extent.window
    if window.start is None or window.end is None:
        return
    if per in _AVERAGED:
        yield Total(f"{event.id}.0", event, extent, tuple(_summed(f, window) for f in frames))
        return
    for n, period in enumerate(_full_periods(window.start, window.end, per)):
        yield Total(f"{event.id}.{n}", event, replace(extent, window=period), frames)


def periods_of(frame: Frame, window: Window) -> float:
    """How many periods of a rate one total of it sums: all of its days where it is an average, else one.

    The report's own day is not over, and may not be among the days of an average.
    """
    if frame.kind is not PeriodKind.RATE or frame.claim.per not in _AVERAGED:
        return 1.0
    days = _days(window)
    return (days - 1 if days > 1 and window.end == frame.known else days) / _AVERAGED[frame.claim.per]


def _days(window: Window) -> int:
    return 1 if window.start is None or window.end is None else (window.end - window.start).days + 1


def _summed(frame: Frame, window: Window) -> Frame:
    """A frame whose interval is of all the days of an average."""
    if frame.interval is None:
        return frame
    least, most = periods_of(frame, window), _days(window) / _AVERAGED[frame.claim.per or "day"]
    return replace(frame, interval=times(frame.interval, Bounds(least, least, most)))


def _full_periods(start: date, end: date, per: str | None) -> Iterator[Window]:
    day = _first_of(start, per)
    while (following := _next(day, per)) - timedelta(days=1) <= end:
        if day >= start:
            yield Window(day, following - timedelta(days=1))
        day = following


def _first_of(start: date, per: str | None) -> date:
    if per == "month":
        return start.replace(day=1)
    return start.replace(month=1, day=1) if per == "year" else start


def _next(day: date, per: str | None) -> date:
    if per == "month":
        return day + timedelta(days=calendar.monthrange(day.year, day.month)[1])
    if per == "year":
        return day.replace(year=day.year + 1)
    return day + timedelta(days=7 if per == "week" else 1)
