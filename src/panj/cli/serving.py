"""Serves the room of a case until Ctrl-C: looks whether the port is free, says the address, opens it."""

from __future__ import annotations

import errno
import socket
import threading
import webbrowser
from typing import TYPE_CHECKING

import click

from panj.errors import PublishError

if TYPE_CHECKING:
    from panj.run import Case


def serve_room(case: Case, *, host: str, port: int, browser: bool) -> None:
    """Serves until Ctrl-C.

    Raises:
        PublishError: the port is taken or not allowed.
    """
    from panj.publish.room import create_app, serve

    check_port(host, port)
    address = f"http://{host}:{port}"
    app = create_app(case.situation)
    click.echo(f"The situation room: {address}   (Ctrl-C ends it)")
    if browser:
        threading.Timer(1.0, webbrowser.open, [address]).start()
    serve(app, port)


def check_port(host: str, port: int) -> None:
    """Raises `PublishError` W001 where nothing can listen on the port."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            taken = fault.errno == errno.EADDRINUSE
            detail = "another program has it" if taken else (fault.strerror or str(fault))
            raise PublishError("W001", f"{host}:{port}", port=port, detail=detail) from None
