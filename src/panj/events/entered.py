"""Which country people entered of whom a report does not name where they went.

Takes the figures of one report and its words; gives the one country that they all are of: a report on one
country says "in August 16,000 crossed" and needs to say no more; where they came from is told, it is the one
other country that the report is on. Where anything else may be meant, nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from panj.events.frames import Frame
from panj.events.rules import linking_rules
from panj.events.scopes import Containment, Places
from panj.model import PEOPLE, Measure, Report

# Where such figures are told of a country, people leave it.
_LEFT = frozenset({Measure.INTERNAL_DISPLACEMENT, Measure.DISPLACED_STOCK, Measure.DEPARTURE})


def is_of_nowhere(f: Frame) -> bool:
    """Whether people are said to have arrived, and not where."""
    return f.measure is Measure.ARRIVAL and f.unit in PEOPLE and f.destination is None


def entered(
    f: Frame, told: Sequence[Frame], report: Report, places: Places, words: Containment
) -> str | None:
    """The country that they entered; None where the report does not settle it.

    Args:
        f: the figure.
        told: all figures of its report.
        report: it.
        places: places within places.
        words: tells which countries a text speaks of.
    """
    if _elsewhere().search(f.claim.sentence.of(report.text)):
        return None
    home = places.country(f.origin)
    if f.origin is not None and home is None:
        return None
    arrived = [o for o in told if o.measure is Measure.ARRIVAL and o.destination is not None]
    lands = {places.country(o.destination) for o in arrived}
    if lands:
        most = max(o.claim.value for o in arrived)
        land = next(iter(lands)) if len(lands) == 1 and f.claim.value <= most else None
    else:
        land = _only_one_spoken_of(home, report, places, words)
    return None if land is None or _is_left(land, told, places) else land


def _only_one_spoken_of(home: str | None, report: Report, places: Places, words: Containment) -> str | None:
    """The only country that a report speaks of besides that which people left; alone, called by its name."""
    text = " ".join(filter(None, (report.outlet, report.title, report.text)))
    spoken = [land for land in words.context(text) if land != home]
    if home is not None:
        return spoken[0] if len(spoken) == 1 else None
    place = places.place(spoken[0]) if len(spoken) == 1 else None
    return spoken[0] if place is not None and re.search(rf"\b{re.escape(place.name)}\b", text) else None


def _is_left(land: str, told: Sequence[Frame], places: Places) -> bool:
    """Whether people of the report came from that country, left it or were displaced in it."""
    moved = [o for o in told if o.measure in _LEFT or o.measure is Measure.ARRIVAL]
    left = (o.destination if o.measure in _LEFT and o.origin is None else o.origin for o in moved)
    return land in {places.country(spot) for spot in left}


@cache
def _elsewhere() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(linking_rules().elsewhere_words)})\b", re.IGNORECASE)
