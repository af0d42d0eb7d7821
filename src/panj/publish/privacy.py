"""Which sentences a report never quotes, even inside: those that tell the route of a forced return.

Takes a situation; gives sentences by report. What else may not leave is the gate's (`publish/gate`).
"""

from __future__ import annotations

from panj.model import Claim, Measure, Span
from panj.publish.content import Situation

ROUTE = "[sentence withheld: it tells the route of a forced return]"


def routes(situation: Situation) -> frozenset[tuple[str, Span]]:
    """The sentences, by report, that tell by which places below countries people were sent back."""
    found = (
        c for c in situation.claims.values() if c.measure is Measure.FORCED_RETURN and _local(situation, c)
    )
    return frozenset((c.report, c.sentence) for c in found)


def _local(situation: Situation, claim: Claim) -> bool:
    named = (
        (claim.origin, claim.origin_code),
        (claim.destination, claim.destination_code),
        (claim.place, claim.place_code),
    )
    for name, code in named:
        place = situation.places.get(code or "")
        if name and (place is None or place.kind not in ("country", "region")):
            return True
    return False
