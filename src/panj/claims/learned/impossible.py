"""What a figure cannot measure, whatever the figure reader says: by its unit, its people, its own words.

Takes a draft that the rules have read; gives measures.
"""

from __future__ import annotations

import re
from functools import cache

from panj.claims.draft import Draft
from panj.claims.measures.going_back import FORCED, SAME_WAY, WILLING
from panj.claims.mentions.places import stands_for_itself
from panj.claims.tables import table
from panj.model import BACK, COMBATANTS, HARM, INFLOWS, PEOPLE, Group, Measure, Unit

HOMELESS = "homeless"  # the word for what became of people
HOME_LOST = frozenset({Measure.INTERNAL_DISPLACEMENT, Measure.DISPLACED_STOCK, Measure.EVACUATION})
_OF_THINGS = frozenset({Measure.FACILITY, Measure.FUNDING, Measure.CONTROL})  # count no people
_OF_SITES = frozenset({Measure.FACILITY, Measure.CAPACITY, Measure.ASSISTANCE, Measure.NEED, Measure.CONTROL})
_FORCED = frozenset({Measure.FORCED_RETURN})
_WILLING = re.compile(r"\bvoluntar\w+\b(?!\s+or\b)", re.IGNORECASE)
_CROSSING = INFLOWS | {Measure.DEPARTURE}
_DISPLACED = re.compile(r"\s*(?:people\s+|persons\s+)?(?:internally\s+)?(?:displaced|uprooted)\b")
_INSIDE = frozenset({Measure.INTERNAL_DISPLACEMENT, Measure.DISPLACED_STOCK})
_STUCK = re.compile(
    r"(?:(?:left|was|were|are|is|been|being)\s+)*(?:strand|maroon|stuck|trap|kept)", re.IGNORECASE
)
_GONE = frozenset(
    {Measure.EVACUATION, Measure.INTERNAL_DISPLACEMENT, Measure.DEPARTURE, Measure.ARRIVAL}
    | {Measure.KILLED, Measure.INJURED, Measure.MISSING}
)
UNARMED = frozenset(
    {Group.PEOPLE, Group.CIVILIANS, Group.REFUGEES, Group.IDPS, Group.MIGRANTS, Group.ASYLUM_SEEKERS}
)
_ARMED = re.compile(
    r"\b(?:troops|soldiers|forces|police\w*|guards?|peacekeepers?|officers|army|reservists)\b", re.IGNORECASE
)
_ALIVE = re.compile(
    r"[^.;,\d]*\b(?:alive|unhurt|unharmed|unscathed|safe\s+and\s+(?:sound|well))\b", re.IGNORECASE
)
_ONWARD = re.compile(r"\w+\s+(?:on|onwards?|further|inland|(?:north|south|east|west)wards?)\b", re.IGNORECASE)
_WITHOUT = re.compile(r"[^.;,\d]*\b(?:no|without|lacks?|lacked|lacking)\s+(?:\w+\s+)?access\b", re.IGNORECASE)
_STAYS = frozenset({Measure.HOSTED, Measure.DISPLACED_STOCK})
_IDENTIFIED = re.compile(r"[^.;,\d]*\bidentified\b", re.IGNORECASE)
_HELD_BACK = re.compile(r"[^.;,\d]*\bfrom\s+(?:leaving|departing|sailing|setting)\b", re.IGNORECASE)
_SETTLED = frozenset({"part.of_counted", SAME_WAY, FORCED})  # by words that leave no doubt
_HOMEWARD = re.compile(r"\b(?:back|home|return\w*)\b", re.IGNORECASE)
_COUNTED = frozenset({Measure.HOSTED, Measure.DISPLACED_STOCK, Measure.NEED, Measure.ASSISTANCE})
_LEAVING = frozenset({Measure.RELOCATION, Measure.DEPARTURE})
_RETURNEES = re.compile(r"\breturnees?\b", re.IGNORECASE)


def impossible(draft: Draft) -> frozenset[Measure]:
    """What a figure cannot measure by its unit, or since they are said to have gone of their own will."""
    if draft.unit is Unit.SETTLEMENTS:
        return frozenset({Measure.FACILITY})  # "48 villages are under water" take in nobody
    if draft.unit is Unit.FACILITIES:
        return frozenset(Measure) - _OF_SITES
    if {"measure.out_of", "mention.again", "presence.attackers"}.intersection(draft.rules):
        return frozenset(Measure)  # the rules alone know: of "36 of 640 families left" the 640 did not
    if draft.measure is not None and (_SETTLED.intersection(draft.rules) or _goes_with_them(draft)):
        return frozenset(Measure) - {draft.measure}
    if "governed" in draft.rules and draft.hit is not None and draft.hit.frame.name == "surrender":
        return frozenset(Measure)  # whoever else was killed or captured
    if "governed" in draft.rules and draft.term == HOMELESS and draft.unit in PEOPLE:
        return frozenset(Measure) - HOME_LOST  # whatever they need besides
    return (
        (_OF_THINGS if draft.unit in PEOPLE else frozenset())
        | (_FORCED if _WILLING.search(draft.sentence.text) else frozenset())
        | (_FORCED | {Measure.DETAINED} if WILLING in draft.rules else frozenset())
        | (frozenset(Measure) - BACK if is_sent_back(draft) else frozenset())
        | _by_group(draft)
        | (untold(draft) if "learned.claim" in draft.rules else frozenset())
        | (_STAYS if _WITHOUT.match(draft.after) else frozenset())
        | (_by_verb(draft) if "governed" in draft.rules else frozenset())
    )


