"""The outlook of a case: a forecast with intervals, or why there is none; levels, and what a change does."""

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outlook.crises import counted, fork, growing
from panj.errors import PlanError
from panj.model import to_plain
from panj.outlook import fan_chart, flow_map, past_flow, to_csv, write_files
from panj.outlook.ahead import look_ahead, split_total
from panj.outlook.calibrated import calibration
from panj.outlook.case import StatedCapacity
from panj.outlook.growth import Growth, trend
from panj.outlook.intervals import shipped
from panj.outlook.whatif import Change, ChangeKind, compare

GROWTH = Growth(30, 0.25, 0.1, 0.8, 3)


@pytest.mark.parametrize("sized", [0, 1, 4])
def test_below_five_sized_observations_there_are_bands_and_no_forecast(sized):
    crisis = fork(observations=counted("Near", [(d, 100 * d) for d in range(sized + 1)]))
    ahead = look_ahead(crisis)
    assert ahead.verdict.kind == "none"
    assert "too few for a forecast" in ahead.verdict.note
    assert ahead.total == ahead.sites == ahead.triggers == ahead.fans == ()
    assert {band.kind for band in ahead.bands} == {"scenario"}


def test_from_five_on_every_site_has_an_interval_at_every_horizon():
    ahead = look_ahead(growing(), 60)
    assert ahead.verdict.kind == "forecast"
    assert {(f.place, f.horizon_days) for f in ahead.sites} == {
        (n, h) for n in ("Near", "Far") for h in (1, 7, 30, 90)
    }
    for f in (*ahead.total, *ahead.sites):
        assert f.bounds.low <= f.bounds.best <= f.bounds.high
        assert f.coverage == 0.8
        assert f.as_of == ahead.as_of
    widths = [f.bounds.high - f.bounds.low for f in ahead.total]
    assert widths == sorted(widths)


def test_bounds_of_the_last_report_widen_the_interval():
    crisis = growing(length=61)
    told = tuple(replace(o, low=o.count * 0.8, high=o.count * 1.5) for o in crisis.observations)
    sharp, vague = (look_ahead(c, 60) for c in (crisis, replace(crisis, observations=told)))
    for a, b in zip((*sharp.total, *sharp.sites), (*vague.total, *vague.sites), strict=True):
        assert b.bounds.best == a.bounds.best
        assert b.bounds.low <= a.bounds.low - 0.2 * a.baseline + 2 or b.bounds.low == 0
        assert b.bounds.high >= a.bounds.high + 0.5 * a.baseline - 2
    assert vague.fans[0].high80[0] > sharp.fans[0].high80[0]


def test_a_growing_site_is_forecast_above_its_last_report_and_a_flat_one_at_it():
    ahead = look_ahead(growing(pace=(50, 0)), 90)
    near, far = ([f for f in ahead.sites if f.place == n][-1] for n in ("Near", "Far"))
    assert near.bounds.best > near.baseline + 500
    assert far.bounds.best == pytest.approx(far.baseline, rel=0.25)


@given(st.integers(2, 1_000))
def test_a_forecast_scales_with_the_counts(times):
    crisis = growing(length=60)
    bigger = replace(
        crisis, observations=tuple(replace(o, count=o.count * times) for o in crisis.observations)
    )
    small, big = (trend(c, GROWTH).ahead(90, 31) for c in (crisis, bigger))
    assert big == pytest.approx(small * times)


def test_a_count_never_falls_below_nobody():
    falling = fork(observations=counted("Near", [(0, 5_000), (10, 3_000), (20, 500), (30, 10)]), length=60)
    assert (trend(falling, GROWTH).ahead(400, 370) >= 0).all()


def test_shares_of_a_given_total_add_up_to_it():
    for day, horizon in ((0, 0), (0, 30), (50, 0), (50, 90)):
        parts = split_total(growing(), 12_345.0, day, horizon=horizon)
        assert sum(f.bounds.best for f in parts) == pytest.approx(12_345)
        assert all(0 <= f.bounds.low <= f.bounds.best <= f.bounds.high <= 12_345 for f in parts)
    near, far = split_total(fork(), 100.0, 0)
    assert near.bounds.best > far.bounds.best > 0, "by the roads alone, the nearer takes more"
    assert near.kind == "scenario"
    assert sum(f.bounds.best for f in split_total(fork(roads=()), 100.0, 0)) == pytest.approx(100)


def test_a_capacity_is_reached_sooner_the_smaller_it_is():
    def chances(persons):
        sites = tuple(
            replace(s, capacities=(StatedCapacity(persons),)) if s.name == "Near" else s
            for s in growing().sites
        )
        ahead = look_ahead(replace(growing(), sites=sites), 90)
        return {
            (t.name.split()[0], t.horizon_days): t.probability for t in ahead.triggers if t.place == "Near"
        }

    small, large = chances(3_200.0), chances(9_000.0)
    assert all(small[k] >= large[k] for k in large)
    assert all(large["50%", h] >= large["80%", h] >= large["100%", h] for h in (7, 30, 90))
    assert large["100%", 7] <= large["100%", 30] <= large["100%", 90]
    assert chances(1_000.0)["100%", 7] == 1.0, "already over it"
    assert 0 < large["100%", 7] < 1


def test_influx_bands_have_a_probability():
    slow, fast = (look_ahead(growing(pace=p), 90) for p in ((3, 1), (4_000, 2_000)))
    for level in (500, 1_000):
        chance = [
            next(t.probability for t in a.triggers if t.level == level and t.horizon_days == 30)
            for a in (slow, fast)
        ]
        assert chance[0] < 0.2 < 0.5 < chance[1]


