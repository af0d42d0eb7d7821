"""panj withdraw: a person takes a report out of the tallies, or lets it count again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from panj.cli.options import Day, by_option, case_option, open_case


@click.command()
@click.argument("name", metavar="REPORT")
@click.option("--reason", "--why", "reason", metavar="WORDS", help="Why; it is shown wherever the report is.")
@click.option("--from", "day", type=Day(), help="From which day it does not count.  [default: today]")
@click.option("--undo", is_flag=True, help="Let a withdrawn report count again.")
@by_option
@case_option
def withdraw(
    name: str, reason: str | None, day: date | None, undo: bool, who: str, case_path: Path | None
) -> None:
    """Take a report out of the tallies.

    REPORT is its name, file name or id, as panj reports lists them. The report stays in the record, marked as
    withdrawn; its figures, and those of its tables, count in no answer as known from that day on. What was
    known before that day stays as it was. Who took it out, and when, stands in panj history.

    \b
    Examples:
      panj withdraw leaflet --reason "the office says that it is not theirs"
      panj withdraw leaflet --reason "taken offline" --from 2021-07-09
      panj withdraw leaflet --undo
    """
    from panj import clock

    if undo:
        if reason or day:
            raise click.UsageError("--undo takes neither --reason nor --from.")
        _undo(name, who, case_path)
        return
    if not (reason or "").strip():
        raise click.UsageError("Say why: --reason WORDS.")
    since = day or clock.today()
    with open_case(case_path) as case:
        report = case.withdraw(name, reason=" ".join((reason or "").split()), day=since, who=who)
        figures = case.claim_counts().get(report.id, 0)
    from panj.cli.show import count

    click.echo(
        f"{report.name or report.id}: withdrawn from {since} on; {count(figures, 'figure')} no longer count."
    )


def _undo(name: str, who: str, case_path: Path | None) -> None:
    with open_case(case_path) as case:
        report, changed = case.undo_withdrawal(name, who=who)
    said = "counts again" if changed else "was not withdrawn"
    click.echo(f"{report.name or report.id}: {said}.")
