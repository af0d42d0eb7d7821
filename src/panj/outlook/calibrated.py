"""What was learned from past crises, for a case: never from the case itself.

Takes `calibrated.toml` and `residuals.csv`, which `panj.outlook.calibrate` writes; gives `Calibration`.
"""

from __future__ import annotations

from dataclasses import dataclass

from panj.outlook.case import Crisis
from panj.outlook.growth import Growth
from panj.outlook.intervals import Residuals, shipped
from panj.outlook.parameters import Movement, movement, read_table


@dataclass(frozen=True, slots=True)
class Calibration:
    """Parameters and residuals learned over `crises`; `left_out` are those that are the case itself.

    `own`: part of newcomers that the sites' own trends split, where totals are given (`share.assimilated`).
    """

    growth: Growth
    movement: Movement
    own: float
    count: Residuals
    total: Residuals
    share: Residuals
    cold: Residuals
    crises: tuple[str, ...]
    left_out: tuple[str, ...]


def calibration(crisis: Crisis) -> Calibration:
    """What other crises than this one teach.

    A crisis of the calibration is taken for the same where its name is, or its country and first day are.
    """
    table = read_table("calibrated.toml")
    same = [
        row["name"]
        for row in table["crisis"]
        if row["name"] == crisis.name or (row["home"] == crisis.home and row["start"] == crisis.start)
    ]
    fit = table["fit"]["all"] if not same else table["fit"][f"without {same[0]}"]
    fixed = table["fixed"]
    growth = Growth(
        fixed["clock_days"], fixed["pooling"], fit["first_weight"], fit["damping"], fixed["lead_days"]
    )
    return Calibration(
        growth=growth,
        movement=movement().changed(distance_power=fit["distance_power"]),
        own=fit["own"],
        count=shipped("count").without(same),
        total=shipped("total").without(same),
        share=shipped("share").without(same),
        cold=shipped("cold").without(same),
        crises=tuple(row["name"] for row in table["crisis"] if row["name"] not in same),
        left_out=tuple(same),
    )
