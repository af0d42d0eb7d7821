"""The case: all that it holds, in one file or a shared database, sound whatever moment a program dies at.

Takes and gives the dataclasses of `panj.model`; knows nothing of how they were made. What is derived
(events) lies in it only as a cache that can be deleted and rebuilt.
"""

from __future__ import annotations

from panj.store.decisions import in_force
from panj.store.history import Entry
from panj.store.looking import Past, Snapshot
from panj.store.records import ClaimKey, Decided, Reading, Redacted, SetAside, Withdrawal, Wording
from panj.store.store import Store, shown

__all__ = [
    "ClaimKey",
    "Decided",
    "Entry",
    "Past",
    "Reading",
    "Redacted",
    "SetAside",
    "Snapshot",
    "Store",
    "Withdrawal",
    "Wording",
    "in_force",
    "shown",
]
