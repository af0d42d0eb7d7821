"""panj export: figures, claims and evidence as tables."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from panj.cli.options import case_option, known_option, open_case


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, allow_dash=True), metavar="FOLDER")
@case_option
@known_option
@click.option(
    "--what", multiple=True, help="Only this table: claims, events or figures; repeatable.  [default: all]"
)
@click.option("--hxl", is_flag=True, help="Put a row of HXL tags under the header.")
def export(
    folder: Path, case_path: Path | None, known: date | None, what: tuple[str, ...], hxl: bool
) -> None:
    """Write figures, events and claims as CSV tables into FOLDER, which is made if need be.

    Every claim carries its report and its place in the text, so that a figure can be traced. With - for
    FOLDER and one --what the table goes to the screen or into a pipe.

    \b
    Examples:
      panj export out/
      panj export out/ --what claims --known 2021-07-05 --hxl
      panj export - --what figures
    """
    from panj.publish import exports

    with open_case(case_path) as case:
        situation = case.situation(known)
    if str(folder) == "-":
        exports.write(situation, sys.stdout, what, hxl=hxl)
        return
    for path in exports.write(situation, folder, what, hxl=hxl):
        click.echo(str(path))
