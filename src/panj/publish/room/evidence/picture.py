"""The picture above the evidence: a figure and the claims that it stands on, on one scale.

Takes a Situation, bounds and claim ids; gives bars that show where the claims meet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from panj.model import Bounds, Unit
from panj.publish.room import words
from panj.publish.room.bars import Bar, Scale, bar, scale
from panj.publish.room.evidence.exhibits import bounds_of, chain_of
from panj.publish.situation import Situation

_DRAWN = 8  # claims drawn beneath a figure; the others are listed all the same


@dataclass(frozen=True, slots=True)
class Line:
    """One interval in the picture of how claims bear on a figure: the figure itself, or a claim's reading."""

    words: str
    who: str
    text: str
    bar: Bar
    claim: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure and the claims that it stands on, drawn on one scale; `left_out` claims had no room."""

    scale: Scale
    lines: tuple[Line, ...]
    left_out: int = 0


def draw(situation: Situation, bounds: Bounds, ids: Iterable[str], unit: Unit) -> Picture | None:
    """The figure above its claims, those that hold its ends first; claims of another unit are left out."""
    named = (situation.claims[i] for i in dict.fromkeys(ids) if i in situation.claims)
    claims = [c for c in named if c.unit == unit and c.report in situation.reports]
    if len(claims) < 2:
        return None
    drawn, rest = claims[:_DRAWN], claims[_DRAWN:]
    shared = scale([bounds, *(bounds_of(c) for c in drawn)], unit)
    lines = [Line("The figure", "", words.interval(bounds, unit), bar(bounds, shared, unit))]
    for claim in drawn:
        read = bounds_of(claim)
        who = chain_of(claim, situation.reports[claim.report])[0]
        text = words.interval(read, unit)
        lines.append(Line(claim.text, who, text, bar(read, shared, unit), claim.id, claim.confirmed))
    return Picture(shared, tuple(lines), len(rest))
