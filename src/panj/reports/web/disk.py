"""Writing so that a kill or a power cut leaves a file whole or absent, and a journal with whole lines."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

# Closes off what a kill left of a line, so that it cannot spoil the one that follows.
MARK = b" (broken off)"


def write_whole(path: Path, data: bytes) -> None:
    """The file with these bytes, or as it was: never a part of them under its name."""
    number, temporary = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
    settle(path.parent)


def append_line(path: Path, line: bytes) -> None:
    """Adds a line, which ends with a newline, in one write; it is on the disk when this returns."""
    is_new = not path.exists()
    with path.open("ab", buffering=0) as file:
        file.write(line if ends_whole(path) else MARK + b"\n" + line)
        os.fsync(file.fileno())
    if is_new:
        settle(path.parent)


def ends_whole(path: Path) -> bool:
    """Whether a file is empty or ends with a newline."""
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return True
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def settle(folder: Path) -> None:
    """Puts a folder's own entries on the disk, where the system has that."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
