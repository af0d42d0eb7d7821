"""Running totals told from single occurrences: by words near a figure, its size, and the tense of its verb.

Takes a draft that has a measure; says whether it is a total.
"""

from __future__ import annotations

import re

from panj.claims.draft import Draft
from panj.language import boundary
from panj.model import Measure, Unit

# "The two groups make 151 people": a sum of what was told one by one.
GROUPS = r"groups|waves|crossings|cases|batches|together"
ADD_UP = r"\s+(?:make|made|add(?:ed)?\s+up|come|came|amount(?:ed)?)(?:\s+to)?"
_TOTAL = re.compile(
    r"\b(?:in\s+all|in\s+total|so\s+far|to\s+date|all\s+told|altogether|a\s+total\s+of|the\s+total|bring(?:s|ing)?\s+(?:the|to)|"
    r"brought\s+(?:the|to)|(?:death\s+)?toll|tally|running|cumulative\w*|(?:has|had|have)\s+(?:reached|passed|exceeded|topped)|up\s+to\s+now|"
    r"during\s+the\s+(?:\w+\s+)?(?:fighting|offensive|war|conflict|crisis|advance|unrest|violence|campaign|operation|emergency)|"
    r"as\s+the\s+(?:\w+\s+)?(?:advanced|fighting|offensive)|have\s+(?:all\s+)?since\s+been|"
    rf"(?:{GROUPS}|these){ADD_UP}|"
    r"until\s+now|already|overall|reached|raising|latest\s+(?:count|data|figures|tally)|since\s+the|registered|recorded|confirmed\s+dead|now)\b",
    re.IGNORECASE,
)
_RESCUE = re.compile(r"\b(?:rescu|sav|pull|pick|pluck|fre|airlift)\w*", re.IGNORECASE)
# Organised movement and displacement are reported as running totals unless a day is named; harm is an
# event unless words of counting stand by.
_TALLIED = frozenset({Measure.EVACUATION, Measure.INTERNAL_DISPLACEMENT, Measure.ASSISTANCE, Measure.RETURN})
HARM = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING})
ONE_OCCURRENCE = re.compile(
    r"\b(?:on|aboard|in|by)\s+(?:an?|one|two|three|four|the\s+last)\s+(?:\w+\s+)?(?:planes?|flights?|aircraft|bus(?:es)?|trains?|boats?|ships?|trucks?|helicopters?|vessels?|convoys?|dingh(?:y|ies)|rafts?|"
    r"attacks?|raids?|strikes?|ambush|blast|explosion|shipwreck|clash(?:es)?|crash|avalanche|landslide|incident)\b|\bin\s+a\s+single\b",
    re.IGNORECASE,
)
RUNNING = re.compile(
    r"\b(?:reach(?:ed|es|ing)?|ris(?:en|es|ing)\s+to|rose\s+to|climb(?:ed|s|ing)\s+to|stood\s+at|stands\s+at|pass(?:ed|es|ing)|exceed(?:ed|s|ing)|topp(?:ed|ing)|surpass(?:ed|es|ing)|grew\s+to|grown\s+to|jumped\s+to|"
    r"soared\s+to|swelled\s+to)\s*\Z",
    re.IGNORECASE,
)
_FEW = 300  # fewer moved to safety without a word of counting are one movement
_TOLL = 10  # fewer dead are those of one occurrence
MANY = 1000  # a figure of harm or return this large is a total even where nothing says so


def is_total(draft: Draft) -> bool:
    """Whether words near a figure, its size, or the tense of its verb make it a running total."""
    start = draft.sentence.span.start
    near = draft.sentence.text[max(0, draft.start - start - 70) : draft.end - start + 90]
    if any(w.kind == "total" for w in draft.sentence.whens) or _TOTAL.search(near):
        return True
    if ONE_OCCURRENCE.search(near):
        return False
    perfect, value = is_perfect(draft), draft.number.value
    if draft.measure in HARM:
        return value >= MANY or (perfect and value >= _TOLL)
    if (
        draft.unit not in {Unit.PERSONS, Unit.HOUSEHOLDS, Unit.SHARE}
        and draft.measure is not Measure.ASSISTANCE
    ):
        return perfect
    if draft.measure is Measure.EVACUATION:
        return not _RESCUE.search(draft.term or "") and (perfect or value >= _FEW)
    if draft.measure is Measure.RETURN:
        return value >= MANY or (perfect and value >= _FEW)
    if draft.measure in _TALLIED:
        return perfect or value >= MANY
    return perfect and (value >= MANY or draft.number.kind == "order" or draft.unit is Unit.SHARE)


def is_perfect(draft: Draft) -> bool:
    """Whether the verb of a figure stands in the present perfect ("have been taken home")."""
    tokens, hit = draft.sentence.tokens, draft.hit if draft.copied is None else None
    low = min(draft.last, hit.first if hit is not None else draft.last)
    high = max(draft.last, hit.last if hit is not None else draft.last + 3)
    begin = low
    while begin > 0 and low - begin < 5 and boundary(tokens, begin - 1) < 1.0:
        begin -= 1
    return any(t.lower in {"has", "have"} for t in tokens[begin : high + 1])
