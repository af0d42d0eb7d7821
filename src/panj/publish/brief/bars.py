"""Interval bars as SVG: a bar from low to high on one logarithmic scale, with a tick at the best value.

Takes bounds and the largest figure on the page; gives markup without scripts or outside references.
"""

from __future__ import annotations

import math

from markupsafe import Markup

from panj.model import Bounds

WIDTH, HEIGHT = 132, 14


def bar(bounds: Bounds, top: float) -> Markup:
    """The bar of one figure; an open end fades out at the edge, nothing at all is bounded by no bar."""
    if bounds.high is None and bounds.low <= 0:
        return Markup("")
    left = _x(bounds.low, top)
    right = WIDTH if bounds.high is None else max(_x(bounds.high, top), left + 2)
    shape = (
        f'<rect x="{left:.1f}" y="4" width="{right - left:.1f}" height="6" rx="1" class="{_style(bounds)}"/>'
    )
    tick = ""
    if bounds.best is not None:
        x = _x(bounds.best, top)
        tick = f'<line x1="{x:.1f}" x2="{x:.1f}" y1="1" y2="13" class="best"/>'
    grid = "".join(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{HEIGHT}" class="grid"/>' for x in _grid(top))
    label = f"from {bounds.low:,.0f} to {'open' if bounds.high is None else f'{bounds.high:,.0f}'}"
    return Markup(  # noqa: S704  numbers only
        f'<svg class="bar" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{label}">{grid}{shape}{tick}</svg>'
    )


def scale(top: float) -> Markup:
    """The axis of the bars: powers of ten up to the largest figure."""
    marks = "".join(
        f'<text x="{min(max(_x(value, top), 4), WIDTH - 8):.1f}" y="10" '
        f'text-anchor="middle">{_short(value)}</text>'
        for value in _marks(top)
    )
    return Markup(  # noqa: S704  numbers only
        f'<svg class="bar scale" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'aria-hidden="true">{marks}</svg>'
    )


def _style(bounds: Bounds) -> str:
    return "open" if bounds.high is None or bounds.soft_high else "range"


def _x(value: float, top: float) -> float:
    return WIDTH * math.log10(1 + max(value, 0)) / math.log10(1 + max(top, 10))


def _marks(top: float) -> list[int]:
    return [10**k for k in range(1, int(math.log10(max(top, 10))) + 1)]


def _grid(top: float) -> list[float]:
    return [_x(value, top) for value in _marks(top)]


def _short(value: int) -> str:
    for size, name in ((10**9, "bn"), (10**6, "m"), (1000, "k")):
        if value >= size:
            return f"{value // size}{name}"
    return str(value)
