"""From what was fetched to reports: which kind of document it is, and what each part is called.

Takes archived bytes with their capture, gives reports and problems by the readers of `panj.reports`. Where
they came from stays with them: `path` is the address asked for, `url` where the report stands.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import re
from calendar import timegm
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePath
from urllib.parse import unquote, urlsplit

from panj.clock import parse_moment
from panj.errors import DateError, ReportError
from panj.model import Problem, Report
from panj.reports.formats import KIND_OF_SUFFIX, Item, kind_of, named, read_bytes
from panj.reports.web.archive import Capture

_SUFFIX_OF_TYPE = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rdf",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/json": ".json",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/zip": ".zip",
    "message/rfc822": ".eml",
}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_PLACE = re.compile(r"#(\d+)\Z")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a feed or list tells of.

    Args:
        id: changes where its address or text does.
        url: what it links to.
        report: its own text as a report, None where it has none.
        hints: title, published and outlet as the feed states them.
    """

    id: str
    url: str | None
    report: Report | None = None
    hints: tuple[tuple[str, str], ...] = ()


def read_capture(data: bytes, capture: Capture, *, max_bytes: int) -> list[Item]:
    """Every report in what was captured, and a Problem for each part that cannot be read."""
    if capture.kind == "file":
        items = read_bytes(data, capture.url, max_bytes=max_bytes)
        return list(named(items, PurePath(capture.url).stem))
    if capture.kind == "item":
        found = [e.report for e in entries(data, capture, max_bytes=max_bytes)[0] if e.id == capture.entry]
        return [report for report in found if report is not None]
    return list(_documents(data, capture, max_bytes))


def entries(data: bytes, capture: Capture, *, max_bytes: int) -> tuple[list[Entry], list[Problem]]:
    """What a feed, a ReliefWeb answer or a list of links tells of, each once; and what is wrong with it.

    Of entries with one address the first, which feeds put on top, is the latest version; all are kept.
    """
    place = _place(capture)
    body = _in_declared_charset(data, capture.content_type)
    links = _feed_entries(body) if kind_of(body, place) == "feed" else []
    found: dict[str, Entry] = {}
    problems: list[Problem] = []
    for item in read_bytes(body, place, max_bytes=max_bytes):
        if isinstance(item, Report):
            entry = _entry(_item_report(item, capture))
            found.setdefault(entry.id, entry)
            continue
        number = _PLACE.search(item.where)
        link = _numbered(links, number)
        for one in [link] if link else _listed(item, body, place):
            found.setdefault(one.id, one)
        if link is None and item.code != "R014":
            problems.append(replace(item, where=item.where.replace(place, capture.url, 1)))
    return list(found.values()), problems


def name_of(url: str) -> str:
    """What a page is called: the last telling part of its address, else its host.

    >>> name_of("https://example.org/a/2021/07/people-cross-river.html?x=1")
    'people-cross-river'
    """
    parts = urlsplit(url)
    words = [PurePath(unquote(part)).stem for part in parts.path.split("/") if part]
    telling = [w for w in words if len(w) > 3 and not w.isdigit() and w.lower() != "index"]
    name = telling[-1] if telling else (words[-1] if words else parts.hostname or url)
    return re.sub(r"[\x00-\x1f/\\]", "", name)[:_LONGEST_NAME] or url[:_LONGEST_NAME]


def _documents(data: bytes, capture: Capture, max_bytes: int) -> Iterator[Item]:
    place = _place(capture)
    body = _in_declared_charset(data, capture.content_type)
    items = list(read_bytes(body, place, max_bytes=max_bytes))
    single = sum(isinstance(item, Report) for item in items) < 2
    for item in items:
        rest = (item.where if isinstance(item, Problem) else item.path).removeprefix(place)
        if isinstance(item, Problem):
            yield replace(item, where=capture.url + rest)
        elif _PLACE.match(rest):
            yield _item_report(item, capture)
        else:
            yield _page_report(item, capture, "" if single else rest)


