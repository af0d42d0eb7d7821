"""The plan as sheets of rows, from which the terminal, the workbook and the page take the same numbers.

Takes a `ReceptionPlan`; gives `Sheet`s. Amounts are rounded here once, to what can be acted on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from panj.model import Bounds
from panj.reception.planning import ReceptionPlan
from panj.reception.supply import Shipment, Shortage, SupplyPlan

_FORTNIGHT = 14
_LIGHT = 0.1  # tonnes

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A title, the headings, the rows, and a note on how to read them. `name` is short, for a tab."""

    name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


def sheets(plan: ReceptionPlan) -> tuple[Sheet, ...]:
    """Every sheet that has rows, in the order in which an officer reads them."""
    made = [
        _summary(plan),
        _triggers(plan),
        _capacity(plan),
        _placements(plan),
        _waiting(plan),
        _full(plan),
        _limits(plan),
        _needs(plan),
        *(_supply(plan) if plan.supply is not None else ()),
        _assumptions(plan),
    ]
    return tuple(sheet for sheet in made if sheet.rows)


def _summary(plan: ReceptionPlan) -> Sheet:
    net, allocation = plan.network, plan.allocation
    last = net.day(net.days - 1)
    placed = sum(p.people for p in allocation.placements if not p.moved)
    rows: list[tuple[Cell, ...]] = [
        ("Period", f"{net.start} to {last}", f"{net.days} days, {plan.climate} climate"),
        ("People planned for", span(plan.people), "combatants left out"),
        ("Placed", placed, "at sites, best estimate"),
        (
            "Without a place on the last day",
            allocation.without,
            f"{allocation.nights:,} person-nights in all",
        ),
        ("Moved from one site to another", allocation.moved, "people"),
        ("Travel", round(allocation.person_km), "person-kilometres"),
    ]
    if plan.supply is not None:
        out = round(sum(s.stock_out_days for s in plan.supply.shortages), 1)
        rows += [
            ("Supplies sent", tonnes(plan.supply.sent), "t"),
            ("Supplies needed", tonnes(sum(plan.supply.needed.values())), "t"),
            ("Days without a commodity", out, "days, added up over places and commodities"),
            ("Cost", round(plan.supply.cost), plan.supply.currency),
        ]
    return Sheet("Summary", "The plan in short", ("What", "How much", "Of what"), tuple(rows))


def _triggers(plan: ReceptionPlan) -> Sheet:
    """Firings of one rule on one day stand in one row."""
    merged: dict[tuple[date, str, str, str, str], list[str]] = {}
    for f in plan.firings:
        key = (f.reading.day, f.rule.level, "sure" if f.sure else "possible", f.rule.name, f.rule.action)
        merged.setdefault(key, []).append(f.why)
    rows = tuple(
        (day, level, sure, name, "; ".join(why), action)
        for (day, level, sure, name, action), why in merged.items()
    )
    headings = ("From", "Level", "How sure", "Rule", "Why", "What to do")
    return Sheet("Triggers", "Who must act when", headings, rows)


def _capacity(plan: ReceptionPlan) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for site in plan.network.sites:
        test = plan.allocation.tests[site.name]
        who = ", ".join(filter(None, (site.stated_by, str(site.stated_on) if site.stated_on else "")))
        binding = "" if test.binding is None else test.binding.resource
        rows.append(
            (
                site.name,
                site.capacity,
                who,
                test.holds,
                test.holds_minimum,
                binding,
                plan.allocation.places[site.name],
                test.sentence() if test.binding else "",
            )
        )
    headings = (
        *("Site", "Stated", "By", "Holds by standard", "Holds at the lower standard", "Binding"),
        *("Planned with", "In words"),
    )
    return Sheet("Capacity", "Stated against tested capacity", headings, tuple(rows))


