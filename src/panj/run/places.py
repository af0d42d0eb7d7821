"""A user's own table of places as a case keeps it: read from its file, remembered with its words.

Takes a case file and where the table lies; gives the gazetteer with it. The case holds the words of the
table, so that claims and answers stand on one and the same, whatever became of the file since.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from panj.errors import PlaceError
from panj.model import Problem
from panj.reports.problems import problem
from panj.store import Store

if TYPE_CHECKING:
    from panj.gazetteer import Gazetteer

_NOTE = "places"


@dataclass(frozen=True, slots=True)
class Places:
    """A table of places.

    Args:
        path: of its file, absolute.
        text: what the file held when it was read last.
        chosen: whether it was named for this case; else the settings named it.
    """

    path: str
    text: str
    chosen: bool = True

    @property
    def key(self) -> str:
        """Ten hex digits that change with a word of the table."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:10]


def held(store: Store) -> Places | None:
    """The table that a case was read with last; None where it has none."""
    note = store.note(_NOTE)
    return Places(**json.loads(note)) if note else None


def settle(store: Store, named: Path | None, *, setting: str = "", forget: bool = False) -> list[Problem]:
    """Brings the table that a case keeps up to date with its file.

    Args:
        store: of the case.
        named: the table named now; None: the one that the case remembers, else that of the settings.
        setting: the table that the settings name; empty where they name none.
        forget: the case shall have no table of its own any more.

    Returns:
        G009 where the file of a remembered table is gone or wrong now; what was read of it last stays in use.

    Raises:
        PlaceError: G002 to G007, with file and line, where the table is new to the case.
    """
    before = held(store)
    chosen = named is not None or (before is not None and before.chosen and not forget)
    path = str(named.resolve()) if named else before.path if before and chosen else _absolute(setting)
    if not path:
        _keep(store, None)
        return []
    try:
        _keep(store, _read(path, chosen=chosen))
    except PlaceError as fault:
        if named is not None or before is None or before.path != path:
            raise
        detail = f"{fault.code}: {fault.what}"
        return [problem(PlaceError("G009", fault.where or path, detail=detail))]
    return []


def gazetteer_with(places: Places | None) -> Gazetteer:
    """The gazetteer that ships with Panj, with a table over it; the same object for the same table.

    Raises:
        PlaceError: G003 to G007, with file and line.
    """
    from panj.gazetteer import Gazetteer

    return _laid_over(places.path, places.text) if places else Gazetteer.default()


@lru_cache(maxsize=4)
def _laid_over(path: str, text: str) -> Gazetteer:
    from panj.gazetteer import Gazetteer

    return Gazetteer.default().with_text(text, path)


def _read(path: str, *, chosen: bool) -> Places:
    from panj.gazetteer.tables import text_of

    places = Places(path, text_of(Path(path)), chosen)
    gazetteer_with(places)  # a wrong row is said now, and not in the middle of reading
    return places


def _keep(store: Store, places: Places | None) -> None:
    if places is None and store.note(_NOTE) is None:
        return
    store.put_note(_NOTE, json.dumps(asdict(places), ensure_ascii=False) if places else "")


def _absolute(setting: str) -> str:
    return str(Path(setting).resolve()) if setting else ""
