"""How fast claims are linked and questions answered: `./check bench tally [cases|scale] [CLAIMS …] [SVG]`.

`scale`: a large case country by country, told alike in every run (`props/crises.py`): claims a second for
taking in and linking, seconds for a first question about one country and year as known on a day, for further
ones, for an answer after one more report, and the most memory held; with a file, the growth as a figure.
`cases`: contradictory cases. Seconds are of processor time; each size runs in a process of its own.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from math import log
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the cases are those of tests/props

SIZES = {"cases": (100, 500, 1_000, 2_000), "scale": (62_500, 125_000, 250_000, 500_000, 1_000_000)}
CASES = ("mess", "copied", "shifted")
T = TypeVar("T")
_PER_COPY = 110  # claims that the example holds, about


def main(arguments: list[str]) -> None:
    """Runs every case at every size."""
    if len(arguments) == 3 and arguments[0] == "one":
        kind, size = arguments[1], int(arguments[2])
        print(json.dumps(scale(size)) if kind == "scale" else case(kind, size), flush=True)
        return
    wanted = [a for a in arguments if a in SIZES] or list(SIZES)
    sizes = [int(a) for a in arguments if a.isdigit()]
    points: list[tuple[float, float]] = []
    for what in wanted:
        for kind in CASES if what == "cases" else ("scale",):
            for size in sizes or SIZES[what]:
                found = run(kind, size)
                if found.startswith("{"):
                    row = json.loads(found)
                    points.append((row["claims"], row["taking"] + row["linking"]))
                    found = told(row)
                print(found, flush=True)
    for file in (a for a in arguments if a.endswith(".svg")):
        Path(file).write_text(growth(points), encoding="utf-8")


def growth(points: list[tuple[float, float]]) -> str:
    """Seconds of taking in and linking by claims, beside what n log n makes of the first of them."""
    from props.chart import chart

    (n, seconds), *_ = points
    straight = [(m, seconds * m * log(m) / (n * log(n))) for m, _ in points]
    return chart(
        {"measured": points, "n log n": straight},
        title="Taking in and linking, seconds of processor time",
        across="claims",
        up="seconds",
        ticks=[m for m, _ in points],
    )


def run(kind: str, size: int) -> str:
    """One case in a process of its own."""
    command = [sys.executable, __file__, "one", kind, str(size)]
    try:
        done = subprocess.run(command, check=True, timeout=1_800, capture_output=True, text=True)
    except subprocess.TimeoutExpired:
        return f"{kind} {size}: no answer in 1,800 s"
    return done.stdout.strip()


def scale(size: int) -> dict[str, Any]:
    """Figures of a large case."""
    from panj.events import link
    from panj.model import Question
    from panj.tally import Book
    from props.crises import COUNTRIES, crises

    book, taking, linking, claims = Book(), 0.0, 0.0, 0
    for _, (reports, told) in crises(size):
        claims += len(told)
        taking += timed(lambda r=reports, c=told: book.add(r, c))[0]
        linking += timed(lambda r=reports, c=told: link(c, r))[0]
    year = {"date_start": date(2018, 1, 1), "date_end": date(2018, 12, 31), "known": date(2019, 3, 1)}
    first, later, after = [], [], []
    for code in COUNTRIES[:8]:
        q = Question(place=code, **year)
        first.append(timed(lambda q=q: book.ask(q))[0])
        later += [timed(lambda q=q, g=g: book.ask(replace(q, group=g)))[0] for g in (None, *groups())]
        report, told = one_more(book, q)
        after.append(timed(lambda q=q, r=report, c=told: (book.add([r], [c]), book.ask(q)))[0])
    return {
        "claims": claims,
        "taking": taking,
        "linking": linking,
        "first": first,
        "later": later,
        "after": after,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def told(found: dict[str, Any]) -> str:
    """One line of figures."""
    seconds = found["taking"] + found["linking"]
    parts = (
        f"{found['claims']:9,} claims: taken in and linked in {seconds:6.1f} s",
        f"({found['claims'] / seconds:,.0f} a second); of a country and year the first answer in",
        f"{median(found['first']):.2f} s (at most {max(found['first']):.2f}), later ones in",
        f"{median(found['later']) * 1000:.0f} ms (at most {max(found['later']) * 1000:.0f}),",
        "after one more report in",
        f"{median(found['after']) * 1000:.0f} ms (at most {max(found['after']) * 1000:.0f});",
        f"{found['megabytes']:,.0f} MB",
    )
    return " ".join(parts)


def groups() -> list[Any]:
    """Whom later questions ask about."""
    from panj.model import Group

    return [Group.REFUGEES, Group.CIVILIANS, Group.SOLDIERS]


def one_more(book: Any, question: Any) -> tuple[Any, Any]:
    """A report that tells a known occurrence once more."""
    from panj.model import Block, BlockKind, PeriodKind, Report

    frames = list(book.ledger(question).frames.values())
    asked = (f.claim for f in frames if f.kind is PeriodKind.EVENT and f.claim.date_start is not None)
    again = next(c for c in asked if question.date_start <= c.date_start <= question.date_end)
    text = f"{again.text} people, once more."
    lines = (Block(0, len(text), BlockKind.BODY),)
    report = Report(text, again.date_start.isoformat(), "Late Wire", name=again.id, blocks=lines)
    return report, replace(again, id=f"again-{again.id}", report=report.id)


def case(kind: str, size: int) -> str:
    """One contradictory case: a line of figures."""
    from panj.gazetteer import Gazetteer
    from panj.publish.situation import build
    from panj.tally import Ledger, ask, key_questions
    from props.messes import copied, mess

    times = max(1, size // _PER_COPY)
    reports, claims = mess(size) if kind == "mess" else copied(times, shift=5 if kind == "shifted" else 0)
    places = Gazetteer.default()
    linked, ledger = timed(lambda: Ledger(claims, None, reports, gazetteer=places))
    rows, _ = timed(lambda: ledger.parts)
    questions = key_questions(ledger)
    asked = [timed(lambda q=q: ask(q, ledger))[0] for q in questions]
    built, _ = timed(lambda: build(reports, claims, gazetteer=places))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{kind:8} {len(claims):5,} claims: link {linked:5.2f} s, rows {rows:5.2f}, first {asked[0]:5.2f}, "
        f"later at most {max(asked[1:], default=0):5.2f} ({len(asked)} questions), situation {built:5.2f}, "
        f"{memory:,.0f} MB"
    )


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds of processor time, and what came of it."""
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


if __name__ == "__main__":
    main(sys.argv[1:])
