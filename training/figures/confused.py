"""What Panj takes for what, on marked reports that nothing which ships was trained on.

    python training/figures/confused.py [--field measure|period|group|status] [--most 20]

Reads the reports of `unused/` with all of Panj; prints how many marked figures are found, what is wrong most
often (wanted, read, how many), why figures were set aside, and what figures that nobody marked measure.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
# ruff: noqa: E402

from data import matched
from marked import reports

from panj.claims import read_figures
from panj.claims.extract import SetAside
from panj.model import Report

Rows = tuple[list[tuple[dict[str, Any], dict[str, Any]]], list[tuple[str, str]], list[str]]


def compared(entry: dict[str, Any]) -> Rows:
    """Marked and read figures that are one; measure and reason of what was missed; measures of the others."""
    report = Report(
        text=entry["text"], published=entry["published"], outlet=entry["outlet"], name=entry["name"]
    )
    told = read_figures(report)
    of = matched(entry["claims"], told.claims)
    found = {id(mark) for mark in of.values()}
    missed = [
        (mark["measure"][0], next(_reasons(mark, told.set_aside), "not seen as a number"))
        for mark in entry["claims"]
        if id(mark) not in found and not mark["optional"]
    ]
    both = [(of[id(c)], c.to_dict()) for c in told.claims if id(c) in of]
    return both, missed, [c.measure.value for c in told.claims if id(c) not in of]


def _reasons(mark: dict[str, Any], aside: Sequence[SetAside]) -> Iterator[str]:
    return (a.reason for a in aside if a.start < mark["end"] and mark["start"] < a.end)


def main() -> None:
    """Reads the command line and prints the counts."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--field", default="measure", choices=["measure", "period", "group", "status", "unit"])
    ap.add_argument("--most", type=int, default=20)
    ap.add_argument("--processes", type=int, default=2)
    a = ap.parse_args()
    todo = [r for path in sorted((HERE / "unused").glob("*.txt")) for r in reports(path)]
    wrong: Counter[tuple[str | None, str | None]] = Counter()
    missed: Counter[tuple[str, str]] = Counter()
    extra: Counter[str] = Counter()
    found = 0
    with ProcessPoolExecutor(a.processes) as pool:
        for both, lost, more in pool.map(compared, todo, chunksize=8):
            asked = [(mark[a.field], read[a.field]) for mark, read in both if not mark["optional"]]
            found += len(asked)
            wrong.update((want[0], got) for want, got in asked if got not in want)
            missed.update(lost)
            extra.update(more)
    print(f"{found} of {found + missed.total()} marked figures found, {extra.total()} more read")
    print(f"{a.field}: {wrong.total()} wrong, {1 - wrong.total() / found:.3f} right")
    for name, counts in (("wrong (wanted, read)", wrong), ("missed", missed), ("extra", extra)):
        print(f"\n{name}")
        for what, count in counts.most_common(a.most):
            print(f"  {count:4} {what if isinstance(what, str) else ' / '.join(map(str, what))}")


if __name__ == "__main__":
    main()
