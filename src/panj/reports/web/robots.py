"""What a host lets programs fetch: its robots.txt, read once a day (RFC 9309), by protego.

Takes a way to get a page, gives whether a URL may be fetched and how long the host wants between two
requests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from panj.reports.web.faults import FetchError
from panj.reports.web.manners import TOKEN

MAX_BYTES = 512_000  # RFC 9309 2.5: at least 500 KiB must be read
KEPT_SECONDS = 24 * 3600.0  # RFC 9309 2.4
_NOTHING_THERE = range(400, 500)


@dataclass(frozen=True, slots=True)
class _Rules:
    parsed: Any
    until: float


class Robots:
    """The rules of each host, kept for a day.

    Args:
        get: fetches a robots.txt; raises FetchError.
        stopwatch: seconds that never run backwards.
    """

    def __init__(self, get: Callable[[httpx.URL], bytes], stopwatch: Callable[[], float]) -> None:
        self._get = get
        self._stopwatch = stopwatch
        self._held: dict[str, _Rules] = {}

    def check(self, url: httpx.URL) -> float | None:
        """The host's crawl delay in seconds, where it states one.

        Raises:
            FetchError: R109 where the URL may not be fetched, R114 where the rules cannot be got.
        """
        rules = self._rules(url)
        if rules is None:
            return None
        if not rules.can_fetch(str(url), TOKEN):
            raise FetchError("R109", str(url), host=url.host)
        delay = rules.crawl_delay(TOKEN)
        return None if delay is None else float(delay)

    def _rules(self, url: httpx.URL) -> Any:
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        held = self._held.get(origin)
        if held is None or held.until <= self._stopwatch():
            held = _Rules(self._load(url), self._stopwatch() + KEPT_SECONDS)
            self._held[origin] = held
        return held.parsed

    def _load(self, url: httpx.URL) -> Any:
        from protego import Protego

        try:
            body = self._get(url.copy_with(raw_path=b"/robots.txt", fragment=None))
        except FetchError as fault:
            # A host that has no rules has none; one whose rules cannot be got may have any (RFC 9309 2.3.1).
            if fault.status in _NOTHING_THERE and fault.status != 429:
                return None
            if fault.code in ("R102", "R103", "R104"):
                raise
            raise FetchError(
                "R114", str(url), host=url.host, detail=fault.what, retry_after=fault.retry_after
            ) from fault
        return Protego.parse(body[:MAX_BYTES].decode("utf-8", "replace"))
