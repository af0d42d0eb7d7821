"""Which reader a file needs, by what its bytes say and then by its name; parsers load on first use.

Takes bytes and a path, gives reports and problems. Archives and mails are opened; what they carry is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath

from panj.errors import ReportError
from panj.model import Problem, Report
from panj.reports.corrections import corrections_in
from panj.reports.decode import decode, looks_like_html
from panj.reports.links import links_problem, read_links
from panj.reports.packed import members
from panj.reports.plain import read_text
from panj.reports.problems import problem
from panj.reports.retraction import notice_dated
from panj.reports.unread import unread, unread_name

Item = Report | Problem
Reader = Callable[[bytes, str], Iterable[Item]]
KIND_OF_SUFFIX = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown", ""), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml", ".mhtml"), "page"),
    **dict.fromkeys((".rss", ".atom", ".xml", ".rdf"), "feed"),
    **dict.fromkeys((".csv", ".tsv"), "links"),
    ".pdf": "pdf",
    ".docx": "word",
    ".eml": "mail",
    ".json": "json",
    ".zip": "zip",
}
# Kinds that a folder is searched for: tables and JSON in it are more often data than reports.
IN_FOLDERS = frozenset({"text", "page", "feed", "pdf", "word", "mail", "zip"})
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_DEPTH = 3  # archives in archives, mails with archives
# Files about a folder, not reports in it.
_NOT_REPORTS = ("readme", "license", "licence", "copying", "notice", "changelog", "makefile", "dockerfile")


def kind_of(data: bytes, name: str) -> str:
    """The kind of a file: text, page, feed, links, pdf, word, mail, json or zip."""
    suffix = PurePath(name).suffix.lower()
    kind = KIND_OF_SUFFIX.get(suffix, "text")
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "word" if b"word/" in data[:4000] or suffix == ".docx" else "zip"
    if _FEED.search(data[:2000]) and kind in {"text", "feed"}:
        return "feed"
    if kind != "mail" and looks_like_html(data):
        return "page"
    return kind


def read_bytes(data: bytes, where: str, *, max_bytes: int, depth: int = _DEPTH) -> Iterator[Item]:
    """Every report in a file's bytes, and a Problem for each that cannot be read."""
    kind = kind_of(data, where)
    try:
        if (left := unread(data, where)) is not None:
            raise left
        if kind in {"zip", "mail"}:
            yield from _carried(kind, data, where, max_bytes, depth)
        else:
            yield from map(_with_corrections, _READERS[kind](data, where))
    except ReportError as error:
        yield problem(error)
    except Exception as fault:  # noqa: BLE001  what is sent may be hostile: no file stops the others
        detail = f"{type(fault).__name__}: {fault}"[:200]
        yield problem(ReportError("R012", where, kind=f"{kind} file", detail=detail))


def _with_corrections(item: Item) -> Item:
    """A report with the notes that stand in its text beside those that its page carries, and their day."""
    if not isinstance(item, Report):
        return item
    return notice_dated(replace(item, corrections=corrections_in(item)))


def _carried(kind: str, data: bytes, where: str, max_bytes: int, depth: int) -> Iterator[Item]:
    """Reports in the files that an archive or a mail carries; the mail's own before them."""
    if depth == 0:
        raise ReportError("R013", where, detail="archives lie in archives too deeply")
    parts: Iterable[tuple[str, bytes] | Problem]
    if kind == "zip":
        parts = members(data, where, max_bytes)
    else:
        from panj.reports.mail import attachments, parse, read_mail

        own = read_mail(data, where)
        if own is not None:
            yield own
        parts = attachments(parse(data, where))
    for part in parts:
        if isinstance(part, Problem):
            yield part
            continue
        name, content = part
        if kind == "zip" and is_report_name(name, KIND_OF_SUFFIX.keys()) and not content.strip():
            yield problem(ReportError("R002", f"{where}/{name}"))
        elif is_report_name(name, KIND_OF_SUFFIX.keys()) and content.strip():
            yield from read_bytes(content, f"{where}/{name}", max_bytes=max_bytes, depth=depth - 1)
        elif is_shown(name) and (left := unread_name(name, f"{where}/{name}")) is not None:
            yield problem(left)


def is_report_name(name: str, suffixes: Iterable[str]) -> bool:
    """Whether a file in a folder or archive is looked at: not hidden, no README, of a kind that is read."""
    path = PurePath(name)
    if not is_shown(name):
        return False
    return path.name.lower().split(".")[0] not in _NOT_REPORTS and path.suffix.lower() in suffixes


def is_shown(name: str) -> bool:
    """Whether a file is none that systems hide or leave behind."""
    return not any(part.startswith((".", "__MACOSX", "~$")) for part in PurePath(name).parts)


def _text(data: bytes, where: str) -> Iterator[Item]:
    report, faults = read_text(decode(data, where), where)
    yield from faults
    yield report


def _page(data: bytes, where: str) -> Iterator[Item]:
    from panj.reports.page import read_page

    yield read_page(decode(data, where, markup=True), where)


def _pdf(data: bytes, where: str) -> Iterator[Item]:
    from panj.reports.pdf import read_pdf

    yield from read_pdf(data, where)


def _word(data: bytes, where: str) -> Iterator[Item]:
    from panj.reports.word import read_word

    yield read_word(data, where)


def _feed(data: bytes, where: str) -> Iterator[Item]:
    from panj.reports.feeds import read_feed

    yield from read_feed(data, where)


def _json(data: bytes, where: str) -> Iterator[Item]:
    from panj.reports.json_lists import read_json

    yield from read_json(data, where)


def _links(data: bytes, where: str) -> Iterator[Item]:
    try:
        yield links_problem(read_links(data, where), where)
    except ReportError as error:
        if error.code != "R019":
            raise
        from panj.reports.sheet import read_sheet

        yield read_sheet(data, where)


_READERS: dict[str, Reader] = {
    "text": _text,
    "page": _page,
    "pdf": _pdf,
    "word": _word,
    "feed": _feed,
    "json": _json,
    "links": _links,
}


def named(items: Iterable[Item], name: str) -> Iterator[Item]:
    """Items whose reports carry a name: the file's, with a number or a member's where there are several."""
    for item in items:
        if not isinstance(item, Report):
            yield item
            continue
        _, mark, number = item.path.rpartition("#")
        if mark and number.isdigit():
            yield replace(item, name=f"{name}-{int(number):02}")
        else:
            inner = PurePath(item.path).stem if item.path else name
            yield replace(item, name=inner)
