"""What version a case file has, how a new one is laid out and how an old one is brought up to date.

To change the tables: change `tables.py`, raise `SCHEMA`, and add to `migrations.py` the step from the
version before. Steps run in one transaction: a file is of one version or of the next, never between.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine, insert, inspect, select, update

from panj.clock import now
from panj.errors import StoreError
from panj.store import guards, history
from panj.store.engine import reading, writing
from panj.store.migrations import STEPS
from panj.store.tables import meta, metadata

SCHEMA = 5
MARK = "panj case"
MIGRATIONS: dict[int, Callable[[Connection], None]] = dict(STEPS)  # from version n: the step to n + 1


def prepare(engine: Engine, where: str, *, frozen: bool, create: bool) -> None:
    """Lays out an empty case, brings an older one up to date, refuses all others.

    Raises:
        StoreError: S001 empty and not to be laid out, S002 not a case, S003 damaged, S004 of a newer
            version, S006 not writable.
    """
    with reading(engine, where) as connection:
        found = _version(connection, where)
    if found == SCHEMA:
        return
    if found is not None and found > SCHEMA:
        raise StoreError("S004", where, found=found, known=SCHEMA)
    if found is None and not create:
        raise StoreError("S001", where, path=where)
    if frozen:
        raise StoreError("S006", where, detail="it must be laid out anew, and its folder is read-only")
    with writing(engine, where) as connection:
        found = _version(connection, where)  # another process may have been here since
        if found is None:
            _lay_out(connection)
        else:
            _upgrade(connection, found)


def _version(connection: Connection, where: str) -> int | None:
    """The schema version; None for a file without any table, as one is that was just made."""
    names = inspect(connection).get_table_names()
    if not names:
        return None
    if "meta" not in names:
        raise StoreError("S002", where, detail="it is another program's database")
    rows = {row[0]: row[1] for row in connection.execute(select(meta.c.name, meta.c.value))}
    if rows.get("format") != MARK or not rows.get("schema", "").isdigit():
        raise StoreError("S002", where, detail="it is another program's database")
    return int(rows["schema"])


def _lay_out(connection: Connection) -> None:
    metadata.create_all(connection)
    guards.put_on(connection)
    rows = {"format": MARK, "schema": str(SCHEMA), "revision": "0"}
    connection.execute(insert(meta), [{"name": n, "value": v} for n, v in rows.items()])
    history.add(connection, "case created", detail={"schema": SCHEMA}, at=now())


def _upgrade(connection: Connection, found: int) -> None:
    for version in range(found, SCHEMA):
        MIGRATIONS[version](connection)
    connection.execute(update(meta).where(meta.c.name == "schema").values(value=str(SCHEMA)))
    history.add(connection, "case upgraded", detail={"from": found, "to": SCHEMA}, at=now())
