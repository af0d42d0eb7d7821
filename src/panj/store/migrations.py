"""The steps that bring a case of an older version up to date, each from one version to the next.

A step speaks of the tables as they were when it was written, in their own words (DDL), so that later
changes of `tables.py` do not change what it does to an old file. Files of versions 1 and 2 are SQLite.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, inspect

from panj.store import guards

_NOTHING_BESIDE = '{"corrections": [], "captions": [], "tables": [], "known_by": []}'
_ADDED_IN_1 = {  # version 1 grew columns while it was young: what an early file of it may lack
    "report": {"author": "TEXT", "modified": "TEXT", "beside": f"TEXT NOT NULL DEFAULT '{_NOTHING_BESIDE}'"},
    "sighting": {
        "author": "TEXT",
        "modified": "TEXT",
        "beside": f"TEXT NOT NULL DEFAULT '{_NOTHING_BESIDE}'",
        "replaced_by": "TEXT REFERENCES report (id) ON DELETE SET NULL",
    },
}
_TO_2 = """
CREATE INDEX IF NOT EXISTS sighting_path ON sighting (path);
CREATE TABLE IF NOT EXISTS withdrawal (
    report TEXT NOT NULL PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
    day TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL) STRICT
"""
_PROBLEM = """
ALTER TABLE problem RENAME TO problem_of_1;
CREATE TABLE problem (
    seq INTEGER NOT NULL PRIMARY KEY, scope TEXT NOT NULL, "where" TEXT NOT NULL, code TEXT NOT NULL,
    what TEXT NOT NULL, remedy TEXT NOT NULL, report TEXT REFERENCES report (id) ON DELETE CASCADE) STRICT;
INSERT INTO problem (scope, "where", code, what, remedy, report)
    SELECT scope, "where", code, what, remedy, report FROM problem_of_1;
DROP TABLE problem_of_1;
CREATE INDEX problem_place ON problem (scope, "where");
CREATE INDEX problem_report ON problem (report)
"""
_TO_3 = """
CREATE INDEX history_subject ON history (subject);
CREATE TABLE former (
    seq INTEGER NOT NULL PRIMARY KEY, report TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    until TEXT NOT NULL, read_key TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE INDEX former_report ON former (report, until);
CREATE TABLE decision (
    seq INTEGER NOT NULL PRIMARY KEY, at TEXT NOT NULL, day TEXT NOT NULL, who TEXT NOT NULL,
    why TEXT NOT NULL, verb TEXT NOT NULL, about TEXT NOT NULL, sets TEXT NOT NULL,
    undoes INTEGER REFERENCES decision (seq)) STRICT;
CREATE TABLE wording (
    seq INTEGER NOT NULL PRIMARY KEY, at TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL,
    body TEXT NOT NULL) STRICT;
CREATE TABLE redaction (
    seq INTEGER NOT NULL PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL,
    kind TEXT NOT NULL, subject TEXT NOT NULL, became TEXT, length INTEGER NOT NULL,
    digest TEXT NOT NULL) STRICT;
CREATE INDEX redaction_subject ON redaction (subject)
"""


_DEVELOPMENT = """
CREATE TABLE development (
    report {text} NOT NULL REFERENCES report (id) ON DELETE CASCADE, position INTEGER NOT NULL,
    body {text} NOT NULL, PRIMARY KEY (report, position)){strict}
"""


def _from_1(connection: Connection) -> None:
    for table, columns in _ADDED_IN_1.items():
        there = _columns(connection, table)
        for name, kind in columns.items():
            if name not in there:
                connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    if "seq" not in _columns(connection, "problem"):
        _run(connection, _PROBLEM)
    _run(connection, _TO_2)


def _from_2(connection: Connection) -> None:
    _run(connection, _TO_3)
    guards.put_on(connection)


def _from_3(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    words = {"text": "TEXT", "strict": " STRICT"} if sqlite else {"text": 'TEXT COLLATE "C"', "strict": ""}
    _run(connection, _DEVELOPMENT.format(**words))


def _from_4(connection: Connection) -> None:
    """Who took a report out was not recorded; those taken out before are of nobody named."""
    collate = "" if connection.dialect.name == "sqlite" else ' COLLATE "C"'
    _run(connection, f"ALTER TABLE withdrawal ADD COLUMN who TEXT{collate} NOT NULL DEFAULT ''")


def _columns(connection: Connection, table: str) -> set[str]:
    return {column["name"] for column in inspect(connection).get_columns(table)}


def _run(connection: Connection, script: str) -> None:
    for statement in script.split(";"):
        connection.exec_driver_sql(statement)


STEPS: dict[int, Callable[[Connection], None]] = {1: _from_1, 2: _from_2, 3: _from_3, 4: _from_4}
