"""How fast contradictory cases are answered: `./check bench tally [CLAIMS …]`.

Prints, per case and number of claims, seconds of processor time for linking, the rows, the first question,
later questions and the whole situation, and the most memory held. Each case runs in a process of its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the cases are those of tests/props

SIZES = (100, 500, 1_000, 2_000)
CASES = ("mess", "copied", "shifted")
T = TypeVar("T")
_PER_COPY = 110  # claims that the example holds, about


def main(arguments: list[str]) -> None:
    """Runs every case at every size."""
    if len(arguments) == 2 and arguments[0] in CASES:
        one(arguments[0], int(arguments[1]))
        return
    for kind in CASES:
        for size in map(int, arguments) if arguments else SIZES:
            run = [sys.executable, __file__, kind, str(size)]
            try:
                subprocess.run(run, check=True, timeout=300)
            except subprocess.TimeoutExpired:
                print(f"{kind} {size}: no answer in 300 s", flush=True)


def one(kind: str, size: int) -> None:
    """One case: a line of figures."""
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
    print(
        f"{kind:8} {len(claims):5,} claims: link {linked:5.2f} s, rows {rows:5.2f}, first {asked[0]:5.2f}, "
        f"later at most {max(asked[1:], default=0):5.2f} ({len(asked)} questions), situation {built:5.2f}, "
        f"{memory:,.0f} MB",
        flush=True,
    )


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds of processor time, and what came of it."""
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


if __name__ == "__main__":
    main(sys.argv[1:])
