"""Kills readings of a folder at many points and says for each whether the case file survived.

Usage: crash_driver.py FOLDER WORK MODE POINT… ; MODE `statement` kills before the POINT-th SQL statement,
`time` after POINT milliseconds. Prints one JSON object for each point. Children are forked from this one
process, which has loaded everything: a start from nothing for each point would take minutes.
"""

import json
import os
import signal
import sqlite3
import sys
import time
from dataclasses import astuple
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from panj.errors import StoreError
from panj.run import Case
from panj.store import Store


def picture(path):
    """Everything in a case that must not depend on how it was read."""
    with Store.open(path) as store:
        return repr(
            (
                store.reports(),
                store.as_read(),
                [astuple(c) for c in store.claims()],
                store.set_asides(),
                store.problems(),
                sorted(store.read_keys().items()),
            )
        )


def read(folder, path):
    with Case.open(path) as case:
        case.read([folder], workers=1)


def die_at_statement(number):
    seen = 0

    def count(*_):
        nonlocal seen
        seen += 1
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)


def try_point(folder, path, mode, point, whole):
    child = os.fork()
    if child == 0:
        if mode == "statement":
            die_at_statement(point)
        read(folder, path)
        os._exit(0)
    if mode == "time":
        time.sleep(point / 1000)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    result = {"point": point, "killed": os.WIFSIGNALED(status)}
    if path.exists() and path.stat().st_size:
        try:
            with Store.open(path, create=False) as store:
                result["reports"] = len(store.reports())
                result["claims"] = len(store.claims())
            connection = sqlite3.connect(path)
            result["sound"] = connection.execute("PRAGMA integrity_check").fetchone()[0]
            connection.close()
        except StoreError as fault:
            result["sound"] = fault.sentence()
    read(folder, path)
    result["same"] = picture(path) == whole
    return result


def say(result):
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()


def main():
    folder, work, mode, *points = sys.argv[1:]
    work = Path(work)
    read(folder, work / "whole.db")  # loads tables that later readings find in memory
    started = time.monotonic()
    read(folder, work / "again.db")
    say({"milliseconds": (time.monotonic() - started) * 1000})
    whole = picture(work / "whole.db")
    for point in map(int, points):
        say(try_point(folder, work / f"{mode}-{point}.db", mode, point, whole))


if __name__ == "__main__":
    main()
