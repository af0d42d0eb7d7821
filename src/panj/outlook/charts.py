"""Pictures of an outlook as SVG: a fan chart of counts, and a map of who moves where.

Takes `Fan`s and a `Flow`; gives SVG text with a title and a description, readable without
colour.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from panj.outlook.ahead import Fan
from panj.outlook.case import RECEIVING, Crisis
from panj.outlook.people import Flow

_WIDTH, _HEIGHT = 760, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 78, 16, 34, 44
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.axis{stroke:#888;stroke-width:1}.grid{stroke:#ddd}"
    ".wide{fill:#b9cfe4}.narrow{fill:#7fa8cf}.best{fill:none;stroke:#1f4e79;stroke-width:2}"
    ".told{fill:none;stroke:#222;stroke-width:1.5}.dot{fill:#222}.road{stroke:#ccc;stroke-width:1}"
    ".flow{stroke:#1f4e79;stroke-opacity:.55;fill:none}.camp{fill:#1f4e79}.zone{fill:#b5482e}.place{fill:#999}"
    ".small{font-size:11px}"
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a day and a count stand on the page."""

    first: date
    last: date
    top: float

    def x(self, day: date) -> float:
        part = (day - self.first).days / max(1, (self.last - self.first).days)
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * part

    def y(self, persons: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * persons / self.top

    def line(self, days: Iterable[date], counts: Iterable[float]) -> str:
        return " ".join(f"{self.x(d):.1f},{self.y(c):.1f}" for d, c in zip(days, counts, strict=True))

    def band(self, days: Sequence[date], low: Sequence[float], high: Sequence[float]) -> str:
        return self.line([*days, *reversed(days)], [*high, *reversed(low)])

    def axes(self) -> list[str]:
        parts = []
        for step in range(5):
            level = self.top * step / 4
            at = f"{self.y(level):.1f}"
            parts.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{at}" y2="{at}"/>')
            parts.append(f'<text x="{_LEFT - 8}" y="{at}" dy="4" text-anchor="end">{level:,.0f}</text>')
        for day, anchor in ((self.first, "start"), (self.last, "end")):
            at = f'x="{self.x(day):.1f}" y="{_HEIGHT - 8}"'
            parts.append(f'<text class="small" {at} text-anchor="{anchor}">{day}</text>')
        return parts


def fan_chart(fan: Fan, *, name: str, as_of: date) -> str:
    """Reports so far as a line with dots, then the best count in bands of 50 % and 80 %."""
    days = [*(d for d, _ in fan.reported), *fan.days]
    counts = [c for _, c in fan.reported]
    frame = _Frame(min(days), max(days), _round_up(max([*fan.high80, *counts, 1.0])))
    what = fan.place or "all sites"
    ends = f"80 % between {fan.low80[-1]:,.0f} and {fan.high80[-1]:,.0f}"
    said = f"{what}: {fan.best[-1]:,.0f} on {fan.days[-1]}, {ends}"
    told = [d for d, _ in fan.reported]
    return "".join(
        [
            _head(f"{name}, {what}, as known on {as_of}", said),
            *frame.axes(),
            f'<polygon class="wide" points="{frame.band(fan.days, fan.low80, fan.high80)}"/>',
            f'<polygon class="narrow" points="{frame.band(fan.days, fan.low50, fan.high50)}"/>',
            f'<polyline class="best" points="{frame.line(fan.days, fan.best)}"/>',
            f'<polyline class="told" points="{frame.line(told, counts)}"/>',
            *(
                f'<circle class="dot" r="2.5" cx="{frame.x(d):.1f}" cy="{frame.y(c):.1f}"/>'
                for d, c in fan.reported
            ),
            _vertical(frame.x(as_of), str(as_of)),
            f'<text x="{_LEFT}" y="20">{escape(said)}</text></svg>\n',
        ]
    )


def flow_map(crisis: Crisis, flow: Flow, *, title: str) -> str:
    """Who moves where: roads in grey, one curve per origin and destination, as wide as the persons on it."""
    spots = _positions(crisis)
    moved = [
        (origin, place, float(flow.moved[i, j]))
        for i, origin in enumerate(flow.origins)
        for j, place in enumerate(flow.places)
        if flow.moved[i, j] > 0 and origin in spots and place in spots
    ]
    most = max((persons for _, _, persons in moved), default=1.0)
    biggest = sorted(moved, key=lambda m: -m[2])[:3]
    said = "; ".join(f"{a} to {b} {persons:,.0f}" for a, b, persons in biggest) or "nobody moves"
    parts = [_head(title, said)]
    for road in crisis.roads:
        if road.a in spots and road.b in spots:
            (x1, y1), (x2, y2) = spots[road.a], spots[road.b]
            parts.append(f'<line class="road" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>')
    parts += [
        _curve(spots[a], spots[b], persons / most, f"{a} to {b}: {persons:,.0f}") for a, b, persons in moved
    ]
    zones = {change.site for change in crisis.conflict}
    for site in crisis.sites:
        if site.name in spots:
            kind = "camp" if site.kind in RECEIVING else "zone" if site.name in zones else "place"
            parts.append(_spot(spots[site.name], kind, site.name))
    parts.append(f'<text x="10" y="20">{escape(title)}</text>')
    return "".join([*parts, "</svg>\n"])


def _head(title: str, said: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(said)}</desc><style>{_STYLE}</style>"
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>'
    )


