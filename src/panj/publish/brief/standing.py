"""How a report stands: a draft, or released by a named person on a day.

Takes nothing but what was recorded; gives the line that every report bears.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from panj.model import to_plain
from panj.publish.phrases import day

if TYPE_CHECKING:
    from panj.publish.brief.document import Document

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


def digest(doc: Document) -> str:
    """What a release is of: the content of a report, whatever its format and whether it is released."""
    plain = to_plain(asdict(replace(doc, standing=DRAFT, released=False)))
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
