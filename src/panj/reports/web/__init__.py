"""Pages, feeds and files from elsewhere: fetched politely, kept as they came.

`Fetcher` gets URLs, `Archive` keeps what they gave, `sources` says what is watched. This is the only part of
Panj that opens a network connection, and it does so only where `panj fetch` or `panj watch` is called.
"""

from __future__ import annotations

from panj.reports.web.archive import Archive, Capture
from panj.reports.web.faults import FetchError
from panj.reports.web.fetch import Fetched, Fetcher
from panj.reports.web.manners import Manners
from panj.reports.web.sources import Source, Sources, load_sources

__all__ = [
    "Archive",
    "Capture",
    "FetchError",
    "Fetched",
    "Fetcher",
    "Manners",
    "Source",
    "Sources",
    "load_sources",
]
