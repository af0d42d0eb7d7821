"""People of whom no word of the tables says what happened: in a report on displacement they are those it speaks of.

Takes the drafts of a sentence and the topic; gives those set aside for want of a verb the measure of the people moved
or harmed last, where they stand close behind. Small counts and members of bodies stay set aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from panj.claims.borrowing import PEOPLE
from panj.claims.draft import Draft
from panj.claims.rereading import Topic
from panj.model import Group, Measure

UNTOLD = "nothing said of what happened to them"
_FEWEST = 10  # below this a figure of people is more often a cast than a count
_REACH = 3  # paragraphs
_FORCES = frozenset({Group.SOLDIERS, Group.MILITANTS, Group.STAFF})
_STANDING = frozenset({"members", "member", "inhabitants", "residents", "resident", "inhabitant", "voters", "recipients", "participants",
                       "names", "drivers", "traders", "women", "men", "farmers", "teachers", "doctors", "nurses"})  # fmt: skip
_STAYING = re.compile(r"\b(?:camps?|sites?|shelters?|cent(?:re|er)s?|schools?|tents?|mosques?|churches|host\s+families|settlements?)\b", re.IGNORECASE)
_WORK = re.compile(r"\b(?:sold|sells?|employ\w*|hired?|trained|graduat\w+|elected|appointed|voted|paid|earn\w*|enrolled)\b", re.IGNORECASE)


def count_untold(drafts: Sequence[Draft], topic: Topic) -> None:
    """Give figures of people that no verb of the tables governs the measure of the people of the report."""
    for d in drafts:
        if d.aside != UNTOLD or d.unit not in PEOPLE or not _counts_people(d):
            continue
        if _STAYING.search(d.sentence.text) and d.group is not Group.IDPS:
            d.measure, d.term = Measure.HOSTED, d.noun.words if d.noun is not None else None
        elif (source := _near(d, topic)) is not None:
            d.copied, d.measure, d.term, d.hit = source, source.measure, source.term, source.hit
        else:
            continue
        d.aside = None
        d.rules.append("measure.of_report")


def _counts_people(d: Draft) -> bool:
    if d.number.value < _FEWEST or d.group in _FORCES or _WORK.search(d.sentence.text):
        return False
    if d.noun is None or d.noun.aside is not None:
        return False
    return not set(d.noun.words.split()) & _STANDING


def _near(d: Draft, topic: Topic) -> Draft | None:
    source = topic.people
    if source is None or not 0 <= d.sentence.paragraph - source.sentence.paragraph <= _REACH:
        return None
    return source
