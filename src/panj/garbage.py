"""Holds back Python's search for garbage in cycles while much is made that stays.

The search goes through everything that was made since the program began, again and again as more is made: a
fifth of the time in which a large case is opened. Takes a block of work; changes nothing of what it gives.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Rest:
    """How many blocks run now, in whatever thread, and whether there was a search before."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._blocks = 0
        self._was_on = True

    def begin(self) -> None:
        with self._lock:
            if self._blocks == 0:
                self._was_on = gc.isenabled()
                gc.disable()
            self._blocks += 1

    def end(self) -> None:
        with self._lock:
            self._blocks -= 1
            if self._blocks == 0 and self._was_on:
                gc.enable()


_rest = _Rest()


@contextmanager
def held_back() -> Iterator[None]:
    """No search while the block runs; what counts no reference any more goes at once, as ever.

    Blocks may stand in one another and run in several threads: the search begins again after the last.
    """
    _rest.begin()
    try:
        yield
    finally:
        _rest.end()
