"""Connections to a case file: SQLite in WAL mode, one writer at a time, faults said in the user's terms.

Takes a path; gives a SQLAlchemy engine and two ways into it, `reading` and `writing`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from panj.errors import StoreError

BUSY_SECONDS = 15.0
_WRITE = "panj_write"


def open_engine(path: Path, *, frozen: bool) -> Engine:
    """An engine on a SQLite file.

    Args:
        path: of the case file.
        frozen: the file lies where nothing can be written: it is read as it stands, without a
            write-ahead log, which SQLite would have to create beside it.
    """
    query = {"uri": "true", "mode": "ro", "immutable": "1"} if frozen else {}
    database = path.resolve().as_uri() if frozen else str(path)
    engine = create_engine(
        URL.create("sqlite", database=database, query=query), connect_args={"timeout": BUSY_SECONDS}
    )
    event.listen(engine, "connect", _frozen_connection if frozen else _connection)
    event.listen(engine, "begin", _begin)
    return engine


def _connection(dbapi: sqlite3.Connection, _record: Any) -> None:
    dbapi.isolation_level = None  # the driver's own BEGIN comes too late to hold the write lock
    dbapi.execute("PRAGMA journal_mode=WAL")
    dbapi.execute("PRAGMA synchronous=NORMAL")  # a power cut may undo the last reports, never break the file
    dbapi.execute("PRAGMA foreign_keys=ON")


def _frozen_connection(dbapi: sqlite3.Connection, _record: Any) -> None:
    dbapi.isolation_level = None
    dbapi.execute("PRAGMA query_only=ON")


def _begin(connection: Connection) -> None:
    # IMMEDIATE takes the write lock before anything is read, so that two writers queue up and never
    # find at the end that the other changed what they stood on.
    seconds = connection.get_execution_options().get(_WRITE)
    if seconds is None:
        connection.exec_driver_sql("BEGIN")
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout={int(seconds * 1000)}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def reading(engine: Engine, where: str) -> Iterator[Connection]:
    """A transaction that reads one state of the file from its first to its last query."""
    with faults(where), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, where: str, *, patience: float | None = None) -> Iterator[Connection]:
    """A transaction that holds the write lock; it is written whole or not at all.

    Args:
        patience: seconds to wait for another writer; None: `BUSY_SECONDS`.
    """
    seconds = BUSY_SECONDS if patience is None else patience
    with faults(where), engine.execution_options(**{_WRITE: seconds}).begin() as connection:
        yield connection


@contextmanager
def faults(where: str) -> Iterator[None]:
    """Turns what SQLite complains of into a `StoreError` that says what to do."""
    try:
        yield
    except DBAPIError as fault:
        raise explain(fault.orig or fault, where) from fault
    except SQLAlchemyError as fault:
        raise StoreError("S003", where, detail=str(fault)) from fault


def explain(fault: BaseException, where: str) -> StoreError:
    """The `StoreError` behind a driver's exception."""
    words = str(fault)
    if "locked" in words or "busy" in words:
        return StoreError("S007", where)
    if "file is not a database" in words or "file is encrypted" in words:
        return StoreError("S002", where, detail="it is no SQLite database")
    if any(sign in words for sign in ("readonly", "read-only", "unable to open", "disk is full", "disk I/O")):
        return StoreError("S006", where, detail=words)
    return StoreError("S003", where, detail=words)


def check_kind(path: Path, where: str, *, frozen: bool) -> None:
    """Refuses a file that is no case file before anything of it is touched, its journal mode included.

    Raises:
        StoreError: S002, for text, other formats and other programs' databases; S003, S006 as found.
    """
    if not path.exists() or path.stat().st_size == 0:
        return
    try:
        names = _table_names(path, "immutable=1&mode=ro" if frozen else "mode=ro")
    except sqlite3.OperationalError as fault:
        if frozen or "readonly" not in str(fault):
            raise explain(fault, where) from fault
        names = _recovered(path, where)
    except sqlite3.Error as fault:
        raise explain(fault, where) from fault
    if names and "meta" not in names:
        raise StoreError("S002", where, detail="it is another program's database")


def _recovered(path: Path, where: str) -> set[str]:
    """The names of tables after SQLite has undone a write that a crash cut short, for which it must write."""
    try:
        return _table_names(path, "mode=rw")
    except sqlite3.Error as fault:
        raise explain(fault, where) from fault


def _table_names(path: Path, mode: str) -> set[str]:
    uri = f"{path.resolve().as_uri()}?{mode}"
    with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}


def is_frozen(path: Path) -> bool:
    """Whether neither the file nor its folder can be written, so that it can only be looked at."""
    return path.is_file() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
