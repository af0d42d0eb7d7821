"""Which reports tell of the same thing: names and figures that two texts share.

Takes texts, gives the shared ones and how alike two reports are; used to date a report by its neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from panj.model import BlockKind, Report
from panj.reports.days import mentions
from panj.reports.layout import blocks

_NAME = re.compile(r"(?<![.!?]\s)(?<![.!?][\"”’]\s)(?<!\n)\b[A-ZÀ-Þ][\w’'-]{2,}")
_FIGURE = re.compile(r"(?<![\w$€£.,])\d{1,3}(?:[,.]\d{3})+(?![\w,.]\d)|(?<![\w$€£.,])\d{3,7}(?![\w.,]\d|\w)")


@dataclass(frozen=True, slots=True)
class Signature:
    """Names (capitalised words inside sentences) and figures (three digits or more) of one report."""

    names: frozenset[str]
    figures: frozenset[int]


def signature(report: Report) -> Signature:
    """The names and figures of a report's body; years, dates and weekdays are not among them."""
    names: set[str] = set()
    figures: set[int] = set()
    for part in report.blocks or blocks(report.text):
        if part.kind is not BlockKind.BODY:  # headlines capitalise every word
            continue
        text = report.text[part.start : part.end]
        for found in reversed(mentions(text)):
            text = text[: found.start] + " " + text[found.end :]
        names.update(m.group().removesuffix("’s").removesuffix("'s") for m in _NAME.finditer(text, 1))
        figures.update(int(re.sub(r"\D", "", m.group())) for m in _FIGURE.finditer(text))
    return Signature(frozenset(names), frozenset(figures))


def likeness(a: Signature, b: Signature) -> float:
    """Shared names as a share of the shorter list, 0 to 1."""
    smaller = min(len(a.names), len(b.names))
    return len(a.names & b.names) / smaller if smaller else 0.0
