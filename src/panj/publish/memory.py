"""What was worked out of a text, kept while the program runs, so that a change costs what depends on it.

Takes a key that holds all that a result depends on; gives the result, made once. A key is compared whole,
never by a hash alone: what is given back is what would be made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_MEMORIES: list[Memory] = []  # type: ignore[type-arg]


class Memory(Generic[K, V]):
    """Results by all that they depend on; the oldest go where there are too many.

    Args:
        most: how many are kept.
    """

    def __init__(self, most: int = 200_000) -> None:
        self._most = most
        self._held: dict[K, V] = {}
        self._lock = Lock()
        _MEMORIES.append(self)

    def __len__(self) -> int:
        return len(self._held)

    def of(self, key: K, make: Callable[[], V]) -> V:
        """The result for a key; two threads that ask for a new one at once both make it, to the same end."""
        try:
            return self._held[key]
        except KeyError:
            pass
        made = make()
        with self._lock:
            if len(self._held) >= self._most:
                for old in list(self._held)[: self._most // 4]:
                    del self._held[old]
            self._held[key] = made
        return made

    def get(self, key: K) -> V | None:
        """The result for a key, None where none is kept."""
        return self._held.get(key)

    def put(self, key: K, made: V) -> None:
        """Keeps a result in place of the one before."""
        with self._lock:
            self._held.pop(key, None)
        self.of(key, lambda: made)

    def clear(self) -> None:
        """Forgets all."""
        with self._lock:
            self._held.clear()


def forget() -> None:
    """Empties every memory: what is asked for next is made anew."""
    for memory in _MEMORIES:
        memory.clear()
