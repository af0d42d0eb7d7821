"""How a report stands: a draft, or released by a named person on a day.

Takes nothing but what was recorded; gives the line that every report bears.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from panj.publish.phrases import day

DRAFT = "DRAFT: not released"


@dataclass(frozen=True, slots=True)
class Standing:
    """Who released a report, and when."""

    by: str
    on: date

    @property
    def words(self) -> str:
        """`Released by A. Officer on 13 Sep 2021`."""
        return f"Released by {self.by} on {day(self.on)}"
