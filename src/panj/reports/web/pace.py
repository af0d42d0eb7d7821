"""How long to wait: between two requests to one host, after a fault, and as long as a server asks for.

Takes headers and stopwatch readings, gives seconds. Nothing here is drawn at random: the same course of
events gives the same waits.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


class Pace:
    """When each host may be asked again.

    Args:
        gap: least seconds between two requests to one host.
        stopwatch: seconds that never run backwards.
    """

    def __init__(self, gap: float, stopwatch: Callable[[], float]) -> None:
        self._gap = gap
        self._stopwatch = stopwatch
        self._free: dict[str, float] = {}

    def wait(self, host: str) -> float:
        """Seconds until the host may be asked."""
        return max(0.0, self._free.get(host, 0.0) - self._stopwatch())

    def asked(self, host: str, delay: float | None = None) -> None:
        """Notes a request; `delay` is what the host's robots.txt asks for between two."""
        self._free[host] = self._stopwatch() + max(self._gap, delay or 0.0)


def backoff(failures: int, *, first: float, longest: float) -> float:
    """Seconds to wait after so many failures in a row: doubled each time, up to the longest.

    >>> [backoff(n, first=2, longest=10) for n in range(5)]
    [0.0, 2.0, 4.0, 8.0, 10]
    """
    if failures < 1:
        return 0.0
    return min(longest, first * 2.0 ** min(failures - 1, 60))


def retry_after(value: str | None, date: str | None, at: str) -> float | None:
    """Seconds that a Retry-After header asks for; None where there is none or it is no such thing.

    Args:
        value: the header: seconds, or an HTTP date.
        date: the answer's own Date header; a server's date is measured by the server's clock.
        at: the moment of the request, ISO, where the answer has no date.

    >>> retry_after("120", None, "2021-07-05T00:00:00+00:00")
    120.0
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    until = _http_date(text)
    if until is None:
        return None
    since = _http_date(date or "") or datetime.fromisoformat(at)
    if since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    seconds: float = (until - since).total_seconds()
    return max(0.0, seconds)


def _http_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
