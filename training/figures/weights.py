"""What each weight of the rules' word would get right on the reports held out: measure, status, period.

    python training/figures/weights.py [--question period] [--hold-out 10]

Reads the held-out reports with all of Panj and keeps, for each figure, the rules' answer, how they came to it
(claims/learned/strength.py) and the reader's shares; prints for each such kind and each weight how many are
right. Needs Panj alone, not what the reader is trained with; the choices go into rules/learned.toml.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "tests" / "gate")]
# ruff: noqa: E402

from marked import reports
from matching import agrees, overlap

from panj.claims.draft import Draft
from panj.claims.extract import read_figures
from panj.claims.learned import voting
from panj.claims.learned.reader import Answer
from panj.claims.learned.strength import strength
from panj.model import Report

GRID = (0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 6, 8, 12, 30)
Vote = tuple[str, str, dict[str, float]]  # kind of the rules' word, their answer, the reader's shares


def votes(entry: dict[str, Any], question: str) -> Iterator[tuple[dict[str, Any], dict[str, Any], Vote]]:
    """The marked figures of a report that Panj found: mark, claim, and what was voted on."""
    held: dict[tuple[int, int], Vote] = {}
    decide = voting._voted

    def keeping(asked: str, draft: Draft, answer: Answer) -> str:
        if asked == question:
            rule = str(getattr(draft, question) or "-")
            held[draft.start, draft.end] = strength(draft, question), rule, dict(answer.labels[question])
        return decide(asked, draft, answer)

    voting._voted = keeping
    try:
        report = Report(**{k: entry[k] for k in ("text", "published", "outlet", "name")})
        claims = [c.to_dict() for c in read_figures(report).claims]
    finally:
        voting._voted = decide
    for mark in entry["claims"]:
        claim = next((c for c in claims if overlap(mark, c)), None)
        if claim is not None and not mark["optional"] and (claim["start"], claim["end"]) in held:
            yield mark, claim, held[claim["start"], claim["end"]]


def main() -> None:
    """Reads the command line, measures and prints."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--question", choices=("measure", "status", "period"), default="period")
    ap.add_argument("--hold-out", type=int, default=10)
    a = ap.parse_args()
    found: dict[str, list[tuple[dict[str, Any], dict[str, Any], Vote]]] = defaultdict(list)
    for path in sorted((HERE / "reports").glob("*.txt")):
        for entry in list(reports(path))[:: a.hold_out]:
            for row in votes(entry, a.question):
                found[row[2][0]].append(row)
    for kind, rows in sorted(found.items(), key=lambda item: -len(item[1])):
        print(f"{kind}: {len(rows)} figures")
        for weight in GRID:
            right = 0
            for mark, claim, (_, rule, shares) in rows:
                best = max(shares, key=lambda n: shares[n] + (weight if n == rule else 0.0))
                right += agrees(a.question, mark, claim | {a.question: best})
            print(f"  {weight:5} {right}")


if __name__ == "__main__":
    main()
