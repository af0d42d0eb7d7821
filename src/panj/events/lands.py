"""In which country a place lies that the gazetteer does not know, or that a figure does not name.

Takes the frames of claims and their reports; gives them with such places read to lie in the one country of
which the report's other figures, or all of its words, speak: "Doolo zone" in a report on Ethiopia. Where a
report speaks of several, nothing is guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from panj.events.entered import entered, is_of_nowhere
from panj.events.frames import Frame
from panj.events.rules import linking_rules
from panj.events.scopes import Containment, Places, area_of, bare, placed
from panj.model import Measure, Report

# Report, over a border, home, the two countries of the spot, the one that the gazetteer has it in.
_Key = tuple[str, bool, str | None, tuple[str, ...], str | None]
_SEVERAL = re.compile(r",|\band\b")
# "Southern Mozambique", "the far north of Mali", "central and eastern Chad".
_SIDE = r"(?:far[\s-])?(?:(?:north|south|east|west|mid)[\w-]*|central|centre|upper|lower|rural|mainland)"
_PART = re.compile(
    rf"(?:the\s+)?{_SIDE}(?:(?:\s*,\s*|\s+and\s+|\s+or\s+){_SIDE})*\s+(?:(?:parts?\s+)?of\s+)?(?:the\s+)?(?=[A-Z])"
)
# People who move within a country do not pass its border.
_WITHIN = frozenset({Measure.INTERNAL_DISPLACEMENT, Measure.EVACUATION, Measure.RELOCATION})


@cache
def over_borders() -> frozenset[Measure]:
    """The measures of people who pass a border."""
    return linking_rules().flows - _WITHIN


@cache
def _of_anywhere() -> frozenset[Measure]:
    """The measures of people harmed or uprooted: in the one country of a report that tells no place."""
    return linking_rules().harms | {Measure.INTERNAL_DISPLACEMENT}


def in_lands(
    frames: Sequence[Frame], reports: Mapping[str, Report], places: Places, gazetteer: Containment | None
) -> Iterator[Frame]:
    """The frames, places without a code in their country; so are figures of no place, of harm or arrivals."""
    if gazetteer is None:
        yield from frames
        return
    told: dict[str, list[Frame]] = defaultdict(list)
    for f in frames:
        told[_whole(f, reports)].append(f)  # a report and its tables tell of one matter
    known: dict[_Key, str | None] = {}
    made: list[Frame] = []
    for frame in frames:
        f, report = frame, reports.get(frame.claim.report)
        if report is not None and is_of_nowhere(f):
            f = _placed(f, entered(f, told[_whole(f, reports)], report, places, gazetteer))
        elif _is_open(f, places):
            over = f.measure in over_borders()
            home = places.country(f.origin) if over else None
            key = (f.claim.report, over, home, places.joined(f.destination), places.country(f.destination))
            if key not in known:
                told_here = told[_whole(f, reports)]
                known[key] = _land(key, told_here, report, places, gazetteer)
            f = _placed(f, known[key])
        elif report is not None and _is_left_open(f):
            f = _placed_there(f, _land(_left(f), told[_whole(f, reports)], report, places, gazetteer))
        made.append(f)
    yield from _as_elsewhere(made)


def _whole(f: Frame, reports: Mapping[str, Report]) -> str:
    """The id of a figure's report; of a table's figure that of the report in which the table stands."""
    report = reports.get(f.claim.report)
    return f.claim.report if report is None else report.part_of or report.id


def in_named_lands(frames: Sequence[Frame], gazetteer: Containment | None) -> Iterator[Frame]:
    """The frames, what their words place in a part of a country read to lie in it: "southern Mozambique"."""
    if gazetteer is None:
        yield from frames
        return
    known: dict[str, str | None] = {}

    def lying(spot: str | None, *names: str | None) -> str | None:
        name = next((n for n in names if n and _PART.match(n)), None)
        if spot is None or name is None or not spot.startswith("~") or area_of(spot) is not None:
            return spot
        if name not in known:
            lands = gazetteer.context(name)
            known[name] = lands[0] if len(lands) == 1 else None
        land = known[name]
        return spot if land is None else placed(spot, land)

    for f in frames:
        there = lying(f.destination, f.claim.place, f.claim.destination)
        came = lying(f.origin, f.claim.origin)
        same = there == f.destination and came == f.origin
        yield f if same else replace(f, destination=there, origin=came)


def _placed(f: Frame, land: str | None) -> Frame:
    if land is None:
        return f
    return replace(f, destination=placed(f.destination, land) if f.destination else land)


def _is_left_open(f: Frame) -> bool:
    """Whether people were evacuated to no place that is told, from one without a code, or from none told."""
    if f.measure is not Measure.EVACUATION or f.destination is not None:
        return False
    return f.origin is None or (f.origin.startswith("~") and area_of(f.origin) is None)


def _left(f: Frame) -> _Key:
    return f.claim.report, False, None, (), None


def _placed_there(f: Frame, land: str | None) -> Frame:
    """The same where people left: they were evacuated there."""
    if land is None:
        return f
    return replace(f, origin=placed(f.origin, land) if f.origin else land)


def _as_elsewhere(frames: Sequence[Frame]) -> Iterator[Frame]:
    """The frames, names that one report leaves open where all others that tell have them in one country."""
    lands: dict[str, set[str]] = defaultdict(set)
    for f in frames:
        if f.destination is not None and f.destination.startswith("~") and (land := area_of(f.destination)):
            lands[bare(f.destination)].add(land)
    for f in frames:
        found = lands.get(f.destination or "", set())
        yield _placed(f, next(iter(found))) if len(found) == 1 and is_one_unknown(f) else f


def _is_open(f: Frame, places: Places) -> bool:
    """Whether a place has no code, or lies in two countries; or people were harmed or uprooted nowhere."""
    if f.destination is None:
        return f.measure in _of_anywhere() and f.origin is None
    if area_of(f.destination) is not None:
        return False
    return is_one_unknown(f) or (
        len(places.joined(f.destination)) == 2
        and (places.country(f.destination) is None or f.measure in over_borders())
    )


def is_one_unknown(f: Frame) -> bool:
    """Whether a spot has a name of its own and no code; "Turkey and Syria" is no one place."""
    if f.destination is None or not f.destination.startswith("~"):
        return False
    name = f.claim.place or f.claim.destination or ""
    named = name[:1].isupper() or _PART.match(name) is not None  # "southern Tigray"
    return named and not _SEVERAL.search(name)


def _crosses(f: Frame, places: Places) -> bool:
    """Whether people who move within a country are told to have left it, as a misread way may have it."""
    here, there = places.country(f.origin), places.country(f.destination)
    return f.measure not in over_borders() and None not in (here, there) and here != there


def _land(
    key: _Key,
    told: Sequence[Frame],
    report: Report | None,
    places: Places,
    gazetteer: Containment,
) -> str | None:
    """The one country where the report's like figures are, else the one that all of its words speak of."""
    _, over, home, either, side = key
    like = {
        places.country(f.destination)
        for f in told
        if (f.measure in over_borders()) is over
        and not _crosses(f, places)
        and not (side and len(places.joined(f.destination)) == 2)
    }
    like -= {None, home}
    if either:
        like &= set(either)
    if len(like) == 1:
        return next(iter(like))
    if like or report is None or side is not None:
        return None  # a gate is where the gazetteer has it, unless all others of the report went beyond it
    words = " ".join(filter(None, (report.outlet, report.title, report.text)))
    spoken = [c for c in gazetteer.context(words) if c != home]
    if either:  # of the two the one that the report speaks of more than of any other
        return spoken[0] if spoken and spoken[0] in either else None
    return spoken[0] if len(spoken) == 1 else None
