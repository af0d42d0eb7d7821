"""The reader of each shape of rules/dates.toml, by its name there: words in, days and kind out."""

from __future__ import annotations

from panj.claims import date_named, date_parts, date_ranges, date_relative
from panj.claims.date_context import Context, Reader

READERS: dict[str, Reader] = {
    **date_named.READERS,
    **date_relative.READERS,
    **date_parts.READERS,
    **date_ranges.READERS,
}

__all__ = ["READERS", "Context"]
