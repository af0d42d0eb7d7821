"""What a number without a noun of its own counts: that of a figure before it, of its heading, or of what "of whom" follows.

Takes a draft and the figures before it; gives a `Noun`, or None where nothing is lent.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from panj.claims.counting.brackets import in_bracket, in_other_units, is_bare_bracket
from panj.claims.draft import Draft
from panj.claims.mentions.units import Noun, head_noun
from panj.model import PEOPLE, Group, Unit

_CARGO = frozenset({Unit.ITEMS, Unit.FLIGHTS, Unit.LIVESTOCK})
_LENT_REASONS = frozenset({"houses and other property", "visitors and spectators"})
_LENT_IN_LIST = frozenset({"length", "area"})
_MANY_MORE = 20  # times as many as the aircraft or boats before: these are people
_FAR_MORE = 200  # times as many as the people told of in another paragraph: these are others
_NEAR = 30  # characters
_READING_ON = frozenset(
    ["dead", "injured", "wounded", "missing", "homeless", "others", "more", "alone", "last", "least", "displaced", "uprooted", "elsewhere", "abroad", "overnight", "here", "there", "today", "yesterday"]  # noqa: E501
)  # fmt: skip
_OF_WHOM = re.compile(r"\s+of\s+(?:whom|which)\b")
_THE_NUMBER_OF = re.compile(
    r",?\s+the\s+(?:(?:overall|total|cumulative|combined|known|official|reported|registered|estimated)\s+){0,2}"
    r"(?:number|total|count|tally)\s+(?:(?P<who>(?:of\s+those\s+)?(?=who\b))|of\s+(?:the\s+)?(?=\w))",
    re.IGNORECASE,
)
_PERSONS_SAID = re.compile(
    r"\b(?:kill\w*|dead|died|dies|deaths?|toll|injur\w+|wounded|missing|detained|arrest\w+|homeless|people|persons|refugees|migrants|"
    r"arriv\w+|fled|flee\w*|displaced|sheltering|received?|settled|housed|evacuated|returned|number\s+of\s+people|"
    r"worst\s+(?:hit|affected)|most\s+vulnerable|needy|needs?)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:a\s+further|another|an\s+additional|further|more|the\s+(?:other|remaining|first|last))\b",
    re.IGNORECASE,
)
_INCLUDING = re.compile(r"\b(?:including|among\s+them)\s+(?:at\s+least\s+)?\Z", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(r",\s+(?:and|while|but)\s+(?:[a-z]+\s+){0,2}\Z")
_AMONG = re.compile(r"\bamong\s+(?:the\s+)?(?:other\s+)?\S*\Z", re.IGNORECASE)
_GENERIC = frozenset({Group.CIVILIANS, Group.PEOPLE, None})


def borrowed(draft: Draft, earlier: Sequence[Draft], before: Draft | None, text: str) -> Noun | None:
    """A bare number counts what the figure before it counted: "64 boys and 113", "664 have been agreed"."""
    tokens = draft.sentence.tokens
    following = tokens[draft.last + 1] if draft.last + 1 < len(tokens) else None
    if (
        following is not None
        and following.pos in {"NOUN", "ADJECTIVE"}
        and following.lower not in _READING_ON
    ):
        if (
            following.pos == "NOUN"
            and following.start - draft.number.end <= 1
            and not following.lower.endswith("ed")
        ):
            draft.aside = "of nothing that is counted here"
        return None
    found = _of_them_in(draft) or _antecedent(draft, text)
    if found is not None:
        return found
    source = _lender(draft, earlier, before, text)
    if source is None or source.noun is None or source.noun.aside in {"duration", "age"}:
        return None
    if source.aside == "date or length of time":
        return None
    draft.rules.append("noun.borrowed")
    source = _instead_of_part(source, draft, earlier, text)
    if source.unit in _CARGO and (people := _people_beside(source, earlier)):
        source = people
    n = source.noun
    if n is None:
        return None
    if _AMONG.search(text[max(0, draft.start - 14) : draft.start + 5]) and n.unit is Unit.PERSONS:
        return Noun(
            draft.last, draft.last, Unit.PERSONS, Group.PEOPLE, None, n.weak, n.words
        )  # the whole, not the part
    if source.unit is Unit.HOUSEHOLDS and not _still_households(draft, source, text):
        draft.rules.append("noun.persons")
        group = source.group if source.group not in _GENERIC else Group.PEOPLE
        return Noun(draft.last, draft.last, Unit.PERSONS, group, None, n.weak, n.words)
    group = n.group if "group.as" in source.rules else source.group or n.group
    return Noun(draft.last, draft.last, n.unit, group, n.aside, n.weak, n.words)


def _instead_of_part(source: Draft, draft: Draft, earlier: Sequence[Draft], text: str) -> Draft:
    """ "57 people died, including six rescue workers, and 23,000 lost their homes": people, not workers."""
    between = text[source.number.end : draft.start]
    if not (_INCLUDING.search(source.before) and _NEXT_CLAUSE.search(between)):
        return source
    wholes = [d for d in earlier if d.start < source.start and d.sentence is source.sentence and lends(d)]
    return wholes[-1] if wholes and wholes[-1].noun is not None else source


def named_behind(draft: Draft, earlier: Sequence[Draft], before: Draft | None, text: str) -> Noun | None:
    """ "Bringing to 98,000 the number of refugees in the country": the noun stands behind "the number of".

    Where that is no more than "people", they are whom the figure before it counts.
    """
    found = _THE_NUMBER_OF.match(text, draft.number.end, draft.sentence.span.end)
    if found is None:
        return None
    at = draft.sentence.index(found.end())
    noun = head_noun(draft.sentence.tokens, at)
    if found["who"] is not None:
        noun = Noun(at, at, Unit.PERSONS, Group.PEOPLE, None, False, "people")
    if noun is None:
        return None
    draft.rules.append("noun.behind")
    told = [d for d in (before, *earlier) if d is not None and d.unit in PEOPLE and lends(d)]
    if noun.group is not Group.PEOPLE or not told or told[-1].group is None:
        return noun
    return replace(noun, group=told[-1].group)


def _lender(draft: Draft, earlier: Sequence[Draft], before: Draft | None, text: str) -> Draft | None:
    source = next((d for d in reversed(earlier) if lends(d) and not _refuses(d, draft, text)), None)
    if source is not None and (in_other_units(source) or (is_bare_bracket(draft) and in_bracket(source))):
        told = [d for d in earlier if lends(d) and not (in_bracket(d) or in_other_units(d))]
        source = told[-1] if told else source
    if source is None and before is not None and _close(before, draft) and not _refuses(before, draft, text):
        things = before.unit in _CARGO and draft.number.kind == "order"
        helpers = before.group is Group.STAFF and before.aside is not None
        source = None if things or helpers or before.unit is Unit.FACILITIES else before
    return source


def _refuses(source: Draft, draft: Draft, text: str) -> bool:
    """What cannot be counted on: houses where people are said to be, aircraft by the thousand, lengths outside a list."""  # noqa: E501
    value, other = draft.number.value, source.number.value
    between = text[source.number.end : draft.start]
    if source.aside in _LENT_IN_LIST or (source.noun is not None and source.noun.aside in _LENT_IN_LIST):
        return source.sentence is not draft.sentence or len(between) > _NEAR
    if source.aside is not None and source.sentence is not draft.sentence:
        return _PERSONS_SAID.search(draft.sentence.text) is not None
    if source.unit in {Unit.FLIGHTS, Unit.ITEMS} and value > _MANY_MORE * max(other, 1):
        return True
    apart = draft.sentence.paragraph != source.sentence.paragraph
    return apart and source.group not in _GENERIC and value > _FAR_MORE * max(other, 1)


def _still_households(draft: Draft, source: Draft, text: str) -> bool:
    """ "Another 40 were moved": families go on being counted in one list, or where the words say so."""
    hedge = text[draft.number.start : draft.number.core_start]
    if _AGAIN.search(hedge) or re.match(r"\s+of\s+(?:them|these|those)\b", text[draft.number.end :][:14]):
        return True
    if draft.sentence.item:
        return True
    between = text[source.number.end : draft.start]
    return source.sentence is draft.sentence and not re.search(
        r",\s+(?:the\s+\w+\s+of\s+)?wh\w+|\bof\s+which\b", between
    )


def _antecedent(draft: Draft, text: str) -> Noun | None:
    """ "The peacekeepers, nearly 2,000 of whom were sent in May": what stands before the comma."""
    tokens = draft.sentence.tokens
    whom = _OF_WHOM.match(text, draft.number.end) is not None
    after = tokens[draft.last + 1] if draft.last + 1 < len(tokens) else None
    if not whom and (after is None or after.pos != "VERB" or not after.tags & {"PART", "ING"}):
        return None
    comma = sentence_index(draft) - 1
    if comma < 1 or tokens[comma].text != ",":
        return None
    found = [
        n
        for i in range(max(0, comma - 3), comma)
        if (n := head_noun(tokens, i)) is not None and n.last < comma
    ]
    if not found or any(t.pos == "NUM" for t in tokens[max(0, comma - 4) : comma]):
        return None  # a figure of its own: the part of a whole
    n = found[-1]
    if n.aside is not None and _OF_PERSONS.match(text, draft.number.end):
        return None  # "fled their homes, 35,000 of whom": of those who fled, not of the homes
    if not whom and (n.unit not in _CARGO or n.last != comma - 1):
        return None  # "two columns of empty vehicles, around 20 sent by the government"
    draft.rules.append("noun.antecedent")
    return Noun(draft.last, draft.last, n.unit, n.group, n.aside, n.weak, n.words)


def sentence_index(draft: Draft) -> int:
    """The token at which the figure phrase begins, its hedge included."""
    return draft.sentence.index(draft.number.start)


def _people_beside(cargo: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """ "623 people from 15 boats: 205 on Thursday": of the people, not of the boats that carried them."""
    behind = cargo.sentence.text[: cargo.start - cargo.sentence.span.start][-9:]
    if not re.search(r"\b(?:from|in|on|aboard|by|with)\s*\Z", behind, re.IGNORECASE):
        return None
    return next((d for d in reversed(earlier) if d.unit in PEOPLE and lends(d)), None)


_OF_PERSONS = re.compile(
    r"\s+of\s+(?:whom\b|which\s+(?:was|were|are|had\s+been|have\s+been)\s+(?:left\s+)?(?:homeless|displaced|killed|dead|injured|evacuated)\b)",
    re.IGNORECASE,
)


def lends(d: Draft) -> bool:
    """Whether a bare number after a figure may count the same: people and lengths, not places people are in."""  # noqa: E501
    if d.noun is None or d.unit in {Unit.SHARE, Unit.FACILITIES}:
        return False
    return d.aside is None or d.aside in _LENT_REASONS | _LENT_IN_LIST


def _of_them_in(draft: Draft) -> Noun | None:
    """ "Crammed into 93 of them": the shelters just spoken of, not the people."""
    tokens = draft.sentence.tokens
    before = tokens[draft.first - 1].lower if draft.first else ""
    after = [t.lower for t in tokens[draft.last + 1 : draft.last + 3]]
    if (
        before in {"in", "into", "at", "across"}
        and after[:1] == ["of"]
        and after[1:] in (["them"], ["these"], ["those"])
    ):
        draft.rules.append("noun.of_them_in")
        return Noun(draft.last, draft.last, Unit.FACILITIES, None, None, False, "facilities")
    return None


def _close(before: Draft, draft: Draft) -> bool:
    return 0 <= draft.sentence.paragraph - before.sentence.paragraph <= 1
