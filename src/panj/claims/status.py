"""Whether what a figure counts has happened, and whether the report itself doubts it: words in, status out."""

from __future__ import annotations

import re
from functools import cache

from panj.claims.tables import alternation, table
from panj.model import Measure, Status

_ORDER = (Status.DENIED, Status.REQUESTED, Status.PLANNED, Status.POSSIBLE)
_STATES = frozenset(
    {
        Measure.HOSTED,
        Measure.DISPLACED_STOCK,
        Measure.NEED,
        Measure.CONTROL,
        Measure.KILLED,
        Measure.INJURED,
        Measure.MISSING,
    }
)


@cache
def _around(status: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternation(table('status')[status]['around'])})\b", re.IGNORECASE)


@cache
def _doubt(name: str) -> re.Pattern[str]:
    return re.compile(alternation(table("status")["unconfirmed"][name]), re.IGNORECASE)


def status_of(before: str, after: str, measure: Measure) -> tuple[Status, str]:
    """The status told by the words before a figure in its clause and between it and its verb.

    Args:
        before: from the start of the clause to the figure.
        after: from the figure through the verb.
        measure: a capacity is a state that is so now; funding that is sought is requested.
    """
    if measure is Measure.CAPACITY:
        return Status.HAPPENED, "status.state"
    for status in _ORDER:
        if status is Status.REQUESTED and measure not in {
            Measure.FUNDING,
            Measure.RELOCATION,
            Measure.ADMISSION,
            Measure.HOSTED,
            Measure.ASSISTANCE,
            Measure.DEPLOYMENT,
            Measure.RETURN,
            Measure.EVACUATION,
        }:
            continue
        if status is Status.DENIED and measure in _STATES:
            continue
        match = _around(status.value).search(before) or _around(status.value).search(after)
        if match:
            return status, f"status.{status.value}:{match.group().lower()}"
    return Status.HAPPENED, "status.stated"


def doubted(sentence: str) -> bool:
    """Whether a sentence says that what it reports is unconfirmed, unofficial or disputed."""
    return bool(_doubt("sentence").search(sentence))


def report_wide(text: str) -> bool:
    """Whether the report says of all that it tells that it is unconfirmed."""
    return bool(_doubt("report_wide").search(text))
