"""How a report goes into the case file: one row per text, one sighting per place it was read from.

The same text may be read twice, from two places, with two headers. All sightings are kept, and the row
follows the one that comes first in a fixed order, so that the order of reading does not matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from panj.clock import day_of, now
from panj.model import Report
from panj.store import history
from panj.store.rows import report_from, report_row, sighting_row
from panj.store.tables import given_date, report, sighting, withdrawal

_FOLLOWED = ("name", "path", "title", "language", "blocks", "author", "modified", "beside")


def add_all(connection: Connection, items: Sequence[Report]) -> list[str]:
    """Puts reports in, as if one after the other; what became of each, as `add` says it.

    Those of which the case has seen neither the text nor the file are put in together.
    """
    plain = _unseen(connection, items)
    at = now()
    rows = [report_row(items[n]) | {"added_at": at} for n in plain]
    seen = [sighting_row(items[n]) | {"report": items[n].id, "read_at": at} for n in plain]
    if plain:
        connection.execute(insert(report), rows)
        connection.execute(insert(sighting), seen)
    return ["new" if n in plain else add(connection, item) for n, item in enumerate(items)]


def _unseen(connection: Connection, items: Sequence[Report]) -> dict[int, Report]:
    """Reports, by their number, that have to do with nothing in the case and with no other of the batch."""
    ids = Counter(item.id for item in items)
    places = Counter((item.path, item.name) for item in items)
    known = set(connection.execute(select(report.c.id).where(report.c.id.in_(list(ids)))).scalars())
    paths = list({item.path for item in items})
    query = select(sighting.c.path, sighting.c.name).where(sighting.c.path.in_(paths))
    met = {(row.path, row.name) for row in connection.execute(query)}
    return {
        n: item
        for n, item in enumerate(items)
        if ids[item.id] == 1
        and item.id not in known
        and (not item.path or (places[item.path, item.name] == 1 and (item.path, item.name) not in met))
    }


def add(connection: Connection, item: Report) -> str:
    """Puts a report in: `new`, `known` (nothing changed) or `changed` (another sighting of its text)."""
    row = sighting_row(item)
    found = connection.execute(select(report.c.id).where(report.c.id == item.id)).scalar()
    if found is None:
        connection.execute(insert(report), report_row(item) | {"added_at": now()})
    elif _has(connection, item.id, row):
        return "known"
    here = (sighting.c.report == item.id, sighting.c.path == item.path, sighting.c.name == item.name)
    connection.execute(delete(sighting).where(*here))
    connection.execute(insert(sighting), row | {"report": item.id, "read_at": now()})
    if item.path:
        _replace_headers(connection, item)
        _replace_texts(connection, item)
    if found is None:
        return "new"
    first = _first(connection, item.id)
    values = {name: first[name] for name in _FOLLOWED}
    connection.execute(update(report).where(report.c.id == item.id).values(**values))
    return "changed"


def redate(connection: Connection, dated: Iterable[Report]) -> list[str]:
    """Takes over dates of publication; ids of the reports whose date, or its reason, changed."""
    before = {row["id"]: row for row in connection.execute(select(report)).mappings()}
    changed: list[str] = []
    for item in dated:
        row = before.get(item.id)
        if row is None:
            continue  # another process replaced it since
        new = (item.published, item.dated, item.dated_because)
        old = (row["published"], row["dated"], row["dated_because"])
        if new == old:
            continue
        changed.append(item.id)
        values = {"published": new[0], "dated": new[1], "dated_because": new[2], "published_day": _day(item)}
        connection.execute(update(report).where(report.c.id == item.id).values(**values))
        if new[:2] != old[:2]:
            detail = {"from": old[0], "to": item.published, "how": item.dated}
            history.add(connection, "date settled", item.id, detail=detail)
    return changed


def give_date(connection: Connection, report_id: str, published: str | None) -> bool:
    """Keeps a date that a person gave, or none (None); False where it was so before."""
    query = select(given_date.c.published).where(given_date.c.report == report_id)
    before = connection.execute(query).scalar()
    if before == published:
        return False
    connection.execute(delete(given_date).where(given_date.c.report == report_id))
    if published is None:
        history.add(connection, "date taken back", report_id, detail={"published": before})
        return True
    connection.execute(insert(given_date), {"report": report_id, "published": published, "at": now()})
    history.add(connection, "date given", report_id, detail={"published": published})
    return True


def as_read(connection: Connection) -> list[Report]:
    """Each report as its first sighting states it, in order of id."""
    query = (
        select(sighting, report.c.text, report.c.outlet, report.c.url)
        .join(report, report.c.id == sighting.c.report)
        .order_by(sighting.c.report)
    )
    first: dict[str, RowMapping] = {}
    for row in connection.execute(query).mappings():
        held = first.get(row["report"])
        if held is None or _rank(row) < _rank(held):
            first[row["report"]] = row
    return [report_from(row) for row in first.values()]


def _day(item: Report) -> str | None:
    return None if item.published is None else day_of(item.published).isoformat()


def _replace_headers(connection: Connection, item: Report) -> None:
    """A file whose header was corrected is one report, not two: the one under the old header goes.

    Outlet and URL are part of what a report is, so that naming the outlet gives the text a new id.
    """
    query = (
        select(report.c.id)
        .join(sighting, sighting.c.report == report.c.id)
        .where(sighting.c.path == item.path, sighting.c.name == item.name)
        .where(report.c.text == item.text, report.c.id != item.id)
    )
    for old in connection.execute(query).scalars().all():
        here = (sighting.c.report == old, sighting.c.path == item.path, sighting.c.name == item.name)
        connection.execute(delete(sighting).where(*here))
        if connection.execute(select(sighting.c.path).where(sighting.c.report == old)).first():
            continue
        for table in (given_date, withdrawal):  # what people said of the one holds of the other
            if not connection.execute(select(table.c.report).where(table.c.report == item.id)).first():
                connection.execute(update(table).where(table.c.report == old).values(report=item.id))
        connection.execute(delete(report).where(report.c.id == old))
        history.add(connection, "report replaced", old, detail={"by": item.id, "path": item.path})


def _replace_texts(connection: Connection, item: Report) -> None:
    """A file whose text was edited, with nothing said of a later version, holds what is meant now.

    The text before stays in the record and no longer counts. A text under another address, day or moment
    of change is another article or a later version of it, which are weighed by their dates.
    """
    query = (
        select(report.c.id, sighting.c.published, sighting.c.modified)
        .join(sighting, sighting.c.report == report.c.id)
        .where(sighting.c.path == item.path, sighting.c.name == item.name, sighting.c.replaced_by.is_(None))
        .where(report.c.id != item.id, report.c.url.is_not_distinct_from(item.url))
    )
    for old in connection.execute(query).all():
        if (old.published, old.modified) == (item.published, item.modified):
            here = (sighting.c.report == old.id, sighting.c.path == item.path, sighting.c.name == item.name)
            connection.execute(update(sighting).where(*here).values(replaced_by=item.id))
            detail = {"by": item.id, "path": item.path}
            history.add(connection, "report edited in its file", old.id, detail=detail)


def replaced(connection: Connection) -> dict[str, str]:
    """Report id → id of the text that stands in its file now; only of reports that stand in none."""
    query = select(sighting.c.report, sighting.c.replaced_by).order_by(sighting.c.path, sighting.c.name)
    rows = connection.execute(query).all()
    standing = {row.report for row in rows if row.replaced_by is None}
    return {row.report: row.replaced_by for row in rows if row.report not in standing}


def _has(connection: Connection, report_id: str, row: dict[str, Any]) -> bool:
    here = (sighting.c.report == report_id, sighting.c.path == row["path"])
    query = select(sighting).where(*here, sighting.c.replaced_by.is_(None))
    held = connection.execute(query).mappings()
    return any(all(one[name] == value for name, value in row.items()) for one in held)


def _first(connection: Connection, report_id: str) -> RowMapping:
    rows = connection.execute(select(sighting).where(sighting.c.report == report_id)).mappings().all()
    return min(rows, key=_rank)


def _rank(row: RowMapping) -> tuple[bool, str, str, str]:
    """A sighting that states a date before one that does not; the earliest date; then by name."""
    return (row["published"] is None, row["published"] or "", row["name"], row["path"])
