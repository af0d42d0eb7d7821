"""What a report states: figures (`Claim`), developments, and figures that it takes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from panj.model.plain import to_plain
from panj.model.report import Span
from panj.model.terms import (
    DevelopmentKind,
    DevelopmentStatus,
    Group,
    Measure,
    PeriodKind,
    Qualifier,
    Status,
    Unit,
)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """The n-th of its kind in a window: third, in "the third wave in two weeks".

    `complete`: the same sentence gives the total of those that it numbers, so that none is left out.
    """

    n: int
    window_start: date | None
    window_end: date | None
    of: str
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure that a report states, with everything needed to use it (gold/SCHEMA.md's fields).

    Args:
        id: stable for the same report version and span.
        report: the report's id.
        start, end: offsets of the figure phrase, hedge included.
        value: the number as stated; `value_high` the upper end of a range.
        origin, destination, place: names as the report writes them.
        origin_code, destination_code, place_code: their places in the gazetteer, None where it abstained.
        date_start, date_end: days covered, inclusive; None where the report leaves it open.
        per: day, week, month or year of a rate.
        of: the whole of a share.
        term: the report's own word for what happened: fled, crossed, displaced.
        part_of: id of the claim that this is a part of; `partition`: the parts exhaust the whole.
        sentence: span of the sentence that states it.
        chain: who said it first, through whom, to the outlet.
        confidence: 0 to 1, that the whole claim is read rightly.
        rules: names of the rules that made it.
    """

    id: str
    report: str
    start: int
    end: int
    text: str
    measure: Measure
    value: float
    qualifier: Qualifier
    unit: Unit
    sentence: Span
    value_high: float | None = None
    group: Group | None = None
    origin: str | None = None
    destination: str | None = None
    place: str | None = None
    origin_code: str | None = None
    destination_code: str | None = None
    place_code: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    period: PeriodKind = PeriodKind.EVENT
    per: str | None = None
    of: str | None = None
    status: Status = Status.HAPPENED
    speaker: str | None = None
    via: str | None = None
    confirmed: bool = True
    inherits: bool = False
    optional: bool = False
    term: str | None = None
    part_of: str | None = None
    partition: bool = False
    ordinal: Ordinal | None = None
    chain: tuple[str, ...] = ()
    confidence: float = 1.0
    rules: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The claim in the schema's own field names, ready for JSON."""
        plain: dict[str, Any] = to_plain(self)
        return plain


@dataclass(frozen=True, slots=True)
class Development:
    """What a report says happened, was decided, pledged, denied or scheduled, with or without a figure.

    Args:
        id: stable for the same report version and telling word.
        report: the report's id.
        start, end: offsets of the telling words; `text` is these words, `trigger` the base form of the one
            that tells.
        actors: who does it, as the report writes them.
        target: whom or what it is done to.
        place, place_code: where, as written and in the gazetteer; None where it is open.
        date_start, date_end: days covered, inclusive; one alone is an open end ("by 31 August").
        condition: on what it depends, in the report's words ("if the number exceeds 100,000").
        sentence: span of the sentence that tells it.
        chain: who said it first, through whom, to the outlet.
        stage: of a preparation: considered, announced, under_construction, open, withdrawn.
        voluntariness: of a return: stated_voluntary, stated_forced, not_stated.
        composition: who is among those moved, in the report's words ("many women and children").
        superlative: words that bound other figures ("the largest yet confirmed").
        rules: names of the frames and rules that made it.
    """

    id: str
    report: str
    start: int
    end: int
    text: str
    kind: DevelopmentKind
    status: DevelopmentStatus
    sentence: Span
    trigger: str = ""
    actors: tuple[str, ...] = ()
    target: str | None = None
    place: str | None = None
    place_code: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    condition: str | None = None
    speaker: str | None = None
    via: str | None = None
    chain: tuple[str, ...] = ()
    stage: str | None = None
    voluntariness: str | None = None
    composition: str | None = None
    superlative: str | None = None
    confidence: float = 1.0
    rules: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The development in these field names, ready for JSON."""
        plain: dict[str, Any] = to_plain(self)
        return plain


@dataclass(frozen=True, slots=True)
class FigureCorrection:
    """A figure that a report corrects in its own words: what is taken back, and what holds, where told.

    Args:
        report: the id of the report that says so.
        sentence: where it says so.
        old, new: the figures as written, hedge included; `old_value`, `new_value` their numbers.
        old_claim, new_claim: ids of the report's claims that state them, None where none does.
        rule: the form of words.
    """

    report: str
    sentence: Span
    old: str | None
    new: str | None
    old_value: float | None = None
    new_value: float | None = None
    old_claim: str | None = None
    new_claim: str | None = None
    rule: str = ""
