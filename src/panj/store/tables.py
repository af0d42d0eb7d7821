"""The tables of a case file, in SQLAlchemy Core, for SQLite and in types that PostgreSQL has too.

`sighting` is what was read, as it was read; `report` holds one row per text with the publication that is
believed now; `claim`, `development`, `set_aside` and `problem` are what reading gave, `former` what an
earlier reading gave; `given_date`, `withdrawal` and `decision` are what people decided; `wording` is by
which policy figures were read and from when; `redaction` is what was taken out for good. `history` and
`decision` only ever grow; `derived` is a cache.
"""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)

metadata = MetaData()
# A STRICT table takes no other name for a float.
_NUMBER: Double[float] = Double().with_variant(REAL(), "sqlite")
# Text sorts by its code points in both databases, whatever language the server was set up in.
_TEXT: Text = Text().with_variant(Text(collation="C"), "postgresql")

meta = Table(
    "meta",
    metadata,
    Column("name", _TEXT, primary_key=True),
    Column("value", _TEXT, nullable=False),
    sqlite_strict=True,
)

report = Table(
    "report",
    metadata,
    Column("id", _TEXT, primary_key=True),
    Column("text", _TEXT, nullable=False),
    Column("outlet", _TEXT),
    Column("url", _TEXT),
    Column("name", _TEXT, nullable=False),
    Column("path", _TEXT, nullable=False),
    Column("title", _TEXT),
    Column("language", _TEXT, nullable=False),
    Column("blocks", _TEXT, nullable=False),
    Column("author", _TEXT),
    Column("modified", _TEXT),
    Column("beside", _TEXT, nullable=False),  # corrections, captions, tables, how each field was known
    Column("published", _TEXT),
    Column("published_day", _TEXT),
    Column("dated", _TEXT, nullable=False),
    Column("dated_because", _TEXT, nullable=False),
    Column("added_at", _TEXT, nullable=False),
    Column("read_key", _TEXT),  # under which rules and date its claims were read; null: not yet
    sqlite_strict=True,
)
Index("report_published", report.c.published_day, report.c.id)

