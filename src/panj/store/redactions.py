"""Takes a report, or words of it, out of every table of a case, and leaves a tombstone in their place.

Takes the id of a report; gives `Redacted`. The tombstone says what kind of thing was there, when it went,
who took it out and why, and its hash: by the hash the same file, read again, is recognised and the words
stay out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import fields, replace

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from panj.clock import now
from panj.errors import StoreError
from panj.model import Report
from panj.store import guards, history, revisions, scrubbing, wiping
from panj.store.records import Redacted
from panj.store.rows import report_from, report_row, sighting_row
from panj.store.tables import (
    claim,
    derived,
    development,
    former,
    given_date,
    problem,
    redaction,
    report,
    set_aside,
    sighting,
    withdrawal,
)

REPORT, WORDS = "report", "words"


def standing(connection: Connection) -> tuple[Redacted, ...]:
    """Every tombstone, oldest first."""
    rows = connection.execute(select(redaction).order_by(redaction.c.seq)).mappings()
    return tuple(Redacted(**row) for row in rows)


def are_there(connection: Connection) -> bool:
    """Whether anything was ever taken out of the case."""
    return connection.execute(select(redaction.c.seq).limit(1)).first() is not None


def without(connection: Connection, item: Report) -> Report | None:
    """A report that is about to be read, without what was once taken out of it; None: all of it was."""
    subject = redaction.c.subject.in_([item.id, item.part_of or item.id])
    marks = [Redacted(**row) for row in connection.execute(select(redaction).where(subject)).mappings()]
    if not marks:
        return item
    if any(mark.kind == REPORT for mark in marks):
        return None
    cut = scrubbing.Known([(m.length, m.digest) for m in marks])
    parent = next((m.became for m in marks if m.subject == item.part_of), item.part_of)
    return without(connection, replace(_cut(item, cut), part_of=parent))


def meant(connection: Connection, report_id: str, *, words: str | None, where: str) -> list[Report]:
    """The report and the tables that stand in it, if there is something to be taken out of them.

    Raises:
        StoreError: S008 there is no such report, S015 the words do not stand in it.
    """
    found = [report_from(row) for row in _with_parts(connection, report_id)]
    if not found:
        raise StoreError("S008", where, name=report_id)
    cut = None if words is None else scrubbing.Words(words)
    if cut is not None and not any(cut.found(text) for item in found for text in _texts(item)):
        raise StoreError("S015", where, name=found[0].name or report_id)
    return found


def carry_out(
    connection: Connection, report_id: str, *, words: str | None, who: str, why: str, where: str
) -> Redacted:
    """Does it, within a transaction that holds the write lock.

    Raises:
        StoreError: S008 there is no such report, S015 the words do not stand in it.
    """
    found = meant(connection, report_id, words=words, where=where)
    cut = None if words is None else scrubbing.Words(words)
    guards.lift(connection)
    done = _whole(connection, found, who, why) if cut is None else _words(connection, found, cut, who, why)
    connection.execute(delete(derived))
    guards.put_on(connection)
    wiping.put_off(connection)
    detail = {"redaction": done.seq, "kind": done.kind, "who": who, "why": why}
    history.add(connection, "redacted", done.subject, detail=detail, at=done.at)
    revisions.rise(connection)
    return done


def _with_parts(connection: Connection, report_id: str) -> list[RowMapping]:
    """The rows of a report and of the tables that stand in it, the report first."""
    own = connection.execute(select(report).where(report.c.id == report_id)).mappings().all()
    beside = report.c.beside.contains(f'"part_of": "{report_id}"', autoescape=True)
    return [*own, *connection.execute(select(report).where(beside).order_by(report.c.id)).mappings()]


def _whole(connection: Connection, found: Sequence[Report], who: str, why: str) -> Redacted:
    """Every row of a report goes; what told of it elsewhere tells of it no more."""
    at = now()
    ids = [item.id for item in found]
    named = {text for item in found for text in (item.name, item.path, item.title, item.url) if text}
    connection.execute(delete(report).where(report.c.id.in_(ids)))  # its other rows go with it
    connection.execute(delete(problem).where(problem.c.where.in_(named)))
    cut = scrubbing.Exactly(named)
    scrubbing.entries(connection, cut, emptied=ids)
    scrubbing.decided(connection, cut, emptied=ids)
    marks = [
        _mark(connection, Redacted(0, at, who, why, REPORT, item.id, None, len(item.text), _hash(item.text)))
        for item in found
    ]
    return marks[0]


def _words(
    connection: Connection, found: Sequence[Report], cut: scrubbing.Words, who: str, why: str
) -> Redacted:
    """The words go from every text; a report without them has another id, and is read anew."""
    at = now()
    marks: list[Redacted] = []
    became: dict[str, str] = {}
    for item in found:
        new = replace(_cut(item, cut), part_of=became.get(item.part_of or "", item.part_of))
        became[item.id] = new.id
        matches = sorted({match for text in _texts(item) for match in cut.found(text)})
        if new.id != item.id:
            _rekey(connection, item.id, new, cut)
        marks += [
            _mark(connection, Redacted(0, at, who, why, WORDS, item.id, new.id, len(m), _hash(m)))
            for m in matches
        ]
    scrubbing.entries(connection, cut, became=became)
    scrubbing.decided(connection, cut, became=became)
    scrubbing.columns(connection, cut)
    return marks[0]


def _rekey(connection: Connection, old: str, new: Report, cut: scrubbing.Words) -> None:
    """Puts a report in place of the one with the words; its figures are still to be read."""
    held = connection.execute(select(report).where(report.c.id == old)).mappings().one()
    if not connection.execute(select(report.c.id).where(report.c.id == new.id)).first():
        row = report_row(new) | {"added_at": held["added_at"], "published_day": held["published_day"]}
        connection.execute(insert(report), row)
        for table in (given_date, withdrawal):
            connection.execute(update(table).where(table.c.report == old).values(report=new.id))
    for seen in connection.execute(select(sighting).where(sighting.c.report == old)).mappings().all():
        said = _cut(report_from({**held, **seen}), cut)
        values = sighting_row(replace(said, part_of=new.part_of)) | {"report": new.id}
        here = (sighting.c.report == old, sighting.c.path == seen["path"], sighting.c.name == seen["name"])
        connection.execute(update(sighting).where(*here).values(**values))
    connection.execute(update(sighting).where(sighting.c.replaced_by == old).values(replaced_by=new.id))
    for gone in (claim, development, set_aside, former, problem):
        connection.execute(delete(gone).where(gone.c.report == old))
    connection.execute(delete(report).where(report.c.id == old))


def _mark(connection: Connection, mark: Redacted) -> Redacted:
    row = {f.name: getattr(mark, f.name) for f in fields(Redacted) if f.name != "seq"}
    key = connection.execute(insert(redaction).returning(redaction.c.seq), row).scalar_one()
    return replace(mark, seq=int(key))


def _cut(item: Report, cut: scrubbing.Cut) -> Report:
    """A report without the words: in its text, its header and all that was read beside it."""
    changed = {
        f.name: scrubbing.through(getattr(item, f.name), cut)
        for f in fields(Report)
        if f.name not in ("published", "modified", "blocks", "dated", "language", "part_of")
    }
    return replace(item, **changed)


def _texts(item: Report) -> list[str]:
    return list(scrubbing.strings([getattr(item, f.name) for f in fields(Report) if f.name != "blocks"]))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
