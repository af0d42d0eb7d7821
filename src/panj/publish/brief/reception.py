"""Reception and outlook in the report: does what is stated fit, what does it take, how soon is it full.

Takes the rooms of a situation; gives short tables whose every line names its standard.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from panj.model import Need
from panj.publish.brief.length import Length
from panj.publish.brief.shapes import Line
from panj.publish.content import Room, Situation
from panj.publish.footnotes import Footnotes
from panj.publish.gate import readable, without_persons
from panj.publish.phrases import number, sentence_case
from panj.publish.prepared import title
from panj.publish.sentences import fit

# The lines of a plan that decide first; the whole plan stands in the room and in `panj needs`.
_FIRST = (
    "land for a settlement",
    "land where communal services stand outside",
    "family tents",
    "water, minimum standard",
    "taps",
    "toilets, first phase",
    "toilets, standard",
    "food, all commodities",
    "truckloads of food, 20 t",
    "doctors, nurses and midwives",
)
_ONE_DAY = re.compile(r"\b1 days\b")
_UNITS = {"m2": "m²", "m3": "m³", "m3/day": "m³ a day", "person": "people"}


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need: `amount` with its unit; `assumption` where the standard was not read in the original."""

    item: str
    amount: str
    source: str
    assumption: bool


@dataclass(frozen=True, slots=True)
class Reception:
    """One stated capacity: what it was tested with, what it takes, how soon it would be full."""

    stated: Line
    tests: tuple[Line, ...]
    outlook: tuple[str, ...]
    needs: tuple[NeedRow, ...]
    days: int


def receptions(situation: Situation, notes: Footnotes, most: Length) -> tuple[Reception, ...]:
    """One for each stated capacity, the largest first."""
    return tuple(_one(situation, room, notes, most.needs) for room in situation.rooms[: most.rooms])


def prepared_lines(situation: Situation, notes: Footnotes, most: Length) -> tuple[Line, ...]:
    """What is prepared and how far, one line each, cited by the sentence that says so."""
    found = []
    for site in situation.sites[: most.prepared]:
        cited = notes.cite_sentence(site.report, site.sentence, ())
        found.append(Line(without_persons(readable(f"{sentence_case(title(site))}.")), cited))
    return tuple(found)


def _one(situation: Situation, room: Room, notes: Footnotes, most: int) -> Reception:
    claim = situation.claims[room.claim]
    report = situation.reports[claim.report]
    who = without_persons(claim.speaker or report.outlet or "the outlet")
    place = f" in {room.place}" if room.place else ""
    said = f"“{claim.text}”{place}, as stated by {who}: a ceiling, no count of people."
    if not room.counts:
        said = f"{said[:-1]}; {room.stage.replace('_', ' ')}, so that it takes nobody yet."
    tests = [Line(fit(t), notes.cite([c])) for c, t in room.tests[-1:]]
    chosen = [n for item in _FIRST for n in room.plan.needs if n.item == item][:most]
    return Reception(
        stated=Line(said, notes.cite([room.claim])),
        tests=tuple(tests) or (Line("No land, shelter or water is reported that it could be tested with."),),
        outlook=tuple(_ONE_DAY.sub("1 day", sentence_case(f.note)) for f in room.outlook),
        needs=tuple(need_row(n) for n in chosen),
        days=room.plan.days,
    )


def need_row(need: Need) -> NeedRow:
    """A need in words, whole where it is large."""
    b, unit = need.bounds, _UNITS.get(need.unit, f"{need.unit}")
    counted = need.unit not in _UNITS and "/" not in need.unit and need.unit not in ("t", "ha", "l")
    unit = "" if counted else unit
    low, high = _rounded(b.low), "open" if b.high is None else _rounded(b.high)
    amount = low if low == high else f"{low}–{high}"
    return NeedRow(need.item, f"{amount} {unit}".strip(), need.source, need.assumption)


def _rounded(value: float) -> str:
    return number(round(value) if value >= 100 else round(value, 1))
