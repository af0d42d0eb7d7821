"""Watching feeds and folders: polls each at its time, reads what is new into the case, goes on after any
fault.

Takes sources (`panj.reports.web.sources`) and a case file; tells of each poll. Stopped or killed at any
moment it loses nothing and reads nothing twice: what was fetched lies in the archive, what was read in the
case file.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from panj import clock
from panj.errors import PanjError, ReportError, StoreError
from panj.model import Problem
from panj.reports.files import load as load_file
from panj.reports.formats import IN_FOLDERS, KIND_OF_SUFFIX, is_report_name
from panj.reports.web import Archive, Fetched, Fetcher, FetchError, Source, load_sources
from panj.reports.web.archive import Capture
from panj.reports.web.reading import Entry, entries
from panj.run import schedule
from panj.run.fetching import manners_from
from panj.run.intake import Intake, Taken, as_problem, marks
from panj.run.reading import ReadSummary, read_into
from panj.settings import Settings
from panj.store import Store

PAGES = 50  # fetched at one poll of a feed; the rest at the next, so that no feed keeps the others waiting
SETTLED_SECONDS = 2  # a file that changed later than this is still being written
_NAP = 30.0  # longest sleep at once, so that a clock that jumps is noticed
_SUFFIXES = frozenset(suffix for suffix, kind in KIND_OF_SUFFIX.items() if kind in IN_FOLDERS)


@dataclass(slots=True)
class Poll:
    """What one poll of a source brought.

    Args:
        source: its name.
        at: ISO moment.
        new: names of reports that came into the case; `paths`: where they were read from.
        problems: what was wrong with single documents.
        error: why the source itself could not be polled; None where it could.
        left: documents that are to be tried again at the next poll.
        next_due: ISO moment of the next poll.
    """

    source: str
    at: str
    new: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    error: Problem | None = None
    left: int = 0
    next_due: str = ""


class Watcher:
    """Polls sources into one case; made by `Watcher.open`, closed by the end of a `with`.

    Args:
        store: of the case into which is read.
        sources: what is polled.
        fetcher: None where only folders are watched.
        now: the moment, ISO; `clock.now` unless a test brings its own.
        wait: sleeps; `time.sleep` likewise.
    """

    def __init__(
        self,
        store: Store,
        sources: tuple[Source, ...],
        *,
        fetcher: Fetcher | None,
        settings: Settings,
        now: Callable[[], str] = clock.now,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._store = store
        self._settings = settings
        self._intake = Intake(store, Archive.beside(store.path), settings)
        self._sources = sources
        self._fetcher = fetcher
        self._max_bytes = settings.max_bytes
        self._now = now
        self._wait = wait
        self._seen: dict[str, tuple[int, int]] = {}
        self._behind = True  # until `resume` has finished what an earlier run left
        self._states = schedule.load(self._intake.archive.folder, sources, self._seconds())

    def resume(self) -> Taken:
        """Finishes what an earlier run left: captures not read, figures not read."""
        taken = self._intake.resume()
        self._read_on()
        self._behind = False
        return taken

    def _read_on(self) -> ReadSummary:
        """Brings the case up to date with what its store holds."""
        return read_into(self._store, [], settings=self._settings)

    def once(self) -> Iterator[Poll]:
        """Polls every source one time, those excepted that asked to be left alone for longer."""
        for source in self._sources:
            if self._states[source.name].not_before > self._seconds():
                yield self._put_off(source)
            else:
                yield self._poll(source, patient=True)

    def forever(self) -> Iterator[Poll]:
        """Polls each source whenever it is due, until stopped."""
        while True:
            source = min(self._sources, key=lambda s: (self._states[s.name].due, s.name))
            ahead = self._states[source.name].due - self._seconds()
            if ahead > 0:
                self._wait(min(ahead, _NAP))
                continue
            yield self._poll(source, patient=False)

    def _poll(self, source: Source, *, patient: bool) -> Poll:
        poll = Poll(source.name, self._now())
        state = self._states[source.name]
        try:
            if self._behind:
                self.resume()
            if source.kind == "folder":
                self._poll_folder(source, poll, patient=patient)
            else:
                state = self._poll_feed(source, state, poll)
            if poll.new:
                poll.problems += undated(self._read_on(), poll.paths)
            after = schedule.succeeded if poll.error is None else schedule.failed
            state = after(state, source, self._seconds())
        except StoreError as fault:
            if fault.code != "S007":
                raise  # without a case file there is nothing to watch for
            # Another program writes for longer than was waited: what was kept meanwhile is read next time.
            self._behind = True
            poll.error = Problem(fault.code, fault.what, fault.where, fault.remedy)
            state = schedule.failed(self._states[source.name], source, self._seconds())
        except FetchError as fault:
            if fault.code == "R116":
                raise
            poll.error = as_problem(fault, source.address)
            state = schedule.failed(state, source, self._seconds(), fault.retry_after)
        except PanjError as fault:
            poll.error = Problem(fault.code, fault.what, fault.where or source.address, fault.remedy)
            state = schedule.failed(state, source, self._seconds())
        except Exception as fault:  # noqa: BLE001  whatever one source does, the others are polled
            poll.error = as_problem(_unforeseen(fault, source.address), source.address)
            state = schedule.failed(state, source, self._seconds())
        self._behind = self._behind or (poll.error is not None and bool(poll.new))
        self._states[source.name] = state
        poll.next_due = schedule.moment_of(state.due)
        schedule.save(self._intake.archive.folder, self._states)
        return poll

    def _put_off(self, source: Source) -> Poll:
        state = self._states[source.name]
        seconds = round(state.not_before - self._seconds())
        fault = FetchError("R112", source.address, host=source.name, seconds=seconds)
        return Poll(
            source.name,
            self._now(),
            error=as_problem(fault, source.address),
            next_due=schedule.moment_of(state.due),
        )

    # Feeds ---------------------------------------------------------------------------------------

    def _poll_feed(self, source: Source, state: schedule.State, poll: Poll) -> schedule.State:
        """The state with the marks of this answer, where all that it tells of was read."""
        assert self._fetcher is not None
        answer = self._fetcher.fetch(
            source.address,
            at=poll.at,
            etag=state.etag,
            modified=state.modified,
            robots=source.robots,
            tries=1,
        )
        if answer.unchanged:
            return state
        told, problems = entries(answer.body, _capture_of(answer), max_bytes=self._max_bytes)
        if not told and problems:
            poll.error = problems[0]
            return state
        fresh = [entry for entry in told if not self._intake.has(entry)]
        for number, entry in enumerate(fresh):
            if number >= PAGES or not self._take_entry(source, entry, answer, poll):
                poll.left += 1
        whole = poll.left == 0
        return replace(
            state,
            etag=answer.header("etag") if whole else None,
            modified=answer.header("last-modified") if whole else None,
        )

    def _take_entry(self, source: Source, entry: Entry, answer: Fetched, poll: Poll) -> bool:
        """Reads what an entry stands for; False where it is to be tried again."""
        if source.take == "items" and entry.report is not None:
            self._note(poll, self._take_item(source, entry, answer))
            return True
        if entry.url is None:
            if entry.report is not None:
                self._note(poll, self._take_item(source, entry, answer))
            return True
        try:
            taken = self._take_page(source, entry)
        except FetchError as fault:
            if fault.code == "R116":
                raise
            problem = as_problem(fault, entry.url)
            poll.problems.append(problem)
            if fault.passing:
                return False
            self._give_up(source, entry, answer, problem, poll)
            return True
        if not taken.new and not taken.known and entry.report is not None:
            taken.add(self._take_item(source, entry, answer))  # the page shows less than the feed tells
        self._note(poll, taken)
        return True

    def _take_page(self, source: Source, entry: Entry) -> Taken:
        assert self._fetcher is not None
        assert entry.url is not None
        held, at = self._intake.held_page(entry.url), self._now()
        etag, modified = marks(held)
        page = self._fetcher.fetch(
            entry.url, at=at, etag=etag, modified=modified, robots=source.robots, tries=1
        )
        if page.unchanged and held is not None:
            return self._intake.take(self._intake.keep_again(held, entry, at=at))
        return self._intake.take(self._intake.keep_page(page, source=source.name, entry=entry))

    def _take_item(self, source: Source, entry: Entry, answer: Fetched) -> Taken:
        return self._intake.take(self._intake.keep_page(answer, source=source.name, entry=entry, kind="item"))

    def _give_up(self, source: Source, entry: Entry, answer: Fetched, problem: Problem, poll: Poll) -> None:
        """The page cannot be had: the feed's own words are read, where it has some."""
        if entry.report is not None:
            self._note(poll, self._take_item(source, entry, answer))
        else:
            self._intake.settle(entry, problem)

    def _note(self, poll: Poll, taken: Taken) -> None:
        poll.new += taken.new
        poll.paths += taken.paths
        poll.problems += taken.problems

    # Folders -------------------------------------------------------------------------------------

    def _poll_folder(self, source: Source, poll: Poll, *, patient: bool) -> None:
        folder = Path(source.address)
        if not folder.is_dir():
            raise ReportError("R001", source.address)
        for path in sorted(_files(folder)):
            shown = str(Path(source.shown) / path.relative_to(folder))
            try:
                self._take_file(source, path, shown, poll, patient=patient)
            except ReportError as fault:
                if fault.code == "R116":
                    raise
                problem = Problem(fault.code, fault.what, shown, fault.remedy)
                poll.problems.append(problem)
                self._intake.put_problem(problem)

    def _take_file(self, source: Source, path: Path, shown: str, poll: Poll, *, patient: bool) -> None:
        before = _stamp(path)
        if before is None or self._seen.get(str(path)) == before:
            return
        young = SETTLED_SECONDS - (self._seconds() - before[1] / 1e9)
        if 0 < young <= SETTLED_SECONDS:
            if not patient:
                poll.left += 1
                return
            self._wait(young)
        self._seen[str(path)] = before
        data = load_file(path, self._max_bytes)
        if _stamp(path) != before:
            del self._seen[str(path)]  # it changed while it was read
            poll.left += 1
            return
        capture = self._intake.keep_file(shown, data, at=poll.at, source=source.name)
        if not self._intake.is_read(capture):
            self._note(poll, self._intake.take(capture))

    def _seconds(self) -> float:
        return schedule.seconds_of(self._now())


