"""The reader of each shape of rules/dates.toml, by its name there: words in, days and kind out."""

from __future__ import annotations

from panj.claims.dates import named, parts, ranges, relative
from panj.claims.dates.context import Context, Reader

READERS: dict[str, Reader] = {
    **named.READERS,
    **relative.READERS,
    **parts.READERS,
    **ranges.READERS,
}

__all__ = ["READERS", "Context"]
