"""panj export: figures, claims and evidence as tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from panj.cli.options import case_option, known_option, open_case


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER")
@case_option
@known_option
@click.option("--what", multiple=True, help="Only this table; repeatable.  [default: all]")
def export(folder: Path, case_path: Path | None, known: date | None, what: tuple[str, ...]) -> None:
    """Write figures, claims and evidence as CSV tables into FOLDER, which is made if need be.

    \b
    Examples:
      panj export out/
      panj export out/ --what claims --known 2021-07-05
    """
    from panj.publish import exports

    with open_case(case_path) as case:
        situation = case.situation(known)
    for path in exports.write(situation, folder, what):
        click.echo(str(path))
