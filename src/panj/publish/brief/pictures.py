"""The pictures of a report: the map of movements and the arrivals by day, as SVG that stands alone.

Takes a situation; gives markup with its own colours, for pages and for print, or nothing where there is
nothing to draw. An interval is a bar from its lowest to its highest value, with a tick at the best.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape

from panj.model import Event, Measure, PeriodKind, Status, Unit
from panj.outlook import eligible
from panj.publish.brief.bars import nice_top
from panj.publish.content import Situation
from panj.publish.latest import EARLIER
from panj.publish.nesting import AGREES, SAID_AGAIN
from panj.publish.phrases import day, interval, number
from panj.publish.room.map import geography, sheet
from panj.publish.room.map.geography import Flow, Geography, Spot
from panj.publish.room.map.sheet import Sheet

INK, SOFT, LINE = "#1b2733", "#55636f", "#d8dee3"
CIVIL, ARMED, DOUBT = (
    "#1f6fa8",
    "#7a5195",
    "#b86e00",
)  # tell apart without red and green; armed are hatched too
_FONT = 'font-family="Noto Sans, Helvetica, Arial, sans-serif"'
_MOST_DAYS = 24
_MOST_FLOWS = 9
_AGAIN = (SAID_AGAIN, AGREES, EARLIER, "may be among")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture with what it shows, for those who cannot see it."""

    svg: str
    alt: str
    caption: str


def map_picture(situation: Situation, *, width: int = 460, height: int = 300) -> Picture | None:
    """The map of movements; None where nothing has coordinates."""
    earth = geography.survey(_without_routes(situation))
    if earth is None:
        return None
    drawn = sheet.draw(replace(earth, flows=_told(earth)), width=width, height=height)
    told = [f"{f.flow.origin.name} to {f.flow.destination.name}: {f.flow.text}" for f in drawn.flows]
    alt = "Map. " + ("; ".join(told[:8]) + "." if told else "Places named, no movement between them.")
    return Picture(
        _map(drawn), alt, "Movements reported, by origin and destination; areas are drawn as areas"
    )


def _without_routes(situation: Situation) -> Situation:
    """The situation as it may be drawn: without forced returns, and without movements that are elsewhere."""
    lines = {e for f in situation.figures if f.section != "other" for e in f.tally.events}
    events = tuple(e for e in situation.events if e.measure is not Measure.FORCED_RETURN and e.id in lines)
    shown = {c for e in events for c in e.claims}
    return replace(situation, claims={i: c for i, c in situation.claims.items() if i in shown}, events=events)


def _told(earth: Geography) -> tuple[Flow, ...]:
    """The largest flows that lie on the map whole; those whose ends are known below the country first."""
    west, south, east, north = earth.box

    def lies(spot: Spot) -> bool:
        return west <= spot.lon <= east and south <= spot.lat <= north

    whole = [f for f in earth.flows if lies(f.origin) and lies(f.destination)]
    return tuple(([f for f in whole if not f.vague] or whole or list(earth.flows))[:_MOST_FLOWS])


def _map(drawn: Sheet) -> str:
    parts = [f'<rect width="{drawn.width}" height="{drawn.height}" fill="#e3edf3"/>']
    for land in drawn.lands:
        fill, edge = ("#fbfaf6", "#8a959e") if land.concerned else ("#efeee9", "#c4cad0")
        parts.append(f'<path d="{land.path}" fill="{fill}" stroke="{edge}" stroke-width="0.8"/>')
    for s in drawn.spots:
        look = (
            f'fill="{INK}"'
            if s.spot.point
            else f'fill="{SOFT}" fill-opacity="0.12" stroke="{SOFT}" stroke-width="0.5"'
        )
        parts.append(
            f'<circle cx="{s.x}" cy="{s.y}" r="{min(s.radius, 60) if not s.spot.point else 2.6}" {look}/>'
        )
    for f in drawn.flows:
        dash = "" if f.flow.confirmed else ' stroke-dasharray="5 4"'
        parts.append(
            f'<path d="{f.path}" fill="none" stroke="{CIVIL}" stroke-width="{f.width}" '
            f'stroke-opacity="0.85"{dash}/>'
            f'<path d="{f.arrow}" fill="{CIVIL}"/>'
        )
    said = (f.label for f in drawn.flows if f.label.text)
    parts += [_text(w.x, w.y, w.text, size=11, fill=CIVIL, bold=True, halo=True) for w in said]
    for name in drawn.labels:
        country = name.kind == "country"
        parts.append(_text(name.x, name.y, name.text, size=9 if country else 10.5, anchor=name.anchor,
                           fill=SOFT if country else INK, halo=True))  # fmt: skip
    parts.append(
        f'<path d="M10 {drawn.height - 15}v5h{drawn.scale_px}v-5" fill="none" stroke="{INK}"/>'
        + _text(10 + drawn.scale_px / 2, drawn.height - 17, f"{drawn.scale_km} km", size=9, fill=INK)
    )
    return _svg(drawn.width, drawn.height, parts)


