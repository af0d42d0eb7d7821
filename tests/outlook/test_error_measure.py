"""Errors are FLEE's, and the naive forecasts give the figures published for them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from outlook.crises import counted, fork, growing
from panj.outlook.baselines import (
    accumulated,
    capacity_share,
    equal_split,
    inverse_distance,
    newcomers,
    start_counts,
)
from panj.outlook.case import Closure, ClosureKind
from panj.outlook.error_measure import covered, daily_error, mean_error, rescaled_error
from panj.outlook.flee_folder import read_folder
from panj.outlook.series import report_days, validation

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "flee"
COUNTS = arrays(float, (3, 4), elements=st.integers(0, 10**6).map(float))


def test_the_error_is_the_sum_of_gaps_over_the_total():
    assert daily_error(np.array([[60.0, 30.0]]), np.array([[50.0, 50.0]])) == pytest.approx([0.3])
    assert daily_error(np.array([[0.0, 7.0]]), np.zeros((1, 2))) == pytest.approx([7.0])  # over one person


def test_the_rescaled_error_compares_shares():
    assert rescaled_error(np.array([[1.0, 1.0]]), np.array([[75.0, 25.0]])) == pytest.approx([0.5])
    assert rescaled_error(np.zeros((1, 2)), np.array([[75.0, 25.0]])) == pytest.approx([1.0])


@given(COUNTS, COUNTS)
def test_the_rescaled_error_lies_between_nought_and_two(simulated, data):
    error = rescaled_error(simulated, data)
    assert ((error >= 0) & (error <= 2 + 1e-9)).all()
    assert rescaled_error(data, data) == pytest.approx(0)


def test_counts_are_interpolated_cut_to_whole_persons_and_flat_outside():
    case = fork(length=12, observations=[*counted("Near", [(2, 10), (5, 20)]), *counted("Far", [(4, 7)])])
    assert list(validation(case)[:, 0]) == [10, 10, 10, 13, 16, 20, 20, 20, 20, 20, 20, 20]
    assert set(validation(case)[:, 1]) == {7}
    assert list(np.nonzero(report_days(case))[0]) == [2, 4, 5]


def test_newcomers_make_up_for_a_fall_first():
    assert list(newcomers(np.array([10.0, 15, 12, 14, 20]))) == [0, 5, 0, 0, 5]


def test_inverse_distance_is_by_road_and_heeds_closures():
    case = fork(near=100, far=300, length=10)
    near, far = inverse_distance(case, 10)[0]
    assert near / far == pytest.approx(3)
    shut = replace(case, closures=(Closure(ClosureKind.LINK, "Near", "Town", 2, 5),))
    weights = inverse_distance(shut, 10)
    assert weights[2, 0] == 0
    assert weights[5, 0] > 0
    assert (inverse_distance(shut, 10, closures=False) > 0).all()


def test_intervals_cover_whole_persons():
    inside = covered(np.array([[9.7, 5.2]]), np.array([[9.8, 5.6]]), np.array([[9.0, 7.0]]))
    assert list(inside) == [0.5]
    assert mean_error(np.array([]), None) is None


def test_the_error_of_the_last_report_grows_with_its_age():
    from panj.outlook.backtest import Backtest
    from panj.outlook.growth import Growth

    tested = Backtest(growing(), Growth(30, 0.25, 0.1, 0.8, 3))
    errors = []
    for horizon in (1, 7, 30, 90):
        made = tested.made(horizon)
        errors.append(mean_error(daily_error(made.last, tested.truth_of(made))))
    assert errors == sorted(errors)


PUBLISHED = {  # equal split, 1 / distance, with closed borders, capacity share: the peer's page, rounded
    "mali2012": (0.77, 0.75, 0.42, 0.16),
    "car2013": (0.78, 0.94, 0.78, 0.37),
    "syria2013": (0.49, 0.35, 0.35, 0.47),
    "nigeria2016": (0.58, 0.49, 0.49, 0.09),
    "mali2017_adm1": (0.26, 0.25, 0.25, 0.17),
    "venezuela2022": (0.33, 0.60, 0.60, 0.14),
}


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the cases beside the checkout are not there")
@pytest.mark.parametrize("name", PUBLISHED)
def test_the_naive_forecasts_give_the_published_figures(name):
    case = read_folder(SHARED / name)
    data, days = validation(case), case.length
    arriving = newcomers(data.sum(axis=1))
    weights = (
        equal_split(case, days),
        inverse_distance(case, days, closures=False),
        inverse_distance(case, days),
        capacity_share(case, days),
    )
    found = [mean_error(rescaled_error(accumulated(start_counts(case), w, arriving), data)) for w in weights]
    assert found == pytest.approx(PUBLISHED[name], abs=0.03)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the cases beside the checkout are not there")
def test_sizes_are_those_of_the_provenance():
    people = {
        name: validation(read_folder(SHARED / name)).sum(axis=1)[[0, -1]].tolist() for name in PUBLISHED
    }
    assert people == {
        "mali2012": [10_838, 89_991],
        "car2013": [0, 415_174],
        "syria2013": [0, 3_813_502],
        "nigeria2016": [0, 303_963],
        "mali2017_adm1": [92_508, 155_112],
        "venezuela2022": [0, 558_500],
    }
