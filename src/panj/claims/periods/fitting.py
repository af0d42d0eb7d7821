"""What a period can be, by what a figure measures and whether it has happened.

Takes a draft whose measure, status and period are settled, by rules and reader; corrects its period.
"""

from __future__ import annotations

import re

from panj.claims.draft import Draft
from panj.model import Measure, PeriodKind, Status

_AHEAD = frozenset({Status.PLANNED, Status.POSSIBLE})  # those who have asked are counted, so they add up
# How things will stand is told of a day as well as how they stand.
_OF_STATES = frozenset(
    {Measure.CAPACITY, Measure.FACILITY, Measure.NEED, Measure.HOSTED, Measure.DISPLACED_STOCK}
)
# "Have been reported missing since Monday": a count of reports.
_GONE_MISSING = re.compile(
    r"\b(?:report\w*|register\w*|list\w*|gone|went)\b[^.;]{0,40}\bmissing\b", re.IGNORECASE
)


def fit_period(draft: Draft) -> None:
    """Correct a period that the measure or the status rules out."""
    if draft.period is PeriodKind.CUMULATIVE and draft.status in _AHEAD and draft.measure not in _OF_STATES:
        _set(draft, PeriodKind.EVENT, "period.ahead")  # nothing has added up yet
    elif draft.period is PeriodKind.CUMULATIVE and _still_missing(draft):
        _set(draft, PeriodKind.AS_OF, "period.still_missing")  # who is found is no longer counted


def _still_missing(draft: Draft) -> bool:
    happened = draft.measure is Measure.MISSING and draft.status is Status.HAPPENED
    return happened and _GONE_MISSING.search(draft.sentence.text) is None


def _set(draft: Draft, period: PeriodKind, rule: str) -> None:
    draft.period = period
    draft.rules.append(rule)
