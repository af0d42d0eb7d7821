"""The claims and set-aside numbers of a report: put in whole, in place of what was read before."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select, update

from panj.model import Claim, to_plain
from panj.store import history
from panj.store.rows import SetAside, claim_row
from panj.store.tables import claim, report, set_aside


def replace(
    connection: Connection,
    report_id: str,
    claims: Sequence[Claim],
    aside: Sequence[SetAside],
    read_key: str,
) -> bool:
    """Puts in what a report states; False where another process took the report away meanwhile."""
    held = connection.execute(select(report.c.read_key).where(report.c.id == report_id)).first()
    if held is None:
        return False
    for table in (claim, set_aside):
        connection.execute(delete(table).where(table.c.report == report_id))
    if claims:
        connection.execute(insert(claim), [claim_row(c, n) for n, c in enumerate(claims)])
    if aside:
        connection.execute(insert(set_aside), [to_plain(s) | {"position": n} for n, s in enumerate(aside)])
    connection.execute(update(report).where(report.c.id == report_id).values(read_key=read_key))
    act = "claims read" if held.read_key is None else "claims read again"
    history.add(connection, act, report_id, detail={"claims": len(claims), "by": read_key})
    return True
