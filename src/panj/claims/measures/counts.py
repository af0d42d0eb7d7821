"""Figures that say how many there are or were: the number of those in a place, a figure to compare with, a part of what is no claim.

Takes a draft, the figures before it and the text; gives a measure, the figure whose measure it shares, or a reason.
"""  # noqa: E501

from __future__ import annotations

import re

from panj.claims.counting.compared import is_compared
from panj.claims.draft import Draft
from panj.claims.mentions.units import head_noun
from panj.claims.predicates.governor import words_of
from panj.model import FORCES, PEOPLE, Group, Measure

# "Brought the number of Burundians in the Uvira area to 61,000", "the number of refugees in Chad has passed".
_NUMBER_IN = re.compile(
    r"\b(?:the|their|its)\s+(?:(?:total|overall|current|estimated)\s+)?(?:number|population)\s+of\s+"
    r"(?P<who>[\w’'-]+(?:\s+[\w’'-]+){0,2}?)\s+(?:(?:now|currently|still|already|living|staying|sheltering|hosted|camped)\s+){0,2}"
    r"(?:in|on|at|inside|across)\s+(?P<where>[^,;.:]{2,50}?)\s+"
    r"(?:to|at|is|was|(?:ha[sd]\s+)?(?:now\s+)?(?:reached|passed|exceeded|topped|surpassed)|exceeds|tops|(?:stood|stands)\s+at|"
    r"(?:ha[sd]\s+)?(?:risen|grown|climbed|swollen|fallen|dropped)\s+to|(?:rose|grew|climbed|swelled|fell|dropped)\s+to)\s*\Z",
    re.IGNORECASE,
)
# "Bringing the population of the site to 2,000".
_SITE = re.compile(
    r"\b(?:the|its)\s+(?:total\s+)?population\s+(?:of|in|at)\s+(?:the|this|that|both|all)\s+(?:[\w’'-]+\s+){0,2}?"
    r"(?:camps?|sites?|settlements?|cent(?:re|er)s?|shelters?|compounds?|bases?)\s+"
    r"(?:to|at|is|was|has\s+reached|reached|passed|exceeds|(?:stood|stands)\s+at|(?:has\s+)?(?:risen|grown|rose|grew)\s+to)\s*\Z",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"\b[A-Z][a-z]")
_PARTS_FOLLOW = re.compile(
    r"\b(?:of\s+(?:whom|which|them|these|those)|including|among\s+(?:whom|them)|comprising|made\s+up\s+of|as\s+follows)\s*:\s*\Z",
    re.IGNORECASE,
)
_LINES = 30  # paragraphs that a list may run after its lead-in
_WHO = re.compile(r"\s+(?:[\w’'-]+\s+)?(?:who|that|which)\b")


def counted_in(draft: Draft) -> tuple[Measure, str] | None:
    """Who is in a place, where "the number of … in …" is said: a stock, however it came to be; with the word for them."""  # noqa: E501
    if draft.unit not in PEOPLE | {None}:
        return None
    if _SITE.search(draft.before):
        return Measure.HOSTED, "population"
    found = _NUMBER_IN.search(draft.before)
    if found is None:
        return None
    sentence = draft.sentence
    begin = draft.start - len(draft.before)
    first, last = begin + found.start("where"), begin + found.end("where")
    named = (
        any(first <= m.start < last for m in sentence.places) or _CAPITAL.search(found["where"]) is not None
    )
    named = named and not any(
        first <= w.start < last for w in sentence.whens
    )  # "the number of refugees in May"
    noun = head_noun(sentence.tokens, sentence.index(begin + found.start("who")))
    if (
        not named
        or noun is None
        or noun.unit not in PEOPLE
        or words_of("people", "of_events") & set(noun.words.lower().split())
    ):
        return None
    if found["who"].split()[-1].lower() not in noun.words.lower().split():
        return None  # "the number of people killed in Kibo"
    if noun.group in FORCES:
        return Measure.DEPLOYMENT, noun.words
    return (Measure.DISPLACED_STOCK if noun.group is Group.IDPS else Measure.HOSTED), noun.words


def compared_with(draft: Draft, left: Draft | None) -> Draft | None:
    """ "121,000 have registered, up from 80,000 a week earlier": the figure that this one is set against."""
    bare = draft.noun is None or "noun.borrowed" in draft.rules
    if left is None or not bare or draft.unit not in {left.unit, None} or left.sentence is not draft.sentence:
        return None
    return left if is_compared(draft) and not _WHO.match(draft.after) else None


def of_no_claim(draft: Draft) -> str | None:
    """ "132,000 people are affected, of whom 54,000 are children": a part without a verb of its own is no more than its whole."""  # noqa: E501
    whole = draft.whole
    if whole is None or draft.hit is not None or "part.of" not in draft.rules:
        return None
    return whole.aside if whole.sentence is draft.sentence else None


def of_whom(draft: Draft, lead: Draft | None) -> Draft | None:
    """ "102,420 people arrived, of whom:" and "Returnees: 51,870" under it: a line only says who they are."""
    said = draft.hit is not None and bool(draft.hit.tags)
    if lead is None or said or not draft.sentence.item or draft.unit not in PEOPLE | {None}:
        return None
    near = 0 < draft.sentence.paragraph - lead.sentence.paragraph <= _LINES
    if not near or not _PARTS_FOLLOW.search(lead.sentence.text) or draft.number.value > lead.number.value:
        return None
    draft.whole = draft.whole or lead
    draft.rules.append("list.lead")
    return lead
