"""How long a reception plan takes: 90 days, 60 sites, 12 commodities, 8 depots, from a fixed generator.

    ./check bench plan

Prints CPU seconds of the allocation and of the supply plan. Reports; never fails.
"""

import random
import time
from datetime import date, timedelta

from panj.model import Bounds
from panj.reception.allocation import allocate
from panj.reception.network import Arrival, Depot, Entry, Network, Site
from panj.reception.stores import Commodity, Supplier, Supplies
from panj.reception.supply import supply

START, DAYS = date(2024, 1, 1), 90


def generated(seed=1):
    """The network and supplies."""
    rng = random.Random(seed)

    def at():
        return 10 + 2 * rng.random(), 20 + 3 * rng.random()

    sites = tuple(Site(f"site {i}", rng.randint(200, 3000), at=at()) for i in range(60))
    entries = tuple(Entry(f"entry {i}", at(), 1500) for i in range(5))
    arrivals = []
    for day in range(DAYS):
        for entry in entries:
            people = rng.randint(0, 300)
            interval = Bounds(0.8 * people, people, 1.4 * people)
            arrivals.append(Arrival(START + timedelta(days=day), entry.name, "refugees", interval, 5))
    depots = tuple(Depot(f"depot {i}", at(), capacity_t=3000, trucks=rng.randint(5, 20)) for i in range(8))
    goods = tuple(
        Commodity(f"good {i}", kg_person_day=0.01 + 0.3 * rng.random(), shelf_days=rng.choice([None, 60, 30]))
        for i in range(12)
    )
    suppliers = tuple(
        Supplier(name, good.name, depot.name, lead, cost * (1 + 0.2 * rng.random()), most)
        for good in goods
        for depot in depots
        for name, lead, cost, most in (("rail", 45, 400, None), ("air", 7, 2500, 5.0))
    )
    stock = {(depot.name, good.name): 200 * rng.random() for depot in depots for good in goods}
    network = Network(START, DAYS, sites, entries, (), tuple(arrivals), (), depots)
    return network, Supplies(goods, stock, suppliers)


def main():
    """Prints the two times."""
    network, supplies = generated()
    start = time.process_time()
    allocation = allocate(network)
    placed = time.process_time()
    plan = supply(network, allocation, supplies)
    end = time.process_time()
    people = sum(p.people for p in allocation.placements)
    print("90 days, 60 sites, 5 entries, 12 commodities, 8 depots; CPU seconds on one core")
    print(
        f"places    {placed - start:6.1f}   {people:,} people placed, {allocation.without:,} without a place"
    )
    print(
        f"supplies  {end - placed:6.1f}   {plan.sent:,.0f} t sent in {plan.step_days}-day steps, "
        f"{sum(s.tonnes for s in plan.shortages):,.1f} t short"
    )


if __name__ == "__main__":
    main()
