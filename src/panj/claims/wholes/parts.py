"""Wholes and parts: whether the parts of a figure exhaust it, and which figure an ordinal belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from panj.claims.draft import Draft, Sentence
from panj.claims.mentions.ordinals import telling
from panj.model import HARM, PEOPLE, BlockKind, Measure, Qualifier, Unit

_HURT = frozenset({Measure.KILLED, Measure.INJURED})
# What may be told by its dead; the second exodus is not: it numbers figures of those who moved.
_OCCASIONS = re.compile(r"(?:time|occasion|incident|case|attack|incursion)", re.IGNORECASE)
_CASUALTIES = re.compile(r"\bcasualt(?:y|ies)\b|\bvictims?\b", re.IGNORECASE)


def set_casualties_aside(live: Sequence[Draft]) -> None:
    """ "2,149 casualties: 816 killed and 1,333 injured": a sum of two measures is no claim."""
    for whole in live:
        parts = [d for d in live if d.whole is whole and d.sentence is whole.sentence and d.measure in _HURT]
        if not parts or whole.measure not in {*_HURT, Measure.HOSTED, Measure.ADMISSION}:
            continue
        both = len({d.measure for d in parts}) > 1
        own = any(
            d.hit is not None and d.copied is None for d in parts
        )  # "90 victims, including 12 children"
        named = own and whole.noun is not None and _CASUALTIES.search(whole.noun.words) is not None
        if named or (both and sum(d.number.value for d in parts) == whole.number.value):
            whole.aside = "killed and injured together"
            for part in parts:
                part.whole = None


def mark_partitions(live: Sequence[Draft]) -> None:
    """Set `partition` where the parts of one whole add up to it; drop parts that cannot be parts."""
    by_whole: dict[int, list[Draft]] = {}
    for d in live:
        if d.whole is not None and (
            d.whole.measure is None or d.whole.aside is not None or d.unit is not d.whole.unit
        ):
            d.whole = None
        if d.whole is not None and d.number.value > d.whole.number.value:
            d.whole = None
        if d.whole is not None:
            by_whole.setdefault(id(d.whole), []).append(d)
    for parts in by_whole.values():
        whole = parts[0].whole
        if whole is None:
            continue
        total = sum(p.number.value for p in parts)
        exact = all(p.number.qualifier is Qualifier.EXACT for p in (*parts, whole))
        adds_up = total == whole.number.value if exact else abs(total - whole.number.value) <= 0.02 * total
        for p in parts:
            p.partition = len(parts) > 1 and adds_up
            p.rules.append("part.partition" if p.partition else "part.subset")


def mark_ordinals(live: Sequence[Draft], read: Sequence[Sentence]) -> None:
    """Give an ordinal to the figure of its sentence, else to the last figure before it that it can mean."""
    for i, sentence in enumerate(read):
        ordinal = telling(sentence.numbered)
        if ordinal is None or sentence.kind is not BlockKind.BODY:
            continue
        own = [
            d
            for d in live
            if d.sentence is sentence and d.unit in {Unit.PERSONS, Unit.HOUSEHOLDS, Unit.FLIGHTS}
        ]
        numbered = live if _OCCASIONS.match(ordinal.of) else [d for d in live if d.measure not in HARM]
        things = ordinal.n == 1 and any(d.sentence is sentence for d in live)  # "a first convoy with tents"
        target = own[0] if own else None if things else _before(numbered, read, i)
        if target is not None and target.ordinal is None:
            target.ordinal = ordinal
            target.rules.append(f"ordinal.{ordinal.n}")


def _before(live: Sequence[Draft], read: Sequence[Sentence], i: int) -> Draft | None:
    """The figure that "this was the third time" follows: in the two sentences before, else the first of the next."""  # noqa: E501
    for j in (i - 1, i - 2):
        if j >= 0:
            found = [d for d in live if d.sentence is read[j] and d.unit in PEOPLE and not d.optional]
            if found:
                return found[0]
    following = [
        d for d in live if i + 1 < len(read) and d.sentence is read[i + 1] and d.unit is Unit.PERSONS
    ]
    return following[0] if following and re.match(r"(?:It|This|The)\b", read[i].text) else None
