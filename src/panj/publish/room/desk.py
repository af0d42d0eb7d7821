"""The room's desk: Situations by known date, and the frame around every page.

Takes the source function that `create_app` was given; gives Situations and frames. Nothing is held here:
a source that computes keeps what it computed, as `Case.situation` does, and knows when the case changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from panj.clock import parse_day
from panj.publish.room.contexts import Frame
from panj.publish.situation import Situation

Source = Callable[[date | None], Situation]


class Desk:
    """A source of Situations with the names of its case."""

    def __init__(self, source: Source, *, title: str, case_name: str) -> None:
        self.situation = source
        self._title, self._case = title, case_name

    def frame(self, page: str, path: str, known: date | None, keep: Mapping[str, str] | None = None) -> Frame:
        """What stands around a page."""
        whole, shown = self.situation(None), self.situation(known)
        days = sorted({r.day for r in whole.reports.values() if r.day})
        return Frame(
            title=shown.title or self._title,
            case_name=self._case,
            page=page,
            path=path,
            known=known,
            days=tuple(days),
            reports=_count(shown),
            total=_count(whole),
            keep=dict(keep or {}),
        )


def _count(situation: Situation) -> int:
    """How many reports there are; a table is none by itself."""
    return sum(r.part_of is None for r in situation.reports.values())


def known_of(value: str | None) -> date | None:
    """The known date that an address asks for; None for now.

    Raises:
        DateError: D001 for anything but a day written `YYYY-MM-DD`.
    """
    return parse_day(value, "known") if value else None