@contextmanager
def watching(feeds: Path, case_file: str | Path, settings: Settings) -> Iterator[Watcher]:
    """A watcher over the sources that a file names.

    Raises:
        SettingsError: X011, X012 where the file is missing or wrong.
        FetchError: R101, where feeds are watched without the extra `web`.
        StoreError: where the case file cannot be opened.
    """
    found = load_sources(feeds, manners_from(settings))
    needs_web = any(source.kind == "feed" for source in found.sources)
    fetcher = Fetcher(found.manners) if needs_web else None
    with Store.open(case_file) as store:
        yield Watcher(store, found.sources, fetcher=fetcher, settings=settings)


def _unforeseen(fault: Exception, where: str) -> FetchError:
    return FetchError("R120", where, detail=f"{type(fault).__name__}: {fault}"[:200])


def undated(summary: ReadSummary, paths: Sequence[str]) -> list[Problem]:
    """The questions for a date of publication that concern what was just read."""
    return [p for p in summary.problems if p.code == "R007" and p.where in paths]


def _capture_of(answer: Fetched) -> Capture:
    return Capture(
        answer.url,
        "",
        len(answer.body),
        answer.fetched_at,
        "feed",
        answer.status,
        answer.headers,
        answer.chain,
    )


def _files(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(root, name) for name in names if is_report_name(name, _SUFFIXES))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
