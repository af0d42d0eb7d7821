"""Figures of another time beside those of now: "against 44,700 in the same period of 2022".

A draft with its date read in; its days moved to the time that it is compared with, or left open.
"""

from __future__ import annotations

import re
from datetime import date

from panj.claims.counting.compared import is_compared
from panj.claims.dates.days import safe_day
from panj.claims.draft import Draft
from panj.model import PeriodKind, Status

_SAME_TIME = re.compile(
    r"[^.;]{0,30}?\b(?:in|during|over|for|at|by)\s+the\s+(?:same|corresponding|equivalent)\s+"
    r"(?:period|months?|time|point|stage|date|stretch|weeks?|quarter|days)\s+(?:of|in|a|the|last)?\s*(?P<year>(?:19|20)\d\d|last\s+year|year|previous\s+year)",
    re.IGNORECASE,
)
_BEFORE = (
    r"(?:before|prior\s+to|ahead\s+of|on\s+the\s+eve\s+of)\s+(?:the|its|this|that)\s+"
    r"(?:\w+\s+){0,3}?(?:war|crisis|conflict|fighting|offensive|invasion|coup|outbreak|disaster|earthquake|quake|flood(?:s|ing)?|storm|"
    r"cyclone|violence|attacks?|raid|assault|siege|takeover|influx|exodus|unrest|hostilities)\b"
)
_ONCE = re.compile(rf"(?:\A|[,;]\s+){_BEFORE}", re.IGNORECASE)
_HAD = re.compile(
    r"\bhad\s+(?:(?:about|around|some|already|nearly|almost|over|more\s+than)\s+)?\Z", re.IGNORECASE
)
_BEFORE_IT = re.compile(rf"[^.;,\d]{{0,50}}\s{_BEFORE}", re.IGNORECASE)


def move_to_time(draft: Draft, before: Draft | None) -> bool:
    """Move a compared figure to "the same period of 2022" of the figure before it; whether it was moved."""
    if not is_compared(draft) or before is None or before.sentence is not draft.sentence:
        return False
    match = _SAME_TIME.match(draft.after)
    if match is None or before.date_start is None or before.date_end is None:
        return False
    named = match["year"]
    shift = int(named) - before.date_end.year if named.isdigit() else -1
    draft.date_start, draft.date_end = _years_on(before.date_start, shift), _years_on(before.date_end, shift)
    draft.period, draft.status = before.period, before.status
    draft.rules.append("date.same_period")
    return True


def keep_total(draft: Draft, before: Draft | None) -> None:
    """ "Has doubled to 60,000, up from 30,000 a week ago": the same total, up to a day before."""
    if before is None or before.sentence is not draft.sentence or not is_compared(draft):
        return
    if before.period is PeriodKind.RATE and "measure.compared" in draft.rules:
        draft.period, draft.per = PeriodKind.RATE, before.per  # "1,050 a day, against 560 in the week before"
        draft.rules.append("period.compared")
        return
    if before.measure is not draft.measure or before.period is not PeriodKind.CUMULATIVE:
        return
    last, later = draft.date_end, before.date_end
    if last is None or later is None or last > later or "date.same_period" in draft.rules:
        return
    if draft.date_start is not None and draft.date_start < last:
        draft.period = PeriodKind.CUMULATIVE  # "14, against 51 in April 2021": of the whole of that month
        return
    first = before.date_start
    draft.date_start = first if first is not None and first < min(last, later) else last
    draft.period = PeriodKind.CUMULATIVE
    draft.rules.append("period.compared")


def leave_open(draft: Draft) -> None:
    """Leave the day open of what was so "before the war": it is not of today."""
    text, start = draft.sentence.text, draft.sentence.span.start
    found = _ONCE.search(text) or (_HAD.search(draft.before) and _BEFORE_IT.match(draft.after))
    is_now = draft.date_start == draft.date_end and {"date.stock_now"}.intersection(draft.rules)
    if not found or found.start() > draft.end - start or draft.status is not Status.HAPPENED:
        return
    if is_now or draft.period is PeriodKind.RATE:
        draft.date_start = draft.date_end = None
        draft.rules.append("date.before")


def _years_on(day: date, years: int) -> date:
    return safe_day(day.year + years, day.month, day.day) or day.replace(year=day.year + years, day=28)
