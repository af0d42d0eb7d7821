"""panj brief: the situation report."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from panj.cli.options import Day, case_option, json_option, known_option, open_case
from panj.errors import PublishError

if TYPE_CHECKING:
    from panj.publish.situation import Situation

Format = Literal["md", "html"]


@click.command()
@case_option
@known_option
@click.option(
    "--format",
    "formats",
    type=click.Choice(["md", "html", "both"]),
    default=None,
    help="Markdown, HTML or both.  [default: by the ending of --out, else Markdown]",
)
@click.option("--out", type=click.Path(path_type=Path), help="Write to this file, not to the screen.")
@click.option("--since", type=Day(), help="Add what changed since this day, each change with its cause.")
@click.option("--title", help="What the situation is called.  [default: its countries]")
@json_option
def brief(
    case_path: Path | None,
    known: date | None,
    formats: str | None,
    out: Path | None,
    since: date | None,
    title: str | None,
    as_json: bool,
) -> None:
    """Write the situation report: highlights, key figures, contradictions, needs, each with its source.

    \b
    Examples:
      panj brief
      panj brief --known 2021-07-05 --out border.html
      panj brief --known 2021-07-23 --since 2021-07-05
      panj brief --format both --out border
    """
    from panj.cli import show

    with open_case(case_path) as case:
        situation = case.situation(known, title=title)
        previous = case.situation(since, title=title) if since else None
    if as_json:
        show.print_json(situation)
        return
    for path, kind in targets(out, formats):
        write(situation, path, kind, previous=previous)


def targets(out: Path | None, formats: str | None) -> list[tuple[Path | None, Format]]:
    """Where to write what: file and format, None for the screen."""
    by_ending: Format = "html" if out and out.suffix in (".html", ".htm") else "md"
    if formats == "both":
        stem = (out or Path("brief")).with_suffix("")
        return [(stem.with_suffix(".md"), "md"), (stem.with_suffix(".html"), "html")]
    kind: Format = by_ending if formats is None else "html" if formats == "html" else "md"
    return [(out, kind)]


def write(
    situation: Situation, path: Path | None, kind: Format, *, previous: Situation | None = None
) -> None:
    """Writes the report to a file, or to the screen where there is none."""
    from panj.publish.brief import render

    words = render(situation, format=kind, previous=previous)
    if path is None:
        click.echo(words)
        return
    try:
        path.write_text(words, encoding="utf-8")
    except OSError as fault:
        raise PublishError("W010", str(path), detail=fault.strerror or str(fault)) from None
    click.echo(f"{path}: situation report written.", err=True)
