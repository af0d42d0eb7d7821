"""The raw bytes of what was read, so that the evidence outlives the page: CASE.archive beside the case file.

    objects/ab/abcd…   the bytes, named by their SHA-256: the same bytes lie there once
    index.jsonl        what happened, one JSON object a line, only ever added to

A line tells of a capture (these bytes, from there, at that time, with these headers), of its reading (these
reports came of it) or of a redaction (these bytes were removed for good, see `removal.py`). Bytes are on the
disk before the line that names them; a line is added in one write. So a kill at any moment leaves a file
nobody names, or half a last line, and both are passed over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from panj.model import Problem
from panj.reports.web import disk
from panj.reports.web.faults import FetchError

INDEX = "index.jsonl"


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes that came from somewhere at some time.

    Args:
        url: what was asked for: a URL, or the path of a file.
        sha256: of the bytes, 64 hex digits.
        size: in bytes.
        fetched_at: ISO moment.
        kind: page, feed or file.
        status: of HTTP, None for a file.
        headers: of the answer.
        chain: URLs asked on the way, with their status.
        source: name of the watched source.
        entry: what of the source it belongs to: the id of a feed's entry.
        hints: what the source says of it: title, published, outlet.
    """

    url: str
    sha256: str
    size: int
    fetched_at: str
    kind: str = "page"
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    chain: tuple[tuple[str, int], ...] = ()
    source: str = ""
    entry: str = ""
    hints: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """What a reading refers to: the same bytes of the same address and entry are read once."""
        key = "\x1f".join((self.url, self.sha256, self.entry, self.kind))
        return hashlib.sha256(key.encode()).hexdigest()[:20]

    @property
    def final_url(self) -> str:
        """Where it was found in the end."""
        return self.chain[-1][0] if self.chain else self.url

    @property
    def content_type(self) -> str:
        """The Content-Type header; empty where there is none."""
        return self.header("content-type") or ""

    def header(self, name: str) -> str | None:
        """The first header of a name, in lower case."""
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """That a capture was read: which reports came of it, by which rules, with which codes of problems."""

    capture: str
    reports: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    rules: str = ""


@dataclass(slots=True)
class Contents:
    """What an index tells, by the id of each capture; `redacted` are hashes of bytes that were removed."""

    captures: dict[str, Capture] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    entries: dict[str, list[str]] = field(default_factory=dict)
    urls: dict[str, list[str]] = field(default_factory=dict)
    redacted: set[str] = field(default_factory=set)

    def of_entry(self, entry: str) -> list[Capture]:
        """What was captured for a feed's entry."""
        return [self.captures[key] for key in self.entries.get(entry, ())]

    def last_page(self, url: str) -> Capture | None:
        """The page that was captured last under an address."""
        pages = [self.captures[key] for key in self.urls.get(url, ())]
        return max((p for p in pages if p.kind == "page"), key=lambda p: p.fetched_at, default=None)

    def unread(self) -> list[Capture]:
        """Captures that no reading tells of, in the order in which they came."""
        return [capture for key, capture in self.captures.items() if key not in self.readings]


