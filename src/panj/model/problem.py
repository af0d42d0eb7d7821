"""A fault in the data, which is recorded as a row and stops nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in the data, recorded rather than raised: code, what, where, what to do."""

    code: str
    what: str
    where: str
    remedy: str
