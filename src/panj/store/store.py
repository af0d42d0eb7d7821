"""One case: reports, claims, problems, decisions and history, in a SQLite file or a PostgreSQL database.

Takes and gives dataclasses (`looking.py` what it holds, `changing.py` what changes it). Whatever moment
the process dies at, the case is sound and what was acknowledged is in it.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from panj.errors import StoreError
from panj.store import postgres, redactions, schema, sqlite, wiping
from panj.store.changing import Changing
from panj.store.engine import faults, reading, writing
from panj.store.records import Redacted
from panj.store.tables import metadata


def shown(path_or_url: str | Path) -> str:
    """What a case is called in messages: its path, or its address without the password."""
    where = str(path_or_url)
    return postgres.shown(where) if "://" in where else where


class Store(Changing):
    """A case that is open; made by `Store.open`, closed by `close` or the end of a `with`.

    `path` is that of the case file; of a shared case, what files beside it are named after. `where` is
    what the case is called in messages.
    """

    def __init__(self, engine: Engine, path: Path, where: str, *, frozen: bool) -> None:
        super().__init__(engine, where, frozen=frozen)
        self.path = path
        self.where = where

    @classmethod
    def open(cls, path_or_url: str | Path, *, create: bool = True) -> Self:
        """Opens a case, lays it out where it is new, brings it up to date where it is old.

        Args:
            path_or_url: path of the file, or the `postgresql://` URL of a database.
            create: make the case where there is none.

        Raises:
            StoreError: S001 no such case, S002 not a case, S003 damaged, S004 of a newer version,
                S005 a folder, S006 not writable, S007 another program holds it, S010 another kind of
                URL, S013 the database cannot be reached, S014 its driver is not installed.
        """
        where = str(path_or_url)
        if "://" in where:
            return cls._open_database(where, create=create)
        path = sqlite.check_path(where, create=create)
        frozen = sqlite.is_frozen(path)
        sqlite.check_kind(path, where, frozen=frozen)
        engine = sqlite.open_engine(path, frozen=frozen)
        with ExitStack() as on_fault:
            on_fault.callback(engine.dispose)
            schema.prepare(engine, where, frozen=frozen, create=True)
            with reading(engine, where) as connection:
                sqlite.check_pages(connection, where, path.stat().st_size)
            on_fault.pop_all()
        return cls(engine, path, where, frozen=frozen)._finish_wiping()

    @classmethod
    def _open_database(cls, where: str, *, create: bool) -> Self:
        engine = postgres.open_engine(postgres.url_of(where))
        shown = postgres.shown(where)
        with ExitStack() as on_fault:
            on_fault.callback(engine.dispose)
            with reading(engine, shown) as connection:
                postgres.check_encoding(connection, shown)
            schema.prepare(engine, shown, frozen=False, create=create)
            on_fault.pop_all()
        return cls(engine, postgres.beside(where), shown, frozen=False)._finish_wiping()

    def check_redaction(self, report_id: str, *, words: str | None) -> None:
        """Raises `StoreError` S008 or S015 where there is nothing that `redact` could take out."""
        with reading(self._engine, self._where) as connection:
            redactions.meant(connection, report_id, words=words, where=self._where)

    def redact(self, report_id: str, *, words: str | None, who: str, why: str) -> Redacted:
        """Takes a report, or words of it, out of the case for good, and leaves a tombstone.

        The file is written anew without its free pages and its log emptied, so that what was taken out
        is in none of its bytes. The words go from every text of the report, and from every entry of the
        history and every decision that tells of it.

        Args:
            report_id: of the report.
            words: to be taken out; None: the whole report.
            who, why: kept in the tombstone.

        Raises:
            StoreError: S015 the words do not stand in it, S016 another program holds the case open: what
                was taken out then is gone from what can be asked, yet not from every byte of the file.
        """
        with writing(self._engine, self._where) as connection:
            done = redactions.carry_out(
                connection, report_id, words=words, who=who, why=why, where=self._where
            )
        self.rewrite()
        return done

    def rewrite(self) -> None:
        """Writes the case anew, so that nothing that was taken out is left in its bytes.

        Raises:
            StoreError: S016, where another program holds it open; the next opening tries again.
        """
        try:
            with faults(self._where, self._engine):
                if self._engine.dialect.name == "postgresql":
                    postgres.rewrite(self._engine, sorted(metadata.tables))
                else:
                    sqlite.rewrite(self._engine, self._where)
        except StoreError as fault:
            raise (StoreError("S016", self._where) if fault.code == "S007" else fault) from fault
        with writing(self._engine, self._where) as connection:
            wiping.done(connection)

    def _finish_wiping(self) -> Self:
        """What an earlier redaction could not finish, because it was killed or another program was there."""
        with reading(self._engine, self._where) as connection:
            is_due = wiping.is_due(connection)
        if is_due and not self.frozen:
            with suppress(StoreError):
                self.rewrite()
        return self

    def close(self) -> None:
        """Closes every connection; the write-ahead log is folded into the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
