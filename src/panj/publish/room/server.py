"""Serves the room on the loopback address until it is told to stop.

Takes an application and a port; says in words where the port is taken. Binds before anything else, so
that the address which is announced is the address which answers.
"""

from __future__ import annotations

import os
import socket
import threading
import webbrowser

import uvicorn
from fastapi import FastAPI

from panj.errors import PublishError

HOST = "127.0.0.1"


def serve(app: FastAPI, port: int = 8600, *, open_browser: bool = False) -> None:
    """Serves the application on http://127.0.0.1:PORT until interrupted.

    Args:
        app: what `create_app` gave.
        port: 0 takes any free one.
        open_browser: opens the first page in the user's browser, where there is one.

    Raises:
        PublishError: W001 where the port is taken or may not be bound.
    """
    listener = _listen(port)
    try:
        if open_browser:
            address = f"http://{HOST}:{listener.getsockname()[1]}/"
            opener = threading.Thread(target=webbrowser.open, args=(address,), daemon=True)
            opener.start()  # the socket listens already: the browser waits for the server, not for nothing
        config = uvicorn.Config(app, log_level="warning", server_header=False, access_log=False)
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        listener.close()


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere this option lets two servers share one port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except (OSError, OverflowError) as fault:
        listener.close()
        detail = getattr(fault, "strerror", None) or str(fault)
        raise PublishError("W001", f"{HOST}:{port}", port=port, detail=detail) from None
    return listener
