"""What each figure of a sentence measures: by its own words, by another figure's, or nothing.

Takes a `Sentence` with tokens and hits; gives `Draft`s with measure and term, or `aside` with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from panj.claims.counting.counting import read_numbers
from panj.claims.counting.heads import stated_beside, weigh_heads
from panj.claims.draft import Draft, Sentence
from panj.claims.measures.choosing import choose
from panj.claims.measures.counts import counted_in, of_no_claim, of_whom
from panj.claims.measures.going_back import by_will
from panj.claims.measures.headed import note_heading, stands_as_stock
from panj.claims.measures.plausible import check, settle_facility
from panj.claims.measures.presence import present
from panj.claims.measures.reached import only_reached
from panj.claims.measures.remainder import count_untold
from panj.claims.measures.rereading import GOODS, ORGANISED, Topic, reread
from panj.claims.measures.same_people import (
    HURT_OR_HELD,
    brought_along,
    last_before,
    same_people,
)
from panj.claims.measures.structure import read_syntax
from panj.claims.predicates.frames import Hit
from panj.claims.wholes.adding import aboard_one, add_up
from panj.claims.wholes.wholes import (
    find_whole,
    listed,
    out_of_so_many,
    part_of_counted,
    part_of_so_many,
    source_of,
    whole_of_share,
)
from panj.language import cost
from panj.model import FLOWS, LENGTHS, PEOPLE, Group, Unit

_WEAK = 0.5  # frames that fit worse than this yield to where people are said to be
_LIST = 30  # paragraphs that a list may run after its lead-in
_CARED_FOR = re.compile(r"\b(?:count|saw|see|treat|receiv|admit|register|record)\w*\s+(?:\S+\s+){0,3}\Z")
PATIENTS = "patients of whom no more is told"
_COLON = re.compile(r":\s*\Z")
_HEADS = 3  # figures of a sentence that the next may break down
_MANY = 20  # people: the same smaller number can well be another figure


def read_drafts(
    text: str, sentence: Sentence, before: Draft | None, topic: Topic, lead: Draft | None = None
) -> list[Draft]:
    """The figures of a sentence.

    Args:
        before: the last counted figure of the report so far.
        topic: what the report is about, brought up to date.
        lead: for a line of a list, the figure of the sentence that leads in to it.
    """
    drafts = read_numbers(text, sentence, before)
    live = [d for d in drafts if d.aside is None]
    if live:
        read_syntax(text, sentence)
        weigh_heads(drafts, text)
        live = [d for d in drafts if d.aside is None]
    for draft in live:
        find_whole(draft, text, [d for d in live if d.start < draft.start], before)
    add_up(live, *topic.told, topic.people)
    for draft in live:
        aboard_one(draft, topic.people)
        choose(draft, live)
        stated_beside(draft)
    for draft in live:
        _settle(draft, live, text, before, topic, lead)
        if draft.aside is None:
            by_will(draft, live)
        if draft.aside is None and draft.measure in ORGANISED:
            topic.organised = draft.measure
        if draft.aside is None and draft.unit in PEOPLE and draft.measure in FLOWS:
            topic.people = draft
    people = [d for d in live if d.aside is None and d.unit in PEOPLE and d.measure is not None]
    part_of_so_many(live, text)
    out_of_so_many(live, text)
    whole_of_share(live)
    part_of_counted(live, topic.counted.values())
    topic.counted |= {d.number.value: d for d in people if d.number.value >= _MANY and not d.optional}
    topic.told = tuple(people[:_HEADS]) or topic.told
    count_untold(drafts, topic)
    note_heading(sentence, live, topic)
    return drafts


def _settle(
    draft: Draft, live: Sequence[Draft], text: str, before: Draft | None, topic: Topic, lead: Draft | None
) -> None:
    """Measure and unit from the frame, or by reference to another figure, or set aside."""
    if draft.unit in LENGTHS or "context.whole" in draft.rules:
        return
    if _settled_at_once(draft, text):
        return
    if draft.unit in GOODS and draft.score < 0:
        draft.hit = None
    if draft.unit is Unit.LIVESTOCK and draft.hit is None:
        draft.hit = brought_along(draft, text)
    same = same_people(draft, live, text, topic, before) or of_whom(draft, lead)
    if same is not None:
        _share(draft, same)
        return
    draft.hit = draft.hit or _of_label(draft)
    if draft.hit is None and stands_as_stock(draft, text, topic, lead):
        return
    if (draft.hit is None or draft.score < _WEAK) and (found := present(draft)) is not None:
        draft.hit, (draft.measure, rule) = None, found
        draft.term = None
        draft.rules.append(rule)
        if draft.unit is None:
            draft.unit, draft.group = Unit.PERSONS, draft.group or Group.PEOPLE
        check(draft, text)
        return
    neighbour = _coordinated(draft, live, text)
    if draft.hit is None or neighbour is not None:
        _share(draft, neighbour or source_of(draft, live, before) or _leading(draft, lead))
    else:
        _take(draft, text, topic, last_before(draft, live) or before)
    if draft.aside is None:
        if draft.unit is None:
            draft.unit, draft.group = Unit.PERSONS, draft.group or Group.PEOPLE
        check(draft, text)


def _of_label(draft: Draft) -> Hit | None:
    """What the label of a line says of its figure: "Relocated to Kibo: 9,742"."""
    start = draft.sentence.span.start
    label = draft.sentence.text[: draft.start - start]
    if not draft.sentence.item or not _COLON.search(label) or draft.unit not in PEOPLE | {None}:
        return None
    told = [
        h
        for h in draft.sentence.hits
        if h.last < draft.first and Unit.PERSONS in h.frame.units and h.frame.measure in FLOWS
    ]
    return max(told, key=lambda h: (h.frame.weight, -h.first)) if told else None


def _settled_at_once(draft: Draft, text: str) -> bool:
    """Facilities, the number of those in a place, and people of whom no move or harm is told: nothing more is asked."""  # noqa: E501
    if draft.unit is Unit.FACILITIES and settle_facility(draft, text):
        return True
    draft.aside = only_reached(draft, text) or of_no_claim(draft)
    if draft.aside is not None:
        return True
    found = counted_in(draft)
    if found is None:
        return False
    draft.hit, (draft.measure, draft.term) = None, found
    draft.rules.append("measure.number_in")
    draft.unit, draft.group = draft.unit or Unit.PERSONS, draft.group or Group.PEOPLE
    return True


def _coordinated(draft: Draft, live: Sequence[Draft], text: str) -> Draft | None:
    """The figure before it in one list, where no verb of its own is closer: "36 dead and 87 hurt" has one."""
    left = [d for d in live if d.start < draft.start and d.measure is not None and d.aside is None]
    if not left or not listed(left[-1], draft, text) or draft.unit is not left[-1].unit:
        return None
    if draft.hit is None or draft.score > 1.0 or draft.hit is left[-1].hit:
        return None
    return (
        left[-1]
        if draft.hit.first > draft.last and cost(draft.sentence.tokens, draft.last, draft.hit.first) > 0.7
        else None
    )


def _leading(draft: Draft, lead: Draft | None) -> Draft | None:
    """The figure that a list line breaks down."""
    if (
        lead is None
        or draft.unit not in PEOPLE | {None}
        or draft.sentence.paragraph - lead.sentence.paragraph > _LIST
    ):
        return None
    draft.rules.append("list.lead")
    if draft.whole is None and draft.number.value < lead.number.value:
        draft.whole = lead
    return lead


def _share(draft: Draft, source: Draft | None) -> None:
    if source is None or (_are_patients(draft) and source.sentence is not draft.sentence):
        draft.aside = _nothing_said(draft)
        return
    while source.whole is not None and draft.number.value > source.number.value:
        source = source.whole  # more than a part: what is said is said of the whole
    draft.copied = source
    draft.hit, draft.measure, draft.term = source.hit, source.measure, source.term
    if draft.unit is None and draft.group is None:
        draft.group = source.group
    draft.rules.append("measure.carried")


def _term(draft: Draft, text: str) -> str:
    """The report's word for what happened; around a figure its first and last: "took … to"."""
    assert draft.hit is not None
    tokens, hit = draft.sentence.tokens, draft.hit
    if hit.first <= draft.last and draft.first <= hit.last and hit.first < hit.last:
        ends = (tokens[hit.first].lower, tokens[hit.last].lower)
        return " … ".join(dict.fromkeys(ends))
    return text[tokens[hit.first].start : tokens[hit.last].end].lower()


