"""panj watch: polls feeds and folders into a case file until stopped."""

from __future__ import annotations

import signal
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from panj.cli.options import case_file, case_option, json_option

if TYPE_CHECKING:
    from panj.run.watching import Poll


@click.command()
@click.argument("feeds", type=click.Path(path_type=Path), metavar="FEEDS.TOML")
@case_option
@click.option(
    "--once", is_flag=True, help="Poll each source one time and stop, as for a timer of the system."
)
@click.option(
    "--strict", is_flag=True, help="With --once: exit with code 3 where a source could not be polled."
)
@json_option
@click.pass_context
def watch(
    ctx: click.Context, feeds: Path, case_path: Path | None, once: bool, strict: bool, as_json: bool
) -> None:
    """Poll feeds and folders, and read what is new into a case file.

    FEEDS.TOML names the feeds (RSS, Atom, ReliefWeb API, lists of links) and folders, and how often each is
    polled; docs/watching.md shows one. Ctrl-C stops; the same command goes on from there, with nothing lost
    and nothing read twice, after a power cut too. A source that fails is asked again later, ever less often,
    and never stops the others.

    \b
    Examples:
      panj watch feeds.toml --case border.db
      panj watch feeds.toml --once --json

    What comes out: one line for each poll that brought something, or one JSON object with --json.
    """
    from panj.run.watching import watching
    from panj.settings import load

    failed = False
    signal.signal(signal.SIGTERM, _stop)  # a service that is stopped ends as with Ctrl-C
    with watching(feeds, case_file(case_path), load()) as watcher:
        _say_resumed(watcher.resume().new, as_json)
        for poll in watcher.once() if once else watcher.forever():
            failed = failed or poll.error is not None
            _say(poll, as_json=as_json, quiet=not once)
    if strict and failed:
        ctx.exit(3)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say_resumed(names: list[str], as_json: bool) -> None:
    if names and not as_json:
        click.echo(f"Read from the archive, left over from an earlier run: {', '.join(names)}.")


def _say(poll: Poll, *, as_json: bool, quiet: bool) -> None:
    """One poll, one line and its problems; a poll that brought nothing is not worth one while watching."""
    import json

    from panj.model import to_plain

    if as_json:
        click.echo(json.dumps(to_plain(poll), ensure_ascii=False))
        return
    for problem in [poll.error] if poll.error else poll.problems:
        click.echo(
            f"{poll.at[11:19]} {poll.source}: {problem.code} {problem.where}: {problem.what}.", err=True
        )
        click.echo(f"         {problem.remedy}", err=True)
    if poll.error is None and (poll.new or poll.left or not quiet):
        said = f"{len(poll.new)} new" + (f": {', '.join(poll.new)}" if poll.new else "")
        left = f"; {poll.left} to be tried again" if poll.left else ""
        click.echo(f"{poll.at[11:19]} {poll.source}: {said}{left}")
