"""How wrong it is to add up reports: simulated worlds, told more and more often, and three ways to count.

Run it to write the figure of docs/tally.md (`python tests/props/naive.py docs/images/naive-adding.svg`) and
to print its table. For each world and number of reports: (a) the sum of all reported figures, (b) the largest
figure of each day, summed, (c) Panj's best figure, each against all who truly crossed.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from panj.model import Claim, PeriodKind, Question
from panj.tally import ask
from props.cases import Case
from props.chart import chart
from props.worlds import World, copy, report_crossing, report_total, world

REPORTS = (5, 10, 20, 40, 80, 160)
WORLDS = 100
WAYS = ("sum of reports", "largest of each day", "Panj")


@dataclass(frozen=True)
class Point:
    """Relative errors of one way at one number of reports: the median, and what one world in ten exceeds."""

    middle: float
    worst: float


def told(seed: int, reports: int) -> World:
    """A world told by so many reports: crossings, copies of what was said, and totals."""
    rng = random.Random(seed)
    made = World(rng, world(seed).crossings, Case())
    while len(made.case.reports) < reports:
        kind = rng.random()
        if kind < 0.7 or not made.case.claims:
            report_crossing(made, rng.randrange(len(made.crossings)))
        elif kind < 0.85:
            copy(made)
        else:
            report_total(made)
    return made


def errors(made: World) -> tuple[tuple[float, ...], bool]:
    """Relative error of each way against all who truly crossed, and whether Panj's bounds hold."""
    tally = ask(Question(place="TJ"), made.case.ledger())
    truth = float(made.truth("TJ", None, None, None))
    high, told = tally.bounds.high, made.reported("TJ", None, None, None)
    holds = tally.bounds.low <= truth and (high is None or high >= told)
    best = tally.bounds.best if tally.bounds.best is not None else tally.bounds.low
    found = (summed(made.case.claims), largest(made.case.claims), best)
    return tuple(abs(x - truth) / truth for x in found), holds


def summed(claims: list[Claim]) -> float:
    """What adding up every reported figure gives."""
    return sum(c.value for c in claims)


def largest(claims: list[Claim]) -> float:
    """What the largest figure of each day gives, totals aside: the usual care of a spreadsheet."""
    by_day: dict[object, float] = defaultdict(float)
    for c in claims:
        if c.period is PeriodKind.EVENT:
            by_day[c.date_end] = max(by_day[c.date_end], c.value)
    return sum(by_day.values())


def measured(worlds: int = WORLDS) -> tuple[dict[str, list[Point]], float]:
    """Points by way, one per number of reports, and the share of answers whose bounds hold the truth."""
    found: dict[str, list[Point]] = {way: [] for way in WAYS}
    held: list[bool] = []
    for reports in REPORTS:
        rows = [errors(told(seed, reports)) for seed in range(worlds)]
        held += [holds for _, holds in rows]
        for n, way in enumerate(WAYS):
            values = sorted(r[n] for r, _ in rows)
            found[way].append(Point(median(values), values[int(0.9 * len(values))]))
    return found, sum(held) / len(held)


def figure(found: dict[str, list[Point]]) -> str:
    """The figure: the median error of each way, dashed what one world in ten exceeds."""
    return chart(
        {way: _points(points, "middle") for way, points in found.items()},
        title="Error of the total, by the number of reports",
        across="reports of one to seven crossings, with copies and totals among them",
        up="error, share of the truth",
        ticks=REPORTS,
        label=lambda y: f"{y:.1%}" if y < 0.01 else f"{y:,.0%}",
        dashed={way: _points(points, "worst") for way, points in found.items()},
    )


def _points(points: list[Point], which: str) -> list[tuple[float, float]]:
    """With a reader's zero: an error under a thousandth stands at a thousandth."""
    return [(n, max(0.001, getattr(p, which))) for n, p in zip(REPORTS, points, strict=True)]


def table(found: dict[str, list[Point]]) -> str:
    """The same in figures, for the docs."""
    lines = ["| reports | " + " | ".join(WAYS) + " |", "|---|" + "---|" * len(WAYS)]
    for k, n in enumerate(REPORTS):
        cells = (f"{found[w][k].middle:,.1%} (1 in 10 over {found[w][k].worst:,.0%})" for w in WAYS)
        lines.append(f"| {n} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    points, held = measured()
    sys.stdout.write(f"{table(points)}\n\nbounds held in {held:.2%} of the answers\n")
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(figure(points), encoding="utf-8")
