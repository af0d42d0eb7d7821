"""What is supplied from where: commodities, stocks, suppliers and prices, as checked objects.

Takes the rows of `workbook` and a network; gives a `Supplies`. Where no commodity is given, the food basket
of the standards is supplied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from panj.errors import PlanError
from panj.reception.network import ALL, Network, known_names
from panj.reception.standards import Standards
from panj.reception.workbook import Row, Tables

BASKET = ("cereal", "pulses", "oil", "blended", "sugar", "salt")  # rows food.* of the standards
SERVICE_LEVEL = 0.9
TRUCK_T_KM = 0.15  # planning assumption, USD


@dataclass(frozen=True, slots=True)
class Commodity:
    """One thing that is supplied, in tonnes.

    Args:
        kg_person_day: kilograms a person a day; kg_person_once: for each person on arrival.
        shelf_days: days that it keeps in a depot; None: keeps.
        source: the standard or row it comes from.
    """

    name: str
    kg_person_day: float = 0.0
    kg_person_once: float = 0.0
    shelf_days: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Supplier:
    """A way to fill a depot: days from order to delivery, price and most a day (None: no limit)."""

    name: str
    commodity: str
    depot: str
    lead_days: int
    cost_t: float = 0.0
    daily_t: float | None = None


@dataclass(frozen=True, slots=True)
class Supplies:
    """Commodities, stocks of the first day in tonnes by (place, commodity), suppliers, prices."""

    commodities: tuple[Commodity, ...]
    stock: Mapping[tuple[str, str], float] = field(default_factory=dict)
    suppliers: tuple[Supplier, ...] = ()
    truck_t_km: float = TRUCK_T_KM
    currency: str = "USD"
    service_level: float = SERVICE_LEVEL


def supplies(tables: Tables, network: Network, standards: Standards) -> Supplies:
    """What the tables say of supplies.

    Raises:
        PlanError: P014 for a commodity or depot that no table holds, P005 for an impossible service level.
    """
    commodities = tuple(_commodity(row) for row in tables["commodity"]) or basket(standards)
    names, depots = {c.name for c in commodities}, {d.name for d in network.depots}
    for table in ("stock", "supplier"):
        known_names(tables[table], ("commodity",), names if table == "stock" else names | {ALL})
    known_names(tables["supplier"], ("depot",), depots | {ALL})
    stock: dict[tuple[str, str], float] = {}
    for row in tables["stock"]:
        key = (row.text("at"), row.text("commodity"))
        stock[key] = stock.get(key, 0.0) + (row.number("tonnes") or 0.0)
    price = tables["cost"][0] if tables["cost"] else None
    level = tables["plan"][0].number("service_level") or SERVICE_LEVEL
    if not 0.5 <= level <= 0.99:
        raise PlanError("P005", f"{tables['plan'][0].where}, service_level: write 0.5 to 0.99")
    return Supplies(
        commodities,
        stock,
        tuple(s for row in tables["supplier"] for s in _suppliers(row, names, depots)),
        TRUCK_T_KM if price is None else price.number("truck_t_km") or TRUCK_T_KM,
        "USD" if price is None else price.text("currency", "USD"),
        level,
    )


def basket(standards: Standards) -> tuple[Commodity, ...]:
    """The food basket of the standards."""
    rows = [standards.row(f"food.{name}") for name in BASKET]
    return tuple(
        Commodity(
            row.key.partition(".")[2],
            kg_person_day=row.amount.to("kg/person/day").bounds.best or 0.0,
            source=row.source,
        )
        for row in rows
    )


def _commodity(row: Row) -> Commodity:
    daily, once = row.number("kg_person_day"), row.number("kg_person_once")
    if not daily and not once:
        raise PlanError("P013", row.where, name="kg_person_day", help="or kg_person_once, in kilograms")
    return Commodity(row.text("name"), daily or 0.0, once or 0.0, row.whole("shelf_days"), row.where)


def _suppliers(row: Row, commodities: Iterable[str], depots: Iterable[str]) -> Iterable[Supplier]:
    """One supplier for each commodity and depot that the row stands for."""
    goods = sorted(commodities) if row.text("commodity") == ALL else [row.text("commodity")]
    places = sorted(depots) if row.text("depot") == ALL else [row.text("depot")]
    for commodity in goods:
        for depot in places:
            yield Supplier(
                row.text("name"),
                commodity,
                depot,
                row.whole("lead_days") or 0,
                row.number("cost_t") or 0.0,
                row.number("daily_t"),
            )
