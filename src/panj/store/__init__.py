"""The case file: everything that a case holds, in one file that survives a crash at any moment.

Takes and gives the dataclasses of `panj.model`; knows nothing of how they were made. What is derived
(events) lies in it only as a cache that can be deleted and rebuilt.
"""

from __future__ import annotations

from panj.store.history import Entry
from panj.store.rows import SetAside, Withdrawal
from panj.store.store import Store

__all__ = ["Entry", "SetAside", "Store", "Withdrawal"]
