"""Words that mean one thing or another: by who moved, by what a place can do, and by what the report is about.

Takes a draft with its frame; corrects the measure, or sets the figure aside.
"""  # noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass

from panj.claims.counting import PEOPLE
from panj.claims.draft import Draft, Sentence
from panj.claims.frames import Hit
from panj.language import cost
from panj.model import Group, Measure, Unit

_GOODS = frozenset({Unit.LIVESTOCK, Unit.FLIGHTS, Unit.ITEMS, Unit.TONNES})
_WITHDRAWAL = re.compile(r"\b(?:withdraw\w*|pull-?outs?|drawdown)\b", re.IGNORECASE)
_COMBATANTS = frozenset({Group.SOLDIERS, Group.MILITANTS})
_CARRYING = frozenset({"transport", "landed", "carried"})
_FLIGHTS = re.compile(
    r"\b(evacuation|rescue|repatriation|return|deportation)\s+(?:flights?|planes?|buses|convoys?|ships?|boats?)\b",
    re.IGNORECASE,
)
_FLOWN = {
    "evac": Measure.EVACUATION,
    "resc": Measure.EVACUATION,
    "repa": Measure.RETURN,
    "retu": Measure.RETURN,
    "depo": Measure.FORCED_RETURN,
}
_AS_OF = re.compile(
    r"\b(?:as\s+of|by\s+the\s+end|at\s+the\s+end|currently|in\s+total|a\s+total\s+of)\b", re.IGNORECASE
)
# In a report on one of these, people who "were brought to" a place were moved as part of it.
ORGANISED = frozenset({Measure.EVACUATION, Measure.RETURN, Measure.FORCED_RETURN})


@dataclass(slots=True)
class Topic:
    """What the report is about so far: the last organised movement, whether people are displaced inside a country."""  # noqa: E501

    organised: Measure | None = None
    internal: bool = False
    people: Draft | None = None  # the last people said to have moved
    heading: Sentence | None = None  # the line that leads in to a list and has no figure of its own


def _are_displaced(draft: Draft) -> bool:
    """ "Are displaced", "remain displaced": so now, not newly."""
    assert draft.hit is not None
    before = [t.lower for t in draft.sentence.tokens[max(0, draft.hit.first - 3) : draft.hit.first]]
    if {"is", "are", "remain", "remains", "still"} & set(before):
        return "being" not in before
    return "internally" in before and _AS_OF.search(draft.sentence.text) is not None


def _can(draft: Draft) -> bool:
    """ "Could take in 500", "ready to shelter": what a place can do, not what it did."""
    assert draft.hit is not None
    before = [t.lower for t in draft.sentence.tokens[max(0, draft.hit.first - 4) : draft.hit.first]]
    return bool(
        {"can", "could", "ready", "able", "prepared", "capable", "readiness", "willing"} & set(before)
    )


def reread(draft: Draft, text: str, topic: Topic, before: Draft | None) -> None:
    """Words that mean one thing or another by who moved and what the report is about."""
    assert draft.hit is not None
    name = draft.hit.frame.name
    if name == "transport" and topic.organised is not None:
        draft.measure = topic.organised
        draft.rules.append("measure.organised")
    if name in _CARRYING and (flown := _FLIGHTS.search(draft.sentence.text)):
        draft.measure = _FLOWN[flown.group(1)[:4].lower()]
        draft.rules.append("measure.kind_of_flight")
    if name == "aboard" and before is not None and before.unit in _GOODS and before.measure is not None:
        draft.measure = before.measure
        draft.rules.append("measure.of_vehicle")
    if name == "displace" and _are_displaced(draft):
        draft.measure = Measure.DISPLACED_STOCK
        draft.rules.append("measure.are_displaced")
    if name in {"admit", "host"} and _can(draft):
        draft.measure = Measure.CAPACITY
        draft.rules.append("measure.can")
    if name in {"flee_home", "depart"} and draft.term is not None:
        arrived = _arrives_later(draft)
        if arrived is not None:
            draft.hit, draft.measure = arrived, Measure.ARRIVAL
            draft.rules.append("measure.reached")
        elif (name == "flee_home" and draft.group in _COMBATANTS) or (
            name == "flee_home" and re.match(r"fle\w+", draft.term) and _flees_country(draft, text)
        ):
            draft.measure = Measure.DEPARTURE
        elif (
            name == "depart"
            and topic.internal
            and draft.group not in _COMBATANTS
            and not _flees_country(draft, text)
            and draft.unit in PEOPLE | {None}
        ):
            draft.measure = Measure.INTERNAL_DISPLACEMENT
            draft.rules.append("measure.internal")
    if name == "depart" and draft.group in _COMBATANTS and _WITHDRAWAL.search(draft.sentence.text):
        draft.aside = "troops withdrawing, not displaced"


def _arrives_later(draft: Draft) -> Hit | None:
    """ "Have fled the country and entered Niger": the same people are said to arrive."""
    assert draft.hit is not None
    tokens, last = draft.sentence.tokens, draft.hit.last
    for hit in draft.sentence.hits:
        if (
            hit.frame.name == "arrive"
            and last < hit.first <= last + 14
            and cost(tokens, last, hit.first) < 3.2
        ):
            between = [t.lower for t in tokens[last + 1 : hit.first]]
            if not {"while", "after", "when", "before"} & set(between) and (
                "and" in between or "to" in between
            ):
                return hit
    return None


def _flees_country(draft: Draft, text: str) -> bool:
    assert draft.hit is not None
    at = draft.sentence.tokens[draft.hit.first].end
    if re.match(
        r"\s+(?:from\s+)?(?:the\s+country|their\s+(?:home)?(?:land|country)|abroad)\b", text[at : at + 40]
    ):
        return True
    return any(m.country and 0 < m.start - at < 16 for m in draft.sentence.places)
