"""What may come and what it takes: forecasts, needs, plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from panj.model.interval import Bounds


@dataclass(frozen=True, slots=True)
class Forecast:
    """An interval for a count at a horizon, or the reason why there is none.

    `kind`: forecast, scenario (bands under stated assumptions), none (too few observations).
    `quantity`: what the bounds are of: persons, or days until something is reached.
    `place`: the site it is of, empty for all together; `as_of`: the day as known on which it is made;
    `coverage`: share of such intervals that held in other crises; `baseline`: what the last report says.
    """

    kind: str
    horizon_days: int
    bounds: Bounds | None
    assumptions: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    note: str = ""
    quantity: str = "persons"
    place: str = ""
    as_of: date | None = None
    coverage: float | None = None
    baseline: float | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """One line of a plan: how much of what, by which standard.

    `bounds` is in `unit`; `source` names edition and chapter; `assumption` is True where the standard
    was not read in the original.
    """

    topic: str
    item: str
    bounds: Bounds
    unit: str
    source: str
    assumption: bool = False
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Needs for a number of people over a number of days."""

    people: Bounds
    days: int
    needs: tuple[Need, ...]
    claims: tuple[str, ...] = ()