def arrivals_picture(situation: Situation, *, width: int = 460, height: int = 170) -> Picture | None:
    """Arrivals of single days, each a bar from its lowest to its highest value; None where fewer than two."""
    events = _dated(situation)
    if len({e.date_end for e in events}) < 2:
        return None
    days = sorted({e.date_end for e in events if e.date_end})
    first, last = days[0], days[-1]
    top = nice_top(max(e.bounds.high or e.bounds.low for e in events))
    left, right, up, down = 46.0, width - 12.0, 14.0, height - 30.0

    def x(when: date, beside: float) -> float:
        return (
            left + 22 + (right - left - 44) * (when - first).days / max(1, (last - first).days) + 12 * beside
        )

    def y(value: float) -> float:
        return down - (down - up) * min(value, top) / top

    parts, labels = _axes(left, right, up, down, top), _Labels(right)
    of_day = Counter(e.date_end for e in events)
    taken: Counter[date | None] = Counter()
    for event in events:
        when = event.date_end or first
        beside = taken[when] - (of_day[when] - 1) / 2
        taken[when] += 1
        parts.append(_bar(event, x(when, beside), y))
        parts += labels.of(event, x(when, beside), y(event.bounds.high or event.bounds.low) - 5)
    for shown in _ticks(days):
        parts.append(_text(x(shown, 0), down + 13, day(shown, year=False), size=9, fill=SOFT))
    armed = any(not eligible(e.group) for e in events)
    doubted = any(not e.confirmed for e in events)
    said = "; ".join(f"{day(e.date_end)}: {_ends(e)}" for e in events[:10])
    caption = "Arrivals dated to one day, each from its lowest to its highest value"
    caption += "; purple: combatants, who are no refugees" if armed else ""
    caption += "; orange: unconfirmed" if doubted else ""
    return Picture(_svg(width, height, parts), f"Arrivals by day. {said}.", caption)


class _Labels:
    """The intervals written over their bars, where they do not run into one another."""

    def __init__(self, right: float) -> None:
        self._right = right
        self._taken: list[tuple[float, float, float]] = []

    def of(self, event: Event, x: float, y: float) -> Iterable[str]:
        """The label of a bar whose top is at `y`; nothing where its room is taken."""
        words = interval(event.bounds)
        half = 2.6 * len(words) + 3
        at = min(x, self._right - half)
        if any(abs(at - other) < half + wide and abs(y - high) < 10 for other, high, wide in self._taken):
            return ()
        self._taken.append((at, y, half))
        return (_text(at, y, words, size=9, fill=INK, bold=True, halo=True),)


def _dated(situation: Situation) -> list[Event]:
    """Arrivals of a single day or night that stand as lines of their own, the largest where they are many."""
    wholes = {"", *(f.slug for f in situation.figures if not f.parent)}
    own = [f for f in situation.figures if f.parent in wholes and not f.note.startswith(_AGAIN)]
    lines = {e for f in own for e in f.tally.events if len(f.tally.events) == 1}
    found = [e for e in situation.events if e.id in lines and _of_a_day(e)]
    shown = sorted(found, key=lambda e: (-(e.bounds.high or e.bounds.low), e.id))[:_MOST_DAYS]
    return sorted(shown, key=lambda e: (e.date_end or date.min, -e.bounds.low, e.id))


def _of_a_day(event: Event) -> bool:
    """Whether an event is an arrival of people on one day or in one night."""
    if event.measure is not Measure.ARRIVAL or event.unit is not Unit.PERSONS or event.date_end is None:
        return False
    if event.kind is not PeriodKind.EVENT or event.status is not Status.HAPPENED:
        return False
    days = (event.date_end - (event.date_start or event.date_end)).days
    return days <= 1 and (event.bounds.high or event.bounds.low) > 0


def _axes(left: float, right: float, up: float, down: float, top: float) -> list[str]:
    parts = []
    for share in (0, 0.5, 1):
        at = down - (down - up) * share
        parts.append(f'<path d="M{left} {at:.1f}H{right}" stroke="{LINE}"/>')
        parts.append(_text(left - 5, at + 3.5, number(top * share), size=9, fill=SOFT, anchor="end"))
    return parts


def _bar(event: Event, x: float, y: Callable[[float], float]) -> str:
    high = event.bounds.high or event.bounds.low
    best = event.bounds.best if event.bounds.best is not None else None
    fill = DOUBT if not event.confirmed else CIVIL if eligible(event.group) else ARMED
    low_y, high_y = y(event.bounds.low), y(high)
    if low_y - high_y < 2.5:  # a figure known to the head is still to be seen
        low_y, high_y = low_y + 1.25, high_y - 1.25
    bar = f'<rect x="{x - 4:.1f}" y="{high_y:.1f}" width="8" height="{low_y - high_y:.1f}" fill="{fill}"/>'
    stem = f'<path d="M{x:.1f} {low_y:.1f}V{y(0):.1f}" stroke="{fill}" stroke-opacity="0.35"/>'
    tick = ""
    if best is not None:
        tick = f'<path d="M{x - 6:.1f} {y(best):.1f}h12" stroke="{INK}" stroke-width="1.4"/>'
    return stem + bar + tick


def _ticks(days: Sequence[date]) -> Iterable[date]:
    """Days that get a label: the ends and what has room between them."""
    span = max(1, (days[-1] - days[0]).days)
    shown: list[date] = []
    for when in (days[0], days[-1], *days[1:-1]):
        if all(abs((when - other).days) / span > 0.13 for other in shown):
            shown.append(when)
    return shown


def _ends(event: Event) -> str:
    high = event.bounds.high
    return (
        number(event.bounds.low)
        if high == event.bounds.low
        else f"{number(event.bounds.low)} to {number(high) if high else 'open'}"
    )


def _text(
    x: float,
    y: float,
    words: str,
    *,
    size: float,
    fill: str,
    anchor: str = "middle",
    bold: bool = False,
    halo: bool = False,
) -> str:
    weight = ' font-weight="700"' if bold else ""
    look = ' stroke="#fbfaf6" stroke-width="2.6" stroke-linejoin="round" paint-order="stroke"' if halo else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" '
        f'text-anchor="{anchor}"{weight}{look} {_FONT}>{escape(words)}</text>'
    )


def _svg(width: float, height: float, parts: Iterable[str]) -> str:
    body = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}">{body}</svg>'
    )
