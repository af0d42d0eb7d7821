"""Serving: loopback only, a taken port said in words, an interrupt that ends it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
import urllib.request

import pytest
from fastapi import FastAPI

from panj.errors import PublishError
from panj.publish.room import serve, server

PROGRAM = textwrap.dedent("""
    import sys
    from fastapi import FastAPI
    from panj.publish.room import serve
    app = FastAPI()
    app.get("/")(lambda: "here")
    serve(app, int(sys.argv[1]))
""")


def test_a_taken_port_is_said() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PublishError, match=rf"W001 127\.0\.0\.1:{port}.*cannot be used.*--port"):
            serve(FastAPI(), port)


@pytest.mark.parametrize("port", [-1, 70000])
def test_a_port_that_is_none_is_said(port: int) -> None:
    with pytest.raises(PublishError, match="W001"):
        serve(FastAPI(), port)


def test_only_the_loopback_address_is_bound() -> None:
    with server._listen(0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


@pytest.mark.skipif(os.name != "posix", reason="interrupts a process by signal")
def test_the_room_answers_and_an_interrupt_ends_it() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = subprocess.Popen([sys.executable, "-c", PROGRAM, str(port)], stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1) as answer:
                    assert answer.read() == b'"here"'
                    assert "server" not in answer.headers
                break
            except OSError:
                assert running.poll() is None
                time.sleep(0.05)
        else:
            pytest.fail("the room did not answer")
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=10)
    finally:
        running.kill()
        running.communicate()
