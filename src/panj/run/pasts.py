"""How a case stood on a day, and what happened to it between two days, thing by thing.

Takes what the store holds and its record of earlier states; gives the things that happened in order of time.
After all of them the state is exactly that of the later day, so that whatever a figure does on the way has
one of them as its cause.

A report is known from its publication. From the day on which the case was made it also matters when things
were done: a report that was published earlier and read later moved the figures on the day it was read. On
days before the case was made, the case as it is now tells what was known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from typing import TypeVar

from panj.bounds import WordingPolicy
from panj.clock import day_of
from panj.model import Claim, Report
from panj.reports import known_from
from panj.store import Decided, Entry, Past, Snapshot, Withdrawal

K = TypeVar("K")
V = TypeVar("V")


class Kind(IntEnum):
    """What happened; things of one day are taken in this order."""

    WORDING = 0
    READ_ANEW = 1
    DATED = 2
    REPORT = 3
    GONE = 4
    DAY = 5  # what takes effect on a day: a later version, a correction, an outlet's own withdrawal
    WITHDRAWAL = 6
    DECISION = 7


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: on which day, of what kind, to which report; `number` of a decision."""

    day: date
    kind: Kind
    report: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Stand:
    """How a case stood.

    Args:
        known: the day; None: everything is known.
        reports: id → report, under the date that it had.
        claims: report id → its claims.
        withdrawn: report id → what a person withdrew.
        decided: decisions and undoings by their number.
        wording: the policy that figures were read by.
    """

    known: date | None
    reports: Mapping[str, Report]
    claims: Mapping[str, tuple[Claim, ...]]
    withdrawn: Mapping[str, Withdrawal]
    decided: Mapping[int, Decided]
    wording: WordingPolicy

    def snapshot(self, held: Snapshot) -> Snapshot:
        """This stand as the store would give it."""
        return replace(
            held,
            reports=tuple(sorted(self.reports.values(), key=_order)),
            claims=tuple(c for r in sorted(self.reports.values(), key=_order) for c in self.claims[r.id]),
            withdrawn=tuple(self.withdrawn[i] for i in sorted(self.withdrawn)),
            decided=tuple(self.decided[n] for n in sorted(self.decided)),
        )


