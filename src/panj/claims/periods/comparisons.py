"""Figures of another time beside those of now: "against 44,700 in the same period of 2022".

A draft with its date read in; its days moved to the time that it is compared with, or left open.
"""

from __future__ import annotations

import re
from datetime import date

from panj.claims.dates.days import safe_day
from panj.claims.draft import Draft
from panj.model import PeriodKind, Status

# What sets one number against another.
AGAINST = r"against|compared\s+(?:with|to)|up\s+from|down\s+from|versus"
CHANGES = r"increase|rise|jump|surge|drop|fall|decrease|decline|growth"
_COMPARED = re.compile(
    rf"\b(?:{AGAINST}|as\s+opposed\s+to|"
    rf"(?:{CHANGES}|doubled|tripled|risen|grown|increased|fallen)\s+from|"
    r"(?:rose|risen|rises|grew|grown|climbed|jumped|increased|fell|fallen|dropped|swelled|swollen|up|down)\b(?:[^.;,]|,\d){0,40}\bfrom)\s+"
    r"(?:(?:about|around|some|just|only|nearly|almost|more\s+than|over|fewer\s+than|the)\s+){0,2}\Z",
    re.IGNORECASE,
)
_SAME_TIME = re.compile(
    r"[^.;]{0,30}?\b(?:in|during|over|for)\s+the\s+(?:same|corresponding|equivalent)\s+"
    r"(?:period|months?|time|weeks?|quarter|days)\s+(?:of|in|a|the|last)?\s*(?P<year>(?:19|20)\d\d|last\s+year|year|previous\s+year)",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"(?:\A|[,;]\s+)(?:Before|Prior\s+to|Ahead\s+of|On\s+the\s+eve\s+of)\s+(?:the|its|this|that)\s+"
    r"(?:\w+\s+){0,3}?(?:war|crisis|conflict|fighting|offensive|invasion|coup|outbreak|disaster|earthquake|quake|flood(?:s|ing)?|storm|"
    r"cyclone|violence|attack|siege|takeover|influx|exodus|unrest|hostilities)\b",
    re.IGNORECASE,
)


def is_compared(draft: Draft) -> bool:
    """Whether a figure is what another is set against."""
    return _COMPARED.search(draft.before[-60:]) is not None


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
    if before.measure is not draft.measure or before.period is not PeriodKind.CUMULATIVE:
        return
    last, later = draft.date_end, before.date_end
    if last is None or later is None or last >= later or "date.same_period" in draft.rules:
        return
    first = before.date_start
    draft.date_start = first if first is not None and first < min(last, later) else last
    draft.period = PeriodKind.CUMULATIVE
    draft.rules.append("period.compared")


def leave_open(draft: Draft) -> None:
    """Leave the day open of what was so "before the war": it is not of today."""
    text, start = draft.sentence.text, draft.sentence.span.start
    found = _ONCE.search(text)
    is_now = draft.date_start == draft.date_end and {"date.stock_now"}.intersection(draft.rules)
    if found is None or found.start() > draft.end - start or draft.status is not Status.HAPPENED:
        return
    if is_now or draft.period is PeriodKind.RATE:
        draft.date_start = draft.date_end = None
        draft.rules.append("date.before")


def _years_on(day: date, years: int) -> date:
    return safe_day(day.year + years, day.month, day.day) or day.replace(year=day.year + years, day=28)
