"""URLs to bytes, politely: the page, where it was found in the end, and what the server said of it.

Takes a URL and the moment of asking, gives a `Fetched`. Only http and https; no address that is not public
(`addresses`), at any step of a redirect; robots.txt and crawl delays kept; limits on time, size and
unpacking; retries that wait. Nothing that is fetched is ever run.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from panj.reports.web.addresses import Resolver, literal_address, system_resolver
from panj.reports.web.body import ACCEPTED, read_body
from panj.reports.web.faults import FetchError
from panj.reports.web.manners import Manners
from panj.reports.web.pace import Pace, backoff, retry_after

if TYPE_CHECKING:
    import httpx

    from panj.reports.web.wire import Answer, Deadline

_MOVED = frozenset({301, 302, 303, 307, 308})
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}\Z")
_LONGEST_URL = 8000  # characters; servers refuse longer ones


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server gave.

    Args:
        url: that was asked for.
        chain: every URL asked, the first one included, with its status; more than one where redirected.
        status: of the last: 200, or 304 where the page is the one already held.
        headers: of the last, in order; cookies left out.
        body: unpacked; empty for 304.
        fetched_at: ISO moment of asking.
    """

    url: str
    chain: tuple[tuple[str, int], ...]
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    fetched_at: str

    @property
    def final_url(self) -> str:
        """Where the page was found in the end."""
        return self.chain[-1][0]

    @property
    def unchanged(self) -> bool:
        """Whether the server says that the page is the one already held."""
        return self.status == 304

    def header(self, name: str) -> str | None:
        """The first header of a name, without regard to case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class Fetcher:
    """Fetches pages one after the other; remembers robots.txt and when each host was asked last.

    Args:
        manners: limits and waits.
        resolve: name, port, seconds → addresses; the system's unless a test brings its own.
        stopwatch, sleep: as `time.monotonic` and `time.sleep`.

    Raises:
        FetchError: R101, where the packages of the extra `web` are not installed.
    """

    def __init__(
        self,
        manners: Manners | None = None,
        *,
        resolve: Resolver = system_resolver,
        stopwatch: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        need_extra()
        from panj.reports.web.robots import Robots
        from panj.reports.web.wire import Deadline, Wire

        self.manners = manners or Manners()
        self._wire = Wire(resolve=resolve, allow=self.manners.allow)
        self._stopwatch = stopwatch
        self._sleep = sleep
        self._pace = Pace(self.manners.gap_seconds, stopwatch)
        self._robots = Robots(self._robots_file, stopwatch)
        self._page = Deadline(self.manners.page_seconds, stopwatch)  # of the page being fetched

    def fetch(
        self,
        url: str,
        *,
        at: str,
        etag: str | None = None,
        modified: str | None = None,
        robots: bool = True,
        tries: int | None = None,
    ) -> Fetched:
        """A page, or word that it is still the one with this `etag` and `modified`.

        Args:
            url: http or https.
            at: the moment of asking, ISO; goes into the result.
            etag, modified: the ETag and Last-Modified headers of the copy at hand.
            robots: False only where the publisher offers the address to programs.
            tries: in place of the manners' own number.

        Raises:
            FetchError: R102 to R114.
        """
        first = parse_url(url)
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        # What a server once sent may hold bytes that no request can carry.
        extra = {k: v for k, v in conditions.items() if v and v.isascii() and v.isprintable()}
        count = tries or self.manners.tries
        self._page = self._begin(first.host)
        for failures in range(1, count + 1):
            try:
                chain, answer, body = self._follow(first, extra, robots, at)
                break
            except FetchError as fault:
                self._late(fault, url)
                wait = self._wait(fault, failures)
                left = min(self.manners.longest_wait, self._page.left())
                if not fault.passing or failures == count or wait > left:
                    raise
                self._sleep(wait)
        headers = tuple(
            (k, v) for k, v in answer.headers.multi_items() if not k.lower().startswith("set-cookie")
        )
        return Fetched(url, tuple(chain), answer.status, headers, body, at)

    def _begin(self, host: str) -> Deadline:
        """The moment by which a page must be there; what its host makes others wait for is not counted."""
        from panj.reports.web.wire import Deadline

        turn = min(self._pace.wait(host), self.manners.longest_wait)
        return Deadline(self.manners.page_seconds + turn, self._stopwatch)

    def _late(self, fault: FetchError, url: str) -> None:
        """Says of a fault that came of the page's own limit what that limit is."""
        if fault.passing and self._page.left() <= 0:
            seconds = f"{self.manners.page_seconds:g}"
            raise FetchError("R105", url, seconds=seconds, phase="fetching the page") from fault

    def _wait(self, fault: FetchError, failures: int) -> float:
        own = backoff(failures, first=self.manners.backoff_seconds, longest=self.manners.longest_wait)
        return max(own, fault.retry_after or 0.0)

    def _robots_file(self, url: httpx.URL) -> bytes:
        return self._follow(url, {}, robots=False, at="1970-01-01T00:00:00+00:00")[2]

    def _follow(
        self, url: httpx.URL, extra: dict[str, str], robots: bool, at: str
    ) -> tuple[list[tuple[str, int]], Answer, bytes]:
        """Asks a URL and those it is redirected to, each as if it were the first."""
        chain: list[tuple[str, int]] = []
        for _ in range(self.manners.redirects + 1):
            delay = self._robots.check(url) if robots else None
            answer, body = self._ask(url, extra, delay, at)
            chain.append((str(url), answer.status))
            if answer.status not in _MOVED:
                return chain, answer, body
            url = parse_url(_target(url, answer.headers.get("location")))
            if any(str(url) == seen for seen, _ in chain):
                break
        raise FetchError("R111", chain[0][0], number=len(chain))

    def _ask(
        self, url: httpx.URL, extra: dict[str, str], delay: float | None, at: str
    ) -> tuple[Answer, bytes]:
        from panj.reports.web.wire import Deadline

        self._take_turn(url.host, delay)
        headers = {"User-Agent": self.manners.agent, "Accept": "*/*", "Accept-Encoding": ACCEPTED, **extra}
        headers["Connection"] = "close"
        deadline = Deadline(self._page.left(self.manners.total_seconds), self._stopwatch)
        with (
            _explained(str(url), self.manners),
            self._wire.ask(
                url,
                headers,
                deadline=deadline,
                connect=self.manners.connect_seconds,
                read=self.manners.read_seconds,
            ) as answer,
        ):
            return answer, self._body(answer, str(url), at)

    def _take_turn(self, host: str, delay: float | None) -> None:
        wait = self._pace.wait(host)
        if wait > min(self.manners.longest_wait, self._page.left()):
            raise FetchError("R112", host, host=host, seconds=round(wait), retry_after=wait)
        if wait > 0:
            self._sleep(wait)
        self._pace.asked(host, delay)

    def _body(self, answer: Answer, where: str, at: str) -> bytes:
        if answer.status in _MOVED or answer.status == 304:
            return b""
        if not 200 <= answer.status < 300:
            pause = retry_after(answer.headers.get("retry-after"), answer.headers.get("date"), at)
            raise FetchError("R110", where, status=answer.status, retry_after=pause)
        return read_body(
            answer.pieces(),
            coding=answer.headers.get("content-encoding", "").strip().lower(),
            length=answer.headers.get("content-length"),
            max_bytes=self.manners.max_bytes,
            max_ratio=self.manners.max_ratio,
            where=where,
        )