class History:
    """Stands of a case, and the way from one to another.

    Args:
        held: what the case holds now, all of it.
        past: the record of earlier states.
        wording: the policy that holds now.
    """

    def __init__(self, held: Snapshot, past: Past, wording: WordingPolicy) -> None:
        self.held = held
        self._past = past
        self._wording = wording
        self._made = day_of(past.entries[0].at) if past.entries else date.max
        self._added = _first_added(past)
        self._redated = _by_subject(past.entries, "date settled")
        self._claims: dict[str, list[Claim]] = {r.id: [] for r in held.reports}
        for claim in held.claims:
            self._claims[claim.report].append(claim)

    def stand(self, day: date | None) -> Stand:
        """How the case stood at the end of a day; None: how it stands now, everything known."""
        done = day if day is not None and day >= self._made else None
        reports = {}
        for report in self.held.reports:
            dated = self._dated(report, done)
            if _is_in(dated, day, done, self._added[report.id]):
                reports[report.id] = dated
        return Stand(
            known=day,
            reports=reports,
            claims={name: self._read(name, done) for name in reports},
            withdrawn={w.report: w for w in self._withdrawn(day, done)},
            decided={d.seq: d for d in self.held.decided if _was(d.at, done) and (not day or d.day <= day)},
            wording=self._worded(done),
        )

    def at(self, moment: str) -> Stand:
        """How the case stood at a moment (UTC), everything known that was in it then."""
        held = {r.id: r for r in self.held.reports if _was(self._added[r.id], moment)}
        return Stand(
            known=None,
            reports={name: self._dated(r, moment) for name, r in held.items()},
            claims={name: self._read(name, moment) for name in held},
            withdrawn={w.report: w for w in self._withdrawn(None, moment)},
            decided={d.seq: d for d in self.held.decided if _was(d.at, moment)},
            wording=self._worded(moment),
        )

    def way(self, first: Stand, last: Stand) -> list[Happening]:
        """What happened between two stands, in order of time."""
        if first.known is None:  # nothing waits for its day where everything was known
            done = {h for h in self._happenings(first, last) if h.kind is not Kind.DAY}
            return sorted(done, key=lambda h: (h.day, h.kind, h.report, h.number))
        start, end = first.known or date.min, last.known or date.max
        found = {_within(h, start, end) for h in self._happenings(first, last)}
        found |= {Happening(h.day, Kind.DAY) for h in found}  # what is dated to a day counts from that day on
        return sorted(found, key=lambda h: (h.day, h.kind, h.report, h.number))

    def along(self, first: Stand, way: Sequence[Happening], last: Stand) -> Stand:
        """A stand once these things have happened on the way to the last."""
        known, wording = first.known, first.wording
        reports, claims = dict(first.reports), dict(first.claims)
        withdrawn, decided = dict(first.withdrawn), dict(first.decided)
        for what in way:
            match what.kind:
                case Kind.WORDING:
                    wording = last.wording
                case Kind.DAY:
                    known = last.known if what.day == date.max else what.day
                case Kind.REPORT | Kind.DATED:
                    reports[what.report] = last.reports[what.report]
                    claims[what.report] = last.claims[what.report]
                case Kind.READ_ANEW:
                    claims[what.report] = last.claims[what.report]
                case Kind.GONE:
                    reports.pop(what.report, None)
                case Kind.WITHDRAWAL:
                    _become(withdrawn, what.report, last.withdrawn)
                case Kind.DECISION:
                    _become(decided, what.number, last.decided)
        return Stand(known, reports, claims, withdrawn, decided, wording)

    def _happenings(self, first: Stand, last: Stand) -> Iterator[Happening]:
        if first.wording != last.wording:
            yield Happening(self._when("wording policy set"), Kind.WORDING)
        for name in {*first.reports, *last.reports}:
            yield from self._to_report(name, first, last)
        for name in {*first.withdrawn, *last.withdrawn}:
            if first.withdrawn.get(name) != last.withdrawn.get(name):
                yield Happening(self._withdrawal_day(name, last), Kind.WITHDRAWAL, name)
        for number in first.decided.keys() ^ last.decided.keys():
            item = last.decided.get(number) or first.decided[number]
            yield Happening(max(item.day, day_of(item.at)), Kind.DECISION, number=number)
        yield from (Happening(day, Kind.DAY) for day in _days(last.reports.values()))
        yield Happening(date.max if last.known is None else last.known, Kind.DAY)

    def _to_report(self, name: str, first: Stand, last: Stand) -> Iterator[Happening]:
        before, after = first.reports.get(name), last.reports.get(name)
        if after is None:
            yield Happening(self._redated_on(name), Kind.GONE, name)
        elif before is None:
            yield Happening(self._entered(after), Kind.REPORT, name)
        else:
            if before != after:
                yield Happening(self._redated_on(name), Kind.DATED, name)
            if first.claims[name] != last.claims[name]:
                yield Happening(self._read_on(name), Kind.READ_ANEW, name)

    def _entered(self, report: Report) -> date:
        """The day from which a report counted: of its publication, or of its reading if that came later."""
        read = day_of(self._added[report.id])
        if report.day is None or report.day >= self._made:
            return max(read, report.day or date.min)
        return report.day if read <= self._made else read

    def _dated(self, report: Report, done: date | str | None) -> Report:
        """A report under the date that it had by then."""
        later = [e for e in self._redated.get(report.id, ()) if not _was(e.at, done)]
        if not later:
            return report
        return replace(report, published=later[0].detail.get("from"))

    def _read(self, name: str, done: date | str | None) -> tuple[Claim, ...]:
        """The claims that a report had by then."""
        later = [claims for until, claims in self._past.former.get(name, ()) if not _was(until, done)]
        return later[0] if later else tuple(self._claims[name])

    def _withdrawn(self, day: date | None, done: date | str | None) -> Iterable[Withdrawal]:
        if done is None:
            standing = self.held.withdrawn
        else:
            standing = tuple(_replayed(e for e in self._past.entries if _was(e.at, done)))
        return [w for w in standing if day is None or w.day <= day]

    def _worded(self, done: date | str | None) -> WordingPolicy:
        held = [w for w in self._past.wordings if _was(w.at, done)]
        if done is None or not held:
            return self._wording
        return WordingPolicy(held[-1].name, held[-1].version, held[-1].table)

    def _when(self, act: str, subject: str | None = None) -> date:
        """The last day on which something was done; today's end where the record does not tell."""
        days = [e.at for e in self._past.entries if e.act == act and subject in (None, e.subject)]
        return day_of(days[-1]) if days else date.max

    def _redated_on(self, name: str) -> date:
        return self._when("date settled", name)

    def _read_on(self, name: str) -> date:
        former = self._past.former.get(name, ())
        return day_of(former[-1][0]) if former else date.max

    def _withdrawal_day(self, name: str, last: Stand) -> date:
        if name not in last.withdrawn:
            return self._when("withdrawal undone", name)
        said = self._when("report withdrawn", name)
        day = last.withdrawn[name].day
        return day if said <= self._made or said == date.max else max(said, day)


