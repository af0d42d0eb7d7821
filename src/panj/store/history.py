"""The history of a case: what was done, when, to what. Rows are added and never changed.

Takes an act and its subject; gives `Entry` rows in the order in which they happened.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from panj.clock import now
from panj.store.tables import history


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done: at which moment (UTC), what, to which report or setting, with what."""

    seq: int
    at: str
    act: str
    subject: str
    detail: Mapping[str, Any]


def add(
    connection: Connection,
    act: str,
    subject: str = "",
    *,
    detail: Mapping[str, Any] | None = None,
    at: str | None = None,
) -> None:
    """Writes one entry within the transaction that does what it tells of."""
    connection.execute(insert(history), _row(act, subject, detail or {}, at or now()))


def add_all(
    connection: Connection, told: Iterable[tuple[str, str, Mapping[str, Any]]], *, at: str | None = None
) -> None:
    """Writes entries of one moment, each an act, its subject and its detail."""
    moment = at or now()
    rows = [_row(act, subject, detail, moment) for act, subject, detail in told]
    if rows:
        connection.execute(insert(history), rows)


def entries(
    connection: Connection, subject: str | None = None, *, since: str | None = None, last: int | None = None
) -> list[Entry]:
    """Entries, oldest first: all; or those on one subject, after a moment, or the last so many."""
    query = select(history)
    if subject is not None:
        query = query.where(history.c.subject == subject)
    if since is not None:
        query = query.where(history.c.at > since)
    query = (
        query.order_by(history.c.seq) if last is None else query.order_by(history.c.seq.desc()).limit(last)
    )
    found = [Entry(r.seq, r.at, r.act, r.subject, json.loads(r.detail)) for r in connection.execute(query)]
    return found if last is None else found[::-1]


def _row(act: str, subject: str, detail: Mapping[str, Any], at: str) -> dict[str, str]:
    said = json.dumps(detail, ensure_ascii=False, sort_keys=True)
    return {"at": at, "act": act, "subject": subject, "detail": said}
