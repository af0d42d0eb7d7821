"""ZIP archives, opened without trust: nothing is written to disk, and what unpacks too large is refused.

Takes the bytes of an archive, gives its members' names and bytes in a fixed order.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from panj.errors import ReportError
from panj.model import Problem
from panj.reports.problems import problem

MAX_MEMBERS = 5_000
# Unpacked bytes per packed byte. Text packs to a quarter or a tenth; a bomb to a thousandth.
MAX_RATIO = 200
_CHUNK = 1 << 16


def members(data: bytes, where: str, max_bytes: int) -> Iterator[tuple[str, bytes] | Problem]:
    """Name and bytes of each file in an archive, by name; a Problem for each that is refused.

    Args:
        data: the archive.
        where: its path.
        max_bytes: the most that one member, and ten times that all members together, may unpack to.

    Raises:
        ReportError: R012 damaged, R013 too many files or too much to unpack.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as fault:
        raise ReportError("R012", where, kind="ZIP", detail=str(fault)) from None
    with archive:
        infos = sorted((i for i in archive.infolist() if i.filename and not i.is_dir()), key=_by_name)
        if len(infos) > MAX_MEMBERS:
            raise ReportError("R013", where, detail=f"it holds {len(infos)} files, more than {MAX_MEMBERS}")
        left = min(10 * max_bytes, max(MAX_RATIO * len(data), max_bytes))
        for info in infos:
            try:
                content = _unpack(archive, info, f"{where}/{info.filename}", min(max_bytes, left))
            except ReportError as error:
                yield problem(error)
                continue
            left -= len(content)
            yield info.filename, content


def _by_name(info: zipfile.ZipInfo) -> str:
    return info.filename


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, most: int) -> bytes:
    """A member's bytes, counted while they unpack: the size that an archive states may be a lie."""
    if info.flag_bits & 1:
        raise ReportError("R013", where, detail="it is locked with a password")
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(info) as member:
            while piece := member.read(_CHUNK):
                size += len(piece)
                if size > most:
                    raise ReportError("R013", where, detail=f"it unpacks to more than {most / 1e6:.0f} MB")
                pieces.append(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as fault:
        raise ReportError("R012", where, kind="ZIP", detail=str(fault) or type(fault).__name__) from None
    return b"".join(pieces)
