"""Who may talk to the room: this machine's own browser, from the room's own pages.

An ASGI layer around the application: refuses foreign `Host` names (DNS rebinding) and foreign `Origin`s
(posts from other sites), and sets the headers that hold a page to its own files.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

# MapLibre draws in a worker of its own file and paints patterns from blobs; nothing else is let in.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # not `no-referrer`: under it browsers send `Origin: null` with the room's own posts
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Guard:
    """Refuses what does not come from this machine's own pages, and dresses every answer in `HEADERS`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        path = scope["path"]

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                # reports are nobody else's business: nothing of them stays in a cache on disk
                if not path.startswith("/static/") or "cache-control" not in headers:
                    headers["cache-control"] = "no-store"
            await send(message)

        reason = refusal(scope["method"], scope.get("scheme", "http"), Headers(scope=scope))
        if reason is None:
            await self.app(scope, receive, dressed)
        else:
            await _refuse(reason)(scope, receive, dressed)


def refusal(method: str, scheme: str, headers: Headers) -> str | None:
    """Why a request is refused; None where it may pass.

    A request without `Origin` passes where it only reads, or where it does not come from a browser on
    another site (`Sec-Fetch-Site`); one with an `Origin` must come from the very host it asks.
    """
    host = headers.get("host", "")
    if _hostname(f"//{host}") not in LOOPBACK:
        return "The room answers to 127.0.0.1 and localhost only."
    origin = headers.get("origin")
    if origin is not None and origin.lower() != f"{scheme}://{host}".lower():
        return "This request comes from another site."
    cross = headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}
    if method not in SAFE_METHODS and origin is None and cross:
        return "This request comes from another site."
    return None


def _hostname(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _refuse(reason: str) -> JSONResponse:
    body = {"type": "about:blank", "title": "Refused", "status": 403, "detail": reason}
    return JSONResponse(body, status_code=403, media_type="application/problem+json")
