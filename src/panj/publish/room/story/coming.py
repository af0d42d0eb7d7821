"""What lies ahead: dated plans, announcements without a day, and plans whose day has passed in silence.

Takes a Situation; gives the page's context, in the sources' words.
"""

from __future__ import annotations

from datetime import date

from panj.model import Development, DevelopmentStatus
from panj.publish.room.contexts import Frame
from panj.publish.room.index import index_of
from panj.publish.room.story.contexts import Ahead, AheadContext
from panj.publish.room.story.statements import of_development, of_line
from panj.publish.situation import Situation

_S = DevelopmentStatus
_PASSED = 12  # plans of the past that are shown


def page(situation: Situation, frame: Frame) -> AheadContext:
    """The page."""
    found = ahead(situation, frame.day)
    undated = [a for a in found if a.day is None]
    undated.sort(key=lambda a: a.statement.published or date.min, reverse=True)
    return AheadContext(
        frame=frame,
        dated=tuple(a for a in found if a.day is not None),
        undated=tuple(undated),
        passed=passed(situation, frame.day),
        evidence=None,
    )


def ahead(situation: Situation, today: date | None) -> tuple[Ahead, ...]:
    """What is to come, the next first; what has no day last."""
    lines = [x for x in situation.story if x.ahead and x.report in situation.reports]
    lines.sort(key=lambda x: (not x.dated, x.day or date.max, x.report, x.sentence.start))
    return tuple(
        Ahead(of_line(situation, x), x.day if x.dated else None, _away(x.day if x.dated else None, today))
        for x in lines
    )


def passed(situation: Situation, today: date | None) -> tuple[Ahead, ...]:
    """Plans whose day is past and of which no later report tells that they came about, the last first."""
    plans = [
        d
        for d in situation.developments
        if d.status is _S.PLANNED and today and _is_past(d, situation, today)
    ]
    open_ = [d for d in plans if not _came(d, situation)]
    open_.sort(key=lambda d: (d.date_end or d.date_start or date.min, d.id), reverse=True)
    made = [(of_development(situation, d), d.date_end or d.date_start) for d in open_]
    each = {statement.key: (statement, day) for statement, day in made}
    return tuple(Ahead(s, day, _away(day, today)) for s, day in list(each.values())[:_PASSED])


def _is_past(plan: Development, situation: Situation, today: date) -> bool:
    """Whether it was to come when it was told, and its day is over."""
    due = plan.date_end or plan.date_start
    told = situation.reports[plan.report].day if plan.report in situation.reports else None
    return bool(due and told and told < due < today)


def _came(plan: Development, situation: Situation) -> bool:
    """Whether a report on or after its day tells something of the same kind at the same place as done."""
    due = plan.date_start or plan.date_end
    by_code, by_name = index_of(situation).done
    if plan.place_code:
        told = by_code.get((plan.kind.value, plan.place_code))
    else:
        told = by_name.get((plan.kind.value, plan.place))
    return bool(told and due and told >= due)


def _away(day: date | None, today: date | None) -> str:
    """How far off a day is: `in 12 days`, `3 days ago`."""
    if day is None or today is None:
        return ""
    days = (day - today).days
    if days == 0:
        return "today"
    if abs(days) == 1:
        return "tomorrow" if days == 1 else "yesterday"
    return f"in {days} days" if days > 0 else f"{-days} days ago"
