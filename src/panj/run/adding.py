"""One report into a case file, with its tables, and the last day that is believed of what it states.

Takes a report as read; gives what the case file says of it: new, known, changed or redacted.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from panj import clock
from panj.clock import day_of
from panj.model import Report
from panj.reports import parts
from panj.store import Store

AHEAD = timedelta(days=7)  # weeklies bear the day on which they are sold
# A machine whose clock stands before this day has lost its time; what is published later is no error then.
_BUILT = date(2026, 11, 1)


def latest_believed() -> date:
    """The last day that a report may state as that of its publication or change."""
    return max(clock.today(), _BUILT) + AHEAD


def add(store: Store, report: Report) -> str:
    """Stores a report and its tables, each in one transaction: `new`, `known`, `changed` or `redacted`."""
    if report.modified and day_of(report.modified) > latest_believed():
        report = replace(report, modified=None)
    outcome = store.add_report(report)
    for part in parts(report) if outcome != "redacted" else ():
        store.add_report(part)
    return outcome
