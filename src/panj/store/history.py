"""The history of a case: what was done, when, to what. Rows are added and never changed.

Takes an act and its subject; gives `Entry` rows in the order in which they happened.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
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
    row = {
        "at": at or now(),
        "act": act,
        "subject": subject,
        "detail": json.dumps(detail or {}, ensure_ascii=False, sort_keys=True),
    }
    connection.execute(insert(history), row)


def entries(connection: Connection, subject: str | None = None) -> list[Entry]:
    """All entries, or those on one subject, oldest first."""
    query = select(history).order_by(history.c.seq)
    if subject is not None:
        query = query.where(history.c.subject == subject)
    return [Entry(r.seq, r.at, r.act, r.subject, json.loads(r.detail)) for r in connection.execute(query)]
