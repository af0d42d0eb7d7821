"""A report's own figures: stated outright, of its own year, each once."""

from __future__ import annotations

from panj import Report, extract
from panj.claims.own_figures import kind_of, own_figures

STORM = (
    "On 3 May 2020 the storm killed 41 people and left 6,200 homeless. Of the dead, 12 were children. "
    "In Tarn on 4 May 2020 the flood killed 9 people. Officials later confirmed that 41 people were killed. "
    "In 1998 a storm killed 730 people on the same coast."
)


def test_own_figures_leave_out_other_years_parts_and_repeats() -> None:
    kept = own_figures(extract(Report(text=STORM, published="2020-06-01", name="storm")))
    told = [(kind_of(c), c.value) for c in kept]
    assert ("killed", 41.0) in told
    assert ("homeless", 6200.0) in told
    assert ("killed", 9.0) in told
    assert told.count(("killed", 41.0)) == 1
    assert not {730.0, 12.0} & {value for _, value in told}


def test_each_figure_has_the_state_behind_it() -> None:
    text = "The quake left 30 dead and 4,000 homeless. Another left 1,500 people homeless and 20 dead."
    found = {c.value: kind_of(c) for c in extract(Report(text=text, published="2020-06-01", name="quake"))}
    assert found == {30.0: "killed", 4000.0: "homeless", 1500.0: "homeless", 20.0: "killed"}


FLOOD = (
    "In May 2019 floods hit Torland and Velm. "
    "Altogether 212 people died in the floods: 180 in Torland and 32 in Velm. "
    "In Torland 36,400 people were displaced, and about 36,000 were still in camps. "
    "Boats rescued 900 people from roofs. Thousands of people were evacuated. "
    "The floods were the worst since 1953, when 1,800 people drowned in Torland."
)


def test_own_figures_leave_out_rescues_orders_of_magnitude_and_earlier_disasters() -> None:
    kept = own_figures(extract(Report(text=FLOOD, published="2019-07-01", name="flood")))
    told = {(kind_of(c), c.value) for c in kept}
    assert {("killed", 212.0), ("displaced", 36400.0)} <= told
    assert not {900.0, 2000.0, 1800.0} & {value for _, value in told}


def test_parts_stay_where_a_place_of_their_own_tells_them_apart() -> None:
    kept = own_figures(extract(Report(text=FLOOD, published="2019-07-01", name="flood")))
    assert {180.0, 32.0} <= {c.value for c in kept if kind_of(c) == "killed"}


GALE = (
    "On 3 May 2020 the gale killed 41 people in Torland. Four firefighters were among the dead. "
    "Three others drowned off Velm when their boat sank. "
    "It was deadlier than the storm of the year before, which killed 17 people."
)


def test_own_figures_leave_out_additions_parts_and_the_dead_of_other_storms() -> None:
    found = extract(Report(text=GALE, published="2020-06-01", name="gale"))
    assert {41.0, 4.0, 3.0, 17.0} <= {c.value for c in found}
    assert [(kind_of(c), c.value) for c in own_figures(found)] == [("killed", 41.0)]
