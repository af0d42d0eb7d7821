"""panj brief: the situation report."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from panj.cli.options import Day, after, case_option, format_of, json_option, known_option, open_case
from panj.steps import tell

if TYPE_CHECKING:
    from panj.publish.brief import Length, Standing
    from panj.publish.gate import Cleared
    from panj.publish.situation import Situation
    from panj.run import Case

_ENDINGS = {".md": "md", ".txt": "md", ".html": "html", ".htm": "html", ".pdf": "pdf", ".docx": "docx"}
_PRINTED = ("pdf", "docx")
WRITING = "writing the report"


@click.command()
@case_option
@known_option
@click.option(
    "--format",
    "formats",
    type=click.Choice(["md", "html", "pdf", "docx", "both"]),
    default=None,
    help="What to write; both is Markdown and HTML.  [default: by the ending of --out, else Markdown]",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Write to this file, not to the screen.  [default for pdf, docx: brief.pdf, brief.docx]",
)
@click.option("--since", type=Day(), help="Add what changed since this day, each change with its cause.")
@click.option("--title", help="What the situation is called.  [default: its countries]")
@click.option("--flash", "length", flag_value="flash", help="One page: a flash update.")
@click.option("--full", "length", flag_value="full", help="Everything, however long.")
@click.option("--release", "who", metavar="NAME", help="Release it: it bears this name, and no longer DRAFT.")
@click.option(
    "--language",
    type=click.Choice(["en", "ru"]),
    help="Of the report's own words; sources are quoted in theirs.  [default: the setting, English]",
)
@click.option("--withheld", "list_withheld", is_flag=True, help="List what the disclosure rules keep back.")
@json_option
def brief(
    case_path: Path | None,
    known: date | None,
    formats: str | None,
    out: Path | None,
    since: date | None,
    title: str | None,
    length: str | None,
    who: str | None,
    language: str | None,
    list_withheld: bool,
    as_json: bool,
) -> None:
    """Write the situation report: highlights, key figures, contradictions, needs, each with its source.

    Two pages unless --flash or --full. It goes through the disclosure rules, and is a DRAFT until a named
    person releases it; a release is of this content, and ends with the first figure that changes.

    \b
    Examples:
      panj brief
      panj brief --known 2021-07-05 --out border.pdf
      panj brief --known 2021-07-23 --since 2021-07-05
      panj brief --flash --format pdf --out flash.pdf --release "N. Officer"
      panj brief --language ru --out svodka.pdf
    """
    from panj.cli import show
    from panj.publish.brief import length as limits_of
    from panj.run.leaving import cleared
    from panj.settings import load

    after(since, known)
    spoken, files = language or load().language, targets(out, formats)
    with open_case(case_path) as case:
        with show.working():
            now = cleared(case, known, title=title)
            previous = cleared(case, since, title=title).situation if since else None
            tell(WRITING)
            limits = limits_of(length or "brief")
            content = "" if as_json or list_withheld else digest_of(now, previous, limits)
        if as_json:
            show.print_json(now.situation)
            return
        if list_withheld:
            _list(now)
            return
        standing = _standing(case, now, content, who)
    for path, kind in files:
        write(now, path, kind, limits=limits, previous=previous, standing=standing, language=spoken)


def digest_of(now: Cleared, previous: Situation | None, limits: Length) -> str:
    """What a release of this report would be of."""
    from panj.publish.brief import digest
    from panj.publish.brief.document import write as written

    return digest(written(now.situation, previous=previous, limits=limits, withheld=now.withheld))


def _standing(case: Case, now: Cleared, content: str, who: str | None) -> Standing | None:
    """Who released this content; releases it where a name is given."""
    from panj.run.leaving import release, standing

    if who is None:
        return standing(case, content)
    found = release(case, content, who=who, known=now.situation.known)
    click.echo(f"{found.words}; recorded in the history of the case.", err=True)
    return found


def _list(now: Cleared) -> None:
    """Each withheld cell with its report and the rule; never the value."""
    for item in now.withheld:
        report = now.situation.reports.get(item.subject)
        click.echo(f"{report.name if report else item.subject}: {item.cell} ({item.rule}: {item.says})")
    if not now.withheld:
        click.echo("Nothing is withheld.")


def targets(out: Path | None, formats: str | None) -> list[tuple[Path | None, str]]:
    """Where to write what: file and format, None for the screen."""
    if formats == "both":
        stem = (out or Path("brief")).with_suffix("")
        return [(stem.with_suffix(".md"), "md"), (stem.with_suffix(".html"), "html")]
    kind = formats or (format_of(out, _ENDINGS) if out else "md")
    if kind in _PRINTED and out is None:
        return [(Path(f"brief.{kind}"), kind)]
    return [(out, kind)]


def write(
    now: Cleared,
    path: Path | None,
    kind: str,
    *,
    limits: Length,
    previous: Situation | None = None,
    standing: Standing | None = None,
    language: str = "en",
) -> None:
    """Writes the report to a file, or to the screen where there is none."""
    from panj.cli import show
    from panj.publish.brief import made
    from panj.publish.files import write as write_file

    with show.working():
        tell(WRITING)
        content = made(
            now.situation,
            kind,
            limits=limits,
            previous=previous,
            standing=standing,
            withheld=now.withheld,
            language=language,
        )
    if path is None:
        click.echo(content.decode())
        return
    write_file(path, content)
    click.echo(f"{path}: situation report written.", err=True)
