"""What each number of a sentence counts: its noun, or that of the figure before it, or why it counts nothing here.

Takes a `Sentence`; gives `Draft`s with unit and group, or `aside` with the reason.
"""  # noqa: E501

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache

from panj.claims.counting.asides import dated, masked, reason_for
from panj.claims.counting.borrowing import borrowed, lends, named_behind
from panj.claims.counting.brackets import check_mention, check_whole
from panj.claims.counting.grid import cell_at, column_noun
from panj.claims.draft import Draft, Sentence
from panj.claims.mentions.units import Noun, head_noun, nouns
from panj.claims.numbers.number import Number
from panj.claims.numbers.numbers import numbers
from panj.claims.numbers.words import NUMBER_WORDS
from panj.claims.predicates.governor import words_of
from panj.claims.tables import alternation, table
from panj.language import Token
from panj.model import LENGTHS, PEOPLE, Group, Unit

_VAGUE_UNITS = frozenset({Unit.FACILITIES, Unit.SETTLEMENTS, Unit.DISTRICTS})
_LENGTH_OF_BORDER = re.compile(
    r"[\s-](?P<unit>kilomet(?:er|re)|km|mile)s?(?:-long)?\s+(?:\(\S+\s+)?(?:long\s+)?(?:\w+\s+){0,3}?(?:border|frontier|boundary)\b",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"\bwho\s+(?:had\s+|have\s+)?(?:worked\s+(?:with|for|alongside)|assisted|helped|served\s+(?:with|alongside)|aided|supported|collaborated)\b",
    re.IGNORECASE,
)
_LABELLED = PEOPLE | {Unit.LIVESTOCK, Unit.FLIGHTS, Unit.TONNES, Unit.ITEMS, Unit.FACILITIES}
_UNCOUNTED_HEADINGS = frozenset(
    ["births", "tents", "kits", "cases", "consultations", "vaccinations", "deliveries", "calls", "referrals", "sessions", "surveys"]  # noqa: E501
)  # fmt: skip
_LABEL_WORDS = 9  # a longer heading is a sentence
_OF_NOUN = frozenset({"PART", "ING", "BASE"})  # forms of a verb that stand in a heading
_VISITORS = "visitors and spectators"
_GUESTS_NEAR = 60  # characters on either side of visitors in which it stands that they were moved or harmed
_MOVED_AFTER = re.compile(
    r"(?:\s+[^\s,.;:]+){0,4}?\s+(?:(?:was|were|been|being|are|is)\s+(?:\w+ly\s+)?(?:evacuat|rescu|airlift|kill|injur|moved|relocat|drowned|taken|"
    r"flown|brought|ferried|shifted|carried|saved|stranded|trapped|missing|swept|buried|hurt|wounded|pulled|bussed|lifted)"
    r"|(?:remain|remained|remains|still)\s+(?:\w+\s+)?(?:missing|unaccounted|trapped|stranded)|died|perished|drowned)\w*",
    re.IGNORECASE,
)
_MOVED_BEFORE = re.compile(
    r"\b(?:evacuat|rescu|airlift|kill|injur|relocat|ferried|stranded|saved|bussed)\w*\s+(?:of\s+)?(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
_HOUSES = "houses and other property"
_DAMAGED = re.compile(
    r"\s+(?:(?:were|was|had\s+been|have\s+been)\s+)?(?:\w+ly\s+)?(?:damaged|destroyed|burn(?:t|ed)|flattened|razed|collapsed)\b",
    re.IGNORECASE,
)
_SPEAKERS = 60  # more than these are not heard one by one
_SPEAK = frozenset(
    {"told", "said", "says", "say", "tells", "testified", "recounted", "recalled", "complained", "insisted"}
)
_COUNT = frozenset(
    {"put", "puts", "count", "counts", "counted", "gave", "give", "report", "reported", "confirmed"}
)
_SPOKEN_TO = frozenset({"interviewed", "interviewing", "questioned", "polled", "surveyed"})
_PASSIVE = frozenset({"are", "is", "was", "were", "be", "been", "being"})
_ARE = re.compile(
    r"\s+of\s+(?:them|these|those|whom)\s+(?:(?:are|were|being)\s+)?(?:\w+\s+)??(?P<noun>\w+)", re.IGNORECASE
)
_AS = re.compile(r"\s+(?:of\s+(?:them|these|those|whom)\s+)?as\s+(?:\w+\s+)?(?P<noun>\w+s)\b", re.IGNORECASE)
_PART_OF = re.compile(
    r"\s+of\s+(?:(?:the|its|their|those|these|some|about)\s+){0,2}\d[\d,.]*\s+[a-z]", re.IGNORECASE
)
_JOINED = re.compile(  # a comma within a number opens no further one: else long lists take exponential time
    r"(?:,\s*\d[\d,.]*(?:,\s+\d[\d,.]*)*)?,?\s+(?:and|or)\s+\d[\d,.]*(?=\s+[a-z])", re.IGNORECASE
)
_BACK = re.compile(
    r"\b(?:none|neither|any|each|either|both|one|most)\s+of\s+(?:the|these|those)\s*\Z", re.IGNORECASE
)
_CIVIL = re.compile(r"\b(?:women|children|families|elderly)\b", re.IGNORECASE)
_SHARED_NOUN = frozenset({Group.REFUGEES, Group.MIGRANTS, Group.IDPS, Group.SOLDIERS, Group.MILITANTS,
                          Group.ASYLUM_SEEKERS})  # fmt: skip


def read_numbers(text: str, sentence: Sentence, before: Draft | None) -> list[Draft]:
    """The numbers of a sentence as drafts; `before` is the last counted figure of the report, for bare numbers."""  # noqa: E501
    drafts: list[Draft] = []
    found = numbers(text, sentence.body, sentence.span.end)
    judged = any(not dated(number, sentence.whens) for number in found)
    masks = masked(text, sentence.body, sentence.span.end) if judged else []
    for number in found:
        draft = _begin(number, sentence)
        draft.aside = reason_for(number, text, masks, sentence.whens)
        if draft.aside is None:
            _read_noun(draft, text, drafts, before)
        else:
            _read_length(draft, text)
        if draft.aside is None and draft.number.kind == "count":
            check_whole(draft, text)
            check_mention(draft, text)
        drafts.append(draft)
    _wholes_of_shares(drafts)
    return drafts


def _begin(number: Number, sentence: Sentence) -> Draft:
    first = sentence.index(number.start)
    last = max(first, sentence.index(number.end - 1))
    return Draft(number, sentence, first, min(last, len(sentence.tokens) - 1), rules=list(number.rules))


def _read_noun(draft: Draft, text: str, earlier: Sequence[Draft], before: Draft | None) -> None:
    number = draft.number
    if number.kind == "currency":
        draft.unit = Unit.CURRENCY
        return
    if number.kind == "share":
        draft.unit = Unit.SHARE
        if cell_at(text, draft.start) is not None:
            draft.aside = "a share beside its figure in a table"
        draft.of = whole_of(text, number.end, draft.sentence.span.end)
        return
    noun = _own_noun(draft, text) or named_behind(draft, earlier, before, text) or column_noun(draft, text)
    if (
        noun is None
        and re.match(r"\s+of\s+which\b", text[number.end : number.end + 12])
        and not any(d.unit in PEOPLE for d in earlier)
    ):
        draft.aside = "of things that are not counted here"
        return
    if noun is None and _BACK.search(text[: number.core_start][-16:]) and number.value <= 10:
        draft.aside = "refers back to what was told before"
        return
    if noun is None and earlier and earlier[-1].aside == _HOUSES and _DAMAGED.match(draft.after):
        draft.aside = _HOUSES  # "26,550 houses had been destroyed and 35,455 damaged"
        return
    if noun is None and number.whole is None:
        noun = _label(draft)
    if noun is None:
        noun = borrowed(draft, earlier, before, text)
    if noun is None:
        _read_bare(draft, text)
        return
    _apply(draft, _of_guests(draft, noun, text) or noun, text)
    if draft.aside is None and _others_of_things(draft, earlier):
        draft.aside = earlier[-1].aside
    if draft.aside is None and _speaks(draft):
        draft.aside = "people who speak, help or take part, not people moved"


def _of_guests(draft: Draft, noun: Noun, text: str) -> Noun | None:
    """ "2,000 tourists were evacuated": visitors count where they are moved or harmed."""
    if noun.aside != _VISITORS or noun.first <= draft.last:
        return None
    tokens, end = draft.sentence.tokens, draft.sentence.span.end
    after = text[tokens[noun.last].end : min(end, tokens[noun.last].end + _GUESTS_NEAR)]
    before = text[max(draft.sentence.body, draft.start - _GUESTS_NEAR) : draft.start]
    if not _MOVED_AFTER.match(after) and not _MOVED_BEFORE.search(before):
        return None
    return Noun(noun.first, noun.last, Unit.PERSONS, Group.PEOPLE, None, noun.weak, noun.words)


def _others_of_things(draft: Draft, earlier: Sequence[Draft]) -> bool:
    """ "Destroyed 12 homes and damaged 80 others": others of the kind told just before."""
    noun, before = draft.noun, earlier[-1] if earlier else None
    if noun is None or noun.words != "others" or before is None or before.noun is None:
        return False
    return before.noun.aside is not None and before.unit is None and before.aside == before.noun.aside


def _read_bare(draft: Draft, text: str) -> None:
    """A number without any noun: the group that its sentence speaks of, where it does."""
    if draft.aside is not None:
        return
    if draft.number.kind == "vague":
        draft.aside = "vague and of nothing that is counted here"
    draft.group = _spoken_of(draft)
    if _number_of_households(draft):
        draft.unit, draft.group = Unit.HOUSEHOLDS, Group.CIVILIANS
    if draft.group is None:
        _refine_group(draft, text)


def _own_noun(draft: Draft, text: str) -> Noun | None:
    """The noun after a number, or that of the whole of which it is a part: "2,300 of the 5,000 families"."""
    if draft.number.whole is not None:
        return _after_whole(draft)
    noun = head_noun(draft.sentence.tokens, draft.last + 1)
    if noun is None and _PART_OF.match(text, draft.number.end, draft.sentence.span.end):
        return _after_whole(draft)
    joined = _JOINED.match(text, draft.number.end, draft.sentence.span.end) if noun is None else None
    if joined is not None:  # "80 and 95 people"
        noun = head_noun(draft.sentence.tokens, draft.sentence.index(joined.end()))
        return (
            Noun(draft.last, draft.last, noun.unit, noun.group, noun.aside, noun.weak, noun.words)
            if noun
            else None
        )
    return noun


def _label(draft: Draft) -> Noun | None:
    """ "New arrivals: 4,300", "Refugees – 1,200": the heading of the line says what the figure counts."""
    tokens = draft.sentence.tokens
    at = draft.first
    if not 1 < at <= _LABEL_WORDS or tokens[at - 1].text not in {":", "–", "—", "|", "="}:
        return None
    after = tokens[draft.last + 1 : draft.last + 3]
    if after and after[0].pos not in {"PUNCT", "PREP"}:
        return None
    if any(t.pos == "NUM" for t in tokens[: at - 1]):
        return None  # "523 people from 12 boats: 205 on Thursday": no heading
    found = [n for i in range(at - 1) if (n := head_noun(tokens, i)) is not None and n.last < at]
    if tokens[at - 1].text != "—" and _things_alone(tokens[: at - 1], found):
        draft.aside = found[0].aside if found else "of nothing that is counted here"
        return None
    known = {i for n in found for i in range(n.first, n.last + 1)}
    verbs = (t for i, t in enumerate(tokens[: at - 1]) if i not in known and t.tags and not t.tags & _OF_NOUN)
    if not found or any(t.pos == "AUX" for t in tokens[: at - 1]) or any(verbs):
        return None
    n = next((x for x in found if x.unit in _LABELLED), None)
    named = any(t.pos == "PROPN" for t in tokens[1 : at - 1])
    if n is None or (n.unit is Unit.FACILITIES and (named or not _ends_label(n, tokens, at - 1))):
        return None
    draft.rules.append("noun.label")
    return Noun(draft.last, draft.last, n.unit, n.group, n.aside, n.weak, n.words)


def _ends_label(n: Noun, tokens: Sequence[Token], end: int) -> bool:
    """Whether nothing but what was done to them follows in a heading: "Shelters", "Shelters opened"."""
    return all("PART" in t.tags for t in tokens[n.last + 1 : end])


def _things_alone(label: Sequence[Token], found: Sequence[Noun]) -> bool:
    """ "Births: 44", "Houses destroyed: 85": a heading of common words that name no one and nothing counted."""  # noqa: E501
    if found:
        return all(n.aside is not None and n.aside not in {"duration", "age"} for n in found)
    words = [t for t in label if t.pos in {"NOUN", "PROPN", "ADJECTIVE", "VERB"}]
    return bool(words) and len(words) <= 2 and words[0].lower in _UNCOUNTED_HEADINGS


def _speaks(draft: Draft) -> bool:
    """ "Two employees of the council told reporters": those who speak are not those who moved."""
    tokens, noun = draft.sentence.tokens, draft.noun
    if noun is None or noun.unit not in PEOPLE:
        return False
    few = draft.number.value <= _SPEAKERS
    if few and draft.first and tokens[draft.first - 1].lower in _SPOKEN_TO:
        return True
    does = words_of("people", "take_part") | (_SPEAK if few else frozenset())
    if noun.group is Group.STAFF:
        does |= words_of("people", "serve")
    for i in range(max(noun.last, draft.last) + 1, min(len(tokens), draft.last + 12)):
        t = tokens[i]
        if t.lower in does:
            return tokens[i - 1].lower not in _PASSIVE
        if t.pos in {"VERB", "MODAL", "PUNCT"} or t.lower in {"and", "that", "when", "who"}:
            return False
    return False


def _read_length(draft: Draft, text: str) -> None:
    """ "The 1,357-kilometer-long border": a length that the work needs, though written as an adjective."""
    match = _LENGTH_OF_BORDER.match(text, draft.number.core_end)
    if match and draft.aside == "length, speed or weight":
        draft.unit = Unit.MI if match["unit"].lower().startswith("m") else Unit.KM
        draft.aside = None


def _after_whole(draft: Draft) -> Noun | None:
    """ "All but one of the province's 28 districts": districts."""
    tokens = draft.sentence.tokens
    for i in range(draft.last + 1, min(len(tokens), draft.last + 9)):
        if tokens[i].pos == "NUM" or tokens[i].lower in NUMBER_WORDS:
            return head_noun(tokens, i + 1)
    return head_noun(tokens, draft.last + 1)


def _apply(draft: Draft, noun: Noun, text: str) -> None:
    draft.noun, draft.unit, draft.group = noun, noun.unit, noun.group
    if noun.aside and noun.unit not in LENGTHS:
        draft.aside = noun.aside
    if noun.first > draft.last:
        draft.last = noun.last
    if draft.number.kind == "vague" and noun.unit not in _VAGUE_UNITS:
        draft.aside = "vague and of nothing that is counted here"
    words = text[draft.number.core_start : draft.number.core_end].lower()
    if words in {"one", "1"} and noun.unit is None:
        draft.aside = "one of several, not a figure"
    _refine_group(draft, text)


def _refine_group(draft: Draft, text: str) -> None:
    """ "Afghans who worked with foreign forces" are staff; people among whom are children are civilians."""
    named = _ARE.match(text, draft.number.end, draft.sentence.span.end)
    entry = nouns().get((named["noun"].lower(),)) if named else None
    if entry is not None and entry[0] is Unit.PERSONS and entry[1] not in {None, Group.PEOPLE}:
        draft.group = entry[1]
        draft.rules.append("group.are")
        return
    after = text[draft.number.end : min(draft.sentence.span.end, draft.number.end + 90)]
    taken = _AS.match(after)
    if (
        taken is not None
        and draft.group in {Group.PEOPLE, Group.CIVILIANS, None}
        and draft.unit in PEOPLE | {None}
    ):
        entry = nouns().get((taken["noun"].lower(),))
        if entry is not None and entry[0] is Unit.PERSONS and entry[1] is not Group.PEOPLE:
            draft.group = entry[1]
            draft.rules.append("group.as")
            return
    force = _force().match(after) if draft.group is Group.PEOPLE else None
    if force is not None:
        draft.group = Group.MILITANTS if force["militants"] else Group.SOLDIERS
        draft.rules.append("group.force")
    elif draft.group in {Group.CIVILIANS, Group.PEOPLE} and _STAFF.search(after):
        draft.group = Group.STAFF
        draft.rules.append("group.worked_with")
    elif (
        draft.group is Group.PEOPLE
        and re.match(r"\W*\w+,?\s+(?:including|among\s+them)\s+(?:\w+\s+){0,2}", after)
        and _CIVIL.search(after[:70])
    ):
        draft.group = Group.CIVILIANS
        draft.rules.append("group.women_and_children")


@cache
def _force() -> re.Pattern[str]:
    """ "men from the Afghan government forces": a noun of persons, then the force that they belong to."""
    words = table("nouns")["force"]
    named = "|".join(f"(?P<{group}>{alternation(words[group])})" for group in ("militants", "soldiers"))
    theirs = rf"\s+\w+\s+(?:from|of)\s+(?:(?:the|an?)\s+)?(?:[\w'’-]+\s+){{0,3}}?(?:{named})"
    # "people of the military district": the force is no head here
    return re.compile(
        rf"{theirs}(?=\s*[,.;)]|\s+(?:and|who|that|has|have|had|[a-z]+ed|in|at|on)\b)", re.IGNORECASE
    )


def _spoken_of(draft: Draft) -> Group | None:
    """For a bare number, the group named before it in its sentence: "the number of migrants … had passed 2,000"."""  # noqa: E501
    tokens = draft.sentence.tokens
    for i in range(draft.first - 1, -1, -1):
        entry = nouns().get((tokens[i].lower,))
        if tokens[i].pos == "PUNCT" and tokens[i].text in {";", "."}:
            return None
        if tokens[i].lower == "that" and tokens[i + 1].lower == "of":
            return None  # "the number of displaced rose to 12,300 and that of the dead to 56"
        if entry and entry[0] is Unit.PERSONS and entry[1] in _SHARED_NOUN and not _of_speaker(tokens, i):
            draft.rules.append("group.spoken_of")
            return entry[1]
    return None


def _of_speaker(tokens: Sequence[Token], i: int) -> bool:
    """ "The military spokesman", "an army officer said": who speaks is not who is counted."""
    following = tokens[i + 1 : i + 3]
    compound = bool(following) and following[0].pos in {"NOUN", "PROPN"}
    return compound or any(t.lower in _SPEAK | _COUNT for t in following)


def _number_of_households(draft: Draft) -> bool:
    """ "The number of families that have returned stands at 12,400." """
    left = [t.lower for t in draft.sentence.tokens[: draft.first]]
    return any(
        left[i : i + 2] == ["number", "of"] and {"families", "households"} & set(left[i + 2 : i + 5])
        for i in range(len(left))
    )


def whole_of(text: str, at: int, end: int) -> str | None:
    """The whole of a share: the words after "of", up to the verb or the next comma."""
    pattern = r"\s+(?:of|out\s+of)\s+(?:the\s+|all\s+|its\s+|their\s+|those\s+|these\s+)?((?:[^,.;:()]|[.,](?=\d)){2,80})"  # noqa: E501
    match = re.compile(pattern).match(text, at, end)
    if not match:
        return None
    verbs = r"\s+(?:is|are|was|were|has|have|had|who|that|which|will|would|could|may|to|in|since|live|need|from)\s"  # noqa: E501
    return re.split(verbs, match.group(1))[0].strip() or None


def _wholes_of_shares(drafts: Sequence[Draft]) -> None:
    """ "One-third of the country's 421 districts", "all but one of 28": the whole is context, not a second claim."""  # noqa: E501
    for share, whole in itertools.pairwise(drafts):
        is_share = share.unit is Unit.SHARE or share.number.whole is not None
        if (
            not is_share
            or whole.aside is not None
            or whole.unit not in {Unit.DISTRICTS, Unit.SETTLEMENTS, Unit.FACILITIES}
        ):
            continue
        if share.number.whole == whole.number.value or (
            share.of and str(whole.number.value)[:3].rstrip(".") in share.of
        ):
            whole.rules.append("context.whole")
            if share.of is None:
                share.of = f"{whole.number.value:g} {whole.noun.words if whole.noun else ''}".strip()


__all__ = ["PEOPLE", "lends", "read_numbers", "whole_of"]
