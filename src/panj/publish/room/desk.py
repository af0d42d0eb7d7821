"""The room's desk: Situations by known date, and the frame around every page.

Takes the source function that `create_app` was given; gives Situations and frames. Nothing is held here:
a source that computes keeps what it computed, as `Case.situation` does, and knows when the case changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from panj.clock import parse_day
from panj.gazetteer import Gazetteer
from panj.publish.room.contexts import Frame
from panj.publish.room.index import index_of
from panj.publish.situation import Situation

Source = Callable[[date | None], Situation]


class Desk:
    """A source of Situations with the names of its case, and the places that it is read with."""

    def __init__(
        self, source: Source, *, title: str, case_name: str, places: Callable[[], Gazetteer] | None = None
    ) -> None:
        self.situation = source
        self.gazetteer: Callable[[], Gazetteer] = places or Gazetteer.default
        self._title, self._case = title, case_name

    def frame(self, page: str, path: str, known: date | None, keep: Mapping[str, str] | None = None) -> Frame:
        """What stands around a page."""
        whole, shown = self.situation(None), self.situation(known)
        held, now = index_of(whole), index_of(shown)
        return Frame(
            title=shown.title or self._title,
            case_name=self._case,
            page=page,
            path=path,
            known=known,
            days=held.days,
            reports=now.whole_reports,
            total=held.whole_reports,
            keep=dict(keep or {}),
        )


def known_of(value: str | None) -> date | None:
    """The known date that an address asks for; None for now.

    Raises:
        DateError: D001 for anything but a day written `YYYY-MM-DD`.
    """
    return parse_day(value, "known") if value else None
