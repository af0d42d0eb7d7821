"""The content of a situation report before it is laid out, the same for every format.

Takes a `Situation` and, where given, the one before; gives a `Document` of lines and tables with the
numbers of their footnotes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from panj.model import PEOPLE, Bounds, Forecast, Measure, Report, Unit
from panj.publish.brief.bars import nice_top
from panj.publish.brief.highlights import band, highlights, leading, ranked
from panj.publish.brief.length import Length, length
from panj.publish.brief.reception import Reception, prepared_lines, receptions
from panj.publish.brief.sectors import Sector, sectors, unasked
from panj.publish.brief.shapes import Line
from panj.publish.brief.standing import DRAFT, Standing
from panj.publish.brief.telling import told
from panj.publish.changes import Change, changes
from panj.publish.content import Alert, KeyFigure, Situation
from panj.publish.footnotes import Footnote, Footnotes
from panj.publish.gate import Withheld, without_persons
from panj.publish.latest import EARLIER
from panj.publish.nesting import AGREES, SAID_AGAIN
from panj.publish.notes import ARMED
from panj.publish.phrases import count, day, interval, joined, listed, number, sentence_case, words

_ANNOUNCED = frozenset({Measure.CAPACITY, Measure.FACILITY, Measure.FUNDING})
_DATES = ("inferred_date", "undated")
_MOST_SOURCES = 40  # beyond these a report of counted pages lists only what it cites


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
    unasked: str
    reception: tuple[Reception, ...]
    prepared: tuple[Line, ...]
    outlook: tuple[str, ...]
    contradicted: tuple[Line, ...]
    dates: tuple[str, ...]
    unknown: tuple[str, ...]
    method: tuple[str, ...]
    sources: tuple[Source, ...]
    notes: tuple[Footnote, ...]
    more: str = ""
    standing: str = DRAFT
    released: bool = False
    language: str = "en"


def write(
    situation: Situation,
    *,
    previous: Situation | None = None,
    limits: Length | None = None,
    standing: Standing | None = None,
    withheld: Sequence[Withheld] = (),
) -> Document:
    """The report's content; footnotes are numbered in the order of reading.

    Args:
        situation: as known on its day.
        previous: the situation of the report before.
        limits: how many lines each part may take, all where none are given; `more` counts what is left out.
        standing: who released it; a draft where nobody did.
        withheld: what the disclosure gate kept back, to be counted.
    """
    most = limits or length("full")
    notes = Footnotes(situation)
    top_lines = highlights(situation, notes, most.highlights)
    first = leading(situation, most.highlights)
    groups, unshown = _figures(situation, notes, most, first)
    changed = changes(situation, previous, notes) if previous else ()
    changed, unsaid = changed[: most.changes], len(changed[most.changes :])
    overview, ahead = told(situation, notes, most, first)
    by_sector, rooms = sectors(situation, notes, most), receptions(situation, notes, most)
    doubts = [
        a for a in situation.alerts if a.kind not in _DATES and not (most.pages and _aside_of(situation, a))
    ]
    contradicted = tuple(_alert(a, notes) for a in doubts[: most.contradicted])
    prepared = prepared_lines(situation, notes, most)
    named = _named(situation, notes, most)
    left = ((unshown, "figure"), (unsaid, "change"), (len(doubts[most.contradicted :]), "doubt"))
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
        unasked=unasked(by_sector),
        reception=rooms,
        prepared=prepared,
        outlook=_outlook(situation),
        contradicted=contradicted,
        dates=_dates(situation)[: most.dates],
        unknown=situation.unknown[: most.unknown],
        method=(*_method(situation), *_unlisted(situation, named), *_kept_back(withheld)),
        sources=_sources(named),
        notes=notes.listed(),
        more=_more(left),
        standing=standing.words if standing else DRAFT,
        released=standing is not None,
    )


def _named(situation: Situation, notes: Footnotes, most: Length) -> list[Report]:
    """The reports that are listed as sources: on one page, and of many on two, those that are cited."""
    found = list(situation.reports.values())
    if not most.pages or (most.pages > 1 and len(found) <= _MOST_SOURCES):
        return found
    cited = notes.reports()
    return [r for r in found if r.id in cited]


def _unlisted(situation: Situation, named: Sequence[Report]) -> list[str]:
    """How many reports were read that are not listed."""
    n = len(situation.reports) - len(named)
    return (
        [f"{sentence_case(count(n, 'report'))} read beyond those cited here: the full report lists them."]
        if n
        else []
    )


def _kept_back(withheld: Sequence[Withheld]) -> list[str]:
    """What the disclosure gate kept back, rule by rule."""
    found = Counter(w.says for w in withheld if w.rule not in ("quotes", "inside"))
    if not found:
        return []
    told = "; ".join(f"{says} ({n})" for says, n in sorted(found.items()))
    return [f"Withheld before this report left, cell by cell, by the rules of disclosure: {told}."]


def _dates(situation: Situation) -> tuple[str, ...]:
    return tuple(f"{a.title}: {a.detail.split('; ')[0]}" for a in situation.alerts if a.kind in _DATES)


def _more(left: tuple[tuple[int, str], ...]) -> str:
    """What the full report holds beyond this one, in words."""
    parts = [count(n, f"further {name}") for n, name in left if n]
    return f"{sentence_case(listed(parts))} in the full report." if parts else ""


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


def _figures(
    situation: Situation, notes: Footnotes, most: Length, first: Sequence[KeyFigure]
) -> tuple[tuple[FigureGroup, ...], int]:
    """The rows by section, and how many are left out; what only says a line again is counted in its note."""
    again = Counter(f.parent for f in situation.figures if _restates(f))
    told = [f for f in situation.figures if not _restates(f)]
    shown = _shown(told, situation, most, [*(f.slug for f in first), *_of_room(told, situation)])
    apart = _unlined(told, shown)
    groups = []
    for section, title in words()["section_title"].items():
        rows = [_row(f, notes, again[f.slug], apart.get(f.slug, ())) for f in shown if f.section == section]
        if rows:
            ends = [r.bounds.high or r.bounds.low for r in rows if r.bounds] or [1.0]
            groups.append(FigureGroup(title, tuple(rows), nice_top(max(ends))))
    return tuple(groups), len(told) - len(shown) - sum(map(len, apart.values()))


def _of_room(told: Sequence[KeyFigure], situation: Situation) -> list[str]:
    """The line of the capacity that stands in the highlights."""
    claims = {room.claim for room in situation.rooms[:1]}
    return [f.slug for f in told if f.section == "room" and not f.parent and claims & set(f.tally.claims)][:1]


def _unlined(told: Sequence[KeyFigure], shown: Sequence[KeyFigure]) -> dict[str, list[KeyFigure]]:
    """The occurrences that a shown total counts and that have no line of their own, by the total's slug."""
    lined = {f.slug for f in shown}
    totals = {f.slug for f in shown if f.slug.endswith("-total")}
    out: dict[str, list[KeyFigure]] = {}
    for figure in told:
        aside = figure.note.startswith((EARLIER, "may be among")) or len(figure.tally.events) != 1
        if figure.parent in totals and figure.slug not in lined and not aside:
            out.setdefault(figure.parent, []).append(figure)
    return out