def _take(draft: Draft, text: str, topic: Topic, before: Draft | None) -> None:
    assert draft.hit is not None
    draft.measure = draft.hit.frame.measure
    draft.term = _term(draft, text)
    if draft.measure not in HURT_OR_HELD and "homeless" in draft.term:
        draft.term = "homeless"  # "left at least 1,500 people homeless": the word for what became of them
    draft.rules.append(f"frame.{draft.hit.frame.name}")
    reread(draft, text, topic, before)


def _are_patients(draft: Draft) -> bool:
    """ "We counted 120 patients": neither moved nor harmed, whatever the figures before were."""
    if draft.noun is None or "noun.borrowed" in draft.rules:
        return False
    return draft.noun.words.endswith("patients") and _CARED_FOR.search(draft.before) is not None


def _nothing_said(draft: Draft) -> str:
    reasons = {
        Unit.CURRENCY: "money, but not for aid",
        Unit.DISTRICTS: "administrative units of which nothing is counted",
        Unit.SETTLEMENTS: "places of which nothing is counted",
        Unit.SHARE: "a share of something that is not counted here",
    }
    if draft.unit is None:
        return "nothing said of what it counts"
    return (
        PATIENTS if _are_patients(draft) else reasons.get(draft.unit, "nothing said of what happened to them")
    )
