"""Head counts on the network: nobody is lost, chance is seeded, and what is shut is shut."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outlook.crises import fork, site
from panj.errors import SettingsError
from panj.outlook.case import Closure, ClosureKind, ConflictChange, Road, StatedCapacity
from panj.outlook.flow import simulate
from panj.outlook.parameters import Movers, movement
from panj.outlook.share import arrival_shares

PEOPLE = st.lists(st.integers(0, 5_000), min_size=1, max_size=25)
MOVE = movement()


@st.composite
def crises(draw):
    """Random networks with islands, hubs, redirections, capacities and closures of every kind."""
    camps = draw(st.integers(1, 4))
    towns = draw(st.integers(1, 4))
    names = [f"T{n}" for n in range(towns)] + [f"C{n}" for n in range(camps)] + ["Hub"]
    capacity = st.one_of(st.none(), st.integers(0, 3_000).map(float))
    sites = [
        site(f"T{n}", "conflict_zone", "Home", population=draw(st.integers(0, 9_000))) for n in range(towns)
    ]
    sites += [site(f"C{n}", country="Away", capacity=draw(capacity)) for n in range(camps)]
    sites.append(site("Hub", "forwarding_hub", "Away"))
    pairs = [(a, b) for n, a in enumerate(names) for b in names[n + 1 :]]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=len(pairs)))
    roads = tuple(
        Road(a, b, float(draw(st.integers(1, 3_000))), draw(st.sampled_from([0, 0, 0, 1, 2])))
        for a, b in chosen
    )
    day = st.integers(0, 20)
    closures = []
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(list(ClosureKind)))
        a, b = draw(st.sampled_from(pairs))
        a, b = ("Home", "Away") if kind is ClosureKind.COUNTRY else (a, b)
        start = draw(day)
        closures.append(Closure(kind, a, b, start, draw(st.one_of(st.none(), st.integers(start, 25)))))
    conflict = tuple(
        ConflictChange(
            f"T{draw(st.integers(0, towns - 1))}", draw(day), draw(st.sampled_from([0.0, 0.5, 1.0]))
        )
        for _ in range(draw(st.integers(0, 5)))
    )
    return fork(
        sites=tuple(sites),
        roads=roads,
        targets=tuple(f"C{n}" for n in range(camps)),
        closures=tuple(closures),
        conflict=tuple(sorted(conflict, key=lambda c: c.day)),
        length=25,
    )


MOVES = st.builds(
    lambda walk, back, power, reach: MOVE.changed(
        movers=(Movers("on foot", walk, 35.0), Movers("by road", 1 - walk, 400.0)),
        return_rate=back,
        population_power=power,
        awareness_sites=reach,
    ),
    st.sampled_from([0.0, 0.3, 1.0]),
    st.sampled_from([0.0, 0.2]),
    st.sampled_from([0.0, 1.0]),
    st.sampled_from([0, 1, 3, 64]),
)


@settings(max_examples=60, deadline=None)
@given(crises(), MOVES, PEOPLE)
def test_mean_flows_account_for_everybody_every_day(crisis, move, people):
    flow = simulate(crisis, move, np.array(people, dtype=float), start=np.full(len(crisis.targets), 10.0))
    assert flow.unaccounted() == pytest.approx(0, abs=1e-6 * (1 + sum(people)))
    assert flow.entered[0, -1] == pytest.approx(sum(people) + 10 * len(crisis.targets))
    assert flow.present.min() >= -1e-9
    assert flow.passing.min() >= -1e-6


@settings(max_examples=60, deadline=None)
@given(crises(), MOVES, PEOPLE, st.integers(0, 2**32))
def test_drawn_persons_are_whole_and_all_accounted_for(crisis, move, people, seed):
    runs = [
        simulate(crisis, move, np.array(people), members=3, rng=np.random.default_rng(seed)) for _ in range(2)
    ]
    assert runs[0].unaccounted() == 0
    assert np.array_equal(runs[0].present, runs[0].present.round())
    assert runs[0].present.min() >= 0
    assert np.array_equal(runs[0].present, runs[1].present), "the same seed gives the same run"


@settings(max_examples=40, deadline=None)
@given(crises(), PEOPLE)
def test_a_capacity_is_never_exceeded(crisis, people):
    for rng in (None, np.random.default_rng(1)):
        flow = simulate(crisis, MOVE, np.array(people, dtype=float), rng=rng)
        for n, name in enumerate(crisis.targets):
            stated = crisis.site(name).capacities
            redirected = any(r.redirect and name in (r.a, r.b) for r in crisis.roads)
            if stated and not redirected:  # who is sent on by force is not turned away for want of room
                assert flow.present[0, :, n].max() <= stated[0].persons + 1e-6


def test_the_mean_over_draws_is_the_mean_flow():
    people = np.full(20, 500)
    mean = simulate(fork(), MOVE, people).present[0, -1]
    drawn = simulate(fork(), MOVE, people, members=400, rng=np.random.default_rng(3)).present[:, -1]
    assert drawn.mean(axis=0) == pytest.approx(mean, rel=0.01)
    assert drawn.std(axis=0).min() > 10, "members differ by chance"


@pytest.mark.parametrize("ends", [("Town", "Near"), ("Near", "Town")])
def test_a_shut_road_is_shut_in_both_directions_and_no_other_is(ends):
    crisis = replace(fork(), closures=(Closure(ClosureKind.LINK, *ends, 0, None),))
    near, far = simulate(crisis, MOVE, np.full(10, 100.0)).present[0, -1]
    assert near == 0
    assert far > 900
    onward = replace(crisis, conflict=(ConflictChange("Inn", 0, 1.0),))
    assert simulate(onward, MOVE, np.full(10, 100.0)).present[0, -1, 0] == 0


@pytest.mark.parametrize("pair", [("Home", "Away"), ("Away", "Home")])
def test_a_shut_border_keeps_everybody_home_until_it_opens(pair):
    crisis = replace(fork(), closures=(Closure(ClosureKind.COUNTRY, *pair, 0, 5),))
    flow = simulate(crisis, MOVE, np.array([100.0, *[0.0] * 9]))
    assert flow.present[0, 4].sum() == 0
    assert flow.passing[0, 4] == 100
    assert flow.present[0, 9].sum() == pytest.approx(100)


def test_who_is_on_a_road_that_shuts_turns_back_and_goes_another_way():
    walkers = MOVE.changed(movers=(Movers("on foot", 1.0, 10.0),))
    crisis = replace(fork(near=100, far=60), closures=(Closure(ClosureKind.LINK, "Town", "Near", 3),))
    flow = simulate(crisis, walkers, np.array([1_000.0, *[0.0] * 29]))
    assert flow.present[0, -1, 0] == 0
    assert flow.present[0, -1, 1] == pytest.approx(1_000)
    assert flow.unaccounted() == pytest.approx(0, abs=1e-9)


def test_a_reopened_road_does_not_call_back_those_on_the_long_way():
    walkers = MOVE.changed(movers=(Movers("on foot", 1.0, 10.0),))
    crisis = replace(fork(near=100, far=200), closures=(Closure(ClosureKind.LINK, "Town", "Near", 0, 3),))
    flow = simulate(crisis, walkers, np.array([1_000.0, *[0.0] * 29]))
    assert flow.present[0, -1, 1] == pytest.approx(1_000)


@pytest.mark.parametrize("kind", [ClosureKind.CAMP, ClosureKind.LOCATION])
def test_a_closed_camp_takes_nobody_in(kind):
    crisis = replace(fork(), closures=(Closure(kind, "Near", "", 0, None),))
    assert simulate(crisis, MOVE, np.full(10, 100.0)).present[0, -1, 0] == 0


def test_a_capacity_of_nought_takes_nobody_and_none_stated_takes_all():
    closed, open_to_all = fork(capacity=0.0), fork()
    assert simulate(closed, MOVE, np.full(10, 100.0)).present[0, -1, 0] == 0
    assert simulate(open_to_all, MOVE, np.full(10, 1e6)).present[0, -1, 0] > 1e6


def test_a_capacity_counts_from_the_day_it_is_stated():
    sites = [
        replace(s, capacities=(StatedCapacity(200.0, 5),)) if s.name == "Near" else s for s in fork().sites
    ]
    flow = simulate(fork(sites=tuple(sites)), MOVE, np.full(10, 100.0))
    assert flow.present[0, 4, 0] > 200
    assert flow.present[0, -1, 0] == flow.present[0, 4, 0]


def test_on_an_island_people_wait():
    crisis = fork(roads=())
    flow = simulate(crisis, MOVE, np.full(5, 100.0))
    assert flow.present.sum() == 0
    assert flow.passing[0, -1] == 500


def test_a_hub_passes_everybody_on_to_the_nearest_site_of_its_country():
    crisis = fork(
        sites=(*fork().sites, site("Gate", "forwarding_hub", "Away")),
        roads=(*fork().roads, Road("Town", "Gate", 50.0), Road("Gate", "Far", 30.0)),
    )
    flow = simulate(crisis, MOVE, np.array([900.0, *[0.0] * 9]))
    assert flow.present[0, -1].sum() == pytest.approx(900)
    assert flow.present[0, -1, 1] > 600  # by itself and by way of the hub
    assert flow.passing[0, -1] == pytest.approx(0, abs=1e-9)


def test_a_redirection_sends_on_everybody():
    roads = (Road("Town", "Near", 100.0), Road("Near", "Far", 40.0, redirect=1))
    flow = simulate(fork(roads=roads), MOVE, np.array([500.0, *[0.0] * 9]))
    assert list(flow.present[0, -1]) == pytest.approx([0, 500])
    back = (Road("Town", "Near", 100.0), Road("Near", "Far", 40.0, redirect=2))
    assert simulate(fork(roads=back), MOVE, np.array([500.0, *[0.0] * 9])).present[0, -1, 0] == pytest.approx(
        500
    )


def test_onset_and_end_of_conflict_tell_who_flees():
    crisis = fork(
        conflict=(
            ConflictChange("Inn", 0, 1.0),
            ConflictChange("Inn", 4, 0.0),
            ConflictChange("Town", 4, 1.0),
        )
    )
    shares = arrival_shares(crisis, MOVE, 8)
    assert shares[3, 1] > shares[5, 1], "the inn lies nearer to the far camp"
    assert simulate(crisis, MOVE, np.full(8, 10.0)).origins == ("Town", "Inn")


def test_an_old_conflict_sends_fewer_where_a_half_life_is_given():
    crisis = fork(conflict=(ConflictChange("Inn", 0, 1.0), ConflictChange("Town", 30, 1.0)))
    fading = MOVE.changed(conflict_half_life=10.0)
    assert arrival_shares(crisis, fading, 31)[30, 0] > arrival_shares(crisis, MOVE, 31)[30, 0]


def test_a_place_from_which_everybody_fled_sends_nobody():
    people = tuple(replace(s, population=50.0) if s.name == "Inn" else s for s in fork().sites)
    crisis = fork(sites=people, conflict=(ConflictChange("Inn", 0, 1.0), ConflictChange("Town", 0, 1.0)))
    flow = simulate(crisis, MOVE, np.full(10, 100.0))
    inn = flow.moved[flow.origins.index("Inn")].sum()
    assert inn == pytest.approx(50)


def test_returns_begin_when_home_is_at_peace():
    crisis = fork(conflict=(ConflictChange("Town", 0, 1.0), ConflictChange("Town", 5, 0.0)))
    flow = simulate(crisis, MOVE.changed(return_rate=0.1), np.array([1_000.0, *[0.0] * 19]))
    assert flow.returned[0, 4] == 0
    assert flow.returned[0, -1] > 700
    assert flow.unaccounted() == pytest.approx(0, abs=1e-9)


def test_walkers_arrive_later():
    newcomers = np.array([100.0, *[0.0] * 9])
    by_road = simulate(fork(near=300, far=900), MOVE, newcomers)
    on_foot = simulate(
        fork(near=300, far=900), MOVE.changed(movers=(Movers("on foot", 1.0, 35.0),)), newcomers
    )
    assert by_road.present[0, 0].sum() > 0
    assert on_foot.present[0, 7].sum() == 0
    assert on_foot.present[0, 8].sum() > 0


def test_newcomers_before_any_conflict_is_known_wait_for_it():
    crisis = fork(conflict=(ConflictChange("Town", 3, 1.0),))
    flow = simulate(crisis, MOVE, np.full(5, 100.0))
    assert flow.passing[0, 2] == 300
    assert flow.present[0, -1].sum() == pytest.approx(500)


def test_members_differ_by_their_own_parameters():
    powers = np.array([0.0, 3.0])
    near = simulate(fork(), MOVE, np.full(9, 100.0), members=2, powers=powers, soft=np.full(2, 50.0)).present[
        :, -1, 0
    ]
    assert near[1] > near[0] == pytest.approx(450)


def test_a_name_that_is_no_parameter_is_refused():
    with pytest.raises(SettingsError, match="no parameter"):
        MOVE.changed(camps_are_sink=True)
    with pytest.raises(SettingsError, match="sum to"):
        MOVE.changed(movers=(Movers("some", 0.5, 35.0),))
