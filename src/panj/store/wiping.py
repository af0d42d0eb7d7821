"""That bytes are still to be wiped after a redaction: kept in the case until it is done, whatever happens.

A kill, or another program that holds the case open, may come between taking words out of the tables and
writing the file anew; whoever opens the case next finishes the work.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from panj.store.tables import meta

_NAME = "to wipe"


def put_off(connection: Connection) -> None:
    """Says that it is to be done, within the transaction that takes the words out."""
    done(connection)
    connection.execute(insert(meta), {"name": _NAME, "value": "1"})


def is_due(connection: Connection) -> bool:
    """Whether it is still to be done."""
    return connection.execute(select(meta.c.value).where(meta.c.name == _NAME)).first() is not None


def done(connection: Connection) -> None:
    """Says that it has been done."""
    connection.execute(delete(meta).where(meta.c.name == _NAME))