def need_extra() -> None:
    """Raises `FetchError` R101 where what fetching needs is not installed."""
    from importlib.util import find_spec

    missing = [name for name in ("httpx", "httpcore", "protego") if find_spec(name) is None]
    if missing:
        raise FetchError("R101", missing=", ".join(missing))


def parse_url(url: str) -> httpx.URL:
    """A URL that may be asked, without its fragment.

    Raises:
        FetchError: R102, for another scheme, no host, a user name in it, or what is no URL.
    """
    import httpx

    try:
        parsed = httpx.URL(url.strip()).copy_with(fragment=None)
        host = parsed.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError, TypeError) as fault:
        raise FetchError("R102", url[:200], detail=str(fault) or "it cannot be parsed") from None
    if parsed.scheme not in ("http", "https"):
        named = f"its scheme is {parsed.scheme!r}" if parsed.scheme else "it names no scheme"
        raise FetchError("R102", url[:200], detail=named)
    if not host or len(url) > _LONGEST_URL:
        raise FetchError("R102", url[:200], detail="it names no host" if not host else "it is too long")
    if parsed.userinfo:
        raise FetchError("R102", host, detail="it has a user name or password in it")
    if ":" not in host and not _HOST.match(host):
        raise FetchError("R102", url[:200], detail=f"{host!r} is no name of a host")
    literal_address(host)
    return parsed


def _target(url: httpx.URL, location: str | None) -> str:
    import httpx

    if not location:
        raise FetchError("R102", str(url), detail="it redirects to nowhere")
    try:
        return str(url.join(location))
    except (httpx.InvalidURL, UnicodeError, ValueError) as fault:
        raise FetchError("R102", str(url), detail=f"it redirects to what is no URL: {fault}") from None


@contextmanager
def _explained(where: str, manners: Manners) -> Iterator[None]:
    """Turns what the network complains of into a `FetchError`."""
    import httpcore

    try:
        yield
    except httpcore.ConnectTimeout as fault:
        seconds = min(manners.connect_seconds, manners.total_seconds)
        raise FetchError("R105", where, seconds=f"{seconds:g}", phase="connecting") from fault
    except httpcore.TimeoutException as fault:
        seconds = min(manners.read_seconds, manners.total_seconds)
        raise FetchError("R105", where, seconds=f"{seconds:g}", phase="reading its answer") from fault
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError) as fault:
        raise FetchError("R106", where, detail=str(fault) or type(fault).__name__) from fault