def _vertical(at: float, label: str) -> str:
    end, shift = ("end", -4) if at > _WIDTH / 2 else ("start", 4)
    foot = _HEIGHT - _BOTTOM
    line = f'<line class="axis" stroke-dasharray="3 3" x1="{at:.1f}" x2="{at:.1f}" y1="{_TOP}" y2="{foot}"/>'
    place = f'x="{at + shift:.1f}" y="{foot + 16}" text-anchor="{end}"'
    return f'{line}<text class="small" {place}>as known {escape(label)}</text>'


def _round_up(value: float) -> float:
    """The next 1, 2 or 5 times a power of ten, for an axis that ends on a round number."""
    unit = 10.0 ** math.floor(math.log10(value))
    return next(step * unit for step in (1, 2, 4, 5, 8, 10) if step * unit >= value)


def _positions(crisis: Crisis) -> Mapping[str, tuple[float, float]]:
    """Sites on the page, north up, distances true at the middle latitude."""
    placed = [s for s in crisis.sites if s.lat is not None and s.lon is not None]
    if not placed:
        return {}
    lats, lons = [s.lat or 0.0 for s in placed], [s.lon or 0.0 for s in placed]
    squeeze = math.cos(math.radians((min(lats) + max(lats)) / 2))
    wide, high = (max(lons) - min(lons)) * squeeze, max(lats) - min(lats)
    unit = min((_WIDTH - 120) / max(wide, 1e-6), (_HEIGHT - 70) / max(high, 1e-6))
    left, top = (_WIDTH - wide * unit) / 2, (_HEIGHT - high * unit) / 2 + 8
    return {
        s.name: (left + (lon - min(lons)) * squeeze * unit, top + (max(lats) - lat) * unit)
        for s, lat, lon in zip(placed, lats, lons, strict=True)
    }


def _curve(a: tuple[float, float], b: tuple[float, float], part: float, label: str) -> str:
    bend = ((a[0] + b[0]) / 2 - (b[1] - a[1]) * 0.15, (a[1] + b[1]) / 2 + (b[0] - a[0]) * 0.15)
    way = " ".join(f"{x:.1f},{y:.1f}" for x, y in (bend, b))
    drawn = f'stroke-width="{0.3 + 8 * part:.2f}" d="M{a[0]:.1f},{a[1]:.1f} Q{way}"'
    return f'<path class="flow" {drawn}><title>{escape(label)}</title></path>'


def _spot(at: tuple[float, float], kind: str, name: str) -> str:
    told = f"<title>{escape(name)}</title>"
    if kind == "zone":  # a square: told apart without colour
        corner = f'x="{at[0] - 3:.1f}" y="{at[1] - 3:.1f}"'
        return f'<rect class="zone" {corner} width="6" height="6">{told}</rect>'
    shape = f'<circle class="{kind}" r="4" cx="{at[0]:.1f}" cy="{at[1]:.1f}">{told}</circle>'
    if kind != "camp":
        return shape
    return f'{shape}<text class="small" x="{at[0] + 6:.1f}" y="{at[1] + 4:.1f}">{escape(name)}</text>'
