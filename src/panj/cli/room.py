"""panj room: the situation room in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from panj.cli.options import case_file, case_option, open_case
from panj.cli.read import found_any, tell


def loopback(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """Refuses any address that other machines could reach."""
    if value in ("127.0.0.1", "localhost"):
        return value
    raise click.BadParameter(
        f"{value} is refused: the room shows source texts, so it opens on 127.0.0.1 only. "
        "To look at it from another machine, forward the port: ssh -L 8600:127.0.0.1:8600 THIS-MACHINE"
    )


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATHS...]")
@case_option
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Of the room; 0 takes any free one.  [default: 8600]"
)
@click.option("--host", default="127.0.0.1", show_default=True, callback=loopback, help="Loopback only.")
@click.option("--no-browser", is_flag=True, help="Only say the address.")
@click.option(
    "--public", is_flag=True, help="Only what the disclosure rules let out; nothing can be changed."
)
def room(
    paths: tuple[Path, ...],
    case_path: Path | None,
    port: int | None,
    host: str,
    no_browser: bool,
    public: bool,
) -> None:
    """Open the situation room on a case, in the browser of this machine.

    With PATHS the reports there are read first, into a case file in this folder that is named after the
    first of them, unless --case says otherwise.

    \b
    Examples:
      panj room
      panj room reports/                 reads into ./reports.db and opens it
      panj room --case border.db --port 8700 --no-browser
    """
    from panj.cli import show
    from panj.cli.serving import serve_room
    from panj.run.kept import LARGE
    from panj.settings import load
    from panj.store import shown

    own_file = bool(paths) and not load().store
    target = case_path or (named_after(paths[0]) if own_file else case_file(None))
    found_any(paths)
    with open_case(target, create=bool(paths)) as case:
        if paths:
            click.echo(f"Reading {', '.join(map(str, paths))} into the case {shown(target)}")
            with show.progress() as progress:
                summary = case.read(paths, progress=progress, workers=None)
            tell(summary, target)
            show.problems(summary.problems)
        if sum(case.claim_counts().values()) <= LARGE:
            case.situation()  # worked out now; of a large case the room says how far it is
        serve_room(case, port=load().port if port is None else port, browser=not no_browser, public=public)


def named_after(path: Path) -> Path:
    """The case file for reports at a path: in the working folder, by the path's own name."""
    return Path(f"{path.resolve().stem or 'panj'}.db")
