"""A case in one SQLite file: WAL mode, one writer at a time, faults said in the user's terms.

Takes a path; gives a SQLAlchemy engine, and what must be known of the file before it is touched.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from panj.errors import StoreError

BUSY_SECONDS = 15.0
WRITE = "panj_write"  # the execution option of a transaction that writes: seconds it waits for another
_SMALL = 32 * 1024 * 1024  # bytes that are checked page by page on opening; about 30 ms


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
    dbapi.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten, not only forgotten


def _frozen_connection(dbapi: sqlite3.Connection, _record: Any) -> None:
    dbapi.isolation_level = None
    dbapi.execute("PRAGMA query_only=ON")


def _begin(connection: Connection) -> None:
    # IMMEDIATE takes the write lock before anything is read, so that two writers queue up and never
    # find at the end that the other changed what they stood on.
    seconds = connection.get_execution_options().get(WRITE)
    if seconds is None:
        connection.exec_driver_sql("BEGIN")
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout={int(seconds * 1000)}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


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


def check_path(where: str, *, create: bool) -> Path:
    """The path of a case file that is there or may be made; all else is refused before it is touched.

    Raises:
        StoreError: S001 no such file, S002 an empty one, S005 a folder, S006 no folder to put it in.
    """
    path = Path(where)
    if path.is_dir():
        raise StoreError("S005", where)
    if not path.exists():
        if not create:
            raise StoreError("S001", where, path=path)
        if not path.parent.is_dir():
            raise StoreError("S006", where, detail=f"there is no folder {path.parent}")
    elif not create and path.stat().st_size == 0:
        raise StoreError("S002", where, detail="it is empty")
    return path


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


def check_pages(connection: Connection, where: str, size: int) -> None:
    """Raises `StoreError` S003 where a small file has broken pages; a large one is found out on use."""
    if size > _SMALL:
        return
    verdict = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if verdict != "ok":
        raise StoreError("S003", where, detail=str(verdict))


def rewrite(engine: Engine, where: str) -> None:
    """Writes the file anew without its free pages, and empties the write-ahead log.

    Raises:
        StoreError: S007, where another program reads or writes.
    """
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
        cursor.execute("VACUUM")
        is_busy = any(row[0] for row in cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)"))
    except sqlite3.Error as fault:
        raise explain(fault, where) from fault
    finally:
        raw.close()
    if is_busy:
        raise StoreError("S007", where)


def is_frozen(path: Path) -> bool:
    """Whether neither the file nor its folder can be written, so that it can only be looked at."""
    return path.is_file() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


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