class Archive:
    """A folder of raw bytes with its index.

    Args:
        folder: made where it is new, with the first thing that is put in.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._contents: Contents | None = None

    @classmethod
    def beside(cls, case_file: str | Path) -> Archive:
        """The archive of a case: border.db has border.archive."""
        path = Path(case_file)
        return cls(path.with_name(f"{path.stem}.archive"))

    def put(self, data: bytes) -> str:
        """Keeps bytes and gives their SHA-256; bytes that are there already are written no second time.

        Bytes that were redacted are not kept again.

        Raises:
            FetchError: R116, where they cannot be written.
        """
        digest = hashlib.sha256(data).hexdigest()
        path = self.path_of(digest)
        if _holds(path, data) or digest in self.contents().redacted:
            return digest
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            disk.write_whole(path, data)
        except OSError as fault:
            raise FetchError("R116", str(path), detail=fault.strerror or str(fault)) from fault
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes, checked against their name.

        Raises:
            FetchError: R115 where a byte has changed, R117 where they are missing, R119 where they were
                redacted.
        """
        if digest in self.contents().redacted:
            raise FetchError("R119", str(self.path_of(digest)))
        path = self.path_of(digest)
        try:
            data = path.read_bytes()
        except OSError:
            raise FetchError("R117", str(path)) from None
        found = hashlib.sha256(data).hexdigest()
        if found != digest:
            raise FetchError("R115", str(path), found=found[:12], expected=digest[:12])
        return data

    def path_of(self, digest: str) -> Path:
        """Where bytes of a SHA-256 lie."""
        return self.folder / "objects" / digest[:2] / digest

    def add(self, entry: Capture | Reading) -> None:
        """Adds a line to the index; once this returns it survives a crash.

        Raises:
            FetchError: R116, where it cannot be written.
        """
        plain = {"capture": asdict(entry)} if isinstance(entry, Capture) else {"reading": asdict(entry)}
        line = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        path = self.folder / INDEX
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            disk.append_line(path, line)
        except OSError as fault:
            raise FetchError("R116", str(path), detail=fault.strerror or str(fault)) from fault
        if self._contents is not None:
            _take(self._contents, plain)

    def contents(self) -> Contents:
        """What the index tells; read once, then kept up to date by `add`."""
        if self._contents is None:
            self._contents = Contents()
            for number, line in self.lines():
                try:
                    _take(self._contents, json.loads(line))
                except (ValueError, TypeError, AttributeError, RecursionError) as fault:
                    where = f"{self.folder / INDEX}:{number}"
                    error = FetchError("R118", where, detail=str(fault)[:100])
                    self._contents.problems.append(Problem(error.code, error.what, where, error.remedy))
        return self._contents

    def verify(self) -> list[Problem]:
        """Every capture whose bytes have changed or are missing, and every broken line of the index."""
        contents = self.contents()
        found = list(contents.problems)
        for digest in dict.fromkeys(c.sha256 for c in contents.captures.values()):
            if digest in contents.redacted:
                continue
            try:
                self.get(digest)
            except FetchError as fault:
                found.append(Problem(fault.code, fault.what, fault.where, fault.remedy))
        return found

    def forget(self) -> None:
        """Lets the index be read anew, after another hand has changed it."""
        self._contents = None

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Whole lines; half a last one was never acknowledged, half ones above are a kill's remains."""
        try:
            data = (self.folder / INDEX).read_bytes()
        except OSError:
            return
        whole, _, _torn = data.rpartition(b"\n")
        for number, line in enumerate(whole.split(b"\n"), 1):
            if line.strip() and not line.endswith(disk.MARK):
                yield number, line


def _take(contents: Contents, plain: Mapping[str, Any]) -> None:
    if "capture" in plain:
        row = dict(plain["capture"])
        row |= {name: _pairs(row.get(name, ())) for name in ("headers", "chain", "hints")}
        capture = Capture(**row)
        if capture.id not in contents.captures:
            contents.urls.setdefault(capture.url, []).append(capture.id)
            if capture.entry:
                contents.entries.setdefault(capture.entry, []).append(capture.id)
        contents.captures[capture.id] = capture
    elif "redacted" in plain:
        contents.redacted.add(plain["redacted"]["sha256"])
    elif "reading" not in plain:
        raise ValueError("it tells of no capture and no reading")
    else:
        row = dict(plain["reading"])
        row |= {name: tuple(row.get(name, ())) for name in ("reports", "problems")}
        reading = Reading(**row)
        contents.readings[reading.capture] = reading


def _pairs(rows: Sequence[Sequence[Any]]) -> tuple[tuple[Any, Any], ...]:
    return tuple((first, second) for first, second in rows)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
