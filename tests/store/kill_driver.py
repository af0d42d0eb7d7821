"""Kills loadings of a case at many points, and says for each whether anything that was acknowledged was lost.

Usage: kill_driver.py FOLDER SEED STATEMENTS MOMENTS. Kills that many loadings before a random statement, and
that many at a random moment while SQLite works. Prints one JSON object for each. Children are forked from
this one process, which has loaded everything. The clock of the store stands still, so that two cases made
in different ways can be compared byte for byte.
"""

import hashlib
import importlib
import json
import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from panj.model import Claim, Measure, Problem, Qualifier, Report, Span, Unit
from panj.store import Reading, SetAside, Store
from panj.store.tables import metadata

AT = "2021-07-23T12:00:00+00:00"
NUMBER, BATCH = 60, 8
# The history also tells of the second loading; the cache and the count of changes are no content.
_NOT_COMPARED = ("history", "derived", "meta")


def reports():
    """The same reports in every run; some have no date, some texts stand in two files."""
    for n in range(NUMBER):
        m = n - 1 if n % 9 == 8 else n  # the text of the file before
        text = f"Report {m}: about {90 + m} people came over the river. " * 3
        published = None if n % 7 == 3 else f"2021-07-{1 + n % 28:02}"
        yield Report(text=text, published=published, outlet=f"O{m % 5}", name=f"r{n}", path=f"in/r{n}.txt")


def reading(report):
    """Three figures of a report, one number that is none, and here and there a problem."""
    claims = tuple(
        Claim(
            id=f"{report.id}{n}",
            report=report.id,
            start=n * 50,
            end=n * 50 + 8,
            text="about",
            measure=Measure.ARRIVAL,
            value=90.0 + n,
            qualifier=Qualifier.ABOUT,
            unit=Unit.PERSONS,
            sentence=Span(n * 50, n * 50 + 49),
        )
        for n in range(3)
    )
    faults = (Problem("C002", "odd", report.path, "Look."),) if report.published is None else ()
    return Reading(report.id, claims, "rules", (SetAside(report.id, 7, 8, "1", "number"),), faults)


def load(path, say=lambda _line: None):
    """Puts everything in, batch by batch; figures that are there already are not put in again."""
    made = list(reports())
    with Store.open(path) as store:
        for n in range(0, NUMBER, BATCH):
            part = made[n : n + BATCH]
            store.add_reports(part)
            say(f"r {n}")
            keys = store.read_keys()
            store.put_readings([reading(r) for r in part if keys[r.id] is None])
            say(f"f {n}")


def dump(path):
    """Every row of the tables that hold content, without running numbers."""
    with Store.open(path) as store, store._engine.connect() as connection:
        found = []
        for table in metadata.sorted_tables:
            if table.name not in _NOT_COMPARED:
                columns = [c for c in table.columns if c.name != "seq"]
                found += [table.name, *sorted(repr(tuple(r)) for r in connection.execute(select(*columns)))]
    return "\n".join(found).encode()


def die_at(statement):
    seen = 0

    def count(*_):
        nonlocal seen
        seen += 1
        if seen == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)


def disturbed(path, statement, after):
    """Loads in a child that dies; what it acknowledged, and whether it was killed."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        if statement:
            die_at(statement)
        load(path, lambda line: os.write(write, f"{line}\n".encode()))
        os._exit(0)
    os.close(write)
    if after:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(read, "rb") as pipe:
        return pipe.read().decode().splitlines(), os.WIFSIGNALED(status)


def lost(path, told):
    """What was acknowledged and is not there."""
    if not path.exists() or not path.stat().st_size:
        return told
    with Store.open(path) as store:
        keys, counts = store.read_keys(), store.claim_counts()
    made, gone = list(reports()), []
    for line in told:
        kind, start = line.split()
        part = {r.id for r in made[int(start) : int(start) + BATCH]}
        whole = part <= set(keys) and (kind == "r" or all(counts.get(i) == 3 for i in part))
        gone += [] if whole else [line]
    return gone


def sound(path):
    """What SQLite's own checks say."""
    if not path.exists():
        return "ok"
    with closing(sqlite3.connect(path)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        found += [str(row) for row in connection.execute("PRAGMA foreign_key_check")]
    return "; ".join(found)


def measure(folder):
    """An undisturbed loading: its dump, its statements and its seconds; the second is the faster one."""
    load(folder / "first.db")
    seen = []

    def count(*_):
        seen.append(1)

    event.listen(Engine, "before_cursor_execute", count)
    started = time.monotonic()
    load(folder / "whole.db")
    seconds = time.monotonic() - started
    event.remove(Engine, "before_cursor_execute", count)
    return dump(folder / "whole.db"), len(seen), seconds


def main():
    folder, seed, statements, moments = Path(sys.argv[1]), *map(int, sys.argv[2:])
    for name in ("history", "reporting", "figures", "schema"):
        importlib.import_module(f"panj.store.{name}").now = lambda: AT
    draw = random.Random(seed)
    whole, number, seconds = measure(folder)
    points = [(draw.randint(1, number), 0) for _ in range(statements)]
    points += [(0, draw.uniform(0.0, seconds)) for _ in range(moments)]
    for n, (statement, after) in enumerate(points):
        path = folder / f"{n}.db"
        told, killed = disturbed(path, statement, after)
        result = {"statement": statement, "after": after, "killed": killed, "told": len(told)}
        result |= {"lost": lost(path, told), "sound": sound(path)}
        load(path)
        again = dump(path)
        result |= {"same": again == whole, "dump": hashlib.sha256(again).hexdigest()}
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()
        for file in folder.glob(f"{n}.db*"):
            file.unlink()


if __name__ == "__main__":
    main()
