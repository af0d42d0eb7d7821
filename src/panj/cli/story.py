"""panj story: what happened, was decided, pledged or denied, day by day, and what lies ahead."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from panj.cli.options import case_option, format_of, json_option, known_option, open_case

if TYPE_CHECKING:
    from panj.publish.situation import Situation
    from panj.publish.story_pages import Day

_ENDINGS = {".md": "md", ".txt": "md", ".html": "html", ".htm": "html"}


@click.command()
@case_option
@known_option
@click.option(
    "--format",
    "formats",
    type=click.Choice(["md", "html"]),
    default=None,
    help="Write Markdown or a page of HTML, through the disclosure rules.  [default: by the ending of --out]",
)
@click.option("--out", type=click.Path(path_type=Path), help="Write to this file, not to the screen.")
@json_option
def story(
    case_path: Path | None, known: date | None, formats: str | None, out: Path | None, as_json: bool
) -> None:
    """What happened, day by day, each line in its source's own words, and who said it.

    Lines say before their words what must be read with them: that they are unconfirmed or contradicted, how
    far a preparation was, that a day was moved. What is planned or expected stands at the end, under "Ahead".

    \b
    Examples:
      panj story
      panj story --known 2021-07-05
      panj story --known 2021-07-23 --out story.html
    """
    from panj.cli import show

    kind = _kind(formats, out)
    with open_case(case_path) as case:
        if kind is None:
            situation = case.situation(known)
        else:
            from panj.run.leaving import cleared

            situation = cleared(case, known).situation
    if as_json:
        show.print_json(situation.story)
    elif kind is None:
        _print(situation)
    else:
        _write(situation, kind, out)


def _kind(formats: str | None, out: Path | None) -> str | None:
    """Which format to write; None: to the terminal."""
    return formats or (format_of(out, _ENDINGS) if out else None)


def _write(situation: Situation, kind: str, out: Path | None) -> None:
    from panj.publish.files import write
    from panj.publish.story_pages import render

    text = render(situation, kind)
    if out is None:
        click.echo(text, nl=False)
        return
    write(out, text)
    click.echo(f"{out}: story written.", err=True)


def _print(situation: Situation) -> None:
    from panj.cli import show
    from panj.publish.story_pages import laid_out

    told, out = laid_out(situation), show.console()
    if not (told.days or told.ahead):
        out.print("Nothing was reported that can be told, as known then.")
        return
    for day in told.days:
        _print_day(day)
    if told.ahead:
        out.print("\nAhead", style="bold underline")
    for day in told.ahead:
        _print_day(day)


def _print_day(day: Day) -> None:
    from panj.cli import show

    out = show.console()
    out.print(f"\n{day.title}", style="bold")
    for line in day.lines:
        if line.remarks:
            out.print(show.plain(f"  [{'; '.join(line.remarks)}]"), style="bold")
        out.print(show.plain(f"  {line.text}"))
        out.print(show.plain(f"    {line.said_by}"), style="dim")
        for who, _ in line.against:
            out.print(show.plain(f"    against it: {who}"), style="dim")
