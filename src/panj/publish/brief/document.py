"""The content of a situation report before it is laid out, the same for every format.

Takes a `Situation` and, where given, the one before; gives a `Document` of lines and tables with the
numbers of their footnotes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from panj.model import Bounds, Unit
from panj.publish.brief.bars import nice_top
from panj.publish.brief.changes import Change, changes
from panj.publish.brief.footnotes import Footnote, Footnotes
from panj.publish.brief.highlights import highlights
from panj.publish.brief.privacy import ROUTE, without_persons
from panj.publish.brief.reception import Reception, receptions
from panj.publish.brief.sectors import Sector, sectors
from panj.publish.brief.shapes import Line
from panj.publish.content import Alert, KeyFigure, Situation, StoryLine
from panj.publish.nesting import AGREES, SAID_AGAIN
from panj.publish.notes import ARMED
from panj.publish.phrases import count, day, listed, number, sentence_case, words

_STORY_LINES = 16
_LINES_A_DAY = 3
_ELSEWHERE = 4
_AHEAD_LINES = 6
_PEOPLE = (Unit.PERSONS, Unit.HOUSEHOLDS)  # bars are drawn of people alone
_DATES = ("inferred_date", "undated")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of the key figures: three columns of numbers, the bar, and how to read it."""

    title: str
    low: str
    best: str
    high: str
    bounds: Bounds | None
    period: str
    who: str
    note: str
    confirmed: bool
    part: bool
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The rows of one section; `top` ends the scale of its bars."""

    title: str
    rows: tuple[FigureRow, ...]
    top: float


@dataclass(frozen=True, slots=True)
class Source:
    """One report read."""

    outlet: str
    title: str
    when: str
    file: str
    url: str


@dataclass(frozen=True, slots=True)
class Document:
    """A situation report, ready to be laid out."""

    title: str
    known: str
    subtitle: str
    highlights: tuple[Line, ...]
    figures: tuple[FigureGroup, ...]
    changed: tuple[Change, ...]
    since: str
    overview: tuple[tuple[str, tuple[Line, ...]], ...]
    ahead: tuple[Line, ...]
    sectors: tuple[Sector, ...]
    reception: tuple[Reception, ...]
    outlook: tuple[str, ...]
    contradicted: tuple[Line, ...]
    dates: tuple[str, ...]
    unknown: tuple[str, ...]
    method: tuple[str, ...]
    sources: tuple[Source, ...]
    notes: tuple[Footnote, ...]


def write(situation: Situation, *, previous: Situation | None = None) -> Document:
    """The report's content; footnotes are numbered in the order of reading."""
    notes = Footnotes(situation)
    top_lines = highlights(situation, notes)
    groups = _figures(situation, notes)
    changed = changes(situation, previous, notes) if previous else ()
    overview, ahead = _overview(situation, notes), _ahead(situation, notes)
    by_sector, rooms = sectors(situation, notes), receptions(situation, notes)
    contradicted = tuple(_alert(a, notes) for a in situation.alerts if a.kind not in _DATES)
    return Document(
        title=situation.title,
        known=_known(situation),
        subtitle=_subtitle(situation),
        highlights=top_lines,
        figures=groups,
        changed=changed,
        since=day(previous.known) if previous and previous.known else "the previous report",
        overview=overview,
        ahead=ahead,
        sectors=by_sector,
        reception=rooms,
        outlook=_outlook(situation),
        contradicted=contradicted,
        dates=tuple(f"{a.title}: {a.detail.split('; ')[0]}" for a in situation.alerts if a.kind in _DATES),
        unknown=situation.unknown,
        method=_method(situation),
        sources=_sources(situation),
        notes=tuple(notes.notes),
    )


def _known(situation: Situation) -> str:
    if situation.known:
        return f"As known on {day(situation.known)}"
    last = max((r.day for r in situation.reports.values() if r.day), default=None)
    return f"As known from all reports, the last of {day(last)}" if last else "As known from all reports"


def _subtitle(situation: Situation) -> str:
    days = [r.day for r in situation.reports.values() if r.day]
    outlets = {r.outlet or r.name for r in situation.reports.values()}
    span = f", {day(min(days))} to {day(max(days))}" if days else ""
    return f"{count(len(situation.reports), 'report')} by {count(len(outlets), 'outlet')}{span}"


def _figures(situation: Situation, notes: Footnotes) -> tuple[FigureGroup, ...]:
    """The rows by section; what only says a line again is counted in its note, elsewhere is cut short."""
    groups = []
    again = Counter(f.parent for f in situation.figures if _restates(f))
    for section, title in words()["section_title"].items():
        shown = [f for f in situation.figures if f.section == section and not _restates(f)]
        if section == "other":
            shown = sorted((f for f in shown if not f.parent), key=lambda f: -f.tally.bounds.low)[:_ELSEWHERE]
        rows = [_row(f, notes, again[f.slug]) for f in shown]
        if rows:
            ends = [r.bounds.high or r.bounds.low for r in rows if r.bounds] or [1.0]
            groups.append(FigureGroup(title, tuple(rows), nice_top(max(ends))))
    return tuple(groups)


