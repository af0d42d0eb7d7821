"""The revision of a case: a number that rises with every change, by which caches know what they hold."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from panj.store.tables import meta


def current(connection: Connection) -> int:
    """The revision now."""
    value = connection.execute(select(meta.c.value).where(meta.c.name == "revision")).scalar()
    return int(value or 0)


def rise(connection: Connection) -> None:
    """Says that something changed, within the transaction that changes it."""
    value = str(current(connection) + 1)
    connection.execute(update(meta).where(meta.c.name == "revision").values(value=value))
