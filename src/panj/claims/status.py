"""Whether what a figure counts has happened, and whether the report itself doubts it: words in, status out."""  # noqa: E501

from __future__ import annotations

import re
from functools import cache

from panj.claims.tables import alternation, table
from panj.model import Measure, Status

_ORDER = (Status.DENIED, Status.REQUESTED, Status.PLANNED, Status.POSSIBLE)
_ASKED = frozenset(
    {Measure.FUNDING, Measure.RELOCATION, Measure.ADMISSION, Measure.ASSISTANCE, Measure.RETURN}
)
_SCENARIO = re.compile(r"\b(?:scenarios?|worst[- ]case)\b", re.IGNORECASE)
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


def status_of(near: str, clause: str, after: str, measure: Measure) -> tuple[Status, str]:
    """The status of a figure.

    Args:
        near: the words before the figure and its verb that can carry a modal verb, through the verb.
        clause: the sentence up to the verb, for requests ("Washington is asking three countries to house 9,000").
        after: the rest of the sentence, for "… was the worst of several scenarios".
        measure: a capacity is a state that is so now; only some measures are asked for.
    """  # noqa: E501
    if measure is Measure.CAPACITY:
        return Status.HAPPENED, "status.state"
    for status in _ORDER:
        if (status is Status.REQUESTED and measure not in _ASKED) or (
            status is Status.DENIED and measure in _STATES
        ):
            continue
        if measure in _STATES and status is Status.PLANNED:
            continue
        where = clause if status is Status.REQUESTED and measure is not Measure.HOSTED else near
        match = next((m for m in _around(status.value).finditer(where) if m.group() != "May"), None)
        if match is None and status is Status.POSSIBLE:
            match = _SCENARIO.search(after)
        if match:
            return status, f"status.{status.value}:{match.group().lower()}"
    return Status.HAPPENED, "status.stated"


def doubted(sentence: str) -> bool:
    """Whether a sentence says that what it reports is unconfirmed, unofficial or disputed."""
    return bool(_doubt("sentence").search(sentence))


def report_wide(text: str) -> bool:
    """Whether the report says of all that it tells that it is unconfirmed."""
    return bool(_doubt("report_wide").search(text))
