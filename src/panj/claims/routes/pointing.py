"""Places that a figure's own clause points to without naming them: "where", "it holds", "of its people".

Takes a draft, the places of its sentence and the report's memory; gives the name pointed to, and the rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from panj.claims.draft import Draft
from panj.claims.mentions.places import Mention
from panj.claims.routes.nearness import BORDER, ROOM
from panj.claims.routes.scene import RouteMemory, is_country_of
from panj.claims.tables import alternation, table
from panj.model import HARM, Measure

_OF_PLACES = (
    HARM
    | ROOM
    | {
        Measure.ARRIVAL,
        Measure.ADMISSION,
        Measure.DISPLACED_STOCK,
        Measure.FACILITY,
        Measure.INTERNAL_DISPLACEMENT,
    }
)
_TOLD = frozenset({"in", "to", "from", "object"})
_WHERE = re.compile(
    r"(?:\s+(?:camp|district|province|county|region|town|city|village|island|state|site|settlement|area))?"
    r"(?:\s*\([^()]{1,40}\))?(?:,[^,;.:]{1,50})?\s*(?:,|–|—|-)?\s+where\b(?P<clause>[^;:]{0,120})\Z"
)
_OWN_PEOPLE = re.compile(
    r"\s+(?:(?:or\s+so|per\s?cent|percent)\s+)?of\s+(?:its|their)\s+(?:own\s+)?(?:[\d,.]+\s+)?(?:\w+\s+)?"
    r"(?:inhabitants|residents|people|citizens|population|villagers|townspeople|islanders|families|households|houses)\b"
)
_IN_IT = re.compile(
    r"[^.;:,]{0,30}?\b(?:in|inside|into|within|at|reached|entered)\s+it\b(?!\s+(?:is|was|for|all))"
)
_ON_ITS_SOIL = re.compile(
    r"[^.;:]{0,40}?\b(?:on|in|within|inside)\s+its\s+(?:own\s+)?(?:soil|territory|borders|camps|care)\b"
)
_ACCOUNTS_FOR = re.compile(
    r"(?:\s+(?:district|province|state|region|county|city|camp))?(?:,[^,.;:]{1,40},)?"
    r"\s+(?:(?:alone|together|itself|now|already)\s+)?(?:account(?:s|ed)?|accounting)\s+for\s+(?:[a-z]+\s+){0,3}",
    re.IGNORECASE,
)
_OPENING_IN = re.compile(r"\W*(?:In|Inside|Within|Across)\s+(?:the\s+)?(?:neighbou?ring\s+|nearby\s+)?")
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|and|,\s*and|or|&)\s*(?:the\s+|in\s+|at\s+|to\s+|from\s+)*")


_ADVERBS = r"(?:(?:now|already|currently|still|also|alone|then|today|itself|once|has|had|have|is|was|can|could|will)\s+){0,3}"  # noqa: E501


@cache
def _it_has() -> re.Pattern[str]:
    verbs = alternation(table("places")["words"]["holding"])
    opening = r"(?:\A|[,;.]\s*|\b(?:and|that|day|night|\d{4})\s+)"
    return re.compile(rf"{opening}(?:it|It)\s+{_ADVERBS}(?:{verbs})\b[^.;:,]{{0,45}}\Z")


def pointed_to(draft: Draft, memory: RouteMemory) -> tuple[str, str] | None:
    """The place that the figure's clause points to, and the rule; None where it names its own."""
    found = _of_clause(draft)
    if found is not None:
        return found, "place.where"
    share = _accounting(draft)
    if share is not None:
        return share, "place.subject"
    if draft.measure not in _OF_PLACES:
        return None
    land = _land_of_total(draft, memory)
    if land is not None:
        return land, "place.of_total"
    if _ON_ITS_SOIL.match(draft.after):
        named = [m for m in draft.sentence.places if m.end <= draft.start and m.role in {"none", "of"}]
        owner = named[0].name if named else memory.subject_before(draft.sentence.paragraph)
        return (owner, "place.it") if owner is not None else None
    spoken_of = memory.subject_before(draft.sentence.paragraph)
    if spoken_of is not None and _it_has().search(draft.before):
        return spoken_of, "place.it"
    if _IN_IT.match(draft.after):
        before = [
            m for m in draft.sentence.places if m.end <= draft.start and not m.generic and m.role != "parent"
        ]
        last = before[-1].name if before else spoken_of
        return (last, "place.it") if last is not None else None
    return None


