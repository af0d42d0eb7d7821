"""The trend of counts: what came before the case, first registrations, and sites that lean on each other."""

import numpy as np
import pytest

from outlook.crises import counted, fork
from panj.outlook.growth import Growth, trend

GROWTH = Growth(30, 0.25, 0.1, 0.8, 3)


def ahead(observations, day=60):
    return trend(fork(observations=observations), GROWTH).ahead(day, 30)[0]


def test_a_long_history_before_the_case_counts_by_how_long_it_took():
    """Two years at 100 a day, then the same: not all of it laid on the first day."""
    steady = counted("Near", [(d, 80_000 + 100 * d) for d in range(-700, 31, 10)])
    assert 83_000 < ahead(steady) < 86_500


def test_an_empty_site_before_the_case_says_nothing_of_its_pace():
    begun = counted("Near", [(0, 0), (10, 500), (20, 900)])
    for empty in (-5, -44, -900):
        assert ahead([*counted("Near", [(empty, 0)]), *begun]) == pytest.approx(ahead(begun))


def test_a_first_registration_is_no_flow():
    registered = counted("Near", [(0, 0), (10, 5_000), (20, 5_000)])
    flowing = counted("Near", [(0, 1), (10, 5_000), (20, 5_000)])
    assert 5_000 <= ahead(registered) < ahead(flowing)


def test_the_clock_slows_and_never_stands_still():
    days = np.arange(-50, 400, 10, dtype=float)
    steps = np.diff(GROWTH.clock(days))
    assert (steps > 0).all()
    assert steps[:4] == pytest.approx(steps[0])
    assert (np.diff(steps[6:]) < 0).all()


def test_a_site_with_one_report_leans_on_the_others():
    alone = [*counted("Near", [(20, 1_000)])]
    beside = [*alone, *counted("Far", [(0, 1_000), (10, 3_000), (20, 5_000)])]
    assert ahead(alone) == pytest.approx(1_000)
    assert ahead(beside) > 1_100


def test_tomorrow_is_mostly_the_last_report_and_later_days_follow_the_pace():
    now = trend(fork(observations=counted("Near", [(0, 100), (10, 1_000), (20, 2_000)])), GROWTH)
    assert now.ahead(20, 0)[0] == 2_000
    tomorrow, month = now.ahead(21, 1)[0], now.ahead(50, 30)[0]
    assert 2_000 < tomorrow < 2_050
    assert month > 2_600
