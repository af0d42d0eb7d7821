"""From a Situation to what the templates lay out: the first page, reports and the story.

Takes Situations and frames; gives page contexts. No figure is computed here: numbers come from tallies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from panj.model import Report, Unit
from panj.publish.room import evidence, geography, sheet, timeline, words
from panj.publish.room.bars import Scale, bar, scale
from panj.publish.room.contexts import (
    AlertRow,
    CapacityRow,
    FigureRow,
    Frame,
    ReportContext,
    ReportRow,
    Section,
    StoryContext,
    StoryDay,
    StoryRow,
    TodayContext,
)
from panj.publish.room.exhibits import outlet_of, speakers
from panj.publish.room.marking import Segment, paragraphs, sentence
from panj.publish.situation import KeyFigure, Room, Situation, StoryLine

_SHOWN = 7  # rows of a section before the others fold away
_WIDE, _NARROW = (860, 470), (358, 400)  # sheets for the two layouts, in CSS pixels


def today(situation: Situation, frame: Frame) -> TodayContext:
    """The first page."""
    shown = sections(situation)
    earth = geography.survey(situation)
    lines = [timeline.draw(situation, width=w) for w in (_WIDE[0], _NARROW[0])]
    sheets = [sheet.draw(earth, width=w, height=h) for w, h in (_WIDE, _NARROW)] if earth else []
    first = _telling(shown)
    return TodayContext(
        frame=frame,
        alerts=tuple(AlertRow(a.kind, a.title, a.detail, evidence.alert_key(a)) for a in situation.alerts),
        sections=shown,
        timelines=tuple(t for t in lines if t is not None),
        geography=earth,
        sheets=tuple(sheets),
        capacities=tuple(_capacity(situation, r) for r in situation.rooms),
        ahead=tuple(_story_row(situation, x) for x in situation.story if x.ahead),
        unknown=situation.unknown,
        problems=situation.problems,
        policy=situation.policy,
        evidence=evidence.of(situation, "figure", first) if first else None,
    )


def _telling(shown: Iterable[Section]) -> str | None:
    """The figure that stands opened at first: of the first section with any, the one most is said about."""
    rows = next((s.rows for s in shown if s.rows), ())
    return max(rows, key=lambda r: len(r.figure.tally.claims)).figure.slug if rows else None


def sections(situation: Situation) -> tuple[Section, ...]:
    """Key figures by section, one scale for each section and unit."""
    out = []
    for code, names in words.labels()["sections"].items():
        figures = [f for f in situation.figures if f.section == code]
        if figures:
            out.append(_section(situation, names, figures))
    return tuple(out)


def _section(situation: Situation, names: dict[str, str], figures: list[KeyFigure]) -> Section:
    units = Counter(f.tally.question.unit for f in figures)
    unit = Unit.PERSONS if Unit.PERSONS in units else units.most_common(1)[0][0]
    shared = scale([f.tally.bounds for f in figures if f.tally.question.unit == unit], unit)
    rows = {f.slug: _row(situation, f, shared, unit, names["family"]) for f in figures}
    wholes = {f.slug: _whole(f, figures) for f in figures}
    top = [
        replace(row, parts=tuple(r for s, r in rows.items() if wholes[s] == slug))
        for slug, row in rows.items()
        if wholes[slug] is None
    ]
    top.sort(key=lambda r: not r.parts)  # wholes first; the situation's order otherwise
    shown = 0 if names["mark"] == "OTHER" else _SHOWN if len(top) > _SHOWN + 1 else len(top)
    return Section(
        names["mark"], names["title"], names["family"], shared, tuple(top[:shown]), tuple(top[shown:])
    )


def _row(situation: Situation, figure: KeyFigure, shared: Scale, unit: Unit, family: str) -> FigureRow:
    own = figure.tally.question.unit
    return FigureRow(
        figure=figure,
        bar=bar(figure.tally.bounds, shared, unit) if own == unit else None,
        text=words.interval(figure.tally.bounds, own),
        unit=words.counted(own),
        who=evidence.origins_of(situation, figure),
        family=family,
    )


def _whole(figure: KeyFigure, figures: Iterable[KeyFigure]) -> str | None:
    """The slug of the largest figure whose claims take in all of this one's and more."""
    own = set(figure.tally.claims)
    wider = [f for f in figures if own and own < set(f.tally.claims)]
    return max(wider, key=lambda f: len(f.tally.claims)).slug if wider else None


def _capacity(situation: Situation, room: Room) -> CapacityRow:
    claim = situation.claims.get(room.claim)
    report = situation.reports.get(claim.report) if claim else None
    published = words.day(report.day) if report else ""
    return CapacityRow(room, claim, speakers(situation, [room.claim]), published)


def report_rows(situation: Situation) -> tuple[ReportRow, ...]:
    """Reports by publication, the latest first, undated ones last."""
    counts: dict[str, int] = {}
    for claim in situation.claims.values():
        counts[claim.report] = counts.get(claim.report, 0) + 1
    ordered = sorted(
        situation.reports.values(), key=lambda r: (r.published or "", r.name, r.id), reverse=True
    )
    return tuple(report_row(r, counts.get(r.id, 0)) for r in ordered)


def report_row(report: Report, claims: int) -> ReportRow:
    """A report's line: its headline, or the first line of its text."""
    first = next((line.strip() for line in report.text.splitlines() if line.strip()), report.name)
    headline = report.title or first
    if len(headline) > 160:
        headline = headline[:157].rsplit(" ", 1)[0] + " …"
    return ReportRow(report, outlet_of(report), headline, claims, web_link(report.url))


def web_link(url: str | None) -> str | None:
    """A report's address where a browser may follow it: http and https, never javascript or data."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def report_page(situation: Situation, report: Report, frame: Frame) -> ReportContext:
    """One report, every figure marked."""
    claims = sorted((c for c in situation.claims.values() if c.report == report.id), key=lambda c: c.start)
    return ReportContext(
        frame=frame,
        row=report_row(report, len(claims)),
        paragraphs=paragraphs(report, claims),
        figures={c.id: evidence.claim_title(c) for c in claims},
        evidence=None,
    )


def story_page(situation: Situation, frame: Frame) -> StoryContext:
    """What happened, by day."""
    days: dict[date | None, list[StoryRow]] = {}
    for line in situation.story:
        days.setdefault(line.day, []).append(_story_row(situation, line))
    ordered = sorted(days, key=lambda d: (d is None, d or date.min))
    return StoryContext(frame=frame, days=tuple(StoryDay(d, tuple(days[d])) for d in ordered), evidence=None)


def _story_row(situation: Situation, line: StoryLine) -> StoryRow:
    report = situation.reports.get(line.report)
    figures = [situation.claims[i] for i in line.claims if i in situation.claims]
    return StoryRow(
        line=line,
        key=evidence.line_key(line.report, line.sentence),
        outlet=outlet_of(report) if report else "",
        published=report.day if report else None,
        segments=sentence(report, line.sentence, figures) if report else (Segment(line.text),),
    )
