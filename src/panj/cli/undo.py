"""panj undo: a decision is taken back; both stay in the history."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from panj.cli.options import Day, by_option, case_option, open_case


@click.command()
@click.argument("number", type=click.IntRange(min=1), required=False, metavar="[NUMBER]")
@click.option("--why", default="taken back", metavar="WORDS", help="Why.  [default: taken back]")
@by_option
@click.option("--from", "day", type=Day(), help="From which day it counts no more.  [default: today]")
@case_option
def undo(number: int | None, why: str, who: str, day: date | None, case_path: Path | None) -> None:
    """Take a decision back, the last one where no NUMBER is given.

    The undoing is itself in the history, and can be undone by its own number: the decision then counts
    again. As known on days before the undoing, the decision still counts; --from the decision's own day it
    counts on no day.

    \b
    Examples:
      panj undo
      panj undo 3 --why "the ministry confirmed the first figure"
    """
    from panj.cli import show

    with open_case(case_path) as case:
        made, found = case.undo(number, who=who, why=why, day=day)
    what = f"decision {found.seq} ({found.verb})" if found.undoes is None else f"undoing {found.seq}"
    click.echo(show.harmless(f"{made.seq}: {what} is undone from {made.day} on, by {made.who}: {made.why}."))
