"""A case in a PostgreSQL database, for teams: one case a schema, one writer at a time, readers never wait.

Takes a `postgresql://` URL; gives a SQLAlchemy engine. Needs psycopg (the extra `postgres`).
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from panj.errors import StoreError
from panj.store.sqlite import BUSY_SECONDS, WRITE

SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('panj case ' || current_schema()))"
_WORDS_OF_STATE = {
    "55P03": "S007",  # lock not available
    "57014": "S007",  # canceled by the time allowed
    "25006": "S006",  # read-only transaction
    "42501": "S006",  # insufficient privilege
    "53100": "S006",  # disk full
}


def url_of(where: str) -> URL:
    """The address with the driver that Panj uses.

    Raises:
        StoreError: S010 of another kind or malformed, S014 where the driver is not installed.
    """
    scheme = where.split("://")[0]
    if scheme not in SCHEMES:
        raise StoreError("S010", f"{scheme}://…", scheme=scheme)
    if find_spec("psycopg") is None:
        raise StoreError("S014", shown(where))
    try:
        return make_url(where).set(drivername="postgresql+psycopg")
    except ArgumentError:
        raise StoreError("S010", f"{scheme}://…", scheme=scheme) from None


def shown(where: str) -> str:
    """The address without its password, for messages."""
    try:
        return make_url(where).set(drivername="postgresql").render_as_string(hide_password=True)
    except ArgumentError:
        return where.split("://")[0] + "://…"


def beside(where: str) -> Path:
    """Where the files of a shared case lie on this machine: an archive of pages is named after it."""
    return Path(f"{make_url(where).database or 'panj'}.db")


def open_engine(url: URL) -> Engine:
    """An engine on a database; nothing is connected yet."""
    engine = create_engine(
        url, pool_pre_ping=True, isolation_level="REPEATABLE READ", connect_args={"connect_timeout": 10}
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # A reader sees one state from its first to its last query (REPEATABLE READ). A writer waits for its
    # turn first and looks afterwards (READ COMMITTED), so that it stands on what the one before it wrote.
    seconds = connection.get_execution_options().get(WRITE)
    if seconds is None:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        return
    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, int(seconds * 1000))}")
    connection.exec_driver_sql(_LOCK)


def explain(fault: BaseException, where: str) -> StoreError:
    """The `StoreError` behind a driver's exception."""
    state = getattr(fault, "sqlstate", None)
    detail = " ".join(str(fault).split())
    code = _WORDS_OF_STATE.get(state or "")
    if code == "S007":
        return StoreError(code, where)
    if code == "S006":
        return StoreError(code, where, detail=detail)
    if state is None or state.startswith(("08", "28", "3D", "57P")):
        return StoreError("S013", where, detail=detail)
    return StoreError("S003", where, detail=detail)


def check_encoding(connection: Connection, where: str) -> None:
    """Raises `StoreError` S002 for a database that does not hold every script."""
    found = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if found != "UTF8":
        raise StoreError("S002", where, detail=f"its encoding is {found}; make the database with UTF8")


def rewrite(engine: Engine, tables: list[str]) -> None:
    """Writes the tables anew without their dead rows, and lets the log of before be recycled."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql(f"SET lock_timeout = {int(BUSY_SECONDS * 1000)}")
        for table in tables:
            connection.exec_driver_sql(f'VACUUM FULL "{table}"')
