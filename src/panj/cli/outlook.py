"""panj outlook: stated capacities, and when arrivals would fill them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from panj.cli.options import case_option, json_option, known_option, open_case


@click.command()
@case_option
@known_option
@json_option
def outlook(case_path: Path | None, known: date | None, as_json: bool) -> None:
    """Stated capacities, and in how many days arrivals would fill them.

    These are scenarios under the assumptions that each line names, not forecasts: where too few arrivals
    are known by size, that is what it says.

    \b
    Examples:
      panj outlook
      panj outlook --known 2021-07-23 --json
    """
    from panj.cli import show

    with open_case(case_path) as case:
        situation = case.situation(known)
    if as_json:
        show.print_json(situation.rooms)
        return
    out = show.console()
    if not situation.rooms:
        out.print("No capacity is stated in the reports, as known then.")
        return
    for room in situation.rooms:
        claim = situation.claims[room.claim]
        report = situation.reports[claim.report]
        out.print(show.plain(f"\n{room.place}: {show.number(room.stated)} stated"), style="bold")
        out.print(show.marked_sentence(claim, report))
        out.print(show.plain(f"{show.who_said(claim, report)}, {report.day or 'no date'}"), style="dim")
        for forecast in room.outlook:
            out.print(show.plain(f"  {forecast.note}"))
            if forecast.assumptions:
                out.print(show.plain(f"    if {'; '.join(forecast.assumptions)}"), style="dim")
