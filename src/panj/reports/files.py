"""Paths to reports: walks folders, loads files, gives a `Report` or one clear `Problem` for each.

Takes what the user named; gives reports in a fixed order (as named; within a folder by path), whatever the
file system's own. One bad file never stops the rest.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from panj.clock import parse_moment
from panj.errors import ReportError
from panj.model import Report
from panj.reports.formats import IN_FOLDERS, KIND_OF_SUFFIX, Item, is_report_name, is_shown, named, read_bytes
from panj.reports.problems import problem
from panj.reports.unread import unread_name
from panj.settings import Settings

_SUFFIXES = frozenset(suffix for suffix, kind in KIND_OF_SUFFIX.items() if kind in IN_FOLDERS)


def read(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    settings: Settings | None = None,
    given_dates: Mapping[str, str] | None = None,
) -> Iterator[Item]:
    """Every report in the files and folders named, and a Problem for each that cannot be read.

    Folders are read recursively, in order of path; hidden files, README and LICENSE files, data and pictures
    in them are passed over, documents that are not read (.doc, .xlsx) are named. A file that is named is
    always tried.

    Args:
        paths: files and folders, or one of them.
        settings: `max_bytes` is the largest file read.
        given_dates: ISO days of publication by a report's name (the file's stem) or path; they win over
            what the file states.

    Raises:
        DateError: D001, where a given date is not one.
    """
    chosen = settings or Settings()
    given = {name: parse_moment(day, name) for name, day in (given_dates or {}).items()}
    named_paths = [paths] if isinstance(paths, str | os.PathLike) else paths
    for path in map(Path, named_paths):
        if path.is_dir():
            yield from _read_folder(path, chosen, given)
        elif not path.exists():
            yield problem(ReportError("R001", str(path)))
        else:
            yield from read_file(path, chosen, given)


def _read_folder(folder: Path, settings: Settings, given: Mapping[str, str]) -> Iterator[Item]:
    faults: list[OSError] = []
    files = sorted(_walk(folder, faults))
    for fault in faults:
        yield problem(ReportError("R009", str(fault.filename), detail=fault.strerror))
    if not files and not faults:
        yield problem(ReportError("R006", str(folder)))
    for path in files:
        left = unread_name(path.name, str(path))
        if left is not None:
            yield problem(left)
        else:
            yield from read_file(path, settings, given)


def is_bare(folder: Path) -> bool:
    """Whether nothing in a folder would be read or named as a document that is not read."""
    faults: list[OSError] = []
    return not any(_walk(folder, faults)) and not faults


def _walk(folder: Path, faults: list[OSError]) -> Iterator[Path]:
    for root, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        kept = (n for n in names if is_report_name(n, _SUFFIXES) or (is_shown(n) and unread_name(n, n)))
        yield from (Path(root, name) for name in kept)


def read_file(path: Path, settings: Settings, given: Mapping[str, str]) -> Iterator[Item]:
    """The reports in one file, with their names and the dates that the user gave for them."""
    try:
        data = load(path, settings.max_bytes)
    except ReportError as error:
        yield problem(error)
        return
    for item in named(read_bytes(data, str(path), max_bytes=settings.max_bytes), path.stem):
        yield _dated(item, given) if isinstance(item, Report) else item


def load(path: Path, max_bytes: int) -> bytes:
    """The bytes of a file.

    Raises:
        ReportError: R004 too large, R002 empty, R009 where the system refuses or it is no plain file.
    """
    try:
        if not path.is_file():
            raise ReportError("R009", str(path), detail="it is no plain file")
        size = path.stat().st_size
        if size > max_bytes:
            raise ReportError("R004", str(path), size=_megabytes(size), limit=_megabytes(max_bytes))
        data = path.read_bytes()
    except OSError as fault:
        raise ReportError("R009", str(path), detail=fault.strerror or type(fault).__name__) from None
    if not data.strip():
        raise ReportError("R002", str(path))
    return data


def _dated(report: Report, given: Mapping[str, str]) -> Report:
    """The report under the date that the user gave for it by name, path or file name."""
    keys = (report.name, report.path, Path(report.path).name)
    day = next((given[key] for key in keys if key in given), None)
    if day is None:
        return report
    return replace(report, published=day, dated="given", dated_because="given by the user")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
