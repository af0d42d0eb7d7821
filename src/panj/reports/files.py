"""Paths to reports: walks folders, loads files, turns each into a `Report` or one clear `Problem`.

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
from panj.model import Problem, Report
from panj.reports.decode import decode
from panj.reports.header import split_header
from panj.reports.layout import blocks, has_content
from panj.reports.masthead import imprint
from panj.reports.page import looks_like_html, read_page
from panj.settings import Settings

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ""})
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
# Files about a folder, not reports in it.
_NOT_REPORTS = ("readme", "license", "licence", "copying", "notice", "changelog", "makefile", "dockerfile")

Item = Report | Problem


def read(
    paths: Iterable[str | os.PathLike[str]],
    *,
    settings: Settings | None = None,
    given_dates: Mapping[str, str] | None = None,
) -> Iterator[Item]:
    """Every report in the files and folders named, and a Problem for each that cannot be read.

    Folders are read recursively, in order of path; hidden files, README and LICENSE files and files of other
    kinds in them are passed over. A file that is named is always tried.

    Args:
        paths: files and folders.
        settings: `max_bytes` is the largest file read.
        given_dates: ISO days of publication by a report's name (the file's stem) or path; they win over
            what the file states.

    Raises:
        DateError: D001, where a given date is not one.
    """
    chosen = settings or Settings()
    given = {name: parse_moment(day, name) for name, day in (given_dates or {}).items()}
    for path in paths:
        yield from _read_path(Path(path), chosen, given)


def problem(error: ReportError) -> Problem:
    """The row that records an error."""
    return Problem(error.code, error.what, error.where, error.remedy)


def _read_path(path: Path, settings: Settings, given: Mapping[str, str]) -> Iterator[Item]:
    if path.is_dir():
        yield from _read_folder(path, settings, given)
    elif not path.exists():
        yield problem(ReportError("R001", str(path)))
    else:
        yield from read_file(path, settings, given)


def _read_folder(folder: Path, settings: Settings, given: Mapping[str, str]) -> Iterator[Item]:
    faults: list[OSError] = []
    files = sorted(_walk(folder, faults))
    for fault in faults:
        yield problem(ReportError("R009", str(fault.filename), detail=fault.strerror))
    if not files and not faults:
        yield problem(ReportError("R006", str(folder)))
    for path in files:
        yield from read_file(path, settings, given)


def _walk(folder: Path, faults: list[OSError]) -> Iterator[Path]:
    for root, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(root, name)
            if _is_report_file(path):
                yield path


def _is_report_file(path: Path) -> bool:
    name = path.name.lower()
    if name.startswith(".") or name.split(".")[0] in _NOT_REPORTS:
        return False
    return path.suffix.lower() in TEXT_SUFFIXES | PAGE_SUFFIXES


def read_file(path: Path, settings: Settings, given: Mapping[str, str]) -> Iterator[Item]:
    """The report in one file, after what was wrong with its header; or the one Problem that stopped it."""
    try:
        data = load(path, settings.max_bytes)
        if path.suffix.lower() in PAGE_SUFFIXES or looks_like_html(data):
            report = read_page(decode(data, str(path), markup=True), str(path))
        else:
            report, faults = read_text(decode(data, str(path)), str(path))
            yield from faults
        yield name_report(report, path, given)
    except ReportError as error:
        yield problem(error)


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


def read_text(text: str, where: str = "") -> tuple[Report, tuple[Problem, ...]]:
    """The report in a text, with or without a header, and what was wrong with the header.

    Raises:
        ReportError: R002 where nothing follows the header, R010 where all is page furniture.
    """
    header = split_header(text, where)
    if not header.text.strip("\ufeff \t\n\r"):
        raise ReportError("R002", where)
    parts = blocks(header.text)
    if not has_content(parts):
        raise ReportError("R010", where)
    stated = imprint(header.text, parts)
    values = header.values
    day = stated.published.isoformat() if stated.published else None
    report = Report(
        text=header.text,
        published=values.get("published", day),
        outlet=values.get("outlet", stated.outlet),
        url=values.get("url"),
        title=values.get("title", stated.title),
        language=values.get("language", "en"),
        author=values.get("author", stated.author),
        modified=values.get("modified"),
        path=where,
        blocks=parts,
    )
    return report, header.problems


def name_report(report: Report, path: Path, given: Mapping[str, str]) -> Report:
    """The report with its name, its path, and the date that the user gave for it."""
    day = given.get(path.stem) or given.get(str(path)) or given.get(path.name)
    named = replace(report, name=path.stem, path=str(path))
    if day is None:
        return named
    return replace(named, published=day, dated="given", dated_because="given by the user")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
