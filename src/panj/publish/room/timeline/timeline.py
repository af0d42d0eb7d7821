"""The timeline: people's movements by day, each an interval mark, arrivals up and returns down.

Takes a Situation; gives the geometry of an SVG drawing in user units. The scale of sizes is logarithmic,
since one page holds seventeen people and sixteen hundred; a mark runs from low to high with a tick at best.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from panj.model import Event, Measure, PeriodKind, Status, Unit
from panj.publish.room import words
from panj.publish.room.evidence.evidence import event_title
from panj.publish.room.timeline.placing import Ground, Mark, place
from panj.publish.situation import Situation

UP = frozenset({Measure.ARRIVAL, Measure.ADMISSION, Measure.INTERNAL_DISPLACEMENT})
DOWN = frozenset(
    {Measure.RETURN, Measure.FORCED_RETURN, Measure.EVACUATION, Measure.DEPARTURE, Measure.RELOCATION}
)
_BEFORE = timedelta(days=45)  # how far before the first report an event may lie and still be drawn
_APART = 7.0  # units between two ticks of publication, which are six wide
_LANE, _TOP, _AXIS, _LEFT, _RIGHT = 150, 18, 44, 58, 18


@dataclass(frozen=True, slots=True)
class DayTick:
    """A day on the axis: of a month, or of publication (with the date that it leads to)."""

    x: float
    text: str = ""
    day: str = ""
    major: bool = False
    reports: int = 0


@dataclass(frozen=True, slots=True)
class SizeTick:
    """A gridline of sizes."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A whole drawing.

    `left_out`: movements without a date, long before the reports, or the smallest of more than fit.
    """

    width: int
    height: int
    baseline: float
    axis: float
    left: float
    right: float
    marks: tuple[Mark, ...]
    days: tuple[DayTick, ...]
    publications: tuple[DayTick, ...]
    sizes: tuple[SizeTick, ...]
    up: bool
    down: bool
    lane: str
    left_out: int


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where days and sizes fall on the sheet."""

    width: int
    first: date
    last: date
    low: float
    high: float
    baseline: float
    up: float
    down: float

    def x(self, day: date) -> float:
        span = max(1, (self.last - self.first).days)
        return _LEFT + (day - self.first).days / span * (self.width - _LEFT - _RIGHT)

    def y(self, value: float, *, upwards: bool) -> float:
        held = min(max(value, self.low), self.high)
        part = math.log(held / self.low) / math.log(self.high / self.low)
        reach = part * ((self.up if upwards else self.down) - 14) + 8
        return round(self.baseline - reach if upwards else self.baseline + reach, 1)


def draw(situation: Situation, *, width: int = 860) -> Timeline | None:
    """The timeline on a sheet of the given width; None where no movement carries a date."""
    return draw_all(situation, (width,))[0]


def draw_all(situation: Situation, widths: Sequence[int]) -> tuple[Timeline | None, ...]:
    """The timeline on a sheet of each width; the movements are sought once."""
    moves = [e for e in situation.events if _is_move(e) and not _is_part(e, situation)]
    days = sorted(d for r in situation.reports.values() if (d := r.day))
    return tuple(_drawn(moves, days, width) for width in widths)


