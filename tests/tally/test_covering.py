"""What a scope may hold is found by what things cover; nothing that may lie in it is left out."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from panj.events.scopes import Places, Window
from panj.gazetteer import Gazetteer
from panj.model import Group, Measure, Unit
from panj.tally.covering import Covering
from panj.tally.scope import Extent, Lies, lies

PLACES = Places(Gazetteer.default())
START = date(2021, 7, 1)
CODES = st.sampled_from([None, "TJ", "TJ-GB", "AF", "AF-BDS", "TD", "~zarbulak"])
DAYS = st.one_of(st.none(), st.integers(0, 9).map(lambda n: START + timedelta(days=n)))


@st.composite
def extents(draw: st.DrawFn) -> Extent:
    first, last = draw(DAYS), draw(DAYS)
    if first and last and first > last:
        first, last = last, first
    return Extent(
        measures=frozenset({draw(st.sampled_from([Measure.ARRIVAL, Measure.RETURN, Measure.HOSTED]))}),
        unit=draw(st.sampled_from([Unit.PERSONS, Unit.HOUSEHOLDS])),
        group=draw(st.sampled_from([None, Group.PEOPLE, Group.REFUGEES, Group.SOLDIERS])),
        origin=draw(CODES),
        destination=draw(CODES),
        window=Window(first, last, running=draw(st.booleans())),
        people=draw(st.sampled_from([None, "AF", "TD"])),
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(extents(), max_size=12), extents(), st.booleans())
def test_what_is_not_near_lies_outside(held: list[Extent], scope: Extent, slack: bool) -> None:
    near = Covering(held, PLACES).near(scope)
    assert list(near) == sorted(near)
    for n, extent in enumerate(held):
        if n not in near:
            assert lies(extent, scope, PLACES, slack=slack) is Lies.OUT
