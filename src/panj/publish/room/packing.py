"""Packs what the room answers: pages and tables repeat themselves, and shrink to a sixth.

An ASGI layer; takes answers whole, gives them packed by gzip where the browser takes that and it is worth it.
What is packed already, or is no text, passes as it is.
"""

from __future__ import annotations

import gzip

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEAST = 1_000  # bytes below which packing saves nothing
EFFORT = 4  # of 9: at 9 a page is a tenth smaller and takes three times as long
_LARGE = 100_000  # bytes from which the packing is done beside the other answers
_TEXT = ("text/", "application/json", "application/problem+json", "application/geo+json", "image/svg+xml")


def takes_gzip(headers: Headers) -> bool:
    """Whether an asker takes gzip: it is named, and not with a weight of nothing."""
    for part in headers.get("accept-encoding", "").split(","):
        name, _, weight = part.strip().partition(";")
        if name.strip().lower() in ("gzip", "*"):
            return weight.replace(" ", "").lower() not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


class Packing:
    """Packs text answers for those who take them packed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http" or scope["method"] == "HEAD" or not takes_gzip(Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        await self.app(scope, receive, _Answer(send).take)


class _Answer:
    """One answer on its way: held back until its first piece says whether it comes whole."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None

    async def take(self, message: Message) -> None:
        """Takes a message of the answer, and sends what is due."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        start, self._start = self._start, None
        if start is not None:
            message = await _packed(start, message)
            await self._send(start)
        await self._send(message)


async def _packed(start: Message, body: Message) -> Message:
    """The body packed, and the start told of it; both as they are where it is not worth it."""
    headers = MutableHeaders(scope=start)
    content = body.get("body", b"")
    textual = headers.get("content-type", "").startswith(_TEXT)
    if not textual or "content-encoding" in headers:
        return body
    headers.add_vary_header("Accept-Encoding")
    if body.get("more_body") or len(content) < LEAST:
        return body
    pack = run_in_threadpool(gzip.compress, content, EFFORT, mtime=0) if len(content) >= _LARGE else None
    packed = await pack if pack is not None else gzip.compress(content, EFFORT, mtime=0)
    headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(packed))
    return {**body, "body": packed}
