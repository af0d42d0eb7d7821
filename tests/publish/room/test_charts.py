"""Intervals, the timeline and the map as drawn: nothing outside its sheet, no end lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.model import Bounds
from panj.publish.room import bars, words
from panj.publish.room.map import atlas, geography, sheet
from panj.publish.room.timeline import timeline

numbers = st.integers(0, 10**7).map(float)


@st.composite
def bounds(draw: st.DrawFn) -> Bounds:
    low, best, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    return Bounds(
        low,
        draw(st.sampled_from([best, None])),
        draw(st.sampled_from([high, None])),
        soft_high=draw(st.booleans()),
    )


@given(st.lists(bounds(), min_size=1, max_size=8))
def test_bars_keep_the_order_of_the_numbers(items: list[Bounds]) -> None:
    shared = bars.scale(items)
    for item in items:
        drawn = bars.bar(item, shared)
        assert 0 <= drawn.left <= drawn.right <= 100
        assert drawn.best is None or drawn.left <= drawn.best <= drawn.right
        assert drawn.open == (item.high is None)
        assert not (item.soft_high and drawn.cap_right)
    for one in items:
        for other in items:
            if one.low <= other.low:
                assert bars.bar(one, shared).left <= bars.bar(other, shared).left


@given(st.lists(bounds(), min_size=1, max_size=8))
def test_gridlines_stand_on_the_scale(items: list[Bounds]) -> None:
    shared = bars.scale(items)
    places = [t.at for t in shared.ticks]
    assert places == sorted(set(places))
    assert all(0 <= p <= 100 for p in places)


def test_a_hairline_asks_for_a_logarithmic_scale() -> None:
    assert bars.scale([Bounds(1550, 1599, 1599), Bounds(1037, 1037, 1037)]).kind == "linear"
    assert bars.scale([Bounds(17, 17, 17), Bounds(0, None, 100_000)]).kind == "log"


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (Bounds(1550, 1599, 1599), "1,550–1,599"),
        (Bounds(1037, 1037, 1037), "1,037"),
        (Bounds(0, None, None), "not bounded"),
        (Bounds(0, 5, None), "not bounded"),
        (Bounds(301, 301, None), "301 or more"),
        (Bounds(0, None, 2500), "up to 2,500"),
        (Bounds(0, 20, 49), "0–49"),
    ],
)
def test_both_ends_are_said(item: Bounds, said: str) -> None:
    assert words.interval(item) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2021, 9, 12), date(2021, 9, 13), "12–13 Sep 2021"),
        (date(2021, 6, 27), date(2021, 7, 5), "27 Jun – 5 Jul 2021"),
        (date(2020, 12, 31), date(2021, 1, 2), "31 Dec 2020 – 2 Jan 2021"),
        (date(2021, 7, 5), None, "from 5 Jul 2021"),
    ],
)
def test_periods_say_each_part_once(start: date, end: date | None, said: str) -> None:
    assert words.period(start, end) == said


@pytest.mark.parametrize("width", [860, 358])
def test_the_timeline_draws_arrivals_up_and_returns_down(made: ModuleType, width: int) -> None:
    drawn = timeline.draw(made.situation(), width=width)
    assert drawn is not None
    up = [m for m in drawn.marks if m.family == "in"]
    down = [m for m in drawn.marks if m.family == "out"]
    assert len(up) == 4
    assert len(down) == 1
    assert all(m.y_high <= m.y_low <= drawn.baseline for m in up)
    assert all(m.y_high >= m.y_low >= drawn.baseline for m in down)
    assert all(0 <= m.x <= width and 0 <= m.y_high <= drawn.height for m in drawn.marks)
    assert [p.day for p in drawn.publications] == ["2021-07-03", "2021-07-05", "2021-07-09", "2021-07-12"]
    xs = [m.x for m in sorted(up, key=lambda m: m.key) if m.key.startswith("e-second")]
    assert len(xs) == len(set(xs))  # two of one day do not hide each other


def test_no_label_of_the_timeline_covers_another(made: ModuleType) -> None:
    drawn = timeline.draw(made.situation(), width=358)
    assert drawn is not None
    spots = [(m.label_x, m.label_y, len(m.label) * 6.4, m.anchor) for m in drawn.marks if m.label]
    boxes = [(x - {"middle": w / 2, "start": 0, "end": w}[a], y, w) for x, y, w, a in spots]
    for i, (x, y, w) in enumerate(boxes):
        for x2, y2, w2 in boxes[i + 1 :]:
            assert abs(y - y2) >= 12 or x + w <= x2 or x2 + w2 <= x


def test_of_very_many_movements_the_largest_are_drawn_and_the_rest_counted(made: ModuleType) -> None:
    one = made.situation()
    many = [replace(one.events[0], id=f"e{i}", bounds=Bounds(i, i, i)) for i in range(1, 5001)]
    drawn = timeline.draw(replace(one, events=tuple(many)), width=358)
    assert drawn is not None
    assert len(drawn.marks) + drawn.left_out == 5000
    assert 20 < len(drawn.marks) < 100
    assert min(int(m.key[1:]) for m in drawn.marks) == 5000 - len(drawn.marks) + 1


def test_a_day_without_movements_has_no_timeline(made: ModuleType) -> None:
    assert timeline.draw(made.situation(date(2020, 1, 1))) is None
    assert geography.survey(made.situation(date(2020, 1, 1))) is None


def test_a_district_is_an_area_and_a_town_a_point(made: ModuleType) -> None:
    earth = geography.survey(made.situation())
    assert earth is not None
    drawn = sheet.draw(earth)
    by_name = {s.spot.name: s for s in drawn.spots}
    assert not by_name["Upper Bank"].spot.point
    assert by_name["Upper Bank"].radius > 2 * by_name["Lower Bank"].radius
    assert "Afghanistan" not in by_name  # a country is drawn as its outline
    assert all(0 <= s.x <= drawn.width and 0 <= s.y <= drawn.height for s in drawn.spots)


def test_there_and_back_are_two_lines(made: ModuleType) -> None:
    earth = geography.survey(made.situation())
    assert earth is not None
    there, back = earth.flows
    assert there.text == "1,550–1,599 and 3 more"
    assert (there.family, back.family) == ("in", "out")
    assert there.line[12] != back.line[12]
    assert not back.confirmed


def test_one_far_place_does_not_shrink_the_map(made: ModuleType) -> None:
    spots = [geography.Spot(f"{i}", f"{i}", "town", 70 + i / 10, 38, 1, 3) for i in range(6)]
    far = geography.Spot("far", "far", "town", -75, 40, 1, 1)
    assert geography._near([*spots, far]) == spots


@pytest.mark.parametrize(
    ("lon", "lat", "name"),
    [
        (68.78, 38.56, "Tajikistan"),
        (69.2, 34.5, "Afghanistan"),
        (-40, 30, None),
        (178.0, -17.8, "Fiji"),
        (37.6, 55.7, "Russia"),
    ],
)
def test_the_atlas_knows_where_a_point_lies(lon: float, lat: float, name: str | None) -> None:
    assert atlas.country_at(lon, lat) == name


def test_outlines_are_cut_to_the_sheet() -> None:
    (left, top), (right, low) = atlas.mercator(66, 40), atlas.mercator(72, 36)
    pieces = list(atlas.within(left, top, right, low))
    assert {"Tajikistan", "Afghanistan", "Uzbekistan"} <= {name for name, _ in pieces}
    assert all(left <= x <= right and top <= y <= low for _, ring in pieces for x, y in ring)
    assert list(atlas.within(left, top, right, low, least=1.0)) == []
