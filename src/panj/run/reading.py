"""Reading reports into a case: each file stored as it is read, then dates settled, then figures read.

Every report is one transaction, the figures of a few reports likewise, and every step can be repeated: an
interrupted reading is completed by running it again, and reading the same files twice changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import partial
from pathlib import Path

from panj.bounds import policy
from panj.clock import parse_moment
from panj.errors import ClaimError, PanjError, StoreError
from panj.model import Claim, Development, Problem, Report
from panj.reports.problems import problem
from panj.run import pool
from panj.run.dating import date_report
from panj.run.fingerprint import fingerprint
from panj.run.places import Places, gazetteer_with
from panj.run.places import held as held_places
from panj.run.places import settle as settle_places
from panj.settings import Settings
from panj.store import Reading, SetAside, Store

Progress = Callable[[str, int, int | None], None]
# What names a report, or says how its date is known, changes none of its claims.
_NAMES = ("text", "name", "path", "dated", "dated_because", "known_by")
_READ_WITH = tuple(f.name for f in fields(Report) if f.name not in _NAMES)
_AT_ONCE = 16  # reports whose figures are stored in one transaction: a kill costs their reading at most
_RULES = ("claims", "language", "gazetteer", "reports", "model", "policies")


@dataclass(slots=True)
class ReadSummary:
    """What one reading did.

    Args:
        new, known, changed: names of reports that were new, known already, or known with another header.
        ids: of the reports that were new, or known with another header.
        redacted: names of reports that were taken out of the case for good, and were not read again.
        redated: names of reports whose date of publication changed since they were last in the case.
        figures_read: how many reports had their figures read, or read again.
        claims: how many claims the case has now.
        reports: how many reports the case has now.
        dated: how many of them have a date that is stated, inferred, given, missing.
        problems: what was wrong with what was read now.
        standing: what is wrong with the case now, these included.
    """

    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    redacted: list[str] = field(default_factory=list)
    redated: list[str] = field(default_factory=list)
    figures_read: int = 0
    claims: int = 0
    reports: int = 0
    dated: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    standing: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Figures:
    """What reading one report's figures gave."""

    claims: tuple[Claim, ...]
    aside: tuple[SetAside, ...]
    problems: tuple[Problem, ...]
    developments: tuple[Development, ...] = ()


def read_into(
    store: Store,
    paths: Sequence[str | Path],
    *,
    settings: Settings,
    given: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    workers: int | None = 1,
    places: Path | None = None,
    no_places: bool = False,
    taken: ReadSummary | None = None,
    undated: tuple[str, str] | None = None,
) -> ReadSummary:
    """Reads paths into a store and brings the whole case up to date.

    Args:
        store, paths, settings, given, progress, workers, places, no_places: as `Case.read` has them.
        taken: what `take` gave of reports that are stored already; what is done with them is added to it.
        undated: the date of those that are taken in and of which no date is found, and who gives it.

    Raises:
        StoreError: S008 or S009, where a date was given to a report that is not there, or not the only one.
        DateError: D001, where a given date is none; nothing has been read then.
        PlaceError: G002 to G007, where a table of places that is new to the case is wrong; likewise.
    """
    dates = {name: parse_moment(value, name) for name, value in (given or {}).items()}
    progress = progress or _silent
    summary = taken or ReadSummary()
    faults = settle_places(store, places, setting=settings.places, forget=no_places)
    store.put_problems("places", faults)
    summary.problems += faults
    take_files(store, paths, summary, settings=settings, progress=progress)
    for name, published in dates.items():
        store.give_date(find_report(store, name).id, published)
    if undated is not None:
        settle_dates(store, ReadSummary())
        _date_others(store, summary.ids, *undated)
    settle_dates(store, summary)
    read_figures_of(store, summary, progress=progress, workers=workers, by=settings.extractor)
    _count(store, summary)
    wording = policy()
    store.keep_wording(wording.name, wording.version, wording.table)
    if summary.new or summary.changed or summary.redated or summary.figures_read:
        store.log("read", {"paths": [str(p) for p in paths], "new": len(summary.new)})
    return summary


def take(store: Store, paths: Sequence[str | Path], *, settings: Settings) -> ReadSummary:
    """Stores what stands in files, and no more: nothing of it is lost whatever happens from then on."""
    summary = ReadSummary()
    take_files(store, paths, summary, settings=settings, progress=_silent)
    return summary


def take_files(
    store: Store,
    paths: Sequence[str | Path],
    summary: ReadSummary,
    *,
    settings: Settings,
    progress: Progress,
) -> None:
    """Stores what stands in files, one transaction each, and what is wrong with them."""
    from panj.reports import read  # the readers load only where something is read
    from panj.run.adding import add

    problems: dict[str, list[Problem]] = {}
    for done, item in enumerate(read(paths, settings=settings) if paths else (), start=1):
        if isinstance(item, Problem):
            problems.setdefault(item.where, []).append(item)
            summary.problems.append(item)
        else:
            names: dict[str, list[str]] = {
                "new": summary.new,
                "known": summary.known,
                "changed": summary.changed,
                "redacted": summary.redacted,
            }
            outcome = add(store, item)
            names[outcome].append(item.name)
            summary.ids += [item.id] if outcome in ("new", "changed") else []
        progress("read", done, None)
    for where, found in problems.items():
        store.put_problems("read", found, where=where)


