"""Versions: one article published again with changed text, what changed in it, and withdrawals.

Takes reports, gives articles with their versions in order, and the changes between two, figures first.
Nothing is deleted: an older version stays in the record and stands for what was known before the newer one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from panj.clock import day_of
from panj.language import sentences
from panj.model import BlockKind, Report
from panj.reports.layout import blocks
from panj.reports.retraction import is_withdrawal

# Without an address, one outlet's texts are one article if their headlines are this alike (0 to 100) and
# they appeared within this many days of each other.
SAME_HEADLINE = 88
SAME_NEWS_DAYS = 7
# Sentences this alike (0 to 100) are one sentence that was changed, not one dropped and one added.
SAME_SENTENCE = 60
_FIGURE = re.compile(r"(?<![\w.,])\d[\d,.]*\d(?!\w)|(?<![\w.,])\d(?![\w.,]\d)")


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence before and after; None where it was added or dropped. `figures`: before → after."""

    before: str | None
    after: str | None
    figures: tuple[tuple[str | None, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """Ids of the versions of one article, the first published first; the last one stands."""

    versions: tuple[str, ...]
    withdrawn: bool = False


def known_from(report: Report) -> date | None:
    """The day from which this version was known: when it was changed, else when it was published."""
    moment = report.modified or report.published
    return day_of(moment) if moment else None


class _Told:
    """The versions of one article found so far, with what the next is compared by."""

    __slots__ = ("day", "placed", "versions")

    def __init__(self) -> None:
        self.versions: list[Report] = []
        self.day: date | None = None
        self.placed = False

    def add(self, report: Report, place: str) -> None:
        """The next version; `place`: its address."""
        self.versions.append(report)
        self.day, self.placed = known_from(report), bool(place)

    def is_recent(self, day: date | None) -> bool:
        """Whether what was known from `day`, or later, may still be a version of it without an address."""
        return self.day is not None and (day is None or (day - self.day).days <= SAME_NEWS_DAYS)


def articles(reports: Iterable[Report]) -> list[Article]:
    """Reports grouped into articles; most have one version. The order of the reports does not matter."""
    ordered = sorted({r.id: r for r in reports if r.part_of is None}.values(), key=_order)
    found: list[_Told] = []
    by_address: dict[str, _Told] = {}
    by_outlet: dict[str, list[_Told]] = {}  # without an address only one outlet's are one article
    for report in ordered:
        place, outlet = _address(report.url), report.outlet or ""
        told = by_outlet.setdefault(outlet, [])
        group = by_address.get(place) if place else None
        if group is None and report.title:
            day = known_from(report)
            told[:] = [g for g in told if g.is_recent(day)]
            if outlet and day is not None:
                # Two addresses are two articles, or copies.
                near = (g for g in told if not (place and g.placed))
                group = next((g for g in near if _same_headline(g.versions[-1], report)), None)
        if group is None:
            group = _Told()
            found.append(group)
        group.add(report, place)
        if report.title and told[-1:] != [group]:
            told.append(group)
        if place:
            by_address[place] = group
    return [Article(tuple(r.id for r in g.versions), is_withdrawal(g.versions[-1])) for g in found]


def changes(old: Report, new: Report) -> list[Change]:
    """What changed from one version to the next: figures first, then words, in the order of the text."""
    before, after = list(_sentences(old)), list(_sentences(new))
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _pairs(before[a:b], after[c:d])
    return sorted(found, key=_without_figures)


def _without_figures(change: Change) -> bool:
    return not change.figures


def _order(report: Report) -> tuple[bool, str, str]:
    moment = report.modified or report.published
    return moment is None, moment or "", report.id


@lru_cache(maxsize=100_000)  # each view of a case asks for those of all its reports
def _address(url: str | None) -> str:
    """An address without its scheme, www, fragment and closing slash."""
    if not url:
        return ""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}" if parts.path.strip("/") or query else ""


def _same_headline(old: Report, new: Report) -> bool:
    if old.outlet != new.outlet or not (old.title and new.title):
        return False
    return fuzz.token_sort_ratio(old.title, new.title, score_cutoff=SAME_HEADLINE) >= SAME_HEADLINE


def _sentences(report: Report) -> Iterator[str]:
    for block in report.blocks or blocks(report.text):
        if block.kind in {BlockKind.BODY, BlockKind.TITLE}:
            for span in sentences(report.text, block.start, block.end):
                yield " ".join(span.of(report.text).split())


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """Each new sentence with the old one that it most resembles; what has no partner was added or dropped."""
    left = list(before)
    for sentence in after:
        best = max(left, key=lambda s: fuzz.token_set_ratio(s, sentence), default=None)
        if best is not None and fuzz.token_set_ratio(best, sentence) >= SAME_SENTENCE:
            left.remove(best)
            yield Change(best, sentence, _figures(best, sentence))
        else:
            yield Change(None, sentence)
    yield from (Change(sentence, None) for sentence in left)


def _figures(before: str, after: str) -> tuple[tuple[str | None, str | None], ...]:
    old, new = _FIGURE.findall(before), _FIGURE.findall(after)
    found: list[tuple[str | None, str | None]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            wide = max(b - a, d - c)
            left = [*old[a:b], *[None] * (wide - (b - a))]
            right = [*new[c:d], *[None] * (wide - (d - c))]
            found += zip(left, right, strict=True)
    return tuple(found)
