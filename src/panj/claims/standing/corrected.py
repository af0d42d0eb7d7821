"""Figures that their own sentence takes back, and those that take their place.

Takes the drafts of a sentence; the first get the status denied, the second what the first counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from panj.claims.draft import Draft, Sentence
from panj.claims.mentions.corrections import Sides
from panj.claims.numbers.number import Number
from panj.model import Span, Status

_TAKEN_OVER = (
    "measure", "unit", "group", "origin", "destination", "place", "date_start", "date_end", "period", "per",
)  # fmt: skip

_THE_SAME = ("measure", "unit", "group", "origin", "destination", "place", "period", "per", "term")
_NOTHING_COUNTED = re.compile(r"\s*(?:[.,;:)]|\Z|(?:as|that|which)\b)", re.IGNORECASE)
_THE_FIGURE_OF = re.compile(r"\b(?:figure|number|total|toll|count|estimate)\s+of\s+\Z", re.IGNORECASE)
_INSTEAD = "the correct figure is …"


def clauses(sentence: Sentence) -> list[Span]:
    """The sentence, or what its semicolons divide: each may correct a figure."""
    start, found = sentence.span.start, list[Span]()
    for words in sentence.text.split(";"):
        found.append(Span(start, start + len(words)))
        start += len(words) + 1
    return [sentence.span, *found] if len(found) > 1 else found


def is_of_before(one: Sides, told: Sequence[Sides]) -> bool:
    """Whether what is right replaces a figure of the sentence before: its own names none before it."""
    new = one.new
    return new is not None and not any(s.old is not None and s.old.start < new.start for s in told)


def settle_corrected(drafts: Sequence[Draft], found: Sides, before: Draft | None = None) -> None:
    """Deny what the sentence takes back; what holds instead counts the same, of the same days.

    Args:
        before: the last figure of the sentence before: "was given as 16,900. The correct figure is 14,900."
    """
    old, new = _of(drafts, found.old), _of(drafts, found.new)
    if found.old is None and found.rule == _INSTEAD and new is not None and _is_bare(new):
        old = _named_before(drafts, new) or before
        if before is not None and before.number.value == new.number.value:  # it was told rightly just before
            if old is None or old is before:
                return
            _take_over(old, before)
    elif not found.taken_back:
        return
    if old is None:
        return
    if new is not None and new.start < old.start and (_is_bare(old) or _stands_alone(old)):
        _take_over(old, new)  # "was one, and not two as stated yesterday": of the days of the one
        old.rules.append("correction.old")
    elif new is not None and _is_bare(new):
        _take_over(new, old)
        new.whole = None if new.whole is old else new.whole  # no part of what never held
        new.rules.append("correction.new")
    if old.status is Status.HAPPENED:
        old.status, old.confirmed = Status.DENIED, False
        old.rules.append("status.denied:correction")


def _named_before(drafts: Sequence[Draft], new: Draft) -> Draft | None:
    """ "The figure of 460 for May included 20 who …; the correct figure is 440": the one that was given."""
    named = (d for d in drafts if d.end <= new.start and d.aside is None and d.measure is not None)
    return next((d for d in named if _THE_FIGURE_OF.search(d.before)), None)


def _take_over(draft: Draft, other: Draft) -> None:
    for name in _TAKEN_OVER:
        setattr(draft, name, getattr(other, name))


def name_corrected(drafts: Sequence[Draft], told: Sequence[Sides], just_said: Draft | None) -> None:
    """ "67,000 had crossed. The total of 65,000 given on 17 May should have been 63,700": the same people.

    Args:
        told: what each clause of the sentence corrects.
        just_said: the last figure of the sentence before, where one stands close.
    """
    for found in told:
        if just_said is None or found.old is None or not found.taken_back:
            continue
        start = found.old.start
        old = next((d for d in drafts if d.number.start <= start < d.number.end), None)
        if old is None or not _is_bare(old):
            continue
        for name in _THE_SAME:
            setattr(old, name, getattr(just_said, name))
        old.aside, old.inherits = None, True
        day = next((w.last for w in old.sentence.whens if w.start >= old.end and w.kind == "on"), None)
        old.date_start, old.date_end = None, day
        old.rules.append("correction.of_before")


def _is_bare(draft: Draft) -> bool:
    """Whether a number tells nothing itself of what it counts."""
    return draft.noun is None or "noun.borrowed" in draft.rules


def _stands_alone(draft: Draft) -> bool:
    """Whether no word follows a number that it could count: "and not two as stated yesterday"."""
    sentence = draft.sentence
    return _NOTHING_COUNTED.match(sentence.text, draft.end - sentence.span.start) is not None


def _of(drafts: Sequence[Draft], number: Number | None) -> Draft | None:
    """The figure that a number is, where it is one."""
    live = (d for d in drafts if d.aside is None and d.measure is not None)
    return next(
        (d for d in live if number is not None and d.start < number.end and number.start < d.end), None
    )
