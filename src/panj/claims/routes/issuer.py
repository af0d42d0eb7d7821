"""Whose report it is, as far as its outlet's name tells a place: "Government of Ruritania", "OCHA Ruritania".

Takes the outlet's name and a gazetteer; gives the country and the areas that "our country", "our province"
and "with us" mean, and that a report means which names no country at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from panj.claims.mentions.nations import name_of
from panj.claims.tables import alternation, table

if TYPE_CHECKING:
    from panj.gazetteer import Gazetteer

_AREAS = frozenset({"admin1", "admin2", "region", "island", "town", "camp"})
_OUR = re.compile(r"our\s+(?:own\s+)?(\w+)\Z", re.IGNORECASE)
_WHOLE = frozenset(
    {"country", "nation", "republic", "homeland", "land", "soil", "territory", "state", "people"}
)
_KINDS = {
    "province": ("admin1", "admin2"),
    "region": ("admin1", "region", "admin2"),
    "state": ("admin1",),
    "county": ("admin1", "admin2"),
    "governorate": ("admin1",),
    "district": ("admin2", "admin1"),
    "municipality": ("admin2", "town"),
    "city": ("town",),
    "town": ("town",),
    "camp": ("camp",),
    "island": ("island", "region", "admin1"),
}


@dataclass(frozen=True, slots=True)
class Issuer:
    """What an outlet's name tells of places.

    Args:
        land: ISO code of its country; None where it tells none, or several.
        areas: names of the areas within it that it speaks for, with their kinds: ("Kolo", "admin1").
    """

    land: str | None = None
    areas: tuple[tuple[str, str], ...] = ()

    @property
    def country(self) -> str | None:
        """The usual name of its country."""
        return name_of(self.land) if self.land else None

    def meant(self, words: str) -> str | None:
        """What the report's own "our province", "our country" or "us" means; None where that is not told."""
        our = _OUR.match(words)
        noun = our[1].lower() if our else ""
        kinds = _KINDS.get(noun, ())
        area = next((name for name, kind in self.areas if kind in kinds), None)
        if (
            area is None and kinds
        ):  # "Provincial Government of Kolo": the town has given the province its name
            area = next((name for name, kind in self.areas if kind == "town"), None)
        if area is not None or (our and noun not in _WHOLE):
            return area
        return (self.areas[0][0] if self.areas and not our else None) or self.country


def issuer_of(outlet: str | None, gazetteer: Gazetteer | None) -> Issuer:
    """The country and areas of an outlet's name.

    The town of its office tells the country of a public body ("Ministry of Health, Kolo"), and of no other:
    the headquarters of aid organisations and agencies are not where their reports play.
    """
    if not outlet or gazetteer is None:
        return Issuer()
    name, _, office = outlet.partition(",")
    lands = gazetteer.context(name)
    public = _public().search(outlet) is not None
    if not lands and office and public:
        lands = gazetteer.context(office)
    if len(lands) != 1:
        return Issuer()
    found = gazetteer.mentions(outlet, countries=lands) if public else []
    own = (m.place for m in found if m.place and (m.start < len(name) or m.place.kind.startswith("admin")))
    areas = tuple((p.name, p.kind) for p in own if p.country == lands[0] and p.kind in _AREAS)
    return Issuer(lands[0], areas)


@cache
def _public() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternation(table('places')['words']['public'])})\b", re.IGNORECASE)
