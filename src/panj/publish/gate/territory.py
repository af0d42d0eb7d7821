"""Which territory is contested: places of which reports say that they fell, were retaken or changed hands.

Takes reports with their claims, later ones too; gives codes, and whether a sentence speaks of such territory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from panj.gazetteer import Gazetteer
from panj.gazetteer.nations import nations
from panj.language import sentences
from panj.model import Claim, Measure, Place, Report
from panj.publish.gate.places import known
from panj.publish.phrases import words
from panj.publish.record import bodies
from panj.publish.story import shapes

_WORD = re.compile(r"[A-Z][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Territory:
    """Provinces and finer places that are contested, and the countries that they lie in."""

    places: frozenset[str]
    countries: frozenset[str]
    gazetteer: Gazetteer

    def holds(self, text: str, countries: Iterable[str] = ()) -> bool:
        """Whether a sentence speaks of contested territory: one of its places, its country or its people."""
        if not self.places:
            return False
        people = {nations().country_of(w) for w in _WORD.findall(text)}
        if people & self.countries:
            return True
        found = (m.place for m in self.gazetteer.mentions(text, countries=tuple(countries)))
        return any(self._has(place) for place in found if place is not None)

    def _has(self, place: Place) -> bool:
        return bool(({place.code, *place.parents} & self.places) or place.code in self.countries)


def contested(reports: Iterable[Report], claims: Iterable[Claim], gazetteer: Gazetteer) -> Territory:
    """The territory of which these reports say that it changes hands."""
    found: dict[str, Place] = {}
    for claim in claims:
        place = known(gazetteer, claim.place_code or claim.destination_code)
        if claim.measure is Measure.CONTROL and place is not None:
            found[place.code] = place
    for report in reports:
        for block in bodies(report):
            for span in sentences(report.text, block.start, block.end):
                if _taken().search(report.text, span.start, span.end):
                    for mention in gazetteer.mentions(report.text, span.start, span.end):
                        if mention.place is not None:
                            found[mention.place.code] = mention.place
    local = [p for p in found.values() if p.kind not in ("country", "region", "river")]
    provinces = {p for place in local for p in place.parents if p != place.country}
    return Territory(
        frozenset({p.code for p in local} | provinces), frozenset(p.country for p in local), gazetteer
    )


@cache
def _taken() -> re.Pattern[str]:
    """Forms of the verbs by which a place changes hands, of words.toml."""
    verbs = [v for v in words()["tell"]["control"] if v not in ("clear", "surround")]
    return re.compile(rf"\b(?:{'|'.join(shapes(verbs))})\b", re.IGNORECASE)