def _shown(
    figures: list[KeyFigure], situation: Situation, most: Length, first: Sequence[str]
) -> list[KeyFigure]:
    """The lines that there is room for: the highlights, in turn the weightiest of each section, parts."""
    wholes: dict[str, list[KeyFigure]] = {}
    for figure in figures:
        if not figure.parent:
            wholes.setdefault(figure.section, []).append(figure)
    for section, lines in wholes.items():
        limit = most.elsewhere if section == "other" else len(lines)
        wholes[section] = ranked(lines, situation)[:limit]
    kept: dict[str, int] = dict.fromkeys(first, 0)
    shown_parts: set[str] = set()
    for turn in range(max(map(len, wholes.values()), default=0)):
        for section in words()["section_title"]:
            if turn < len(wholes.get(section, ())) and len(kept) < most.figures:
                kept.setdefault(wholes[section][turn].slug, 0)
    parts = [f for f in figures if f.parent in kept]
    for figure in sorted(parts, key=lambda f: (f.note.startswith(EARLIER), -f.tally.bounds.low, f.slug)):
        if kept[figure.parent] < most.parts:
            kept[figure.parent] += 1
            shown_parts.add(figure.slug)
    return [f for f in figures if {f.slug, f.parent} & shown_parts or f.slug in kept]


def _restates(figure: KeyFigure) -> bool:
    return bool(figure.parent) and figure.note.startswith((SAID_AGAIN, AGREES))


def _row(figure: KeyFigure, notes: Footnotes, again: int, apart: Sequence[KeyFigure]) -> FigureRow:
    b, unit = figure.tally.bounds, figure.tally.question.unit
    origins = count(figure.origins, "origin")
    if figure.slug.endswith("-total"):  # several origins each for another part do not confirm each other
        origins += " or more for each part"
    who = listed(dict.fromkeys(_speaker(s) for s in figure.speakers), 2) or "the outlet itself"
    few = band(figure)
    stated = figure.tally.question.measure in _ANNOUNCED or bool(few)
    low, best, high = ("–", few, "–") if few else _stated(b, unit) if stated else _ends(b, unit)
    return FigureRow(
        title=figure.title,
        low=low,
        best=best,
        high=high,
        bounds=b if unit in PEOPLE and not stated else None,
        period=figure.period,
        who=f"{who} ({origins})",
        note=_note(figure, again, apart),
        confirmed=figure.confirmed,
        part=bool(figure.parent),
        notes=notes.cite(lead(figure)),
    )


