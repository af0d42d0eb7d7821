"""The two ways into a case, whichever database holds it: `reading` and `writing`.

Takes an engine of `sqlite` or `postgres`; gives transactions, with faults said in the user's terms.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from panj.errors import StoreError
from panj.store import postgres, sqlite


@contextmanager
def reading(engine: Engine, where: str) -> Iterator[Connection]:
    """A transaction that reads one state of the case from its first to its last query."""
    with faults(where, engine), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, where: str, *, patience: float | None = None) -> Iterator[Connection]:
    """A transaction that holds the write lock; it is written whole or not at all.

    Args:
        patience: seconds to wait for another writer; None: `sqlite.BUSY_SECONDS`.
    """
    seconds = sqlite.BUSY_SECONDS if patience is None else patience
    with faults(where, engine), engine.execution_options(**{sqlite.WRITE: seconds}).begin() as connection:
        yield connection


@contextmanager
def faults(where: str, engine: Engine) -> Iterator[None]:
    """Turns what the database complains of into a `StoreError` that says what to do."""
    explain = postgres.explain if engine.dialect.name == "postgresql" else sqlite.explain
    try:
        yield
    except DBAPIError as fault:
        raise explain(fault.orig or fault, where) from fault
    except SQLAlchemyError as fault:
        raise StoreError("S003", where, detail=str(fault)) from fault
