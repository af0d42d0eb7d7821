"""Supplies from suppliers over depots to places as columns and rows for the solver.

Takes the network, supplies and demand; builds the `Model` by steps of one or more days and keeps which
column stands for what. Aims and answers are `supply`'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from math import ceil

from panj.reception.demand import Demand
from panj.reception.network import Depot, Network
from panj.reception.roads import Ways
from panj.reception.solver import Model, Terms
from panj.reception.stores import Supplier, Supplies

MAX_LEGS = 100_000  # where a step of one day makes more columns, steps are longer
LENGTHS = (1, 2, 3, 7, 14, 30)  # days in a step
HALF_A_DAY = 0.5  # the least that a truck is away, loading and unloading


@dataclass(frozen=True, slots=True)
class Leg:
    """One commodity from a depot to a place, sent in a step; `lag` steps later it is there."""

    depot: str
    place: str
    commodity: str
    step: int
    km: float
    lag: int
    truck_days_t: float


@dataclass
class Shipping:
    """The model with its columns by meaning; all amounts in tonnes."""

    network: Network
    supplies: Supplies
    demand: Demand
    model: Model = field(default_factory=Model)
    legs: dict[int, Leg] = field(default_factory=dict)
    orders: dict[int, tuple[Supplier, int]] = field(default_factory=dict)  # and the step it is delivered in
    short: dict[tuple[str, str, int], int] = field(default_factory=dict)
    stock: dict[tuple[str, str, int], int] = field(default_factory=dict)
    spoilt: dict[tuple[str, str, int], int] = field(default_factory=dict)
    _due: dict[tuple[str, str, int], list[int]] = field(default_factory=dict)
    worst: dict[str, int] = field(default_factory=dict)  # commodity → the largest share that a place lacks

    def __post_init__(self) -> None:
        self._columns()
        self._places()
        for depot in self.network.depots:
            self._depot(depot)
        self._suppliers()
        self._shares()

    @cached_property
    def length(self) -> int:
        """Days in a step."""
        each = len(self.network.depots) * len(self.demand)
        fitting = (n for n in LENGTHS if each * ceil(self.network.days / n) <= MAX_LEGS)
        return next(fitting, LENGTHS[-1])

    @property
    def steps(self) -> int:
        """How many steps the plan has; the last may be shorter."""
        return ceil(self.network.days / self.length)

    def days_of(self, step: int) -> range:
        """The days of a step."""
        return range(step * self.length, min((step + 1) * self.length, self.network.days))

    def _columns(self) -> None:
        ways = Ways(self.network)
        for depot in self.network.depots:
            for place, commodity in self.demand:
                way = ways.between(depot.name, place)
                if way is None:
                    continue
                away = max(HALF_A_DAY, 2 * way.km / depot.km_day) / depot.truck_t
                lag = int(way.km / depot.km_day) // self.length
                for step in range(self._first(depot), self.steps - lag):
                    leg = Leg(depot.name, place, commodity, step, way.km, lag, away)
                    self.legs[self.model.column()] = leg
        for supplier in self.supplies.suppliers:
            depot = next(d for d in self.network.depots if d.name == supplier.depot)
            for step in range(self._first(depot), self.steps):
                if self.days_of(step)[0] >= supplier.lead_days:  # what is sent in a step is there before
                    column = self.model.column()
                    self.orders[column] = (supplier, step)
                    self._due.setdefault((supplier.depot, supplier.commodity, step), []).append(column)

    def _first(self, depot: Depot) -> int:
        """The first step in which the depot works."""
        if depot.opens is None or depot.opens <= self.network.start:
            return 0
        return ceil((depot.opens - self.network.start) / timedelta(days=1) / self.length)

    def _places(self) -> None:
        """What a place has after a step: what it had and got, less what was used; what is short is told."""
        arriving: dict[tuple[str, str, int], list[int]] = {}
        for column, leg in self.legs.items():
            arriving.setdefault((leg.place, leg.commodity, leg.step + leg.lag), []).append(column)
        held: dict[tuple[str, int], dict[int, float]] = {}
        for (place, commodity), daily in self.demand.items():
            before = None
            for step in range(self.steps):
                used = sum(daily[day] for day in self.days_of(step))
                rest = self.stock[place, commodity, step] = self.model.column()
                short = self.short[place, commodity, step] = self.model.column(used)
                terms = {rest: 1.0, short: -1.0}
                terms |= dict.fromkeys(arriving.get((place, commodity, step), ()), -1.0)
                given = -used
                if before is None:
                    given += self.supplies.stock.get((place, commodity), 0.0)
                else:
                    terms[before] = -1.0
                self.model.row(terms, given, given)
                held.setdefault((place, step), {})[rest] = 1.0
                before = rest
        for site in self.network.sites:
            if site.store_t is not None:
                for step in range(self.steps):
                    if (site.name, step) in held:
                        self.model.row(
                            held[site.name, step], high=site.store_t, limit=f"store of {site.name}"
                        )

    def _depot(self, depot: Depot) -> None:
        """What a depot has after a step, how much it holds, how long goods keep, what its trucks carry."""
        out: dict[tuple[str, int], dict[int, float]] = {}
        trucks: dict[int, dict[int, float]] = {}
        for column, leg in self.legs.items():
            if leg.depot == depot.name:
                out.setdefault((leg.commodity, leg.step), {})[column] = 1.0
                trucks.setdefault(leg.step, {})[column] = leg.truck_days_t
        held: list[dict[int, float]] = [{} for _ in range(self.steps)]
        for commodity in self.supplies.commodities:
            self._flow(depot, commodity.name, commodity.shelf_days, out, held)
        for step in range(self.steps):
            if depot.capacity_t is not None:
                self.model.row(held[step], high=depot.capacity_t, limit=f"capacity of depot {depot.name}")
            if depot.trucks is not None and step in trucks:
                days = len(self.days_of(step))
                self.model.row(trucks[step], high=depot.trucks * days, limit=f"trucks of {depot.name}")

    def _flow(
        self,
        depot: Depot,
        commodity: str,
        shelf_days: int | None,
        out: dict[tuple[str, int], dict[int, float]],
        held: list[dict[int, float]],
    ) -> None:
        before, start = None, self.supplies.stock.get((depot.name, commodity), 0.0)
        keeps = None if shelf_days is None else max(1, shelf_days // self.length)
        gone: list[dict[int, float]] = []
        came: list[dict[int, float]] = []
        for step in range(self.steps):
            rest = self.stock[depot.name, commodity, step] = self.model.column()
            bad = self.spoilt[depot.name, commodity, step] = self.model.column()
            into = dict.fromkeys(self._due.get((depot.name, commodity, step), ()), 1.0)
            leaves = {**out.get((commodity, step), {}), bad: 1.0}
            gone.append(leaves)
            came.append(into)
            terms = {rest: 1.0, **leaves, **dict.fromkeys(into, -1.0)}
            if before is not None:
                terms[before] = -1.0
            given = start if before is None else 0.0
            self.model.row(terms, given, given)
            held[step][rest] = 1.0
            before = rest
            if keeps is not None and step >= keeps:
                self._keeps(gone, came[: step - keeps + 1], start)

    def _keeps(self, gone: list[dict[int, float]], old: list[dict[int, float]], start: float) -> None:
        """Whatever came so long ago has left or is counted as spoilt."""
        terms: Terms = {
            **{column: 1.0 for leaves in gone for column in leaves},
            **{column: -1.0 for into in old for column in into},
        }
        self.model.row(terms, low=start)

    def _shares(self) -> None:
        """The share of its need that each place lacks, below the largest: scarcity is shared."""
        self.worst = {commodity.name: self.model.column() for commodity in self.supplies.commodities}
        for (place, commodity), daily in self.demand.items():
            lacks = {self.short[place, commodity, step]: 1.0 for step in range(self.steps)}
            if sum(daily):
                self.model.row({**lacks, self.worst[commodity]: -sum(daily)}, high=0.0)

    def _suppliers(self) -> None:
        """What a supplier delivers in a step, over all depots that it fills with a commodity."""
        grouped: dict[tuple[str, str, int], tuple[float, dict[int, float]]] = {}
        for column, (supplier, step) in self.orders.items():
            if supplier.daily_t is not None:
                most = supplier.daily_t * len(self.days_of(step))
                key = (supplier.name, supplier.commodity, step)
                grouped.setdefault(key, (most, {}))[1][column] = 1.0
        for (name, commodity, _), (most, terms) in grouped.items():
            self.model.row(terms, high=most, limit=f"{commodity} from {name}")
