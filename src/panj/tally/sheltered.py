"""Who is displaced in the own country, though reports only tell that people are in camps or have come.

Takes events with what they cover; gives those whose people shelter in a country into which no report tells
anyone came ("163,000 people are in camps" after a storm), and reads a question about people displaced inside
a country as one about those who arrived from within it, where no report counts the displaced by that name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from panj.events.frames import Frame
from panj.events.rules import linking_rules
from panj.events.scopes import Places
from panj.model import PEOPLE, Event, Group, Measure, Report, Status
from panj.tally.scope import Extent, Lies, fits

_COMING = frozenset({Measure.ARRIVAL, Measure.ADMISSION, Measure.HOSTED})
_FROM_ABROAD = frozenset({Group.REFUGEES, Group.ASYLUM_SEEKERS, Group.MIGRANTS})
_OWN = frozenset({None, Group.PEOPLE, Group.CIVILIANS, Group.IDPS})


def own_sheltered(
    events: Iterable[Event],
    frames: Mapping[str, Sequence[Frame]],
    extents: Mapping[str, Extent],
    reports: Mapping[str, Report],
    places: Places,
) -> frozenset[str]:
    """The events of people in camps, centres or other shelters of their own country.

    Args:
        events: of one time.
        frames: of each.
        extents: what each covers.
        reports: in which they are told, by id.
        places: places within places.
    """
    live = [e for e in events if e.id in extents and e.status is Status.HAPPENED and e.unit in PEOPLE]
    abroad = {places.country(x.destination) for e in live if _is_from_abroad(x := extents[e.id], places)}
    return frozenset(
        e.id
        for e in live
        if e.measure is Measure.HOSTED
        and extents[e.id].group in _OWN
        and (land := places.country(extents[e.id].destination)) is not None
        and land not in abroad
        and any(_shelters(f, reports) for f in frames[e.id])
    )


def _is_from_abroad(x: Extent, places: Places) -> bool:
    """Whether people came, or are there, who are not the country's own."""
    if not x.measures & _COMING:
        return False
    home = places.country(x.origin)
    return x.group in _FROM_ABROAD or (home is not None and home != places.country(x.destination))


def _shelters(f: Frame, reports: Mapping[str, Report]) -> bool:
    report = reports.get(f.claim.report)
    return report is not None and _words().search(f.claim.sentence.of(report.text)) is not None


@cache
def _words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(linking_rules().sheltered_words)})\b", re.IGNORECASE)


def as_asked(asked: Extent, extents: Collection[Extent], places: Places) -> Extent:
    """A question about people displaced inside an area, as one about arrivals from within it where need be.

    "11,104 people displaced from Kolo have arrived in Mba" counts displaced people by where they came to.
    Where any number of people displaced in the area answers, it stands, and nothing is added to it.
    """
    if asked.measures != {Measure.INTERNAL_DISPLACEMENT} or asked.origin is not None:
        return asked
    if asked.destination is None or not places.is_area(asked.destination):
        return asked
    moved = replace(asked, measures=frozenset((Measure.ARRIVAL,)), origin=asked.destination)

    def answered(question: Extent) -> bool:
        return any(fits(extent, question, places) is Lies.IN for extent in extents)

    return moved if not answered(asked) and answered(moved) else asked
