"""A report that a person dates: taken down as a decision with who, when and why, and undone as easily.

Takes a store and a report; gives the decision as it was recorded. The date counts at once and on every day,
for it says when all that the report tells became known; its figures, and reports dated by it, are then to be
read again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from panj import clock
from panj.clock import parse_moment
from panj.errors import DateError
from panj.model import Report
from panj.run.adding import latest_believed
from panj.store import ClaimKey, Decided, Store
from panj.store.decisions import DATE, REPORT


def date_report(store: Store, report: Report, published: str, *, who: str, why: str) -> Decided:
    """Dates a report.

    Args:
        store: of the case.
        report: that is dated.
        published: the day or moment of its publication.
        who: dates it.
        why: in words.

    Raises:
        DateError: D001, where that is no date; D003, where it lies ahead.
    """
    moment = parse_moment(published, report.name or report.id)
    if clock.day_of(moment) > latest_believed():
        raise DateError("D003", report.name or report.id, value=published)
    sets = {"published": moment, "before": store.given_dates().get(report.id)}
    item = Decided(DATE, who, why, clock.today(), (key_of_report(report),), sets)
    return _recorded(store, item, moment)


def undo_date(store: Store, found: Decided, *, who: str, why: str, every: Mapping[int, Decided]) -> Decided:
    """Takes back that a report was dated, or that this was taken back.

    Args:
        store: of the case.
        found: what is taken back.
        who, why: as for a decision.
        every: the decisions of the case by their number.
    """
    first, back = found, True
    while first.undoes is not None:
        first, back = every[first.undoes], not back
    published: Any = first.sets["before"] if back else first.sets["published"]
    item = Decided("undo", who, why, max(clock.today(), found.day), found.about, {}, undoes=found.seq)
    return _recorded(store, item, published)


def is_of_a_date(item: Decided) -> bool:
    """Whether a decision dates a report, or takes that back."""
    return any(key.kind == REPORT for key in item.about)


def key_of_report(report: Report) -> ClaimKey:
    """By what a whole report is known again; its headline stands where a figure's words do."""
    told = " ".join((report.title or report.name or report.id).split())
    return ClaimKey(report.id, report.name, report.path, report.url, "", told, 0, 0, REPORT)


def _recorded(store: Store, item: Decided, published: str | None) -> Decided:
    return replace(item, seq=store.decide_date(item, published))
