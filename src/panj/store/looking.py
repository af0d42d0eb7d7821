"""What a case holds, as dataclasses: the reading half of a store.

Each method is one transaction, which sees one moment of the case whatever others write meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, select

from panj.model import Claim, Development, Event, Problem, Report
from panj.store import (
    asof,
    decisions,
    derived,
    figures,
    history,
    problems,
    redactions,
    reporting,
    revisions,
    withdrawals,
    wordings,
)
from panj.store.engine import reading, writing
from panj.store.records import Decided, Redacted, SetAside, Withdrawal, Wording
from panj.store.rows import claim_of, development_from, report_from
from panj.store.tables import given_date, meta, report


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a case held at one moment.

    `replaced`: report id → id of the text that its file has now; `withdrawn`: what people took out;
    `decided`: every decision and undoing, whatever its day.
    """

    revision: int
    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    replaced: Mapping[str, str]
    withdrawn: tuple[Withdrawal, ...] = ()
    decided: tuple[Decided, ...] = ()
    developments: tuple[Development, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """What the record tells of earlier states of a case, beside what it holds now.

    Args:
        added: report id → the moment at which its text came in.
        former: report id → (moment until which, claims) of readings that others replaced, oldest first.
        entries: the history.
        wordings: the wording policies, in order of time.
    """

    added: Mapping[str, str]
    former: Mapping[str, list[tuple[str, tuple[Claim, ...]]]]
    entries: tuple[history.Entry, ...]
    wordings: tuple[Wording, ...]


class Looking:
    """A case that can be looked at."""

    def __init__(self, engine: Engine, where: str, *, frozen: bool) -> None:
        self._engine = engine
        self._where = where
        self.frozen = frozen
        self._snapshot: Snapshot | None = None  # of all that is known, as it was read last

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with reading(self._engine, self._where) as connection:
            yield connection

    def revision(self) -> int:
        """A number that rises whenever reports, dates, claims, decisions or problems change."""
        with self._reading() as connection:
            return revisions.current(connection)

    def reports(self, known: date | None = None) -> list[Report]:
        """Reports known at the end of a day, in order of publication; all, undated last, for None."""
        with self._reading() as connection:
            return [report_from(row) for row in connection.execute(asof.reports(known)).mappings()]

    def undated(self) -> list[Report]:
        """Reports whose publication is not known: no day can be asked about them."""
        with self._reading() as connection:
            return [report_from(row) for row in connection.execute(asof.undated()).mappings()]

    def as_read(self) -> list[Report]:
        """Reports with the dates that they themselves state, before any was inferred or given."""
        with self._reading() as connection:
            return reporting.as_read(connection)

    def claims(self, known: date | None = None) -> list[Claim]:
        """Claims of the reports known at the end of a day, in order of publication and of the text."""
        with self._reading() as connection:
            return [claim_of(row) for row in connection.execute(asof.claims(known))]

    def snapshot(self, known: date | None = None) -> Snapshot:
        """Revision, reports and claims of one and the same moment, whatever others write meanwhile.

        All that is known is read once while the case stays the same; a claim that is as it was when all was
        read last is that same object again, so that what is asked of it by identity costs nothing.
        """
        with self._reading() as connection:
            revision, held = revisions.current(connection), self._snapshot
            if held is not None and held.revision == revision:
                return held if known is None else _until(held, known)
            made = Snapshot(
                revision,
                tuple(report_from(row) for row in connection.execute(asof.reports(known)).mappings()),
                tuple(_as_held(connection.execute(asof.claims(known)), held)),
                reporting.replaced(connection),
                withdrawals.standing(connection),
                decisions.recorded(connection),
                tuple(
                    development_from(row) for row in connection.execute(asof.developments(known)).mappings()
                ),
            )
        if known is None:
            self._snapshot = made
        return made

    def past(self) -> Past:
        """What tells how the case stood on earlier days."""
        with self._reading() as connection:
            added = {r.id: r.added_at for r in connection.execute(select(report.c.id, report.c.added_at))}
            return Past(
                added,
                figures.former_claims(connection),
                tuple(history.entries(connection)),
                wordings.kept(connection),
            )

    def set_asides(self, known: date | None = None) -> list[SetAside]:
        """Numbers that were found to be no claims, and why."""
        with self._reading() as connection:
            rows = connection.execute(asof.set_asides(known)).mappings()
            return [SetAside(r["report"], r["start"], r["end"], r["text"], r["reason"]) for r in rows]

    def replaced(self) -> dict[str, str]:
        """Report id → id of the text that stands in its file since the file was edited."""
        with self._reading() as connection:
            return reporting.replaced(connection)

    def withdrawn(self) -> tuple[Withdrawal, ...]:
        """Reports that people took out of the tallies, with day and reason."""
        with self._reading() as connection:
            return withdrawals.standing(connection)

    def decisions(self) -> tuple[Decided, ...]:
        """Every decision and every undoing, in the order in which they were made."""
        with self._reading() as connection:
            return decisions.recorded(connection)

    def redactions(self) -> tuple[Redacted, ...]:
        """What was taken out of the case for good, oldest first."""
        with self._reading() as connection:
            return redactions.standing(connection)

    def claim_counts(self) -> dict[str, int]:
        """Report id → how many claims it has."""
        with self._reading() as connection:
            return {row.report: row.claims for row in connection.execute(asof.claim_counts())}

    def problems(self) -> list[Problem]:
        """What stands wrong now, in an order that does not depend on when it was found."""
        with self._reading() as connection:
            return problems.standing(connection)

    def given_dates(self) -> dict[str, str]:
        """Report id → the date of publication that a person gave it."""
        query = select(given_date.c.report, given_date.c.published)
        with self._reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def read_keys(self) -> dict[str, str | None]:
        """Report id → the key under which its claims were read; None: they have not been yet."""
        with self._reading() as connection:
            query = select(report.c.id, report.c.read_key)
            return {row[0]: row[1] for row in connection.execute(query)}

    def note(self, name: str) -> str | None:
        """A note on the whole case: its title."""
        with self._reading() as connection:
            return connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar()

    def history(
        self, subject: str | None = None, *, since: str | None = None, last: int | None = None
    ) -> list[history.Entry]:
        """What was done and when, oldest first; of one subject, after a moment (UTC), or the last so many."""
        with self._reading() as connection:
            return history.entries(connection, subject, since=since, last=last)

    def cached_events(self, key: str, *, revision: int) -> list[Event] | None:
        """Events kept for the case as it stood at `revision`; None where there are none."""
        with self._reading() as connection:
            return derived.events(connection, key, revision)

    def kept(self, kind: str, key: str, *, revision: int) -> str | None:
        """What was kept for the case as it stood at `revision`; None where there is nothing."""
        with self._reading() as connection:
            return derived.kept(connection, kind, key, revision)

    def keep(self, kind: str, key: str, body: str, *, revision: int) -> None:
        """Keeps a result that was worked out at `revision`; those of other states are dropped."""
        if not self.frozen:
            with writing(self._engine, self._where, patience=0.1) as connection:
                derived.keep(connection, kind, key, body, revision)

    def cache_events(self, key: str, events: Iterable[Event], *, revision: int) -> None:
        """Keeps events that were linked from the case at `revision`; those of other states are dropped."""
        if not self.frozen:
            with writing(self._engine, self._where, patience=0.1) as connection:
                derived.keep_events(connection, key, events, revision)


def _as_held(rows: Iterable[Sequence[Any]], held: Snapshot | None) -> Iterator[Claim]:
    """The claims of rows, those that are as they were taken over from a snapshot."""
    before = {c.id: c for c in held.claims} if held else {}
    for row in rows:
        made = claim_of(row)
        old = before.get(made.id)
        yield old if old is not None and old == made else made


def _until(held: Snapshot, known: date) -> Snapshot:
    """Of all that is known what was so at the end of a day, in the same order, as `asof` asks for it."""
    reports = tuple(r for r in held.reports if r.day is not None and r.day <= known)
    there = {r.id for r in reports}
    return replace(
        held,
        reports=reports,
        claims=tuple(c for c in held.claims if c.report in there),
        developments=tuple(d for d in held.developments if d.report in there),
    )
