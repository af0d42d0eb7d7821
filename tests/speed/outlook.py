"""How good and how fast the outlook is: `./check bench outlook [scores | speed | scale]`.

Prints errors on the six past crises beside the naive forecasts and FLEE's figures, agent-steps per second of
processor time beside FLEE's, a thousand members at once, and ten thousand places with 10⁸ people. FLEE's are
those measured on another machine with master e64abd8, so speeds are compared by order of magnitude only.
"""

from __future__ import annotations

import resource
import sys
from datetime import date
from pathlib import Path
from time import process_time

import numpy as np

from panj.outlook.backtest import Backtest
from panj.outlook.calibrated import calibration
from panj.outlook.case import (
    Closure,
    ClosureKind,
    ConflictChange,
    Crisis,
    Road,
    Site,
    SiteKind,
    StatedCapacity,
)
from panj.outlook.evaluate import score
from panj.outlook.flow import simulate
from panj.outlook.parameters import movement
from panj.outlook.reading import read_case

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "flee"
FLEE = {  # averaged relative difference with the suite's own setting; the same with camp capacities removed
    "mali2012": (0.32, 0.85),
    "car2013": (0.36, 0.77),
    "syria2013": (0.34, 0.39),
    "nigeria2016": (0.21, 0.29),
    "mali2017_adm1": (0.71, 0.41),
    "venezuela2022": (1.16, 1.47),
}
FLEE_MALI_SECONDS = 45.0  # processor time of mali2012 at full size
FLEE_CAR_RATE = 300_000.0  # agent-steps per second of processor time on car2013


def main(parts: list[str]) -> None:
    """Runs the parts named, or all."""
    known = {"scores": scores, "speed": speed, "scale": scale}
    for name in parts or list(known):
        known[name]()


def scores() -> None:
    """The score table: one line per task, horizon and forecast, cases side by side."""
    if not SHARED.is_dir():
        print("scores: the cases beside the checkout are not there")
        return
    told = [score(read_case(SHARED / name)).to_dict() for name in FLEE]
    print(f"{'':58}" + "".join(f"{name[:11]:>12}" for name in FLEE) + f"{'mean':>8}  better")
    for task in ("share", "count", "count_as_reported"):
        for horizon in told[0][task]:
            for kind in ("on_all_days", "on_report_days"):
                rows = [t[task][horizon][kind] for t in told]
                head = f"{task} {horizon}{'' if kind == 'on_all_days' else ', report days'}"
                ours = [r["error"] for r in rows]
                line(f"{head}: Panj", ours)
                line(f"{head}: coverage of 80 %", [r["coverage80"] for r in rows])
                for baseline in rows[0]["baselines"]:
                    line(f"{head}: {baseline}", [r["baselines"][baseline] for r in rows], ours)
            if horizon == "cold":
                cold = [t[task][horizon]["error"] for t in told]
                line(f"{task} cold: FLEE, capacities leak", [f[0] for f in FLEE.values()], cold)
                line(f"{task} cold: FLEE, capacities removed", [f[1] for f in FLEE.values()], cold)


def line(head: str, values: list[float], ours: list[float] | None = None) -> None:
    """One line of the table, and in how many cases ours is lower."""
    wins = (
        "" if ours is None else f"  {sum(a < b for a, b in zip(ours, values, strict=True))} of {len(values)}"
    )
    print(f"{head[:57]:58}" + "".join(f"{v:12.3f}" for v in values) + f"{np.mean(values):8.3f}{wins}")


def timed(crisis: Crisis, **more: object) -> tuple[float, float]:
    """Seconds of processor time of the best of three runs, and person-days simulated."""
    learned = calibration(crisis)
    tested = Backtest(crisis, learned.growth)
    best = np.inf
    for _ in range(3):
        start = process_time()
        simulate(crisis, learned.movement, tested.newcomers, start=tested.start(), **more)  # type: ignore[arg-type]
        best = min(best, process_time() - start)
    return best, float(tested.total.sum())


def speed() -> None:
    """Full size beside FLEE's figures; a thousand members at once."""
    if not SHARED.is_dir():
        print("speed: the cases beside the checkout are not there")
        return
    for name in ("mali2012", "car2013"):
        crisis = read_case(SHARED / name)
        for how, rng in (("mean flows", None), ("drawn", np.random.default_rng(0))):
            seconds, steps = timed(crisis, rng=rng)
            rate = steps / seconds
            ratio = FLEE_MALI_SECONDS / seconds if name == "mali2012" else rate / FLEE_CAR_RATE
            print(
                f"{name}, {how}: {seconds:.3f} s, {rate:,.0f} agent-steps a second, {ratio:,.0f} times FLEE"
            )
    rng = np.random.default_rng(0)
    powers, soft = 0.75 * np.exp(rng.normal(0, 0.2, 1000)), np.full(1000, 50.0)
    crisis = read_case(SHARED / "car2013")
    learned = calibration(crisis)
    tested = Backtest(crisis, learned.growth)
    start = process_time()
    simulate(
        crisis,
        learned.movement,
        tested.newcomers,
        start=tested.start(),
        members=1000,
        rng=rng,
        powers=powers,
        soft=soft,
    )
    print(f"car2013, 1,000 members drawn: {process_time() - start:.1f} s, {memory():,.0f} MB")


def scale() -> None:
    """Ten thousand places, 10⁸ people, a year."""
    crisis = grid(100)
    start = process_time()
    flow = simulate(crisis, movement(), np.full(365, 1e8 / 365))
    print(
        f"10,000 places, {flow.entered[0, -1]:,.0f} people, 365 days: {process_time() - start:.1f} s, "
        f"{memory():,.0f} MB, {flow.unaccounted():.1e} persons unaccounted for"
    )


def grid(side: int) -> Crisis:
    """Places on a grid of roads: a tenth camps, half of them with a capacity, a fifth in conflict in time."""
    rng = np.random.default_rng(1)
    draw = rng.random(side * side)
    sites = []
    for n in range(side * side):
        kind = SiteKind.CAMP if draw[n] < 0.1 else SiteKind.CONFLICT if draw[n] < 0.3 else SiteKind.TOWN
        stated = (StatedCapacity(200_000.0),) if kind is SiteKind.CAMP and rng.random() < 0.5 else ()
        country = "Away" if n % side > side // 2 else "Home"
        people = float(rng.integers(1_000, 100_000))
        sites.append(Site(f"p{n}", country, kind, population=people, capacities=stated))
    roads = [
        Road(f"p{n}", f"p{n + 1}", float(rng.integers(5, 60)))
        for n in range(side * side)
        if n % side < side - 1
    ]
    roads += [Road(f"p{n}", f"p{n + side}", float(rng.integers(5, 60))) for n in range(side * (side - 1))]
    zones = [s.name for s in sites if s.kind is SiteKind.CONFLICT]
    conflict = sorted((ConflictChange(z, int(rng.integers(0, 300)), 1.0) for z in zones), key=lambda c: c.day)
    closures = tuple(Closure(ClosureKind.COUNTRY, "Home", "Away", d, d + 20) for d in (60, 150))
    camps = tuple(s.name for s in sites if s.kind is SiteKind.CAMP)
    start = date(2024, 1, 1)
    return Crisis("grid", start, 365, "Home", tuple(sites), tuple(roads), camps, closures, tuple(conflict))


def memory() -> float:
    """The most memory held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(sys.argv[1:])
