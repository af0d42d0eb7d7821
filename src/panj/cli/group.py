"""The group of verbs: loads a verb when it is used, and says faults so that they can be acted on.

Exit codes: 0 done, 1 a fault (said as `code where: what. remedy`), 2 wrong usage, 3 problems in the data
under --strict, 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from panj.errors import PanjError, SettingsError

Verbs = dict[str, dict[str, tuple[str, str]]]


class VerbGroup(click.Group):
    """A click group whose commands are named, not imported.

    Args:
        verbs: heading → verb → (`module:command`, one line for the list of commands).
    """

    def __init__(self, *args: Any, verbs: Verbs | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = verbs or {}
        self.places = {verb: place for part in self.sections.values() for verb, (place, _) in part.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order in which they are used."""
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, loaded now."""
        if cmd_name not in self.places:
            return None
        module, _, name = self.places[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the verb; a word that is none is met with the nearest that is."""
        word = args[0] if args else ""
        if word and not word.startswith("-") and word not in self.places:
            from difflib import get_close_matches

            near = get_close_matches(word, self.places, 1)
            hint = f" Did you mean {near[0]}?" if near else f" The verbs are: {', '.join(self.places)}."
            ctx.fail(f"There is no verb {word!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands under its headings."""
        width = max(map(len, self.places), default=0)
        for heading, part in self.sections.items():
            with formatter.section(heading):
                formatter.write_dl([(verb.ljust(width), line) for verb, (_, line) in part.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the verb; a fault becomes one line and an exit code, never a traceback."""
        try:
            return super().invoke(ctx)
        except PanjError as fault:
            self._fail(ctx, fault)
        except KeyboardInterrupt:
            click.echo("\npanj: stopped. What was read is kept; run the same command to go on.", err=True)
            ctx.exit(130)
        except (click.ClickException, click.exceptions.Exit, click.Abort, OSError):
            raise  # click answers these; a closed pipe is one of them
        except Exception as fault:
            if os.environ.get("PANJ_DEBUG"):
                raise
            self._fail(ctx, SettingsError("X004", where(fault), detail=f"{type(fault).__name__}: {fault}"))

    def _fail(self, ctx: click.Context, fault: PanjError) -> None:
        click.echo(fault.sentence(), err=True)
        ctx.exit(1)


def where(fault: BaseException) -> str:
    """File and line in which a fault arose."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
