"""Figures that a text itself corrects: "revised to 56,000", "an earlier version said 500".

A report in, its corrections out: both sides as written, where told, and the claims that state them. What a
correction does to other reports' claims is not decided here.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from panj.claims.numbers.number import Number
from panj.claims.numbers.numbers import numbers
from panj.claims.tables import table
from panj.errors import ClaimError
from panj.language import sentences
from panj.model import BlockKind, Claim, FigureCorrection, Report, Span
from panj.reports import blocks as blocks_of

_READ = frozenset({BlockKind.BODY, BlockKind.CORRECTION})
_CUE = re.compile(
    r"\b(?:revis|correct|amend|adjust|downgrad|updat|withdr|retract|took\s+back|disown|earlier|previous|original|initial|first|wrongly|"
    r"mistaken|incorrect|erroneous|error|mistake|typo|misprint|check|verif|denie|recount|replac|supersed|not|right|actual|true|should)",
    re.IGNORECASE,
)
_MONTHS = "|".join(name for name in month_name if name)
_MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})\b")
_MONTH_BEFORE = re.compile(rf"(?<!\d\s)\b(?:{_MONTHS})\s+(?:\d{{1,2}},?\s+)?\Z")
_HOLE = "\x00"


@dataclass(frozen=True, slots=True)
class Sides:
    """What a sentence corrects: the figure of before, the one that holds, whether the first is taken back."""

    rule: str
    old: Number | None
    new: Number | None
    taken_back: bool


@cache
def _patterns() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    hole = rf"{_HOLE}\\d+{_HOLE}"
    try:
        return tuple(
            (
                row["name"],
                row.get("taken_back", False),
                re.compile(re.sub(r"(?<=>)N(?=\))", hole, row["pattern"]), re.IGNORECASE),
            )
            for row in table("corrections")["correction"]
        )
    except re.error as fault:
        raise ClaimError("C001", "rules/corrections.toml", detail=str(fault)) from None


def corrections(report: Report, claims: Sequence[Claim] = ()) -> list[FigureCorrection]:
    """The corrections of figures that a report states, in the order of its text.

    Args:
        claims: the report's claims; a correction names those that state its figures.
    """
    found: list[FigureCorrection] = []
    for block in report.blocks or blocks_of(report.text):
        if block.kind not in _READ:
            continue
        for span in sentences(report.text, block.start, block.end):
            for one in _in_sentence(report, span, claims):
                if found and _completes(found[-1], one):
                    found[-1] = _joined(found[-1], one)
                else:
                    found.append(one)
    return found


def _in_sentence(report: Report, span: Span, claims: Sequence[Claim]) -> Iterator[FigureCorrection]:
    text, found = report.text, sides(report.text, span)
    if found is not None:
        old, new = found.old, found.new
        yield FigureCorrection(
            report.id, span, _words(text, old), _words(text, new), _value(old), _value(new),
            _stating(claims, old), _stating(claims, new), found.rule,
        )  # fmt: skip


def sides(text: str, span: Span) -> Sides | None:
    """What a sentence corrects, None where it corrects no figure."""
    if not _CUE.search(text, span.start, span.end):
        return None
    figures = [n for n in numbers(text, span.start, span.end) if not _is_of_a_date(text, n)]
    if not figures:
        return None
    holed = _holed(text, span, figures)
    for name, taken_back, pattern in _patterns():
        match = pattern.search(holed)
        if match is None:
            continue
        named = {k: figures[int(v.strip(_HOLE))] for k, v in match.groupdict().items() if v is not None}
        old, new = named.get("old"), named.get("new") or named.get("now")
        if old is None or new is None or old.value != new.value:
            return Sides(name, old, new, taken_back)
    return None


def _is_of_a_date(text: str, number: Number) -> bool:
    """The 23 of "on 23 June": no figure that anything corrects."""
    return bool(_MONTH_AFTER.match(text, number.end) or _MONTH_BEFORE.search(text, 0, number.start))


def _holed(text: str, span: Span, figures: Sequence[Number]) -> str:
    """A sentence with a numbered hole for each figure, so that a pattern can name them."""
    out, at = "", span.start
    for i, number in enumerate(figures):
        out += f"{text[at : number.start]}{_HOLE}{i}{_HOLE}"
        at = number.end
    return out + text[at : span.end]


def _words(text: str, number: Number | None) -> str | None:
    return None if number is None else text[number.start : number.end]


def _value(number: Number | None) -> float | None:
    return None if number is None else number.value


def _stating(claims: Sequence[Claim], number: Number | None) -> str | None:
    """The id of the claim that states a figure."""
    if number is None:
        return None
    return next((c.id for c in claims if c.start < number.end and number.start < c.end), None)


def _completes(a: FigureCorrection, b: FigureCorrection) -> bool:
    """ "An earlier version said 500. The correct figure is 50." """
    return a.new is None and b.old is None and 0 <= b.sentence.start - a.sentence.end <= 3


def _joined(a: FigureCorrection, b: FigureCorrection) -> FigureCorrection:
    span = Span(a.sentence.start, b.sentence.end)
    return FigureCorrection(
        a.report, span, a.old, b.new, a.old_value, b.new_value, a.old_claim, b.new_claim, a.rule
    )