def _placements(plan: ReceptionPlan) -> Sheet:
    rows = tuple(
        (p.day, p.source, p.site, p.group, p.people, p.households, p.km, "moved" if p.moved else "")
        for p in plan.allocation.placements
    )
    headings = ("Day", "From", "To", "Group", "People", "Households", "km", "")
    note = (
        "The plan leaves the fewest person-nights without a place, then moves the fewest people, then "
        "travels least, then fills sites evenly for up to a tenth more travel. Households stay together."
    )
    if not plan.allocation.exact:
        note += (
            f" Whole households were settled after the fact: no plan has fewer than "
            f"{plan.allocation.nights_floor:,.0f} person-nights without a place."
        )
    return Sheet("Placements", "Who goes where", headings, rows, note)


def _waiting(plan: ReceptionPlan) -> Sheet:
    rows = tuple((w.day, w.at, w.group, w.people, w.reason) for w in plan.allocation.waiting)
    return Sheet(
        "Waiting", "Without a place at the end of the day", ("Day", "At", "Group", "People", "Why"), rows
    )


def _full(plan: ReceptionPlan) -> Sheet:
    net, there = plan.network, plan.allocation.there
    rows: list[tuple[Cell, ...]] = [
        (net.day(n), *(there[site.name, net.day(n)] for site in net.sites)) for n in range(net.days)
    ]
    return Sheet("People at sites", "People at each site", ("Day", *(s.name for s in net.sites)), tuple(rows))


def _limits(plan: ReceptionPlan) -> Sheet:
    rows = tuple(
        (f"{s.wider} more: {s.limit}", round(s.nights), round(s.person_km)) for s in plan.allocation.savings
    )
    headings = ("Limit", "Person-nights without a place saved", "Person-km saved")
    note = "Reckoned with people as divisible; where nights are saved, travel may grow."
    return Sheet("Limits", "What each limit costs", headings, rows, note)


def _needs(plan: ReceptionPlan) -> Sheet:
    rows = tuple(
        (
            n.topic,
            n.item,
            amount(n.bounds.low),
            amount(n.bounds.best),
            amount(n.bounds.high),
            n.unit.replace("m2", "m²").replace("m3", "m³"),
            n.source,
            "assumption" if n.assumption else "",
            n.formula,
        )
        for n in plan.needs.needs
    )
    headings = ("Topic", "What", "Low", "Best", "High", "Unit", "Standard", "", "Reckoned")
    return Sheet(
        "Needs", f"What {span(plan.people)} people need for {plan.network.days} days", headings, rows
    )


def _supply(plan: ReceptionPlan) -> Iterator[Sheet]:
    supply = plan.supply
    assert supply is not None
    goods = [c.name for c in plan.supplies.commodities]
    yield Sheet(
        "Orders",
        "What to order when, t",
        ("Order by", "From", "To depot", "Delivered", *goods, "Total t", supply.currency),
        _across(
            goods,
            [
                ((o.order_by, o.supplier, o.depot, o.due), o.commodity, o.tonnes, o.cost)
                for o in supply.orders
            ],
        ),
    )
    days = _shown_days(plan)
    step = "" if days == 1 else f"Amounts are for the {days} days from the day given."
    yield Sheet(
        "Shipments",
        "What to send where, t",
        ("Day", "From depot", "To", "km", *goods, "Total t", supply.currency),
        _across(
            goods,
            [
                ((_first(plan, s.day, days), s.depot, s.place, s.km), s.commodity, s.tonnes, s.cost)
                for s in supply.shipments
            ],
        ),
        step,
    )
    yield Sheet(
        "Trucks",
        "Trucks to load",
        ("Day", "Depot", "Truckloads", "t"),
        _trucks(plan, supply.shipments, days),
        "Part loads of one depot are counted together and rounded up.",
    )
    lacking = ("At", "Commodity", "First day", "Last day", "Days without", "t short", "t needed then")
    yield Sheet("Shortages", "What runs out", lacking, _shortages(supply))
    spoilt = tuple((depot, name, tonnes(amount)) for (depot, name), amount in sorted(supply.spoilt.items()))
    yield Sheet("Spoilt", "What spoils before it can be used", ("Depot", "Commodity", "t"), spoilt)