def _become(held: dict[K, V], key: K, last: Mapping[K, V]) -> None:
    """One thing as it stands last: there, or not."""
    if key in last:
        held[key] = last[key]
    else:
        held.pop(key, None)


def _is_in(report: Report, day: date | None, done: date | None, added: str) -> bool:
    """Whether a report counted: it was published by then and, once the case was made, in the case."""
    if day is None:
        return True
    if report.day is None:
        return done is not None and _was(added, done)
    return report.day <= day and _was(added, done)


def _was(moment: str, done: date | str | None) -> bool:
    """Whether something had been done by the end of a day, or by a moment; None: the case as it is tells."""
    if isinstance(done, str):
        return moment <= done
    return done is None or day_of(moment) <= done


def _first_added(past: Past) -> dict[str, str]:
    """When each text came in, under whatever header it stood first."""
    found = dict(past.added)
    first = {e.subject: e.at for e in reversed(past.entries) if e.act == "report new"}
    for entry in reversed(past.entries):
        new = entry.detail.get("by")
        if entry.act == "report replaced" and new in found:
            found[new] = min(found[new], first.get(entry.subject, found[new]))
            first[new] = min(first.get(new, found[new]), found[new])
    return found


def _by_subject(entries: Sequence[Entry], act: str) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.act == act and entry.detail:
            found.setdefault(entry.subject, []).append(entry)
    return found


def _replayed(entries: Iterable[Entry]) -> Iterator[Withdrawal]:
    """The withdrawals that stood after these entries."""
    standing: dict[str, Withdrawal] = {}
    for entry in entries:
        if entry.act == "report withdrawn" and entry.detail:
            day = date.fromisoformat(entry.detail["day"])
            standing[entry.subject] = Withdrawal(entry.subject, day, entry.detail["reason"])
        elif entry.act == "withdrawal undone":
            standing.pop(entry.subject, None)
    yield from standing.values()


def _days(reports: Iterable[Report]) -> set[date]:
    """Days on which something that a report says of itself or of another may take effect."""
    return {day for r in reports for day in (r.day, known_from(r)) if day is not None}


def _within(what: Happening, start: date, end: date) -> Happening:
    """A happening within the time asked about: what the record dates outside of it belongs to its edge."""
    earliest = date.fromordinal(start.toordinal() + 1) if start < date.max else start
    return replace(what, day=min(max(what.day, earliest), end))


def _order(report: Report) -> tuple[bool, str, str, str]:
    """The order in which the store gives reports."""
    day = report.day
    return (day is None, day.isoformat() if day else "", report.published or "", report.id)
