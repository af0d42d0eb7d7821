"""panj date: a person gives a report its date of publication."""

from __future__ import annotations

from pathlib import Path

import click

from panj.cli.options import case_option, open_case


@click.command()
@click.argument("name", metavar="REPORT")
@click.argument("published", metavar="YYYY-MM-DD")
@case_option
def date(name: str, published: str, case_path: Path | None) -> None:
    """Give a report its date of publication.

    REPORT is its name, file name or id, as panj reports lists them. What you give wins over what the
    report states and over what was inferred; its figures, and reports dated by it, are read again.

    \b
    Example:
      panj date border-note 2021-07-05
    """
    from panj.cli import show
    from panj.clock import parse_day

    parse_day(published, name)  # said of the report as it was named, before anything is opened
    with open_case(case_path) as case:
        report = case.report(name)
        summary = case.read((), given_dates={report.id: published})
        settled = case.report(report.id)
    click.echo(f"{settled.name or settled.id}: published {settled.published} ({settled.dated}).")
    others = [r for r in summary.redated if r != report.name]
    if others:
        click.echo(f"Dated anew by it: {', '.join(others)}.")
    show.problems(summary.problems)
