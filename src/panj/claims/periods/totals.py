"""Running totals told from single occurrences: by words in a figure's clause, its verb's tense, and its size.

Takes a draft with a measure, and its predicate; says whether it is a total. Words are in rules/totals.toml.
"""

from __future__ import annotations

import re
from functools import cache

from panj.claims.counting.brackets import is_bare_bracket
from panj.claims.draft import Draft
from panj.claims.periods.aspect import Aspect, Predicate
from panj.claims.periods.attachment import distance
from panj.claims.tables import table
from panj.model import HARM, Measure, Status, Unit

# "The two groups make 151 people": a sum of what was told one by one.
GROUPS = r"groups|waves|crossings|cases|batches|together"
ADD_UP = r"\s+(?:make|made|add(?:ed)?\s+up|come|came|amount(?:ed)?)(?:\s+to)?"
_RESCUE = re.compile(r"\b(?:rescu|sav|pull|pick|pluck|fre|airlift)\w*", re.IGNORECASE)
# Organised movement and displacement are reported as running totals unless a day is named; harm is an
# event unless words of counting stand by.
_TALLIED = frozenset({Measure.EVACUATION, Measure.INTERNAL_DISPLACEMENT, Measure.ASSISTANCE, Measure.RETURN})
_BROUGHT = re.compile(
    r"\b(?:bring\w*|brought|tak(?:es|ing)|took|rais\w+|push\w+|lift\w+)\s+(?:the\s+|its\s+)?[^,;.]*\b"
    r"(?:total|number|toll|tally|count)\b[^,;.]*\Z",
    re.IGNORECASE,
)
_BROUGHT_FIRST = re.compile(
    r"\b(?:bring\w*|brought|tak(?:es|ing)|took|rais\w+|push\w+|lift\w+)\s+(?:to|past|above|over|beyond)\s*\Z",
    re.IGNORECASE,
)
_THE_NUMBER = re.compile(
    r"\s*,?\s*the\s+(?:overall\s+|total\s+)?(?:total|number|toll|tally|count)\b", re.IGNORECASE
)
_SUPERLATIVE = re.compile(r"\b(?:\w+est|most|worst|first|only)\b[^.;]{0,40}\Z", re.IGNORECASE)
_LABEL = re.compile(r"(?:\A|\n)\s*(?:[•●▪*–—-]\s*)?[A-Z][a-zA-Z-]+(?:\s[a-zA-Z-]+){0,4}:\s*\Z")
_FEW = 300  # fewer moved to safety without a word of counting are one movement
_SOME = 500  # fewer who "have crossed" are one movement
_TOLL = 10  # fewer dead are those of one occurrence
MANY = 1000  # a figure of harm or return this large is a total even where nothing says so
_BEFORE, _AFTER = 70, 90  # characters of a clause
_CLAUSE = 2.5  # a word of totals further off than this in the tree is not of the figure


@cache
def _words(name: str, head: str = r"\b", tail: str = r"\b") -> re.Pattern[str]:
    rows = "|".join(row.replace(" ", r"\s+") for row in table("totals")[name])
    return re.compile(rf"{head}(?:{rows}){tail}", re.IGNORECASE)


@cache
def _sums() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{GROUPS}|these){ADD_UP}\b", re.IGNORECASE)


@cache
def _occurrences() -> re.Pattern[str]:
    rows = table("totals")
    things = "|".join(rows["occurrence"])
    vehicles = "|".join(rows["vehicle"])
    return re.compile(
        rf"\b(?:an?|one|the|this|that|another|second|last)\s+(?:[\w’'-]+\s+){{0,3}}?(?:{things})\b"
        rf"|\b(?:by|in|under)\s+(?:{things})\b"
        rf"|\b(?:on|aboard|in|by)\s+(?:an?|one|two|three|four|the\s+last)\s+(?:\w+\s+)?(?:{vehicles})\b"
        r"|\bby\s+helicopter\b|\bin\s+a\s+single\b",
        re.IGNORECASE,
    )


def clause_of(draft: Draft) -> str:
    """The words around a figure, up to a semicolon."""
    text, start = draft.sentence.text, draft.sentence.span.start
    left = text[max(0, draft.start - start - _BEFORE) : draft.start - start]
    right = text[draft.end - start : draft.end - start + _AFTER]
    return (
        f"{left.rpartition(';')[2]}{text[draft.start - start : draft.end - start]}{right.partition(';')[0]}"
    )