def _restates(figure: KeyFigure) -> bool:
    return bool(figure.parent) and figure.note.startswith((SAID_AGAIN, AGREES))


def _row(figure: KeyFigure, notes: Footnotes, again: int) -> FigureRow:
    b, unit = figure.tally.bounds, figure.tally.question.unit
    origins = count(figure.origins, "origin")
    who = listed(dict.fromkeys(map(without_persons, figure.speakers)), 2) or "the outlet itself"
    return FigureRow(
        title=figure.title,
        low=_cell(b.low, unit),
        best="–" if b.best is None else _cell(b.best, unit),
        high="not bounded" if b.high is None else _cell(b.high, unit),
        bounds=b if unit in _PEOPLE else None,
        period=figure.period,
        who=f"{who} ({origins})",
        note=_note(figure, again),
        confirmed=figure.confirmed,
        part=bool(figure.parent),
        notes=notes.cite(lead(figure)),
    )


def _note(figure: KeyFigure, again: int) -> str:
    """What stands under a row: not what its label or the row above says already."""
    said = {"unconfirmed", ARMED} if figure.parent and figure.armed else {"unconfirmed"}
    parts = [p for p in figure.note.split("; ") if p and p not in said]
    if again:
        parts.append(f"{count(again, 'other figure')} {'agrees' if again == 1 else 'agree'} with it")
    return without_persons("; ".join(parts))


def lead(figure: KeyFigure) -> tuple[str, ...]:
    """A figure's claims, those that give its ends first."""
    tally = figure.tally
    return tuple(dict.fromkeys((*tally.because_low, *tally.because_high, *tally.claims)))


def _cell(value: float, unit: Unit) -> str:
    return f"{value * 100:.3g} %" if unit is Unit.SHARE else number(value)


def _overview(situation: Situation, notes: Footnotes) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """The days of the story, the weightiest lines of each; what else there is stands in the room."""
    days: dict[str, list[StoryLine]] = {}
    for line in situation.story:
        if not line.ahead:
            days.setdefault(day(line.day), []).append(line)
    chosen = [s for lines in days.values() for s in sorted(lines, key=_rank)[:_LINES_A_DAY]]
    kept = sorted(chosen, key=_rank)[:_STORY_LINES]
    out = []
    for name, lines in days.items():
        shown = sorted((s for s in lines if s in kept), key=lambda s: not s.dated)
        if shown:
            out.append((name, tuple(_story(s, notes) for s in shown)))
    return tuple(out)


def _rank(line: StoryLine) -> tuple[float, str, int]:
    return (-line.weight, line.report, line.sentence.start)


def _ahead(situation: Situation, notes: Footnotes) -> tuple[Line, ...]:
    lines = [s for s in situation.story if s.ahead][-_AHEAD_LINES:]
    return tuple(_story(line, notes) for line in lines)


def _story(line: StoryLine, notes: Footnotes) -> Line:
    text = ROUTE if notes.withheld(line.claims) else without_persons(line.text)
    cited = notes.cite_sentence(line.report, line.sentence, line.claims)
    return Line(text, cited, "" if line.confirmed else "UNCONFIRMED")


def _outlook(situation: Situation) -> tuple[str, ...]:
    """The busiest day; and where no capacity is stated, whether a forecast is possible."""
    verdict = [f.note for f in situation.outlook if f.kind == "none"] if not situation.rooms else []
    return tuple(sentence_case(line) for line in (situation.busiest, *verdict) if line)


def _alert(alert: Alert, notes: Footnotes) -> Line:
    label = {"identity": "OPEN QUESTION", "title": "CHECK"}.get(alert.kind, alert.kind.upper())
    return Line(without_persons(f"{alert.title}. {alert.detail}"), notes.cite(alert.claims), label)


def _method(situation: Situation) -> tuple[str, ...]:
    inferred = sum(r.dated == "inferred" for r in situation.reports.values())
    undated = sum(r.published is None for r in situation.reports.values())
    aside = [c for c in situation.claims.values() if c.status.value in ("planned", "possible", "requested")]
    lines = [
        (
            "Every interval holds if the sources are right, read by the policy "
            f"{situation.policy}: a number becomes the interval that its wording allows, and figures of one "
            "occurrence bound one number instead of being added."
        ),
        (
            "Origins are first sources: outlets that quote one statement are one origin. A figure with one "
            "origin is not confirmed by being repeated."
        ),
        (
            f"{count(len(situation.claims), 'figure').capitalize()} read; "
            f"{count(len(aside), 'figure')} of plans, fears and requests never enter a count of people; "
            "combatants, livestock and capacities are never refugees."
        ),
    ]
    if inferred or undated:
        known = f"{count(inferred, 'report')} inferred, {count(undated, 'report')} not known"
        lines.append(f"Dates of publication: {known}.")
    return tuple(lines)


def _sources(situation: Situation) -> tuple[Source, ...]:
    marks = {"inferred": " (inferred)", "given": " (given by the user)"}
    return tuple(
        Source(
            outlet=r.outlet or "outlet not stated",
            title=without_persons(r.title or r.name or r.id),
            when=day(r.day) + marks.get(r.dated, ""),
            file=r.name or r.id,
            url=r.url or "",
        )
        for r in situation.reports.values()
    )
