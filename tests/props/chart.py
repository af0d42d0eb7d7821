"""A line chart as SVG, both axes logarithmic, for figures in the docs that anyone can draw again.

Takes series of points; gives the text of an SVG file that reads on light and on dark pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import ceil, floor, log10

Points = Sequence[tuple[float, float]]
COLOURS = ("#b3424a", "#b07d2b", "#2f6f8f")
WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 74, 190, 40, 52


def chart(
    series: Mapping[str, Points],
    *,
    title: str,
    across: str,
    up: str,
    ticks: Sequence[float],
    label: Callable[[float], str] = "{:g}".format,
    dashed: Mapping[str, Points] | None = None,
) -> str:
    """The chart: one line per series, named at its end; `dashed` lines beside them in the same colours.

    Args:
        ticks: values marked on the lower axis.
        label: how a value of the upright axis is written.
    """
    every = [p for points in (*series.values(), *(dashed or {}).values()) for p in points]
    left, right = log10(min(x for x, _ in every)), log10(max(x for x, _ in every))
    low, high = floor(log10(min(y for _, y in every))), ceil(log10(max(y for _, y in every)))

    def at(x: float, y: float) -> tuple[float, float]:
        over = (log10(x) - left) / (right - left) * (WIDTH - LEFT - RIGHT)
        above = (log10(y) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)
        return round(LEFT + over, 1), round(HEIGHT - BOTTOM - above, 1)

    lines = [_text(LEFT, 22, title, "start", 'font-weight="bold"')]
    for power in range(low, high + 1):
        _, y = at(10**left, 10.0**power)
        lines.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="#8886"/>')
        lines.append(_text(LEFT - 8, y + 4, label(10.0**power), "end"))
    below = HEIGHT - BOTTOM + 18
    lines += [_text(at(x, 10.0**low)[0], below, f"{x:,.0f}", "middle") for x in ticks]
    lines.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, across, "middle"))
    middle = (TOP + HEIGHT - BOTTOM) / 2
    lines.append(_text(16, middle, up, "middle", f'transform="rotate(-90 16 {middle})"'))
    for (name, points), colour in zip(series.items(), COLOURS, strict=False):
        lines.append(_line([at(*p) for p in points], colour, ""))
        if dashed and name in dashed:
            lines.append(_line([at(*p) for p in dashed[name]], colour, 'stroke-dasharray="5 5"'))
        x, y = at(*points[-1])
        lines.append(_text(x + 8, y + 4, name, "start", f'fill="{colour}" font-weight="bold"'))
    body = "\n".join(lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="13">\n<title>{title}</title>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="6" fill="#fbfaf7"/>\n{body}\n</svg>\n'
    )


def _line(points: Points, colour: str, more: str) -> str:
    path = " ".join(f"{x},{y}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" {more}/>'


def _text(x: float, y: float, words: str, anchor: str, more: str = "") -> str:
    return f'<text x="{round(x, 1)}" y="{round(y, 1)}" text-anchor="{anchor}" {more}>{words}</text>'