def says_total(draft: Draft) -> bool:
    """Whether words of a total stand in a figure's clause ("so far", "in all", "the toll")."""
    for w in draft.sentence.whens:
        left = draft.sentence.text[: w.start - draft.sentence.span.start]
        if w.kind == "total" and distance(draft, w) < _CLAUSE and not _SUPERLATIVE.search(left[-50:]):
            return True
    clause = clause_of(draft)
    found = _words("total").search(clause)
    if found is None and is_throughout(draft):
        return True
    if found is None:
        return _sums().search(clause) is not None
    return found.group().lower() not in {"so far", "to date"} or not _SUPERLATIVE.search(
        clause[: found.start()]
    )


def is_throughout(draft: Draft) -> bool:
    """Whether a figure is of all that went on for a time: "during the offensive 5,000 crossed"."""
    return _words("throughout").search(clause_of(draft)) is not None


def is_one_occurrence(draft: Draft) -> bool:
    """Whether a figure is said to be of one occurrence: an assault, an earthquake, a plane."""
    return _occurrences().search(clause_of(draft)) is not None


def is_counted(draft: Draft) -> bool:
    """Whether a figure is the object of counting or reporting: "spoke of 300 wounded", "Deaths: 326"."""
    start = draft.sentence.span.start
    left = draft.sentence.text[max(0, draft.sentence.body - start) : draft.start - start]
    said_again = {"noun.borrowed", "measure.carried"} <= set(draft.rules) and ";" in left
    if _words("counting", tail=r"\s+(?:[\w’'-]+\s+){0,2}\Z").search(left[-50:]):
        return not said_again  # "given as more than 300; it has since spoken of 300": of what was told before
    label = _LABEL.search(left)
    begin = draft.start - len(left)
    return label is not None and all(w.start >= draft.start or w.end <= begin for w in draft.sentence.whens)


def runs(draft: Draft) -> bool:
    """ "The count had passed 1,600 a day later": a total up to that day."""
    left = draft.before
    return _words("running", tail=r"\s*\Z").search(left[-40:]) is not None


def brings_total(draft: Draft) -> bool:
    """ "…, bringing the total to 19,000", "pushing past 4,000 the number returned"."""
    start = draft.sentence.span.start
    left = draft.sentence.text[: draft.start - start][-60:]
    right = draft.sentence.text[draft.end - start :][:40]
    return bool(_BROUGHT.search(left) or (_BROUGHT_FIRST.search(left) and _THE_NUMBER.match(right)))


def is_stative(draft: Draft, said: Predicate) -> bool:
    """Whether the verb tells how things stand now, whatever is counted: "we are some 49,000 here"."""
    if said.aspect not in {Aspect.PRESENT, Aspect.PROGRESSIVE} or draft.status is not Status.HAPPENED:
        return False
    if is_bare_bracket(draft):
        return False  # "less than in April (8,650)": no verb says anything of it
    if (
        draft.measure in HARM
        or draft.measure is Measure.FUNDING
        or draft.unit is Unit.SHARE
        or draft.whole is not None
    ):
        return False
    tree = draft.sentence.syntax
    if said.lemma == "have" and (tree is None or said.word is None or not tree.kids(said.word, "obj")):
        return False  # a helping verb that the tree took for a full one
    return said.lemma in table("totals")["states"] and not is_one_occurrence(draft) and not says_total(draft)


def _is_reported(draft: Draft) -> bool:
    """ "The agency said that 118 bodies had been found": it said "have been found"."""
    return any(a.end <= draft.start for a in draft.sentence.speech)


def is_total(draft: Draft, said: Predicate) -> bool:
    """Whether words near a figure, the tense of its verb, or its size make it a running total."""
    if says_total(draft):
        return True
    if is_one_occurrence(draft) and not (draft.measure in HARM and said.aspect is Aspect.PERFECT):
        return False
    if is_counted(draft):
        return True
    perfect, value = said.aspect is Aspect.PERFECT, draft.number.value
    if draft.measure in HARM:
        perfect = perfect or (said.aspect is Aspect.PLUPERFECT and _is_reported(draft))
        told = said.aspect is Aspect.PRESENT and said.lemma in table("totals")["counting_now"]
        return value >= MANY or said.aspect is Aspect.NONE or (perfect and value >= _TOLL) or told
    people = draft.unit in {Unit.PERSONS, Unit.HOUSEHOLDS, Unit.SHARE}
    if not people and draft.measure is not Measure.ASSISTANCE:
        return perfect
    if draft.measure is Measure.EVACUATION:
        return not _RESCUE.search(draft.term or "") and (perfect or value >= _FEW)
    if draft.measure is Measure.RETURN:
        return value >= MANY or (perfect and value >= _FEW)
    if draft.measure in _TALLIED:
        return perfect or value >= MANY
    return perfect and (value >= _SOME or draft.number.kind == "order" or draft.unit is Unit.SHARE)
