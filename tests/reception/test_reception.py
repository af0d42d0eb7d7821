"""Reception planning: the figures of the published scenarios, units that never mix, and fair arithmetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj import reception
from panj.errors import PlanError
from panj.model import Bounds
from panj.reception import Amount, herd_like, needs, standards
from panj.reception.amounts import exactly


def same(n):
    return Bounds(n, n, n)


def line(plan, item):
    (found,) = [n for n in plan.needs if n.item == item]
    return found


@pytest.fixture(scope="module")
def month():
    return needs(same(100_000), 30)


@pytest.mark.parametrize(
    ("item", "best", "unit"),
    [
        ("food, all commodities", 1665, "t"),
        ("cereals", 1200, "t"),
        ("pulses", 180, "t"),
        ("vegetable oil", 75, "t"),
        ("blended food", 150, "t"),
        ("sugar", 45, "t"),
        ("iodised salt", 15, "t"),
        ("truckloads of food, 20 t", 84, "truck"),
        ("stacked volume of the food", 2497.5, "m3"),
        ("water, minimum standard", 1500, "m3/day"),
        ("water for survival", 750, "m3/day"),
        ("taps", 400, "tap"),
        ("toilets, first phase", 2000, "toilet"),
        ("toilets, standard", 5000, "toilet"),
        ("family tents", 20_000, "tent"),
        ("covered living space", 350_000, "m2"),
        ("land for a settlement", 450, "ha"),
        ("land where communal services stand outside", 300, "ha"),
        ("children under 5", 18_000, "person"),
        ("pregnant women", 5000, "person"),
    ],
)
def test_a_month_for_100_000_people(month, item, best, unit):
    need = line(month, item)
    assert (need.bounds.best, need.unit) == (best, unit)


def test_births_are_about_367_a_month(month):
    assert round(line(month, "births a month").bounds.best) == 367


def test_cold_asks_for_4_5_to_5_5_square_metres():
    cold = line(needs(same(100_000), 30, climate="cold"), "covered living space, cold climate")
    assert (cold.bounds.low, cold.bounds.high, cold.unit) == (450_000, 550_000, "m2")


def test_every_line_names_its_standard_and_its_arithmetic(month):
    for need in month.needs:
        assert need.source
        assert need.formula
    assert "Sphere Handbook 2018" in line(month, "water, minimum standard").source
    assert line(month, "water, minimum standard").formula == (
        "100,000 people × 15 l/person/day [water.minimum]"
    )


def test_figures_not_read_in_the_original_are_marked(month):
    assert line(month, "truckloads of food, 20 t").assumption
    assert not line(month, "water, minimum standard").assumption


HERD = {"sheep": 1000, "camels": 3, "yaks": 300, "horses": 30}


def test_herders_need_less_water_than_their_animals():
    plan = needs(same(77), 1, livestock={k: same(v) for k, v in HERD.items()})
    people = line(plan, "water, minimum standard").bounds.best * 1000
    animals = line(plan, "water for all animals").bounds
    assert people == pytest.approx(1155)
    assert (animals.low, animals.high) == (11_660, 14_990)
    assert animals.low / people >= 10
    assert animals.high / people < 13


def test_a_larger_herd_of_the_same_mix():
    plan = needs(same(347), 1, livestock=herd_like(same(4000), {"small": 1000, "large": 333}))
    water = line(plan, "water for all animals").bounds
    assert round(water.low / 1000) == 35
    assert round(water.high / 1000) == 45


def test_animals_of_a_kind_not_stated_get_the_whole_range():
    plan = needs(same(10), 1, livestock={"livestock": Bounds(3600, 4000, 4400)})
    water = line(plan, "water for animals of a kind not stated").bounds
    assert (water.low, water.high) == (3600 * 5, 4400 * 30)


def test_an_unknown_animal_is_refused_with_the_known_ones():
    with pytest.raises(PlanError, match=r"P006.*sheep"):
        needs(same(1), 1, livestock={"unicorns": same(2)})


@pytest.mark.parametrize(
    ("land", "holds", "at_minimum", "short", "short_minimum"),
    [(2.24, 497, 746, 447.76, 297.76), (70, 15_555, 23_333, 380, 230)],
)
def test_a_stated_100_000_against_the_land(land, holds, at_minimum, short, short_minimum):
    tested = reception.test_capacity(Bounds(0, None, 100_000), land_ha=land)
    assert (tested.holds, tested.holds_minimum) == (holds, at_minimum)
    assert tested.binding.needed == 450
    assert tested.minimum[0].needed == 300
    assert tested.binding.shortfall == pytest.approx(short)
    assert tested.minimum[0].shortfall == pytest.approx(short_minimum)
    assert tested.fits is False
    assert "land binds" in tested.sentence()


def test_the_scarcest_resource_binds():
    tested = reception.test_capacity(same(1000), land_ha=70, taps=3, toilets=500)
    assert tested.binding.resource == "taps"
    assert tested.holds == 750


def test_nothing_known_of_a_site_tests_nothing():
    tested = reception.test_capacity(same(100_000))
    assert tested.holds is None
    assert tested.fits is None
    assert "nothing is known" in tested.sentence()


def test_a_kilogram_never_meets_a_litre():
    with pytest.raises(PlanError, match="P002"):
        exactly(1, "kg") + exactly(1, "l")
    with pytest.raises(PlanError, match="P001"):
        exactly(1, "furlong")


def test_the_lines_of_both_climates_come_out_in_their_units():
    warm, cold = (needs(same(1000), 7, climate=c) for c in ("warm", "cold"))
    assert {n.item for n in cold.needs} - {n.item for n in warm.needs} >= {"firewood, open fire"}


def test_a_country_replaces_a_row_and_its_reason_is_cited(tmp_path):
    own = tmp_path / "tjk.toml"
    own.write_text('[water.minimum]\nvalue = 20\nreason = "Ministry of Health order 12"\n')
    plan = needs(same(1000), 1, standards=standards().with_file(own))
    water = line(plan, "water, minimum standard")
    assert water.bounds.best == 20
    assert "order 12" in water.source


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[water.minimum]\nvalue = 20\n", "P004"),
        ('[water.nonsense]\nvalue = 20\nreason = "x"\n', "P003"),
        ('[water.minimum]\nvalue = 20\nunit = "kg/person/day"\nreason = "x"\n', "P002"),
        ("[water.minimum\n", "P004"),
    ],
)
def test_a_wrong_row_is_refused(tmp_path, text, code):
    own = tmp_path / "own.toml"
    own.write_text(text)
    with pytest.raises(PlanError, match=code):
        standards().with_file(own)


def test_a_period_of_no_days_is_refused():
    with pytest.raises(PlanError, match="P005"):
        needs(same(10), 0)


people = st.integers(0, 5_000_000)


@given(people, people, st.integers(1, 365))
def test_more_people_never_need_less(a, b, days):
    fewer, more = needs(same(min(a, b)), days), needs(same(max(a, b)), days)
    for x, y in zip(fewer.needs, more.needs, strict=True):
        assert x.bounds.low <= y.bounds.low
        assert x.bounds.high <= y.bounds.high


@given(people, people, st.integers(1, 365))
def test_needs_of_two_groups_are_the_needs_of_both(a, b, days):
    one, two, both = needs(same(a), days), needs(same(b), days), needs(same(a + b), days)
    for x, y, z in zip(one.needs, two.needs, both.needs, strict=True):
        whole_things = 3  # a line may be rounded up, and stand on a line that was
        assert z.bounds.low <= x.bounds.low + y.bounds.low + 1e-6 * z.bounds.low
        assert z.bounds.low >= x.bounds.low + y.bounds.low - whole_things - 1e-6 * z.bounds.low


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_an_interval_of_people_gives_an_interval_of_needs(a, b):
    low, high = min(a, b), max(a, b)
    wide = needs(Bounds(low, None, high), 10)
    for need, bottom, top in zip(
        wide.needs, needs(same(low), 10).needs, needs(same(high), 10).needs, strict=True
    ):
        assert need.bounds.low == bottom.bounds.low
        assert need.bounds.high == top.bounds.high


def test_an_open_upper_end_stays_open():
    assert all(n.bounds.high is None for n in needs(Bounds(5, None, None), 1).needs)


@given(st.floats(0.1, 1e6), st.floats(0.1, 1e6))
def test_conversion_there_and_back(value, factor):
    litres = Amount(Bounds(value, value, value * factor), "l")
    back = litres.to("m3").to("l").bounds
    assert back.low == pytest.approx(value)
    assert back.high == pytest.approx(value * factor)
