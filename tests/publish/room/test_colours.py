"""The palette: readable on its paper, light and dark, and its families told apart by colour-blind eyes."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from panj.publish.room import files

CSS = (Path(str(files.STATIC)) / "tokens.css").read_text(encoding="utf-8")
FAMILIES = ("in", "out", "here", "room", "harm")


def palette(which: str) -> dict[str, str]:
    light, dark = CSS.split("@media screen and (prefers-color-scheme: dark)")  # paper is white in both
    part = light if which == "light" else dark.split("@media print")[0]
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})", part))


def channels(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def luminance(colour: str) -> float:
    r, g, b = channels(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    """WCAG 2 contrast ratio."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("which", ["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "ink-2", "link", "warn", "other", *FAMILIES])
@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_text_reads_on_its_ground(which: str, ink: str, ground: str) -> None:
    colours = palette(which)
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("which", ["light", "dark"])
@pytest.mark.parametrize("ground", ["mark", "sentence"])
def test_quoted_words_read_on_their_highlight(which: str, ground: str) -> None:
    colours = palette(which)
    assert contrast(colours["ink"], colours[ground]) >= 7
    assert contrast(colours["mark"], colours["sentence"]) > 1.05


@pytest.mark.parametrize("which", ["light", "dark"])
@pytest.mark.parametrize(("a", "b"), list(itertools.combinations(FAMILIES, 2)))
def test_families_stay_apart_for_colour_blind_eyes(which: str, a: str, b: str) -> None:
    """Deuteranopia and protanopia after Viénot, Brettel and Mollon (1999), compared in linear light."""
    colours = palette(which)
    views = (
        ((0.29275, 0.70725, -0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
        ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    )
    for view in views:
        seen = [
            [sum(k * c for k, c in zip(row, channels(colours[x]), strict=True)) for row in view]
            for x in (a, b)
        ]
        encoded = [[max(0.0, c) ** (1 / 2.2) for c in colour] for colour in seen]
        assert sum((p - q) ** 2 for p, q in zip(*encoded, strict=True)) ** 0.5 > 0.15, (a, b, encoded)
