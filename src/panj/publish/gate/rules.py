"""The rules of the gate as data, and the record of what they withheld.

Takes nothing; gives the tables of rules.toml and persons.toml. A record names cell, rule and reason, and never the value.
"""  # noqa: E501

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Withheld:
    """One cell that does not leave: which, of what, and by which rule."""

    rule: str
    cell: str
    subject: str

    @property
    def says(self) -> str:
        """The rule in words."""
        return str(rules()["rule"][self.rule]["says"])


@cache
def rules() -> Mapping[str, Any]:
    """The tables of rules.toml, and those of persons.toml."""
    found: dict[str, Any] = {}
    for name in ("rules.toml", "persons.toml"):
        source = resources.files("panj.publish.gate") / name
        found |= tomllib.loads(source.read_text(encoding="utf-8"))
    return found


@cache
def patterns(table: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of one table."""
    return tuple(re.compile(p) for p in rules()[table]["patterns"])


@cache
def words(table: str, key: str) -> re.Pattern[str]:
    """One expression for the words of a list, whole and in any case, the longest first."""
    return any_of(rules()[table][key])


def any_of(terms: Iterable[str]) -> re.Pattern[str]:
    """One expression for any of these words, whole and in any case."""
    listed = "|".join(re.escape(t) for t in sorted(terms, key=lambda t: (-len(t), t)))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)" if listed else r"(?!)", re.IGNORECASE)
