"""panj redact: a report, or words of it, are taken out of the case for good."""

from __future__ import annotations

from pathlib import Path

import click

from panj.cli.options import by_option, case_option, open_case, why_option


@click.command()
@click.argument("name", metavar="REPORT")
@click.option("--words", metavar="WORDS", help="Only these words, wherever they stand in the report.")
@why_option
@by_option
@click.option("--yes", is_flag=True, help="Do not ask; what is taken out cannot be had back.")
@case_option
def redact(name: str, words: str | None, why: str, who: str, yes: bool, case_path: Path | None) -> None:
    """Take a report, or words of it, out of the case for good.

    REPORT is its name, file name or id, as panj reports lists them. Without --words all of it goes. It goes
    from the tables, the history, the decisions, the archive of pages, and from the bytes of the file itself.
    What stays is a tombstone: when, who, why, and a hash by which the same file, read again, is recognised
    and kept out. Words are replaced by blocks; the figures of the report are then read anew.

    To take a report out of the answers only, and keep it in the record, use panj withdraw.

    \b
    Examples:
      panj redact leaflet --why "names a family"
      panj redact border-note --words "Sgt. A. Karimov" --why "personal data"
    """
    from panj.cli import show

    what = "all of it" if words is None else "these words of it"
    with open_case(case_path) as case:
        report = case.report(name)
        if not yes:
            click.confirm(f"{report.name or report.id}: {what} goes for good. Go on?", abort=True)
        done = case.redact(report.id, words=words, who=who, why=why)
    gone = "redacted" if words is None else f"{len(words)} characters redacted"
    click.echo(f"{report.name or report.id}: {gone}, tombstone {done.mark.seq}.")
    if done.archived:
        click.echo(f"{show.count(done.archived, 'archived page')} removed.")
    for path in done.files:
        click.echo(f"Your own file still holds it: {path}", err=True)
    if done.elsewhere:
        names = ", ".join(done.elsewhere)
        click.echo(show.harmless(f"Other reports hold the same words: {names}"), err=True)
