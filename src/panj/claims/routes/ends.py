"""Ends of a way that cannot be: nobody comes into a place from the country that holds it.

Takes the drafts of a report and the codes of its places; opens an origin that only the figure reader gave,
where it is the destination's own country ("51,870 South Sudanese returnees arrived in Renk").
"""

from __future__ import annotations

from collections.abc import Sequence

from panj.claims.draft import Draft
from panj.claims.mentions.nations import code_of
from panj.claims.routes.gazette import Codes
from panj.model import Measure

_ENTERING = frozenset({Measure.ARRIVAL, Measure.ADMISSION, Measure.RETURN, Measure.FORCED_RETURN})


def open_impossible(drafts: Sequence[Draft], codes: Codes) -> None:
    """Open such origins."""
    for d in drafts:
        if d.measure not in _ENTERING or d.destination is None or "learned.origin" not in d.rules:
            continue
        home = code_of(d.origin or "")
        if home is not None and codes.of(d.destination) != home and codes.nation(d.destination) == home:
            d.origin = None
            d.rules.append("place.own_country")
