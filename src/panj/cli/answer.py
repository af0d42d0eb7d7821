"""How an answer is told: the sentence, what it stands on, what contradicts it, what does not count.

Takes a tally and the claims and reports that it was drawn from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from panj.cli import show
from panj.cli.claims import as_dict as claim_dict
from panj.cli.tables import Column, Sheet
from panj.events.rules import linking_rules
from panj.model import Claim, Conflict, Event, Question, Report, Tally, Unit, to_plain
from panj.publish import phrases

_EVIDENCE = (
    Column("Figure", whole=True),
    Column("Published", whole=True),
    Column("Sentence"),
    Column("Said by"),
)

Claims = Mapping[str, Claim]
Reports = Mapping[str, Report]


def as_dict(tally: Tally, events: Sequence[Event], claims: Claims, reports: Reports) -> dict[str, Any]:
    """The tally with `evidence`: every claim it names, with its sentence and who published it.

    `occurrences` are the events summed, `origins` their independent first sources.
    """
    named = {*tally.claims, *tally.because_low, *tally.because_high, *(tally.set_aside or {})}
    named |= {name for conflict in tally.conflicts for name in conflict.claims}
    evidence = {
        name: claim_dict(claims[name], reports[claims[name].report])
        for name in sorted(named)
        if name in claims
    }
    return tally.to_dict() | {
        "sentence": headline(tally),
        "origins": sorted({origin for event in events for origin in event.origins}),
        "occurrences": [to_plain(event) for event in events],
        "evidence": evidence,
    }


def headline(tally: Tally) -> str:
    """The answer in a sentence, with its condition."""
    condition = f"It holds if the sources are right, read by {tally.policy or 'the wording policy'}."
    asked = asked_for(tally.question)
    if tally.as_of is not None:
        asked += f", as of {show.day(tally.as_of)}, the latest day told of"
    if tally.silent:
        return f"{asked}: nothing that was read says how many."
    best = tally.bounds.best
    sure = tally.bounds.low == tally.bounds.high
    middle = "" if sure or best is None else f", best {show.number(best)}"
    return f"{asked}: {show.span(tally.bounds, tally.question.unit)}{middle}. {condition}"


def asked_for(question: Question) -> str:
    """The question in words: Arrival: soldiers into Tajikistan, 5 Jul 2021, as known on 23 Jul 2021."""
    tables = phrases.words()
    template = tables["measure"].get(question.measure.value, "{who}[ in {at}]")
    filled = _fill(template, who=_who(question, tables), place=question.place, origin=question.origin)
    parts = [f"{show.words(question.measure).capitalize()}: {filled}"]
    parts += filter(None, [show.period(question.date_start, question.date_end)])
    if question.known:
        parts.append(f"as known on {show.day(question.known)}")
    return ", ".join(parts)


def _who(question: Question, tables: Mapping[str, Any]) -> str:
    if question.group is not None:
        return str(tables["group"][question.group.value])
    return str(tables["unit"].get(question.unit.value, show.words(question.unit)))


def _fill(template: str, *, who: str, place: str | None, origin: str | None) -> str:
    """The wording of a measure; its parts in square brackets only where their place was asked about."""
    names = {"who": who, "to": place, "at": place, "from": origin}

    def part(match: re.Match[str]) -> str:
        return match[1] if all(names.get(slot) for slot in re.findall(r"{(\w+)}", match[1])) else ""

    return re.sub(r"\[([^\]]*)\]", part, template).format(**names)


def tell(tally: Tally, events: Sequence[Event], claims: Claims, reports: Reports) -> None:
    """Prints the answer."""
    out = show.console()
    out.print(show.plain(headline(tally)), style="bold")
    for line in standing(tally):
        out.print(show.plain(line))
    for conflict in tally.conflicts:
        _conflict(out, conflict, claims, reports)
    _occurrences(out, events, tally.question.unit)
    _because(out, tally, claims, reports)
    _set_aside(out, tally, claims, reports)


def standing(tally: Tally) -> list[str]:
    """What of the answer is in known occurrences, what in totals alone, and what no report reaches."""
    unit, lines = tally.question.unit, []
    if tally.planned is not None:
        lines.append(f"Planned, not yet so: {show.span(tally.planned, unit)}.")
    if tally.silent or tally.as_of is not None or tally.question.measure in linking_rules().stocks:
        return lines
    lines += _told_apart(tally)
    rest = tally.unreported
    if rest is None:
        lines.append("Beyond every report: nothing bounds it.")
    elif rest != tally.only_counted and (rest.high is None or rest.high > 0):
        also = ", those only counted among them" if tally.only_counted else ""
        size = show.span(rest, unit)
        lines.append(f"Counted or summed up, but in no occurrence that a report describes: {size}{also}.")
    return lines


def _told_apart(tally: Tally) -> list[str]:
    """Of the answer: what known occurrences hold, waves that were only counted, and totals alone."""
    unit = tally.question.unit
    parts = [
        (tally.itemised, "{} in known occurrences"),
        (tally.only_counted, "{} in occurrences that were only counted"),
        (tally.only_in_total, "reported only in total: {}"),
    ]
    if tally.itemised is None and tally.only_in_total is not None:
        return ["Reported only in total: no occurrence is known."]
    said = [words.format(show.span(size, unit)) for size, words in parts if size is not None]
    return [f"Of these: {'; '.join(said)}."] if said else []


def _occurrences(out: Console, events: Sequence[Event], unit: Unit) -> None:
    """What is summed, and from how many independent origins each part is known."""
    if not events:
        return
    sheet = Sheet(
        (
            Column("Occurrence"),
            Column("Between", whole=True, right=True),
            Column("Origins", whole=True, right=True),
            Column("First said by"),
        )
    )
    for event in events:
        cells = (
            event.label,
            show.span(event.bounds, unit),
            str(len(event.origins)),
            "; ".join(event.origins),
        )
        sheet.add(*map(show.plain, cells))
    out.print("\nOccurrences", style="bold")
    show.print_sheet(sheet, out)


def _because(out: Console, tally: Tally, claims: Claims, reports: Reports) -> None:
    if not tally.claims:
        return
    sheet = Sheet((Column("Gives", whole=True), *_EVIDENCE))
    first = [*tally.because_low, *(n for n in tally.because_high if n not in tally.because_low)]
    for name in [*first, *(n for n in tally.claims if n not in first)]:
        if name in claims:
            ends = [
                e for e, held in (("low", tally.because_low), ("high", tally.because_high)) if name in held
            ]
            sheet.add(show.plain(" ".join(ends) or "agrees"), *_evidence(claims[name], reports))
    out.print("\nBecause", style="bold")
    show.print_sheet(sheet, out)


def _conflict(out: Console, conflict: Conflict, claims: Claims, reports: Reports) -> None:
    out.print("\nDoubt" if conflict.doubt else "\nContradiction", style="bold red")
    out.print(show.plain(conflict.reason))
    for names, bounds in conflict.stories:
        said = dict.fromkeys(claims[n].text for n in names if n in claims)
        goes_by = f", if one goes by: {'; '.join(said)}" if said else ""
        out.print(show.plain(f"  {show.span(bounds)}{goes_by}"))
    sheet = Sheet(_EVIDENCE)
    for name in conflict.claims:
        if name in claims:
            sheet.add(*_evidence(claims[name], reports))
    show.print_sheet(sheet, out)


def _evidence(claim: Claim, reports: Reports) -> tuple[Text, ...]:
    report = reports[claim.report]
    cells = show.plain(claim.text), show.plain(report.day.isoformat() if report.day else "no date")
    return *cells, show.marked_sentence(claim, report), show.plain(show.who_said(claim, report))


def _set_aside(out: Console, tally: Tally, claims: Claims, reports: Reports) -> None:
    """What does not count: of the measure asked about one by one, of others by their reason."""
    rows = [(why, claims[name]) for name, why in (tally.set_aside or {}).items() if name in claims]
    near = [row for row in rows if row[1].measure is tally.question.measure]
    others = Counter(show.words(c.measure) for _, c in rows if c.measure is not tally.question.measure)
    if rows:
        out.print("\nSet aside", style="bold")
    if near:
        sheet = Sheet(
            (Column("Figure"), Column("Who"), Column("Why it does not count here"), Column("Report"))
        )
        for why, claim in near:
            report = reports[claim.report]
            who = show.words(claim.group or claim.unit)
            sheet.add(show.figure(claim), *map(show.plain, (who, why, report.name or report.id)))
        show.print_sheet(sheet, out)
    if others:
        named = ", ".join(f"{measure} {n}" for measure, n in others.most_common())
        out.print(f"Besides, figures of other measures: {named}.")
