"""From a Situation to what the templates lay out: the first page, reports and the story.

Takes Situations and frames; gives page contexts. No figure is computed here: numbers come from tallies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from panj.model import Forecast, Report, Unit
from panj.publish import prepared
from panj.publish.room import evidence, geography, sheet, timeline, words
from panj.publish.room.answers import beside
from panj.publish.room.bars import Scale, bar, scale
from panj.publish.room.contexts import (
    AlertRow,
    CapacityRow,
    FigureRow,
    Frame,
    LandRow,
    Outlook,
    ReportContext,
    ReportRow,
    Section,
    SiteRow,
    StoryContext,
    StoryDay,
    StoryRow,
    TodayContext,
)
from panj.publish.room.exhibits import outlet_of, speakers
from panj.publish.room.marking import Segment, paragraphs, sentence
from panj.publish.room.remarks import Leaning, leaning, remarks
from panj.publish.room.visits import Visit
from panj.publish.situation import KeyFigure, Room, Situation, StoryLine

_SHOWN = 7  # rows of a section before the others fold away
_WIDE, _NARROW = (860, 470), (358, 400)  # sheets for the two layouts, in CSS pixels


def today(
    situation: Situation,
    frame: Frame,
    *,
    visit: Visit | None = None,
    answers: Mapping[str, Sequence[evidence.Answer]] | None = None,
) -> TodayContext:
    """The first page; `answers`: claim id → what was asked of it and answered, shown beside its figure."""
    shown = sections(situation, answers or {})
    earth = geography.survey(situation)
    lines = [timeline.draw(situation, width=w) for w in (_WIDE[0], _NARROW[0])]
    sheets = [sheet.draw(earth, width=w, height=h) for w, h in (_WIDE, _NARROW)] if earth else []
    first = _telling(shown)
    return TodayContext(
        frame=frame,
        alerts=tuple(AlertRow(a.kind, a.title, a.detail, evidence.alert_key(a)) for a in situation.alerts),
        sections=shown,
        timelines=tuple(t for t in lines if t is not None),
        busiest=situation.busiest,
        geography=earth,
        sheets=tuple(sheets),
        capacities=tuple(capacity(situation, r) for r in situation.rooms),
        outlook=outlook(situation.outlook),
        ahead=tuple(_story_row(situation, x) for x in situation.story if x.ahead),
        unknown=situation.unknown,
        problems=situation.problems,
        policy=situation.policy,
        evidence=_opened(situation, first, answers or {}) if first else None,
        visit=visit or Visit("none"),
    )


def _opened(
    situation: Situation, slug: str, answers: Mapping[str, Sequence[evidence.Answer]]
) -> evidence.Evidence | None:
    found = evidence.of(situation, "figure", slug)
    return found and replace(found, answers=beside(answers, found.claims))


def _telling(shown: Iterable[Section]) -> str | None:
    """The figure that stands opened at first: of the first section with any, the one most is said about."""
    rows = next((s.rows for s in shown if s.rows), ())
    return max(rows, key=lambda r: len(r.figure.tally.claims)).figure.slug if rows else None


def sections(situation: Situation, answers: Mapping[str, Sequence[evidence.Answer]]) -> tuple[Section, ...]:
    """Key figures by section, one scale for each section and unit."""
    out = []
    for code, names in words.labels()["sections"].items():
        figures = [f for f in situation.figures if f.section == code]
        if figures:
            out.append(_section(situation, names, figures, answers))
    return tuple(out)


def _section(
    situation: Situation,
    names: dict[str, str],
    figures: list[KeyFigure],
    answers: Mapping[str, Sequence[evidence.Answer]],
) -> Section:
    units = Counter(f.tally.question.unit for f in figures)
    unit = Unit.PERSONS if Unit.PERSONS in units else units.most_common(1)[0][0]
    shared = scale([f.tally.bounds for f in figures if f.tally.question.unit == unit], unit)
    children: dict[str, list[KeyFigure]] = {}
    present = {f.slug for f in figures}
    for figure in figures:
        children.setdefault(figure.parent if figure.parent in present else "", []).append(figure)

    def row(figure: KeyFigure) -> FigureRow:
        parts = tuple(row(f) for f in children.get(figure.slug, ()))
        told = beside(answers, figure.tally.claims)
        return replace(_row(situation, figure, shared, unit, names["family"], parts), answers=told)

    top = [row(f) for f in children.get("", ())]
    top.sort(key=lambda r: not r.parts)  # wholes first; the situation's order otherwise
    shown = 0 if names["mark"] == "OTHER" else _SHOWN if len(top) > _SHOWN + 1 else len(top)
    return Section(
        names["mark"], names["title"], names["family"], shared, tuple(top[:shown]), tuple(top[shown:])
    )


def _row(
    situation: Situation,
    figure: KeyFigure,
    shared: Scale,
    unit: Unit,
    family: str,
    parts: tuple[FigureRow, ...],
) -> FigureRow:
    own = figure.tally.question.unit
    return FigureRow(
        figure=figure,
        bar=bar(figure.tally.bounds, shared, unit) if own == unit else None,
        text=words.interval(figure.tally.bounds, own),
        unit=words.counted(own),
        who=figure.speakers or evidence.origins_of(situation, figure),
        family=family,
        parts=parts,
    )


def capacity(situation: Situation, room: Room) -> CapacityRow:
    """A stated capacity with its tests."""
    claim = situation.claims.get(room.claim)
    report = situation.reports.get(claim.report) if claim else None
    published = words.day(report.day) if report else ""
    land = [LandRow(situation.claims[i], test) for i, test in room.tests if i in situation.claims]
    return CapacityRow(room, claim, speakers(situation, [room.claim]), published, tuple(land))


def sites(situation: Situation) -> tuple[SiteRow, ...]:
    """What is prepared, each with the sentence that says how far it is."""
    return tuple(
        SiteRow(
            prepared.title(s),
            s.prepared.counts,
            s.text,
            prepared.said_by(s, situation.reports),
            s.report,
        )
        for s in situation.sites
    )


def outlook(forecasts: Iterable[Forecast]) -> Outlook | None:
    """Forecasts laid out by assumption and horizon; those without an interval as notes."""
    cells: dict[str, dict[int, str]] = {}
    notes = []
    for forecast in forecasts:
        if forecast.bounds is None:
            notes.append(forecast.note)
        else:
            assumption = "; ".join(forecast.assumptions) or forecast.note
            if forecast.kind == "forecast":
                assumption = forecast.place or "all sites"
            cells.setdefault(assumption, {})[forecast.horizon_days] = words.interval(forecast.bounds)
    horizons = tuple(sorted({h for row in cells.values() for h in row}))
    rows = tuple((a, tuple(row.get(h, "") for h in horizons)) for a, row in cells.items())
    return Outlook(horizons, rows, tuple(notes)) if rows or notes else None


def report_rows(situation: Situation) -> tuple[ReportRow, ...]:
    """Reports by publication, the latest first, undated ones last."""
    counts: dict[str, int] = {}
    for claim in situation.claims.values():
        counts[claim.report] = counts.get(claim.report, 0) + 1
    ordered = sorted(
        situation.reports.values(), key=lambda r: (r.published or "", r.name, r.id), reverse=True
    )
    known = leaning(situation)
    return tuple(report_row(situation, r, counts.get(r.id, 0), known) for r in ordered)


def report_row(situation: Situation, report: Report, claims: int, known: Leaning | None = None) -> ReportRow:
    """A report's line: its headline, or the first line of its text."""
    first = next((line.strip() for line in report.text.splitlines() if line.strip()), report.name)
    headline = report.title or first
    if len(headline) > 160:
        headline = headline[:157].rsplit(" ", 1)[0] + " …"
    noted = remarks(situation, report, known)
    return ReportRow(report, outlet_of(report), headline, claims, web_link(report.url), noted)


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
        row=report_row(situation, report, len(claims)),
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
