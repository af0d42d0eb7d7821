"""Reports that a person took out of the tallies: kept in the record, with day, reason, name and history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, delete, insert, select

from panj.clock import now
from panj.store import history
from panj.store.records import Withdrawal
from panj.store.tables import withdrawal


def standing(connection: Connection) -> tuple[Withdrawal, ...]:
    """Every report that is withdrawn now, in order of day and id."""
    query = select(withdrawal).order_by(withdrawal.c.day, withdrawal.c.report)
    rows = connection.execute(query)
    return tuple(Withdrawal(r.report, date.fromisoformat(r.day), r.reason, r.who) for r in rows)


def put(connection: Connection, item: Withdrawal) -> bool:
    """Withdraws a report, or changes day and reason; False where it stands so already."""
    if any(replace(held, who=item.who) == item for held in standing(connection)):
        return False
    connection.execute(delete(withdrawal).where(withdrawal.c.report == item.report))
    row = {
        "report": item.report,
        "day": item.day.isoformat(),
        "reason": item.reason,
        "at": now(),
        "who": item.who,
    }
    connection.execute(insert(withdrawal), row)
    detail = {"day": row["day"], "reason": item.reason, "who": item.who}
    history.add(connection, "report withdrawn", item.report, detail=detail)
    return True


def undo(connection: Connection, report_id: str, who: str) -> bool:
    """Takes a withdrawal back, as `who` wants it; False where there is none."""
    gone = connection.execute(delete(withdrawal).where(withdrawal.c.report == report_id)).rowcount
    if gone:
        history.add(connection, "withdrawal undone", report_id, detail={"who": who})
    return bool(gone)
