"""Reads the world file: a ZIP of sorted text shards, each opened when something in it is asked for.

Takes a key or a code; gives numbers of places and their records. Nothing but the lists of first keys is
held from the start, so that a report costs the shards of its own names.
"""

from __future__ import annotations

import json
import zipfile
from bisect import bisect_left, bisect_right
from functools import lru_cache
from importlib import resources
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from panj.errors import PlaceError
from panj.gazetteer.record import Record, read_row

SHARDS_HELD = 2_048  # about 23 KB each: 50 MB at most, the whole file


class Posting(NamedTuple):
    """The places behind a key, the weightiest first, and whether the key is an English word."""

    numbers: tuple[int, ...]
    is_word: bool


class World:
    """The world file, open for reading; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            self.meta: dict[str, Any] = json.loads(self._zip.read("meta.json"))
            self._firsts = {t: self._zip.read(f"{t}/first").decode().split("\n") for t in ("names", "codes")}
        except (OSError, KeyError, ValueError, zipfile.BadZipFile) as fault:
            raise PlaceError("G001", str(path), detail=str(fault)) from None
        self._lock = Lock()
        self._shard = lru_cache(maxsize=SHARDS_HELD)(self._read_shard)
        self._rows = lru_cache(maxsize=SHARDS_HELD)(self._read_rows)
        self.record = lru_cache(maxsize=20_000)(self._record)
        self.find = lru_cache(maxsize=20_000)(self._find)
        self._keys = lru_cache(maxsize=64)(self._keys_from)
        self._ends = sorted((last, code) for code, (_, last) in self.meta["countries"].items())

    @classmethod
    def default(cls) -> World:
        """The file that ships with Panj."""
        return cls(Path(str(resources.files("panj.gazetteer"))) / "data" / "world.zip")

    def _find(self, key: str) -> Posting:
        """The places whose names have this key."""
        found = self._look_up("names", key)
        if not found:
            return Posting((), False)
        is_word = found.startswith("*")
        return Posting(tuple(int(n) for n in found.removeprefix("*").split()), is_word)

    def number(self, code: str) -> int | None:
        """The number of the place with that code."""
        found = self._look_up("codes", code)
        return int(found) if found else None

    def country_of(self, number: int) -> str:
        """The country of a place by its number alone: places are sorted by country."""
        return str(self._ends[bisect_left(self._ends, (number, ""))][1])

    def keys_from(self, prefix: str) -> list[str]:
        """Every key that starts so, in order."""
        return list(self._keys(prefix))

    def _keys_from(self, prefix: str) -> list[str]:
        """Keys are sorted: those of one beginning stand in one run of each shard."""
        firsts = self._firsts["names"]
        low = max(0, bisect_right(firsts, prefix) - 1)
        high = bisect_right(firsts, prefix + "\U0010ffff")
        found: list[str] = []
        mark = b"\n" + prefix.encode()
        for number in range(low, high):
            shard = self._shard("names", number)
            start = 0 if shard.startswith(mark[1:]) else shard.find(mark)
            if start >= 0:
                end = shard.find(b"\n", max(shard.rfind(mark), 0) + 1)
                run = shard[start : end if end > 0 else len(shard)].decode()
                found += [line.partition("\t")[0] for line in run.strip("\n").split("\n")]
        return found

    def _look_up(self, table: str, key: str) -> str:
        if not key:
            return ""
        number = bisect_right(self._firsts[table], key) - 1
        if number < 0:
            return ""
        shard, wanted = self._shard(table, number), f"\n{key}\t".encode()
        start = shard.find(wanted)
        if start < 0:
            return ""
        start += len(wanted)
        return shard[start : shard.index(b"\n", start)].decode()

    def _record(self, number: int) -> Record:
        size = self.meta["places_per_shard"]
        return read_row(self._rows(number // size)[number % size])

    def _read_rows(self, number: int) -> list[str]:
        return self._shard("places", number).decode().split("\n")

    def _read_shard(self, table: str, number: int) -> bytes:
        with self._lock:
            return self._zip.read(f"{table}/{number:05}")
