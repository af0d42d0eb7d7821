"""What is asked of the claims, and the answer: bounds, what they stand on, what contradicts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from panj.clock import check_period
from panj.display import tally_html
from panj.model.interval import Bounds
from panj.model.plain import to_plain
from panj.model.terms import Group, Measure, Unit


@dataclass(frozen=True, slots=True)
class Question:
    """What a tally is asked: how many, of whom, where, when, as known on which day.

    None leaves a side open. `place` is a gazetteer code or a name; for a flow it is where people went,
    for a stock or capacity where they are. `period` and `known` are inclusive.
    """

    measure: Measure = Measure.ARRIVAL
    place: str | None = None
    origin: str | None = None
    group: Group | None = None
    unit: Unit = Unit.PERSONS
    date_start: date | None = None
    date_end: date | None = None
    known: date | None = None

    def __post_init__(self) -> None:
        check_period(self.date_start, self.date_end)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that cannot all hold: the smallest set, the reason in words, and each story's bounds.

    `doubt`: nothing excludes that they all hold, and it is hard to believe.
    """

    claims: tuple[str, ...]
    reason: str
    stories: tuple[tuple[tuple[str, ...], Bounds], ...] = ()
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """The answer to a question: bounds that hold if the sources are right, read by a wording policy.

    Args:
        bounds: of what was reported.
        claims: ids of every claim that the answer stands on.
        because_low, because_high: a smallest set of claims that alone gives each end.
        events: ids of the occurrences summed.
        unreported: people in no known occurrence and in no total within `bounds`; None: nothing bounds them.
        itemised: of `bounds`, people in known occurrences; None where that is all, or where nothing is known.
        only_in_total: of `bounds`, people whom stated totals hold beyond known occurrences; None: nobody.
        only_counted: of `bounds`, people in occurrences that were only counted ("the fifth"); None: nobody.
        planned: of a number on a day, what is planned and not yet so, beside `bounds`; None: nothing is.
        as_of: the day of which people are counted where the question names none; else None.
        set_aside: claim id → why it does not count here (plan, capacity, livestock, other group …).
        policy: version of the wording policy.
    """

    question: Question
    bounds: Bounds
    claims: tuple[str, ...] = ()
    because_low: tuple[str, ...] = ()
    because_high: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unreported: Bounds | None = None
    set_aside: Mapping[str, str] | None = None
    policy: str = ""
    itemised: Bounds | None = None
    only_in_total: Bounds | None = None
    only_counted: Bounds | None = None
    planned: Bounds | None = None
    as_of: date | None = None

    @property
    def silent(self) -> bool:
        """Whether nothing that was read says how many: no figure, which is not a figure of zero."""
        return not self.claims

    def _repr_html_(self) -> str:
        """The answer as a notebook shows it."""
        return tally_html(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """An object with low, best, high, claims, conflicts at its top, and the rest beside them.

        All three ends are null where nothing was read that says how many.
        """
        plain = to_plain(self)
        ends = plain.pop("bounds")
        if self.silent:
            ends |= {"low": None, "best": None, "high": None}
        return {**ends, **plain}
