"""What a case holds besides reports and claims: what people did, what was set aside, what reading gave.

Frozen dataclasses that the store takes and gives; how they become rows stands in `rows.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from panj.model import Claim, Development, Problem


@dataclass(frozen=True, slots=True)
class SetAside:
    """A number of a report that is no claim, and why: a date, an age, a telephone number."""

    report: str
    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading the figures of one report gave.

    Args:
        report: its id.
        claims: in the order of the text.
        aside: its numbers that are no claims.
        read_key: says by which rules and under which date they were read.
        faults: what was wrong in reading them.
        developments: what the report says happened, was decided, pledged, denied or scheduled.
    """

    report: str
    claims: tuple[Claim, ...]
    read_key: str
    aside: tuple[SetAside, ...] = ()
    faults: tuple[Problem, ...] = ()
    developments: tuple[Development, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A report that was taken out of the tallies, the day from which it no longer counts, and why.

    `who`: the person who took it out; empty where its outlet did, or where nobody was named.
    """

    report: str
    day: date
    reason: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class ClaimKey:
    """Which figure of which report is meant, in words that outlive a re-reading.

    Ids and offsets change when a report is corrected or read by new rules; the sentence and its figure
    are what a person decided on.

    Args:
        report: the id that the report had.
        name, path, url: by which its later versions are known.
        sentence: that states the figure, as written.
        figure: its words, as written; `start` is where they stood in the text.
        value: the number that was read from them.
        kind: of a development, whose words `figure` then holds; `report`: all of it is meant; empty: a
            figure is.
    """

    report: str
    name: str
    path: str
    url: str | None
    sentence: str
    figure: str
    start: int
    value: float
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it was recorded; it is never changed, only undone by another.

    Args:
        seq: its number in the case; 0: not recorded yet.
        at: the moment (UTC) at which it was recorded.
        day: from which it counts.
        who, why: decided so.
        verb: merge, split, reject, accept, retype, redate, correct, ask, date, undo.
        about: the figures that it is about.
        sets: what it says of them, in the field names of a claim.
        undoes: the number of the decision that it takes back.
    """

    verb: str
    who: str
    why: str
    day: date
    about: tuple[ClaimKey, ...] = ()
    sets: Mapping[str, Any] = field(default_factory=dict)
    undoes: int | None = None
    seq: int = 0
    at: str = ""


@dataclass(frozen=True, slots=True)
class Redacted:
    """What was taken out of a case for good: when, by whom, why; never the words themselves.

    Args:
        kind: report (all of it) or words.
        subject: id of the report as it was.
        became: id of the report without the words; None where all of it is gone.
        length: how many characters were taken out at each place.
        digest: SHA-256 of what was taken out.
    """

    seq: int
    at: str
    who: str
    why: str
    kind: str
    subject: str
    became: str | None
    length: int
    digest: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording policy that figures of the case were read by, and from when."""

    at: str
    name: str
    version: str
    table: Mapping[str, Any]
