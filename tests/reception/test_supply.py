"""What to order and send: optimal beside brute force, never more than there is, shortages in the open."""

import random
from collections import defaultdict
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panj.model import Bounds
from panj.reception.allocation import allocate
from panj.reception.demand import demand, growth, quantile
from panj.reception.network import Arrival, Depot, Entry, Network, Road, Site
from panj.reception.standards import standards
from panj.reception.stores import Commodity, Supplier, Supplies, basket
from panj.reception.supply import meet, supply

START = date(2024, 3, 1)
FLOUR = Commodity("flour", kg_person_day=0.4)


def day(n):
    return START + timedelta(days=n)


# --- Beside brute force -----------------------------------------------------------------------------------


def small_case(seed):
    rng = random.Random(seed)
    depots = tuple(
        Depot(f"d{i}", capacity_t=rng.choice([None, None, 3.0]), trucks=rng.choice([None, 0.05]))
        for i in range(2)
    )
    roads = tuple(Road(d.name, "camp", float(rng.randint(1, 60))) for d in depots)
    network = Network(START, 2, (Site("camp", 100),), (), roads, (), (), depots)
    stock = {(d.name, "flour"): float(rng.randint(0, 3)) for d in depots}
    supplier = Supplier("rail", "flour", "d0", 1, float(rng.randint(0, 20)), rng.choice([None, 1.0]))
    needs = {("camp", "flour"): [float(rng.randint(0, 3)) for _ in range(2)]}
    return network, needs, Supplies((FLOUR,), stock, (supplier,), truck_t_km=0.1)


def brute_force(network, needs, supplies):
    """The least tonnes short, then cost, over whole tonnes: 0.05 trucks carry two tonnes a day."""
    supplier, best = supplies.suppliers[0], None
    most = 3 if supplier.daily_t is None else int(supplier.daily_t)
    for ordered, *sent in product(range(most + 1), *[range(4)] * 4):
        told = plan_value(network, needs, supplies, ordered, sent)
        if told is not None and (best is None or told < best):
            best = told
    return best


def plan_value(network, needs, supplies, ordered, sent):
    cost = ordered * supplies.suppliers[0].cost_t
    for i, depot in enumerate(network.depots):
        have = supplies.stock[depot.name, "flour"]
        for n in range(2):
            have += ordered if (i, n) == (0, 1) else 0
            out = sent[2 * i + n]
            have -= out
            if have < 0 or (depot.trucks is not None and out * 0.5 / depot.truck_t > depot.trucks):
                return None
            if depot.capacity_t is not None and have > depot.capacity_t:
                return None
            cost += out * network.roads[i].km * supplies.truck_t_km
    short, have = 0.0, 0.0
    for n, used in enumerate(needs["camp", "flour"]):
        have += sent[n] + sent[2 + n] - used
        short -= min(0.0, have)
        have = max(0.0, have)
    return short, cost


@pytest.mark.parametrize("block", range(4))
def test_supply_is_optimal_beside_brute_force_on_200_small_cases(block):
    for seed in range(block * 50, block * 50 + 50):
        network, needs, supplies = small_case(seed)
        short, cost = brute_force(network, needs, supplies)
        plan = meet(network, needs, supplies)
        assert sum(s.tonnes for s in plan.shortages) == pytest.approx(short, abs=1e-5), seed
        assert plan.cost == pytest.approx(cost, abs=1e-3), seed


