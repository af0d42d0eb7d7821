"""Where a report's figures come from and how they were read: sources, dates, method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from panj.model import Report
from panj.publish.brief.length import Length
from panj.publish.content import Situation
from panj.publish.footnotes import Footnotes
from panj.publish.gate import Withheld, without_persons
from panj.publish.phrases import count, day, listed, sentence_case

DATES = ("inferred_date", "undated")
_MOST_SOURCES = 40  # beyond these a report of counted pages lists only what it cites


@dataclass(frozen=True, slots=True)
class Source:
    """One report read."""

    outlet: str
    title: str
    when: str
    file: str
    url: str


def named_sources(situation: Situation, notes: Footnotes, most: Length) -> list[Report]:
    """The reports that are listed as sources: on one page, and of many on two, those that are cited."""
    found = list(situation.reports.values())
    if not most.pages or (most.pages > 1 and len(found) <= _MOST_SOURCES):
        return found
    cited = notes.reports()
    return [r for r in found if r.id in cited]


def unlisted(situation: Situation, named: Sequence[Report]) -> list[str]:
    """How many reports were read that are not listed."""
    n = len(situation.reports) - len(named)
    return (
        [f"{sentence_case(count(n, 'report'))} read beyond those cited here: the full report lists them."]
        if n
        else []
    )


def kept_back(withheld: Sequence[Withheld]) -> list[str]:
    """What the disclosure gate kept back, rule by rule."""
    found = Counter(w.says for w in withheld if w.rule not in ("quotes", "inside"))
    if not found:
        return []
    told = "; ".join(f"{says} ({n})" for says, n in sorted(found.items()))
    return [f"Withheld before this report left, cell by cell, by the rules of disclosure: {told}."]


def doubtful_dates(situation: Situation) -> tuple[str, ...]:
    """The reports whose day of publication is inferred or not known, a line each."""
    return tuple(f"{a.title}: {a.detail.split('; ')[0]}" for a in situation.alerts if a.kind in DATES)


def known_on(situation: Situation) -> str:
    """The line under the title: as known on which day."""
    if situation.known:
        return f"As known on {day(situation.known)}"
    last = max((r.day for r in situation.reports.values() if r.day), default=None)
    return f"As known from all reports, the last of {day(last)}" if last else "As known from all reports"


def subtitle(situation: Situation) -> str:
    """How many reports of how many outlets, from when to when."""
    if not situation.reports:
        return "No report was read"
    days = [r.day for r in situation.reports.values() if r.day]
    outlets = {r.outlet or r.name for r in situation.reports.values()}
    span = f", {day(min(days))} to {day(max(days))}" if days else ""
    papers = sum(r.part_of is None for r in situation.reports.values())  # a table is no report of its own
    return f"{count(papers, 'report')} by {count(len(outlets), 'outlet')}{span}"


def method(situation: Situation) -> tuple[str, ...]:
    """How the figures were read and what was not counted, a sentence each."""
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


def sources(named: Sequence[Report]) -> tuple[Source, ...]:
    """The list of sources, names of persons left out."""
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
