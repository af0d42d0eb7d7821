"""What the database itself enforces: rows of the history and of decisions are added, never changed.

Takes a connection; puts the guards on, or lifts them for a redaction, which is the one exception.
"""

from __future__ import annotations

from sqlalchemy import Connection

GUARDED = ("history", "decision", "redaction")
_WORDS = "the history of a case only grows"


def put_on(connection: Connection) -> None:
    """Guards every table that only grows; guards that are there already are kept."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            "CREATE OR REPLACE FUNCTION panj_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_WORDS}'; END $$"
        )
    for table in GUARDED:
        for verb in _verbs(connection):
            _guard(connection, table, verb)


def lift(connection: Connection) -> None:
    """Takes the guards off until `put_on`, within one transaction."""
    for table in GUARDED:
        for verb in _verbs(connection):
            on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_{verb.lower()}{on}")


def _verbs(connection: Connection) -> tuple[str, ...]:
    more = ("TRUNCATE",) if connection.dialect.name == "postgresql" else ()
    return ("UPDATE", "DELETE", *more)


def _guard(connection: Connection, table: str, verb: str) -> None:
    name = f"{table}_no_{verb.lower()}"
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            f"CREATE OR REPLACE TRIGGER {name} BEFORE {verb} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION panj_only_grows()"
        )
        return
    connection.exec_driver_sql(
        f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    )
