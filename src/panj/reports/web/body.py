"""The body of an answer, within limits: unpacked piece by piece, so that no small answer fills the memory.

Takes the pieces as they come over the wire; gives the bytes as the server meant them, or refuses (R107,
R108).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from panj.reports.web.faults import FetchError

ACCEPTED = "gzip, deflate"
_PIECE = 64 * 1024  # bytes unpacked at a time
_SMALL = 1_000_000  # below this no ratio is suspicious: a page of blanks packs a thousand to one


def read_body(
    pieces: Iterable[bytes], *, coding: str, length: str | None, max_bytes: int, max_ratio: int, where: str
) -> bytes:
    """The whole body.

    Args:
        pieces: as received.
        coding: the Content-Encoding header, lower case; gzip, deflate or nothing.
        length: the Content-Length header.
        max_bytes: limit on what is received and on what it unpacks to.
        max_ratio: limit on unpacked bytes for each byte received.
        where: the URL, for the message.

    Raises:
        FetchError: R107 too large, R108 a packed bomb, R113 packed in an unknown way, or broken.
    """
    limit = f"{max_bytes / 1e6:.1f} MB"
    if length is not None and length.isdigit() and (len(length) > 15 or int(length) > max_bytes):
        raise FetchError("R107", where, limit=limit)
    received = 0
    whole = bytearray()

    def counted() -> Iterator[bytes]:
        nonlocal received
        for piece in pieces:
            received += len(piece)
            if received > max_bytes:
                raise FetchError("R107", where, limit=limit)
            yield piece

    for part in _unpacked(counted(), coding, where):
        whole += part
        if len(whole) > _SMALL and len(whole) > max_ratio * received:
            raise FetchError("R108", where, ratio=max_ratio)
        if len(whole) > max_bytes:
            raise FetchError("R107", where, limit=limit)
    return bytes(whole)


def _unpacked(pieces: Iterable[bytes], coding: str, where: str) -> Iterator[bytes]:
    if coding in ("", "identity"):
        yield from pieces
    elif coding in ("gzip", "x-gzip", "deflate"):
        try:
            yield from _inflated(pieces, gzip=coding != "deflate", where=where)
        except zlib.error as fault:
            raise FetchError("R113", where, detail=str(fault)) from None
    else:
        raise FetchError("R113", where, detail=f"the coding {coding!r} was not asked for")


def _inflated(pieces: Iterable[bytes], *, gzip: bool, where: str) -> Iterator[bytes]:
    engine = zlib.decompressobj(31) if gzip else None
    seen = False
    held = b""
    for piece in pieces:
        data, held = held + piece, b""
        if engine is None and len(data) < 2:
            held = data  # one byte does not tell which kind it is
            continue
        while data:
            if engine is None:
                engine = zlib.decompressobj(_window(data))
            elif engine.eof:
                if not gzip:
                    break  # bytes after the end of a deflate stream mean nothing
                engine = zlib.decompressobj(31)  # a gzip file may hold several members
            yield engine.decompress(data, _PIECE)
            seen = True
            data = engine.unused_data if engine.eof else engine.unconsumed_tail
    while engine is not None and not engine.eof:
        rest = engine.decompress(engine.unconsumed_tail, _PIECE)
        if not rest:
            break
        yield rest
    if held or (seen and engine is not None and not engine.eof):
        raise FetchError("R113", where, detail="it ends in the middle")


def _window(data: bytes) -> int:
    """Servers send "deflate" with and without its zlib header; the first bytes tell."""
    wrapped = len(data) > 1 and data[0] & 0x0F == 8 and (data[0] * 256 + data[1]) % 31 == 0
    return 15 if wrapped else -15
