"""Arithmetic of [low, best, high], and the wording policy that turns a hedged number into an interval.

The policy is data (`policies/wording.toml`), named and versioned; nothing here holds a constant of it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import ceil, floor
from typing import Any

from panj.errors import SettingsError
from panj.model import PEOPLE, Bounds, Qualifier, Unit

_ORDER_WORD = re.compile(
    r"\b(?:(several|few)\s+)?"
    r"((?:tens|hundreds|thousands)\s+of\s+(?:thousands|millions)|tens|dozens?|scores?|hundreds?|thousands?|millions?)\b"
    r"|\b(several|few)\b"
)
_SIZES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "million": 1_000_000}


def add(parts: Iterable[Bounds]) -> Bounds:
    """The sum of independent numbers; open where one of them is.

    >>> add([Bounds(1, 2, 3), Bounds(10, 10, 10)])
    Bounds(low=11, best=12, high=13, soft_low=False, soft_high=False)
    """
    items = list(parts)
    bests, highs = [b.best for b in items], [b.high for b in items]
    return Bounds(
        low=sum(b.low for b in items),
        best=None if None in bests else sum(b for b in bests if b is not None),
        high=None if None in highs else sum(h for h in highs if h is not None),
        soft_low=any(b.soft_low for b in items),
        soft_high=any(b.soft_high for b in items),
    )


def intersect(a: Bounds, b: Bounds) -> Bounds | None:
    """What both statements allow of one number; None where they contradict each other."""
    low, soft_low = max((a.low, not a.soft_low, a.soft_low), (b.low, not b.soft_low, b.soft_low))[::2]
    highs = [(x.high, x.soft_high) for x in (a, b) if x.high is not None]
    high, soft_high = min(highs) if highs else (None, False)
    if high is not None and low > high:
        return None
    bests = [
        x.best for x in (a, b) if x.best is not None and x.best >= low and (high is None or x.best <= high)
    ]
    if bests:
        best: float | None = bests[0]
    elif a.best is None and b.best is None:
        best = None  # ceilings alone ("up to 100,000") say nothing of what is likely
    else:
        best = low if high is None else (low + high) / 2
    return Bounds(low, best, high, bool(soft_low), soft_high)


def times(count: Bounds, size: Bounds) -> Bounds:
    """A count of households times the size of one, in whole persons, rounded outwards.

    >>> times(Bounds(80, 80, 80), Bounds(4.0, 5.0, 6.0))
    Bounds(low=320, best=400, high=480, soft_low=False, soft_high=False)
    """
    known = count.high is not None and size.high is not None
    best = None if count.best is None or size.best is None else round(count.best * size.best)
    return Bounds(
        low=floor(_whole(count.low * size.low)),
        best=best,
        high=ceil(_whole((count.high or 0) * (size.high or 0))) if known else None,
        soft_low=count.soft_low or size.soft_low,
        soft_high=count.soft_high or size.soft_high,
    )


@dataclass(frozen=True, slots=True)
class HouseholdSize:
    """Persons per household: the interval, where it comes from, and whether that was read in the original."""

    bounds: Bounds
    source: str
    checked: bool


@cache
def _households() -> Mapping[str, HouseholdSize]:
    table = _policy_table("households.toml")
    try:
        return {
            country: HouseholdSize(
                Bounds(row["low"], row["best"], row["high"]), row["source"], bool(row["checked"])
            )
            for country, row in table.items()
            if isinstance(row, dict)
        }
    except KeyError as missing:
        raise SettingsError("X002", "policies/households.toml", detail=f"{missing} is missing") from None


def household_size(country: str | None = None) -> HouseholdSize:
    """Persons per household in a country (`policies/households.toml`), the default where it has no line.

    >>> household_size().bounds.best
    5.0
    """
    table = _households()
    return table.get(country or "default", table["default"])


@dataclass(frozen=True, slots=True)
class WordingPolicy:
    """A named, versioned reading of hedges; `table` is the TOML file as read."""

    name: str
    version: str
    table: Mapping[str, Any]

    @property
    def label(self) -> str:
        """What an answer says it was read by: `wording v1`."""
        return f"{self.name} {self.version}"

    def interval(
        self,
        value: float,
        qualifier: Qualifier,
        *,
        value_high: float | None = None,
        words: str = "",
        unit: Unit = Unit.PERSONS,
    ) -> Bounds:
        """The interval that a stated number stands for.

        Args:
            value: the number as stated; for an order of magnitude its nominal lower bound.
            qualifier: the hedge.
            value_high: the upper end of a stated range.
            words: the figure phrase, which tells "at least" from "more than" and names orders.
            unit: `share` values are fractions of one.

        >>> policy().interval(1000, Qualifier.AT_LEAST)
        Bounds(low=1001, best=1001, high=1999, soft_low=False, soft_high=True)
        """
        if unit is Unit.SHARE:
            return self._share(value, words)
        match qualifier:
            case Qualifier.RANGE if value_high is not None:
                middle = (value + value_high) / 2
                return Bounds(value, float(floor(middle)) if unit in PEOPLE else middle, value_high)
            case Qualifier.AT_LEAST:
                return self._at_least(value, words.lower())
            case Qualifier.AT_MOST:
                return Bounds(self.table["at_most"]["low"], None, value)
            case Qualifier.NEARLY:
                low = value - self.table["nearly"]["low"] * _loose_unit(value)
                return Bounds(_whole(low), value - 1, value - 1)
            case Qualifier.ABOUT:
                rule = self.table["about"]
                return Bounds(_whole(value * rule["low"]), value, _whole(value * rule["high"]))
            case Qualifier.ORDER:
                return self._order(value, words.lower())
        return self._bare(value)

    def _bare(self, value: float) -> Bounds:
        rule = self.table["exact"]
        r = 10 ** _trailing_zeros(value)
        if value < rule["round_from"] or r == 1:
            return Bounds(value, value, value)
        return Bounds(_whole(value + rule["low"] * r), value, _whole(value + rule["high"] * r - 1))

    def _at_least(self, value: float, words: str) -> Bounds:
        rule = self.table["at_least"]
        low = value if any(w in words for w in rule["inclusive"]) else value + 1
        high = value + rule["high"] * _loose_unit(value) - 1
        return Bounds(low, low, _whole(high), soft_high=rule["high_soft"])

    def _order(self, value: float, words: str) -> Bounds:
        table = self.table["order"]
        found = _ORDER_WORD.search(words)
        if not found:
            digits = max(1, len(str(int(value))))
            return Bounds(value, value, 10**digits - 1)
        few, size, lone = found.groups()
        if few or lone:
            low, high = table[few or lone]
            times = _SIZES[size.rstrip("s")] if size else 1
            return Bounds(low * times, low * times, (high + 1) * times - 1)
        key = " ".join(size.split())
        low, high = table.get(key) or table[key.rstrip("s") + "s"]
        return Bounds(low, max(low, min(value, high)), high)

    def _share(self, value: float, words: str) -> Bounds:
        rule = self.table["share"]
        is_percent = "%" in words or "per cent" in words or "percent" in words
        margin = rule["percent_points" if is_percent else "fraction_points"] / 100
        return Bounds(max(0.0, value - margin), value, min(1.0, value + margin))


def _whole(value: float) -> float:
    """Whole heads where rounding noise left a tail; 0.9 × 4,000 is 3,600 and not 3600.0000000000005."""
    return round(value) if abs(value - round(value)) < 1e-6 else value


def _trailing_zeros(value: float) -> int:
    if value != int(value) or value == 0:
        return 0
    digits = str(int(abs(value)))
    return len(digits) - len(digits.rstrip("0"))


def _loose_unit(value: float) -> float:
    digits = len(str(int(abs(value))))
    unit: float = max(10 ** _trailing_zeros(value), 10 ** max(0, digits - 2), 2)
    return unit


@cache
def policy() -> WordingPolicy:
    """The wording policy that ships with Panj.

    Raises:
        SettingsError: X002, where the file lacks its name or version.
    """
    table = _policy_table("wording.toml")
    try:
        return WordingPolicy(table.pop("name"), table.pop("version"), table)
    except KeyError as missing:
        raise SettingsError("X002", "policies/wording.toml", detail=f"{missing} is missing") from None


def _policy_table(name: str) -> dict[str, Any]:
    source = resources.files("panj") / "policies" / name
    return tomllib.loads(source.read_text(encoding="utf-8"))
