"""A stated capacity against what land, water, shelter and latrines can hold.

Takes what was stated and what is known of the site; gives how many people each limit holds by the
standards, which one binds, and what is missing for the number stated. Nothing stated is replaced:
both thresholds stand side by side.
"""

# ruff: noqa: PT028  (test_capacity is the field's verb, not a pytest case)

from __future__ import annotations

import math
from dataclasses import dataclass

from panj.errors import PlanError
from panj.model import Bounds
from panj.reception.amounts import Amount, exactly
from panj.reception.standards import Standards, standards

_COUNTED = frozenset({"tap", "toilet", "tent"})
# resource → unit it is stated in, standard, lower alternative
_RESOURCES = {
    "land": ("ha", "land.settlement", "land.settlement_minimum"),
    "covered space": ("m2", "shelter.covered_warm", "shelter.covered_warm"),
    "water": ("m3/day", "water.minimum", "water.survival"),
    "taps": ("tap", "water.tap", "water.tap"),
    "toilets": ("toilet", "sanitation.toilet", "sanitation.toilet_first"),
    "tents": ("tent", "shelter.tent_people", "shelter.tent_people"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """What one resource holds: `have` of it serves `holds` people; `stated` people would need `needed`.

    `shortfall` is what is missing for the stated number, 0 where nothing is.
    """

    resource: str
    standard: str
    have: float
    unit: str
    holds: int
    needed: float | None
    shortfall: float | None
    source: str
    assumption: bool = False


@dataclass(frozen=True, slots=True)
class CapacityTest:
    """The limits of a site, and the binding one: the fewest people by the full standards.

    `holds` is by the standards, `holds_minimum` by their lower alternatives (30 m², first-phase toilets).
    None where nothing is known to test with.
    """

    stated: Bounds | None
    limits: tuple[Limit, ...]
    minimum: tuple[Limit, ...]

    @property
    def binding(self) -> Limit | None:
        """The limit that holds the fewest people."""
        return min(self.limits, key=lambda limit: limit.holds, default=None)

    @property
    def holds(self) -> int | None:
        """How many people the binding limit holds."""
        return None if self.binding is None else self.binding.holds

    @property
    def holds_minimum(self) -> int | None:
        """How many people the site holds by the lower alternatives."""
        return min((limit.holds for limit in self.minimum), default=None)

    @property
    def fits(self) -> bool | None:
        """Whether the stated number fits; None where it cannot be told."""
        if self.stated is None or self.holds is None or self.stated.high is None:
            return None
        return self.stated.high <= self.holds

    def sentence(self) -> str:
        """The result in words, with the binding limit named."""
        if self.binding is None:
            return "nothing is known of the site to test the stated capacity with"
        b = self.binding
        lower = (
            ""
            if self.holds_minimum in (None, b.holds)
            else f" ({self.holds_minimum:,} at the lower standard)"
        )
        short = f"; {_said(b.shortfall, b.unit)} short of what was stated" if b.shortfall else ""
        verb = "bind" if b.resource.endswith("s") else "binds"
        return f"{b.resource} {verb}: {_said(b.have, b.unit)} hold {b.holds:,} people{lower}{short}"


def _said(value: float, unit: str) -> str:
    """An amount with its unit: 2.24 ha, 120 toilets."""
    number = f"{value:,.6g}" if value < 1e6 else f"{value:,.0f}"
    name = f"{unit}s" if unit in _COUNTED and value != 1 else unit.replace("m3", "m³").replace("m2", "m²")
    return f"{number} {name}"


def test_capacity(
    stated: Bounds | None = None,
    *,
    land_ha: float | None = None,
    covered_m2: float | None = None,
    water_m3_day: float | None = None,
    taps: float | None = None,
    toilets: float | None = None,
    tents: float | None = None,
    climate: str = "warm",
    standards: Standards | None = None,
) -> CapacityTest:
    """Tests a stated capacity against what is known of the site.

    Raises:
        PlanError: P005, for a negative amount.

    >>> test_capacity(Bounds(0, None, 100_000), land_ha=2.24).holds
    497
    """
    rows = standards or _shipped()
    given = {
        "land": land_ha,
        "covered space": covered_m2,
        "water": water_m3_day,
        "taps": taps,
        "toilets": toilets,
        "tents": tents,
    }
    known = {name: have for name, have in given.items() if have is not None}
    if any(have < 0 for have in known.values()):
        raise PlanError("P005", ", ".join(f"{name} {have:g}" for name, have in known.items()))
    top = None if stated is None else stated.high

    def limits(which: int) -> tuple[Limit, ...]:
        return tuple(
            _limit(name, have, _key(_RESOURCES[name][which], climate), rows, top)
            for name, have in known.items()
        )

    return CapacityTest(stated, limits(1), limits(2))


def _shipped() -> Standards:
    return standards()


def _key(key: str, climate: str) -> str:
    return "shelter.covered_cold" if key == "shelter.covered_warm" and climate == "cold" else key


def _limit(name: str, have: float, key: str, rows: Standards, stated: float | None) -> Limit:
    """How many people the resource serves; where the standard is a range, by its more generous end."""
    row, unit = rows.row(key), _RESOURCES[name][0]
    per_person = row.amount.unit.split("/")[1] == "person"
    bounds = row.amount.bounds
    by_need = exactly(bounds.best or bounds.high or bounds.low, row.amount.unit)
    stock = exactly(have, unit)
    people = (stock / by_need if per_person else stock * by_need).to("person").bounds.low
    needed = None
    if stated is not None:
        crowd = Amount(Bounds(stated, stated, stated), "person")
        needed = (crowd * by_need if per_person else crowd / by_need).to(unit).bounds.low
    short = None if needed is None else max(0.0, needed - have)
    return Limit(name, key, have, unit, math.floor(people + 1e-9), needed, short, row.source, row.assumption)
