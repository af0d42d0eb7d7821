"""Bytes that are taken out of an archive for good, with a line in their place that says so.

Takes an archive, the ids of the reports that are redacted and words that must not be left anywhere in it;
the bytes that gave these reports go whole, since a page cannot be cut and still be the page that came.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from panj.reports.web import disk
from panj.reports.web.archive import INDEX, Archive
from panj.reports.web.faults import FetchError


def remove(archive: Archive, reports: Collection[str], needles: Sequence[str], *, at: str) -> list[str]:
    """Takes out every capture that gave one of these reports, or that holds one of these words.

    Args:
        archive: of the case; one that was never made is left so.
        reports: ids of the reports as they were.
        needles: texts that no file of the archive may hold any more.
        at: the moment, ISO.

    Returns:
        The hashes of the bytes that were removed.

    Raises:
        FetchError: R116, where the archive cannot be written.
    """
    if not (archive.folder / INDEX).exists():
        return []
    contents = archive.contents()
    gave = {r.capture for r in contents.readings.values() if set(r.reports) & set(reports)}
    gone = {c.sha256 for c in contents.captures.values() if c.id in gave}
    gone |= set(_holding(archive, needles))
    gone -= contents.redacted
    try:
        for digest in sorted(gone):
            archive.path_of(digest).unlink(missing_ok=True)
        _rewrite_index(archive, gone, needles, at)
    except OSError as fault:
        raise FetchError("R116", str(archive.folder), detail=fault.strerror or str(fault)) from fault
    archive.forget()
    return sorted(gone)


def _holding(archive: Archive, needles: Sequence[str]) -> Iterator[str]:
    """Hashes of the bytes in which a text stands as it is; feeds repeat what the page says."""
    for digest in {c.sha256 for c in archive.contents().captures.values()}:
        try:
            data = archive.path_of(digest).read_bytes()
        except OSError:
            continue
        if _has(data.decode("utf-8", errors="ignore"), needles):
            yield digest


def _rewrite_index(archive: Archive, gone: set[str], needles: Sequence[str], at: str) -> None:
    """The index without what was said of the removed bytes beyond their address, hash and time."""
    kept = [line for _, line in archive.lines()]
    cut = [new for line in kept if (new := _without(line, gone, needles)) is not None]
    cut += [_line({"redacted": {"sha256": digest, "at": at}}) for digest in sorted(gone)]
    disk.write_whole(archive.folder / INDEX, b"".join(line + b"\n" for line in cut))


def _without(line: bytes, gone: set[str], needles: Sequence[str]) -> bytes | None:
    """A line of the index without the words; None where its address itself tells them."""
    try:
        plain = json.loads(line)
    except ValueError:
        return None if _has(line.decode("utf-8", errors="ignore"), needles) else line
    capture = plain.get("capture") if isinstance(plain, dict) else None
    if capture is not None and capture.get("sha256") in gone:
        plain["capture"] = capture | {"headers": [], "chain": [], "hints": []}
        line = _line(plain)
    return None if _has(line.decode("utf-8", errors="ignore"), needles) else line


def _has(text: str, needles: Sequence[str]) -> bool:
    flat = " ".join(text.split()).casefold()
    return any(" ".join(needle.split()).casefold() in flat for needle in needles)


def _line(plain: dict[str, Any]) -> bytes:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
