"""An analyst's word on linking: these two are one, these two are not, this figure is not to be used.

Takes decisions as recorded; gives look-ups for the linker. A decision names claims, so that it survives
the re-reading of their reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """What an analyst decides."""

    MERGE = "merge"
    SPLIT = "split"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `other` is empty for a rejection; `why` is the analyst's reason."""

    verb: Verb
    claim: str
    other: str = ""
    why: str = ""


class Overrides:
    """Decisions, ready to be asked."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self._rejected = {d.claim for d in decisions if d.verb is Verb.REJECT}
        self._split = {frozenset((d.claim, d.other)) for d in decisions if d.verb is Verb.SPLIT}
        self._merged = sorted((d.claim, d.other) for d in decisions if d.verb is Verb.MERGE)

    def rejected(self, claim: str) -> bool:
        """Whether the claim is out."""
        return claim in self._rejected

    def split(self, a: str, b: str) -> bool:
        """Whether the two were told apart."""
        return frozenset((a, b)) in self._split

    def merged(self) -> list[tuple[str, str]]:
        """Pairs that were declared one."""
        return self._merged
