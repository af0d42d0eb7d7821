"""From the archive into the case: each capture is read once, whatever moment the program dies at.

The order is: bytes, then the index line that names them, then the reports (each one transaction of the case
file), then the line that says that they were read. Whatever is missing after a kill is done again from the
archive, and doing it again changes nothing, since the same bytes give the same reports and the case file
takes each report once. Whether a capture was read is asked of both: the index says which reports it gave,
the case file's own history whether it ever took them. So an archive outlives its case file, and is read
again into a new one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from panj.model import Problem, Report
from panj.reports.web.archive import Archive, Capture, Reading
from panj.reports.web.faults import FetchError
from panj.reports.web.fetch import Fetched
from panj.reports.web.reading import Entry, read_capture
from panj.run.adding import add
from panj.run.fingerprint import fingerprint
from panj.settings import Settings
from panj.store import Store

Hints = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Taken:
    """What came into the case: names of reports that are new, of those known already, and what was wrong.

    `paths` says where the new ones were read from.
    """

    new: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, other: Taken) -> None:
        """Takes another's in."""
        self.new += other.new
        self.paths += other.paths
        self.known += other.known
        self.problems += other.problems


class Intake:
    """The way from an archive into a case file.

    Args:
        store: of the case.
        archive: beside it.
        settings: `max_bytes` limits what is read.
    """

    def __init__(self, store: Store, archive: Archive, settings: Settings) -> None:
        self._store = store
        self.archive = archive
        self._max_bytes = settings.max_bytes
        self._rules = fingerprint("reports")
        self._ids = set(store.read_keys())

    def keep_page(
        self,
        fetched: Fetched,
        *,
        source: str = "",
        entry: Entry | None = None,
        hints: Hints = (),
        kind: str = "page",
    ) -> Capture:
        """Archives what a server gave.

        Raises:
            FetchError: R116, where it cannot be written.
        """
        return self._keep(
            Capture(
                url=fetched.url,
                sha256=self.archive.put(fetched.body),
                size=len(fetched.body),
                fetched_at=fetched.fetched_at,
                kind=kind,
                status=fetched.status,
                headers=fetched.headers,
                chain=fetched.chain,
                source=source,
                entry=entry.id if entry else "",
                hints=entry.hints if entry and kind == "page" else hints,
            )
        )

    def keep_file(self, path: str, data: bytes, *, at: str, source: str = "") -> Capture:
        """Archives the bytes of a file.

        Raises:
            FetchError: R116, where they cannot be written.
        """
        digest = self.archive.put(data)
        return self._keep(
            Capture(url=path, sha256=digest, size=len(data), fetched_at=at, kind="file", source=source)
        )

    def held_page(self, url: str) -> Capture | None:
        """The last capture of a page, where its bytes are still what they were."""
        held = self.archive.contents().last_page(url)
        try:
            return held if held is not None and self.archive.get(held.sha256) is not None else None
        except FetchError:
            return None

    def keep_again(self, held: Capture, entry: Entry, *, at: str) -> Capture:
        """Notes that a page which a feed's entry leads to is still the one already held."""
        return self._keep(replace(held, entry=entry.id, hints=entry.hints, fetched_at=at))

    def take(self, capture: Capture) -> Taken:
        """Reads a capture into the case, and notes that it was read.

        Raises:
            StoreError: where the case file cannot be written.
        """
        taken = Taken()
        ids: list[str] = []
        problems: dict[str, list[Problem]] = {}
        for item in self._items(capture):
            if isinstance(item, Problem):
                problems.setdefault(item.where, []).append(item)
                taken.problems.append(item)
                continue
            outcome = add(self._store, item)
            if outcome == "known":
                taken.known.append(item.name)
            elif outcome != "redacted":
                taken.new.append(item.name)
                taken.paths.append(item.path)
            ids.append(item.id)
        for where, found in problems.items():
            self._store.put_problems("read", found, where=where)
        codes = tuple(p.code for p in taken.problems)
        if not {"R115", "R117"} & set(codes):  # evidence that is damaged has not been read
            self.archive.add(Reading(capture.id, tuple(ids), codes, self._rules))
            self._ids |= set(ids)
        return taken

    def resume(self) -> Taken:
        """Reads each capture kept and not read: after a kill, by newer rules, into another case file."""
        taken = Taken()
        for capture in list(self.archive.contents().captures.values()):
            if not self.is_read(capture) and capture.kind != "feed":
                taken.add(self.take(capture))
        return taken

    def is_read(self, capture: Capture) -> bool:
        """Whether the case has what the capture gave."""
        reading = self.archive.contents().readings.get(capture.id)
        if reading is None:
            return False
        if not reading.reports and reading.rules != self._rules:
            return False  # it gave nothing; newer rules may read it
        return all(self._was_taken(one) for one in reading.reports)

    def settle(self, entry: Entry, problem: Problem) -> None:
        """Notes that nothing can be got of a feed's entry, so that it is not asked for at every poll."""
        self.put_problem(problem)
        self.archive.add(Reading(_settled(entry), (), (problem.code,), self._rules))

    def put_problem(self, problem: Problem) -> None:
        """Keeps what is wrong with one document."""
        self._store.put_problems("read", [problem], where=problem.where)

    def has(self, entry: Entry) -> bool:
        """Whether a feed's entry was read, or given up."""
        contents = self.archive.contents()
        if _settled(entry) in contents.readings:
            return True
        return any(self.is_read(capture) for capture in contents.of_entry(entry.id))

    def _keep(self, capture: Capture) -> Capture:
        held = self.archive.contents().captures.get(capture.id)
        if held is None:
            self.archive.add(capture)
            return capture
        if held.fetched_at != capture.fetched_at and capture.kind == "page" and not capture.entry:
            self.archive.add(capture)  # asked for again by a person: that it was unchanged is evidence too
        return capture

    def _items(self, capture: Capture) -> list[Report | Problem]:
        try:
            data = self.archive.get(capture.sha256)
        except FetchError as fault:
            return [Problem(fault.code, fault.what, fault.where, fault.remedy)]
        try:
            return list(read_capture(data, capture, max_bytes=self._max_bytes))
        except Exception as fault:  # noqa: BLE001  whatever a document does to its reader, the others are read
            error = FetchError("R120", capture.url, detail=f"{type(fault).__name__}: {fault}"[:200])
            return [as_problem(error, capture.url)]

    def _was_taken(self, report_id: str) -> bool:
        """By the report itself, or by the history of one that another has replaced since."""
        if report_id in self._ids:
            return True
        if self._store.history(report_id):
            self._ids.add(report_id)
            return True
        return False


def marks(held: Capture | None) -> tuple[str | None, str | None]:
    """ETag and Last-Modified, with which a server is asked whether a page has changed since."""
    return (None, None) if held is None else (held.header("etag"), held.header("last-modified"))


def as_problem(fault: FetchError, where: str) -> Problem:
    """A fault of fetching as a row of the case."""
    return Problem(fault.code, fault.what, where, fault.remedy)


def _settled(entry: Entry) -> str:
    return f"entry:{entry.id}"
