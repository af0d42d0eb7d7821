"""Ends of a way that cannot be: nobody comes into a place from the country that holds it.

Takes the drafts of a report and the codes of its places; opens an origin that only the figure reader gave,
where it is the destination's own country ("51,870 South Sudanese returnees arrived in Renk"), and an end that
is only a part's: of those who "fled, most of them to Mali", of a total that is broken down by origins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from panj.claims.draft import Draft
from panj.claims.measures.going_back import SAME_WAY
from panj.claims.mentions.nations import code_of, name_of
from panj.claims.routes.gazette import Codes
from panj.claims.routes.nearness import is_of_some, same
from panj.model import BACK, FLOWS, HARM, Measure

_WHOLE_LAND = re.compile(
    r"\b(?:in|across|throughout)\s+the\s+(?:whole|entire)\s+(?:country|nation)\b|\bnation-?wide\b|\bcountry-?wide\b",
    re.IGNORECASE,
)
_PARTS = frozenset({"part.of", "part.list", "part.breakdown", "part.sum"})
_FEWEST = 2  # parts from different places
_ENTERING = frozenset({Measure.ARRIVAL, Measure.ADMISSION, Measure.RETURN, Measure.FORCED_RETURN})


def open_impossible(drafts: Sequence[Draft], codes: Codes) -> None:
    """Open such origins; a part goes the way of its whole, never back."""
    _turn_round(drafts, codes)
    for d in drafts:
        if d.whole is not None and _is_bare_part(d, d.whole):
            d.origin, d.destination, d.place = d.whole.origin, d.whole.destination, d.whole.place
            d.rules.append("place.of_whole")
        if d.whole is not None and d.place is None and d.measure in HARM and d.whole.measure is d.measure:
            d.place = d.whole.place if d.whole.sentence is d.sentence else None
        if d.whole is not None and d.origin is not None and d.measure in _ENTERING and _goes_back(d, d.whole):
            d.origin, d.destination = d.whole.origin, d.whole.destination
            d.rules.append("place.of_whole")
        if d.whole is not None and _fled_again(d, d.whole):
            d.origin = d.place = d.whole.destination
            d.destination = None
            d.rules.append("place.of_whole")
        if d.measure not in _ENTERING or d.destination is None or "learned.origin" not in d.rules:
            continue
        home = code_of(d.origin or "")
        if home is not None and codes.of(d.destination) != home and codes.nation(d.destination) == home:
            d.origin = None
            d.rules.append("place.own_country")


def _turn_round(drafts: Sequence[Draft], codes: Codes) -> None:
    """ "174,000 went home from Pakistan. At Chaman 1,865 went across": Chaman is where they left from."""
    before: Draft | None = None
    for d in drafts:
        if d.aside is not None or d.measure not in BACK:
            continue
        source = d.copied
        if source is not None and SAME_WAY in source.rules and source.origin is not None:
            d.origin, d.destination = source.origin, source.destination
            continue
        host = codes.nation(before.origin) if before is not None and before.origin is not None else None
        if before is None or SAME_WAY not in d.rules:
            before = d if d.origin is not None and d.destination is not None else before
        elif host is not None and d.destination is not None and codes.nation(d.destination) == host:
            d.origin, d.destination = d.destination, before.destination
            d.rules.append("place.left_by")


def _is_bare_part(d: Draft, whole: Draft) -> bool:
    """ "Intercepted 901 migrants, 36 of them Tunisians": no place is told for the part alone."""
    same_way = d.measure is whole.measure or (d.measure in BACK and whole.measure in BACK)
    if d.sentence is not whole.sentence or not same_way or not _PARTS.intersection(d.rules):
        return False
    return d.start > whole.end and not any(m.start > whole.end for m in d.sentence.places)


def _fled_again(d: Draft, whole: Draft) -> bool:
    """ "1,900 returned to Bor but 1,000 of them fled again": from where they had come."""
    came = whole.measure in _ENTERING and whole.destination is not None
    fled = d.measure is Measure.INTERNAL_DISPLACEMENT and d.sentence is whole.sentence
    return came and fled and not any(m.start > d.end for m in d.sentence.places)


def open_ends_of_parts(drafts: Sequence[Draft]) -> None:
    """Open the end of a whole that the report gives for a part of it alone."""
    flows = [d for d in drafts if d.aside is None and d.measure in FLOWS]
    for d in flows:
        if _went_in_part(d):
            d.destination = None
            d.rules.append("place.of_most")
        parts = [p for p in flows if p.whole is d and p.sentence is d.sentence and p.measure is d.measure]
        for slot in ("origin", "destination"):
            told = {name for p in parts if (name := getattr(p, slot)) is not None}
            if len(told) >= _FEWEST and getattr(d, slot) in told and not _is_named_for(d, slot, parts):
                setattr(d, slot, None)
                d.rules.append("place.of_parts")


def _went_in_part(d: Draft) -> bool:
    """ "100,000 have fled, most of them to Mali": nobody says that all of them went there."""
    named = [m for m in d.sentence.places if same(m.name, d.destination)]
    return bool(named) and all(m.role == "to" and is_of_some(d, m) for m in named)


def _is_named_for(d: Draft, slot: str, parts: Sequence[Draft]) -> bool:
    """Whether the whole's own words name the place: it stands before all parts."""
    first = min(p.start for p in parts)
    return any(m.start < first and same(m.name, getattr(d, slot)) for m in d.sentence.places)


def _goes_back(part: Draft, whole: Draft) -> bool:
    """ "935,000 came from Sudan, including 669,000 South Sudanese returnees": none of them went to Sudan."""
    if whole.measure not in _ENTERING or whole.origin is None or whole.destination is None:
        return False
    if part.inherits or part.measure is Measure.FORCED_RETURN:
        return False  # "400 came, 150 were let in, the rest were sent back"
    return same(part.origin, whole.destination) and same(part.destination, whole.origin)


def widen_to_country(drafts: Sequence[Draft], codes: Codes) -> None:
    """ "The dead in the whole country were 208": of the country, not of the province told of."""
    for d in drafts:
        if d.aside is not None or d.place is None or d.place in d.sentence.text:
            continue
        land = codes.nation(d.place) if _WHOLE_LAND.search(d.sentence.text) else None
        if land is not None and land != codes.of(d.place):
            d.place = name_of(land)
            d.rules.append("place.whole_country")
