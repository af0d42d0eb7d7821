"""The days that the heading of a table's column names are those of the figures under it."""

from __future__ import annotations

from datetime import date

import pytest

from panj import Report, extract
from panj.model import Claim, Measure, PeriodKind

TABLE = """Refugees from Sudan: monthly table

| Country | {0} | {1} |
| --- | --- | --- |
| Chad | 41,230 | 2,310 |
| Libya | 18,070 | 905 |
"""


def told(first: str, second: str, published: str = "2024-09-04") -> dict[str, Claim]:
    report = Report(text=TABLE.format(first, second), published=published, outlet="Sahara Desk")
    return {c.text: c for c in extract(report)}


@pytest.mark.parametrize(
    "heading", ["August arrivals", "Arrivals August", "Arrivals in August", "Arrivals, August 2024"]
)
def test_arrivals_under_a_month_are_of_that_month(heading: str):
    claim = told("Refugees", heading)["2,310"]
    assert claim.measure is Measure.ARRIVAL
    assert claim.period is PeriodKind.CUMULATIVE
    assert (claim.date_start, claim.date_end) == (date(2024, 8, 1), date(2024, 8, 31))


def test_people_under_a_day_are_those_of_that_day():
    claim = told("Refugees hosted, 31 July", "August arrivals")["41,230"]
    assert claim.period is PeriodKind.AS_OF
    assert claim.date_end == date(2024, 7, 31)


def test_a_heading_without_a_date_dates_nothing():
    claim = told("Refugees", "Arrivals")["2,310"]
    assert "date.column" not in claim.rules


def test_two_dates_in_one_heading_settle_nothing():
    claim = told("Refugees", "Arrivals in June and arrivals in July")["2,310"]
    assert "date.column" not in claim.rules