def test_what_a_case_teaches_is_never_used_on_itself():
    own = calibration(replace(fork(), name="car2013"))
    assert own.left_out == ("car2013",)
    assert "car2013" not in own.count.crises
    assert len(own.count.crises) == 5
    renamed = replace(fork(), name="other", home="CAR", start=__import__("datetime").date(2013, 12, 1))
    assert calibration(renamed).left_out == ("car2013",)
    assert calibration(fork()).left_out == ()
    assert len(calibration(fork()).crises) == 6


@pytest.mark.parametrize("task", ["count", "total", "share", "cold"])
@pytest.mark.parametrize("horizon", [1, 5, 30, 200])
def test_learned_ends_hold_the_middle_and_widen_with_coverage(task, horizon):
    learned = shipped(task)
    narrow, wide = learned.ends(horizon, 0.5), learned.ends(horizon, 0.8)
    assert wide[0] <= narrow[0] <= 0 <= narrow[1] <= wide[1]
    assert learned.above(horizon, -1e9) > 0.99
    assert 0 < learned.above(horizon, 1e9) < 0.01


def test_shutting_a_crossing_sends_people_elsewhere_and_loses_nobody():
    found = compare(growing(), [Change(ChangeKind.SHUT, "Town/Near")], 60, members=50)
    gap = {(f.place, f.horizon_days): f.bounds for f in found.difference}
    assert gap["Near", 30].high < 0 < gap["Far", 30].low
    assert gap["Near", 30].best == pytest.approx(-gap["Far", 30].best, rel=0.1)
    assert found.change == "Town/Near shuts"
    everything = compare(growing(), [Change(ChangeKind.SHUT, "Home/Away")], 60, members=50)
    assert everything.stranded[-1].bounds.low > 0
    assert all(f.bounds.best <= 0 for f in everything.difference)


def test_the_place_that_falls_sends_people_by_its_own_roads():
    found = compare(growing(), [Change(ChangeKind.FALL, "Inn")], 60, members=50)
    gap = {f.place: f.bounds for f in found.difference if f.horizon_days == 30}
    assert gap["Far"].best > 0 > gap["Near"].best


def test_a_capacity_that_is_full_turns_people_away_and_peace_brings_nobody_more():
    found = compare(growing(), [Change(ChangeKind.CAPACITY, "Near", 100.0)], 60, members=50)
    assert next(f.bounds.high for f in found.difference if f.place == "Near" and f.horizon_days == 30) < 0
    reopened = [Change(ChangeKind.SHUT, "Near"), Change(ChangeKind.OPEN, "Near")]
    assert all(not f.bounds.high for f in compare(growing(), reopened, 60, members=9).difference)


@pytest.mark.parametrize(
    ("kind", "place", "code"),
    [
        (ChangeKind.SHUT, "Nowhere", "P022"),
        (ChangeKind.SHUT, "Near/Far", "P024"),
        (ChangeKind.FALL, "Near", "P024"),
        (ChangeKind.CAPACITY, "Town", "P024"),
    ],
)
def test_a_change_that_fits_nothing_is_refused(kind, place, code):
    with pytest.raises(PlanError) as fault:
        compare(growing(), [Change(kind, place, 5.0)], 60, members=2)
    assert fault.value.code == code


def test_comparisons_repeat_by_seed():
    change = [Change(ChangeKind.SHUT, "Near")]
    assert compare(growing(), change, 60, members=20) == compare(growing(), change, 60, members=20)
    assert compare(growing(), change, 60, members=20) != compare(growing(), change, 60, members=20, seed=1)


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=20))
def test_pictures_are_well_formed_whatever_a_place_is_called(name):
    clean = "".join(c for c in name if c.isprintable()) or "x"
    crisis = growing(length=50)
    rename = {"Near": clean}
    sites = tuple(
        replace(s, name=rename.get(s.name, s.name), lat=1.0 * n, lon=2.0 * n)
        for n, s in enumerate(crisis.sites)
    )
    roads = tuple(replace(r, b=rename.get(r.b, r.b)) for r in crisis.roads)
    told = tuple(replace(o, site=rename.get(o.site, o.site)) for o in crisis.observations)
    if len({s.name for s in sites}) < 4:
        return
    crisis = replace(crisis, sites=sites, roads=roads, observations=told, targets=(clean, "Far"))
    ahead = look_ahead(crisis)
    for fan in ahead.fans:
        drawn = ElementTree.fromstring(fan_chart(fan, name=clean, as_of=ahead.as_of))
        assert drawn.find("{*}title") is not None
        assert drawn.find("{*}desc").text
    ElementTree.fromstring(flow_map(crisis, past_flow(crisis, 40), title=clean))


def test_files_hold_what_was_forecast(tmp_path):
    crisis = growing()
    ahead = look_ahead(crisis, 60)
    names = [path.name for path in write_files(ahead, crisis, tmp_path / "new" / "folder")]
    assert names == ["outlook.json", "outlook.csv", "fan.svg", "flows.svg"]
    told = json.loads((tmp_path / "new/folder/outlook.json").read_text())
    assert told == to_plain(ahead)
    rows = to_csv((*ahead.total, *ahead.sites)).splitlines()
    assert len(rows) == 1 + 4 + 8
    assert rows[1].startswith(f"{ahead.as_of},,1,")
