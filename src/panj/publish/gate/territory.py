"""Which territory is contested: places of which reports say that they fell, were retaken or changed hands.

Takes reports with their claims, later ones too; gives codes, and whether a sentence speaks of such territory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from panj.gazetteer import Gazetteer
from panj.gazetteer.nations import nations
from panj.language import sentences
from panj.model import Claim, Development, DevelopmentKind, Measure, Place, Report, Span
from panj.publish.gate.places import known
from panj.publish.gate.stages import LOOKING
from panj.publish.phrases import words
from panj.publish.record import bodies
from panj.publish.verbs import verbs_of
from panj.steps import tell

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

    def of_office(self, before: str, after: str) -> bool | None:
        """Whether an office is of contested territory: by the nearest place or people that its words name.

        What stands before the name decides, else what stands behind it; None where neither names any.
        """
        for words_, nearest in ((before, max), (after, min)):
            said = [
                (m.start(), code in self.countries)
                for m in _WORD.finditer(words_)
                if (code := nations().country_of(m.group()))
            ]
            # A name that several countries share is read as the contested one: rather too much is withheld.
            found = self.gazetteer.mentions(words_, countries=tuple(sorted(self.countries)))
            said += [(m.start, self._has(m.place)) for m in found if m.place is not None]
            if said:
                return nearest(said)[1]
        return None

    def _has(self, place: Place) -> bool:
        return bool(({place.code, *place.parents} & self.places) or place.code in self.countries)


def contested(
    reports: Iterable[Report],
    claims: Iterable[Claim],
    gazetteer: Gazetteer,
    developments: Iterable[Development] = (),
) -> Territory:
    """The territory of which these reports say that it changes hands."""
    found: dict[str, Place] = {}
    for told in developments:
        place = known(gazetteer, told.place_code)
        if told.kind is DevelopmentKind.CONTROL and place is not None:
            found[place.code] = place
    for claim in claims:
        place = known(gazetteer, claim.place_code or claim.destination_code)
        if claim.measure is Measure.CONTROL and place is not None:
            found[place.code] = place
    every = tuple(reports)
    for n, report in enumerate(every):
        tell(LOOKING, n, len(every))
        if not verbs_of(_VERBS).may_stand_in(report.text):
            continue
        for block in bodies(report):
            for span in sentences(report.text, block.start, block.end):
                for place in _lost(report.text, span, gazetteer):
                    found[place.code] = place
    local = [p for p in found.values() if p.kind not in ("country", "region", "river")]
    provinces = {p for place in local for p in place.parents if p != place.country}
    return Territory(
        frozenset({p.code for p in local} | provinces), frozenset(p.country for p in local), gazetteer
    )


def _lost(text: str, span: Span, gazetteer: Gazetteer) -> Iterator[Place]:
    """The places of which a sentence says that they change hands: before the verb, and what it takes.

    What stands behind the next comma is another clause: where people were driven to is not where it fell.
    """
    match = verbs_of(_VERBS).pattern.search(text, span.start, span.end)
    if match is None:
        return
    end = match.start()
    if not verbs_of(_OF_ITSELF).pattern.fullmatch(match.group()):
        stop = text.find(",", match.end(), span.end)
        end = stop if stop >= 0 else span.end
    yield from (m.place for m in gazetteer.mentions(text, span.start, end) if m.place is not None)


_OF_ITSELF = ("fall", "surrender")  # these take no place after them
_VERBS = tuple(v for v in words()["tell"]["control"] if v not in ("clear", "surround"))
