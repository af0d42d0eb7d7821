"""What a text says of its own publication: title, outlet, day. For files without a header.

Takes text and its blocks, gives an `Imprint`. Only lines about the report are read (and the dateline):
a date or an outlet's name in the body speaks of something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from panj.model import Block, BlockKind, Span
from panj.reports.days import mentions
from panj.reports.outlets import byline_outlet, dateline_agency, is_agency, masthead, outlet_in

_PUBLISHED = re.compile(
    r"\bpubli(?:sh|c)|\bposted\b|\bdate\b|\breleased?\b|\bupdated\b|\d{1,2}:\d{2}", re.IGNORECASE
)
_NOT_PUBLISHED = re.compile(r"\bvalid\b|\bas of\b|\bas at\b|\bdata\b", re.IGNORECASE)
_ISSUE = re.compile(
    r"\b(?:update|sitrep|situation|bulletin|brief|briefing|newsletter|dashboard|fact ?sheet|snapshot)\b"
    r"|\b(?:overview|report|as of|as at)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"\Aby (?P<name>[A-Z][^,|()\d]{2,60})", re.IGNORECASE)
_DATELINE = 90  # characters
_BEFORE_DATE = re.compile(
    r"\W*[A-ZÀ-Þ][\w’'./-]*(?:[\s,/]+(?:[A-ZÀ-Þ][\w’'./-]*|of|the|and|de|el|\([^()]{2,40}\)))*[\s,]*"
)
_AFTER_DATE = re.compile(r"[\s,]*(?:\([^()]{2,40}\))?\s*(?:--|—|–|-|:|\.-)\s+(?=[A-ZÀ-Þ“\"'‘\d])")
_SAME_NEWS = date(2021, 1, 8) - date(2021, 1, 1)  # published and updated within a week: the first line counts


@dataclass(frozen=True, slots=True)
class Imprint:
    """Title, outlet, author and day of publication as a text states them; None where it does not."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: date | None = None


def imprint(text: str, parts: Sequence[Block]) -> Imprint:
    """What a text without a header says of its own publication."""
    title = next((Span(b.start, b.end).of(text) for b in parts if b.kind is BlockKind.TITLE), None)
    about = [Span(b.start, b.end).of(text) for b in parts if b.kind is BlockKind.META]
    lead = next((Span(b.start, b.end).of(text) for b in parts if b.kind is BlockKind.BODY), "")
    found = (m.group("name").strip() for line in about if (m := _BYLINE.match(line)))
    day = _published(about) or (issue_day(title) if title else None) or _dated_lead(lead)
    return Imprint(title, _outlet(about, lead), next(found, None), day)


def issue_day(title: str) -> date | None:
    """The day in the title of an issue: "Flash Update No. 2 (as of 1 November 2020)"."""
    days = [m.full for m in mentions(title) if m.full]
    return days[-1] if days and _ISSUE.search(title) else None


def _dated_lead(lead: str) -> date | None:
    """The day of a dateline that gives it whole: "KAMPALA (Lakes News) 12 March 2025 — More than …"."""
    for m in mentions(lead[:_DATELINE]):
        if m.full and _BEFORE_DATE.fullmatch(lead, 0, m.start) and _AFTER_DATE.match(lead, m.end):
            return m.full
    return None


def _outlet(about: Sequence[str], lead: str) -> str | None:
    """The first that says so most plainly: "Published in", masthead, byline, any line about it, dateline."""
    printed = [name for line in about if (name := byline_outlet(line))]
    named = [name for line in about if (name := masthead(line) or outlet_in(line))]
    own = next((name for name in [*printed, *named] if not is_agency(name)), None)
    return own or next(iter([*printed, *named]), None) or dateline_agency(lead)


def _published(about: Sequence[str]) -> date | None:
    """The stated day; lines that speak of publishing first. None where lines of one rank disagree."""
    ranked: dict[int, list[date]] = {}
    for line in about:
        if _NOT_PUBLISHED.search(line):
            continue
        days = [m.full for m in mentions(line) if m.full]
        if days:
            ranked.setdefault(0 if _PUBLISHED.search(line) else 1, []).append(days[0])
    if not ranked:
        return None
    best = ranked[min(ranked)]
    return best[0] if max(best) - min(best) <= _SAME_NEWS else None
