"""What it takes to receive people: every line of a plan, by which standard, and how it was reckoned.

Takes people as bounds and a number of days; gives a `Plan`. What the lines are stands in `lines.toml`,
the figures in `standards.toml`; here they are only multiplied, with their units checked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal

from panj.errors import PlanError
from panj.model import Bounds, Need, Plan
from panj.reception.amounts import Amount, exactly
from panj.reception.standards import Standard, Standards, standards

Climate = Literal["warm", "cold"]


@cache
def _lines() -> tuple[Mapping[str, Any], ...]:
    source = resources.files("panj.reception") / "lines.toml"
    return tuple(tomllib.loads(source.read_text(encoding="utf-8"))["line"])


def needs(
    people: Bounds,
    days: int,
    *,
    climate: Climate = "warm",
    standards: Standards | None = None,
    livestock: Mapping[str, Bounds] | None = None,
    claims: tuple[str, ...] = (),
) -> Plan:
    """Everything that receiving these people for these days takes.

    Args:
        people: how many, as an interval; an open upper end stays open in every line.
        days: length of the period, one or more.
        climate: `cold` asks for more covered space, blankets and firewood.
        standards: the rows to plan by; the shipped ones where none are given.
        livestock: heads by animal ("sheep", "yaks", "large", "small", "unknown").
        claims: ids of the claims that `people` comes from, carried into the plan.

    Raises:
        PlanError: P005, for a period or number that is not one; P006, for an unknown animal.
    """
    if days < 1 or people.low < 0 or (people.high is not None and people.high < people.low):
        raise PlanError("P005", f"{people.low:g} people, {days} days")
    rows = standards or _shipped()
    sheet = _Sheet(rows, days, {"people": Amount(people, "person"), **_herds(livestock or {}, rows)})
    for line in _lines():
        if line.get("climate", climate) == climate:
            sheet.reckon(line)
    return Plan(people, days, tuple(sheet.out), claims)


def herd_like(total: Bounds, like: Mapping[str, float]) -> dict[str, Bounds]:
    """A herd of this size with the mix of another: 4,000 animals "of the same kind as" 1,000 and 333."""
    whole = sum(like.values())
    share = {kind: count / whole for kind, count in like.items()}
    return {
        kind: Bounds(
            total.low * part,
            None if total.best is None else total.best * part,
            None if total.high is None else total.high * part,
        )
        for kind, part in share.items()
    }


def _shipped() -> Standards:
    return standards()


def _herds(livestock: Mapping[str, Bounds], rows: Standards) -> dict[str, Amount]:
    herds: dict[str, Amount] = {}
    for animal, heads in livestock.items():
        kind = rows.kinds.get(animal.lower())
        if kind is None:
            raise PlanError("P006", animal, known=", ".join(sorted(rows.kinds)))
        more = Amount(heads, "head")
        herds[kind] = herds[kind] + more if kind in herds else more
    return herds


@dataclass(slots=True)
class _Sheet:
    """The plan while it is reckoned: amounts by line, so that later lines can stand on earlier ones."""

    rows: Standards
    days: int
    amounts: dict[str, Amount]
    out: list[Need] = field(default_factory=list)
    used: dict[str, tuple[Standard, ...]] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=lambda: {"people": "people"})

    def reckon(self, line: Mapping[str, Any]) -> None:
        """Adds the line, unless what it stands on (a kind of animal) is not there."""
        made = self._sum(line) if "sum" in line else self._product(line)
        if made is None:
            return
        amount, rows, formula = made
        amount = amount.whole() if line.get("whole") else amount
        self.amounts[line["id"]] = amount
        self.used[line["id"]] = rows
        self.items[line["id"]] = line["item"]
        sources = dict.fromkeys(row.source for row in rows)
        self.out.append(
            Need(
                topic=line["topic"],
                item=line["item"],
                bounds=amount.bounds,
                unit=amount.unit,
                source="; ".join(sources),
                assumption=any(row.assumption for row in rows),
                formula=formula,
            )
        )

    def _sum(self, line: Mapping[str, Any]) -> tuple[Amount, tuple[Standard, ...], str] | None:
        ids = [i for i in line["sum"] if i in self.amounts]
        if not ids:
            return None
        total = self.amounts[ids[0]]
        for i in ids[1:]:
            total = total + self.amounts[i]
        rows = tuple(dict.fromkeys(row for i in ids for row in self.used[i]))
        return total.to(line["unit"]), rows, " + ".join(self.items[i] for i in ids)

    def _product(self, line: Mapping[str, Any]) -> tuple[Amount, tuple[Standard, ...], str] | None:
        base = self.amounts.get(line["from"])
        if base is None:
            return None
        amount, words, rows = base, [self._name(line["from"], base)], list(self.used.get(line["from"], ()))
        for sign, keys in (("×", line.get("times", ())), ("÷", line.get("per", ()))):
            for key in keys:
                factor = exactly(self.days, "day") if key == "days" else self.rows.row(key).amount
                if key != "days":
                    rows.append(self.rows.row(key))
                amount = amount * factor if sign == "×" else amount / factor
                words.append(f"{sign} {said(factor)}" + (f" [{key}]" if key != "days" else ""))
        if line.get("days"):
            amount = amount * exactly(self.days, "day")
            words.append(f"× {self.days} days")
        return amount.to(line["unit"]), tuple(dict.fromkeys(rows)), " ".join(words)

    def _name(self, of: str, base: Amount) -> str:
        if of in self.items and of != "people":
            return f"{said(base)} ({self.items[of]})"
        return said(base)


def said(amount: Amount) -> str:
    """An amount in words: `1,550–1,599 people`, `15 l/person/day`.

    >>> said(Amount(Bounds(4.5, None, 5.5), "m2/person"))
    '4.5–5.5 m2/person'
    """
    b = amount.bounds
    low, high = _plain(b.low), "open" if b.high is None else _plain(b.high)
    unit = "people" if amount.unit == "person" else amount.unit
    return f"{low if low == high else f'{low}–{high}'} {unit}"


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4f}".rstrip("0").rstrip(".")
