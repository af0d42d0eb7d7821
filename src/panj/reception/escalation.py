"""Who must act when: rules in a file over what was measured, each firing with its reason.

Takes readings (a signal, of what, on which day, as an interval with the claims it stands on); gives the
firings: the first day on which each rule is surely past, and the first on which it may be.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from panj.errors import PlanError
from panj.model import Bounds

SIGNALS = {
    "share_used": "of the places stated",
    "share_tested": "of the places tested",
    "arrivals_day": "people a day",
    "without_place": "people without a place",
    "stock_days": "days of stock",
}
_FALLING = frozenset({"stock_days"})  # fires at the threshold or below
_SHARES = frozenset({"share_used", "share_tested"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A threshold on a signal, the level of alarm, what to do, and where the threshold comes from."""

    name: str
    signal: str
    at: float
    level: str
    action: str
    source: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A signal of something on a day: its interval, what it is measured against, the claims behind it."""

    day: date
    signal: str
    of: str
    bounds: Bounds
    against: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that is past its threshold from a day on; `sure` where the whole interval is."""

    rule: Rule
    reading: Reading
    sure: bool

    @property
    def why(self) -> str:
        """The figures on which it fires, in words."""
        high = self.reading.bounds.high
        ends = [self.reading.bounds.low, *([] if high is None else [high])]
        shown = list(dict.fromkeys(_said(self.rule.signal, end) for end in ends))
        unit = "%" if self.rule.signal in _SHARES else ""  # said once: 861–1,831%
        span = "–".join(x.removesuffix(unit) for x in shown) + unit + (" or more" if high is None else "")
        against = f" ({self.reading.against})" if self.reading.against else ""
        word = "at or below" if self.rule.signal in _FALLING else "at or above"
        return (
            f"{self.reading.of}: {span} {SIGNALS[self.rule.signal]}{against}, "
            f"{word} {_said(self.rule.signal, self.rule.at)}"
        )


@cache
def rules() -> tuple[Rule, ...]:
    """The rules that ship with Panj."""
    source = resources.files("panj.reception") / "escalation.toml"
    return _rules(source.read_text(encoding="utf-8"), "escalation.toml")


def rules_of(path: Path) -> tuple[Rule, ...]:
    """The rules of an officer's own file.

    Raises:
        PlanError: P010 for a file that cannot be read, P004 for a rule that lacks something.
    """
    try:
        return _rules(path.read_text(encoding="utf-8"), str(path))
    except OSError as fault:
        raise PlanError("P010", str(path), detail=fault.strerror or str(fault)) from None


def escalate(readings: Iterable[Reading], by: Sequence[Rule] | None = None) -> tuple[Firing, ...]:
    """The first sure and the first possible firing of each rule for each thing, by day.

    A possible firing is told only where it comes before the sure one.
    """
    first: dict[tuple[str, str, bool], Firing] = {}
    for reading in sorted(readings, key=lambda r: (r.day, r.signal, r.of)):
        for rule in by if by is not None else rules():
            if rule.signal != reading.signal:
                continue
            sure, maybe = _past(rule, reading.bounds)
            for is_sure, fires in ((True, sure), (False, maybe)):
                key = (rule.name, reading.of, is_sure)
                if fires and (rule.name, reading.of, True) not in first:
                    first.setdefault(key, Firing(rule, reading, is_sure))
    order = {rule.name: n for n, rule in enumerate(by if by is not None else rules())}
    return tuple(sorted(first.values(), key=lambda f: (f.reading.day, order[f.rule.name], f.reading.of)))


def _past(rule: Rule, bounds: Bounds) -> tuple[bool, bool]:
    """Whether the interval is surely past the threshold, and whether it only may be."""
    if rule.signal in _FALLING:
        sure = bounds.high is not None and bounds.high <= rule.at
        return sure, not sure and bounds.low <= rule.at
    sure = bounds.low >= rule.at
    return sure, not sure and (bounds.high is None or bounds.high >= rule.at)


def _said(signal: str, value: float) -> str:
    return f"{value:,.0%}" if signal in _SHARES else f"{value:,.4g}" if value < 100 else f"{value:,.0f}"


def _rules(text: str, where: str) -> tuple[Rule, ...]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise PlanError("P004", where, detail=str(fault)) from None
    return tuple(_rule(row, f"{where}, rule {n}") for n, row in enumerate(table.get("rule", []), start=1))


def _rule(row: Mapping[str, Any], where: str) -> Rule:
    names = ("name", "signal", "at", "level", "action", "source")
    missing = [name for name in names if row.get(name) in (None, "")]
    if missing:
        raise PlanError("P004", where, detail=f"{', '.join(missing)} is missing")
    if row["signal"] not in SIGNALS:
        raise PlanError("P004", where, detail=f"no signal {row['signal']!r}; use {', '.join(SIGNALS)}")
    name, signal, level, action, source = (str(row[n]) for n in names if n != "at")
    return Rule(name, signal, float(row["at"]), level, action, source)
