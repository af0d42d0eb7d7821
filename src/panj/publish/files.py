"""Files that are given out: written with faults in words, and with no moment of their making in them.

Takes words, bytes or a workbook; gives the same bytes for the same content.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from panj.errors import PublishError

if TYPE_CHECKING:
    from openpyxl import Workbook

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a ZIP can name: no clock stands in the file
_PROPERTIES = "docProps/core.xml"


def write(path: Path, content: str | bytes) -> None:
    """Writes a file.

    Raises:
        PublishError: W010, where it cannot be written.
    """
    try:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as fault:
        raise PublishError("W010", str(path), detail=fault.strerror or str(fault)) from None


def workbook_bytes(book: Workbook) -> bytes:
    """A workbook as a file that is the same each time."""
    book.properties.created = book.properties.modified = datetime(*_EPOCH)  # noqa: DTZ001 (it knows no zones)
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue(), _undated)


def timeless(made: bytes, properties: Callable[[bytes], bytes] | None = None) -> bytes:
    """An Office file whose parts stand in one order and bear no moment; `properties` changes its own."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(made)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            data = old.read(name)
            if name == _PROPERTIES and properties is not None:
                data = properties(data)
            new.writestr(ZipInfo(name, _EPOCH), data, ZIP_DEFLATED)
    return out.getvalue()


def _undated(core: bytes) -> bytes:
    """The properties with the moment of saving, which the library always writes, set to no moment."""
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", core)
