"""By which crossings people came: "6,540 through Goli and 3,306 through Padea" are of these two.

Takes the drafts of a report; gives each of several arrivals of a sentence the gate right behind it, and the
total that a sentence brings up to date the country behind the gate of those that it adds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from panj.claims.draft import Draft
from panj.claims.mentions.nations import name_of
from panj.claims.routes.gazette import Codes
from panj.claims.routes.nearness import passed_through
from panj.model import PEOPLE, Measure

_COMING = frozenset({Measure.ARRIVAL, Measure.ADMISSION})
_THROUGH = re.compile(
    r"(?:(?!\b(?:and|or|but)\b)[^\d,;.]){0,80}?\s+(?:through|via|by\s+way\s+of)\s+(?:the\s+)?",
)
_NAME = re.compile(r"(?!The\b)[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,2}")


def by_their_gates(drafts: Sequence[Draft], codes: Codes) -> None:
    """Place arrivals that a sentence tells apart by the crossings that they came through."""
    told: dict[int, list[tuple[Draft, str]]] = defaultdict(list)
    for d, gate in _through(drafts):
        told[id(d.sentence)].append((d, gate))
    for some in told.values():
        if len({gate for _, gate in some}) < len(some) or len(some) < 2:
            continue
        for d, gate in some:
            d.destination = gate
            d.rules.append("place.gate")
    for d in drafts:
        if "period.brings_total" in d.rules and _is_of_its_increment(d):
            country = codes.nation(d.destination or "")
            d.destination = name_of(country) if country is not None else None
            d.rules.append("place.of_total")


def _through(drafts: Sequence[Draft]) -> Iterator[tuple[Draft, str]]:
    """Arrivals that have the name of a crossing right behind them."""
    for d in drafts:
        if d.aside is not None or d.measure not in _COMING or d.unit not in PEOPLE:
            continue
        base = d.sentence.span.start
        found = _THROUGH.match(d.sentence.text, d.end - base)
        name = _NAME.match(d.sentence.text, found.end()) if found is not None else None
        if found is None or name is None:
            continue
        gate = next((m for m in d.sentence.places if m.start == found.end() + base), None)
        yield d, gate.name if gate is not None else name[0]


def _is_of_its_increment(total: Draft) -> bool:
    """ "600 came, all through Goli, which brings the total to 12,400": Goli is that of the 600."""
    places = [m for m in total.sentence.places if m.name == total.destination]
    return bool(places) and all(m.end <= total.start and passed_through(m, total) for m in places)
