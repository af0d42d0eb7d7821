"""What each figure of a sentence measures: noun, frame, part of another figure, or set aside with the reason.

Takes a `Sentence` with tokens and hits; gives `Draft`s with unit, group, measure and term.
"""

from __future__ import annotations

import re

from panj.claims.asides import masked, reason_for
from panj.claims.draft import Draft, Sentence
from panj.claims.frames import Hit, frames, ranked
from panj.claims.numbers import Number, numbers
from panj.claims.units import Noun, head_noun
from panj.language import cost
from panj.model import Group, Measure, Qualifier, Unit

ENOUGH = -0.55  # a frame that fits worse than this says nothing about a figure
_PART_BEFORE = re.compile(
    r"\b(?:including|includes|included|among\s+(?:them|whom|these|those)|of\s+(?:whom|which|them|these|those)|amongst\s+them|comprising|with|some\s+of\s+them|most\s+of\s+them|divided\s+into|made\s+up\s+of|consisting\s+of)(?:\s+(?:also|were|are|at\s+least))?[\s,]*\Z",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(r"\s*(?:\w+\s+)?(?:of\s+(?:them|whom|these|those)|among\s+them)\b", re.IGNORECASE)
_HOSTING = re.compile(
    r"\b(?:shelter\w*|displaced|refugees?|IDPs?|evacuees?|host(?:s|ed|ing)?|asylum|migrants|housed|accommodat\w+|staying|reception)\b",
    re.IGNORECASE,
)
_RUINED = re.compile(
    r"\b(?:destroyed|damaged|burned|burnt|flattened|reduced\s+to|in\s+ruins|demolished|hit\s+by|shelled|bombed)\b",
    re.IGNORECASE,
)
_AID = re.compile(
    r"\b(?:aid|humanitarian|refugees?|displaced|response|appeal|assistance|relief|crisis|emergency|UN|U\.N\.|UNHCR|IOM|OCHA|donors?|plan|support|food|shelter|reconstruction|resettle\w*)\b"
)
_BARE_PEOPLE = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.DETAINED})
_MATERIAL = frozenset({Unit.LIVESTOCK, Unit.FLIGHTS, Unit.ITEMS, Unit.TONNES})
_ONE = {"one", "1"}


def read_drafts(text: str, sentence: Sentence, before: Draft | None) -> list[Draft]:
    """The figures of a sentence; `before` is the last figure of the report so far, for bare numbers."""
    drafts: list[Draft] = []
    masks = masked(text, sentence.body, sentence.span.end)
    for number in numbers(text, sentence.body, sentence.span.end):
        draft = _begin(number, sentence)
        draft.aside = reason_for(number, text, masks, sentence.whens)
        if draft.aside is None:
            _read_noun(draft, text, drafts, before)
        drafts.append(draft)
    live = [d for d in drafts if d.aside is None]
    for draft in live:
        _find_whole(draft, text, [d for d in live if d.start < draft.start])
    for draft in live:
        _choose(draft, live, text)
    for draft in live:
        _settle(draft, live, text, before)
    return drafts


def _begin(number: Number, sentence: Sentence) -> Draft:
    first = sentence.index(number.start)
    last = max(first, sentence.index(number.end - 1))
    return Draft(number, sentence, first, min(last, len(sentence.tokens) - 1), rules=list(number.rules))


def _read_noun(draft: Draft, text: str, earlier: list[Draft], before: Draft | None) -> None:
    number, tokens = draft.number, draft.sentence.tokens
    if number.kind == "currency":
        draft.unit = Unit.CURRENCY
        return
    if number.kind == "share":
        draft.unit = Unit.SHARE
        draft.of = whole_of(text, number.end, draft.sentence.span.end)
        return
    at = draft.last + 1
    noun = head_noun(tokens, at)
    if number.whole is not None:
        noun = _noun_after_whole(draft) or noun
    if noun is None:
        noun = _borrowed(draft, text, earlier, before)
    if noun is None:
        if number.kind == "vague":
            draft.aside = "vague and of nothing that is counted here"
        return
    _apply_noun(draft, noun, text)


