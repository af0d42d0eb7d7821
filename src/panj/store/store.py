"""One case file: reports, claims, problems, given dates and history, each change in one transaction.

Takes and gives dataclasses. Whatever moment the process dies at, the file is sound and what was
acknowledged is in it; whatever order or number of times things are put in, what comes out is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine, delete, insert, select

from panj.errors import StoreError
from panj.model import Claim, Event, Problem, Report
from panj.store import asof, derived, figures, history, problems, reporting, revisions, schema, withdrawals
from panj.store.engine import check_kind, faults, is_frozen, open_engine, reading, writing
from panj.store.rows import SetAside, Withdrawal, claim_from, report_from
from panj.store.tables import derived as derived_table
from panj.store.tables import given_date, meta, report


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a case file held at one moment.

    `replaced`: report id → id of the text that its file has now; `withdrawn`: what people took out.
    """

    revision: int
    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    replaced: Mapping[str, str]
    withdrawn: tuple[Withdrawal, ...] = ()


class Store:
    """A case file that is open; made by `Store.open`, closed by `close` or the end of a `with`."""

    def __init__(self, engine: Engine, path: Path, *, frozen: bool) -> None:
        self._engine = engine
        self._where = str(path)
        self.path = path
        self.frozen = frozen

    @classmethod
    def open(cls, path_or_url: str | Path, *, create: bool = True) -> Self:
        """Opens a case file, lays it out where it is new, brings it up to date where it is old.

        Args:
            path_or_url: path of the file; a URL names a shared database, which is for later.
            create: make the file where there is none.

        Raises:
            StoreError: S001 no such file, S002 not a case file, S003 damaged, S004 of a newer version,
                S005 a folder, S006 not writable, S007 another program holds it, S010 a URL.
        """
        path = Path(_path(str(path_or_url), create=create))
        where = str(path_or_url)
        frozen = is_frozen(path)
        check_kind(path, where, frozen=frozen)
        engine = open_engine(path, frozen=frozen)
        try:
            with faults(where):
                schema.prepare(engine, where, frozen=frozen)
                schema.check_pages(engine, where, path.stat().st_size)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, path, frozen=frozen)

    def close(self) -> None:
        """Closes every connection; the write-ahead log is folded into the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # What the file holds -------------------------------------------------------------------------

    def revision(self) -> int:
        """A number that rises whenever reports, dates, claims or problems change."""
        with reading(self._engine, self._where) as connection:
            return revisions.current(connection)

    def reports(self, known: date | None = None) -> list[Report]:
        """Reports known at the end of a day, in order of publication; all, undated last, for None."""
        with reading(self._engine, self._where) as connection:
            return [report_from(row) for row in connection.execute(asof.reports(known)).mappings()]

    def undated(self) -> list[Report]:
        """Reports whose publication is not known: no day can be asked about them."""
        with reading(self._engine, self._where) as connection:
            return [report_from(row) for row in connection.execute(asof.undated()).mappings()]

    def as_read(self) -> list[Report]:
        """Reports with the dates that they themselves state, before any was inferred or given."""
        with reading(self._engine, self._where) as connection:
            return reporting.as_read(connection)

    def claims(self, known: date | None = None) -> list[Claim]:
        """Claims of the reports known at the end of a day, in order of publication and of the text."""
        with reading(self._engine, self._where) as connection:
            return [claim_from(row) for row in connection.execute(asof.claims(known)).mappings()]

    def snapshot(self, known: date | None = None) -> Snapshot:
        """Revision, reports and claims of one and the same moment, whatever others write meanwhile."""
        with reading(self._engine, self._where) as connection:
            return Snapshot(
                revisions.current(connection),
                tuple(report_from(row) for row in connection.execute(asof.reports(known)).mappings()),
                tuple(claim_from(row) for row in connection.execute(asof.claims(known)).mappings()),
                reporting.replaced(connection),
                withdrawals.standing(connection),
            )

    def set_asides(self, known: date | None = None) -> list[SetAside]:
        """Numbers that were found to be no claims, and why."""
        with reading(self._engine, self._where) as connection:
            rows = connection.execute(asof.set_asides(known)).mappings()
            return [SetAside(r["report"], r["start"], r["end"], r["text"], r["reason"]) for r in rows]

    def replaced(self) -> dict[str, str]:
        """Report id → id of the text that stands in its file since the file was edited."""
        with reading(self._engine, self._where) as connection:
            return reporting.replaced(connection)

    def withdrawn(self) -> tuple[Withdrawal, ...]:
        """Reports that people took out of the tallies, with day and reason."""
        with reading(self._engine, self._where) as connection:
            return withdrawals.standing(connection)

    def claim_counts(self) -> dict[str, int]:
        """Report id → how many claims it has."""
        with reading(self._engine, self._where) as connection:
            return {row.report: row.claims for row in connection.execute(asof.claim_counts())}

    def problems(self) -> list[Problem]:
        """What stands wrong now, in an order that does not depend on when it was found."""
        with reading(self._engine, self._where) as connection:
            return problems.standing(connection)

    def given_dates(self) -> dict[str, str]:
        """Report id → the date of publication that a person gave it."""
        query = select(given_date.c.report, given_date.c.published)
        with reading(self._engine, self._where) as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def read_keys(self) -> dict[str, str | None]:
        """Report id → the key under which its claims were read; None: they have not been yet."""
        with reading(self._engine, self._where) as connection:
            query = select(report.c.id, report.c.read_key)
            return {row[0]: row[1] for row in connection.execute(query)}

    def note(self, name: str) -> str | None:
        """A note on the whole case: the wording policy it was last read by, its title."""
        with reading(self._engine, self._where) as connection:
            return connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar()

    def history(self, subject: str | None = None) -> list[history.Entry]:
        """What was done and when, oldest first."""
        with reading(self._engine, self._where) as connection:
            return history.entries(connection, subject)

    # What changes it -----------------------------------------------------------------------------

    def add_report(self, item: Report) -> str:
        """Puts one report in, text, date and path, in one transaction.

        Returns:
            `new`; `known` where nothing changed; `changed` where the same text was now read with
            another header or from another place.
        """
        with writing(self._engine, self._where) as connection:
            outcome = reporting.add(connection, item)
            mended = bool(item.path) and problems.put(connection, "read", [], where=item.path)
            if outcome != "known":
                detail = {name: getattr(item, name) for name in ("name", "path", "published", "outlet")}
                history.add(connection, f"report {outcome}", item.id, detail=detail)
            if mended or outcome != "known":
                revisions.rise(connection)
            return outcome

    def redate(self, dated: Iterable[Report]) -> list[str]:
        """Takes over the dates of publication of reports that are in the file, all or none.

        Returns:
            Ids of those whose publication or its reason changed.
        """
        with writing(self._engine, self._where) as connection:
            changed = reporting.redate(connection, dated)
            if changed:
                revisions.rise(connection)
            return changed

    def give_date(self, report_id: str, published: str) -> None:
        """Keeps the date of publication that a person gave; it wins over what is read or inferred."""
        with writing(self._engine, self._where) as connection:
            if reporting.give_date(connection, report_id, published):
                revisions.rise(connection)

    def withdraw(self, item: Withdrawal) -> bool:
        """Takes a report out of the tallies from a day on; it stays in the file. False: it was so already."""
        with writing(self._engine, self._where) as connection:
            changed = withdrawals.put(connection, item)
            if changed:
                revisions.rise(connection)
            return changed

    def undo_withdrawal(self, report_id: str) -> bool:
        """Lets a withdrawn report count again; False where it was not withdrawn."""
        with writing(self._engine, self._where) as connection:
            changed = withdrawals.undo(connection, report_id)
            if changed:
                revisions.rise(connection)
            return changed

    def replace_claims(
        self,
        report_id: str,
        claims: Sequence[Claim],
        aside: Sequence[SetAside] = (),
        *,
        read_key: str,
        faults: Sequence[Problem] = (),
    ) -> None:
        """Puts in what a report states, in place of what was read from it before, in one transaction.

        Args:
            report_id: of a report; nothing is done where it is no longer in the file.
            claims: in the order of the text.
            aside: its numbers that are no claims.
            read_key: says by which rules and under which date they were read.
            faults: what was wrong in reading its figures.
        """
        with writing(self._engine, self._where) as connection:
            if figures.replace(connection, report_id, claims, aside, read_key):
                problems.put(connection, "claims", faults, owner=report_id)
                revisions.rise(connection)

    def put_problems(self, scope: str, found: Sequence[Problem], *, where: str | None = None) -> None:
        """Takes over what a station found wrong, in place of what it found there before.

        Args:
            scope: the station: read, date.
            found: what is wrong now.
            where: only this file's or report's problems are replaced; None: all of the station's.
        """
        with writing(self._engine, self._where) as connection:
            if problems.put(connection, scope, found, where=where):
                revisions.rise(connection)

    def put_note(self, name: str, value: str) -> None:
        """Keeps a note on the whole case, and in the history that it changed."""
        if self.note(name) == value:
            return
        with writing(self._engine, self._where) as connection:
            connection.execute(delete(meta).where(meta.c.name == name))
            connection.execute(insert(meta), {"name": name, "value": value})
            history.add(connection, f"{name} set", detail={"to": value})
            revisions.rise(connection)

    def log(self, act: str, detail: Mapping[str, Any]) -> None:
        """Adds to the history what was done to the case as a whole."""
        with writing(self._engine, self._where) as connection:
            history.add(connection, act, detail=detail)

    # The cache -----------------------------------------------------------------------------------

    def cached_events(self, key: str, *, revision: int) -> list[Event] | None:
        """Events kept for the case as it stood at `revision`; None where there are none."""
        with reading(self._engine, self._where) as connection:
            return derived.events(connection, key, revision)

    def cache_events(self, key: str, events: Iterable[Event], *, revision: int) -> None:
        """Keeps events that were linked from the case at `revision`; those of other states are dropped."""
        if not self.frozen:
            with writing(self._engine, self._where, patience=0.1) as connection:
                derived.keep_events(connection, key, events, revision)

    def forget_derived(self) -> None:
        """Empties the cache; everything in it is rebuilt when it is asked for."""
        with writing(self._engine, self._where) as connection:
            connection.execute(delete(derived_table))


def _path(where: str, *, create: bool) -> str:
    """The path of a case file that is there or may be made; all else is refused before it is touched."""
    if "://" in where:
        raise StoreError("S010", where, scheme=where.split("://")[0])
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
    return where
