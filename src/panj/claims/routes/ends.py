"""Ends of a way that cannot be: nobody comes into a place from the country that holds it.

Takes the drafts of a report and the codes of its places; opens an origin that only the figure reader gave,
where it is the destination's own country ("51,870 South Sudanese returnees arrived in Renk").
"""

from __future__ import annotations

from collections.abc import Sequence

from panj.claims.draft import Draft
from panj.claims.mentions.nations import code_of
from panj.claims.routes.gazette import Codes
from panj.claims.routes.nearness import same
from panj.model import Measure

_ENTERING = frozenset({Measure.ARRIVAL, Measure.ADMISSION, Measure.RETURN, Measure.FORCED_RETURN})


def open_impossible(drafts: Sequence[Draft], codes: Codes) -> None:
    """Open such origins; a part goes the way of its whole, never back."""
    for d in drafts:
        if d.whole is not None and d.origin is not None and d.measure in _ENTERING and _goes_back(d, d.whole):
            d.origin, d.destination = d.whole.origin, d.whole.destination
            d.rules.append("place.of_whole")
        if d.measure not in _ENTERING or d.destination is None or "learned.origin" not in d.rules:
            continue
        home = code_of(d.origin or "")
        if home is not None and codes.of(d.destination) != home and codes.nation(d.destination) == home:
            d.origin = None
            d.rules.append("place.own_country")


def _goes_back(part: Draft, whole: Draft) -> bool:
    """ "935,000 came from Sudan, including 669,000 South Sudanese returnees": none of them went to Sudan."""
    if whole.measure not in _ENTERING or whole.origin is None or whole.destination is None:
        return False
    if part.inherits or part.measure is Measure.FORCED_RETURN:
        return False  # "400 came, 150 were let in, the rest were sent back"
    return same(part.origin, whole.destination) and same(part.destination, whole.origin)