# --- What must hold of every plan -------------------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_plans_never_ship_more_than_there_is_and_tell_all_that_is_short(data):
    amount = st.floats(0, 40)
    depots = tuple(Depot(f"d{i}", (10.0, 20.0 + i), trucks=data.draw(st.none() | amount)) for i in range(2))
    sites = tuple(Site(f"s{i}", 100, at=(11.0, 20.0 + i)) for i in range(2))
    days = data.draw(st.sampled_from([3, 30]))
    goods = (FLOUR, Commodity("milk", kg_person_day=0.1, shelf_days=2))
    needs = {
        (site.name, c.name): [data.draw(st.floats(0, 5)) for _ in range(3)] * (days // 3)
        for site in sites
        for c in goods
    }
    stock = {(d.name, c.name): data.draw(amount) for d in depots for c in goods}
    sup = tuple(
        Supplier("rail", c.name, d.name, data.draw(st.integers(0, 9)), 300.0, 3.0)
        for c in goods
        for d in depots
    )
    plan = meet(Network(START, days, sites, (), (), (), (), depots), needs, Supplies(goods, stock, sup))
    for c in goods:
        ordered = sum(o.tonnes for o in plan.orders if o.commodity == c.name)
        have = ordered + sum(stock[d.name, c.name] for d in depots)
        sent = sum(s.tonnes for s in plan.shipments if s.commodity == c.name)
        short = sum(s.tonnes for s in plan.shortages if s.commodity == c.name)
        assert sent <= have + 1e-3
        assert sent + short >= plan.needed[c.name] - 0.05
    for order in plan.orders:
        lead = next(s.lead_days for s in sup if (s.commodity, s.depot) == (order.commodity, order.depot))
        assert order.order_by >= START
        assert order.due - order.order_by == timedelta(days=lead)


def test_a_plan_is_never_worse_for_more_stock():
    site, depot = Site("camp", 100, at=(0, 0)), Depot("depot", at=(0, 1))
    network = Network(START, 10, (site,), (), (), (), (), (depot,))
    needs = {("camp", "flour"): [1.0] * 10}
    short = [
        sum(s.tonnes for s in meet(network, needs, Supplies((FLOUR,), {("depot", "flour"): t})).shortages)
        for t in (0.0, 4.0, 10.0, 12.0)
    ]
    assert short == pytest.approx([10.0, 6.0, 0.0, 0.0], abs=1e-3)


# --- What officers rely on --------------------------------------------------------------------------------


def camp(days, people, low=None, high=None):
    arrivals = (Arrival(START, "bridge", "refugees", Bounds(low or people, people, high or people), 5),)
    return Network(
        START,
        days,
        (Site("camp", 10**6, at=(0, 0)),),
        (Entry("bridge", at=(0, 0)),),
        (),
        arrivals,
        (),
        (Depot("depot", at=(0, 1), trucks=50.0),),
    )


def test_a_month_of_the_basket_for_100_000_people_is_1665_tonnes():
    network = camp(30, 100_000)
    goods = basket(standards())
    needs = demand(network, allocate(network), goods, 0.5)
    assert sum(map(sum, needs.values())) == pytest.approx(1665)


def test_lead_times_show_as_stock_out_days_until_the_first_delivery():
    network = camp(10, 1000)
    supplies = Supplies((FLOUR,), {("depot", "flour"): 0.8}, (Supplier("air", "flour", "depot", 7, 900.0),))
    plan = supply(network, allocate(network), supplies)
    assert sum(s.stock_out_days for s in plan.shortages) == pytest.approx(5)
    assert {s.day for s in plan.shortages} <= {day(n) for n in range(7)}
    assert min(o.order_by for o in plan.orders) == START
    assert sum(o.tonnes for o in plan.orders) == pytest.approx(1.2, abs=1e-4)


def test_what_spoils_is_not_kept_for_later():
    network = camp(10, 1000)
    milk = Commodity("milk", kg_person_day=0.1, shelf_days=3)
    depot = Depot("depot", at=(0, 1), trucks=0.003)  # 0.1 t a day: one day's need
    narrow = Network(START, 10, network.sites, network.entries, (), network.arrivals, (), (depot,))
    plan = supply(narrow, allocate(narrow), Supplies((milk,), {("depot", "milk"): 1.0}))
    assert plan.spoilt["depot", "milk"] > 0.5
    assert plan.shortages


def test_the_service_level_orders_for_more_than_the_best_estimate():
    network = camp(10, 1000, low=800, high=1500)
    supplies = [
        Supplies((FLOUR,), {}, (Supplier("air", "flour", "depot", 0, 900.0),), service_level=level)
        for level in (0.5, 0.9)
    ]
    half, most = (supply(network, allocate(network), s) for s in supplies)
    assert most.needed["flour"] == pytest.approx(1.5 * half.needed["flour"])
    assert most.cost > half.cost
    assert any("90%" in said for said in most.assumptions)


def test_quantiles_stand_between_low_best_and_high():
    interval = Bounds(100, 200, 400)
    assert [quantile(interval, q) for q in (0.1, 0.5, 0.9)] == pytest.approx([100, 200, 400])
    assert growth(camp(3, 200, 100, 400), 0.9) == pytest.approx([2.0, 2.0, 2.0])


def test_limits_that_leave_people_short_are_named():
    network = camp(5, 10_000)
    depot = Depot("depot", at=(0, 1), trucks=0.05)
    narrow = Network(START, 5, network.sites, network.entries, (), network.arrivals, (), (depot,))
    plan = supply(narrow, allocate(narrow), Supplies((FLOUR,), {("depot", "flour"): 100.0}))
    assert plan.shortages
    assert "trucks of depot" in plan.pressing


def test_each_shipment_stays_within_the_trucks():
    network = camp(28, 20_000)
    supplies = Supplies((FLOUR,), {("depot", "flour"): 500.0})
    plan = supply(network, allocate(network), supplies)
    away = defaultdict(float)
    for shipment in plan.shipments:
        away[shipment.day] += shipment.truckloads * max(0.5, 2 * shipment.km / 250)
    assert max(away.values()) <= 50 * plan.step_days + 1e-6
