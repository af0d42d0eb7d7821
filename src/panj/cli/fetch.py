"""panj fetch: pages into a case file."""

from __future__ import annotations

from pathlib import Path

import click

from panj.cli.options import case_file, case_option, json_option


@click.command()
@click.argument("urls", nargs=-1, metavar="URL...")
@click.option(
    "--list",
    "lists",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A table (CSV, GDELT) of addresses; each is fetched. Repeatable.",
)
@case_option
@click.option("--strict", is_flag=True, help="Exit with code 3 where a page could not be fetched or read.")
@json_option
@click.pass_context
def fetch(
    ctx: click.Context,
    urls: tuple[str, ...],
    lists: tuple[Path, ...],
    case_path: Path | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Fetch pages from the web into a case file.

    Each page is kept as it came in an archive beside the case file (border.db has border.archive), so that
    the evidence outlives the page, and read like a file. A host's robots.txt is kept to, and nothing is
    fetched from this machine or its own network unless allow_networks in panj.toml names it.

    \b
    Examples:
      panj fetch https://example.org/2021/07/border.html
      panj fetch --case border.db --list links.csv

    What comes out: how many reports are new, and each page that could not be had, with what to do. The exit
    code is 1 where none could be had.
    """
    from panj.cli import show
    from panj.cli.read import tell
    from panj.run.fetching import fetch_into
    from panj.settings import load

    asked = [*urls, *(url for path in lists for url in _listed(path))]
    if not asked:
        raise click.UsageError("Name a URL, or a table of them with --list.")
    with show.progress() as progress:
        summary = fetch_into(case_file(case_path), asked, settings=load(), progress=progress)
    if as_json:
        show.print_json(summary)
    else:
        click.echo(
            f"Fetched: {len(summary.new)} new, {len(summary.known) + len(summary.unchanged)} known already."
        )
        tell(summary.reading, case_file(case_path))
        show.problems(summary.problems)
    if strict and summary.problems:
        ctx.exit(3)
    if summary.problems and not (summary.new or summary.known or summary.unchanged):
        ctx.exit(1)


def _listed(path: Path) -> list[str]:
    from panj.reports.json_lists import load_links
    from panj.reports.links import read_links

    read = load_links if path.suffix.lower() == ".json" else read_links
    return [link.url for link in read(path.read_bytes(), str(path))]