def _page_report(report: Report, capture: Capture, rest: str) -> Report:
    named_ = replace(
        report,
        path=capture.url + rest,
        url=report.url or capture.final_url,
        name=PurePath(rest).stem if rest else name_of(capture.url),
    )
    return _hinted(named_, dict(capture.hints))


def _item_report(report: Report, capture: Capture) -> Report:
    """An entry of a feed: called by its own address, since its number changes with each new one above it."""
    path = report.url or f"{capture.url}#{_key(report.title or '', report.text)}"
    name = name_of(report.url) if report.url else name_of(capture.url) + "-" + _key(report.text)[:6]
    return replace(report, path=path, name=name)


def _hinted(report: Report, hints: Mapping[str, str]) -> Report:
    """What the page does not say of itself, from the feed that led to it."""
    for name in ("published", "title", "outlet"):
        value = hints.get(name)
        if not value or getattr(report, name) is not None:
            continue
        try:
            more = (
                {"published": parse_moment(value), "dated": "stated"}
                if name == "published"
                else {name: value}
            )
        except DateError:
            continue
        report = replace(report, known_by=(*report.known_by, (name, "feed")), **more)  # type: ignore[arg-type]
    return report


def _entry(report: Report) -> Entry:
    pairs = (("title", report.title), ("published", report.published), ("outlet", report.outlet))
    hints = tuple((name, value) for name, value in pairs if value)
    return Entry(_key(report.url or "", report.title or "", report.text), report.url, report, hints)


def _key(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _place(capture: Capture) -> str:
    """A name whose ending tells the readers what the server or the address says that it is."""
    ending = PurePath(urlsplit(capture.final_url).path).suffix.lower()
    kind = capture.content_type.split(";")[0].strip().lower()
    if kind.endswith(("+json", "/json")):
        return "answer.json"
    if kind in _SUFFIX_OF_TYPE and not (kind == "text/plain" and KIND_OF_SUFFIX.get(ending)):
        return "answer" + _SUFFIX_OF_TYPE[kind]
    return "answer" + (ending if ending in KIND_OF_SUFFIX else "")


def _in_declared_charset(data: bytes, content_type: str) -> bytes:
    """The text as UTF-8 where only the header tells its encoding, and what it tells fits."""
    found = _CHARSET.search(content_type)
    if found is None or not content_type.lower().lstrip().startswith(("text/html", "text/plain", "text/csv")):
        return data
    try:
        data.decode("utf-8")
        return data
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode(codecs.lookup(found[1]).name)
        return codecs.BOM_UTF8 + text.encode()
    except (LookupError, UnicodeError, ValueError):
        return data


def _feed_entries(data: bytes) -> list[Entry]:
    """Address, title and day of a feed's entries: what is left of one that has no text of its own."""
    try:
        import feedparser
    except ImportError:
        return []
    # A stream, since feedparser takes bytes and text for the name of a file or an address.
    feed = feedparser.parse(io.BytesIO(data))
    return [_linked(e.get("link") or "", e.get("title"), e.get("published_parsed")) for e in feed.entries]


def _linked(url: str, title: str | None, stamp: Sequence[int] | None = None) -> Entry:
    day = None
    if stamp:
        with suppress(ValueError, OverflowError, OSError):
            day = datetime.fromtimestamp(timegm(tuple(stamp)), UTC).isoformat()
    pairs = (("title", title), ("published", day))
    return Entry(_key(url, title or ""), url, None, tuple((name, value) for name, value in pairs if value))


def _listed(item: Problem, data: bytes, place: str) -> list[Entry]:
    """The addresses of a list, where that is what the readers found."""
    if item.code != "R014":
        return []
    from panj.reports.json_lists import load_links
    from panj.reports.links import read_links

    try:
        links = load_links(data, place) if place.endswith(".json") else read_links(data, place)
    except ReportError:
        return []
    # The day in such a list is when it saw the page, which is no day of publication.
    return [_linked(link.url, None) for link in links]


def _numbered(found: Sequence[Entry], number: re.Match[str] | None) -> Entry | None:
    if number is None or not 1 <= int(number[1]) <= len(found):
        return None
    entry = found[int(number[1]) - 1]
    return entry if entry.url and entry.url.startswith(("http://", "https://")) else None
