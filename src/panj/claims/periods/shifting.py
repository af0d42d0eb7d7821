"""Days moved to where a figure's status and tense put them: plans lie ahead, what has happened lies behind.

Takes a draft whose days were read; changes date_start and date_end.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from panj.claims.dates.dates import When
from panj.claims.dates.days import shifted
from panj.claims.draft import Draft
from panj.claims.periods.carried import STATES
from panj.model import Measure, PeriodKind, Status

_BORROWED = frozenset({"date.carried", "date.scene", "date.of_neighbour"})
_OF_WEEK = re.compile(r"(?:day|\bweek-?end)\b", re.IGNORECASE)
_NAMED_YEAR = re.compile(r"(?:19|20)\d\d|\b(?:last|this|next|ago|earlier|yesterday|today)\b")


def so_far(draft: Draft, published: date | None) -> None:
    """What happened "this week" or "in May", told in that week or month: up to the day of telling."""
    if draft.status not in {Status.HAPPENED, Status.DENIED} or published is None:
        return
    if (
        draft.date_start is not None
        and draft.date_end is not None
        and draft.date_start < published < draft.date_end
    ):
        draft.date_end = published


def forward(draft: Draft, w: When, published: date | None) -> None:
    """What is planned or expected lies ahead: "on Friday" is the next one, "in March" the coming one."""
    ahead = draft.status in {Status.POSSIBLE, Status.PLANNED} and draft.measure is not Measure.FUNDING
    if not ahead or published is None or draft.date_start is None or draft.date_end is None:
        return
    words = draft.sentence.words_of(w)
    if draft.date_end >= published or _NAMED_YEAR.search(words.lower()):
        return
    if _OF_WEEK.search(words):
        draft.date_start, draft.date_end = (d + timedelta(days=7) for d in (draft.date_start, draft.date_end))
    elif (published - draft.date_end).days > (60 if re.search(r"\d", words) else 0):
        draft.date_start, draft.date_end = year_on(draft.date_start), year_on(draft.date_end)


def coming(day: date, words: str) -> date:
    """ "By Friday" and "by the weekend" are the coming ones, and so is "by spring"."""
    return day + timedelta(days=7) if _OF_WEEK.search(words) else year_on(day)


def year_on(day: date) -> date:
    """The same day a year later."""
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)


def years_ago(draft: Draft, w: When, published: date) -> date | None:
    """ "A year ago 3,200 were in five centres": a state is of about that day, not of the whole year."""
    words = draft.sentence.words_of(w)
    if w.first is None or w.first == w.last or not re.search(r"\byears?\s+ago\Z", words, re.IGNORECASE):
        return None
    return shifted(published, w.first.year - published.year, "year")


def not_ahead(draft: Draft, published: date | None) -> None:
    """What has happened lies behind: "by the end of March 12,500 had come" in a report of October."""
    first, last = draft.date_start, draft.date_end
    if draft.status is not Status.HAPPENED or published is None or last is None or last <= published:
        return
    if first is not None and first <= published:
        draft.date_end = published  # "this year" goes on
    elif _BORROWED.intersection(draft.rules):
        draft.date_start = draft.date_end = published  # the days of what was announced before it
    elif str(last.year) in draft.sentence.text:
        return
    elif draft.period is PeriodKind.AS_OF and draft.measure in STATES:
        draft.date_start = draft.date_end = published  # "in schools that must be free by 4 February"
    else:
        draft.date_start, draft.date_end = (shifted(d, -1, "year") if d else None for d in (first, last))