def _noun_after_whole(draft: Draft) -> Noun | None:
    tokens = draft.sentence.tokens
    for i in range(draft.last + 1, min(len(tokens), draft.last + 8)):
        if tokens[i].pos == "NUM" or tokens[i].text.isdigit():
            return head_noun(tokens, i + 1)
    return None


def _apply_noun(draft: Draft, noun: Noun, text: str) -> None:
    draft.noun, draft.unit, draft.group = noun, noun.unit, noun.group
    if noun.aside and noun.unit not in {Unit.KM, Unit.MI, Unit.HA}:
        draft.aside = noun.aside
    if noun.last > draft.last and noun.first > draft.last:
        draft.last = noun.last
    words = text[draft.number.core_start : draft.number.core_end].lower()
    if draft.number.kind == "vague" and noun.unit not in {
        Unit.FACILITIES,
        Unit.SETTLEMENTS,
        Unit.DISTRICTS,
        Unit.PERSONS,
        Unit.HOUSEHOLDS,
    }:
        draft.aside = "vague and of nothing that is counted here"
    if words in _ONE and noun.first <= draft.last and noun.unit is None:
        draft.aside = "one of several, not a figure"


def _borrowed(draft: Draft, text: str, earlier: list[Draft], before: Draft | None) -> Noun | None:
    """A bare number counts what the figure before it counted: "64 boys and 113", "664 have been agreed"."""
    tokens = draft.sentence.tokens
    following = tokens[draft.last + 1] if draft.last + 1 < len(tokens) else None
    if following is not None and following.pos == "NOUN" and not following.lower.endswith("ly"):
        return None
    source = next((d for d in reversed(earlier) if d.noun is not None and d.unit is not Unit.SHARE), None)
    if (
        source is None
        and before is not None
        and before.noun is not None
        and before.sentence.paragraph >= draft.sentence.paragraph - 1
    ):
        source = before
    if source is None or source.noun is None:
        return None
    if (
        source.noun.aside == "duration"
        or source.noun.aside == "age"
        or source.aside == "date or length of time"
    ):
        return None
    draft.rules.append("noun.borrowed")
    n = source.noun
    return Noun(draft.last, draft.last, n.unit, n.group, n.aside, n.weak, n.words)


def whole_of(text: str, at: int, end: int) -> str | None:
    """The whole of a share: the words after "of", up to the verb or the next comma."""
    match = re.compile(
        r"\s+(?:of|out\s+of)\s+(?:the\s+|all\s+|its\s+|their\s+|those\s+|these\s+)?([^,.;:()]{2,80})"
    ).match(text, at, end)
    if not match:
        return None
    words = re.split(
        r"\s+(?:is|are|was|were|has|have|had|who|that|which|will|would|could|may|to|in|since|live|need)\s",
        match.group(1),
    )[0]
    return words.strip() or None


def _find_whole(draft: Draft, text: str, earlier: list[Draft]) -> None:
    """Mark a figure that is a part of another: "including", "of whom", "64 of them", lists after a colon or dash."""
    left = text[draft.sentence.body : draft.start]
    right = text[draft.number.end : draft.number.end + 24]
    people = [d for d in earlier if d.unit in {Unit.PERSONS, Unit.HOUSEHOLDS, None}]
    if _PART_BEFORE.search(left) or _PART_AFTER.match(right):
        draft.rules.append("part.of")
        if people:
            draft.whole = (
                people[-1]
                if people[-1].whole is None or not _listed(people[-1], draft, text)
                else people[-1].whole
            )
        return
    if people and people[-1].whole is not None and _listed(people[-1], draft, text):
        draft.whole = people[-1].whole
        draft.rules.append("part.list")
    elif people and re.search(r"(?::|–|—|--|\()\s*\Z", left) and _same_stretch(people[-1], draft, text):
        draft.whole = people[-1]
        draft.rules.append("part.breakdown")


