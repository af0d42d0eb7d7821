"""The outlook of a case: its forecast model, named in the settings, with what its reports give to it.

Takes the path of an outlook case, the occurrences as known on a day and the proposals that analysts accepted;
gives an `Ahead`, or the model itself. The model is read again when its file changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from panj.events.developments import link_developments
from panj.events.inputs import proposals
from panj.events.ruling import PROPOSING, Offer, offers
from panj.gazetteer import Gazetteer
from panj.model import Event
from panj.run.view import View

if TYPE_CHECKING:
    from panj.outlook import Ahead, Crisis


def offered(view: View, gazetteer: Gazetteer, path: str = "") -> tuple[Offer, ...]:
    """What the reports propose to a forecast, with what was decided on it, in the order of days.

    Args:
        view: of the case.
        gazetteer: by which places lie in others.
        path: of the outlook case, whose places are looked for; empty: there is none.

    Raises:
        PlanError: P020, P021, where the outlook case cannot be read or is wrong.
    """
    reports = {r.id: r for r in view.reports}
    moving = [d for d in view.developments if d.kind in PROPOSING]
    told = link_developments(moving, reports, within=gazetteer.within)
    found = offers(proposals(moving, told, reports), view.ruling)
    if not (found and path):
        return found
    crisis = read_model(path)
    return tuple(_placed(one, crisis, gazetteer) for one in found)


def _placed(one: Offer, crisis: Crisis, gazetteer: Gazetteer) -> Offer:
    """With the place of the outlook case that it moves: as the analyst said, else as it is named."""
    from panj.outlook import place_for

    return one if one.site else replace(one, site=place_for(crisis, one.proposal, within=gazetteer.within))


def with_reports(
    crisis: Crisis, events: Iterable[Event], made: Sequence[Offer], gazetteer: Gazetteer
) -> Crisis:
    """The model with the counts of reports, and with the proposals that were accepted."""
    from panj.outlook import Accepted, with_accepted, with_events

    counted = with_events(crisis, events, within=gazetteer.within)
    placed = [_placed(one, crisis, gazetteer) for one in made if one.state == "accepted"]
    return with_accepted(counted, [Accepted(one.proposal, one.site, _by(one)) for one in placed])


def _by(one: Offer) -> str:
    return f"accepted by {one.who} (decision {one.number}: {one.why})"


def ahead_of(
    path: str,
    events: Iterable[Event],
    gazetteer: Gazetteer,
    known: date | None,
    made: Sequence[Offer] = (),
) -> Ahead | None:
    """What may come, as known on a day; None where the model begins later than that.

    Raises:
        PlanError: P020, P021, where the outlook case cannot be read or is wrong.
    """
    from panj.outlook import look_ahead

    crisis = with_reports(read_model(path), events, made, gazetteer)
    day = None if known is None else crisis.day_of(known)
    return None if day is not None and day < 0 else look_ahead(crisis, day)


def read_model(path: str) -> Crisis:
    """The outlook case of a file or folder, read again when that changes."""
    return _model(path, _stamp(Path(path)))


def _stamp(path: Path) -> float:
    """When the newest file of the model was written; 0 where there is none, which reading then says."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return max((file.stat().st_mtime for file in files if file.is_file()), default=0.0)


@lru_cache(maxsize=4)
def _model(path: str, stamp: float) -> Crisis:  # noqa: ARG001 (the stamp makes a changed file another model)
    from panj.outlook import read_case

    return read_case(Path(path))
