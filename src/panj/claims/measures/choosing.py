"""Which words of a sentence tell what a figure measures: the frame that fits best, where several are near.

Takes a draft, the figures beside it and the sentence's hits; sets `hit` and `score`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from panj.claims.counting.brackets import is_labelled_line
from panj.claims.draft import Draft
from panj.claims.measures.structure import contradicted, governing
from panj.claims.predicates.frames import Hit, ranked
from panj.claims.predicates.governor import Tie
from panj.language import Token, boundary, cost
from panj.model import COMBATANTS, FORCES, LENGTHS, PEOPLE, Measure, Qualifier, Unit

GOVERNED = 0.3  # a frame of the tree that fits worse than this leaves the choice to nearness
FOR_TOTALS = -4.0
FOR_NUMBER_OF = -1.5  # "the number of those who … has reached N"
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
_HEADED = 2.0
_NEXT_VERB = 1.0  # the price within which the verb after a figure is its own
_TOTAL_HEAD = frozenset({"number", "total", "count", "toll", "tally", "numbers", "figure"})
_RELATIVES = frozenset({"who", "that", "which"})
_NOUNS_OF = frozenset({"evacuation_of", "displacement_of"})
_HURT = frozenset({Measure.KILLED, Measure.INJURED})
_NEXT_THINGS = _HURT | {Measure.ASSISTANCE, Measure.DETAINED}


def choose(draft: Draft, live: Sequence[Draft]) -> None:
    """The frame that fits best; other figures between cost, a part takes a frame only from its own clause."""
    sentence = draft.sentence
    if draft.unit in LENGTHS or "context.whole" in draft.rules:
        return
    told = _who_had(draft) or _noun_of(draft) or _harm_before(draft)
    if told is not None:
        draft.score, draft.hit = 1.0, told
        draft.rules.append("governed")
        return
    rows = [
        r
        for r in governing(draft)
        if not _names_other(r[1], draft, live)
        and not _left_behind(r[1], draft)
        and not _of_its_part(r[1], draft, live)
    ]
    if told_by_verb := _happened_to(rows):
        rows = told_by_verb
        draft.rules.append("verb.over_noun")
    if rows and rows[0][0] >= GOVERNED:
        draft.score, draft.hit, draft.tie = rows[0]
        draft.rules.append("governed")
        return
    best: tuple[float, Hit] | None = None
    anchors = _anchors(draft)
    wrong = contradicted(draft)
    for first, last in anchors:
        for score, hit in ranked(sentence.hits, sentence.tokens, first, last, draft.unit, draft.group):
            if any(hit is w for w in wrong) or _names_other(hit, draft, live):
                continue
            if _of_its_part(hit, draft, live):
                continue
            price = score + _adjusted(hit, draft, live)
            if best is None or price > best[0]:
                best = (price, hit)
    enough = FOR_TOTALS if _is_total_of(draft) else FOR_NUMBER_OF if len(anchors) > 1 else ENOUGH
    if is_labelled_line(draft):
        enough -= _HEADED  # nothing else can be meant than what the heading says
    if best is not None and best[0] >= enough:
        draft.score, draft.hit = best


def _who_had(draft: Draft) -> Hit | None:
    """ "70 of the 90 who had crossed went back": of the 90 it is told that they crossed."""
    left = draft.before
    if "mention.who_had" not in draft.rules or not re.search(r"\bof\s*\Z", left, re.IGNORECASE):
        return None
    return next((h for h in draft.sentence.hits if h.first > draft.last and _relative(draft, h)), None)


def _noun_of(draft: Draft) -> Hit | None:
    """ "21 deaths and evacuation of 900 people living there": the noun of what happened stands before it."""
    tokens = draft.sentence.tokens
    if draft.first < 2 or tokens[draft.first - 1].lower != "of":
        return None
    return next(
        (
            h
            for h in draft.sentence.hits
            if h.last == draft.first - 1 and h.frame.name in _NOUNS_OF and Unit.PERSONS in h.frame.units
        ),
        None,
    )


def _harm_before(draft: Draft) -> Hit | None:
    """ "Killing 13 people and injuring at least 60 more": the verb of harm stands right before its figure."""
    tokens = draft.sentence.tokens
    if not draft.first or draft.unit not in PEOPLE | {None} or tokens[draft.first - 1].pos != "VERB":
        return None
    found = [
        h
        for h in draft.sentence.hits
        if h.last == draft.first - 1 and h.frame.role == "object" and h.tags and h.voice != "passive"
    ]
    best = max(found, key=lambda h: (h.frame.weight, h.size), default=None)
    return best if best is not None and best.frame.measure in _HURT else None


def _names_other(hit: Hit, draft: Draft, live: Sequence[Draft]) -> bool:
    """ "300 refugees and 40 returnees were registered": "returnees" says nothing of the refugees."""
    return any(
        d.noun is not None and d.first < d.noun.first <= hit.first and hit.last <= d.noun.last
        for d in live
        if d is not draft
    )


def _of_its_part(hit: Hit, draft: Draft, live: Sequence[Draft]) -> bool:
    """ "900 people crossed, and 200 of them have come back": what is told behind a part is of the part."""
    part = next((d for d in live if d.whole is draft and "part.of" in d.rules and d.first > draft.last), None)
    if part is None or hit.first <= part.last:
        return False
    own = (h for h in draft.sentence.hits if draft.last < h.first and h.last < part.first)
    return any(Unit.PERSONS in h.frame.units for h in own)


def _happened_to(rows: list[tuple[float, Hit, Tie]]) -> list[tuple[float, Hit, Tie]]:
    """ "Assisted 3,250 deportees", "killed 20 returnees": the verb says what happened, the noun who they are."""  # noqa: E501
    if not rows or rows[0][2].role != "noun" or rows[0][1].tags:
        return []
    return [
        r
        for r in rows
        if r[1].tags
        and r[1].frame.measure in _NEXT_THINGS
        and r[2].role == "object"
        and r[2].steps < GOVERNED <= r[0]
    ]


def _left_behind(hit: Hit, draft: Draft) -> bool:
    """ "Eleven died and 13,400 lost their homes": who "died" counts stands before it, and what follows has its own verb."""  # noqa: E501
    active = hit.frame.role == "subject" and bool(hit.tags) and hit.voice != "passive"
    if not active or hit.last >= draft.first:
        return False
    tokens = draft.sentence.tokens
    if not any(tokens[i].lower in {"and", "but", "while", ";"} for i in range(hit.last + 1, draft.first)):
        return False
    return any(
        h.first > draft.last
        and h.tags
        and h.frame.role == "subject"
        and cost(tokens, draft.last, h.first) < _NEXT_VERB
        for h in draft.sentence.hits
    )


def _is_total_of(draft: Draft) -> bool:
    """ "…, bringing the total to nearly 1,600": the sentence says of whom, however far away."""
    left = [t.lower for t in draft.sentence.tokens[max(0, draft.first - 5) : draft.first]]
    return "total" in left or "number" in left


def _anchors(draft: Draft) -> list[tuple[int, int]]:
    """Where a figure stands for its verb: at itself, and at "the number of those who …" that it ends."""
    found = [(draft.first, draft.last)]
    if "noun.label" in draft.rules or is_labelled_line(draft):
        found.append((0, draft.first - 2))  # "Refugees: 1,200" stands where its heading stands
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


def _adjusted(hit: Hit, draft: Draft, live: Sequence[Draft]) -> float:
    """What makes a frame likelier or less likely for this figure, beside where it stands."""
    tokens = draft.sentence.tokens
    low, high = sorted((draft.first, hit.first))
    price = -0.3 * sum(1 for d in live if d is not draft and low < d.first < high)
    is_part = draft.whole is not None and draft.whole.start < draft.start
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
    if re.search(r"\bof\s*\Z", draft.before[-8:], re.IGNORECASE):
        price += 0.4 if _relative(draft, hit) else -0.4
    elif _relative(draft, hit):
        if draft.unit is Unit.SHARE:
            price -= 1.5
        elif _main_verb_after(draft, hit) is not None:
            price -= 1.6
    elif any(
        _main_verb_after(draft, h) is hit
        for h in draft.sentence.hits
        if draft.last < h.first < hit.first and _relative(draft, h)
    ):
        price += 0.8
    if _reduced(draft, hit):
        price -= 1.2
    return price + _of_group(hit, draft)


def _relative(draft: Draft, hit: Hit) -> bool:
    """ "90 percent of the people who fled have returned": what follows "who" tells of the whole."""
    tokens = draft.sentence.tokens
    for i in range(draft.last + 1, hit.first):
        if tokens[i].lower in _RELATIVES:
            return hit.first - i <= 3
    return False


def _main_verb_after(draft: Draft, hit: Hit) -> Hit | None:
    """ "The 500 who had crossed in June were returned": the verb after the relative clause, where one follows."""  # noqa: E501
    tokens = draft.sentence.tokens
    for later in draft.sentence.hits:
        if hit.last < later.first <= hit.last + 12 and later.tags and tokens[later.first - 1].pos == "AUX":
            between = tokens[hit.last + 1 : later.first]
            names = [i for i in range(len(between)) if _of_names(between, i)]
            joined = sum(boundary(tokens, hit.last + 1 + i) for i in names if between[i].lower == "and")
            if cost(tokens, hit.last, later.first) - joined < 0.9 and not any(
                t.lower == "who" or (t.lower == "and" and not _of_names(between, n))
                for n, t in enumerate(between)
            ):
                return later
    return None


def _of_names(tokens: Sequence[Token], i: int) -> bool:
    """ "June and July": the two sides of an "and" are names, so no second verb is joined."""
    return 0 < i < len(tokens) - 1 and tokens[i - 1].pos == "PROPN" and tokens[i + 1].pos == "PROPN"


def _reduced(draft: Draft, hit: Hit) -> bool:
    """ "77 Kyrgyz living in the Pamirs entered Ruritania": the participle says who they are, the later verb what they did."""  # noqa: E501
    tokens = draft.sentence.tokens
    if not 0 < hit.first - draft.last <= 2 or not tokens[hit.first].lower.endswith("ing"):
        return False
    return any(
        hit.last < later.first <= hit.last + 12
        and bool(later.tags & {"PAST"})
        and cost(tokens, hit.last, later.first) < 0.5
        for later in draft.sentence.hits
    )


def _of_group(hit: Hit, draft: Draft) -> float:
    m = hit.frame.measure
    if m is Measure.DEPLOYMENT and draft.group is not None and draft.group not in FORCES:
        return -0.9
    if m is Measure.INTERNAL_DISPLACEMENT and draft.group in COMBATANTS:
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
