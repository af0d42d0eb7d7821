"""From a Situation to what the templates lay out: the first page, reports and the story.

Takes Situations and frames; gives page contexts. No figure is computed here: numbers come from tallies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from panj.model import Claim, Forecast, Report
from panj.publish import prepared
from panj.publish.room import brief_bridge, figures, words
from panj.publish.room.contexts import (
    AlertRow,
    AlertsContext,
    CapacityRow,
    Frame,
    LandRow,
    Outlook,
    ReportContext,
    ReportRow,
    ReportsContext,
    Section,
    SiteRow,
    StoryContext,
    StoryDay,
    StoryRow,
    TodayContext,
)
from panj.publish.room.evidence import evidence
from panj.publish.room.evidence.answers import beside
from panj.publish.room.evidence.exhibits import outlet_of, speakers
from panj.publish.room.evidence.marking import Segment, paragraphs, sentence
from panj.publish.room.evidence.remarks import Leaning, leaning, remarks
from panj.publish.room.index import index_of, line_key
from panj.publish.room.map import geography, sheet
from panj.publish.room.timeline import timeline
from panj.publish.room.visits import Visit
from panj.publish.sentences import fit, missing
from panj.publish.situation import Room, Situation, StoryLine
from panj.reception import CapacityTest

REPORTS = 200  # of one page of their list
ALERTS = 60  # of one page of them; the first page has the first of these
LINES = 500  # of the story on one page of it
_WIDE, _NARROW = (860, 470), (358, 400)  # sheets for the two layouts, in CSS pixels


def today(
    situation: Situation,
    frame: Frame,
    *,
    visit: Visit | None = None,
    answers: Mapping[str, Sequence[evidence.Answer]] | None = None,
) -> TodayContext:
    """The first page; `answers`: claim id → what was asked of it and answered, shown beside its figure."""
    shown = figures.sections(situation, answers or {})
    held = index_of(situation)
    earth = geography.survey(situation)
    lines = held.once("timelines", lambda: timeline.draw_all(situation, (_WIDE[0], _NARROW[0])))
    sheets = held.once("sheets", lambda: _sheets(earth))
    first = _telling(shown)
    return TodayContext(
        frame=frame,
        short=brief_bridge.in_short(situation),
        alerts=_alerts(situation, 0, ALERTS),
        warned=len(situation.alerts),
        further=frame.link("/alerts", start=ALERTS) if len(situation.alerts) > ALERTS else None,
        sections=shown,
        timelines=tuple(t for t in lines if t is not None),
        busiest=situation.busiest,
        geography=earth,
        sheets=sheets,
        capacities=tuple(capacity(situation, r) for r in situation.rooms),
        outlook=outlook(situation.outlook),
        ahead=tuple(
            _story_row(situation, x) for x in sorted((x for x in situation.story if x.ahead), key=_soonest)
        ),
        unknown=situation.unknown,
        problems=situation.problems,
        policy=situation.policy,
        evidence=_opened(situation, first, answers or {}) if first else None,
        visit=visit or Visit("none"),
    )


def _soonest(line: StoryLine) -> tuple[bool, date]:
    """What has a day stands first, by it; what has none is behind it."""
    return (not line.dated, line.day or date.max)


def alerts_page(situation: Situation, frame: Frame, *, start: int = 0) -> AlertsContext:
    """What to know before quoting, from a place in the list on."""
    total, after, before = len(situation.alerts), start + ALERTS, max(0, start - ALERTS)
    return AlertsContext(
        frame=frame,
        alerts=_alerts(situation, start, after),
        total=total,
        older=frame.link("/alerts", start=after) if after < total else None,
        newer=frame.link("/alerts", start=before or None) if start else None,
        evidence=None,
    )


def _alerts(situation: Situation, start: int, end: int) -> tuple[AlertRow, ...]:
    shown = situation.alerts[start:end]
    return tuple(AlertRow(a.kind, a.title, a.detail, evidence.alert_key(a)) for a in shown)


def _sheets(earth: geography.Geography | None) -> tuple[sheet.Sheet, ...]:
    """The drawn map for wide and for narrow pages."""
    return tuple(sheet.draw(earth, width=w, height=h) for w, h in (_WIDE, _NARROW)) if earth else ()


def _opened(
    situation: Situation, slug: str, answers: Mapping[str, Sequence[evidence.Answer]]
) -> evidence.Evidence | None:
    found = evidence.of(situation, "figure", slug)
    return found and replace(found, answers=beside(answers, found.claims))


def _telling(shown: Iterable[Section]) -> str | None:
    """The figure that stands opened at first: of the first section with any, the one most is said about."""
    rows = next((s.rows for s in shown if s.rows), ())
    return max(rows, key=lambda r: len(r.figure.tally.claims)).figure.slug if rows else None


def capacity(situation: Situation, room: Room) -> CapacityRow:
    """A stated capacity with its tests."""
    claim = situation.claims.get(room.claim)
    report = situation.reports.get(claim.report) if claim else None
    published = words.day(report.day) if report else ""
    land = [_land(situation.claims[i], test) for i, test in room.tests[-1:] if i in situation.claims]
    told = [f for f in room.outlook if f.kind == "scenario"]
    shared = [a for a in (told[0].assumptions if told else ()) if all(a in f.assumptions for f in told)]
    return CapacityRow(
        room=room,
        claim=claim,
        who=speakers(situation, [room.claim]),
        published=published,
        land=tuple(land),
        scenarios=tuple(f.note for f in told),
        assumed=tuple(shared),
    )


def _land(claim: Claim, test: CapacityTest) -> LandRow:
    """An area of land that is named, and whether the stated people fit on it."""
    sources = dict.fromkeys(limit.source for limit in test.limits)
    return LandRow(claim, test, fit(test), missing(test) > 0, tuple(sources))


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


def reports_page(situation: Situation, frame: Frame, *, start: int = 0) -> ReportsContext:
    """The list of reports, `REPORTS` at a time."""
    total, after, before = len(situation.reports), start + REPORTS, max(0, start - REPORTS)
    return ReportsContext(
        frame=frame,
        rows=report_rows(situation, start=start, end=after),
        total=total,
        older=frame.link("/reports", start=after) if after < total else None,
        newer=frame.link("/reports", start=before or None) if start else None,
    )


def report_rows(situation: Situation, *, start: int = 0, end: int | None = None) -> tuple[ReportRow, ...]:
    """Reports by publication, the latest first, undated ones last: those from `start` to before `end`."""
    held, known = index_of(situation), leaning(situation)
    return tuple(report_row(situation, r, held.counts.get(r.id, 0), known) for r in held.newest[start:end])


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


def report_page(
    situation: Situation,
    report: Report,
    frame: Frame,
    *,
    able: bool = False,
    who: str = "",
    notice: str = "",
) -> ReportContext:
    """One report, every figure marked; `able`: it can be dated here."""
    claims = sorted(index_of(situation).claims_of.get(report.id, ()), key=lambda c: c.start)
    return ReportContext(
        frame=frame,
        row=report_row(situation, report, len(claims)),
        paragraphs=paragraphs(report, claims),
        figures={c.id: evidence.claim_title(c) for c in claims},
        evidence=None,
        able=able and report.part_of is None,
        who=who,
        notice=notice,
    )


def story_page(situation: Situation, frame: Frame, *, start: int | None = None) -> StoryContext:
    """What happened, by day: `LINES` lines from `start` on; None: the last page, with the latest of them."""
    lines = sorted(situation.story, key=lambda x: (x.day is None, x.day or date.min))
    first = max(0, len(lines) - 1) // LINES * LINES if start is None else start
    days: dict[date | None, list[StoryRow]] = {}
    for line in lines[first : first + LINES]:
        _add_once(days.setdefault(line.day, []), _story_row(situation, line))
    before, after = frame.pages("/story", first, LINES, len(lines))
    return StoryContext(
        frame=frame,
        days=tuple(StoryDay(d, tuple(rows)) for d, rows in days.items()),
        before=before,
        after=after,
        evidence=None,
    )


def _add_once(rows: list[StoryRow], row: StoryRow) -> None:
    """Adds a line of a day: a sentence that tells of several things stands once, by the line with figures."""
    told = next((n for n, r in enumerate(rows) if r.key == row.key), None)
    if told is None:
        rows.append(row)
    elif row.line.claims and not rows[told].line.claims:
        rows[told] = row


def _story_row(situation: Situation, line: StoryLine) -> StoryRow:
    report = situation.reports.get(line.report)
    cited = [situation.claims[i] for i in line.claims if i in situation.claims]
    return StoryRow(
        line=line,
        key=line_key(line.report, line.sentence),
        outlet=outlet_of(report) if report else "",
        published=report.day if report else None,
        segments=sentence(report, line.sentence, cited) if report else (Segment(line.text),),
    )
