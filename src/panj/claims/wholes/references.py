"""Figures carried by reference: "they were sent back", "the rest", "all of them".

Takes a sentence and the figures before it; gives drafts without a number of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from panj.claims.draft import Draft, Sentence
from panj.claims.numbers.number import Number
from panj.claims.predicates.frames import ranked
from panj.model import Measure, Qualifier, Unit

_REFERENCE = re.compile(
    r"\b(?P<rest>(?i:the)\s+(?:rest|others|remainder|remaining\s+\w+)|(?i:others))\b(?=\s+(?:were|are|was|have|had|has|returned|went|remain\w*|crossed|being))"
    r"|\b(?P<all>(?i:all)\s+of\s+(?:them|whom|these|those)|(?i:both)\s+groups)\b(?=\s)"
    r"|(?:(?<=\A)|(?<=[.!?]\s))(?P<they>They)(?=\s+(?:have\s+since|were\s+(?:later\s+|then\s+|subsequently\s+|all\s+)?(?:\w+ed|sent|brought|taken)|have\s+(?:all\s+)?been))",
)
_MOVES = frozenset(
    {
        Measure.RETURN,
        Measure.FORCED_RETURN,
        Measure.RELOCATION,
        Measure.EVACUATION,
        Measure.DETAINED,
        Measure.KILLED,
    }
)
_REACH = 400
_FAR = 800  # the whole that a rest is left of may stand a paragraph before the part that is told beside it


def read_references(text: str, sentence: Sentence, earlier: Sequence[Draft]) -> list[Draft]:
    """Carried figures of a sentence; the value is that of the group last spoken of, less the part told apart."""  # noqa: E501
    found: list[Draft] = []
    for m in _REFERENCE.finditer(text, sentence.body, sentence.span.end):
        if (m["all"] and _only_described(m, text, sentence)) or _counted(m, earlier):
            continue
        people = _people(earlier, m.start(), _FAR if m["rest"] else _REACH)
        if not people or m.start() - people[-1].end >= _REACH:
            continue
        source, value, rule = _value(m, people)
        if source is None or value is None:
            continue
        first, last = sentence.index(m.start()), sentence.index(m.end() - 1)
        number = replace(
            source.number,
            start=m.start(),
            end=m.end(),
            core_start=m.start(),
            core_end=m.end(),
            value=value,
            value_high=None,
            qualifier=_qualifier(source),
            rules=(rule,),
        )
        draft = Draft(
            number,
            sentence,
            first,
            last,
            noun=source.noun,
            unit=source.unit,
            group=source.group,
            inherits=True,
            optional=True,
            rules=[rule],
        )
        if _frame(draft, text):
            draft.whole = source if rule != "reference.all" else None
            found.append(draft)
    return found


def _people(earlier: Sequence[Draft], start: int, reach: int) -> list[Draft]:
    """The figures of people that stand before it, and not too far."""
    return [
        d
        for d in earlier
        if d.aside is None
        and d.unit is Unit.PERSONS
        and d.measure is not None
        and d.end <= start
        and start - d.end < reach
    ]


def _counted(m: re.Match[str], earlier: Sequence[Draft]) -> bool:
    """ "14 others were saved": others that have a number of their own are no rest."""
    return any(
        d.noun is not None and d.end < m.end() and d.sentence.tokens[d.last].end == m.end() for d in earlier
    )


def _only_described(m: re.Match[str], text: str, sentence: Sentence) -> bool:
    """ "320 people, all of them from the south": told of them, and no second figure."""
    if not text[: m.start()].rstrip().endswith((",", "(", "–", "—")):
        return False
    after = next((t for t in sentence.tokens if t.start >= m.end()), None)
    return after is None or after.pos not in {"VERB", "AUX", "MODAL"} or "ING" in after.tags


def _value(m: re.Match[str], people: Sequence[Draft]) -> tuple[Draft | None, float | None, str]:
    if m["rest"] is None:
        return people[-1], people[-1].number.value, "reference.all"
    part = people[-1]
    bigger = [d for d in people if d.number.value > part.number.value and d is not part]
    if not bigger:
        return None, None, "reference.rest"
    return bigger[-1], bigger[-1].number.value - part.number.value, "reference.rest"


def _qualifier(source: Draft) -> Qualifier:
    return source.number.qualifier if source.number.qualifier is not Qualifier.RANGE else Qualifier.ABOUT


def _frame(draft: Draft, text: str) -> bool:
    sentence = draft.sentence
    best = next(
        ranked(
            [h for h in sentence.hits if h.frame.measure in _MOVES],
            sentence.tokens,
            draft.first,
            draft.last,
            draft.unit,
            draft.group,
        ),
        None,
    )
    if best is None or best[0] < 0.3:
        return False
    draft.score, draft.hit = best
    draft.measure = best[1].frame.measure
    tokens = sentence.tokens
    draft.term = text[tokens[best[1].first].start : tokens[best[1].last].end].lower()
    draft.rules.append(f"frame.{best[1].frame.name}")
    return True


__all__ = ["Number", "read_references"]
