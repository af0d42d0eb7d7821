"""Words that mean one thing or another: by who moved, by what a place can do, and by what the report is about.

Takes a draft with its frame; corrects the measure, or sets the figure aside.
"""  # noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass, field

from panj.claims.draft import Draft, Sentence
from panj.claims.measures.going_back import SAME_WAY, crosses_either_way, gone_back
from panj.claims.predicates.frames import Hit
from panj.claims.predicates.governor import is_passive, lemma_of, words_of
from panj.language import cost
from panj.language.paths import apart
from panj.language.words import verb_forms
from panj.model import COMBATANTS, PEOPLE, Group, Measure, Unit

GOODS = frozenset({Unit.LIVESTOCK, Unit.FLIGHTS, Unit.ITEMS, Unit.TONNES})
_WITHDRAWAL = re.compile(r"\b(?:withdraw\w*|pull-?outs?|drawdown)\b", re.IGNORECASE)
_THEN = re.compile(
    r"(?:\s+\w+){0,3}?\s+(?:on\s+(?:the\s+last|its\s+last|that)\s+day|(?:at|by)\s+(?:the|its)\s+end\b|left\b|still\b)",
    re.IGNORECASE,
)
_CONFINED = re.compile(
    r"\bconfin\w*\s+(?:to|in|inside|within)\s+(?:their|its|the)\s+(?:own\s+)?"
    r"(?:homes?|houses?|villages?|hamlets?|communit(?:y|ies)|settlements?|territor(?:y|ies)|reserves?|towns?)\b",
    re.IGNORECASE,
)
_STAYING_PUT = "confined where they live, neither displaced nor held"
_WITHDRAWING = "troops withdrawing, not displaced"
_CARRYING = frozenset({"transport", "landed", "carried"})
_FLIGHTS = re.compile(
    r"\b(evacuation|rescue|repatriation|return|deportation)\s+(?:flights?|planes?|buses|convoys?|ships?|boats?)\b",
    re.IGNORECASE,
)
_FLOWN = {
    "evac": Measure.EVACUATION,
    "resc": Measure.EVACUATION,
    "repa": Measure.RETURN,
    "retu": Measure.RETURN,
    "depo": Measure.FORCED_RETURN,
}
_AS_OF = re.compile(
    r"\b(?:as\s+of|by\s+the\s+end|at\s+the\s+end|currently|in\s+total|a\s+total\s+of)\b", re.IGNORECASE
)
_CARGO = frozenset({Unit.ITEMS, Unit.TONNES})
_RELIEF = re.compile(
    r"\b(?:of|with|carrying|loaded\s+with)\s+(?:\w+\s+)?(?:aid|food|relief|supplies|medicines?|water|flour|tents|blankets|fuel|medical)\b|\b(?:aid|relief|supply)\s+(?:trucks?|lorr\w+|convoys?)\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"(?:\s+[\w-]+){0,3}?\s+(?:over|across)\s+(?:the|its|their)\s+(?:\w+\s+)?(?:border|river|frontier|sea|strait|lake|line|mountains|pass)\b",
    re.IGNORECASE,
)
_WILLING = re.compile(r"\bvolunt\w+|\bassist\w*|\bof\s+their\s+own\b|\brepatriat\w+", re.IGNORECASE)
_TAKING_IN = frozenset({"admit", "host", "landed", "home_to"})
_BUILT = re.compile(
    r"\b(?:build(?:s|ing)?|built|construct\w*|prepar\w+|pitch\w*|set(?:s|ting)?\s+up|erect\w*|plan\w*|open(?:s|ed|ing)?|lay(?:s|ing)?\s+out|readying|establish\w*)\b",
    re.IGNORECASE,
)
_OWN = 0.75  # how far along the tree a place may stand from a verb to be its own
# In a report on one of these, people who "were brought to" a place were moved as part of it.
ORGANISED = frozenset({Measure.EVACUATION, Measure.RETURN, Measure.FORCED_RETURN})


@dataclass(slots=True)
class Topic:
    """What the report is about so far: the last organised movement, whether people are displaced inside a country."""  # noqa: E501

    organised: Measure | None = None
    internal: bool = False
    forced: bool = False  # people are deported, expelled or pushed back in it
    people: Draft | None = None  # the last people said to have moved
    told: tuple[Draft, ...] = ()  # the first figures of people in the last sentence that had any
    about: Measure | None = None  # what most of its words are about
    counted: dict[float, Draft] = field(default_factory=dict)  # people by how many, for "of the 4,912"
    heading: Sentence | None = None  # the line that leads in to a list and has no figure of its own