def _listed(a: Draft, b: Draft, text: str) -> bool:
    between = text[a.number.end : b.start]
    return (
        len(between) < 60
        and bool(re.search(r"(?:,|\band|,\s*and|\bor)\s*\Z", between))
        and not re.search(r"\b(?:were|was|have|has|had|who)\b", between)
    )


def _same_stretch(a: Draft, b: Draft, text: str) -> bool:
    return b.start - a.number.end < 160 and b.unit in {Unit.PERSONS, Unit.HOUSEHOLDS}


def _choose(draft: Draft, live: list[Draft], text: str) -> None:
    """The frame that fits best; other figures between cost, a part takes a frame only from its own clause."""
    sentence = draft.sentence
    if draft.unit in {Unit.KM, Unit.MI, Unit.HA}:
        return
    best: tuple[float, Hit] | None = None
    for score, hit in ranked(
        sentence.hits, sentence.tokens, draft.first, draft.last, draft.unit, draft.group
    ):
        low, high = sorted((draft.first, hit.first))
        others = sum(1 for d in live if d is not draft and low < d.first < high)
        price = score - 0.3 * others + _swap(hit, draft, text)
        if draft.whole is not None and "part.of" not in draft.rules:
            price -= 0.9
        if draft.whole is not None and (
            hit.first < draft.first or cost(sentence.tokens, draft.last, hit.first) > 0.9
        ):
            price -= 1.2
        if best is None or price > best[0]:
            best = (price, hit)
    if best is not None and best[0] >= ENOUGH:
        draft.score, draft.hit = best


def _swap(hit: Hit, draft: Draft, text: str) -> float:
    """Small preferences among measures by who is counted."""
    m = hit.frame.measure
    if m is Measure.DEPLOYMENT and draft.group in {
        Group.PEOPLE,
        Group.CIVILIANS,
        Group.REFUGEES,
        Group.IDPS,
        Group.MIGRANTS,
    }:
        return -0.9
    if m is Measure.CAPACITY and draft.number.qualifier is Qualifier.AT_MOST:
        return 0.2
    if m is Measure.INTERNAL_DISPLACEMENT and draft.group is Group.SOLDIERS:
        return -0.8
    return 0.0


def _settle(draft: Draft, live: list[Draft], text: str, before: Draft | None) -> None:
    """Measure and unit from the frame, or by reference to another figure, or set aside."""
    unit = draft.unit
    if unit in {Unit.KM, Unit.MI, Unit.HA}:
        return
    if unit is Unit.FACILITIES and _settle_facility(draft, text):
        return
    if draft.hit is None:
        source = _source(draft, live, before)
        if source is None:
            draft.aside = _nothing_said(draft)
            return
        draft.copied = source
        draft.hit, draft.measure, draft.term = source.hit, source.measure, source.term
        draft.rules.append("measure.carried")
    else:
        draft.measure = draft.hit.frame.measure
        tokens = draft.sentence.tokens
        draft.term = text[tokens[draft.hit.first].start : tokens[draft.hit.last].end].lower()
        draft.rules.append(f"frame.{draft.hit.frame.name}")
    if draft.unit is None:
        draft.unit = Unit.PERSONS
        draft.group = draft.group or Group.PEOPLE
    _check(draft, text)


def _settle_facility(draft: Draft, text: str) -> bool:
    whole = draft.sentence.text
    near = text[max(draft.sentence.body, draft.start - 60) : draft.number.end + 80]
    if draft.hit is not None and draft.hit.frame.measure is Measure.CONTROL and draft.score > 0.5:
        return False
    weak = draft.noun is not None and draft.noun.weak
    if (weak and not _HOSTING.search(whole)) or _RUINED.search(near):
        draft.aside = "buildings that receive nobody"
        return True
    draft.measure, draft.unit = Measure.FACILITY, Unit.FACILITIES
    draft.term = draft.noun.words if draft.noun else None
    draft.optional = draft.number.kind == "vague"
    draft.rules.append("frame.facility")
    return True


