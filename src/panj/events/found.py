"""Tolls of those found so far: "41 bodies were recovered", "2,300 had been buried" are at least so many dead.

Takes a claim, its report and the interval of its words; gives the interval with an end above that nobody
stated: it gives way where others count more. Those who died on one day and were all found stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from panj.bounds import WordingPolicy
from panj.events.rules import linking_rules
from panj.model import Bounds, Claim, Measure, PeriodKind, Qualifier, Report

_WORDS = "at least"


@cache
def _found() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:[\w-]+\s+)?(?:{'|'.join(linking_rules().found_words)})", re.IGNORECASE)


def at_least_found(
    interval: Bounds | None, claim: Claim, report: Report | None, policy: WordingPolicy
) -> Bounds | None:
    """The interval of a toll, open above by convention where it counts those found.

    >>> # "2,300 had been buried": 2,250 to 2,349 by its words; as a toll, the upper end is soft
    """
    if interval is None or report is None or not _is_running_toll(claim):
        return interval
    if _found().match(report.text, claim.end, claim.sentence.end) is None:
        return interval
    least = policy.interval(claim.value, Qualifier.AT_LEAST, words=_WORDS)
    high = max(interval.high or 0, least.high or 0)
    return replace(interval, high=high, soft_high=True)


def _is_running_toll(claim: Claim) -> bool:
    exact = claim.qualifier in {Qualifier.EXACT, Qualifier.ABOUT}
    return claim.measure is Measure.KILLED and claim.period is PeriodKind.CUMULATIVE and exact
