"""What is watched: `feeds.toml`, checked line by line before anything is asked.

Takes the path of the file, gives `Sources`. A mistake is named with its line; nothing is passed over.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from panj.errors import SettingsError
from panj.reports.web.faults import FetchError
from panj.reports.web.fetch import need_extra, parse_url
from panj.reports.web.manners import Manners, with_limits

_EVERY = re.compile(r"(\d+(?:\.\d+)?)\s*(s|min|h|d)\Z")
_SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400}
_LEAST = {"feed": 60.0, "folder": 1.0}  # seconds; more often than each minute is no way to treat a server
_LONGEST = 31 * 86400.0
_USUAL = {"feed": "30 min", "folder": "1 min"}
_KEYS = {"feed": ("name", "url", "every", "take", "robots"), "folder": ("name", "path", "every")}
TAKE = ("pages", "items")
_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,80}\Z")


@dataclass(frozen=True, slots=True)
class Source:
    """A feed or folder that is polled.

    Args:
        name: in messages; unique.
        kind: feed or folder.
        address: the URL of a feed, the path of a folder.
        shown: the folder as the file writes it: what its reports are said to come from, wherever Panj is run.
        every: seconds from one poll to the next.
        take: pages: what a feed links to is fetched; items: the feed's own texts are taken.
        robots: whether robots.txt is asked; False only for addresses that are offered to programs.
    """

    name: str
    kind: str
    address: str
    every: float
    take: str = "pages"
    robots: bool = True
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """All that a file names, and the limits and waits that it sets."""

    sources: tuple[Source, ...]
    manners: Manners = field(default_factory=Manners)


def load_sources(path: str | Path, manners: Manners | None = None) -> Sources:
    """The sources that a file names.

    Args:
        path: of the file; folders in it are relative to where it stands.
        manners: what its [fetch] table does not set.

    Raises:
        SettingsError: X011 no such file, X012 with the line where the file is wrong.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise SettingsError("X012", str(path), detail="it is not UTF-8") from None
    except OSError:
        raise SettingsError("X011", str(path)) from None
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r"at line (\d+)", str(fault))
        where = f"{path}:{found[1]}" if found else f"{path}:{text.count(chr(10)) + 1}"
        raise SettingsError("X012", where, detail=str(fault)) from None
    return _Check(path, text).sources(table, manners or Manners())


class _Check:
    """Turns the tables of one file into sources; knows where its lines are."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = text.split("\n")

    def sources(self, table: Mapping[str, Any], manners: Manners) -> Sources:
        for key in table:
            if key not in ("fetch", "feed", "folder"):
                raise self._wrong(
                    f"there is no table {key!r}, only [fetch], [[feed]] and [[folder]]", key=key
                )
        fetch = table.get("fetch", {})
        if not isinstance(fetch, dict):
            raise self._wrong("fetch is no table", key="fetch")
        for key, value in fetch.items():
            try:
                manners = with_limits(manners, {key: value})
            except ValueError as fault:
                raise self._wrong(f"[fetch] {fault}", header="[fetch]", key=key) from None
        found = [*self._all("feed", table), *self._all("folder", table)]
        if not found:
            raise self._wrong("it names no [[feed]] and no [[folder]]")
        self._no_doubles(found)
        return Sources(tuple(found), manners)

    def _no_doubles(self, found: list[Source]) -> None:
        """What was read is kept by name: two sources of one name would share it."""
        for what in ("name", "address"):
            values = [getattr(source, what) for source in found]
            for source in found:
                if values.count(getattr(source, what)) > 1:
                    raise self._wrong(f"two sources have the {what} {getattr(source, what)!r}")

    def _all(self, kind: str, table: Mapping[str, Any]) -> Iterator[Source]:
        rows = table.get(kind, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self._wrong(f"write [[{kind}]] with two brackets, once for each", header=f"[{kind}]")
        for number, row in enumerate(rows):
            yield self._source(kind, row, number)

    def _source(self, kind: str, row: Mapping[str, Any], number: int) -> Source:
        def wrong(detail: str, key: str = "") -> SettingsError:
            return self._wrong(detail, header=f"[[{kind}]]", number=number, key=key)

        for key in row:
            if key not in _KEYS[kind]:
                raise wrong(f"there is no {key!r} in [[{kind}]], only {', '.join(_KEYS[kind])}", key)
        key = "url" if kind == "feed" else "path"
        address = row.get(key)
        if not isinstance(address, str) or not address.strip():
            raise wrong(f"[[{kind}]] has no {key}", key)
        if kind == "feed":
            address, usual = self._feed_address(address, wrong)
        else:
            folder = self._path.parent / Path(address).expanduser()
            address, usual = str(folder), folder.name
        name = row.get("name", usual)
        if not isinstance(name, str) or not _NAME.match(name):
            raise wrong("name is no text on one line", "name")
        take, robots = row.get("take", "pages"), row.get("robots", True)
        if take not in TAKE:
            raise wrong(f"take is {take!r}, not pages or items", "take")
        if not isinstance(robots, bool):
            raise wrong("robots is not true or false", "robots")
        every = self._every(kind, row.get("every", _USUAL[kind]), wrong)
        shown = str(Path(row[key])) if kind == "folder" else address
        return Source(name, kind, address, every, take, robots, shown)

    def _feed_address(self, address: str, wrong: Any) -> tuple[str, str]:
        need_extra()
        try:
            parsed = parse_url(address)
        except FetchError as fault:
            raise wrong(f"url: {fault.what}", "url") from None
        return str(parsed), parsed.host

    def _every(self, kind: str, value: object, wrong: Any) -> float:
        found = _EVERY.match(value.strip()) if isinstance(value, str) else None
        if found is None:
            raise wrong(f"every is {value!r}, not a time like '15 min', '2 h' or '1 d'", "every")
        seconds = float(found[1]) * _SECONDS[found[2]]
        if not _LEAST[kind] <= seconds <= _LONGEST:
            raise wrong(f"every is {value!r}, not between {_LEAST[kind]:g} s and 31 d", "every")
        return seconds

    def _wrong(self, detail: str, *, header: str = "", number: int = 0, key: str = "") -> SettingsError:
        line = self._line(header, number, key)
        return SettingsError("X012", f"{self._path}:{line}" if line else str(self._path), detail=detail)

    def _line(self, header: str, number: int, key: str) -> int:
        """Where a key stands below the n-th header of its kind; the header's line where it does not."""
        at = 0
        if header:
            same = [n for n, line in enumerate(self._lines) if re.sub(r"\s|#.*", "", line) == header]
            if number >= len(same):
                return 0
            at = same[number]
        pattern = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[=\].]""")
        for n, line in enumerate(self._lines[at + bool(header) :], at + bool(header)):
            if key and pattern.match(line):
                return n + 1
            if header and line.lstrip().startswith("["):
                break
        return at + 1 if header else 0
