"""Figures of which another figure tells what happened: running totals, households in brackets, breakdowns.

Takes a draft and those before it; gives the one that says what happened to these people too, or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from panj.claims.draft import Draft
from panj.claims.measures.counts import compared_with
from panj.claims.measures.rereading import Topic
from panj.claims.predicates.frames import Hit
from panj.claims.wholes.adding import shares_measure
from panj.language import cost
from panj.model import FLOWS, HARM, PEOPLE, Measure, Unit

HURT_OR_HELD = HARM | {Measure.DETAINED}
_CARRIERS = frozenset({Unit.FLIGHTS, Unit.ITEMS})
_AS_LARGE = 8  # times: two counts of the same people differ by less
_PUTS_AT = re.compile(
    r"\b(?:put(?:s|ting)?|set(?:s|ting)?|giv(?:es|ing)|gave|estimat(?:es|ed|ing))\s+(?:the|their|its|that|this)\s+(?:(?:total|real|true|overall)\s+)?"
    r"(?:number|figure|total|count|tally)\s+(?:at|as)\s*\Z",
    re.IGNORECASE,
)
# "By Thursday the figure had climbed to 5,000, although some had gone back": the figure told before.
_GROWN = re.compile(
    r"\b(?:the|that|this)\s+(?:figure|number|total|count)(?:\s+of\s+\w+)?\s+(?:(?:had|has|have)\s+)?(?:(?:since|now|already|then)\s+)?"
    r"(?:climbed|risen|rose|grown|grew|reached|jumped|swelled|swollen|soared|fallen|fell|dropped|stood)(?:\s+(?:to|at))?\s*\Z|"
    r"\b(?:puts?|set|estimates?|estimated)\s+(?:it|this)\s+at\s*\Z",
    re.IGNORECASE,
)
_IT_AT = re.compile(r"\b(?:it|this)\s+at\s*\Z", re.IGNORECASE)
_OF_SO_MANY = re.compile(r"\b(?:of|among|out\s+of)\s+\Z", re.IGNORECASE)
_OR_SO_MANY = re.compile(
    r"\s+(?:[\w-]+\s+){1,4}(?:[(/]|(?:or|from|belonging\s+to|making\s+up)\b)\s*(?:(?:or|some|about|around|approximately|nearly|an?\s+estimated|equivalent\s+to|comprising|with)\s+)*",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s*[-–—(,]\s*(?:or\s+)?")
_STAYING = frozenset({Measure.HOSTED, Measure.DISPLACED_STOCK})
_NEAR_PARAGRAPHS = 3  # to another count of the same people
_NEAR_TOTAL = 120  # characters between a figure and the running total that it makes
_RUNNING = re.compile(
    r"\b(?:bring\w*|brought|tak(?:es?|ing)|took|push\w*|rais\w+|lift\w*)\s+(?:the|its|their|that|this)\s+(?:\w+\s+){0,3}?"
    r"(?:total|number|tally|count|figure|caseload)\b[^,;]{0,50}?\bto\s*\Z",
    re.IGNORECASE,
)
_MADE_UP_OF = re.compile(
    r"(?:there\s+(?:are|were)|they\s+(?:are|were|include|included|comprise|comprised)|these\s+(?:are|were)|among\s+them\s+(?:are|were)|"
    r"the\s+(?:last|latest|first|second|third|largest|biggest|smallest)\b[^.;]{0,40}?\b(?:was|were|numbered)|"
    r"the\s+group\s+(?:\w+\s+)?(?:of|include[sd]?|comprise[sd]?|number\w*)|of\s+(?:these|them|those))\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\s+of\s+(?:them|these|those)\b", re.IGNORECASE)
_TAKEN_ALONG = re.compile(
    r"\bwith\s+\S|\b(?:along|herds?|brought|bringing|drove|driving|took|taking|together\s+with|accompanied)\b",
    re.IGNORECASE,
)


def same_people(
    draft: Draft, live: Sequence[Draft], text: str, topic: Topic, before: Draft | None
) -> Draft | None:
    """Another figure whose movement this one tells of in other terms, or None.

    A running total ("bringing the total to 2,400"), households told as persons in brackets, the men,
    women and children of a group named in the sentence before, and the animals that people take along.
    """
    left = last_before(draft, live)
    if (again := _told_again(draft, topic)) is not None:
        return again
    if shares_measure(draft, live) and draft.whole is not None and draft.whole.measure is not None:
        return draft.whole
    if (restated := _restated(draft, text, topic, before)) is not None:
        draft.rules.append("measure.same_figure")
        return restated
    if (other := compared_with(draft, left)) is not None:
        draft.rules.append("measure.compared")
        return other
    if left is not None and draft.unit is not None and draft.unit is left.unit:
        between = text[left.end : draft.start]
        if len(between) < _NEAR_TOTAL and _RUNNING.search(between):
            draft.rules.append("measure.running_total")
            return left
    if left is not None and {draft.unit, left.unit} == set(PEOPLE) and left.measure not in HARM:
        between = text[left.end : draft.start]
        if _OR_SO_MANY.fullmatch(between):
            draft.rules.append("measure.in_other_units")
            return left
    carried = draft.unit in _CARRIERS and left is not None and left.unit in PEOPLE and _flows(left, draft)
    if carried and re.search(
        r"\b(?:by|on|aboard|in|with|using|via)\s*\Z", text[: draft.start][-10:], re.IGNORECASE
    ):
        draft.rules.append("measure.of_passengers")
        return left
    return _of_the_group(draft, topic, before)


def _restated(draft: Draft, text: str, topic: Topic, before: Draft | None) -> Draft | None:
    """ "The council puts the number at 63,302": the figure of about that size before it, recounted."""
    left = text[draft.sentence.body : draft.start][-_NEAR_TOTAL:]
    told = _PUTS_AT.search(left) is not None and (draft.hit is None or draft.hit.first <= draft.last)
    if draft.unit not in PEOPLE | {None} or not (told or _GROWN.search(left)):
        return None
    found = [d for d in (before, topic.people) if d is not None]
    if _IT_AT.search(left) is not None:
        found = [d for d in found if d.sentence is draft.sentence]  # farther off "it" may be anything
    alike = [
        d
        for d in found
        if d.unit in PEOPLE
        and d.measure is not None
        and 0 <= draft.sentence.paragraph - d.sentence.paragraph <= _NEAR_PARAGRAPHS
        and 1 / _AS_LARGE < draft.number.value / max(d.number.value, 1) < _AS_LARGE
    ]
    return alike[0] if alike else None


def _of_the_group(draft: Draft, topic: Topic, before: Draft | None) -> Draft | None:
    """The people spoken of before, for their animals and for the men, women and children among them."""
    source = topic.people
    if source is None or not _flows(source, draft):
        return None
    if draft.unit is Unit.LIVESTOCK and _TAKEN_ALONG.search(draft.sentence.text):
        draft.rules.append("measure.with_people")
        return source
    if draft.hit is not None or draft.unit not in PEOPLE | {None} or source.sentence is draft.sentence:
        return None
    later = before is not None and before.unit in PEOPLE and before.sentence is not draft.sentence
    if later and before is not None and before.start > source.start and before.measure in _STAYING:
        source = before  # "50,411 are in the country. Of these, 10,500 are at Kibo"
    of_them = _OF_THEM.match(draft.sentence.text, draft.number.end - draft.sentence.span.start)
    if not of_them and not _MADE_UP_OF.match(draft.sentence.text):
        return None
    draft.rules.append("measure.breakdown")
    if draft.whole is None and draft.number.value < source.number.value:
        draft.whole = source
    return source


def _told_again(draft: Draft, topic: Topic) -> Draft | None:
    """ "Of the 4,912, all but 170 have gone back": the figure of that number that was told before."""
    bare = draft.noun is None or "noun.borrowed" in draft.rules
    source = topic.counted.get(draft.number.value)
    if source is None or not bare or "hedge.the" not in draft.rules or source.sentence is draft.sentence:
        return None
    if not _OF_SO_MANY.search(draft.before):
        return None
    draft.unit, draft.group, draft.inherits = source.unit, source.group, True
    draft.rules.append("mention.again")
    return source


def told_twice(drafts: Sequence[Draft], text: str) -> None:
    """ "Kolo 412 families (1,851 individuals)": what the one turned out to be the other is too."""
    for first, second in pairwise(drafts):
        between = text[first.end : second.start]
        if _is_bracketed(first, second, between) and second.aside is not None and first.aside is None:
            first.aside = second.aside  # "300 families or 1,500 people were affected"
            continue
        if _is_aside(first, second, between):
            first.unit = Unit.PERSONS
        elif not _is_bracketed(first, second, between):
            continue
        second.aside, second.measure, second.group = first.aside, first.measure, first.group
        second.copied, second.term, second.whole = first, first.term, None
        second.unit = second.noun.unit if second.noun is not None else second.unit
        if "measure.in_other_units" not in second.rules:
            second.rules.append("measure.in_other_units")


def _is_aside(first: Draft, second: Draft, between: str) -> bool:
    """ "The 170 - 38 families - have asked for asylum": the same people, in families."""
    families = second.noun is not None and second.noun.unit is Unit.HOUSEHOLDS
    bare = first.noun is None or "noun.borrowed" in first.rules
    fewer = second.number.value < first.number.value and first.aside is None and second.aside is None
    return families and bare and fewer and _DASH.fullmatch(between) is not None


def _is_bracketed(first: Draft, second: Draft, between: str) -> bool:
    """ "412 families (1,851 individuals)": the one counts persons, the other families."""
    units = {d.noun.unit for d in (first, second) if d.noun is not None}
    if first.measure in HARM:
        return False  # "12 people from two families died": not two families
    return units == set(PEOPLE) and _OR_SO_MANY.fullmatch(between) is not None


def brought_along(draft: Draft, text: str) -> Hit | None:
    """ "Herders entered the valley with 300 yaks": the animals move as the people before them do."""
    tokens = draft.sentence.tokens
    moved = [h for h in draft.sentence.hits if h.last < draft.first and h.frame.measure in FLOWS]
    if not moved or cost(tokens, moved[-1].last, draft.first) > 2.0:
        return None
    between = text[tokens[moved[-1].last].end : draft.start]
    return moved[-1] if _TAKEN_ALONG.search(between + " .") else None


def _flows(source: Draft, draft: Draft) -> bool:
    """Whether a figure of people moved stands close enough before to be continued."""
    near = 0 <= draft.sentence.paragraph - source.sentence.paragraph <= 1
    return (
        near
        and source.unit in PEOPLE | {Unit.LIVESTOCK}
        and source.measure not in {*HURT_OR_HELD, Measure.FUNDING}
    )


def last_before(draft: Draft, live: Sequence[Draft]) -> Draft | None:
    """The nearest figure before it in the sentence that has a measure."""
    left = [d for d in live if d.start < draft.start and d.measure is not None and d.aside is None]
    return left[-1] if left else None
