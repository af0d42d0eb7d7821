"""The whole plan of an officer's tables: capacity tested, who goes where, needs, supplies, triggers.

Takes the tables of `workbook`; gives a `ReceptionPlan`, from which every page, sheet and workbook is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from panj.bounds import add
from panj.errors import PlanError
from panj.events.rules import combatants
from panj.model import Bounds, Plan
from panj.reception.allocation import Allocation, allocate
from panj.reception.demand import people_at
from panj.reception.escalation import Firing, Reading, Rule, escalate
from panj.reception.needs import Climate, needs
from panj.reception.network import Network, network
from panj.reception.standards import Standards, standards
from panj.reception.stores import Supplies, supplies
from panj.reception.supply import SupplyPlan, supply
from panj.reception.workbook import Tables


@dataclass(frozen=True, slots=True)
class ReceptionPlan:
    """Everything that was planned, and by which standards.

    Args:
        people: for whom needs are reckoned: the number given, or those there and those who arrive,
            combatants left out.
        supply: None where the tables name no depot.
    """

    network: Network
    people: Bounds
    needs: Plan
    climate: Climate
    allocation: Allocation
    supplies: Supplies
    supply: SupplyPlan | None
    firings: tuple[Firing, ...]
    standards: str


def plan(
    tables: Tables,
    *,
    by: Standards | None = None,
    rules: Sequence[Rule] | None = None,
    stated: bool = False,
    placed_by_end: bool = False,
) -> ReceptionPlan:
    """The plan of the tables.

    Args:
        tables: of `workbook.read`.
        by: the standards; the shipped ones where none are given.
        rules: the triggers; the shipped ones where none are given.
        stated: stated capacities are planned with even where the standards hold fewer.
        placed_by_end: everybody must have a place on the last day.

    Raises:
        PlanError: where the tables are wrong, or the limits do not allow what is asked.
    """
    rows = by or standards()
    household = round(rows.row("shelter.household").amount.bounds.best or 5)
    net = network(tables, household=household)
    climate = _climate(tables)
    allocation = allocate(
        net,
        capacity="stated" if stated else "tested",
        placed_by_end=placed_by_end,
        climate=climate,
        standards=rows,
    )
    goods = supplies(tables, net, rows)
    supplied = supply(net, allocation, goods) if net.depots else None
    people = _people(tables, net)
    return ReceptionPlan(
        net,
        people,
        needs(people, net.days, climate=climate, standards=rows),
        climate,
        allocation,
        goods,
        supplied,
        escalate(readings(net, allocation, supplied, goods), rules),
        rows.version,
    )


def readings(
    net: Network, allocation: Allocation, supplied: SupplyPlan | None, goods: Supplies
) -> Iterator[Reading]:
    """What the plan measures by day: places taken, arrivals, people without a place, days of stock."""
    yield from _shares(net, allocation)
    for number in range(net.days):
        day = net.day(number)
        came = [a.people for a in net.arrivals if a.day == day and a.group not in combatants()]
        if came:
            yield Reading(day, "arrivals_day", "arrivals", add(came), "combatants left out")
        without = sum(w.people for w in allocation.waiting if w.day == day)
        if without:
            yield Reading(day, "without_place", "all entries", Bounds(without, without, without))
    if supplied is not None:
        yield from _stock(net, allocation, supplied, goods)


def _shares(net: Network, allocation: Allocation) -> Iterator[Reading]:
    for site in net.sites:
        holds = allocation.tests[site.name].holds
        for number in range(net.days):
            day = net.day(number)
            there = allocation.there[site.name, day]
            for signal, places in (("share_used", site.capacity), ("share_tested", holds)):
                if places:
                    share = there / places
                    against = f"{there:,} people, {places:,} places"
                    yield Reading(day, signal, site.name, Bounds(share, share, share), against)


def _stock(net: Network, allocation: Allocation, supplied: SupplyPlan, goods: Supplies) -> Iterator[Reading]:
    """How long what is in depots and stores lasts for the people of the day."""
    people: dict[date, int] = {}
    for (_, day), number in people_at(net, allocation).items():
        people[day] = people.get(day, 0) + number
    for commodity in goods.commodities:
        held: dict[date, float] = {}
        for (_, name, day), tonnes in supplied.stock.items():
            if name == commodity.name:
                held[day] = held.get(day, 0.0) + tonnes
        for day, tonnes in held.items():
            daily = commodity.kg_person_day * people.get(day, 0) / 1000
            if daily:
                lasts = tonnes / daily
                yield Reading(
                    day, "stock_days", commodity.name, Bounds(lasts, lasts, lasts), f"{tonnes:,.1f} t"
                )


def _people(tables: Tables, net: Network) -> Bounds:
    given = tables["plan"][0].whole("people")
    if given is not None:
        return Bounds(given, given, given)
    there = sum(site.people for site in net.sites)
    civil = [a.people for a in net.arrivals if a.group not in combatants()]
    return add([Bounds(there, there, there), *civil])


def _climate(tables: Tables) -> Climate:
    row = tables["plan"][0] if tables["plan"] else None
    word = "warm" if row is None else row.text("climate", "warm").lower()
    if word not in ("warm", "cold"):
        raise PlanError("P012", f"{row.where if row else 'plan'}, climate", value=word, want="warm or cold")
    return "cold" if word == "cold" else "warm"