def _drawn(moves: Sequence[Event], days: Sequence[date], width: int) -> Timeline | None:
    first = (days[0] - _BEFORE) if days else date.min
    shown = [e for e in moves if (d := _end(e)) is not None and d >= first]
    if not shown:
        return None
    shown = sorted(shown, key=_size, reverse=True)[: width // 7]
    frame = _frame(shown, days, width)
    marks = place([_mark(e, frame) for e in sorted(shown, key=_order)], _ground(frame))
    axis = frame.baseline + frame.down + 6
    return Timeline(
        width=width,
        height=round(axis + _AXIS),
        baseline=frame.baseline,
        axis=axis,
        left=_LEFT,
        right=width - _RIGHT,
        marks=marks,
        days=tuple(_day_ticks(frame)),
        publications=tuple(_publications(days, frame)),
        sizes=tuple(_size_ticks(frame)),
        up=frame.up > 20,
        down=frame.down > 20,
        lane=_lane(shown),
        left_out=len(moves) - len(shown),
    )


def _is_move(event: Event) -> bool:
    counted = event.unit is Unit.PERSONS and event.status is Status.HAPPENED
    dated = event.kind in {PeriodKind.EVENT, PeriodKind.CUMULATIVE}
    return counted and dated and event.measure in UP | DOWN


def _ground(frame: _Frame) -> Ground:
    """Where marks may stand; the names of the two lanes stand there already."""
    foot = frame.baseline + frame.down - 10
    lanes = ((_LEFT, 0, _LEFT + 260, 14), (_LEFT, foot, _LEFT + 160, foot + 20))
    return Ground(_LEFT, frame.width - _RIGHT, frame.width, frame.baseline, lanes)


def _lane(shown: Iterable[Event]) -> str:
    inside = any(e.measure is Measure.INTERNAL_DISPLACEMENT for e in shown)
    return "Arrived; displaced inside the country" if inside else "Arrived"


def _is_part(event: Event, situation: Situation) -> bool:
    """Whether all that speaks of it breaks down a larger figure, which is drawn instead."""
    named = [situation.claims[i] for i in event.claims if i in situation.claims]
    return bool(named) and all(c.part_of in situation.claims for c in named)


def _end(event: Event) -> date | None:
    return event.date_end or event.date_start


def _start(event: Event) -> date | None:
    return event.date_start or event.date_end


def _size(event: Event) -> tuple[float, str]:
    return (event.bounds.best or event.bounds.high or event.bounds.low, event.id)


def _order(event: Event) -> tuple[date, str]:
    return (_start(event) or date.min, event.id)


def _frame(shown: Sequence[Event], published: Sequence[date], width: int) -> _Frame:
    ends = [d for d in map(_end, shown) if d]
    # a running total since long ago does not stretch the axis to its first day
    starts = [d for e in shown if (d := _start(e)) and e.kind is PeriodKind.EVENT]
    first = min([*ends, *published[:1], *(d for d in starts if not published or d >= published[0] - _BEFORE)])
    last = published[-1] if published else max(ends)  # what happened has happened by the last report
    values = [v for e in shown for v in (e.bounds.low, e.bounds.best, e.bounds.high) if v]
    low = 10.0 ** math.floor(math.log10(min(values, default=1)))
    high = max(max(values, default=10) * 1.15, low * 10)
    up = any(e.measure in UP for e in shown)
    down = any(e.measure in DOWN for e in shown)
    return _Frame(
        width,
        first - timedelta(days=1),
        last + timedelta(days=1),
        low,
        high,
        baseline=_TOP + (_LANE if up else 14),
        up=_LANE if up else 14,
        down=_LANE * 0.7 if down else 14,
    )


def _mark(event: Event, frame: _Frame) -> Mark:
    upwards = event.measure in UP
    start, end = _start(event) or frame.first, _end(event) or frame.last
    left, right = frame.x(max(start, frame.first)), frame.x(min(end, frame.last))
    bounds = event.bounds
    high = frame.high if bounds.high is None else bounds.high
    return Mark(
        key=event.id,
        title=event_title(event),
        text=words.interval(bounds, event.unit),
        when=words.period(event.date_start, event.date_end),
        x=round((left + right) / 2 if event.kind is PeriodKind.EVENT else right, 1),
        width=round(max(0.0, right - left), 1),
        y_low=frame.y(bounds.low, upwards=upwards),
        y_high=frame.y(high, upwards=upwards),
        y_best=None if bounds.best is None else frame.y(bounds.best, upwards=upwards),
        open=bounds.high is None,
        family=words.family(event.measure),
        kind=event.kind.value,
        confirmed=event.confirmed,
    )


def _day_ticks(frame: _Frame) -> Iterable[DayTick]:
    """The first of each month, and as many days between as have room."""
    span = (frame.last - frame.first).days
    room = (frame.width - _LEFT - _RIGHT) / max(1, span)
    step = next((s for s in (1, 2, 5, 10, 15) if s * room >= 44), 0)
    day = frame.first
    while day <= frame.last:
        major = day.day == 1
        minor = step and (day.day - 1) % step == 0 and day.day <= 31 - step / 2
        if major or minor:
            text = words.day(day, year=major and (day.month == 1 or day == frame.first))
            yield DayTick(round(frame.x(day), 1), text, day.isoformat(), major)
        day += timedelta(days=1)


def _publications(days: Sequence[date], frame: _Frame) -> Iterable[DayTick]:
    """The days of publication; those that fall closer than a reader can point at share a tick, the last's."""
    counts = Counter(days)
    near: list[list[date]] = []
    for day in sorted(counts):
        if not near or frame.x(day) - frame.x(near[-1][0]) >= _APART:
            near.append([])
        near[-1].append(day)
    for held in near:
        text = words.period(held[0], held[-1]) if len(held) > 1 else words.day(held[0])
        reports = sum(counts[d] for d in held)
        yield DayTick(round(frame.x(held[-1]), 1), text, held[-1].isoformat(), reports=reports)


def _size_ticks(frame: _Frame) -> Iterable[SizeTick]:
    power = frame.low
    while power <= frame.high:
        for upwards, reach in ((True, frame.up), (False, frame.down)):
            if reach > 20:
                yield SizeTick(frame.y(power, upwards=upwards), words.number(power))
        power *= 10
