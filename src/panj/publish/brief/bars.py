"""Interval bars as SVG: a bar from low to high on the scale of its section, with a tick at the best value.

Takes bounds and the largest figure of the section; gives markup without scripts or outside references.
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
    """The axis of a section's bars."""
    marks = "".join(
        f'<text x="{_x(value, top):.1f}" y="10" text-anchor="{anchor}">{_short(value)}</text>'
        for value, anchor in zip(_marks(top), ("start", "middle", "end"), strict=True)
    )
    return Markup(  # noqa: S704  numbers only
        f'<svg class="bar scale" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'aria-hidden="true">{marks}</svg>'
    )


def _style(bounds: Bounds) -> str:
    return "open" if bounds.high is None or bounds.soft_high else "range"


def _x(value: float, top: float) -> float:
    return WIDTH * max(value, 0) / max(top, 1)


def nice_top(value: float) -> float:
    """The end of a scale: the next 1, 2 or 5 with zeros.

    >>> nice_top(1599), nice_top(100_000)
    (2000.0, 100000.0)
    """
    size = 10.0 ** math.floor(math.log10(max(value, 1)))
    return next(step * size for step in (1, 2, 5, 10) if step * size >= value)


def _marks(top: float) -> list[float]:
    return [0, top / 2, top]


def _grid(top: float) -> list[float]:
    return [_x(value, top) for value in _marks(top)]


def marks(top: float) -> tuple[str, ...]:
    """The ends and the middle of a scale in short: `0`, `1k`, `2k`."""
    return tuple(map(_short, _marks(top)))


def _short(value: float) -> str:
    for size, name in ((10**9, "bn"), (10**6, "m"), (1000, "k")):
        if value >= size:
            return f"{value / size:.3g}{name}"
    return f"{value:.3g}"
