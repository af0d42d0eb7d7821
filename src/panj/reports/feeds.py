"""RSS and Atom feeds to reports, by feedparser.

Takes a feed's bytes, gives one report per entry, newest first as feeds are. Entries with one guid are
versions of one article: the later one keeps the day of first publication and says when it was changed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import Any

from courlan import clean_url

from panj.errors import ReportError
from panj.model import Problem, Report
from panj.reports.fragment import read_fragment
from panj.reports.layout import blocks, has_content
from panj.reports.outlets import usual_name
from panj.reports.page_facts import moment
from panj.reports.problems import needs, problem


def read_feed(data: bytes, where: str = "") -> Iterator[Report | Problem]:
    """Every entry of a feed that has text of its own; a Problem for each that has none.

    Raises:
        ReportError: R011 without feedparser, R012 where the feed cannot be parsed at all.
    """
    with needs("feedparser", "feeds", where):
        import feedparser
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        detail = str(feed.get("bozo_exception") or "it has no entries")
        raise ReportError("R012", where, kind="feed", detail=detail)
    first = _first_days(feed.entries)
    for number, entry in enumerate(feed.entries, 1):
        place = f"{where}#{number}"
        try:
            yield _versioned(_entry(entry, feed.feed, place), first.get(_key(entry), None))
        except ReportError as error:
            yield problem(error)


def _entry(entry: Any, feed: Any, where: str) -> Report:
    content = next((c.get("value") for c in entry.get("content", []) if c.get("value")), None)
    found = read_fragment(content or entry.get("summary") or "<p></p>", where)
    parts = blocks(found.text)
    if not has_content(parts):
        raise ReportError("R010", where)
    author = entry.get("author") or None
    known = usual_name(author or "")
    published = _stamp(_stated(entry, "published")) or _stamp(_stated(entry, "updated"))
    updated = _stamp(_stated(entry, "updated")) if _stated(entry, "published") else None
    return Report(
        text=found.text,
        published=published,
        modified=updated if updated != published else None,
        outlet=known or _source(entry, feed),
        author=None if known else author,
        url=plain_url(entry.get("link")),
        title=" ".join((entry.get("title") or "").split()) or None,
        language=(feed.get("language") or "en").split("-")[0].lower(),
        path=where,
        blocks=parts,
        captions=found.captions,
        tables=found.tables,
        known_by=(("outlet", "feed"), ("published", "feed"), ("title", "feed")),
    )


def _source(entry: Any, feed: Any) -> str | None:
    """The outlet that the entry was taken from, else the feed's own: "Displacement | Example Wire"."""
    title = (entry.get("source") or {}).get("title") or feed.get("title") or ""
    last = title.replace(" – ", " | ").replace(" - ", " | ").split(" | ")[-1].strip()
    return usual_name(last) or last or None


def _key(entry: Any) -> str:
    return entry.get("id") or entry.get("link") or entry.get("title") or ""


def _first_days(entries: Any) -> dict[str, str]:
    """The earliest day of publication under each guid."""
    found: dict[str, str] = {}
    for entry in entries:
        day = _stamp(_stated(entry, "published"))
        if day and (_key(entry) not in found or day < found[_key(entry)]):
            found[_key(entry)] = day
    return found


def _versioned(report: Report, first: str | None) -> Report:
    if first is None or report.published is None or first >= report.published:
        return report
    return replace(report, published=first, modified=report.published)


def _stated(entry: Any, key: str) -> str | None:
    """What the entry itself says; feedparser fills one date in from the other."""
    value = dict.get(entry, key)
    return value if isinstance(value, str) else None


def _stamp(value: str | None) -> str | None:
    """A feed's date in its own zone: RFC 822 for RSS, ISO 8601 for Atom."""
    if not value:
        return None
    try:
        return parsedate_to_datetime(value).isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return moment(value)


def plain_url(url: str | None) -> str | None:
    """An address without what only tracks its readers."""
    return (clean_url(url) or url) if url else None
