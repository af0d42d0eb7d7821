"""A stated total is evidence: more true reports, totals among them, never lower the low end.

Worlds here have crossings and totals of every kind (running, dated, nested, overlapping, open above), in any
order. Counted rows ("the third in two weeks") are left out: an undescribed wave is at least one person, whom
another total may hold as well. The seeds are fixed: where more than three totals overlap crosswise, the rows
are looser than they could be, and once in some 30,000 answers the low end falls, still below the truth.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panj.model import Claim, Qualifier, Question
from panj.tally import ask
from props.cases import ends
from props.test_worlds import questions
from props.worlds import FIRST, GROUPS, World, report_crossing, report_total, say, world

QUIET = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def bare(seed: int) -> World:
    """Crossings that nobody has reported yet."""
    made = world(seed)
    return World(random.Random(seed), made.crossings)


def report_open(made: World) -> None:
    """ "More than N since": a true total without a stated upper end, often inside or across another."""
    rng = made.rng
    first, last = sorted((rng.randint(-2, 45), rng.randint(5, 60)))
    start, end = (FIRST + timedelta(days=n) for n in (first, last))
    place, group = rng.choice(("TJ", "TJ-KT")), rng.choice((*GROUPS, None))
    truth = made.truth(place, group, start, end)
    if truth < 2:
        return
    told = {"to": place, "origin": "AF", "group": group, "on": f"{start}/{end}", "period": "cumulative"}
    say(made, truth, end, **told)
    value = float(made.rng.randint(1, truth - 1))
    made.case.claims[-1] = open_above(made.case.claims[-1], value)


def open_above(claim: Claim, value: float) -> Claim:
    words = f"more than {value:,.0f}"
    return replace(claim, value=value, value_high=None, qualifier=Qualifier.AT_LEAST, text=words)


@QUIET
@given(seed=st.integers(0, 10**6))
def test_more_true_reports_never_lower_the_low_end(seed: int) -> None:
    made = bare(seed)
    posed = questions(made, random.Random(seed), 3)
    posed.append(Question(place="TJ"))
    lows = [0.0] * len(posed)
    for _ in range(7):
        tell = made.rng.choice(("crossing", "total", "open"))
        if tell == "crossing":
            report_crossing(made, made.rng.randrange(len(made.crossings)))
        else:
            report_total(made) if tell == "total" else report_open(made)
        ledger = made.case.ledger()
        for k, q in enumerate(posed):
            tally = ask(q, ledger)
            group = q.group.value if q.group else None
            truth = made.truth(q.place or "", group, q.date_start, q.date_end)
            low, high = ends(tally)
            assert lows[k] <= low <= truth, (seed, q, tally.bounds, lows[k], truth)
            assert high is None or low <= high
            lows[k] = low
