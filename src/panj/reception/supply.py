"""What to order when, and what to send where: the fewest go short, then least cost.

Takes a network, its allocation and its supplies; gives a `SupplyPlan`: orders, shipments, what runs short
and what the plan assumes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from panj.reception.allocation import Allocation
from panj.reception.demand import Demand, demand
from panj.reception.network import Network
from panj.reception.shipping import Shipping
from panj.reception.solver import Solved, Terms
from panj.reception.stores import Supplies

_LEAST_T = 0.0005  # half a kilogram: smaller amounts are rounding
_SHARE = 1e-4  # of a day's demand: less than this short is rounding


@dataclass(frozen=True, slots=True)
class Order:
    """An order: on which day at the latest, where it is delivered and when; tonnes and price."""

    order_by: date
    supplier: str
    commodity: str
    depot: str
    due: date
    tonnes: float
    cost: float


@dataclass(frozen=True, slots=True)
class Shipment:
    """One commodity from a depot to a place in a step that begins on `day`; trucks as a fraction of loads."""

    day: date
    depot: str
    place: str
    commodity: str
    tonnes: float
    km: float
    truckloads: float
    cost: float


@dataclass(frozen=True, slots=True)
class Shortage:
    """What a place lacks in a step: tonnes short, of how many needed, and the days that they would feed."""

    day: date
    days: int
    place: str
    commodity: str
    tonnes: float
    needed: float

    @property
    def stock_out_days(self) -> float:
        """Days of the step without the commodity: the share that is short, of its days."""
        return self.days * self.tonnes / self.needed


@dataclass(frozen=True, slots=True)
class SupplyPlan:
    """The plan.

    Args:
        needed: commodity → tonnes over the period at the service level.
        step_days: days in a step; amounts are by step.
        pressing: limits that, one unit wider, would leave fewer short, with the person-days gained; where
            nobody goes short, those that would cost less, with the money saved.
        assumptions: what the plan stands on, in words.
    """

    orders: tuple[Order, ...]
    shipments: tuple[Shipment, ...]
    shortages: tuple[Shortage, ...]
    needed: Mapping[str, float]
    stock: Mapping[tuple[str, str, date], float]
    spoilt: Mapping[tuple[str, str], float]
    cost: float
    currency: str
    service_level: float
    step_days: int
    pressing: Mapping[str, float]
    assumptions: tuple[str, ...]

    @property
    def sent(self) -> float:
        """Tonnes sent to places."""
        return sum(s.tonnes for s in self.shipments)


def supply(network: Network, allocation: Allocation, supplies: Supplies) -> SupplyPlan:
    """The least cost at which the fewest go short.

    Person-days without a commodity are made least first; then what is short is shared evenly between
    places; then cost is least; then orders are early.
    """
    needs = demand(network, allocation, supplies.commodities, supplies.service_level)
    return meet(network, needs, supplies)


def meet(network: Network, needs: Demand, supplies: Supplies) -> SupplyPlan:
    """The plan for a demand in tonnes by (place, commodity) on each day."""
    shipping = Shipping(network, supplies, needs)
    short, rest = _short(shipping), [_cost(shipping), _late(shipping)]
    first = shipping.model.least([short])
    if first is not None and first.reached[0] > _SHARE:
        rest.insert(0, dict.fromkeys(shipping.worst.values(), 1.0))
    solved = shipping.model.least([short, *rest])
    assert solved is not None  # what is short is a column, so there is always a plan
    return SupplyPlan(
        _orders(shipping, solved),
        _shipments(shipping, solved),
        _shortages(shipping, solved),
        {c.name: sum(map(sum, _of(needs, c.name))) for c in supplies.commodities},
        {
            (place, commodity, network.day(shipping.days_of(step)[-1])): solved.of(column)
            for (place, commodity, step), column in shipping.stock.items()
        },
        _spoilt(shipping, solved),
        solved.reached[-2],
        supplies.currency,
        supplies.service_level,
        shipping.length,
        solved.pressing[0] or solved.pressing[-2],
        tuple(_assumptions(shipping)),
    )


def _of(needs: Demand, commodity: str) -> list[Sequence[float]]:
    return [daily for (_, name), daily in needs.items() if name == commodity]


def _short(shipping: Shipping) -> Terms:
    """Person-days without a commodity; a thing given once counts as what a person gets."""
    kilograms = {c.name: c.kg_person_day or c.kg_person_once for c in shipping.supplies.commodities}
    return {column: 1000 / kilograms[name] for (_, name, _), column in shipping.short.items()}


def _cost(shipping: Shipping) -> Terms:
    price = shipping.supplies.truck_t_km
    costs = {column: leg.km * price for column, leg in shipping.legs.items()}
    costs |= {column: supplier.cost_t for column, (supplier, _) in shipping.orders.items()}
    # Spoilt goods cost nothing more than their order, yet of equal plans the one that spoils less is taken.
    return costs | dict.fromkeys(shipping.spoilt.values(), 1e-06)


def _late(shipping: Shipping) -> Terms:
    """Of plans as good, the one that orders early: few large orders rather than one a day."""
    return {column: step + 1.0 for column, (_, step) in shipping.orders.items()}


def _orders(shipping: Shipping, solved: Solved) -> tuple[Order, ...]:
    found = []
    for column, (supplier, step) in shipping.orders.items():
        tonnes = solved.of(column)
        if tonnes > _LEAST_T:
            days = shipping.days_of(step)
            due = shipping.network.day(days[0])
            by = due - timedelta(days=supplier.lead_days)
            cost = tonnes * supplier.cost_t
            found.append(Order(by, supplier.name, supplier.commodity, supplier.depot, due, tonnes, cost))
    return tuple(sorted(found, key=lambda o: (o.order_by, o.supplier, o.depot, o.commodity)))


def _shipments(shipping: Shipping, solved: Solved) -> tuple[Shipment, ...]:
    loads = {depot.name: depot.truck_t for depot in shipping.network.depots}
    found = []
    for column, leg in shipping.legs.items():
        tonnes = solved.of(column)
        if tonnes > _LEAST_T:
            day = shipping.network.day(shipping.days_of(leg.step)[0])
            cost = tonnes * leg.km * shipping.supplies.truck_t_km
            truckloads = tonnes / loads[leg.depot]
            found.append(Shipment(day, leg.depot, leg.place, leg.commodity, tonnes, leg.km, truckloads, cost))
    return tuple(sorted(found, key=lambda s: (s.day, s.depot, s.place, s.commodity)))


def _shortages(shipping: Shipping, solved: Solved) -> tuple[Shortage, ...]:
    found = []
    for (place, commodity, step), column in shipping.short.items():
        days = shipping.days_of(step)
        needed = sum(shipping.demand[place, commodity][day] for day in days)
        tonnes = solved.of(column)
        if tonnes > max(_LEAST_T, _SHARE * needed):
            day = shipping.network.day(days[0])
            found.append(Shortage(day, len(days), place, commodity, tonnes, needed))
    return tuple(sorted(found, key=lambda s: (s.day, s.place, s.commodity)))


def _spoilt(shipping: Shipping, solved: Solved) -> dict[tuple[str, str], float]:
    total: dict[tuple[str, str], float] = {}
    for (depot, commodity, _), column in shipping.spoilt.items():
        if solved.of(column) > _LEAST_T:
            total[depot, commodity] = total.get((depot, commodity), 0.0) + solved.of(column)
    return total


def _assumptions(shipping: Shipping) -> list[str]:
    supplies, network = shipping.supplies, shipping.network
    said = [
        f"supplies suffice with a chance of {supplies.service_level:.0%}",
        "low and high of each arrival are its 10th and 90th percentile, and all are high or low together",
        "what is short is shared between places by their need",
        "people are where the allocation for the best estimate puts them",
        "orders can be placed from the first day on" if shipping.orders else "nothing can be ordered",
        f"carrying a tonne one kilometre costs {supplies.truck_t_km:g} {supplies.currency}",
    ]
    if shipping.length > 1:
        said.append(f"amounts are by {shipping.length} days; within these every day gets its share")
    if any(depot.trucks is not None for depot in network.depots):
        said.append("a truck is away for the way there and back, and for half a day at least")
    if any(c.shelf_days is not None for c in supplies.commodities):
        said.append("shelf life is counted in the depots, from delivery; stock of the first day is fresh")
    return said
