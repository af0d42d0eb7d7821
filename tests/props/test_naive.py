"""However often the same is told, the bounds hold, and Panj errs less than adding up does."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from statistics import median

import pytest

from props.naive import REPORTS, WAYS, Point, errors, figure, table, told


@pytest.mark.parametrize("reports", [8, 40])
def test_panj_errs_less_than_adding_up(reports: int) -> None:
    rows = [errors(told(seed, reports)) for seed in range(25)]
    assert all(holds for _, holds in rows)
    summed, largest, panj = (median(r[n] for r, _ in rows) for n in range(3))
    assert panj <= largest < summed


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_bounds_hold_in_worlds_told_a_hundred_times() -> None:
    missed = [seed for seed in range(1_000) if not errors(told(seed, 100))[1]]
    assert missed == []


def test_the_figure_and_the_table_say_the_same() -> None:
    found = {way: [Point(0.1 * (n + 1), 0.5) for _ in REPORTS] for n, way in enumerate(WAYS)}
    lines = ET.fromstring(figure(found)).findall("{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == 2 * len(WAYS)
    assert "| 160 | 10.0% (1 in 10 over 50%) | 20.0% (1 in 10 over 50%) |" in table(found)
