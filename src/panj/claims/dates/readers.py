"""The reader of each shape of rules/dates.toml, by its name there: words in, days and kind out."""

from __future__ import annotations

from panj.claims.dates import named as date_named
from panj.claims.dates import parts as date_parts
from panj.claims.dates import ranges as date_ranges
from panj.claims.dates import relative as date_relative
from panj.claims.dates.context import Context, Reader

READERS: dict[str, Reader] = {
    **date_named.READERS,
    **date_relative.READERS,
    **date_parts.READERS,
    **date_ranges.READERS,
}

__all__ = ["READERS", "Context"]