def _across(
    goods: Sequence[str], items: Sequence[tuple[tuple[Cell, ...], str, float, float]]
) -> tuple[tuple[Cell, ...], ...]:
    """One row for each key, its tonnes by commodity, their sum and the price."""
    rows: dict[tuple[Cell, ...], dict[str, float]] = {}
    price: dict[tuple[Cell, ...], float] = {}
    for key, commodity, amount_, cost in items:
        row = rows.setdefault(key, {})
        row[commodity] = row.get(commodity, 0.0) + amount_
        price[key] = price.get(key, 0.0) + cost
    return tuple(
        (
            *key,
            *(tonnes(row[name]) if name in row else None for name in goods),
            tonnes(sum(row.values())),
            round(price[key]),
        )
        for key, row in rows.items()
    )


def _shortages(supply: SupplyPlan) -> tuple[tuple[Cell, ...], ...]:
    by_place: dict[tuple[str, str], list[Shortage]] = {}
    for short in supply.shortages:
        by_place.setdefault((short.place, short.commodity), []).append(short)
    return tuple(
        (
            place,
            commodity,
            found[0].day,
            found[-1].day + timedelta(days=found[-1].days - 1),
            round(sum(s.stock_out_days for s in found), 1),
            tonnes(sum(s.tonnes for s in found)),
            tonnes(sum(s.needed for s in found)),
        )
        for (place, commodity), found in sorted(by_place.items())
    )


def _shown_days(plan: ReceptionPlan) -> int:
    """Days that one row of the shipments stands for: a week where the plan is longer than a fortnight."""
    assert plan.supply is not None
    return max(plan.supply.step_days, 1 if plan.network.days <= _FORTNIGHT else 7)


def _first(plan: ReceptionPlan, day: date, days: int) -> date:
    """The day that stands for it: the first of its stretch of days."""
    number = (day - plan.network.start).days
    return plan.network.day(number - number % days)


def _trucks(plan: ReceptionPlan, shipments: Sequence[Shipment], days: int) -> tuple[tuple[Cell, ...], ...]:
    total: dict[tuple[date, str], tuple[float, float]] = {}
    for s in shipments:
        key = (_first(plan, s.day, days), s.depot)
        loads, carried = total.get(key, (0.0, 0.0))
        total[key] = (loads + s.truckloads, carried + s.tonnes)
    return tuple((*name, ceil(a - 1e-9), tonnes(b)) for name, (a, b) in sorted(total.items()))


def _assumptions(plan: ReceptionPlan) -> Sheet:
    said = [*(plan.supply.assumptions if plan.supply else ())]
    if any(site.at for site in plan.network.sites):
        said.append("where no road is given, the way is 1.3 times the straight line")
    said.append("combatants are placed only where a site is set aside for them, and count in no needs")
    said += [f"rule: {', '.join(r.groups)}: {r.source}" for r in plan.network.rules]
    said.append(f"standards {plan.standards}")
    rows: tuple[tuple[Cell, ...], ...] = tuple(enumerate(said, start=1))
    return Sheet("Assumptions", "What the plan stands on", ("No.", "Assumption"), rows)


def span(bounds: Bounds) -> str:
    """The interval of a count: 900 or 800–1,100."""
    if bounds.high is None:
        return f"{bounds.low:,.0f} or more"
    return f"{bounds.low:,.0f}" if bounds.low == bounds.high else f"{bounds.low:,.0f}–{bounds.high:,.0f}"


def tonnes(value: float) -> float:
    """To ten kilograms, below a tenth of a tonne to one."""
    return round(value, 2 if value >= _LIGHT else 3) + 0.0


def amount(value: float | None) -> Cell:
    """Whole from 100 on, one decimal from 10 on, three below; empty where open."""
    if value is None:
        return None
    rounded = round(value, 0 if value >= 100 else 1 if value >= 10 else 3)
    return int(rounded) if rounded == int(rounded) else rounded
