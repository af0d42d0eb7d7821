"""How fast a case takes figures in and gives them back: `./check bench store [CLAIMS [URL]]`.

Generates reports of 20 claims each, the same in every run, and prints claims per second, by the clock and by
processor time, for three ways of putting them in: one report a transaction, 16 (as panj read does) and 1,000.
Then what reading them back costs, and the size of the file. With the URL of an empty PostgreSQL database the
same is done there. The machine's own pace is printed beside it: rows per second of bare sqlite3.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from panj.model import Claim, Group, Measure, Qualifier, Report, Span, Unit
from panj.store import Reading, SetAside, Store

PER_REPORT = 20
BATCHES = (1, 16, 1_000)
COUNTRIES = tuple(f"{a}{b}" for a in "ABCDE" for b in "ABCDEFGH")
FIRST = date(2015, 1, 1)


def reports(number: int) -> Iterator[tuple[Report, Reading]]:
    """Reports over ten years and forty countries, with their claims."""
    draw = random.Random(1037)
    for n in range(number):
        day = FIRST + timedelta(days=draw.randrange(3_650))
        sentences = [
            f"Some {draw.randrange(5, 90_000):,} people crossed on the road. " for _ in range(PER_REPORT)
        ]
        report = Report(
            text=f"Report {n}. " + "".join(sentences),
            published=day.isoformat(),
            outlet=f"Outlet {n % 300}",
            name=f"r{n}",
            path=f"reports/r{n}.txt",
        )
        yield report, _reading(report, sentences, day, draw)


def _reading(report: Report, sentences: list[str], day: date, draw: random.Random) -> Reading:
    at, claims = report.text.index(". ") + 2, []
    for n, sentence in enumerate(sentences):
        words = sentence.split(" people")[0]
        claims.append(
            Claim(
                id=f"{report.id}{n:03}",
                report=report.id,
                start=at,
                end=at + len(words),
                text=words,
                measure=draw.choice((Measure.ARRIVAL, Measure.HOSTED, Measure.RETURN)),
                value=float(words.removeprefix("Some ").replace(",", "")),
                qualifier=Qualifier.ABOUT,
                unit=Unit.PERSONS,
                sentence=Span(at, at + len(sentence)),
                group=Group.REFUGEES,
                destination="A place",
                destination_code=draw.choice(COUNTRIES),
                date_start=day,
                date_end=day,
                speaker="an official",
                chain=("an official", report.outlet or ""),
                confidence=0.9,
                rules=("numbers.about", "measure.cross"),
            )
        )
        at += len(sentence)
    aside = (SetAside(report.id, 7, 8, "1", "number of a report"),)
    return Reading(report.id, tuple(claims), "rules.1", aside)


def main(arguments: list[str]) -> None:
    """Loads the same reports in each way, and reads them back."""
    number = int(arguments[0]) if arguments else 100_000
    shared = arguments[1] if len(arguments) > 1 else None
    print(
        f"{number:,} claims in {number // PER_REPORT:,} reports; bare sqlite3: {_bare(100_000):,.0f} rows/s"
    )
    for batch in (16,) if shared or number > 200_000 else BATCHES:
        with tempfile.TemporaryDirectory() as folder:
            place = shared or str(Path(folder) / "case.db")
            with Store.open(place) as store:
                _load(store, number, batch)
                memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(f"{'':24}{memory:8,.0f} MB of memory at most")
                _read_back(store, number)
            if not shared:
                size = Path(place).stat().st_size
                print(f"{'':24}{size / 1e6:8,.0f} MB on disk, {size / number:,.0f} bytes a claim", flush=True)


def _load(store: Store, number: int, batch: int) -> None:
    """Loads reports as they are generated; the generating is not timed."""
    made, wall, cpu = reports(number // PER_REPORT), 0.0, 0.0
    while part := list(islice(made, batch)):

        def load(part: list[tuple[Report, Reading]] = part) -> None:
            store.add_reports([report for report, _ in part])
            store.put_readings([reading for _, reading in part])

        more = timed(load)
        wall, cpu = wall + more[0], cpu + more[1]
    print(
        f"{batch:5} reports at a time  {number / wall:10,.0f} claims/s   {number / cpu:10,.0f} per CPU second"
    )


def _read_back(store: Store, number: int) -> None:
    wall, cpu = timed(lambda: store.claims(FIRST + timedelta(days=1_825)))
    print(
        f"claims of half the years {wall:10.2f} s   {cpu:10.2f} s CPU   {number / 2 / wall:10,.0f} claims/s"
    )
    wall, cpu = timed(store.snapshot)
    print(f"all of the case          {wall:10.2f} s   {cpu:10.2f} s CPU   {number / wall:10,.0f} claims/s")


def _bare(number: int) -> float:
    """Rows a second of twelve columns by sqlite3 alone, one transaction in memory."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE TABLE t ({', '.join(f'c{n}' for n in range(12))})")
    rows = [(str(n), n, "text", 1.0, None, n, "x" * 60, 1, 2, 3, "a", "b") for n in range(number)]
    wall, _ = timed(lambda: connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * 12)})", rows))
    return number / wall


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of processor time."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


if __name__ == "__main__":
    main(sys.argv[1:])
