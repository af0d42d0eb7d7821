"""panj claims: what the reports state."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from panj.cli.options import Name, case_option, choices, json_option, known_option, open_case
from panj.cli.tables import Column, Sheet
from panj.errors import StoreError
from panj.model import Claim, Measure, Report

if TYPE_CHECKING:
    from panj.events.inputs import Doubt
    from panj.run import Case
    from panj.store import SetAside


@click.command()
@case_option
@click.option("--measure", type=Name(Measure, "MEASURE"), help=f"Only of one measure: {choices(Measure)}.")
@click.option("--report", "report_name", metavar="REPORT", help="Only of one report, by its name or id.")
@known_option
@click.option("--set-aside", is_flag=True, help="List the numbers that are no claims instead, and why.")
@click.option(
    "--corrections", is_flag=True, help="List the figures that the reports themselves correct instead."
)
@click.option(
    "--explain", metavar="ID", help="Show one claim in full: its sentence, chain, bounds and rules."
)
@json_option
def claims(
    case_path: Path | None,
    measure: Measure | None,
    report_name: str | None,
    known: date | None,
    set_aside: bool,
    corrections: bool,
    explain: str | None,
    as_json: bool,
) -> None:
    """List what the reports state, one figure a line, in order of publication.

    A figure marked ? is unconfirmed; planned, possible, requested and denied ones say so. None of these
    is counted in a tally of what happened. One marked (denied) is stated by its own source and denied by
    another: it counts, and weighs less where sources contradict each other; --explain says who denies it.

    \b
    Examples:
      panj claims --measure arrival
      panj claims --report border-note --json
      panj claims --explain 3fa81c09d2b7
      panj claims --set-aside
      panj claims --corrections
    """
    with open_case(case_path) as case:
        if explain:
            _explain(case, explain, as_json=as_json)
            return
        reports = {r.id: r for r in case.reports(known)}
        only = case.report(report_name).id if report_name else None
        if set_aside:
            aside = [s for s in case.set_asides(known) if only in (None, s.report)]
            _list_set_aside(aside, reports, as_json=as_json)
            return
        if corrections:
            chosen = [r for r in reports.values() if only in (None, r.id)]
            _list_corrections(chosen, list(case.claims(known)), as_json=as_json)
            return
        found = [c for c in case.claims(known) if measure in (None, c.measure) and only in (None, c.report)]
    _list(found, reports, as_json=as_json)


def _list_corrections(reports: list[Report], found: list[Claim], *, as_json: bool) -> None:
    from panj.claims import corrections
    from panj.cli import show
    from panj.model import to_plain

    own: dict[str, list[Claim]] = {}
    for claim in found:
        own.setdefault(claim.report, []).append(claim)
    rows = [(r, c) for r in reports for c in corrections(r, own.get(r.id, []))]
    if as_json:
        show.print_json([to_plain(c) for _, c in rows])
        return
    sheet = Sheet((Column("Had been"), Column("Is now"), Column("In the report's words")))
    for report, part in groupby(rows, key=lambda row: row[0]):
        sheet.heading(show.plain(show.source(report)))
        for _, c in part:
            told = " ".join(c.sentence.of(report.text).split())
            sheet.add(show.plain(c.old or "not told"), show.plain(c.new or "not told"), show.plain(told))
    out = show.console()
    show.print_sheet(sheet, out)
    out.print(f"{show.count(len(rows), 'figure')} corrected in the reports' own words.", style="dim")


def _list(found: list[Claim], reports: dict[str, Report], *, as_json: bool) -> None:
    from panj.cli import show

    if as_json:
        show.print_json([as_dict(c, reports[c.report]) for c in found])
        return
    sheet = Sheet(
        (
            Column("Figure"),
            Column("Who", rank=2),
            Column("Measure"),
            Column("Where"),
            Column("When", rank=3),
            Column("Said by", rank=4),
            Column("Id", whole=True, rank=1),
        )
    )
    for report, part in groupby(found, key=lambda claim: claim.report):
        sheet.heading(show.plain(show.source(reports[report])))
        for c in part:
            who, when = show.words(c.group or c.unit), show.short_period(c.date_start, c.date_end)
            cells = (who, show.what(c), show.route(c), when, show.speaker(c), c.id)
            sheet.add(show.figure(c), *map(show.plain, cells))
    out = show.console()
    show.print_sheet(sheet, out)
    hint = " panj claims --explain ID shows one with its sentence." if found else ""
    out.print(f"{show.count(len(found), 'claim')}.{hint}", style="dim")


def _list_set_aside(found: list[SetAside], reports: dict[str, Report], *, as_json: bool) -> None:
    from panj.cli import show

    if as_json:
        show.print_json(found)
        return
    sheet = Sheet((Column("Number"), Column("Why it is no claim"), Column("Context")))
    for report, part in groupby(found, key=lambda aside: aside.report):
        sheet.heading(show.plain(show.source(reports[report])))
        for s in part:
            around = show.around(s.start, s.end, reports[report].text)
            sheet.add(show.plain(s.text), show.plain(show.words(s.reason)), around)
    out = show.console()
    show.print_sheet(sheet, out)
    out.print(f"{show.count(len(found), 'number')} set aside.", style="dim")


def as_dict(claim: Claim, report: Report) -> dict[str, Any]:
    """A claim in the schema's fields, with the words of its sentence and where they were published."""
    return claim.to_dict() | {
        "sentence_text": " ".join(claim.sentence.of(report.text).split()),
        "report_name": report.name,
        "published": report.published,
        "dated": report.dated,
        "outlet": report.outlet,
        "url": report.url,
        "path": report.path,
    }


def _explain(case: Case, claim_id: str, *, as_json: bool) -> None:
    from panj.bounds import policy
    from panj.cli import show

    found = [c for c in case.claims() if c.id.startswith(claim_id)]  # its first letters will do
    if len(found) != 1:
        raise StoreError("S012", str(case.path), name=claim_id)
    claim = found[0]
    report = next(r for r in case.reports() if r.id == claim.report)
    bounds = policy().interval(
        claim.value, claim.qualifier, value_high=claim.value_high, words=claim.text, unit=claim.unit
    )
    if as_json:
        show.print_json(as_dict(claim, report) | {"bounds": bounds, "policy": policy().label})
        return
    out = show.console()
    out.print(show.marked_sentence(claim, report))
    how = "; ".join(filter(None, (report.dated, report.dated_because)))
    reading = f"{show.span(bounds, claim.unit)} {show.words(claim.unit)} (best {show.number(bounds.best)})"
    rows = [
        ("report", f"{report.path or report.name}, characters {claim.start} to {claim.end}"),
        ("published", f"{report.published or 'no date'} ({how})"),
        ("said by", " → ".join(claim.chain) or show.who_said(claim, report)),
        ("reads as", f"{reading}, by {policy().label}"),
    ]
    rows += [(show.words(name), str(value)) for name, value in claim.to_dict().items() if _says(name, value)]
    rows += [("but", d.reason) for d in _doubts(case) if d.claim == claim_id]
    out.print(show.listed([*rows, ("rules", ", ".join(claim.rules) or "–")]))


def _doubts(case: Case) -> list[Doubt]:
    from panj.events.inputs import doubts

    reports = {r.id: r for r in case.reports()}
    return doubts(case.developments(), case.claims(), reports, within=case.gazetteer().within)


def _says(name: str, value: object) -> bool:
    """Whether a field adds to what the first lines say already."""
    told = ("id", "report", "start", "end", "text", "sentence", "chain", "rules", "confirmed")
    return name not in told and value not in (None, [], False)