def _goes_with_them(draft: Draft) -> bool:
    """ "1,865 went across, taking the tally there to 54,000": the total of those who go that way."""
    return draft.copied is not None and SAME_WAY in draft.copied.rules


def _by_group(draft: Draft) -> frozenset[Measure]:
    """What people of their kind cannot be counted for."""
    found: frozenset[Measure] = frozenset()
    if draft.group is Group.REFUGEES and draft.measure not in BACK and _RETURNEES.search(draft.sentence.text):
        found |= BACK  # "155,000 refugees and 37,000 returnees have been recorded"
    if draft.group in UNARMED and draft.noun is not None and not _ARMED.search(draft.sentence.text):
        found |= {Measure.DEPLOYMENT}
    return found | (INFLOWS if "presence.forces" in draft.rules else frozenset())  # who storms a town


def untold(draft: Draft) -> frozenset[Measure]:
    """The harms of which a sentence has no word; a line of a list may have them above it."""
    if draft.sentence.item:
        return frozenset()
    return frozenset(m for m, told in _harms() if not told.search(draft.sentence.text))


def _by_verb(draft: Draft) -> frozenset[Measure]:
    """What the verb that governs a figure rules out."""
    words, term = draft.sentence.text, draft.term or ""
    found = frozenset(m for m, told in _harms() if m is not draft.measure and not told.search(words))
    if draft.measure is Measure.EVACUATION and _ALIVE.match(draft.after):
        found |= HARM
    if draft.measure is Measure.DETAINED and _HELD_BACK.match(draft.after):
        found |= {Measure.DEPARTURE}  # "stopped 300 from leaving"
    if _STUCK.match(term):
        found |= _GONE  # whoever is stranded has not got away
    if draft.measure in _LEAVING and _ONWARD.match(term):
        found |= INFLOWS  # "of those who came 300 went on to the capital": they had come before
    if draft.measure in _CROSSING and (_left_the_country(draft) or _into_a_country(draft)):
        found |= _INSIDE
    if draft.hit is not None and draft.hit.frame.measure in _INSIDE and _DISPLACED.match(draft.after):
        found |= {Measure.NEED, Measure.HOSTED}  # "540,000 internally displaced"
    return found | _by_frame(draft, draft.hit.frame.name if draft.hit is not None else "")


def _by_frame(draft: Draft, name: str) -> frozenset[Measure]:
    """What the words found rule out, by the name of their frame."""
    if name == "flee_home" and not _HOMEWARD.search(draft.after):
        again = draft.whole is not None and draft.whole.measure in BACK
        return BACK | {Measure.DEPARTURE} if again else BACK  # "1,000 of them fled again"
    if name == "send_forces" and draft.group in COMBATANTS:
        return BACK  # "has promised to send 600 more"
    if name == "counted_there" and _IDENTIFIED.match(draft.after):
        return frozenset(Measure) - _COUNTED  # "112 were identified, of whom 41 are back home"
    return frozenset()


@cache
def _harms() -> tuple[tuple[Measure, re.Pattern[str]], ...]:
    """Harms with the beginnings of words without one of which a sentence does not tell of them."""
    rows = table("learned")["words"].items()
    return tuple(
        (Measure(name), re.compile(rf"\b(?:{'|'.join(stems)})", re.IGNORECASE)) for name, stems in rows
    )


def _into_a_country(draft: Draft) -> bool:
    """ "400,000 crossed into Syria": a country is named right behind the verb that governs the figure."""
    behind = [m for m in draft.sentence.places if m.start > draft.end]
    return bool(behind) and behind[0].country and behind[0].role == "to" and behind[0].prep in {"into", "to"}


def _left_the_country(draft: Draft) -> bool:
    """ "Fled to neighbouring countries", "refugees fled Chad": whoever is abroad is not displaced at home."""
    abroad = any(
        m.role == "to" and m.start > draft.end and stands_for_itself(m.name.lower())
        for m in draft.sentence.places
    )
    return abroad or draft.group in {Group.REFUGEES, Group.ASYLUM_SEEKERS}


def is_sent_back(draft: Draft) -> bool:
    """ "Lets 60 in but turns 40 back": the verb that governs the figure says the way they were made to go."""
    hit = draft.hit
    if hit is None or draft.measure not in BACK or "governed" not in draft.rules:
        return False
    return any(t.text.lower() == "back" for t in draft.sentence.tokens[hit.first : hit.last + 1])
