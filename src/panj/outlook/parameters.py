"""Named parameters of movement, with units, defaults and where each value comes from.

Takes `parameters.toml` (and what the user puts in its place); gives `Movement`. Calibrated values stand in
`calibrated.toml`, written by `panj.outlook.calibrate`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib import resources
from typing import Any

from panj.errors import SettingsError

# Spread (standard deviation of the logarithm) of the distance power: prior of calibration and ensembles. The
# published settings of FLEE, 0.75 and 1, lie 0.29 apart.
POWER_SPREAD = 0.2


@dataclass(frozen=True, slots=True)
class Movers:
    """A population group: its share of those who flee, and how far it comes in a day (km)."""

    name: str
    share: float
    km_a_day: float


@dataclass(frozen=True, slots=True)
class Movement:
    """How people choose where to go and how they get there; each name is explained in parameters.toml."""

    distance_power: float
    softening_km: float
    population_power: float
    awareness_sites: int
    awareness_km: float
    leave_conflict: float
    leave_hub: float
    return_rate: float
    conflict_half_life: float
    conflict_floor: float
    capacity_buffer: float
    foreign_weight: float
    entry_points: bool
    movers: tuple[Movers, ...]

    def __post_init__(self) -> None:
        shares = sum(m.share for m in self.movers)
        if not self.movers or abs(shares - 1) > 1e-9:
            raise SettingsError(
                "X002", "outlook/parameters.toml", detail=f"shares of movers sum to {shares:g}"
            )
        if any(m.km_a_day <= 0 for m in self.movers):
            raise SettingsError("X002", "outlook/parameters.toml", detail="km_a_day must be above 0")

    def changed(self, **values: Any) -> Movement:
        """The same with other values.

        Raises:
            SettingsError: X001, for a name that is no parameter.
        """
        names = {f.name for f in fields(self)}
        for name in values:
            if name not in names:
                raise SettingsError("X001", name=name, detail="no parameter of movement")
        return replace(self, **values)


@cache
def read_table(name: str) -> Mapping[str, Any]:
    """A TOML file of this package.

    Raises:
        SettingsError: X002, where it is wrong.
    """
    source = resources.files("panj.outlook") / name
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise SettingsError("X002", f"outlook/{name}", detail=str(fault)) from None


def movement() -> Movement:
    """The parameters as shipped."""
    table = read_table("parameters.toml")
    values = {name: row["value"] for name, row in table["movement"].items()}
    movers = tuple(Movers(m["name"], m["share"], m["km_a_day"]) for m in table["movers"])
    return Movement(**values, movers=movers)
