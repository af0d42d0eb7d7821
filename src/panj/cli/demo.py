"""panj demo: from the example reports to their room."""

from __future__ import annotations

from pathlib import Path

import click

from panj.cli.options import case_option, open_case
from panj.cli.read import tell


@click.command()
@case_option
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Of the room; 0 takes any free one.  [default: 8600]"
)
@click.option("--no-browser", is_flag=True, help="Only say the address.")
def demo(case_path: Path | None, port: int | None, no_browser: bool) -> None:
    """Read the example reports, write their situation report, open their room.

    The example: short reports on people who crossed the Tajik-Afghan border between June
    and September 2021, written for Panj from published facts. Case file and report are written
    into the folder panj-demo, made where you are.
    """
    from panj.cli import show
    from panj.cli.brief import targets, write
    from panj.cli.serving import serve_room
    from panj.publish.brief import length
    from panj.run.examples import example_folder
    from panj.run.leaving import cleared
    from panj.settings import load

    with example_folder() as folder:
        target = case_path or Path("panj-demo") / f"{folder.name}.db"
        target.parent.mkdir(parents=True, exist_ok=True)
        click.echo(f"1. Reading the example reports in {folder}")
        with open_case(target, create=True) as case:
            with show.progress() as progress:
                summary = case.read([folder], progress=progress, workers=None)
            tell(summary, target)
            show.problems(summary.problems)
            click.echo("2. Writing the situation report")
            now, limits = cleared(case), length("brief")
            for path, kind in targets(target.with_suffix(""), "both"):
                write(now, path, kind, limits=limits)
            click.echo("3. Opening the situation room")
            serve_room(case, port=load().port if port is None else port, browser=not no_browser)
