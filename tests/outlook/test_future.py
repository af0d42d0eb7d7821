"""Nothing of the future enters: noise in place of all that comes later changes no bit of a forecast."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from outlook.crises import growing
from panj.outlook.ahead import look_ahead, split_total
from panj.outlook.backtest import Backtest
from panj.outlook.calibrated import calibration
from panj.outlook.case import Closure, ClosureKind, ConflictChange, Correction, Observation, StatedCapacity
from panj.outlook.flee_folder import read_folder
from panj.outlook.flow import simulate
from panj.outlook.whatif import Change, ChangeKind, compare

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "flee"


def noisy(crisis, day, seed):
    """The case with everything that became known after a day replaced by noise."""
    rng = np.random.default_rng(seed)
    later = range(day + 1, crisis.length)

    def days():
        return sorted(rng.choice(later, 6, replace=False).tolist())

    def counts(names):
        return [Observation(n, d, float(rng.integers(10**7)), d) for n in names for d in days()]

    kept = crisis.as_known(day)
    crowd = [replace(o, count=9e9, known=day + 1) for o in kept.observations[:3]]  # old days told later
    sites = tuple(
        replace(
            s,
            capacities=(*s.capacities, StatedCapacity(float(rng.integers(9_999)), day + 1)),
            file_capacity=1.0,
        )
        for s in crisis.sites
    )
    ends = [(c, None if c.end is not None and c.end > day else c.end) for c in kept.closures]
    return replace(
        crisis,
        sites=sites,
        observations=(*kept.observations, *counts(crisis.targets), *crowd),
        totals=(*kept.totals, *counts([""])),
        closures=(
            *(replace(c, end=e if e is not None else int(rng.choice(later))) for c, e in ends),
            Closure(ClosureKind.COUNTRY, crisis.home, crisis.site(crisis.targets[0]).country, day + 1),
        ),
        conflict=(
            *kept.conflict,
            *(ConflictChange(crisis.sites[0].name, d, float(rng.random())) for d in days()),
        ),
        corrections=(*kept.corrections, *(Correction(n, day + 1) for n in crisis.targets)),
        length=crisis.length,
    )


MADE_UP = "made up"
NAMES = [MADE_UP, *(pytest.param(n, marks=pytest.mark.shared) for n in ("mali2012", "car2013", "syria2013"))]


def case(name):
    """A case by its name; those beside the checkout are skipped where they are not there."""
    if name == MADE_UP:
        return growing(length=200)
    if not SHARED.is_dir():
        pytest.skip("the cases beside the checkout are not there")
    return read_folder(SHARED / name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("day", [45, 120])
def test_forecasts_are_the_same_to_the_bit(name, day):
    crisis = case(name)
    for seed in (1, 2):
        changed = noisy(crisis, day, seed)
        assert look_ahead(changed, day) == look_ahead(crisis, day)
        assert split_total(changed, 1e5, day, horizon=30) == split_total(crisis, 1e5, day, horizon=30)
    change = [Change(ChangeKind.SHUT, crisis.targets[0])]
    assert compare(noisy(crisis, day, 3), change, day, members=20) == compare(crisis, change, day, members=20)


@pytest.mark.parametrize("name", NAMES)
def test_scored_forecasts_do_not_see_beyond_their_day(name):
    crisis = replace(case(name), corrections=())
    day, learned = 100, calibration(crisis)
    clean, noise = (
        Backtest(c, learned.growth, truth="as_reported")
        for c in (crisis, replace(noisy(crisis, day, 4), corrections=()))
    )
    routed = [tested.routed(learned.movement) for tested in (clean, noise)]
    assert np.array_equal(routed[0][: day + 1], routed[1][: day + 1])
    for horizon in (1, 7, 30, 90):
        ours, theirs = clean.made(horizon), noise.made(horizon)
        seen = ours.days <= day + horizon
        assert seen.any()
        assert np.array_equal(ours.counts[seen], theirs.counts[seen])
        assert np.array_equal(ours.since[seen], theirs.since[seen])


@pytest.mark.parametrize("name", NAMES)
def test_the_cold_start_of_a_day_uses_no_later_day(name):
    crisis = case(name)
    day, people = 60, np.arange(61.0)
    whole = simulate(crisis, calibration(crisis).movement, people).present[0]
    known = simulate(crisis.as_known(day), calibration(crisis).movement, people).present[0]
    assert whole == pytest.approx(known, rel=1e-12, abs=1e-9)


def test_a_report_counts_from_the_day_it_was_known_not_the_day_it_is_of():
    crisis = growing(length=100)
    late = replace(crisis, observations=tuple(replace(o, known=o.day + 15) for o in crisis.observations))
    assert look_ahead(late, 60).total == pytest.approx(look_ahead(late.as_known(60), 60).total)
    assert look_ahead(late, 60).total[0].baseline < look_ahead(crisis, 60).total[0].baseline
