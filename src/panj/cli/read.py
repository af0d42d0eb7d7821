"""panj read: reports into a case file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from panj.cli.options import case_file, case_option, json_option, open_case
from panj.errors import ReportError

if TYPE_CHECKING:
    from panj.run import ReadSummary


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="PATHS...")
@case_option
@click.option(
    "--date",
    "dates",
    multiple=True,
    metavar="NAME=YYYY-MM-DD",
    help="Date of publication of a report that states none, by its file name. Repeatable.",
)
@click.option(
    "--places",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Your own places (CSV, docs/gazetteer.md); the case remembers the table and follows its changes.",
)
@click.option("--no-places", is_flag=True, help="Forget the case's table of places.")
@click.option("--strict", is_flag=True, help="Exit with code 3 where anything was wrong with the data.")
@json_option
@click.pass_context
def read(
    ctx: click.Context,
    paths: tuple[Path, ...],
    case_path: Path | None,
    dates: tuple[str, ...],
    places: Path | None,
    no_places: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Read reports into a case file.

    PATHS are files or folders: text, Markdown, HTML, mail and ZIP files; with panj[formats] also PDF, Word
    and feeds. Tables of figures are read beside the text. Reading the same report twice changes nothing; a
    report that is wrong is listed with what to do, and the others are read. Without PATHS the case is
    brought up to date: dates are settled again and figures read where the rules have changed.

    \b
    Examples:
      panj read reports/
      panj read --case border.db reports/ extra/note.txt
      panj read --date note=2021-07-05 extra/note.txt
      panj read --places places.csv

    What comes out: how many reports and claims the case has now, and every problem with its remedy.
    """
    from panj.cli import show

    if places and no_places:
        raise click.UsageError("--places and --no-places exclude each other.")
    given = dict(_pair(word) for word in dates)
    found_any(paths)
    with open_case(case_path, create=bool(paths)) as case, show.progress() as progress:
        summary = case.read(
            paths, given_dates=given, progress=progress, workers=None, places=places, no_places=no_places
        )
    if as_json:
        show.print_json(summary)
    else:
        tell(summary, case_file(case_path))
        show.problems(summary.problems)
    if strict and summary.standing:
        ctx.exit(3)


def found_any(paths: tuple[Path, ...]) -> None:
    """Paths without a report make no empty case; where only some of them are wrong, the others are read.

    Raises:
        ReportError: R001 none of the paths is there; R006 all that are there are folders without reports.
    """
    from panj.reports.files import is_bare

    there = [path for path in paths if path.exists()]
    if paths and not there:
        raise ReportError("R001", ", ".join(map(str, paths)))
    if there and all(path.is_dir() and is_bare(path) for path in there):
        raise ReportError("R006", ", ".join(map(str, there)))


def _pair(word: str) -> tuple[str, str]:
    name, equals, day = word.rpartition("=")
    if not (name and equals and day):
        raise click.BadParameter(f"{word!r} is not NAME=YYYY-MM-DD", param_hint="--date")
    return name, day


def tell(summary: ReadSummary, case_path: str | Path) -> None:
    """Says what a reading did, in a line or three."""
    from panj.cli.show import count
    from panj.store import shown

    parts = [f"{len(summary.new)} new"] if summary.new else ["nothing new"]
    if summary.known:
        parts.append(f"{len(summary.known)} of those read known already")
    if summary.changed:
        parts.append(f"{len(summary.changed)} with a changed header")
    if summary.redacted:
        parts.append(f"{len(summary.redacted)} redacted before and not read again")
    reports = f"{count(summary.reports, 'report')} ({', '.join(parts)})"
    click.echo(f"{shown(case_path)}: {reports}, {count(summary.claims, 'claim')}.")
    unclear = {how: n for how, n in summary.dated.items() if how in ("inferred", "missing")}
    if unclear:
        said = ", ".join(f"{n} {how}" for how, n in sorted(unclear.items()))
        click.echo(f"Dates of publication: {said}; panj reports shows which and why.")
    if summary.redated:
        click.echo(f"Dated anew: {', '.join(summary.redated)}.")