def settle_dates(store: Store, summary: ReadSummary) -> None:
    """Dates all reports of the case anew from what they state and what people gave."""
    from panj.reports import date_all, undated
    from panj.run.adding import latest_believed

    as_read, given = store.as_read(), store.given_dates()
    before = {r.id: r.published for r in store.reports()}
    dated = date_all([r for r in as_read if r.part_of is None], given, latest=latest_believed())
    changed = set(store.redate([*dated, *_dated_with(dated, as_read)]))
    summary.redated = [
        r.name for r in dated if r.id in changed and r.published != before[r.id] and r.name not in summary.new
    ]
    gone = store.replaced()
    missing = undated(r for r in dated if r.id not in gone)
    store.put_problems("date", missing)
    summary.problems += missing


def _date_others(store: Store, taken: Collection[str], published: str, who: str) -> None:
    """Dates those of the reports that were taken in of which no date was found; a decision for each."""
    bare = [r for r in store.reports() if r.id in taken and r.published is None and r.part_of is None]
    for report in bare:
        date_report(store, report, published, who=who, why="given as it was taken in")


def _dated_with(dated: Sequence[Report], as_read: Sequence[Report]) -> list[Report]:
    """Tables under the date of the report in which they stand."""
    whole = {r.id: r for r in dated}
    tables = ((part, whole[part.part_of]) for part in as_read if part.part_of in whole)
    return [
        replace(part, published=of.published, dated=of.dated, dated_because=of.dated_because)
        for part, of in tables
    ]


def read_figures_of(
    store: Store,
    summary: ReadSummary,
    *,
    progress: Progress,
    workers: int | None = None,
    by: str = "panj",
) -> None:
    """Reads the figures of every report whose claims are missing, of another date or by older rules.

    Args:
        store, summary, progress, workers: the case, what is told of the reading, and how it is done.
        by: the extractor that reads them; the reports that another one read are read again.
    """
    places = held_places(store)
    rules = ".".join([fingerprint(*_RULES), *([places.key] if places else []), *_read_by(by)])
    held = store.read_keys()
    stale = [r for r in store.reports() if held[r.id] != read_key(r, rules)]
    progress("figures", 0, len(stale))
    results = pool.run(partial(figures_of, places=places, by=by), stale, workers=workers)
    batch: list[Reading] = []
    for done, (report, figures) in enumerate(zip(stale, results, strict=True), start=1):
        key = read_key(report, rules)
        read = Reading(report.id, figures.claims, key, figures.aside, figures.problems, figures.developments)
        batch.append(read)
        if len(batch) == _AT_ONCE or done == len(stale):
            store.put_readings(batch)
            batch = []
        summary.problems += figures.problems
        progress("figures", done, len(stale))
    summary.figures_read = len(stale)


def _read_by(name: str) -> list[str]:
    """What a reading by another extractor is known by; ClaimError C003 where there is none of the name."""
    from panj.claims.extractors import OWN, extractor, installed

    if name == OWN:
        return []
    extractor(name)
    return [hashlib.sha256(f"{name} {installed()[name]}".encode()).hexdigest()[:10]]


def figures_of(report: Report, *, places: Places | None = None, by: str = "panj") -> Figures:
    """The claims of one report, and its other numbers; a fault in one report never stops the others.

    Args:
        report: what is read.
        places: the user's own table of places; in each process it is laid over the gazetteer once.
        by: the extractor that reads it.
    """
    from panj.claims.extractors import extractor

    try:
        found = extractor(by)(report, gazetteer_with(places))
    except Exception as fault:  # noqa: BLE001  whatever a text does to the rules, the others are read
        detail = fault.sentence() if isinstance(fault, PanjError) else f"{type(fault).__name__}: {fault}"
        return Figures((), (), (problem(ClaimError("C002", report.path or report.name, detail=detail)),))
    aside = tuple(SetAside(report.id, s.start, s.end, s.text, s.reason) for s in found.set_aside)
    unread = () if found.tongue is None else (_unread(report, found.tongue),)
    return Figures(tuple(found.claims), aside, unread, tuple(found.developments))


def _unread(report: Report, tongue: str) -> Problem:
    from panj.language.tongue import called

    return problem(ClaimError("C005", report.path or report.name, language=called(tongue)))


def read_key(report: Report, rules: str) -> str:
    """What a report's claims depend on besides its text: the rules, its date, all that was read with it."""
    parts = [getattr(report, name) for name in _READ_WITH]
    return f"{rules}.{hashlib.sha256(repr(parts).encode()).hexdigest()[:10]}"


def pending(store: Store) -> int:
    """How many reports have never had their figures read: more than none after an interruption."""
    return sum(key is None for key in store.read_keys().values())


def find_report(store: Store, name: str) -> Report:
    """The one report of a case that a name, file name, path or id means.

    Raises:
        StoreError: S008 there is none, S009 there are several.
    """
    gone = store.replaced()
    for test in (_has_id, _has_path, _has_name):
        every = list(filter(partial(test, name), store.reports()))
        every = [r for r in every if r.part_of is None] or every
        found = [r for r in every if r.id not in gone] or every
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(r.id for r in found)
            raise StoreError("S009", str(store.path), name=name, count=len(found), ids=ids)
    raise StoreError("S008", str(store.path), name=name)


def _has_id(name: str, report: Report) -> bool:
    return report.id == name


def _has_path(name: str, report: Report) -> bool:
    return report.path == name


def _has_name(name: str, report: Report) -> bool:
    return name in (report.name, Path(report.path).name)


def _count(store: Store, summary: ReadSummary) -> None:
    reports: Iterable[Report] = store.reports()
    for report in reports:
        if report.part_of is not None:
            continue
        summary.reports += 1
        summary.dated[report.dated] = summary.dated.get(report.dated, 0) + 1
    summary.claims = sum(store.claim_counts().values())
    summary.standing = store.problems()


def _silent(_step: str, _done: int, _total: int | None) -> None:
    """Progress that nobody watches."""
