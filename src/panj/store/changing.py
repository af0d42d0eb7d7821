"""What changes a case: the writing half of a store. Each method is one transaction, whole or not at all.

Takes dataclasses; whatever order or number of times things are put in, what comes out is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, delete, insert

from panj.model import Claim, Problem, Report
from panj.store import (
    decisions,
    figures,
    history,
    problems,
    redactions,
    reporting,
    revisions,
    withdrawals,
    wordings,
)
from panj.store.engine import writing
from panj.store.looking import Looking
from panj.store.records import Decided, Reading, SetAside, Withdrawal
from panj.store.tables import derived, meta

_AT_ONCE = 500  # reports that are looked up by one statement


class Changing(Looking):
    """A case that can be looked at and changed."""

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with writing(self._engine, self._where) as connection:
            yield connection

    def add_report(self, item: Report) -> str:
        """Puts one report in, text, date and path, in one transaction; see `add_reports`."""
        return self.add_reports([item])[0]

    def add_reports(self, items: Sequence[Report]) -> list[str]:
        """Puts reports in, all or none, as if one after the other.

        Returns:
            For each `new`; `known` where nothing changed; `changed` where the same text was now read
            with another header or from another place; `redacted` where it was taken out for good and
            is not taken in again.
        """
        with self._writing() as connection:
            cut = redactions.are_there(connection)
            left = [redactions.without(connection, item) if cut else item for item in items]
            taken = [item for item in left if item is not None]
            outcomes = []
            for n in range(0, len(taken), _AT_ONCE):
                outcomes += reporting.add_all(connection, taken[n : n + _AT_ONCE])
            told = [_entry(item, how) for item, how in zip(taken, outcomes, strict=True) if how != "known"]
            history.add_all(connection, told)
            if problems.mend(connection, [item.path for item in taken if item.path]) or told:
                revisions.rise(connection)
            done = iter(outcomes)
            return ["redacted" if item is None else next(done) for item in left]

    def redate(self, dated: Iterable[Report]) -> list[str]:
        """Takes over the dates of publication of reports that are in the case, all or none.

        Returns:
            Ids of those whose publication or its reason changed.
        """
        with self._writing() as connection:
            changed = reporting.redate(connection, dated)
            if changed:
                revisions.rise(connection)
            return changed

    def give_date(self, report_id: str, published: str) -> None:
        """Keeps the date of publication that a person gave; it wins over what is read or inferred."""
        with self._writing() as connection:
            if reporting.give_date(connection, report_id, published):
                revisions.rise(connection)

    def withdraw(self, item: Withdrawal) -> bool:
        """Takes a report out of the tallies from a day on; it stays in the case. False: it was so already."""
        with self._writing() as connection:
            changed = withdrawals.put(connection, item)
            if changed:
                revisions.rise(connection)
            return changed

    def undo_withdrawal(self, report_id: str, *, who: str = "") -> bool:
        """Lets a withdrawn report count again, as `who` wants it; False where it was not withdrawn."""
        with self._writing() as connection:
            changed = withdrawals.undo(connection, report_id, who)
            if changed:
                revisions.rise(connection)
            return changed

    def decide(self, item: Decided) -> int:
        """Records what an analyst decided, or that a decision is undone; its number."""
        with self._writing() as connection:
            number = decisions.add(connection, item)
            revisions.rise(connection)
            return number

    def decide_date(self, item: Decided, published: str | None) -> int:
        """Records that a person dated a report, or took that back, and dates it so; its number.

        Args:
            item: its key means the report.
            published: the date that counts from now on; None: that which the report itself gives.
        """
        with self._writing() as connection:
            number = decisions.add(connection, item)
            reporting.give_date(connection, item.about[0].report, published)
            revisions.rise(connection)
            return number

    def replace_claims(
        self,
        report_id: str,
        claims: Sequence[Claim],
        aside: Sequence[SetAside] = (),
        *,
        read_key: str,
        faults: Sequence[Problem] = (),
    ) -> None:
        """Puts in what a report states, in place of what was read from it before; see `put_readings`."""
        self.put_readings([Reading(report_id, tuple(claims), read_key, tuple(aside), tuple(faults))])

    def put_readings(self, readings: Sequence[Reading]) -> None:
        """Puts in what reports state, in place of what was read from them before, all or none.

        A reading of a report that is no longer in the case is passed over.
        """
        with self._writing() as connection:
            if figures.replace(connection, readings):
                revisions.rise(connection)

    def put_problems(self, scope: str, found: Sequence[Problem], *, where: str | None = None) -> None:
        """Takes over what a station found wrong, in place of what it found there before.

        Args:
            scope: the station: read, date.
            found: what is wrong now.
            where: only this file's or report's problems are replaced; None: all of the station's.
        """
        with self._writing() as connection:
            if problems.put(connection, scope, found, where=where):
                revisions.rise(connection)

    def keep_wording(self, name: str, version: str, table: Mapping[str, Any]) -> None:
        """Keeps the wording policy by which figures are read from now on, where it is another than before."""
        with self._writing() as connection:
            if wordings.put(connection, name, version, table):
                revisions.rise(connection)

    def put_note(self, name: str, value: str) -> None:
        """Keeps a note on the whole case, and in the history that it changed."""
        if self.note(name) == value:
            return
        with self._writing() as connection:
            connection.execute(delete(meta).where(meta.c.name == name))
            connection.execute(insert(meta), {"name": name, "value": value})
            history.add(connection, f"{name} set", detail={"to": value})
            revisions.rise(connection)

    def log(self, act: str, detail: Mapping[str, Any]) -> None:
        """Adds to the history what was done to the case as a whole."""
        with self._writing() as connection:
            history.add(connection, act, detail=detail)

    def forget_derived(self) -> None:
        """Empties the cache; everything in it is rebuilt when it is asked for."""
        with self._writing() as connection:
            connection.execute(delete(derived))


def _entry(item: Report, outcome: str) -> tuple[str, str, dict[str, Any]]:
    detail = {name: getattr(item, name) for name in ("name", "path", "published", "outlet")}
    return f"report {outcome}", item.id, detail
