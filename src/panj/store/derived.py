"""Events kept beside what they were linked from: a cache, which can be emptied and is rebuilt on demand."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from panj.model import Event, to_plain
from panj.store import revisions
from panj.store.rows import event_from
from panj.store.tables import derived

_KIND = "events"


def events(connection: Connection, key: str, revision: int) -> list[Event] | None:
    """Events kept for the case as it stood at `revision`; None where there are none."""
    here = (derived.c.kind == _KIND, derived.c.key == key, derived.c.revision == revision)
    body = connection.execute(select(derived.c.body).where(*here)).scalar()
    return None if body is None else [event_from(plain) for plain in json.loads(body)]


def keep_events(connection: Connection, key: str, found: Iterable[Event], revision: int) -> None:
    """Keeps events linked at `revision`, unless the case has changed since; older ones are dropped."""
    if revisions.current(connection) != revision:
        return
    body = json.dumps([to_plain(event) for event in found], ensure_ascii=False)
    connection.execute(delete(derived).where(derived.c.revision != revision))
    connection.execute(delete(derived).where(derived.c.kind == _KIND, derived.c.key == key))
    connection.execute(insert(derived), {"kind": _KIND, "key": key, "revision": revision, "body": body})