def _are_displaced(draft: Draft) -> bool:
    """ "Are displaced", "remain displaced": so now, not newly."""
    assert draft.hit is not None
    before = [t.lower for t in draft.sentence.tokens[max(0, draft.hit.first - 3) : draft.hit.first]]
    if {"is", "are", "remain", "remains", "still"} & set(before):
        return "being" not in before
    if {"already", "were"} <= set(before):
        return True  # "before the attack 50,000 were already displaced"
    return "internally" in before and _AS_OF.search(draft.sentence.text) is not None


def _can(draft: Draft) -> bool:
    """ "Could take in 500", "ready to shelter": what a place can do, not what it did."""
    assert draft.hit is not None
    before = [t.lower for t in draft.sentence.tokens[max(0, draft.hit.first - 4) : draft.hit.first]]
    return bool(
        {"can", "could", "ready", "able", "prepared", "capable", "readiness", "willing"} & set(before)
    )


def reread(draft: Draft, text: str, topic: Topic, before: Draft | None) -> None:
    """Words that mean one thing or another by who moved and what the report is about."""
    assert draft.hit is not None
    name = draft.hit.frame.name
    _by_setting(draft, topic, before, name)
    back = gone_back(topic.people) if name == "arrive" else None
    if back is not None and crosses_either_way(draft):
        draft.measure = back
        draft.rules.append(SAME_WAY)
        return
    if name in _TAKING_IN and _had_then(draft):
        draft.measure = Measure.HOSTED
        draft.rules.append("measure.had_then")
        return
    taken_from = name == "transport" and (draft.term or "").startswith("take")  # "can take 500 from Syria"
    if ((name in {"admit", "host"} or taken_from) and _can(draft)) or (
        name in _TAKING_IN and _made_for(draft)
    ):
        draft.measure = Measure.CAPACITY
        draft.rules.append("measure.can")
    moved = name in {"flee_home", "transport", "displace"} and draft.measure not in ORGANISED
    if moved and _to_country(draft):
        draft.measure = Measure.ARRIVAL
        draft.rules.append("measure.into_country")
        return
    _by_counted(draft, topic, name)
    if name in {"flee_home", "depart"} and draft.term is not None:
        _by_flight(draft, text, topic, name)
    if name == "detain" and _CONFINED.search(draft.sentence.text):
        draft.aside = _STAYING_PUT
    if name == "depart" and draft.group in COMBATANTS and _WITHDRAWAL.search(draft.sentence.text):
        draft.aside = _WITHDRAWING
    if name == "arrive" and draft.group in COMBATANTS and _falls_back(draft):
        draft.aside = _WITHDRAWING


def _had_then(draft: Draft) -> bool:
    """ "Took in 5,000 in the month and had 386 at its end": who was there then, not who came."""
    tokens = draft.sentence.tokens
    left = [t.lower for t in tokens[max(0, draft.first - 3) : draft.first]]
    return bool({"had", "has", "have", "held"} & set(left)) and _THEN.match(draft.after) is not None


def _falls_back(draft: Draft) -> bool:
    """ "Withdrew to a bridge near the town", "pulled back to their base": to a position, over no border."""
    assert draft.hit is not None
    tokens, first = draft.sentence.tokens, draft.hit.first
    verb = verb_forms().get(tokens[first].lower)
    if (
        verb is None
        or verb[0] not in words_of("falling_back", "verbs")
        or tokens[draft.hit.last].lower != "to"
    ):
        return False
    for token in tokens[draft.hit.last + 1 : draft.hit.last + 6]:
        if token.lower in words_of("falling_back", "positions"):
            return True
        if token.text[:1].isupper() or token.pos in {"VERB", "ADP"}:
            return False
    return False


# "2,640 people at the transit centre (capacity: 1,000)"
_BESIDE_CAPACITY = re.compile(
    r"\s*(?:[\w’'-]+\s+){0,2}?(?:at|in)\s+[^()\n.;\d]{2,80}\(\s*(?:total\s+|planned\s+)?(?:capacity|room|space|places?)\b",
    re.IGNORECASE,
)
# "2,000 people who had been staying at the market were moved to the stadium": taken on, not out of danger.
_LODGED = re.compile(
    r"\s*(?:[\w’'-]+\s+){0,3}?who\s+(?:had\s+(?:already\s+)?been|were|have\s+been)\s+"
    r"(?:staying|sheltering|living|sleeping|housed|hosted|accommodated|lodged|sheltered|camping|camped|put\s+up|evacuated\s+to|registered)\b",
    re.IGNORECASE,
)