sighting = Table(
    "sighting",
    metadata,
    Column("report", _TEXT, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("path", _TEXT, primary_key=True),
    Column("name", _TEXT, primary_key=True),
    Column("title", _TEXT),
    Column("language", _TEXT, nullable=False),
    Column("blocks", _TEXT, nullable=False),
    Column("author", _TEXT),
    Column("modified", _TEXT),
    Column("beside", _TEXT, nullable=False),  # corrections, captions, tables, how each field was known
    Column("published", _TEXT),
    Column("dated", _TEXT, nullable=False),
    Column("dated_because", _TEXT, nullable=False),
    Column("read_at", _TEXT, nullable=False),
    Column("replaced_by", _TEXT, ForeignKey("report.id", ondelete="SET NULL")),  # the file was edited since
    sqlite_strict=True,
)

Index("sighting_path", sighting.c.path)

claim = Table(
    "claim",
    metadata,
    Column("report", _TEXT, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", _TEXT, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", _TEXT, nullable=False),
    Column("measure", _TEXT, nullable=False),
    Column("value", _NUMBER, nullable=False),
    Column("value_high", _NUMBER),
    Column("qualifier", _TEXT, nullable=False),
    Column("unit", _TEXT, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("group", _TEXT),
    Column("origin", _TEXT),
    Column("destination", _TEXT),
    Column("place", _TEXT),
    Column("origin_code", _TEXT),
    Column("destination_code", _TEXT),
    Column("place_code", _TEXT),
    Column("date_start", _TEXT),
    Column("date_end", _TEXT),
    Column("period", _TEXT, nullable=False),
    Column("per", _TEXT),
    Column("of", _TEXT),
    Column("status", _TEXT, nullable=False),
    Column("speaker", _TEXT),
    Column("via", _TEXT),
    Column("confirmed", Integer, nullable=False),
    Column("inherits", Integer, nullable=False),
    Column("optional", Integer, nullable=False),
    Column("term", _TEXT),
    Column("part_of", _TEXT),
    Column("partition", Integer, nullable=False),
    Column("ordinal", _TEXT),
    Column("chain", _TEXT, nullable=False),
    Column("confidence", _NUMBER, nullable=False),
    Column("rules", _TEXT, nullable=False),
    sqlite_strict=True,
)
Index("claim_id", claim.c.id)

set_aside = Table(
    "set_aside",
    metadata,
    Column("report", _TEXT, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", _TEXT, nullable=False),
    Column("reason", _TEXT, nullable=False),
    sqlite_strict=True,
)

development = Table(
    "development",
    metadata,
    Column("report", _TEXT, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("body", _TEXT, nullable=False),  # the development, as an object
    sqlite_strict=True,
)

problem = Table(
    "problem",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("scope", _TEXT, nullable=False),  # which station found it: read, date, claims
    Column("where", _TEXT, nullable=False),
    Column("code", _TEXT, nullable=False),
    Column("what", _TEXT, nullable=False),
    Column("remedy", _TEXT, nullable=False),
    Column("report", _TEXT, ForeignKey("report.id", ondelete="CASCADE")),
    sqlite_strict=True,
)
Index("problem_place", problem.c.scope, problem.c.where)
Index("problem_report", problem.c.report)

given_date = Table(
    "given_date",
    metadata,
    Column("report", _TEXT, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("published", _TEXT, nullable=False),
    Column("at", _TEXT, nullable=False),
    sqlite_strict=True,
)

withdrawal = Table(
    "withdrawal",
    metadata,
    Column("report", _TEXT, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("day", _TEXT, nullable=False),  # from which the report no longer counts
    Column("reason", _TEXT, nullable=False),
    Column("at", _TEXT, nullable=False),
    Column("who", _TEXT, nullable=False),
    sqlite_strict=True,
)

former = Table(
    "former",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("report", _TEXT, ForeignKey("report.id", ondelete="CASCADE"), nullable=False),
    Column("until", _TEXT, nullable=False),  # when another reading took its place
    Column("read_key", _TEXT, nullable=False),
    Column("body", _TEXT, nullable=False),  # the claims, as rows
    sqlite_strict=True,
)
Index("former_report", former.c.report, former.c.until)

decision = Table(
    "decision",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", _TEXT, nullable=False),
    Column("day", _TEXT, nullable=False),  # from which it counts
    Column("who", _TEXT, nullable=False),
    Column("why", _TEXT, nullable=False),
    Column("verb", _TEXT, nullable=False),
    Column("about", _TEXT, nullable=False),  # the claims, by report, sentence and figure
    Column("sets", _TEXT, nullable=False),  # what it says of them
    Column("undoes", Integer, ForeignKey("decision.seq")),
    sqlite_strict=True,
)

wording = Table(
    "wording",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", _TEXT, nullable=False),
    Column("name", _TEXT, nullable=False),
    Column("version", _TEXT, nullable=False),
    Column("body", _TEXT, nullable=False),
    sqlite_strict=True,
)

redaction = Table(
    "redaction",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", _TEXT, nullable=False),
    Column("who", _TEXT, nullable=False),
    Column("why", _TEXT, nullable=False),
    Column("kind", _TEXT, nullable=False),  # report, words
    Column("subject", _TEXT, nullable=False),  # id of the text as it was; it is never taken in again
    Column("became", _TEXT),  # id of the text without the words
    Column("length", Integer, nullable=False),  # characters taken out at each place
    Column("digest", _TEXT, nullable=False),  # SHA-256 of what was taken out
    sqlite_strict=True,
)
Index("redaction_subject", redaction.c.subject)

history = Table(
    "history",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", _TEXT, nullable=False),
    Column("act", _TEXT, nullable=False),
    Column("subject", _TEXT, nullable=False),
    Column("detail", _TEXT, nullable=False),
    sqlite_strict=True,
)

Index("history_subject", history.c.subject)

derived = Table(
    "derived",
    metadata,
    Column("kind", _TEXT, primary_key=True),
    Column("key", _TEXT, primary_key=True),
    Column("revision", Integer, nullable=False, server_default=text("0")),
    Column("body", _TEXT, nullable=False),
    sqlite_strict=True,
)
