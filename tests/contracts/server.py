"""A PostgreSQL server of the tests' own: in a folder of its own, on a Unix socket, as an unprivileged user.

Takes Debian's package (or any whose programs are on the PATH); gives addresses of fresh databases. Nothing
listens on the network, and the server ends with the tests.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

_UNPRIVILEGED = ("postgres", "nobody")


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest version first; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: _version(p.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("pg_ctl")
    return Path(on_path).resolve().parent if on_path else None


def missing() -> str:
    """Why no server can be started, in words; empty where one can."""
    if programs() is None:
        return "PostgreSQL is not installed here (Debian: apt-get install postgresql)"
    if find_spec("psycopg") is None:
        return "psycopg is not installed here (pip install 'panj[postgres]')"
    if os.geteuid() == 0 and not (shutil.which("setpriv") and _account()):
        return "PostgreSQL refuses to run as root, and setpriv or an unprivileged account is missing"
    return ""


class Server:
    """A running server; `case` and `database` make a place for a case and give its address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def address(self, database: str) -> str:
        """The address of a database of this server."""
        return f"postgresql://panj@/{database}?host={self._folder}"

    def case(self) -> str:
        """Makes a schema and gives its address; a database of its own would cost a thousand files."""
        import psycopg

        name = f"schema_{next(self._numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"{self.address('postgres')}&options=-csearch_path%3D{name}"

    def database(self) -> str:
        """Makes a database and gives its address."""
        import psycopg

        name = f"case_{next(self._numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.address(name)


@contextmanager
def running() -> Iterator[Server]:
    """A server, stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="panj-pg-", dir="/tmp"))  # a socket's path must be short
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, _account())
        _run("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", "panj", "--no-sync", "-E", "UTF8")
        options = f"-c listen_addresses='' -c fsync=off -c unix_socket_directories={folder}"
        control = ("pg_ctl", "-D", str(folder / "data"), "-w", "-s")
        _run(*control, "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield Server(folder)
        finally:
            _run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: str) -> None:
    drop: list[str] = []
    if os.geteuid() == 0:
        account = pwd.getpwnam(_account() or "nobody")
        drop = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    folder = programs()
    assert folder is not None
    # Standard output must not be a pipe: the server inherits it and would hold it open.
    with tempfile.TemporaryFile() as out:
        command = [*drop, str(folder / program), *arguments]
        done = subprocess.run(command, stdout=out, stderr=out, check=False, timeout=60, cwd="/")
        out.seek(0)
        assert done.returncode == 0, out.read().decode()


def _account() -> str | None:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in _UNPRIVILEGED if name in names), None)


def _version(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
