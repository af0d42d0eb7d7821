"""The one place where Panj opens a connection: to an address that was checked, and to no other.

Takes a request; gives an answer. Names are resolved and checked at the moment of connecting (`addresses`),
the connection goes to the checked address by its number while Host header, SNI and certificate are those of
the name. No cookies, no proxies, no passwords from files: what `httpx` clients add by themselves is left out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import httpcore
import httpx

from panj.reports.web.addresses import Network, Resolver, checked
from panj.reports.web.faults import FetchError

Stopwatch = Callable[[], float]


class Deadline:
    """The moment by which a request must be through, whatever trickles in until then."""

    def __init__(self, seconds: float, stopwatch: Stopwatch = time.monotonic) -> None:
        self.seconds = seconds
        self._stopwatch = stopwatch
        self._end = stopwatch() + seconds

    def left(self, at_most: float | None = None) -> float:
        """Seconds left, no more than `at_most`; 0 where none are."""
        left = max(0.0, self._end - self._stopwatch())
        return left if at_most is None else min(left, at_most)


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every read and write ends with the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> Any:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._left(timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _left(self, timeout: float | None) -> float:
        left = self._deadline.left(timeout)
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class _CheckedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses only."""

    def __init__(self, resolve: Resolver, allow: Sequence[Network], deadline: Deadline) -> None:
        self._inner = httpcore.SyncBackend()
        self._resolve = resolve
        self._allow = allow
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        seconds = self._deadline.left(timeout)
        addresses = checked(host, port, resolve=self._resolve, allow=self._allow, seconds=seconds)
        fault: Exception = httpcore.ConnectTimeout()
        for address in addresses:
            seconds = self._deadline.left(timeout)
            if seconds <= 0:
                break
            try:
                stream = self._inner.connect_tcp(str(address), port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as met:
                fault = met
                continue
            return _TimedStream(stream, self._deadline)
        raise fault

    def connect_unix_socket(self, path: str, *_: Any, **__: Any) -> httpcore.NetworkStream:
        raise FetchError("R102", path, detail="it names a socket of this machine")


class Wire:
    """Sends single requests; each has a connection of its own, closed after it."""

    def __init__(self, *, resolve: Resolver, allow: Sequence[Network] = ()) -> None:
        self._resolve = resolve
        self._allow = tuple(allow)
        self._tls: Any = None

    def ask(
        self, url: httpx.URL, headers: dict[str, str], *, deadline: Deadline, connect: float, read: float
    ) -> Answer:
        """Sends a GET and gives the answer with its body still to come; close it after use.

        Raises:
            FetchError: as `addresses.checked`.
            httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError: as met.
        """
        if self._tls is None and url.scheme == "https":
            self._tls = httpx.create_ssl_context(trust_env=False)
        backend = _CheckedBackend(self._resolve, self._allow, deadline)
        pool = httpcore.ConnectionPool(
            ssl_context=self._tls, network_backend=backend, max_keepalive_connections=0
        )
        timeout = {"connect": connect, "read": read, "write": read, "pool": connect}
        request = httpx.Request("GET", url, headers=headers)
        try:
            response = pool.handle_request(
                httpcore.Request(
                    "GET",
                    httpcore.URL(
                        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                    ),
                    headers=request.headers.raw,
                    extensions={"timeout": timeout},
                )
            )
        except BaseException:
            pool.close()
            raise
        return Answer(response, pool)


class Answer:
    """Status, headers and the pieces of a body that has not been read yet."""

    def __init__(self, response: httpcore.Response, pool: httpcore.ConnectionPool) -> None:
        self._response = response
        self._pool = pool
        self.status = response.status
        self.headers = httpx.Headers(response.headers)

    def pieces(self) -> Iterator[bytes]:
        """The body as received, still packed."""
        yield from self._response.iter_stream()

    def close(self) -> None:
        """Ends the connection, whatever is left in it."""
        try:
            self._response.close()
        finally:
            self._pool.close()

    def __enter__(self) -> Answer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
