"""The planning standards: rows with value or range, unit, source; a country's own file replaces rows.

Takes `standards.toml` and, where given, a file of overrides; gives `Standards`, looked up by key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from panj.errors import PlanError
from panj.model import Bounds
from panj.reception.amounts import Amount


@dataclass(frozen=True, slots=True)
class Standard:
    """One planning figure: its interval and unit, its source with edition and chapter."""

    key: str
    amount: Amount
    source: str
    assumption: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standards:
    """All rows by key, and the animals by size."""

    version: str
    rows: Mapping[str, Standard]
    kinds: Mapping[str, str]

    def row(self, key: str) -> Standard:
        """The row of that key.

        Raises:
            PlanError: P003, where there is none.
        """
        if key not in self.rows:
            raise PlanError("P003", key)
        return self.rows[key]

    def with_file(self, path: Path) -> Standards:
        """These standards with the rows of a TOML file in place of their own.

        Each row names its key as the shipped file does and gives a `reason`, which its lines then cite.

        Raises:
            PlanError: P003 for an unknown key, P004 for a row without reason, unit or figure.
        """
        rows = dict(self.rows)
        for key, table in _flat(_read(path.read_text(encoding="utf-8"), str(path))):
            old = self.row(key)
            if not table.get("reason"):
                raise PlanError("P004", f"{path}: {key}", detail="`reason` is missing")
            merged = {"unit": old.amount.unit, **table}
            new = _standard(key, {**merged, "source": f"{table['reason']} (in place of {old.source})"})
            new.amount.to(old.amount.unit)
            rows[key] = new
        return Standards(f"{self.version} with {path.name}", rows, self.kinds)


@cache
def standards() -> Standards:
    """The standards that ship with Panj."""
    source = resources.files("panj.reception") / "standards.toml"
    table = _read(source.read_text(encoding="utf-8"), "standards.toml")
    version, kinds = table.pop("version"), table.pop("kinds")
    rows = {key: _standard(key, row) for key, row in _flat(table)}
    return Standards(version, rows, {name: size for size, names in kinds.items() for name in names})


def _read(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise PlanError("P004", where, detail=str(fault)) from None


def _flat(table: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    topics = {k: v for k, v in table.items() if isinstance(v, Mapping)}
    return [(f"{topic}.{name}", row) for topic, rows in topics.items() for name, row in rows.items()]


def _standard(key: str, row: Mapping[str, Any]) -> Standard:
    value = row.get("value")
    low, high = row.get("low", value), row.get("high", value)
    if low is None or high is None or "unit" not in row or not row.get("source"):
        raise PlanError(
            "P004", key, detail="a figure (value, or low and high), `unit` or `source` is missing"
        )
    amount = Amount(Bounds(low, value, high), row["unit"])
    return Standard(key, amount, row["source"], bool(row.get("assumption")), row.get("note", ""))
