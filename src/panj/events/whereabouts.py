"""Where people were who are told of at a border crossing, or at a place that the gazetteer does not know.

Takes the frames of claims; gives them with such places read to lie in an area. "Returned through Torkham" is
from the country beyond it; a village where people died lies in the province whose dead its report counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from panj.events.frames import Frame
from panj.events.lands import is_one_unknown, over_borders
from panj.events.rules import linking_rules
from panj.events.scopes import Places, Relation, placed


def whereabouts(frames: Sequence[Frame], places: Places) -> Iterator[Frame]:
    """The frames with crossings and unknown places read to lie in an area, as far as words tell."""
    areas = _of_harm(frames, places)
    for f in frames:
        if f.measure in over_borders():
            yield _over(f, places)
        elif f.claim.report in areas and _unknown(f):
            yield replace(f, destination=placed(f.destination or "", areas[f.claim.report]))
        else:
            yield f


def _over(f: Frame, places: Places) -> Frame:
    """A frame whose crossings are sides of the border, where the way that people took tells which."""
    joined = places.joined(f.origin)
    if f.origin is not None and len(joined) > 1 and (to := places.country(f.destination)) in joined:
        others = [c for c in joined if c != to]
        f = replace(f, origin=placed(f.origin, others[0] if len(others) == 1 else ""))
    joined = places.joined(f.destination)
    if f.destination is not None and len(joined) > 1 and places.country(f.origin) == joined[0]:
        f = replace(f, destination=placed(f.destination))  # here still, or over there by now
    return f


def _of_harm(frames: Sequence[Frame], places: Places) -> dict[str, str]:
    """Report → the one area whose killed, injured or missing it counts; none where it counts those of two."""
    told: dict[str, set[str]] = defaultdict(set)
    harms = [f for f in frames if f.measure in linking_rules().harms]
    doubtful = {f.claim.report for f in harms if _unknown(f)}
    for f in harms:
        if f.claim.report in doubtful and f.destination is not None and not f.destination.startswith("~"):
            told[f.claim.report].add(f.destination)
    found = {}
    for report, spots in told.items():
        area = places.narrowest(s for s in spots if places.is_area(s))
        if area is not None and all(places.relation(s, area) is not Relation.APART for s in spots):
            found[report] = area
    return found


def _unknown(f: Frame) -> bool:
    """Whether people were harmed at a place that has a name, and no code."""
    return f.measure in linking_rules().harms and is_one_unknown(f)
