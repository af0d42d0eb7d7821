"""Dates against the day of publication and the text's own anchor."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.claims.dates.dates import When, dates, month_span, rate_of, valid_day
from panj.claims.dates.durations import duration

PUBLISHED = date(2021, 7, 5)  # a Monday


def only(text: str, published: date | None = PUBLISHED, anchor: date | None = None) -> When:
    found = dates(text, 0, len(text), published, anchor)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("arrived on July 3", "on", "2021-07-03", "2021-07-03"),
        ("arrived on 3 July 2020", "on", "2020-07-03", "2020-07-03"),
        ("arrived early Monday", "on", "2021-07-05", "2021-07-05"),
        ("arrived on Sunday night", "night", "2021-07-04", "2021-07-04"),
        ("arrived on Saturday and Sunday", "on", "2021-07-03", "2021-07-04"),
        ("arrived overnight", "night", "2021-07-04", "2021-07-05"),
        ("arrived last week", "on", "2021-06-28", "2021-07-04"),
        ("arrived at the weekend", "on", "2021-07-03", "2021-07-04"),
        ("displaced this year", "window", "2021-01-01", "2021-07-05"),
        ("displaced since April", "since", "2021-04-01", "2021-07-05"),
        ("displaced since the fighting began on June 22", "since", "2021-06-22", "2021-07-05"),
        ("displaced since the beginning of the year", "since", "2021-01-01", "2021-07-05"),
        ("the fifth in two weeks", "window", "2021-06-21", "2021-07-05"),
        ("in the past 24 hours", "window", "2021-07-04", "2021-07-05"),
        ("from 1 to 14 June they came", "window", "2021-06-01", "2021-06-14"),
        ("between 29 June and 3 July they came", "window", "2021-06-29", "2021-07-03"),
        ("in the second half of June", "window", "2021-06-16", "2021-06-30"),
        ("by the end of 2021", "until", None, "2021-12-31"),
        ("by Aug. 19, 2020", "until", None, "2020-08-19"),
        ("in 2019 alone", "on", "2019-01-01", "2019-12-31"),
        ("in recent days", "open", None, None),
        ("in the next two weeks", "future", "2021-07-06", "2021-07-19"),
        ("eight days ago", "on", "2021-06-27", "2021-06-27"),
        ("in December", "on", "2020-12-01", "2020-12-31"),
        ("arrived overnight on Saturday", "night", "2021-07-03", "2021-07-04"),
        ("arrived overnight into Sunday", "night", "2021-07-03", "2021-07-04"),
        ("arrived before dawn", "on", "2021-07-05", "2021-07-05"),
        ("from 28 June – 4 July 2021 they came", "window", "2021-06-28", "2021-07-04"),
        ("28 December 2020 - 3 January 2021", "window", "2020-12-28", "2021-01-03"),
        ("in the first week of June", "on", "2021-06-01", "2021-06-07"),
        ("in the second quarter of 2020", "on", "2020-04-01", "2020-06-30"),
        ("on Tuesday of last week", "on", "2021-06-29", "2021-06-29"),
        ("next Friday", "on", "2021-07-16", "2021-07-16"),
        ("on the 4th of July of 1995", "on", "1995-07-04", "1995-07-04"),
        ("as of noon on 2 July", "as_of", "2021-07-02", "2021-07-02"),
        ("by the evening of 2 July", "until", None, "2021-07-02"),
        ("since the winter", "since", "2020-12-01", "2021-07-05"),
    ],
)
def test_expressions(text: str, kind: str, first: str | None, last: str | None) -> None:
    found = only(text)
    assert (found.kind, found.first and found.first.isoformat(), found.last and found.last.isoformat()) == (
        kind,
        first,
        last,
    )


def test_a_day_earlier_is_counted_from_the_day_last_named() -> None:
    assert only("a day earlier", anchor=date(2021, 6, 22)).first == date(2021, 6, 21)


def test_without_publication_relative_dates_stay_open() -> None:
    assert only("arrived yesterday", published=None).first is None


def test_may_is_a_month_only_where_it_is_one() -> None:
    assert dates("they may cross", 0, 14, PUBLISHED) == []
    assert only("they crossed in May").first == date(2021, 5, 1)


@pytest.mark.parametrize(
    ("text", "per"), [("300 a day", "day"), ("some 40 every week", "week"), ("2,000 monthly", "month")]
)
def test_rates(text: str, per: str) -> None:
    found = rate_of(text, 0, len(text))
    assert found is not None
    assert found[0] == per


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 12, 31)))
def test_every_iso_and_written_day_is_itself(day: date) -> None:
    written = f"on {day.day} {day:%B} {day.year}"
    assert only(written).first == day
    assert only(f"dated {day.isoformat()}").first == day
    first, last = month_span(day.year, day.month)
    assert first <= day <= last


def test_the_period_is_the_window_last_named() -> None:
    found = dates("500 came during the period", 0, 26, PUBLISHED, None, (date(2021, 6, 1), date(2021, 6, 14)))
    assert [(w.kind, w.first, w.last) for w in found] == [("window", date(2021, 6, 1), date(2021, 6, 14))]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("All information is valid as of 2 July 2021.", date(2021, 7, 2)),
        ("Figures as of 2 January 2021 were lower.", PUBLISHED),  # too old to be the day of the report
        ("Nothing is said.", PUBLISHED),
    ],
)
def test_the_day_that_a_report_is_valid_as_of(text: str, day: date) -> None:
    assert valid_day(text, PUBLISHED) == day


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("six weeks", "P6W"),
        ("more than a decade", "P10Y"),
        ("12 hours", "PT12H"),
        ("Tuesday", None),
        ("the month", "P1M"),
    ],
)
def test_lengths_of_time(words: str, period: str | None) -> None:
    assert duration(words) == period
