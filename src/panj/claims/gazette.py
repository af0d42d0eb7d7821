"""Codes for the places that claims name: the gazetteer asked once per name, with the report's own countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panj.claims.nations import code_of

if TYPE_CHECKING:
    from panj.gazetteer import Gazetteer


class Codes:
    """Name → code of the gazetteer, remembered for one report; None where it abstains."""

    def __init__(self, gazetteer: Gazetteer | None, text: str) -> None:
        self._gazetteer = gazetteer or _default()
        self._text = text
        self._known: dict[str, str | None] = {}
        self._countries: tuple[str, ...] | None = None

    def of(self, name: str | None) -> str | None:
        """The code of a place as the report writes it."""
        if not name:
            return None
        if name not in self._known:
            self._known[name] = self._look_up(name)
        return self._known[name]

    def _look_up(self, name: str) -> str | None:
        code = code_of(name)
        if code is not None or self._gazetteer is None or not any(c.isupper() for c in name):
            return code
        if self._countries is None:
            self._countries = tuple(self._gazetteer.context(self._text))
        place = self._gazetteer.resolve(name, countries=self._countries)
        return place.code if place else None


def _default() -> Gazetteer | None:
    try:
        from panj.gazetteer import Gazetteer  # noqa: PLC0415 - the place file loads on first use, not on import
    except ImportError:
        return None
    return Gazetteer.default()
