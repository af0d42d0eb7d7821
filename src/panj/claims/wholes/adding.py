"""Parts told by arithmetic or by what carried them: figures that add up to one before, "the last plane".

Takes the drafts of a sentence and figures told before; sets `whole`, whatever verb the parts stand under.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from panj.claims.draft import Draft
from panj.claims.tables import table
from panj.model import PEOPLE, Measure, Qualifier, Unit

_FEWEST = 20  # people: smaller numbers add up by chance
_ROUGH = frozenset({Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.ABOUT})
_NEAR = 1  # paragraphs
_WHICH_WAY = frozenset({Measure.ARRIVAL, Measure.RELOCATION, Measure.DEPARTURE})
_UPROOTED = frozenset({Measure.INTERNAL_DISPLACEMENT, Measure.DISPLACED_STOCK})
_WHICH = r"(?:first|second|third|fourth|fifth|sixth|last|final|latest|next)"
_HOW_MANY = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several)"


@cache
def _one_of_them() -> re.Pattern[str]:
    carriers = "|".join(table("totals")["vehicle"])
    return re.compile(
        rf"\b(?:the|a)\s+{_WHICH}\s+(?:and\s+(?:last|final)\s+)?(?:\w+\s+)?(?:{carriers})\b", re.IGNORECASE
    )


@cache
def _several() -> re.Pattern[str]:
    carriers = "|".join(table("totals")["vehicle"])
    return re.compile(
        rf"\b(?:on|in|aboard|by|with|using)\s+(?:board\s+)?(?:(?:about|some)\s+)?{_HOW_MANY}\s+"
        rf"(?:[\w-]+\s+){{0,2}}?(?:{carriers})\b",
        re.IGNORECASE,
    )


def add_up(live: Sequence[Draft], *before: Draft | None) -> None:
    """Mark the parts of "killed 1,444 and injured 3,500: 711 in the west and 733 in the north; 31 missing".

    Args:
        live: the figures of a sentence, in order.
        before: figures told last, for "There were 26 men, 20 women and 31 children."
    """
    people = [
        d for d in live if d.aside is None and d.unit in PEOPLE | {None} and d.number.value_high is None
    ]
    for n, head in enumerate(people):
        after = people[n + 1 :]
        runs = [after[i:] for i in range(len(after))] + [after[:i] for i in range(len(after) - 1, 0, -1)]
        parts = next((run for run in runs if len(run) > 1 and _is_sum(run, head)), None)
        if parts is not None:
            _mark(parts, head)
            return
    for told in before:
        if told is None or len(people) < 2 or told.unit not in PEOPLE:
            continue
        if 0 <= people[0].sentence.paragraph - told.sentence.paragraph <= _NEAR and _is_sum(people, told):
            _mark(people, told)
            return


def _is_sum(parts: Sequence[Draft], whole: Draft) -> bool:
    alike = all(
        p.unit in {whole.unit, None} or (whole.unit is None and p.unit is Unit.PERSONS) for p in parts
    )
    told = all(d.number.qualifier in _ROUGH for d in (*parts, whole))
    return (
        alike
        and told
        and (whole.number.value >= _FEWEST or _opens_bracket(whole, parts[0]))
        and sum(p.number.value for p in parts) == whole.number.value
    )


def _opens_bracket(whole: Draft, part: Draft) -> bool:
    """ "Dead: 4 (Kolo 3, Nara 1)": a bracket right behind a number says what it is made up of."""
    sentence, start = whole.sentence, whole.sentence.span.start
    between = sentence.text[whole.end - start : part.start - start]
    return part.sentence is sentence and re.fullmatch(r"\s*\([^()\d]*", between) is not None


def _mark(parts: Sequence[Draft], whole: Draft) -> None:
    for part in parts:
        if part.whole is not whole:
            part.whole = whole
            part.rules.append("part.sum")
        if part.sentence is whole.sentence:
            part.sentence.parts[whole.end, part.first] = True  # what is told of the part is not of the whole


def shares_measure(draft: Draft, live: Sequence[Draft]) -> bool:
    """Whether a part by arithmetic is told by the verb of its whole.

    It has none of its own between its neighbours in the sentence, or one that only says which way they went:
    "2,150 families were displaced: 1,300 moved within the town, 850 fled to Kolo". Parts of those who are
    displaced are displaced too, though others "were" so.
    """
    if "part.sum" not in draft.rules or draft.hit is None:
        return "part.sum" in draft.rules
    uprooted = draft.whole is not None and draft.whole.measure in _UPROOTED
    if uprooted and draft.hit.frame.measure in _WHICH_WAY | _UPROOTED:
        return True
    left = max((d.last for d in live if d.last < draft.first), default=-1)
    right = min((d.first for d in live if d.first > draft.last), default=len(draft.sentence.tokens))
    return not left < draft.hit.first < right


def aboard_one(draft: Draft, told: Draft | None) -> None:
    """ "600 left on four flights. The last plane took 130": those aboard it are of the 600."""
    if (
        told is None
        or draft.whole is not None
        or draft.sentence is told.sentence
        or draft.unit not in PEOPLE | {None}
    ):
        return
    near = 0 <= draft.sentence.paragraph - told.sentence.paragraph <= _NEAR
    left = draft.before
    fewer = near and draft.number.value < told.number.value
    if fewer and _one_of_them().search(left) and _several().search(told.sentence.text):
        draft.whole = told
        draft.rules.append("part.of_flight")
