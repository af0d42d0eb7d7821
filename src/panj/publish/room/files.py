"""The room's own files: scripts, styles, libraries, outlines; packed once, and kept by browsers for good.

Takes a request for /static/NAME; gives the file as it is, or packed by gzip where the browser takes that. An
address with its content's hash (`asset`) never changes what it means, so that nobody asks for it again.
"""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable

from starlette.datastructures import Headers, QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from panj.publish.room.packing import takes_gzip

STATIC = resources.files("panj.publish.room") / "static"
FOR_GOOD = "public, max-age=31536000, immutable"
_SHORT = 10  # digits of a hash in an address
_KINDS = {
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is served; `mark`: of its content."""

    name: str
    content: bytes
    kind: str
    mark: str

    @property
    def packed(self) -> bytes:
        """The file packed by gzip, when it is first asked for; empty where that would not make it smaller."""
        return _packed(self.name)


def asset(name: str) -> str:
    """The address of a file, with its content's hash so that a new version is fetched."""
    return f"/static/{name}?v={held(name).mark}"


@cache
def held(name: str) -> File:
    """A file by its name below `static`.

    Raises:
        KeyError: there is none.
    """
    content = _names()[name].read_bytes()
    ending = name[name.rfind(".") :]
    kind = _KINDS.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return File(name, content, kind, sha256(content).hexdigest()[:_SHORT])


@cache
def _packed(name: str) -> bytes:
    content = held(name).content
    packed = gzip.compress(content, 9, mtime=0)
    return packed if len(packed) < len(content) else b""


@cache
def _names() -> dict[str, Traversable]:
    """Every file there is: what is no name of one is not looked for on the disk."""
    return dict(_walked(STATIC, ""))


def _walked(folder: Traversable, above: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for item in folder.iterdir():
        name = f"{above}{item.name}"
        found += _walked(item, f"{name}/") if item.is_dir() else [(name, item)]
    return found


def serve(request: Request) -> Response:
    """A file, or 304 where the browser has it."""
    name = request.path_params["name"]
    if name not in _names():
        raise HTTPException(404, "There is no such file.")
    file = held(name)
    packed = takes_gzip(Headers(raw=request.headers.raw)) and bool(file.packed)
    headers = _headers(file, packed, request.query_params)
    if _has(request.headers.get("if-none-match", ""), file):
        return Response(status_code=304, headers=headers)
    return Response(file.packed if packed else file.content, headers=headers, media_type=file.kind)


def _headers(file: File, packed: bool, query: QueryParams) -> dict[str, str]:
    kept = FOR_GOOD if query.get("v") == file.mark else "no-cache"
    found = {
        "etag": f'"{file.mark}{"-gz" if packed else ""}"',
        "cache-control": kept,
        "vary": "Accept-Encoding",
    }
    return {**found, "content-encoding": "gzip"} if packed else found


def _has(asked: str, file: File) -> bool:
    """Whether a browser names the content among those that it holds, packed or not."""
    tags = {part.strip().removeprefix("W/").strip('"').removesuffix("-gz") for part in asked.split(",")}
    return file.mark in tags or "*" in tags
