"""Codes for the places that claims name: the gazetteer asked once per name, with the report's own countries."""  # noqa: E501

from __future__ import annotations

from typing import TYPE_CHECKING

from panj.claims.nations import code_of
from panj.claims.places import Known

if TYPE_CHECKING:
    from panj.gazetteer import Gazetteer


class Codes:
    """Name → code of the gazetteer, remembered for one report; None where it abstains."""

    def __init__(self, gazetteer: Gazetteer | None, text: str) -> None:
        self._gazetteer = gazetteer or _default()
        self._text = text
        self._known: dict[str, str | None] = {}
        self._countries: tuple[str, ...] = tuple(self._gazetteer.context(text)) if self._gazetteer else ()
        self._mentions = self._read()

    def of(self, name: str | None) -> str | None:
        """The code of a place as the report writes it."""
        if not name:
            return None
        if name not in self._known:
            self._known[name] = self._look_up(name)
        return self._known[name]

    def known(self, start: int, end: int) -> list[Known]:
        """The names of places that the gazetteer finds in a stretch of the report."""
        return [k for k in self._mentions if start <= k.start and k.end <= end]

    def _read(self) -> list[Known]:
        if self._gazetteer is None:
            return []
        found = self._gazetteer.mentions(self._text, countries=self._countries)
        return [
            Known(
                m.start,
                m.end,
                m.place.code if m.place else None,
                bool(m.place and m.place.kind == "country"),
                m.place.kind if m.place else "",
            )
            for m in found
        ]

    def _look_up(self, name: str) -> str | None:
        code = code_of(name)
        if code is not None or self._gazetteer is None or not any(c.isupper() for c in name):
            return code
        place = self._gazetteer.resolve(name, countries=self._countries)
        return place.code if place else None


def _default() -> Gazetteer | None:
    try:
        from panj.gazetteer import Gazetteer
    except ImportError:
        return None
    return Gazetteer.default()