def _by_setting(draft: Draft, topic: Topic, before: Draft | None, name: str) -> None:
    """What the report is about, what carried them, and whether they are or were displaced."""
    if name == "transport" and _LODGED.match(draft.after):
        draft.measure = Measure.RELOCATION
        draft.rules.append("measure.taken_on")
    elif name == "transport" and topic.organised is not None:
        draft.measure = topic.organised
        draft.rules.append("measure.organised")
    if name == "be_accommodated" and _BESIDE_CAPACITY.match(draft.after):
        draft.measure = Measure.HOSTED
        draft.rules.append("measure.beside_capacity")
    if name in _CARRYING and (flown := _FLIGHTS.search(draft.sentence.text)):
        draft.measure = _FLOWN[flown.group(1)[:4].lower()]
        draft.rules.append("measure.kind_of_flight")
    if name == "aboard" and before is not None and before.unit in GOODS and before.measure is not None:
        draft.measure = before.measure
        draft.rules.append("measure.of_vehicle")
    if name == "displace" and _are_displaced(draft):
        draft.measure = Measure.DISPLACED_STOCK
        draft.rules.append("measure.are_displaced")


def _by_counted(draft: Draft, topic: Topic, name: str) -> None:
    """What is counted: relief goods, the injured, those sent back by force, those aboard."""
    if draft.measure is Measure.ARRIVAL and draft.unit in _CARGO and _RELIEF.search(draft.sentence.text):
        draft.measure = Measure.ASSISTANCE
        draft.rules.append("measure.relief_goods")
    if name == "transport" and draft.whole is not None and draft.whole.measure is Measure.INJURED:
        draft.measure = Measure.EVACUATION
    if name == "repatriate" and topic.forced and not _WILLING.search(draft.sentence.text):
        draft.measure = Measure.FORCED_RETURN
        draft.rules.append("measure.forced")
    if name == "aboard" and draft.measure is Measure.DEPARTURE:
        _carried(draft, topic)
    if name == "counted_there" and draft.group is Group.IDPS:
        draft.measure = Measure.DISPLACED_STOCK
    if name == "camp_for" and _BUILT.search(draft.sentence.text):
        draft.measure = Measure.CAPACITY
        draft.rules.append("measure.built_for")


def _by_flight(draft: Draft, text: str, topic: Topic, name: str) -> None:
    """Whether those who fled or left arrived somewhere, left their country, or stay inside it."""
    assert draft.term is not None
    arrived = _arrives_later(draft)
    fled = name == "flee_home"
    if arrived is not None:
        draft.hit, draft.measure = arrived, Measure.ARRIVAL
        draft.rules.append("measure.reached")
    elif fled and (
        draft.group in COMBATANTS or (re.match(r"fle\w+", draft.term) and _flees_country(draft, text))
    ):
        draft.measure = Measure.DEPARTURE
    elif not fled and topic.internal and _stay_inside(draft, text):
        draft.measure = Measure.INTERNAL_DISPLACEMENT
        draft.rules.append("measure.internal")


def _stay_inside(draft: Draft, text: str) -> bool:
    people = draft.group not in COMBATANTS and draft.unit in PEOPLE | {None}
    return people and not _flees_country(draft, text)


def _to_country(draft: Draft) -> bool:
    """ "Brought 300 into Chad", "ran to Kenya": the way ends in a country."""
    tree = draft.sentence.syntax
    verbs = [t.word for t in draft.ties if t.steps < 1.0 and t.role in {"subject", "object"}]
    if tree is None or draft.tie is None:
        return False
    end = max(tree.ends[v] for v in verbs) if verbs else 0
    if verbs and _OVER.match(draft.sentence.text, max(0, max(end, draft.end) - draft.sentence.span.start)):
        return True
    for m in draft.sentence.places:
        word = tree.at(m.start, m.end)
        if (
            m.country
            and m.role == "to"
            and word is not None
            and any(apart(tree, v, word) < _OWN for v in verbs)
        ):
            return True
    return False


def _made_for(draft: Draft) -> bool:
    """ "Was set up to receive 300", "could not hold them all": what a place is made for or able to do."""
    tree, verb = draft.sentence.syntax, draft.tie
    if tree is None or verb is None or verb.role != "object":
        return False
    if is_passive(tree, verb.word):
        return False
    above = [verb.word]
    while tree.rel(above[-1]) in {"xcomp", "advcl", "acl"} and tree.head(above[-1]) >= 0 and len(above) < 4:
        if tree.full_rel(above[-1]) == "acl:relcl" or tree.kids(above[-1], "nsubj"):
            break
        above.append(tree.head(above[-1]))
    modal = any(tree.low(k) in words_of("ability", "auxiliaries") for w in above for k in tree.kids(w, "aux"))
    return modal or any(lemma_of(tree, w) in words_of("ability", "verbs") for w in above[1:])


def _carried(draft: Draft, topic: Topic) -> None:
    """Those aboard share what is told of the people of the report: they are rescued, or they arrive."""
    told = topic.people.measure if topic.people is not None else None
    if topic.organised is not None:
        draft.measure = topic.organised
    elif told in {Measure.ARRIVAL, Measure.EVACUATION, Measure.RETURN, Measure.FORCED_RETURN}:
        draft.measure = told


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
