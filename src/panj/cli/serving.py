"""Serves the room of a case until Ctrl-C: looks whether the port is free, says the address, opens it."""

from __future__ import annotations

import errno
import os
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from panj.errors import PublishError

if TYPE_CHECKING:
    from panj.run import Case

HOST = "127.0.0.1"


def serve_room(case: Case, *, port: int, browser: bool, public: bool = False) -> None:
    """Serves until Ctrl-C, which is how a room is closed and no fault.

    Args:
        port: 0 takes any free one.
        browser: open it in the user's browser, where this machine has one.
        public: show only what the disclosure rules let out, and let nobody change anything.

    Raises:
        PublishError: W001 where the port is taken or not allowed.
    """
    from panj.publish.room import create_app, serve

    port = free_port(port)
    if public:
        from panj.publish.gate import gated

        shown = gated(case.situation, gazetteer=case.gazetteer())
        app = create_app(shown, case_name=case.path.name, places=case.gazetteer)
    else:
        app = create_app(case.situation, case_name=case.path.name, work=case, ready=case.is_ready)
    click.echo(f"The situation room is open at http://{HOST}:{port} (Ctrl-C closes it)")
    with suppress(KeyboardInterrupt):
        serve(app, port, open_browser=browser and has_screen())
    click.echo("The room is closed.")


def free_port(port: int) -> int:
    """The port, or a free one for 0, before anything is promised.

    Raises:
        PublishError: W001 where nothing can listen on it.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as fault:
            taken = fault.errno == errno.EADDRINUSE
            detail = "another program has it" if taken else (fault.strerror or str(fault))
            raise PublishError("W001", f"{HOST}:{port}", port=port, detail=detail) from None
        chosen: int = probe.getsockname()[1]
        return chosen


def has_screen() -> bool:
    """Whether a browser window can open; a terminal browser would take over the terminal."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
