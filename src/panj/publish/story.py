"""What happened, day by day, and what is ahead, in the sources' own words.

Takes the record of a day and its developments; gives a line for each sentence that carries a figure, and one
for each day on which a sentence tells developments; dated to the day it speaks of where it says which, else
to publication. Words are cut, never changed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from panj.language import dateline, sentences
from panj.model import (
    Claim,
    Development,
    DevelopmentStatus,
    Measure,
    PeriodKind,
    Qualifier,
    Report,
    Span,
    Status,
)
from panj.publish.content import StoryLine
from panj.publish.developments import STANDING, Group, Telling, groups, marked, telling
from panj.publish.memory import Memory
from panj.publish.once import once
from panj.publish.phrases import words
from panj.publish.record import Record, bodies, lying_by
from panj.publish.verbs import verbs_of
from panj.reports.days import Mention, days, make_day, mentions

_LONGEST = 230
_DATELINE = re.compile(r"\A(?:[A-Z][A-Z’' .-]+(?:,[^–—]{0,60}?)?\s(?:--|–|—)\s+|[–—-]+\s+)")
_SINCE = re.compile(r"\b(?:since|starting|beginning)\b[^,.;]*\Z", re.IGNORECASE)  # a start, not the day
_CUTS = re.compile(r"(?:, (?:who|which|where|while|after|as|amid|according to|including)\b|; | — | – | -- )")


def collect(
    record: Record, gone: Collection[str] = (), developments: Sequence[Development] | None = None
) -> tuple[StoryLine, ...]:
    """Every story line in order of days; of lines that tell one thing, the fullest.

    Args:
        record: of the day.
        gone: ids of reports whose text no longer stands.
        developments: of the reports; None: sentences without figures are told by their verbs.
    """
    told = None if developments is None else _telling(record, gone, developments)
    lines = [line for r in record.reports.values() if r.id not in gone for line in _lines(record, r, told)]
    kept = once(record, lines, told)
    if told is not None:
        kept = list(marked(kept, told, record.reports))
    return tuple(sorted(kept, key=lambda x: (x.day or date.max, x.ahead, x.report, x.sentence.start)))


def _telling(record: Record, gone: Collection[str], developments: Sequence[Development]) -> Telling:
    standing = [d for d in developments if d.report in record.reports and d.report not in gone]
    return telling(standing, record.reports, within=lying_by(record.gazetteer))


@dataclass(frozen=True, slots=True)
class _Kept:
    """The lines of a report as told on a day; from `settled` on they are the same on every day."""

    today: date | None
    settled: date
    lines: tuple[StoryLine, ...]


_LINES: Memory[tuple[object, ...], _Kept] = Memory()


def _lines(record: Record, report: Report, told: Telling | None) -> tuple[StoryLine, ...]:
    """The lines of one report, told again only where it is not as it was, or something is no more ahead."""
    developed = None if told is None else told.by_report.get(report.id, ())
    key = (*record.stamp(report.id), developed)
    kept, today = _LINES.get(key), record.day
    if kept is not None and (
        kept.today == today or (today and min(today, kept.today or today) >= kept.settled)
    ):
        return kept.lines
    lines = tuple(_of(record, report, told))
    _LINES.put(key, _Kept(today, _settled(report, lines, developed or ()), lines))
    return lines


def _settled(report: Report, lines: Sequence[StoryLine], developed: Sequence[Development]) -> date:
    """The day from which nothing that a report tells is ahead any more."""
    named = [line.day for line in lines] + [d.date_end for d in developed] + [d.date_start for d in developed]
    fresh = max(words()["ahead"]["fresh_days"], STANDING)
    if report.day:
        named.append(report.day + timedelta(days=fresh + 1))
    return max((d for d in named if d is not None), default=date.min)


def _of(record: Record, report: Report, told: Telling | None) -> Iterator[StoryLine]:
    """The lines of one report."""
    claims = record.by_report.get(report.id, [])
    for block in bodies(report):
        for span in sentences(report.text, block.start, block.end):
            inside = [c for c in claims if span.start <= c.start < span.end]
            if told is not None and told.of(report.id, span):
                yield from _developed(record, report, span, inside, told.of(report.id, span))
                continue
            line = dateline(report.text, span)
            told_from = Span(line.end, span.end) if line else span
            text = _DATELINE.sub("", " ".join(told_from.of(report.text).split()))
            kind = (_kind(text) or _to_come(report, span, text)) if told is None else ""
            counted = [c for c in inside if c.measure is not Measure.CONTEXT]
            if _whole(text, counted, kind):
                yield _line(record, report, span, counted, kind, text)


def _developed(
    record: Record, report: Report, span: Span, claims: Sequence[Claim], found: Sequence[Development]
) -> list[StoryLine]:
    """The lines of a sentence that tells developments: one a day; figures go with the nearest words.

    Two things told of one day in the same words are one line.
    """
    parts = [p for p in groups(found, report, record.day) if not _covered(p, report)]
    counted = [c for c in claims if c.measure is not Measure.CONTEXT]
    lines: dict[tuple[date | None, str], StoryLine] = {}
    for n, part in enumerate(parts):
        own = [c for c in counted if _nearest(c, parts) == n]
        line = _of_part(record, report, span, own, part, alone=len(parts) == 1)
        key = line.day, _bare(line.text)
        lines[key] = _joined(lines[key], line) if key in lines else line
    return list(lines.values())


def _bare(text: str) -> str:
    """The words of a line, by which two of one sentence are told apart."""
    return " ".join(re.findall(r"\w+", _DATELINE.sub("", text).lower()))


def _joined(one: StoryLine, other: StoryLine) -> StoryLine:
    return replace(
        one,
        claims=(*one.claims, *other.claims),
        dated=one.dated or other.dated,
        confirmed=one.confirmed and other.confirmed,
        weight=max(one.weight, other.weight),
        developments=(*one.developments, *other.developments),
    )


def _of_part(
    record: Record, report: Report, span: Span, own: list[Claim], part: Group, *, alone: bool
) -> StoryLine:
    """The line of what a sentence tells of one day."""
    first = part.found[0]
    plain = _line(record, report, span, own, first.kind.value, _sentence_text(report, span))
    return replace(
        plain,
        day=plain.day if own and plain.dated and not part.dated else part.day,
        dated=part.dated or bool(own and plain.dated),
        text=_cut(report, span, part, [c.text for c in own], alone=alone),
        speaker=plain.speaker or first.speaker,
        confirmed=plain.confirmed and all(d.status is not DevelopmentStatus.UNCONFIRMED for d in part.found),
        ahead=part.ahead,
        weight=plain.weight + 0.5 * len(part.found),
        developments=tuple(d.id for d in part.found),
    )


def _covered(part: Group, report: Report) -> bool:
    """Whether the words of a group may not be told: the disclosure gate has covered all of them."""
    return not any(c.isalnum() for c in part.span.of(report.text))


def _nearest(claim: Claim, parts: Sequence[Group]) -> int:
    return min(
        range(len(parts)),
        key=lambda n: (max(0, parts[n].span.start - claim.start, claim.start - parts[n].span.end), n),
    )


def _sentence_text(report: Report, span: Span) -> str:
    line = dateline(report.text, span)
    return _DATELINE.sub("", " ".join(report.text[line.end if line else span.start : span.end].split()))


def _cut(report: Report, span: Span, part: Group, keep: Sequence[str], *, alone: bool) -> str:
    """The words that tell a group: the sentence where it is short, else from the first to the last."""
    whole = _sentence_text(report, span)
    if alone and len(whole) <= _LONGEST:
        return whole
    words = " ".join(report.text[part.span.start : part.span.end].split())
    if len(words) > _LONGEST or words not in whole:
        return trimmed(whole, [*keep, words[:60]])
    before, _, after = whole.partition(words)
    lead = before if len(before) + len(words) <= _LONGEST and alone else ""
    tail = after if len(lead) + len(words) + len(after) <= _LONGEST and alone else ""
    return f"{'' if lead == before else '… '}{lead}{words}{tail}{'' if tail == after else ' …'}"


def _whole(text: str, claims: Sequence[Claim], kind: str) -> bool:
    """Whether a sentence stands for itself: no question, no fragment of a list, no bare pronoun."""
    long_enough = len(text.split()) >= (6 if claims else 8)
    listed = bool(claims) and all(c.part_of for c in claims) and not kind
    return bool(claims or kind) and long_enough and not listed and not text.endswith("?")


def _line(record: Record, report: Report, span: Span, claims: list[Claim], kind: str, text: str) -> StoryLine:
    when, stated = _day(report, span, claims)
    speaker = next((c.speaker for c in claims if c.speaker), None)
    weight = _weight(claims) + (1.0 if kind else 0.0) + (1.0 if stated else 0.0)
    return StoryLine(
        day=when,
        report=report.id,
        sentence=span,
        text=trimmed(text, [c.text for c in claims]),
        speaker=speaker,
        claims=tuple(c.id for c in claims),
        confirmed=all(c.confirmed for c in claims),
        ahead=_ahead(record, report, text, when, stated=stated),
        kind=kind or (claims[0].measure.value if claims else ""),
        dated=stated,
        weight=weight,
    )


def _weight(claims: Sequence[Claim]) -> float:
    """How much a sentence tells: sized figures most, what happened more than what is feared."""
    by_measure: dict[Measure, float] = {}
    for claim in claims:
        sized = 0.5 if claim.qualifier is Qualifier.ORDER else 2.0
        sure = 0.5 if claim.status in (Status.POSSIBLE, Status.REQUESTED) else 1.0
        people = 1.0 if claim.measure.value in words()["section"] else 0.0
        worth = (sized + people) * sure
        by_measure[claim.measure] = max(worth, by_measure.get(claim.measure, 0.0))
    return sum(by_measure.values())


@cache
def _verbs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of telling words by kind."""
    found = []
    for kind, verbs in words()["tell"].items():
        found.append((kind, verbs_of(tuple(verbs)).pattern))
    for kind, nouns in words()["tell_nouns"].items():
        found.append((kind, re.compile(rf"\b(?:{'|'.join(nouns)})\b", re.IGNORECASE)))
    return tuple(found)


