"""Who goes where: optimal beside brute force, within every limit, with reasons where it cannot be done."""

import random
from collections import Counter
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panj.errors import PlanError
from panj.model import Bounds
from panj.reception.allocation import EVEN, allocate
from panj.reception.network import Arrival, Entry, Network, Road, Rule, Site

START = date(2024, 3, 1)


def same(n):
    return Bounds(n, n, n)


def day(n):
    return START + timedelta(days=n)


def arrival(n, entry, group, people, household=1):
    return Arrival(day(n), entry, group, same(people), household)


# --- Beside brute force -----------------------------------------------------------------------------------


def small_case(seed):
    rng = random.Random(seed)
    sites = tuple(
        Site(
            f"s{i}",
            rng.randint(0, 7),
            opens=day(1) if rng.random() < 0.2 else None,
            daily_intake=rng.choice([None, None, 3, 4]),
        )
        for i in range(rng.randint(1, 3))
    )
    entry = Entry("e", daily_registration=rng.choice([None, None, 4, 5]))
    roads = tuple(
        Road("e", site.name, float(rng.randint(1, 9)), rng.choice([None, None, 4])) for site in sites
    )
    size = rng.randint(1, 3)
    arrivals = tuple(arrival(d, "e", "refugees", size * rng.randint(0, 2), size) for d in range(2))
    return Network(START, 2, sites, (entry,), roads, arrivals), size


