"""The content of a situation report before it is laid out, the same for every format.

Takes a `Situation` and, where given, the one before; gives a `Document` of lines and tables with the
numbers of their footnotes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from panj.model import Forecast, Measure
from panj.publish.brief.citing import cited, renumbered
from panj.publish.brief.figure_rows import FigureGroup, figure_groups
from panj.publish.brief.highlights import highlights, leading
from panj.publish.brief.length import Length, length
from panj.publish.brief.provenance import (
    DATES,
    Source,
    doubtful_dates,
    kept_back,
    known_on,
    method,
    named_sources,
    sources,
    subtitle,
    unlisted,
)
from panj.publish.brief.reception import Reception, prepared_lines, receptions
from panj.publish.brief.sectors import Sector, sectors, unasked
from panj.publish.brief.shapes import Line
from panj.publish.brief.standing import DRAFT, Standing
from panj.publish.brief.telling import told
from panj.publish.changes import Change, changes
from panj.publish.content import Alert, Situation
from panj.publish.footnotes import Footnote, Footnotes
from panj.publish.gate import Withheld, without_persons
from panj.publish.phrases import count, day, interval, joined, listed, sentence_case


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
    """The report's content; footnotes are numbered in the order of reading, and only those that it cites.

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
    groups, unshown = figure_groups(situation, notes, most, first)
    changed = changes(situation, previous, notes) if previous else ()
    changed, unsaid = changed[: most.changes], len(changed[most.changes :])
    overview, ahead = told(situation, notes, most, first)
    by_sector, rooms = sectors(situation, notes, most), receptions(situation, notes, most)
    doubts = [
        a for a in situation.alerts if a.kind not in DATES and not (most.pages and _aside_of(situation, a))
    ]
    contradicted = tuple(_alert(a, notes) for a in doubts[: most.contradicted])
    prepared = prepared_lines(situation, notes, most)
    parts = (top_lines, groups, changed, overview, ahead, by_sector, prepared, rooms, contradicted)
    parts = renumbered(parts, notes.keep(cited(parts)))
    top_lines, groups, changed, overview, ahead, by_sector, prepared, rooms, contradicted = parts
    named = named_sources(situation, notes, most)
    left = ((unshown, "figure"), (unsaid, "change"), (len(doubts[most.contradicted :]), "doubt"))
    return Document(
        title=situation.title,
        known=known_on(situation),
        subtitle=subtitle(situation),
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
        dates=doubtful_dates(situation)[: most.dates],
        unknown=situation.unknown[: most.unknown],
        method=(*method(situation), *unlisted(situation, named), *kept_back(withheld)),
        sources=sources(named),
        notes=notes.listed(),
        more=_more(left),
        standing=standing.words if standing else DRAFT,
        released=standing is not None,
    )


def _more(left: tuple[tuple[int, str], ...]) -> str:
    """What the full report holds beyond this one, in words."""
    parts = [count(n, f"further {name}") for n, name in left if n]
    return f"{sentence_case(listed(parts))} in the full report." if parts else ""


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
