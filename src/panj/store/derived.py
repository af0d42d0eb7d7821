"""Events and other results kept beside what they were made from: a cache, which is rebuilt on demand."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from panj.model import Event, to_plain
from panj.store import revisions
from panj.store.rows import event_from
from panj.store.tables import derived

_KIND = "events"
_MOST = 8  # of one kind, apart from that of all that is known


def events(connection: Connection, key: str, revision: int) -> list[Event] | None:
    """Events kept for the case as it stood at `revision`; None where there are none."""
    here = (derived.c.kind == _KIND, derived.c.key == key, derived.c.revision == revision)
    body = connection.execute(select(derived.c.body).where(*here)).scalar()
    return None if body is None else [event_from(plain) for plain in json.loads(body)]


def keep_events(connection: Connection, key: str, found: Iterable[Event], revision: int) -> None:
    """Keeps events linked at `revision`, unless the case has changed since; older ones are dropped."""
    keep(
        connection, _KIND, key, json.dumps([to_plain(event) for event in found], ensure_ascii=False), revision
    )


def kept(connection: Connection, kind: str, key: str, revision: int) -> str | None:
    """What was kept for the case as it stood at `revision`; None where there is nothing."""
    here = (derived.c.kind == kind, derived.c.key == key, derived.c.revision == revision)
    body: str | None = connection.execute(select(derived.c.body).where(*here)).scalar()
    return body


def keep(connection: Connection, kind: str, key: str, body: str, revision: int) -> None:
    """Keeps what was worked out at `revision`, unless the case has changed since; older things are dropped.

    Of one kind so many are kept as a reader steps through in a sitting; the first to go is the first by key,
    with that of all that is known (`all …`) never among them.
    """
    if revisions.current(connection) != revision:
        return
    connection.execute(delete(derived).where(derived.c.revision != revision))
    connection.execute(delete(derived).where(derived.c.kind == kind, derived.c.key == key))
    held = select(derived.c.key).where(derived.c.kind == kind, derived.c.key.not_like("all %"))
    others = sorted(connection.execute(held).scalars())
    for old in others[: max(0, len(others) - _MOST + 1)]:
        connection.execute(delete(derived).where(derived.c.kind == kind, derived.c.key == old))
    connection.execute(insert(derived), {"kind": kind, "key": key, "revision": revision, "body": body})