def _kind(text: str) -> str:
    return next((kind for kind, pattern in _verbs() if pattern.search(text)), "")


def _to_come(report: Report, span: Span, text: str) -> str:
    """`ahead` for a sentence that announces something for a day after its publication."""
    when, stated = _day(report, span, ())
    marked = any(re.search(rf"\b{re.escape(w)}\b", text.lower()) for w in words()["ahead"]["words"])
    return "ahead" if marked and stated and when and report.day and when > report.day else ""


def _day(report: Report, span: Span, claims: Sequence[Claim]) -> tuple[date | None, bool]:
    """The day that a sentence speaks of, and whether the text gave it."""
    for claim in claims:
        if claim.period is PeriodKind.EVENT and claim.date_end and claim.status is not Status.PLANNED:
            return claim.date_end, True
    for mention in days(report.text, span.start, span.end):
        when = _full(mention, report.day)
        since = _SINCE.search(report.text[span.start : mention.start])
        if when is not None and since is None:
            return when, True
    month = next((m for m in mentions(report.text, span.start, span.end) if m.day is None and m.month), None)
    later = _month_end(month, report.day)
    return (later, True) if later and report.day and later > report.day else (report.day, False)


def _month_end(mention: Mention | None, published: date | None) -> date | None:
    """The last day of a month that is named without a day, in the year nearest to publication."""
    if mention is None or mention.month is None or published is None:
        return None
    years = [mention.year] if mention.year else [published.year - 1, published.year, published.year + 1]
    ends = [date(y, mention.month, monthrange(y, mention.month)[1]) for y in years]
    return min(ends, key=lambda d: abs(d - published))


