"""Figures without a verb: explained by a site, by who has them, or by the heading of their list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from panj.claims.draft import Draft, Sentence
from panj.claims.measures.rereading import Topic
from panj.claims.mentions.units import head_noun
from panj.model import PEOPLE, Group, Measure, Unit

_OF_SITE = re.compile(r"\b(?:camp|site|settlement|shelter|centre|center)['’]s\s*\Z", re.IGNORECASE)
# A cell of a table read out: "20,215 in collective sites in total".
_IN_SITES = re.compile(
    r"\s+(?:people\s+|persons\s+|individuals\s+|households\s+|families\s+)?(?:in|at|with)\s+(?:[a-z-]+\s+){0,2}"
    r"(?:sites?|cent(?:re|er)s?|camps?|shelters?|settlements?|accommodation|host\s+(?:families|communities))\b"
)
_HAS = re.compile(r"\b(?:has|have|had|maintains|comprises)\s*\Z", re.IGNORECASE)


def stands_as_stock(draft: Draft, text: str, topic: Topic, lead: Draft | None) -> bool:
    """A figure without a verb, explained by a site, by who has it, or by the heading of its list.

    "The camp's 31,000 residents", "the mission has 1,100 peacekeepers", "Refugees by country: …".
    """
    if draft.unit in PEOPLE and _OF_SITE.search(text[: draft.start][-14:]):
        draft.measure, draft.term = Measure.HOSTED, "residents"
        draft.rules.append("measure.of_site")
        return True
    if draft.noun is not None and draft.group is Group.SOLDIERS and _HAS.search(text[: draft.start][-12:]):
        draft.measure, draft.term = Measure.DEPLOYMENT, draft.noun.words
        draft.rules.append("measure.has_forces")
        return True
    if draft.unit in PEOPLE | {None} and _IN_SITES.match(draft.after):
        draft.measure, draft.term = Measure.HOSTED, None
        draft.unit, draft.group = draft.unit or Unit.PERSONS, draft.group or Group.PEOPLE
        draft.rules.append("measure.in_sites")
        return True
    heading = topic.heading
    return heading is not None and _headed(draft, heading, lead)


def _headed(draft: Draft, heading: Sentence, lead: Draft | None) -> bool:
    """The lines of a list count what its heading names, where the heading has no figure of its own."""
    if not draft.sentence.item or draft.unit not in PEOPLE | {None}:
        return False
    if lead is not None and lead.sentence.paragraph > heading.paragraph:
        return False
    nouns = [n for i in range(len(heading.tokens)) if (n := head_noun(heading.tokens, i)) is not None]
    noun = next((n for n in nouns if n.unit in PEOPLE), None)
    speaking = [h for h in heading.hits if Unit.PERSONS in h.frame.units]
    own = draft.noun is not None and "noun.borrowed" not in draft.rules
    if not speaking or (noun is None and (lead is not None or not own)):
        return False
    best = max(speaking, key=lambda h: (h.frame.weight, -h.first))
    if draft.unit is None and noun is not None:
        draft.unit, draft.group = noun.unit, noun.group
    words = heading.tokens[best.first : best.last + 1]
    draft.measure, draft.term = best.frame.measure, noun.words if noun else " ".join(t.lower for t in words)
    draft.rules += ["list.heading", "list.lead"]
    return True


def note_heading(sentence: Sentence, live: Sequence[Draft], topic: Topic) -> None:
    """Keep a line that ends in a colon and has no figure, until prose follows."""
    if sentence.text.rstrip().endswith(":") and not any(d.aside is None for d in live):
        topic.heading = sentence
    elif not sentence.item:
        topic.heading = None
