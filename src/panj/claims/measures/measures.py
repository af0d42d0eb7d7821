"""What each figure of a sentence measures: by its own words, by another figure's, or nothing.

Takes a `Sentence` with tokens and hits; gives `Draft`s with measure and term, or `aside` with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from panj.claims.counting.counting import PEOPLE, read_numbers
from panj.claims.counting.heads import stated_beside, weigh_heads
from panj.claims.draft import Draft, Sentence
from panj.claims.measures.choosing import choose
from panj.claims.measures.presence import present
from panj.claims.measures.reached import only_reached
from panj.claims.measures.remainder import count_untold
from panj.claims.measures.rereading import ORGANISED, Topic, reread
from panj.claims.measures.structure import read_syntax
from panj.claims.mentions.units import head_noun
from panj.claims.predicates.frames import Hit
from panj.claims.wholes.adding import aboard_one, add_up, shares_measure
from panj.claims.wholes.wholes import find_whole, listed, source_of
from panj.language import cost
from panj.model import Group, Measure, Unit

_WEAK = 0.5  # frames that fit worse than this yield to where people are said to be
_LIST = 30  # paragraphs that a list may run after its lead-in
_HOSTING = re.compile(
    r"\b(?:shelter\w*|displaced|refugees?|IDPs?|evacuees?|host(?:s|ed|ing)?|asylum|migrants|housed|accommodat\w+|staying|reception|receiv\w+|put\s+up|lodged|sleep\w*|camped)\b",
    re.IGNORECASE,
)
_RUINED = re.compile(
    r"\b(?:destroyed|damaged|burned|burnt|flattened|reduced\s+to|in\s+ruins|demolished|shelled|bombed|collapsed)\b",
    re.IGNORECASE,
)
_SHELTERED = re.compile(
    r"\b(?:shelter\w*|displaced|refugees?|IDPs?|tents?|camps?|schools?|centres?|centers?|host|asylum|evacuees?|containers?|caravans?|prefab\w*|barracks|stadiums?|gym\w*|halls?)\b",
    re.IGNORECASE,
)
_AID = re.compile(
    r"\b(?:aid|humanitarian|refugees?|displaced|response|appeal|assistance|relief|crisis|emergency|UN|U\.N\.|UNHCR|IOM|OCHA|donors?|requirements|operation|budget|support|food|shelter|reconstruction|resettle\w*|funding|funds?|fundrais\w+|donations?|IDPs|evacuees|returnees|migrants|asylum|victims|homeless|camps?|help\w*)\b",
    re.IGNORECASE,
)
_AID_NEAR = 250  # characters before an amount in which a word of aid may stand
_ONE = frozenset({"one", "1"})
_HARM = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.DETAINED})
_MOVEMENTS = frozenset(
    {Measure.ARRIVAL, Measure.ADMISSION, Measure.INTERNAL_DISPLACEMENT, Measure.RETURN}
    | {Measure.FORCED_RETURN, Measure.EVACUATION, Measure.RELOCATION, Measure.DEPARTURE}
)
_GOODS = frozenset({Unit.LIVESTOCK, Unit.FLIGHTS, Unit.ITEMS, Unit.TONNES})
_CARRIERS = frozenset({Unit.FLIGHTS, Unit.ITEMS})
_COLON = re.compile(r":\s*\Z")
_AS_LARGE = 8  # times: two counts of the same people differ by less
_PUTS_AT = re.compile(
    r"\b(?:put(?:s|ting)?|set(?:s|ting)?|giv(?:es|ing)|gave|estimat(?:es|ed|ing))\s+(?:the|their|its|that|this)\s+(?:(?:total|real|true|overall)\s+)?"
    r"(?:number|figure|total|count|tally)\s+(?:at|as)\s*\Z",
    re.IGNORECASE,
)
_STAYING = frozenset({Measure.HOSTED, Measure.DISPLACED_STOCK})
_NEAR_PARAGRAPHS = 3  # to another count of the same people
_HEADS = 3  # figures of a sentence that the next may break down
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
_OF_SITE = re.compile(r"\b(?:camp|site|settlement|shelter|centre|center)['’]s\s*\Z", re.IGNORECASE)
_HAS = re.compile(r"\b(?:has|have|had|maintains|comprises)\s*\Z", re.IGNORECASE)
_OFF_BORDER = re.compile(
    r"\s+\w+\s+(?:\(\S+\s+\w+\)\s+)?(?:from|away|inside|into|north|south|east|west|off|beyond|deep|of\s+the)\b"
)
_OF_THEM = re.compile(r"\s+of\s+(?:them|these|those)\b", re.IGNORECASE)
_TAKEN_ALONG = re.compile(
    r"\bwith\s+\S|\b(?:along|herds?|brought|bringing|drove|driving|took|taking|together\s+with|accompanied)\b",
    re.IGNORECASE,
)
_LENGTHS = frozenset({Unit.KM, Unit.MI, Unit.HA})


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
        if draft.aside is None and draft.measure in ORGANISED:
            topic.organised = draft.measure
        if draft.aside is None and draft.unit in PEOPLE and draft.measure in _MOVEMENTS:
            topic.people = draft
    people = [d for d in live if d.aside is None and d.unit in PEOPLE and d.measure is not None]
    topic.told = tuple(people[:_HEADS]) or topic.told
    count_untold(drafts, topic)
    _note_heading(sentence, live, topic)
    return drafts


def _settle(
    draft: Draft, live: Sequence[Draft], text: str, before: Draft | None, topic: Topic, lead: Draft | None
) -> None:
    """Measure and unit from the frame, or by reference to another figure, or set aside."""
    if draft.unit in _LENGTHS or "context.whole" in draft.rules:
        return
    if _settled_aside(draft, text):
        return
    if draft.unit in _GOODS and draft.score < 0:
        draft.hit = None
    if draft.unit is Unit.LIVESTOCK and draft.hit is None:
        draft.hit = _brought_along(draft, text)
    if (same := _same_people(draft, live, text, topic, before)) is not None:
        _share(draft, same)
        return
    draft.hit = draft.hit or _of_label(draft)
    if draft.hit is None and _stands_as_stock(draft, text, topic, lead):
        return
    if (draft.hit is None or draft.score < _WEAK) and (found := present(draft)) is not None:
        draft.hit, (draft.measure, rule) = None, found
        draft.term = None
        draft.rules.append(rule)
        if draft.unit is None:
            draft.unit, draft.group = Unit.PERSONS, draft.group or Group.PEOPLE
        _check(draft, text)
        return
    neighbour = _coordinated(draft, live, text)
    if draft.hit is None or neighbour is not None:
        _share(draft, neighbour or source_of(draft, live, before) or _leading(draft, lead))
    else:
        _take(draft, text, topic, _last_before(draft, live) or before)
    if draft.aside is None:
        if draft.unit is None:
            draft.unit, draft.group = Unit.PERSONS, draft.group or Group.PEOPLE
        _check(draft, text)


def _of_label(draft: Draft) -> Hit | None:
    """What the label of a line says of its figure: "Relocated to Kibo: 9,742"."""
    start = draft.sentence.span.start
    label = draft.sentence.text[: draft.start - start]
    if not draft.sentence.item or not _COLON.search(label) or draft.unit not in PEOPLE | {None}:
        return None
    told = [
        h
        for h in draft.sentence.hits
        if h.last < draft.first and Unit.PERSONS in h.frame.units and h.frame.measure in _MOVEMENTS
    ]
    return max(told, key=lambda h: (h.frame.weight, -h.first)) if told else None


def _settled_aside(draft: Draft, text: str) -> bool:
    """Facilities, and people of whom no move or harm is told: what is said of them is all there is."""
    if draft.unit is Unit.FACILITIES and _settle_facility(draft, text):
        return True
    draft.aside = only_reached(draft, text)
    return draft.aside is not None


def _stands_as_stock(draft: Draft, text: str, topic: Topic, lead: Draft | None) -> bool:
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


def _note_heading(sentence: Sentence, live: Sequence[Draft], topic: Topic) -> None:
    """Keep a line that ends in a colon and has no figure, until prose follows."""
    if sentence.text.rstrip().endswith(":") and not any(d.aside is None for d in live):
        topic.heading = sentence
    elif not sentence.item:
        topic.heading = None


def _same_people(
    draft: Draft, live: Sequence[Draft], text: str, topic: Topic, before: Draft | None
) -> Draft | None:
    """Another figure whose movement this one tells of in other terms, or None.

    A running total ("bringing the total to 2,400"), households told as persons in brackets, the men,
    women and children of a group named in the sentence before, and the animals that people take along.
    """
    left = _last_before(draft, live)
    if shares_measure(draft, live) and draft.whole is not None and draft.whole.measure is not None:
        return draft.whole
    if (restated := _restated(draft, text, topic, before)) is not None:
        draft.rules.append("measure.same_figure")
        return restated
    if left is not None and draft.unit is not None and draft.unit is left.unit:
        between = text[left.end : draft.start]
        if len(between) < _NEAR_TOTAL and _RUNNING.search(between):
            draft.rules.append("measure.running_total")
            return left
    if left is not None and {draft.unit, left.unit} == set(PEOPLE):
        between = text[left.end : draft.start]
        if re.fullmatch(r"\s+(?:[\w-]+\s+){1,4}\(\s*(?:or\s+)?", between):
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
    if draft.hit is not None and draft.hit.first > draft.last:
        return None
    if _PUTS_AT.search(text[draft.sentence.body : draft.start][-80:]) is None or draft.unit not in PEOPLE | {
        None
    }:
        return None
    found = [d for d in (before, topic.people) if d is not None]
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


def _brought_along(draft: Draft, text: str) -> Hit | None:
    """ "Herders entered the valley with 300 yaks": the animals move as the people before them do."""
    tokens = draft.sentence.tokens
    moved = [h for h in draft.sentence.hits if h.last < draft.first and h.frame.measure in _MOVEMENTS]
    if not moved or cost(tokens, moved[-1].last, draft.first) > 2.0:
        return None
    between = text[tokens[moved[-1].last].end : draft.start]
    return moved[-1] if _TAKEN_ALONG.search(between + " .") else None


def _flows(source: Draft, draft: Draft) -> bool:
    """Whether a figure of people moved stands close enough before to be continued."""
    near = 0 <= draft.sentence.paragraph - source.sentence.paragraph <= 1
    return (
        near and source.unit in PEOPLE | {Unit.LIVESTOCK} and source.measure not in _HARM | {Measure.FUNDING}
    )


def _last_before(draft: Draft, live: Sequence[Draft]) -> Draft | None:
    left = [d for d in live if d.start < draft.start and d.measure is not None and d.aside is None]
    return left[-1] if left else None


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
    if source is None:
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
    if draft.measure not in _HARM and "homeless" in draft.term:
        draft.term = "homeless"  # "left at least 1,500 people homeless": the word for what became of them
    draft.rules.append(f"frame.{draft.hit.frame.name}")
    reread(draft, text, topic, before)


def _settle_facility(draft: Draft, text: str) -> bool:
    near = text[max(draft.sentence.body, draft.start - 60) : draft.number.end + 80]
    if draft.hit is not None and draft.hit.frame.measure is Measure.CONTROL and draft.score > 0.5:
        return False
    weak = draft.noun is not None and draft.noun.weak
    if (weak and not _HOSTING.search(draft.sentence.text)) or _RUINED.search(near):
        draft.aside = "buildings that receive nobody"
        return True
    draft.measure, draft.hit = Measure.FACILITY, None
    draft.term = draft.noun.words if draft.noun else None
    draft.optional = draft.number.kind == "vague"
    draft.rules.append("frame.facility")
    return True


def _nothing_said(draft: Draft) -> str:
    reasons = {
        Unit.CURRENCY: "money, but not for aid",
        Unit.DISTRICTS: "administrative units of which nothing is counted",
        Unit.SETTLEMENTS: "places of which nothing is counted",
        Unit.SHARE: "a share of something that is not counted here",
    }
    if draft.unit is None:
        return "nothing said of what it counts"
    return reasons.get(draft.unit, "nothing said of what happened to them")


def _check(draft: Draft, text: str) -> None:
    """Last doubts: money must be for aid, a share must be of people or territory, "one" must be a person harmed."""  # noqa: E501
    if draft.unit is Unit.CURRENCY and not _AID.search(
        text[max(0, draft.start - _AID_NEAR) : draft.sentence.span.end]
    ):
        draft.aside = "money, but not for aid"
    words = text[draft.number.core_start : draft.number.core_end].lower()
    follows = text[draft.number.core_end : draft.number.core_end + 10]
    if (
        words in _ONE
        and (draft.noun is None or draft.noun.first <= draft.first)
        and (draft.measure not in _HARM or re.match(r"\s+of\b", follows))
    ):
        draft.aside = "one of several, not a figure"
    if (
        (
            draft.hit is not None
            and draft.copied is None
            and draft.hit.frame.name == "live"
            and re.match(r"li(?:ve|ving)|resid", draft.term or "")
        )
        and draft.group in {Group.CIVILIANS, Group.PEOPLE}
        and not _SHELTERED.search(draft.sentence.text)
    ):
        draft.aside = "resident population"
    follows_these = re.search(
        r"\b(?:the|these|those|of)\s+(?:the\s+)?\Z", text[: draft.number.core_start][-9:], re.IGNORECASE
    )
    if (
        draft.noun is None
        and draft.number.value <= 10
        and not draft.number.digits
        and follows_these
        and draft.copied is None
    ):
        draft.aside = "refers back to what was told before"
    is_loose = draft.of is None and draft.copied is None and draft.whole is None
    if draft.unit is Unit.SHARE and is_loose and draft.measure not in {Measure.NEED, Measure.CONTROL}:
        draft.aside = "a share of something that is not counted here"


def context_drafts(drafts: Sequence[Draft]) -> None:
    """Figures that the work needs but that count no people: border lengths, a site's hectares, wholes of shares."""  # noqa: E501
    for draft in drafts:
        if draft.aside is not None:
            continue
        if "context.whole" in draft.rules:
            draft.measure = Measure.CONTEXT
        elif draft.unit in _LENGTHS:
            around = draft.sentence.text.lower()
            after = draft.after
            is_border = (
                draft.unit is not Unit.HA
                and not _OFF_BORDER.match(after)
                and re.search(r"\b(?:border|frontier|boundary)\b", around)
            )
            is_site = draft.unit is Unit.HA and re.search(
                r"\b(?:camps?|sites?|land|settlements?|refugees?|shelters?|tents?)\b", around
            )
            draft.measure = Measure.CONTEXT if is_border or is_site else None
            draft.aside = (
                None if draft.measure else "length, speed or weight" if draft.unit is not Unit.HA else "area"
            )
            draft.rules.append("context.border" if is_border else "context.site")
