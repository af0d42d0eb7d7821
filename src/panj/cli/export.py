"""panj export: figures, claims and evidence as tables."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from panj.cli.options import Day, after, case_option, known_option, open_case
from panj.steps import tell


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, allow_dash=True), metavar="FOLDER")
@case_option
@known_option
@click.option(
    "--what", multiple=True, help="Only this table: claims, events or figures; repeatable.  [default: all]"
)
@click.option(
    "--format",
    "forms",
    multiple=True,
    type=click.Choice(["csv", "xlsx", "parquet", "geojson", "jsonl", "hxl", "hapi", "jsonld", "rss"]),
    default=("csv",),
    show_default="csv",
    help="hxl: the ledger in HXL's terms; hapi: population rows; jsonld, rss: what changed. Repeatable.",
)
@click.option("--hxl", is_flag=True, help="Put a row of HXL tags under the header.")
@click.option("--since", type=Day(), help="For jsonld and rss: changes since this day.  [default: all]")
@click.option(
    "--internal",
    is_flag=True,
    help="Without the disclosure rules, for the team's own use; never to be passed on.",
)
def export(
    folder: Path,
    case_path: Path | None,
    known: date | None,
    what: tuple[str, ...],
    forms: tuple[str, ...],
    hxl: bool,
    since: date | None,
    internal: bool,
) -> None:
    """Write figures, events and claims as tables into FOLDER, which is made if need be.

    Every claim carries its report and its place in the text, so that a figure can be traced. What the
    disclosure rules withhold is listed, cell by cell, in withheld.csv. With - for FOLDER and one --what the
    table goes to the screen or into a pipe.

    \b
    Examples:
      panj export out/
      panj export out/ --what claims --known 2021-07-05 --hxl
      panj export out/ --format xlsx --format geojson
      panj export out/ --format rss --since 2021-07-05
      panj export - --what figures
    """
    from panj.cli import show
    from panj.publish import exports
    from panj.run.leaving import cleared

    forms = tuple(dict.fromkeys(forms))
    after(since, known)
    if str(folder) == "-" and len(forms) > 1:
        raise click.UsageError("Into a pipe goes one table in one --format.")
    with open_case(case_path) as case, show.working():
        now = None if internal else cleared(case, known)
        situation = now.situation if now else case.situation(known)
        before = None
        if since:
            before = case.situation(since) if internal else cleared(case, since).situation
    withheld = now.withheld if now else ()
    if str(folder) == "-":
        exports.write(situation, sys.stdout, what, forms[0], hxl=hxl, previous=before)
        return
    with show.working():
        tell("writing the tables")
        made = (
            exports.write(situation, folder, what, form, hxl=hxl, previous=before, withheld=withheld)
            for form in forms
        )
        written = [path for paths in made for path in paths]
    for path in dict.fromkeys(written):
        click.echo(str(path))