def _ends(b: Bounds, unit: Unit) -> tuple[str, str, str]:
    """The three columns of a count."""
    best = "–" if b.best is None else _cell(b.best, unit)
    return _cell(b.low, unit), best, "not bounded" if b.high is None else _cell(b.high, unit)


def _stated(b: Bounds, unit: Unit) -> tuple[str, str, str]:
    """What was announced is shown as announced: nobody counted it, so that it has no ends."""
    return "–", interval(b, unit) if b.best is None else _cell(b.best, unit), "–"


def _speaker(name: str) -> str:
    """A speaker inside a line: `the mayor`, `a security source`, names as they are."""
    first = name.split(" ", 1)[0]
    shown = name[:1].lower() + name[1:] if first in ("The", "A", "An") else name
    return without_persons(shown)


def _note(figure: KeyFigure, again: int, apart: Sequence[KeyFigure]) -> str:
    """What stands under a row: not what its label, its numbers or the row above say already."""
    said = {"unconfirmed", words()["band"]["note"], *((ARMED,) if figure.parent and figure.armed else ())}
    parts = [p for p in figure.note.split("; ") if p and p not in said]
    if apart:
        each = [f"{band(f) or interval(f.tally.bounds)} ({f.period})" for f in apart]
        parts = [p.removesuffix(" below") for p in parts]
        parts.append(f"not listed here: {listed(each, 8)}")
    if again:
        parts.append(f"{count(again, 'other figure')} {'agrees' if again == 1 else 'agree'} with it")
    return without_persons("; ".join(parts))


def lead(figure: KeyFigure) -> tuple[str, ...]:
    """A figure's claims, those that give its ends first."""
    tally = figure.tally
    return tuple(dict.fromkeys((*tally.because_low, *tally.because_high, *tally.claims)))


def _cell(value: float, unit: Unit) -> str:
    return f"{value * 100:.3g} %" if unit is Unit.SHARE else number(value)


def _outlook(situation: Situation) -> tuple[str, ...]:
    """The busiest day; and where no capacity is stated, whether a forecast is possible."""
    verdict = [f.note for f in situation.outlook if f.kind == "none"] if not situation.rooms else []
    ahead = [_forecast(f) for f in situation.outlook if f.kind == "forecast" and not f.place]
    return tuple(sentence_case(line.rstrip(".")) for line in (situation.busiest, *verdict, *ahead) if line)


def _forecast(forecast: Forecast) -> str:
    """A forecast of all sites with its interval, beside what the last report says."""
    assert forecast.bounds is not None  # what is forecast has bounds
    best = "" if forecast.bounds.best is None else f", best {forecast.bounds.best:,.0f}"
    held = "" if forecast.coverage is None else f"; such intervals held {forecast.coverage:.0%} of the time"
    last = "" if forecast.baseline is None else f"; the last report says {forecast.baseline:,.0f}"
    days = "day" if forecast.horizon_days == 1 else "days"
    return f"In {forecast.horizon_days} {days} at all sites: {interval(forecast.bounds)}{best}{last}{held}"


def _aside_of(situation: Situation, alert: Alert) -> bool:
    """Whether it corrects a figure that counts no people: nothing to decide by, where room is short."""
    found = [situation.claims[c] for c in alert.claims if c in situation.claims]
    return alert.kind == "correction" and bool(found) and all(c.measure is Measure.CONTEXT for c in found)


def _alert(alert: Alert, notes: Footnotes) -> Line:
    label = {"identity": "OPEN QUESTION", "title": "CHECK"}.get(alert.kind, alert.kind.upper())
    title = alert.title.removesuffix(": denied")  # the label says so
    return Line(without_persons(joined(title, alert.detail)), notes.cite(alert.claims), label)


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
            f"{count(len(situation.claims), 'figure').capitalize()} read{_aside(len(aside))}. Combatants, "
            "livestock and capacities are never counted as refugees."
        ),
    ]
    known = [
        f"{count(n, 'report')} {how}" for n, how in ((inferred, "inferred"), (undated, "not known")) if n
    ]
    if known:
        lines.append(f"Dates of publication: {listed(known)}.")
    return tuple(lines)


def _aside(n: int) -> str:
    """What was read and not counted, in words; empty where there is nothing."""
    if not n:
        return ""
    verb = "is" if n == 1 else "are"
    return f", of which {count(n, 'plan, fear or request', 'plans, fears or requests')} {verb} not counted"


def _sources(named: Sequence[Report]) -> tuple[Source, ...]:
    marks = {"inferred": " (inferred)", "given": " (given by the user)"}
    return tuple(
        Source(
            outlet=r.outlet or "outlet not stated",
            title=without_persons(r.title or r.name or r.id),
            when=day(r.day) + marks.get(r.dated, ""),
            file=r.name or r.id,
            url=r.url or "",
        )
        for r in named
    )
