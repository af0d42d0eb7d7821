"""What is left of all that a report tells: nothing twice, nothing long past, and doubts where they belong.

Takes the developments of a sentence or of a report; gives those that stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from panj.claims.clauses.lexicon import tables
from panj.claims.developments.generic import PREFIX
from panj.claims.draft import Sentence
from panj.model import Claim, Development, DevelopmentStatus, Measure, Report

SOFT = frozenset(
    {"meeting", "pledge", "denial", "request", "warning", "assessment", "assistance", "preparation"}
)
_MOVES = frozenset(
    {
        Measure.ARRIVAL,
        Measure.ADMISSION,
        Measure.RETURN,
        Measure.FORCED_RETURN,
        Measure.HOSTED,
        Measure.DEPARTURE,
    }
    | {Measure.INTERNAL_DISPLACEMENT, Measure.DISPLACED_STOCK, Measure.EVACUATION, Measure.RELOCATION}
)
_BRIEF = 60  # words
_ENOUGH = 2  # times that a report must speak of displacement
_MERE = 5  # words: "in the rebels' hands" has no clause of its own
_CHANGES = frozenset({"control", "crossing_status"})
_BACKGROUND = 365  # days
_ACCOUNT = 3  # things long past, from which on a report may be an account of the past
_BACK = re.compile(
    r"(?:It|This|That)\s+(?:has\s+|have\s+|had\s+)?(?:not\s+)?(?:could\s+not\s+be|cannot\s+be|been|was|were)\b"
    r"|(?:(?:The|This|These|None\s+of\s+(?:the|these|this))\s+(?:information|reports?|news|claims|accounts?|incidents?))\s+(?:has|have|had|could|can|was|were)\b"
    r"|.*\bneither\s+confirmed\b|.*\b(?:the|this|that)\s+(?:account|report|information|incident|claim)\Z",
    re.IGNORECASE,
)
_DOUBTS = frozenset({"denial.unconfirmed", "denial.neither", "denial.no_independent", "learned.denial"})
_DOUBTABLE = frozenset({"return", "admission_policy", "evacuation", "deployment"})
_REACH = 2  # paragraphs


def of_displacement(
    found: Sequence[Development], report: Report, claims: Sequence[Claim]
) -> list[Development]:
    """What was read, if the report is of a crisis: talk and help are in every report, and tell of none.

    What the reader alone sees counts where figures tell of movement, or a frame of more than talk and help;
    it says nothing itself of what the report is about.
    """
    framed = [d for d in found if not d.rules[0].startswith(PREFIX) or "learned.kind" in d.rules]
    if any(d.kind.value not in SOFT for d in framed) or sum(c.measure in _MOVES for c in claims) > 1:
        return list(found)
    words = tables()["classes"]["displaced"]
    told = len(re.findall(rf"\b(?:{'|'.join(words)})", report.text, re.IGNORECASE))
    if len(report.text.split()) < _BRIEF:
        return list(found) if told or claims else framed  # too short to say more of what it is about
    return framed if told >= _ENOUGH else []


def once(told: Sequence[Development]) -> list[Development]:
    """What a sentence tells, a change of one place told in words within others' left out."""
    return [d for d in told if not any(_tells(other, d) for other in told if other is not d)]


def _tells(outer: Development, inner: Development) -> bool:
    """Whether one tells all that another tells: one kind, place and day, its words round the other's."""
    mere = inner.rules[0].startswith(PREFIX) and len(inner.text.split()) <= _MERE
    told_once = mere or inner.kind.value in _CHANGES
    if outer.kind is not inner.kind or not told_once or outer.status is not inner.status:
        return False
    if not (outer.start <= inner.start and inner.end <= outer.end) or outer.text == inner.text:
        return False
    if inner.date_end not in {None, outer.date_end} or not _words(inner.place) <= _words(outer.place):
        return False
    return mere or _words(*inner.actors) <= _words(*outer.actors, outer.target)


def _words(*names: str | None) -> set[str]:
    return {w for name in names for w in (name or "").lower().split()}


def of_late(found: Sequence[Development], report: Report) -> list[Development]:
    """What is no background: in an account of what is long past, what has no day of its own is past too."""
    late = [d for d in found if not _long_ago(d, report)]
    past, dated = len(found) - len(late), sum(d.date_end is not None for d in found)
    if past < _ACCOUNT or past < 2 / 3 * dated:
        return late
    return [d for d in late if d.date_end is not None or d.date_start is not None]


def _long_ago(d: Development, report: Report) -> bool:
    """What was over more than a year before publication is background."""
    return d.date_end is not None and report.day is not None and (report.day - d.date_end).days > _BACKGROUND


def doubted(found: Sequence[Development], sentences: Sequence[Sentence]) -> Iterator[Development]:
    """What a later sentence says nobody has confirmed is unconfirmed: all of the nearest paragraph that tells of movement."""  # noqa: E501
    doubts = [d.sentence for d in found if d.rules[0] in _DOUBTS and _points_back(d)]
    numbers = {s.span.start: s.paragraph for s in sentences}
    reached: set[str] = set()
    for doubt in doubts:
        told = [
            d
            for d in found
            if d.kind.value in _DOUBTABLE
            and d.sentence.end <= doubt.start
            and d.status is DevelopmentStatus.HAPPENED
        ]
        if told and numbers[doubt.start] - numbers[told[-1].sentence.start] <= _REACH:
            near = numbers[told[-1].sentence.start]
            reached |= {d.id for d in told if numbers[d.sentence.start] == near}
    for d in found:
        yield (
            replace(d, status=DevelopmentStatus.UNCONFIRMED, rules=(*d.rules, "status.doubted"))
            if d.id in reached
            else d
        )


def _points_back(d: Development) -> bool:
    """Whether a doubt speaks of what was told before: "The information has not been confirmed", "none of this"."""  # noqa: E501
    return d.status is DevelopmentStatus.UNCONFIRMED and _BACK.match(d.text) is not None
