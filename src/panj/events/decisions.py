"""An analyst's word: these two are one, these two are not, this figure is out, or is another than was read.

Takes decisions as recorded; gives look-ups for the linker, and what a decision may say of a claim. How
decisions are bound to claims and applied to them stands in `applied.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from panj.clock import check_period, parse_day, parse_moment
from panj.errors import EventError
from panj.model import Group, Measure, PeriodKind, Qualifier, Status, Unit


class Verb(StrEnum):
    """What an analyst decides."""

    MERGE = "merge"
    SPLIT = "split"
    REJECT = "reject"
    ACCEPT = "accept"
    RETYPE = "retype"
    REDATE = "redate"
    CORRECT = "correct"
    ASK = "ask"  # changes no figure: what somebody was asked of it, and what he answered


# What each verb may say of a claim: field → what it must be.
_KINDS: Mapping[str, type[StrEnum]] = {
    "measure": Measure,
    "group": Group,
    "unit": Unit,
    "status": Status,
    "period": PeriodKind,
    "qualifier": Qualifier,
}
_PLACES = ("origin", "destination", "place")
_DAYS = ("date_start", "date_end")
_NUMBERS = ("value", "value_high")
SETS: Mapping[Verb, tuple[str, ...]] = {
    Verb.RETYPE: ("measure", "group", "unit", "status", "period", *_PLACES, *(f"{p}_code" for p in _PLACES)),
    Verb.REDATE: _DAYS,
    Verb.CORRECT: (*_NUMBERS, "qualifier"),
    Verb.ASK: ("asked", "question", "answer", "told"),  # whom, what, what he said, and when he said it
}
OFFERED = ("place", "place_code")  # what is said of a proposal: which place of the outlook case it moves


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on linking. `other` is empty for a rejection; `why` is the analyst's reason."""

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


def checked(verb: Verb, sets: Mapping[str, Any], *, offered: bool = False) -> dict[str, Any]:
    """What a decision says of a claim, or of a proposal (`offered`), as plain values that can be recorded.

    Raises:
        EventError: E002, for a field that the verb does not set, or a value that is none of its kind; E003,
            where it says nothing.
        DateError: D001, D002, for days that are none, or in the wrong order.
    """
    allowed = OFFERED if offered else SETS.get(verb, ())
    found: dict[str, Any] = {}
    for name, value in sets.items():
        if name not in allowed:
            raise EventError("E002", name=name, detail=f"{verb} does not set it")
        found[name] = None if value is None else _plain(name, value)
    if allowed and not found and not offered:
        raise EventError("E003", verb=verb, names=", ".join(n for n in allowed if not n.endswith("_code")))
    start, end = (None if found.get(n) is None else date.fromisoformat(found[n]) for n in _DAYS)
    check_period(start, end)
    if verb is Verb.CORRECT:
        return _number(found)
    return found


def typed(sets: Mapping[str, Any]) -> dict[str, Any]:
    """What was recorded, as the fields of a claim."""
    found = dict(sets)
    for name, value in sets.items():
        if value is not None and name in _KINDS:
            found[name] = _KINDS[name](value)
        elif value is not None and name in _DAYS:
            found[name] = date.fromisoformat(value)
    return found


def _plain(name: str, value: Any) -> Any:
    if name in _KINDS:
        try:
            return _KINDS[name](value).value
        except ValueError:
            known = ", ".join(_KINDS[name])
            raise EventError("E002", name=name, detail=f"{value!r} is none of: {known}") from None
    if name in _DAYS:
        return parse_day(value.isoformat() if isinstance(value, date) else value).isoformat()
    if name == "told":
        return parse_moment(str(value), "the time of the answer")
    if name in _NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
            raise EventError("E002", name=name, detail=f"{value!r} is no number of 0 or more")
        return value
    return str(value)


def _number(found: dict[str, Any]) -> dict[str, Any]:
    """A corrected figure is exact where nothing else is said; a second number makes it a range."""
    low, high = found.get("value"), found.get("value_high")
    if low is None:
        raise EventError("E003", verb=Verb.CORRECT, names="value")
    if high is not None and high < low:
        raise EventError("E002", name="value_high", detail=f"{high} is less than {low}")
    kind = Qualifier.EXACT if high is None else Qualifier.RANGE
    return {"qualifier": kind.value, "value_high": None} | found
