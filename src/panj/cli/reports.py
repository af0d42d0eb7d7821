"""panj reports: what a case was read from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from panj.cli.options import case_option, json_option, known_option, open_case
from panj.cli.tables import Column, Sheet


@click.command()
@case_option
@known_option
@json_option
def reports(case_path: Path | None, known: date | None, as_json: bool) -> None:
    """List the reports of a case: date, how it is known, outlet, number of claims.

    A date is stated in the report, inferred from weekday, day and month and the other reports of the
    case, given by you (panj date), or missing. Reports without a date come last; no --known day ever
    takes them in.

    \b
    Examples:
      panj reports
      panj reports --known 2021-07-05 --json
    """
    from panj.cli import show

    with open_case(case_path) as case:
        found, counts = case.reports(known), case.claim_counts()
        missing = case.undated() if known is not None else []
        superseded = case.superseded(known)
    if as_json:
        rows = [
            {
                "id": r.id,
                "name": r.name,
                "path": r.path,
                "published": r.published,
                "dated": r.dated,
                "dated_because": r.dated_because,
                "outlet": r.outlet,
                "url": r.url,
                "title": r.title,
                "language": r.language,
                "claims": counts.get(r.id, 0),
                "superseded_by": superseded.get(r.id),
            }
            for r in [*found, *missing]
        ]
        show.print_json(rows)
        return
    sheet = Sheet(
        (
            Column("Published", whole=True),
            Column("Date is", whole=True),
            Column("Outlet"),
            Column("Claims", whole=True, right=True),
            Column("Report"),
        )
    )
    everything = [*found, *missing]
    for r in everything:
        day = r.day.isoformat() if r.day else "no date"
        cells = (day, r.dated, r.outlet or "–", str(counts.get(r.id, 0)), r.name or r.id)
        sheet.add(*map(show.plain, cells))
    out = show.console()
    show.print_sheet(sheet, out)
    if superseded:
        names = {r.id: r.name or r.id for r in everything}
        out.print("\nSuperseded by a later version; their claims do not count", style="bold")
        out.print(show.listed((names[old], f"by {names[new]}") for old, new in superseded.items()))
    inferred = [r for r in everything if r.dated == "inferred" and r.dated_because]
    if inferred:
        out.print("\nDates inferred", style="bold")
        out.print(show.listed((r.name or r.id, r.dated_because) for r in inferred))
