"""Whatever claims contradict whichever others, a question is answered and its low end is below its high."""

from __future__ import annotations

import random

import pytest

from props.cases import Case

DAYS = 28


def tangle(seed: int) -> Case:
    """A few claims of one flow, each true of nothing: places, groups, days and kinds overlap at random."""
    rng, case = random.Random(seed), Case()
    for n in range(rng.randint(3, 9)):
        day = rng.randint(5, DAYS)
        report = case.report(f"r{n}", f"05-{day:02d}")
        kind = rng.choice(("event", "event", "cumulative", "cumulative", "rate"))
        start = rng.randint(1, day)
        on = {
            "event": f"05-{start:02d}",
            "cumulative": rng.choice((f"05-{start:02d}/05-{day:02d}", f"05-{day:02d}")),
            "rate": f"05-{start:02d}/05-{day:02d}",
        }[kind]
        more = {"per": "day"} if kind == "rate" else {}
        words = f"{rng.choice((3, 40, 500, 2000)) * rng.randint(1, 9):,}"
        to, origin = rng.choice(("SD", "SD-GD", "SD-KA", None)), rng.choice(("ET", "ET-TI", None))
        group = rng.choice(("people", "refugees", "civilians", "soldiers", None))
        case.says(report, words, on=on, period=kind, to=to, origin=origin, group=group, **more)
    return case


# In worlds 128 and 194 narrow totals hold more than the wide ones that take them in.
@pytest.mark.parametrize("seed", [*range(25), 128, 194])
@pytest.mark.parametrize("place", ["SD", "SD-GD", None])
def test_a_tangle_is_answered(seed: int, place: str | None) -> None:
    bounds = tangle(seed).ask(place=place).bounds
    assert bounds.high is None or bounds.low <= bounds.high
