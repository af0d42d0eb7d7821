"""The claims and set-aside numbers of reports: put in whole, in place of what was read before.

A batch of readings is one transaction and a handful of statements, whatever its size. What an earlier
reading gave, where the new one gives something else, is kept in `former`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from panj.clock import now
from panj.model import Claim, Problem, to_plain
from panj.store import history
from panj.store.records import Reading
from panj.store.rows import claim_from, claim_row, development_row
from panj.store.tables import claim, development, former, problem, report, set_aside

_AT_ONCE = 500  # ids in one statement; SQLite takes 32,766 values


def replace(connection: Connection, readings: Sequence[Reading]) -> list[str]:
    """Puts in what reports state; ids of those that are in the case, the others are passed over."""
    held = _held(connection, [r.report for r in readings])
    # Of two readings of one report in a batch the last counts, as it would one after the other.
    taken = list({r.report: r for r in readings if r.report in held}.values())
    if not taken:
        return []
    at = now()
    rows = {r.report: [claim_row(c, n) for n, c in enumerate(r.claims)] for r in taken}
    again = [r.report for r in taken if held[r.report] is not None]
    _keep_former(connection, again, rows, held, at)
    for table in (claim, set_aside, development):
        _clear(connection, table, again)
    _insert(connection, claim, (row for made in rows.values() for row in made))
    _insert(
        connection, set_aside, (to_plain(s) | {"position": n} for r in taken for n, s in enumerate(r.aside))
    )
    _insert(
        connection, development, (development_row(d, n) for r in taken for n, d in enumerate(r.developments))
    )
    connection.execute(
        update(report).where(report.c.id == bindparam("one")).values(read_key=bindparam("by")),
        [{"one": r.report, "by": r.read_key} for r in taken],
    )
    _put_problems(connection, taken)
    history.add_all(connection, [_entry(r, held) for r in taken], at=at)
    return [r.report for r in taken]


def former_claims(connection: Connection) -> dict[str, list[tuple[str, tuple[Claim, ...]]]]:
    """Report id → (moment until which they were, claims), oldest first, of readings that others replaced."""
    found: dict[str, list[tuple[str, tuple[Claim, ...]]]] = defaultdict(list)
    for row in connection.execute(select(former).order_by(former.c.until, former.c.seq)):
        claims = tuple(claim_from(plain) for plain in json.loads(row.body))
        found[row.report].append((row.until, claims))
    return found


def _held(connection: Connection, ids: Sequence[str]) -> dict[str, str | None]:
    """Report id → the key under which it was read before; None: not yet."""
    query = select(report.c.id, report.c.read_key)
    found: dict[str, str | None] = {}
    for part in _parts(ids):
        found |= {row.id: row.read_key for row in connection.execute(query.where(report.c.id.in_(part)))}
    return found


def _keep_former(
    connection: Connection,
    again: Sequence[str],
    rows: dict[str, list[dict[str, Any]]],
    held: dict[str, str | None],
    at: str,
) -> None:
    """Keeps the claims that another reading now changes."""
    before: dict[str, list[dict[str, Any]]] = {name: [] for name in again}
    for part in _parts(again):
        query = select(claim).where(claim.c.report.in_(part)).order_by(claim.c.report, claim.c.position)
        for row in connection.execute(query).mappings():
            before[row["report"]].append(dict(row))
    old = (
        {
            "report": name,
            "until": at,
            "read_key": held[name],
            "body": json.dumps(before[name], ensure_ascii=False),
        }
        for name in again
        if before[name] != rows[name]
    )
    _insert(connection, former, old)


def _put_problems(connection: Connection, taken: Sequence[Reading]) -> None:
    """A reading's problems in place of those that an earlier one had found in the same report."""
    for part in _parts([r.report for r in taken]):
        here = (problem.c.scope == "claims", problem.c.report.in_(part))
        if connection.execute(select(problem.c.seq).where(*here).limit(1)).first():
            connection.execute(delete(problem).where(*here))
    found = ((r.report, p) for r in taken for p in dict.fromkeys(r.faults))
    _insert(connection, problem, (_problem_row(name, p) for name, p in found))


def _problem_row(report_id: str, found: Problem) -> dict[str, Any]:
    row: dict[str, Any] = to_plain(found)
    return row | {"scope": "claims", "report": report_id}


def _entry(reading: Reading, held: dict[str, str | None]) -> tuple[str, str, dict[str, Any]]:
    act = "claims read" if held[reading.report] is None else "claims read again"
    return act, reading.report, {"claims": len(reading.claims), "by": reading.read_key}


def _clear(connection: Connection, table: Any, ids: Sequence[str]) -> None:
    for part in _parts(ids):
        connection.execute(delete(table).where(table.c.report.in_(part)))


def _insert(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    found = list(rows)
    if found:
        connection.execute(insert(table), found)


def _parts(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[n : n + _AT_ONCE] for n in range(0, len(ids), _AT_ONCE))
