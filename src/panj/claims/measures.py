"""What each figure of a sentence measures: the frame that fits it best, another figure's, or none.

Takes a `Sentence` with tokens and hits; gives `Draft`s with measure and term, or `aside` with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from panj.claims.counting import PEOPLE, read_numbers
from panj.claims.draft import Draft, Sentence
from panj.claims.frames import Hit, ranked
from panj.claims.wholes import find_whole, listed, source_of
from panj.language import cost
from panj.model import Group, Measure, Qualifier, Unit

FOR_TOTALS = -4.0
ENOUGH = -0.55  # a frame that fits worse than this says nothing about a figure
_TOTAL_AT = frozenset(
    {
        "at",
        "to",
        "reached",
        "passed",
        "is",
        "was",
        "stands",
        "stood",
        "exceeded",
        "exceeds",
        "topped",
        "than",
        "hit",
        "surpassed",
        "by",
        "now",
        "as",
        "reaching",
        "were",
        "are",
    }
)
_TOTAL_HEAD = frozenset({"number", "total", "count", "toll", "tally", "numbers", "figure"})
_HOSTING = re.compile(
    r"\b(?:shelter\w*|displaced|refugees?|IDPs?|evacuees?|host(?:s|ed|ing)?|asylum|migrants|housed|accommodat\w+|staying|reception)\b",
    re.IGNORECASE,
)
_SHELTERED = re.compile(r"\b(?:shelter\w*|displaced|refugees?|IDPs?|tents?|camps?|schools?|centres?|centers?|host|asylum|evacuees?)\b", re.IGNORECASE)
_RUINED = re.compile(
    r"\b(?:destroyed|damaged|burned|burnt|flattened|reduced\s+to|in\s+ruins|demolished|shelled|bombed|collapsed)\b",
    re.IGNORECASE,
)
_AID = re.compile(
    r"\b(?:aid|humanitarian|refugees?|displaced|response|appeal|assistance|relief|crisis|emergency|UN|U\.N\.|UNHCR|IOM|OCHA|donors?|requirements|operation|budget|support|food|shelter|reconstruction|resettle\w*)\b",
    re.IGNORECASE,
)
_WITHDRAWAL = re.compile(r"\b(?:troops?|forces|military)\b[^.]{0,60}\b(?:withdraw\w*|pull-?out|drawdown)\b", re.IGNORECASE)
_ONE = frozenset({"one", "1"})
_HARM = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.DETAINED})
_GOODS = frozenset({Unit.LIVESTOCK, Unit.FLIGHTS, Unit.ITEMS, Unit.TONNES})
_LENGTHS = frozenset({Unit.KM, Unit.MI, Unit.HA})
_COMBATANTS = frozenset({Group.SOLDIERS, Group.MILITANTS})
# In a report on one of these, people who "were brought to" a place were moved as part of it.
_LIST = 30  # paragraphs that a list may run after its lead-in
ORGANISED = frozenset({Measure.EVACUATION, Measure.RETURN, Measure.FORCED_RETURN})


@dataclass(slots=True)
class Topic:
    """What the report is about so far: the last organised movement, whether people are displaced inside a country."""

    organised: Measure | None = None
    internal: bool = False
    last: Draft | None = None
    notes: list[str] = field(default_factory=list)


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
    for draft in live:
        find_whole(draft, text, [d for d in live if d.start < draft.start], before)
    for draft in live:
        _choose(draft, live, text)
    for draft in live:
        _settle(draft, live, text, before, topic, lead)
        if draft.aside is None and draft.measure in ORGANISED:
            topic.organised = draft.measure
    return drafts


def _choose(draft: Draft, live: Sequence[Draft], text: str) -> None:
    """The frame that fits best; other figures between cost, a part takes a frame only from its own clause."""
    sentence = draft.sentence
    if draft.unit in _LENGTHS or "context.whole" in draft.rules:
        return
    best: tuple[float, Hit] | None = None
    for first, last in _anchors(draft, text):
        for score, hit in ranked(sentence.hits, sentence.tokens, first, last, draft.unit, draft.group):
            price = score + _adjusted(hit, draft, live, text)
            if best is None or price > best[0]:
                best = (price, hit)
    if best is not None and best[0] >= (FOR_TOTALS if _is_total_of(draft) else ENOUGH):
        draft.score, draft.hit = best


def _is_total_of(draft: Draft) -> bool:
    """ "…, bringing the total to nearly 1,600": the sentence says of whom, however far away."""
    left = [t.lower for t in draft.sentence.tokens[max(0, draft.first - 5) : draft.first]]
    return "total" in left or "number" in left


def _anchors(draft: Draft, text: str) -> list[tuple[int, int]]:
    """Where a figure stands for its verb: at itself, and at "the number of those who …" that it ends."""
    found = [(draft.first, draft.last)]
    tokens = draft.sentence.tokens
    near = [t.lower for t in tokens[max(0, draft.first - 3) : draft.first + 1]]
    if set(near) & _TOTAL_AT:
        for i in range(draft.first - 1, -1, -1):
            if tokens[i].lower in _TOTAL_HEAD:
                last = i
                while last + 1 < draft.first and tokens[last + 1].pos in {
                    "PREP",
                    "DET",
                    "NOUN",
                    "ADJECTIVE",
                    "PROPN",
                    "PRON",
                    "CONJ",
                }:
                    last += 1
                    if tokens[last].pos == "NOUN" and tokens[last + 1].pos not in {"NOUN", "CONJ"}:
                        break
                found.append((i, last))
                break
    return found


def _adjusted(hit: Hit, draft: Draft, live: Sequence[Draft], text: str) -> float:
    """What makes a frame likelier or less likely for this figure, beside where it stands."""
    tokens = draft.sentence.tokens
    low, high = sorted((draft.first, hit.first))
    price = -0.3 * sum(1 for d in live if d is not draft and low < d.first < high)
    is_part = draft.whole is not None
    if is_part and "part.of" not in draft.rules:
        price -= 0.9
    if (
        is_part
        and "part.from_group" not in draft.rules
        and (hit.first < draft.first or cost(tokens, draft.last, hit.first) > 0.9)
    ):
        price -= 1.2
    if "part.from_group" in draft.rules and hit.first < draft.first:
        price -= 1.2
    if _relative(draft, hit):
        if draft.unit is Unit.SHARE:
            price -= 1.5
        elif _main_verb_after(draft, hit) is not None:
            price -= 1.6
    elif any(_main_verb_after(draft, h) is hit for h in draft.sentence.hits if draft.last < h.first < hit.first and _relative(draft, h)):
        price += 0.8
    return price + _of_group(hit, draft, text)


def _relative(draft: Draft, hit: Hit) -> bool:
    """ "90 percent of the people who fled have returned": what follows "who" tells of the whole."""
    between = [t.lower for t in draft.sentence.tokens[draft.last + 1 : hit.first]]
    who = next((i for i, w in enumerate(between) if w in {"who", "that", "which"}), None)
    return who is not None and len(between) - who <= 3


def _main_verb_after(draft: Draft, hit: Hit) -> Hit | None:
    """ "The 500 who had crossed in June were returned": the verb after the relative clause, where one follows."""
    tokens = draft.sentence.tokens
    for later in draft.sentence.hits:
        if hit.last < later.first <= hit.last + 12 and later.tags and tokens[later.first - 1].pos == "AUX":
            between = tokens[hit.last + 1 : later.first]
            if cost(tokens, hit.last, later.first) < 0.9 and not any(t.lower in {"and", "who"} for t in between):
                return later
    return None


def _of_group(hit: Hit, draft: Draft, text: str) -> float:
    m = hit.frame.measure
    if m is Measure.DEPLOYMENT and draft.group is not None and draft.group not in _COMBATANTS | {Group.STAFF}:
        return -0.9
    if m is Measure.INTERNAL_DISPLACEMENT and draft.group in _COMBATANTS:
        return -0.8
    if draft.unit is Unit.SHARE and m in {Measure.DEPLOYMENT, Measure.DETAINED, Measure.FUNDING}:
        return -3.0
    if m is Measure.CAPACITY and draft.number.qualifier is Qualifier.AT_MOST:
        return 0.2
    if m is Measure.DISPLACED_STOCK and re.search(
        r"\bnumber\s+of\s+(?:internally\s+)?displaced\b", draft.sentence.text, re.IGNORECASE
    ):
        return 0.9
    return 0.0


def _settle(
    draft: Draft, live: Sequence[Draft], text: str, before: Draft | None, topic: Topic, lead: Draft | None
) -> None:
    """Measure and unit from the frame, or by reference to another figure, or set aside."""
    if draft.unit in _LENGTHS or "context.whole" in draft.rules:
        return
    if draft.unit is Unit.FACILITIES and _settle_facility(draft, text):
        return
    if draft.unit in _GOODS and draft.score < 0:
        draft.hit = None
    neighbour = _coordinated(draft, live, text)
    if draft.hit is None or neighbour is not None:
        _share(draft, neighbour or source_of(draft, live, before) or _leading(draft, lead))
    else:
        _take(draft, text, topic, _last_before(draft, live) or before)
    if draft.aside is None:
        if draft.unit is None:
            draft.unit, draft.group = Unit.PERSONS, draft.group or Group.PEOPLE
        _check(draft, text)


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
    if lead is None or draft.unit not in PEOPLE | {None} or draft.sentence.paragraph - lead.sentence.paragraph > _LIST:
        return None
    draft.rules.append("list.lead")
    if draft.whole is None and draft.number.value < lead.number.value:
        draft.whole = lead
    return lead


def _share(draft: Draft, source: Draft | None) -> None:
    if source is None:
        draft.aside = _nothing_said(draft)
        return
    draft.copied = source
    draft.hit, draft.measure, draft.term = source.hit, source.measure, source.term
    if draft.unit is None and draft.group is None:
        draft.group = source.group
    draft.rules.append("measure.carried")


def _take(draft: Draft, text: str, topic: Topic, before: Draft | None) -> None:
    assert draft.hit is not None
    draft.measure = draft.hit.frame.measure
    tokens = draft.sentence.tokens
    draft.term = text[tokens[draft.hit.first].start : tokens[draft.hit.last].end].lower()
    draft.rules.append(f"frame.{draft.hit.frame.name}")
    _reread(draft, text, topic, before)


def _are_displaced(draft: Draft) -> bool:
    """ "Are displaced", "remain displaced": so now, not newly."""
    assert draft.hit is not None
    before = [t.lower for t in draft.sentence.tokens[max(0, draft.hit.first - 3) : draft.hit.first]]
    return bool({"is", "are", "remain", "remains", "still"} & set(before)) and "being" not in before


def _can(draft: Draft) -> bool:
    """ "Could take in 500", "ready to shelter": what a place can do, not what it did."""
    assert draft.hit is not None
    before = [t.lower for t in draft.sentence.tokens[max(0, draft.hit.first - 4) : draft.hit.first]]
    return bool({"can", "could", "ready", "able", "prepared", "capable", "readiness", "willing"} & set(before))


def _reread(draft: Draft, text: str, topic: Topic, before: Draft | None) -> None:
    """Words that mean one thing or another by who moved and what the report is about."""
    assert draft.hit is not None
    name = draft.hit.frame.name
    if name == "transport" and topic.organised is not None:
        draft.measure = topic.organised
        draft.rules.append("measure.organised")
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
        elif name == "flee_home" and draft.group in _COMBATANTS:
            draft.measure = Measure.DEPARTURE
        elif name == "flee_home" and re.match(r"fle\w+", draft.term) and _flees_country(draft, text):
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
    """Last doubts: money must be for aid, a share must be of people or territory, "one" must be a person harmed."""
    if draft.unit is Unit.CURRENCY and not _AID.search(draft.sentence.text):
        draft.aside = "money, but not for aid"
    words = text[draft.number.core_start : draft.number.core_end].lower()
    follows = text[draft.number.core_end : draft.number.core_end + 10]
    if (
        words in _ONE
        and (draft.noun is None or draft.noun.first <= draft.first)
        and (draft.measure not in _HARM or re.match(r"\s+of\b", follows))
    ):
        draft.aside = "one of several, not a figure"
    if draft.hit is not None and draft.copied is None and draft.hit.frame.name == "live" and re.match(r"li(?:ve|ving)|resid", draft.term or ""):
        if draft.group in {Group.CIVILIANS, Group.PEOPLE} and not _SHELTERED.search(draft.sentence.text):
            draft.aside = "resident population"
    follows_these = re.search(r"\b(?:the|these|those|of)\s+(?:the\s+)?\Z", text[: draft.number.core_start][-9:], re.IGNORECASE)
    if draft.noun is None and draft.number.value <= 10 and not draft.number.digits and follows_these and draft.copied is None:
        draft.aside = "refers back to what was told before"
    is_loose = draft.of is None and draft.copied is None and draft.whole is None
    if draft.unit is Unit.SHARE and is_loose and draft.measure not in {Measure.NEED, Measure.CONTROL}:
        draft.aside = "a share of something that is not counted here"


def context_drafts(drafts: Sequence[Draft]) -> None:
    """Figures that the work needs but that count no people: border lengths, a site's hectares, wholes of shares."""
    for draft in drafts:
        if draft.aside is not None:
            continue
        if "context.whole" in draft.rules:
            draft.measure = Measure.CONTEXT
        elif draft.unit in _LENGTHS:
            around = draft.sentence.text.lower()
            is_border = draft.unit is not Unit.HA and re.search(r"\b(?:border|frontier|boundary)\b", around)
            is_site = draft.unit is Unit.HA and re.search(
                r"\b(?:camp|site|land|settlement|refugees|shelter)\b", around
            )
            draft.measure = Measure.CONTEXT if is_border or is_site else None
            draft.aside = (
                None if draft.measure else "length, speed or weight" if draft.unit is not Unit.HA else "area"
            )
            draft.rules.append("context.border" if is_border else "context.site")