def _source(draft: Draft, live: list[Draft], before: Draft | None) -> Draft | None:
    """The figure whose measure a figure without words of its own shares."""
    if draft.whole is not None and draft.whole.measure is not None and _like(draft, draft.whole):
        return draft.whole
    left = [d for d in live if d.start < draft.start and d.measure is not None and _like(draft, d)]
    if left:
        return left[-1]
    right = [d for d in live if d.start > draft.start and d.hit is not None and _like(draft, d)]
    if right and right[0].hit is not None:
        right[0].measure = right[0].measure or right[0].hit.frame.measure
        return right[0]
    is_reference = (
        draft.noun is None
        or "part.of" in draft.rules
        or "noun.borrowed" in draft.rules
        or draft.unit is Unit.SHARE
    )
    if (
        is_reference
        and before is not None
        and before.measure is not None
        and before.sentence.paragraph == draft.sentence.paragraph
        and _like(draft, before)
    ):
        return before
    return None


def _like(a: Draft, b: Draft) -> bool:
    if b.measure in {Measure.FUNDING, Measure.FACILITY, Measure.CONTEXT} and a.unit is not b.unit:
        return False
    if a.unit in {
        Unit.CURRENCY,
        Unit.FACILITIES,
        Unit.DISTRICTS,
        Unit.SETTLEMENTS,
        Unit.TONNES,
    } or b.unit in {Unit.CURRENCY, Unit.DISTRICTS, Unit.SETTLEMENTS}:
        return a.unit is b.unit
    return True


def _nothing_said(draft: Draft) -> str:
    reasons = {
        Unit.CURRENCY: "money, but not for aid",
        Unit.DISTRICTS: "administrative units of which nothing is counted",
        Unit.SETTLEMENTS: "places of which nothing is counted",
        Unit.SHARE: "a share of something that is not counted here",
    }
    return (
        reasons.get(draft.unit, "nothing said of what happened to them")
        if draft.unit
        else "nothing said of what it counts"
    )


def _check(draft: Draft, text: str) -> None:
    """Last doubts: money must be for aid, a share must be of people or territory, livestock must move."""
    if draft.unit is Unit.CURRENCY and not _AID.search(draft.sentence.text):
        draft.aside = "money, but not for aid"
    words = text[draft.number.core_start : draft.number.core_end].lower()
    if words in _ONE and draft.noun is None and draft.measure not in _BARE_PEOPLE:
        draft.aside = "one of several, not a figure"
    if (
        draft.unit is Unit.SHARE
        and draft.of is None
        and draft.copied is None
        and draft.whole is None
        and draft.measure not in {Measure.NEED, Measure.CONTROL}
    ):
        draft.aside = "a share of something that is not counted here"
    if draft.unit in _MATERIAL and draft.score < 0 and draft.copied is None:
        draft.aside = "nothing said of what happened to them"


def context_drafts(drafts: list[Draft], text: str) -> None:
    """Figures that the work needs but that count no people: border lengths, a site's hectares, wholes of shares."""
    for draft in drafts:
        if draft.aside is None and draft.unit in {Unit.KM, Unit.MI, Unit.HA}:
            around = draft.sentence.text.lower()
            is_border = draft.unit is not Unit.HA and re.search(r"\b(?:border|frontier|boundary)\b", around)
            is_site = draft.unit is Unit.HA and re.search(
                r"\b(?:camp|site|land|settlement|refugees|shelter)\b", around
            )
            if is_border or is_site:
                draft.measure = Measure.CONTEXT
                draft.rules.append("context.border" if is_border else "context.site")
            else:
                draft.aside = "length, speed or weight" if draft.unit is not Unit.HA else "area"


__all__ = ["Noun", "context_drafts", "frames", "read_drafts", "whole_of"]