def _full(mention: Mention, published: date | None) -> date | None:
    """A day of a month with the year nearest to publication."""
    if mention.full or published is None or mention.month is None or mention.day is None:
        return mention.full
    options = [make_day(published.year + shift, mention.month, mention.day) for shift in (-1, 0, 1)]
    return min((o for o in options if o), key=lambda o: abs(o - published), default=None)


def _ahead(record: Record, report: Report, text: str, when: date | None, *, stated: bool) -> bool:
    """Whether a sentence speaks of what is still to come on the day as known."""
    today = record.day
    if when is None or today is None:
        return False
    if stated:
        return when > today
    low = text.lower()
    table = words()["ahead"]
    if any(re.search(rf"\b{re.escape(w)}\b", low) for w in table["not"]):
        return False
    fresh = report.day is not None and today - report.day <= timedelta(days=table["fresh_days"])
    return fresh and any(re.search(rf"\b{re.escape(w)}\b", low) for w in table["words"])


def trimmed(text: str, keep: Sequence[str] = ()) -> str:
    """A sentence cut at a clause where it is long; `…` marks the cut. What must be kept is kept.

    >>> trimmed("Short enough.")
    'Short enough.'
    """
    if len(text) <= _LONGEST:
        return text
    need = max((text.find(k) + len(k) for k in keep if k in text), default=0)
    cuts = [m.start() for m in _CUTS.finditer(text) if max(need, 60) <= m.start() <= _LONGEST]
    if cuts:
        return text[: cuts[-1]].rstrip(" ,;") + " …"
    end = text.rfind(" ", 0, max(_LONGEST, need + 1))
    return text[: end if end > need else len(text)].rstrip(" ,;") + " …"
