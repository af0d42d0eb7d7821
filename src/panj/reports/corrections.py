"""Correction notes: what an outlet had said and what it says now.

Takes the words of a note, gives a `Correction`. Both sides are quoted from the note, nothing is worked out;
where the note does not tell them apart they stay None.
"""

from __future__ import annotations

import re

from panj.model import BlockKind, Correction, Report
from panj.reports.words import whole_line

_LABEL = re.compile(
    r"\A\W*(?:corrections?(?: and clarifications?)?|clarification|editor[’']?s note|erratum)"
    r"(?:\s*\([^)]*\)| of [A-Z]\w+ \d{1,2})?\s*[:—–-]\s*",
    re.IGNORECASE,
)
_HEDGE = r"(?:(?:more|fewer|less) than|at (?:least|most)|up to|about|around|nearly|almost|over|some|under)\s+"
_QUANTITY = re.compile(
    rf"(?:{_HEDGE})?(?:(?:[$€£]\s?)?\d[\d,.]*\d|\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|dozens|hundreds|thousands|millions)\b)(?:\s?%|\s+per\s?cent)?"
    r"(?:\s+(?:hundred|thousand|million|billion))?(?:[\s-]+(?:of\s+)?(?!(?:as|in|on|to|not|it|is|was|were|and|from|that|by|at|for|but|had|has|have)\b)"
    r"[A-Za-z]+){0,2}",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?P<now>[^.;]+?),?\s+(?:and\s+)?(?:not|rather\s+than|instead\s+of)\s+(?P<said>[^.;]+)",
    re.IGNORECASE,
)
_TO_FROM = re.compile(
    r"\bto\s+(?:show\s+|say\s+)?(?P<now>[^,;]+?),?\s+from\s+(?P<said>[^,;.]+)", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
_SAID = re.compile(
    r"\b(?:gave|said|stated|described|reported|identified|listed|put|misstated|misidentified|named)\s+(?:that\s+)?"
    r"(?P<clause>.+)",
    re.IGNORECASE,
)
_IS = re.compile(
    r"\b(?:is|was|are|were|should (?:be|have been)|refers? to|referred to)\s+(?P<clause>[^.;]+)",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:earlier|previous(?:ly)?|original(?:ly)?|prior|initial(?:ly)?|first|incorrectly|wrongly|mistakenly|misstated)\b",
    re.IGNORECASE,
)


def is_correction(text: str) -> bool:
    """Whether a paragraph is a note by which an outlet corrects itself."""
    return bool(whole_line("correction").match(text))


def without_label(note: str) -> str:
    """The note without "Correction:" before it."""
    return _LABEL.sub("", note, count=1).strip()


def read_correction(note: str) -> Correction:
    """What was said and what is said now, quoted from the note.

    >>> read_correction("Correction: The camp holds 300 people, not 3,000.").now
    '300 people'
    """
    text = without_label(note)
    for pattern in (_TO_FROM, _NOT):
        found = pattern.search(text)
        if found and (said := _quantity(found["said"])) and (now := _quantity(found["now"], last=True)):
            return Correction(text, said, now)
    sentences = _SENTENCE.split(text)
    at = next((i for i, sentence in enumerate(sentences) if _EARLIER.search(sentence)), None)
    if at is None:
        return Correction(text)
    # What is said now follows, or stands before: "Corrects the length to 800 miles. It had said 500 miles."
    old, new = sentences[at], " ".join(sentences[at + 1 :] or sentences[:at])
    said, now = _quantity(old, last=True), _quantity(new, last=at == len(sentences) - 1)
    if said is None or now is None:
        said, now = _clause(_SAID, old), _clause(_IS, new)
    return Correction(text, said, now)


def corrections_in(report: Report) -> tuple[Correction, ...]:
    """The notes of a report: those that its page carries, and those that stand in its text."""
    inside = (
        read_correction(report.text[b.start : b.end]) for b in report.blocks if b.kind is BlockKind.CORRECTION
    )
    return tuple(dict.fromkeys((*report.corrections, *inside)))


def _clause(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found["clause"].strip(' ,.“”"') if found else None


def _quantity(text: str, *, last: bool = False) -> str | None:
    found = [m.group().strip(" ,.()") for m in _QUANTITY.finditer(text)]
    if not found:
        return None
    return found[-1] if last else found[0]