def brute_force(network, size):
    """The least nights without a place, then travel; the least fill among plans within the give."""
    households = [n for n, a in enumerate(network.arrivals) for _ in range(int(a.people.best) // size)]
    choices = [None, *product(range(2), range(len(network.sites)))]
    plans = []
    for plan in product(choices, repeat=len(households)):
        told = plan_value(network, size, households, plan)
        if told is not None:
            plans.append(told)
    nights = min(p[0] for p in plans)
    km = min(p[1] for p in plans if p[0] == nights)
    fill = min(p[2] for p in plans if p[0] == nights and p[1] <= km * (1 + EVEN) + 1e-6)
    return nights, km, fill


def plan_value(network, size, households, plan):
    nights, km = 0, 0.0
    into, road, through = Counter(), Counter(), Counter()
    for came, choice in zip(households, plan, strict=True):
        if choice is None:
            nights += size * (2 - came)
            continue
        when, where = choice
        site = network.sites[where]
        if when < came or not site.open_on(day(when)):
            return None
        nights += size * (when - came)
        km += size * network.roads[where].km
        into[where, when] += size
        road[where, when] += size
        through[when] += size
    most = network.entries[0].daily_registration
    if most is not None and max(through.values(), default=0) > most:
        return None
    fill = 0.0
    for where, site in enumerate(network.sites):
        total = into[where, 0] + into[where, 1]
        if total > site.capacity:
            return None
        fill = max(fill, total / site.capacity if site.capacity else 0.0)
        for when in range(2):
            if site.daily_intake is not None and into[where, when] > site.daily_intake:
                return None
            limit = network.roads[where].daily_people
            if limit is not None and road[where, when] > limit:
                return None
    return nights, km, fill


@pytest.mark.parametrize("block", range(10))
def test_allocation_is_optimal_beside_brute_force_on_200_small_cases(block):
    for seed in range(block * 20, block * 20 + 20):
        network, size = small_case(seed)
        got = allocate(network)
        nights, km, fill = brute_force(network, size)
        most = max(
            (
                sum(p.people for p in got.placements if p.site == site.name) / site.capacity
                for site in network.sites
                if site.capacity
            ),
            default=0.0,
        )
        assert got.nights == nights, seed
        assert km - 1e-6 <= got.person_km <= km * (1 + EVEN) + 1e-3, seed
        assert most == pytest.approx(fill, abs=1e-6), seed
        assert got.exact


# --- What must hold of every plan -------------------------------------------------------------------------


@st.composite
def networks(draw):
    count = st.integers(0, 400)
    sites = tuple(
        Site(
            f"s{i}",
            draw(count),
            at=(10.0 + i, 20.0),
            closes=day(draw(st.integers(1, 3))) if draw(st.booleans()) else None,
            people=draw(st.integers(0, 50)),
            daily_intake=draw(st.none() | st.integers(1, 200)),
            groups=("soldiers",) if draw(st.integers(0, 3)) == 0 else (),
        )
        for i in range(draw(st.integers(1, 3)))
    )
    entries = (Entry("e", at=(10.5, 21.0), daily_registration=draw(st.none() | st.integers(1, 300))),)
    arrivals = tuple(
        arrival(n, "e", draw(st.sampled_from(["refugees", "soldiers"])), draw(count), draw(st.integers(1, 6)))
        for n in range(draw(st.integers(0, 4)))
    )
    return Network(START, 4, sites, entries, (), arrivals)


@settings(max_examples=40, deadline=None)
@given(networks())
def test_nobody_is_lost_and_no_limit_is_passed(network):
    plan = allocate(network)
    last = day(3)
    came = sum(a.people.best for a in network.arrivals) + sum(s.people for s in network.sites)
    there = sum(plan.there[site.name, last] for site in network.sites)
    waiting = sum(w.people for w in plan.waiting if w.day == last and w.at == "e")
    assert there + waiting == came
    for site in network.sites:
        taken = Counter()
        for p in plan.placements:
            if p.site == site.name:
                taken[p.day] += p.people
                assert site.open_on(p.day)
                assert (p.group == "soldiers") == (site.groups == ("soldiers",))
        if site.daily_intake is not None:
            assert max(taken.values(), default=0) <= site.daily_intake
        for n in range(4):
            held = plan.there[site.name, day(n)]
            left = sum(w.people for w in plan.waiting if w.at == site.name and w.day == day(n))
            assert held - left <= (site.capacity if site.open_on(day(n)) else 0) or held == site.people
    through = Counter()
    for p in plan.placements:
        through[p.day] += p.people if p.source == "e" else 0
    most = network.entries[0].daily_registration
    assert most is None or max(through.values(), default=0) <= most


def test_a_large_plan_settles_whole_households_within_every_limit():
    rng = random.Random(3)
    sites = tuple(
        Site(f"s{i}", rng.randint(100, 600), at=(10 + rng.random(), 20 + rng.random()), daily_intake=60)
        for i in range(12)
    )
    entries = tuple(Entry(f"e{i}", at=(10 + rng.random(), 20 + rng.random())) for i in range(3))
    arrivals = tuple(
        arrival(d, f"e{i}", "refugees", rng.randint(0, 70), 5) for d in range(40) for i in range(3)
    )
    network = Network(START, 40, sites, entries, (), arrivals)
    plan = allocate(network)
    assert not plan.exact
    placed = sum(p.people for p in plan.placements)
    assert placed + plan.without == sum(a.people.best for a in arrivals)
    for site in network.sites:
        assert max(plan.there[site.name, day(n)] for n in range(40)) <= site.capacity
        daily = Counter()
        for p in plan.placements:
            daily[p.day] += p.people if p.site == site.name else 0
        assert max(daily.values(), default=0) <= 60
    assert plan.nights <= plan.nights_floor * 1.05 + 5 * len(arrivals)


# --- What officers rely on --------------------------------------------------------------------------------


def test_combatants_are_placed_only_where_set_aside_and_never_fill_the_places_of_refugees():
    network = Network(
        START,
        1,
        (Site("camp", 2000, at=(0, 0)), Site("barracks", 500, at=(0, 1), groups=("soldiers",))),
        (Entry("bridge", at=(0, 0.5)),),
        (),
        (arrival(0, "bridge", "soldiers", 1037), arrival(0, "bridge", "refugees", 40, 5)),
    )
    plan = allocate(network)
    placed = {(p.group, p.site): p.people for p in plan.placements}
    assert placed == {("soldiers", "barracks"): 500, ("refugees", "camp"): 40}
    (waiting,) = plan.waiting
    assert (waiting.group, waiting.people) == ("soldiers", 537)


def test_without_a_site_set_aside_combatants_wait_and_the_reason_is_told():
    network = Network(
        START,
        1,
        (Site("camp", 2000, at=(0, 0)),),
        (Entry("bridge", at=(0, 1)),),
        (),
        (arrival(0, "bridge", "militants", 9),),
    )
    (waiting,) = allocate(network).waiting
    assert "combatants stay apart from civilians" in waiting.reason


def test_a_hosts_rule_keeps_people_out_of_the_capital_and_is_cited():
    rule = Rule(("refugees",), "Government resolution on residence", forbid=("Capital",))
    near = Site("city hostel", 100, "Capital", at=(0, 0))
    far = Site("camp", 100, "South", at=(0, 3))
    entry = Entry("airport", at=(0, 0))
    network = Network(
        START, 1, (near, far), (entry,), (), (arrival(0, "airport", "refugees", 50, 5),), (rule,)
    )
    assert {p.site for p in allocate(network).placements} == {"camp"}
    alone = Network(START, 1, (near,), (entry,), (), network.arrivals, (rule,))
    (waiting,) = allocate(alone).waiting
    assert waiting.reason == "Government resolution on residence"


def test_households_stay_together():
    sites = (Site("a", 7, at=(0, 0)), Site("b", 7, at=(0, 1)))
    network = Network(START, 1, sites, (Entry("e", at=(0, 0)),), (), (arrival(0, "e", "refugees", 15, 5),))
    plan = allocate(network)
    assert plan.without == 5
    assert all(p.people == 5 * p.households for p in plan.placements)


def test_people_of_a_site_that_closes_are_moved_once_and_nobody_else():
    old = Site("old", 100, at=(0, 0), closes=day(0), people=60)
    new = Site("new", 100, at=(0, 1))
    network = Network(
        START, 3, (old, new), (Entry("e", at=(0, 2)),), (), (arrival(0, "e", "refugees", 20, 5),)
    )
    plan = allocate(network)
    assert plan.moved == 60
    assert {(p.source, p.site, p.day) for p in plan.placements if p.moved} == {("old", "new", day(1))}
    assert plan.without == 0


def test_a_stated_capacity_is_planned_with_only_as_far_as_the_land_holds():
    site = Site("camp", 1000, at=(0, 0), resources={"land_ha": 2.24})
    network = Network(START, 1, (site,), (Entry("e", at=(0, 0)),), (), (arrival(0, "e", "refugees", 600),))
    assert allocate(network).places["camp"] == 497
    assert allocate(network, capacity="stated").places["camp"] == 1000


def test_a_limit_that_presses_is_told_with_what_wider_would_save():
    near, far = Site("near", 100, at=(0, 0)), Site("far", 900, at=(0, 5))
    network = Network(
        START, 1, (near, far), (Entry("e", at=(0, 0)),), (), (arrival(0, "e", "refugees", 500),)
    )
    (saving,) = allocate(network).savings
    assert saving.limit == "capacity of near"
    distance = next(p.km for p in allocate(network).placements if p.site == "far")
    assert (saving.nights, saving.person_km) == (0, pytest.approx(100 * distance, rel=1e-3))


@pytest.mark.parametrize(
    ("sites", "registration", "named"),
    [
        ((Site("a", 30, at=(0, 0)), Site("b", 40, at=(0, 1))), None, ["capacity of a", "capacity of b"]),
        ((Site("a", 30, at=(0, 0)), Site("b", 400, at=(0, 1))), 20, ["registration at e"]),
        ((Site("a", 400, at=(0, 0), daily_intake=10),), None, ["daily intake of a"]),
    ],
)
def test_what_cannot_hold_together_is_named_in_the_fewest_limits(sites, registration, named):
    network = Network(
        START, 2, sites, (Entry("e", (0, 0), registration),), (), (arrival(0, "e", "refugees", 100),)
    )
    with pytest.raises(PlanError, match="P018") as told:
        allocate(network, placed_by_end=True)
    assert str(told.value).count(" of ") + str(told.value).count(" at ") >= len(named)
    assert all(name in str(told.value) for name in named)


def test_roads_that_are_closed_carry_nobody():
    network = Network(
        START,
        1,
        (Site("a", 50), Site("b", 50)),
        (Entry("e"),),
        (Road("e", "a", 5.0, closed=True), Road("e", "b", 80.0)),
        (arrival(0, "e", "refugees", 60),),
    )
    plan = allocate(network)
    assert {(p.site, p.people) for p in plan.placements} == {("b", 50)}
    assert plan.without == 10
