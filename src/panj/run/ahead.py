"""The outlook of a case: its forecast model, named in the settings, with the counts that its reports give.

Takes the path of an outlook case and the occurrences as known on a day; gives an `Ahead`. The model is read
again when its file changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from panj.gazetteer import Gazetteer
from panj.model import Event

if TYPE_CHECKING:
    from panj.outlook import Ahead, Crisis


def ahead_of(path: str, events: Iterable[Event], gazetteer: Gazetteer, known: date | None) -> Ahead | None:
    """What may come, as known on a day; None where the model begins later than that.

    Raises:
        PlanError: P020, P021, where the outlook case cannot be read or is wrong.
    """
    from panj.outlook import look_ahead, with_events

    crisis = with_events(_model(path, _stamp(Path(path))), events, within=gazetteer.within)
    day = None if known is None else crisis.day_of(known)
    return None if day is not None and day < 0 else look_ahead(crisis, day)


def _stamp(path: Path) -> float:
    """When the newest file of the model was written; 0 where there is none, which reading then says."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return max((file.stat().st_mtime for file in files if file.is_file()), default=0.0)


@lru_cache(maxsize=4)
def _model(path: str, stamp: float) -> Crisis:  # noqa: ARG001 (the stamp makes a changed file another model)
    from panj.outlook import read_case

    return read_case(Path(path))
