"""panj story: what happened, day by day."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from pathlib import Path

import click

from panj.cli.options import case_option, json_option, known_option, open_case


@click.command()
@case_option
@known_option
@json_option
def story(case_path: Path | None, known: date | None, as_json: bool) -> None:
    """What happened, day by day, each line in its source's own words.

    What is planned or expected stands at the end, under "ahead". Lines marked ? are unconfirmed.

    \b
    Examples:
      panj story
      panj story --known 2021-07-05
    """
    from panj.cli import show

    with open_case(case_path) as case:
        situation = case.situation(known)
    lines = situation.story
    if as_json:
        show.print_json(lines)
        return
    out = show.console()
    if not lines:
        out.print("Nothing was reported that can be told, as known then.")
        return
    for (ahead, day), part in groupby(lines, key=lambda line: (line.ahead, line.day)):
        heading = show.day(day) or "Without a day"
        out.print(f"\n{heading}{' (ahead)' if ahead else ''}", style="bold")
        for line in part:
            report = situation.reports[line.report]
            outlet = report.outlet or report.name
            said_by = f"{line.speaker} → {outlet}" if line.speaker and line.speaker != outlet else outlet
            mark = "" if line.confirmed else " ?"
            if line.note:
                out.print(show.plain(f"  {line.note}"), style="bold")
            out.print(show.plain(f"  {' '.join(line.text.split())}{mark}"))
            out.print(show.plain(f"    {said_by}, {report.day or 'no date'}"), style="dim")
