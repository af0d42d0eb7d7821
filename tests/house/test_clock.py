"""Dates are strict: a wrong date makes a wrong tally."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj import clock
from panj.errors import DateError
from panj.model import Question, Report


@given(st.dates())
def test_day_round_trip(day):
    assert clock.parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "value",
    [
        "0",
        "20210705",
        "2021-7-5",
        "05/07/2021",
        "2021-02-30",
        "2021-07-05\n",
        "",
        "1625443200",
        "２０２１-07-05",
    ],
)
def test_day_refuses_what_is_not_strict(value):
    with pytest.raises(DateError, match="D001"):
        clock.parse_day(value)


def test_moment_keeps_its_zone():
    assert clock.parse_moment("2021-07-06T00:30+05:00") == "2021-07-06T00:30:00+05:00"
    assert clock.day_of("2021-07-06T00:30:00+05:00") == date(2021, 7, 6)


def test_report_refuses_a_loose_date():
    with pytest.raises(DateError):
        Report(text="x", published="5 July 2021")


def test_question_refuses_a_period_that_ends_before_it_starts():
    with pytest.raises(DateError, match="D002"):
        Question(date_start=date(2021, 7, 5), date_end=date(2021, 7, 4))
