"""The tables of a case file, in SQLAlchemy Core, for SQLite and in types that PostgreSQL has too.

`sighting` is what was read, as it was read; `report` holds one row per text with the publication that is
believed now; `claim`, `set_aside` and `problem` are what reading gave; `given_date` and `withdrawal`
are what people decided; `history` only ever grows; `derived` is a cache.
"""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    REAL,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    event,
    text,
)

metadata = MetaData()
_NUMBER: Double[float] = Double().with_variant(
    REAL(), "sqlite"
)  # a STRICT table takes no other name for a float

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
)

report = Table(
    "report",
    metadata,
    Column("id", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("outlet", Text),
    Column("url", Text),
    Column("name", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("title", Text),
    Column("language", Text, nullable=False),
    Column("blocks", Text, nullable=False),
    Column("author", Text),
    Column("modified", Text),
    Column("beside", Text, nullable=False),  # corrections, captions, tables, how each field was known
    Column("published", Text),
    Column("published_day", Text),
    Column("dated", Text, nullable=False),
    Column("dated_because", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("read_key", Text),  # under which rules and date its claims were read; null: not yet
    sqlite_strict=True,
)
Index("report_published", report.c.published_day, report.c.id)

sighting = Table(
    "sighting",
    metadata,
    Column("report", Text, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("path", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("title", Text),
    Column("language", Text, nullable=False),
    Column("blocks", Text, nullable=False),
    Column("author", Text),
    Column("modified", Text),
    Column("beside", Text, nullable=False),  # corrections, captions, tables, how each field was known
    Column("published", Text),
    Column("dated", Text, nullable=False),
    Column("dated_because", Text, nullable=False),
    Column("read_at", Text, nullable=False),
    Column("replaced_by", Text, ForeignKey("report.id", ondelete="SET NULL")),  # the file was edited since
    sqlite_strict=True,
)

Index("sighting_path", sighting.c.path)

claim = Table(
    "claim",
    metadata,
    Column("report", Text, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("value", _NUMBER, nullable=False),
    Column("value_high", _NUMBER),
    Column("qualifier", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("group", Text),
    Column("origin", Text),
    Column("destination", Text),
    Column("place", Text),
    Column("origin_code", Text),
    Column("destination_code", Text),
    Column("place_code", Text),
    Column("date_start", Text),
    Column("date_end", Text),
    Column("period", Text, nullable=False),
    Column("per", Text),
    Column("of", Text),
    Column("status", Text, nullable=False),
    Column("speaker", Text),
    Column("via", Text),
    Column("confirmed", Integer, nullable=False),
    Column("inherits", Integer, nullable=False),
    Column("optional", Integer, nullable=False),
    Column("term", Text),
    Column("part_of", Text),
    Column("partition", Integer, nullable=False),
    Column("ordinal", Text),
    Column("chain", Text, nullable=False),
    Column("confidence", _NUMBER, nullable=False),
    Column("rules", Text, nullable=False),
    sqlite_strict=True,
)
Index("claim_id", claim.c.id)

set_aside = Table(
    "set_aside",
    metadata,
    Column("report", Text, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("reason", Text, nullable=False),
    sqlite_strict=True,
)

problem = Table(
    "problem",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("scope", Text, nullable=False),  # which station found it: read, date, claims
    Column("where", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("report", Text, ForeignKey("report.id", ondelete="CASCADE")),
    sqlite_strict=True,
)
Index("problem_place", problem.c.scope, problem.c.where)
Index("problem_report", problem.c.report)

given_date = Table(
    "given_date",
    metadata,
    Column("report", Text, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("published", Text, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_strict=True,
)

withdrawal = Table(
    "withdrawal",
    metadata,
    Column("report", Text, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Text, nullable=False),  # from which the report no longer counts
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_strict=True,
)

history = Table(
    "history",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    sqlite_strict=True,
)

derived = Table(
    "derived",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("revision", Integer, nullable=False, server_default=text("0")),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)

for _verb in ("UPDATE", "DELETE"):
    _guard = DDL(  # type: ignore[no-untyped-call]
        f"CREATE TRIGGER history_no_{_verb.lower()} BEFORE {_verb} ON history "
        "BEGIN SELECT RAISE(ABORT, 'the history of a case only grows'); END"
    )
    event.listen(history, "after_create", _guard.execute_if(dialect="sqlite"))