def _accounting(draft: Draft) -> str | None:
    """ "Punjab accounts for 141 deaths", "with Kolo alone accounting for 30": of the place that does."""
    sentence, base = draft.sentence, draft.sentence.span.start
    named = [m for m in sentence.places if m.end <= draft.start and not m.generic and m.role != "parent"]
    for m in reversed(named):
        if re.search(r"\b(?:and|or)\s+\Z", sentence.text[: m.start - base]):
            continue  # one of several
        if _ACCOUNTS_FOR.fullmatch(sentence.text[m.end - base : draft.start - base]):
            return m.name
    return None


def _land_of_total(draft: Draft, memory: RouteMemory) -> str | None:
    """ "In Chad, 300 crossed at Adre, bringing to 9,000 the number of those who came": came to Chad."""
    sentence, reached = draft.sentence, draft.destination or draft.place
    if "noun.behind" not in draft.rules or reached is None:
        return None
    if any(m.start > draft.end and m.role in _TOLD for m in sentence.places):
        return None
    opening = next((m for m in sentence.places if m.role != "parent"), None)
    if opening is None or not opening.country or opening.start > draft.start:
        return None
    before = sentence.text[sentence.body - sentence.span.start : opening.start - sentence.span.start]
    inside = opening.name != reached and is_country_of(opening.name, reached, memory)
    return opening.name if inside and _OPENING_IN.fullmatch(before) else None


def own_people(draft: Draft, memory: RouteMemory) -> str | None:
    """ "20,000 of its inhabitants": those of the place spoken of in the sentence before, or in this one."""
    if _OWN_PEOPLE.match(draft.after) is None:
        return None
    named = [
        m
        for m in draft.sentence.places
        if m.end <= draft.start and m.role in {"none", "of"} and not m.generic
    ]
    return named[0].name if named else memory.subject_before(draft.sentence.paragraph)


def _of_clause(draft: Draft) -> str | None:
    """ "Bubu, where 300 are sheltering": what stands before "where", if the clause names no place."""
    sentence, base = draft.sentence, draft.sentence.span.start
    left = sentence.text[: draft.start - base]
    if "where" not in left:
        return None
    before = [m for m in sentence.places if m.end <= draft.start and m.role != "parent" and not m.water]
    for m in reversed(before):
        clause = _WHERE.match(left, m.end - base)
        if clause is not None and not m.generic:
            inside = (x for x in sentence.places if x.start - base >= clause.start("clause"))
            own = [x for x in inside if not BORDER.search(x.name)]
            ours = [x for x in own if x.start < draft.start or (x.role in _TOLD and not _is_beyond(x, draft))]
            return m.name if not ours else None
    return None


def _is_beyond(m: Mention, draft: Draft) -> bool:
    """Whether another clause or figure stands between the figure and a place after it."""
    base = draft.sentence.span.start
    between = draft.sentence.text[draft.end - base : m.start - base]
    return re.search(r"[;:]|,\s+(?:and|but|while|where|which|who|after|before)\b|\d", between) is not None


def respective(draft: Draft) -> str | None:
    """ "Kolo and Mba, with 300 and 200 people respectively": the place of the figure's rank in the list."""
    sentence, base = draft.sentence, draft.sentence.span.start
    word = _RESPECTIVELY.search(sentence.text, draft.end - base)
    if word is None:
        return None
    ranked = [
        sentence.tokens[f].start for f in sentence.figures if sentence.tokens[f].start - base < word.start()
    ]
    for names in _lists(sentence.places, sentence.text, base):
        after = [a for a in ranked if a >= names[-1].end]
        own = [n for n, a in enumerate(after) if draft.start <= a < draft.end]
        if own and 2 <= len(after) <= len(names):
            return names[len(names) - len(after) :][own[0]].name
    return None


def _lists(places: Sequence[Mention], text: str, base: int) -> list[list[Mention]]:
    """The runs of names that stand beside one another, the last first."""
    runs: list[list[Mention]] = []
    for m in (p for p in places if not p.generic and p.role != "parent"):
        if runs and _AND.fullmatch(text[runs[-1][-1].end - base : m.start - base]):
            runs[-1].append(m)
        else:
            runs.append([m])
    return runs[::-1]
