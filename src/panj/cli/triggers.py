"""panj triggers: when somebody must act, by what was known on each day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from panj.cli.options import case_option, json_option, known_option, open_case
from panj.cli.tables import Column, Sheet


@click.command()
@case_option
@known_option
@click.option(
    "--rules",
    "own",
    type=click.Path(exists=True, path_type=Path),
    help="Your own rules, as reception/escalation.toml writes them.",
)
@json_option
def triggers(case_path: Path | None, known: date | None, own: Path | None, as_json: bool) -> None:
    """On which day each rule of escalation was past its threshold, by what was known then.

    Sure: the whole interval is past it. Possible: its far end is. Arrivals fill a capacity only where their
    people may; combatants are read apart and fill none.

    \b
    Examples:
      panj triggers
      panj triggers --known 2021-07-23 --rules ours.toml
    """
    from panj.cli import show
    from panj.publish.triggers import as_known
    from panj.reception.escalation import rules_of

    with open_case(case_path) as case:
        days = {report.day for report in case.reports(known) if report.day}
        fired = as_known(days, case.situation, case.tally, rules=rules_of(own) if own else None)
    if as_json:
        show.print_json([{"why": firing.why, "firing": firing} for firing in fired])
        return
    out = show.console()
    if not fired:
        out.print("No rule is past its threshold, as known then.")
        return
    headings = (
        Column("Known", whole=True),
        Column("Level"),
        Column("How sure"),
        Column("Why"),
        Column("What to do"),
    )
    sheet = Sheet(headings)
    for firing in fired:
        sure = "sure" if firing.sure else "possible"
        cells = (firing.reading.day.isoformat(), firing.rule.level, sure, firing.why, firing.rule.action)
        sheet.add(*map(show.plain, cells))
    show.print_sheet(sheet, out)
