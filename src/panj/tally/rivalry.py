"""Reads from rivals.toml when two counts of the same people are shown as rivals.

Gives frozen values; nothing here decides anything.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class RivalRules:
    """The thresholds of rivals.toml."""

    days: int
    change_a_day: float
    pace_days: int
    falling_a_day: float
    times: float
    most_days: float
    least_days: int
    least_people: float
    near: float


@cache
def rival_rules() -> RivalRules:
    """The rules that ship with Panj."""
    source = resources.files("panj.tally") / "rivals.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    return RivalRules(**table["stocks"], **table["windows"], **table["taken"])
