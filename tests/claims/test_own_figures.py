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
