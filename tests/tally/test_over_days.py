"""What came over several named days is their total: a count of one of these days lies in it."""

from __future__ import annotations

import pytest

import panj
from panj.events import link
from panj.gazetteer import Gazetteer
from panj.model import Measure, Question, Report
from panj.tally import Ledger, ask

WEEKEND = (
    "More than 3,500 Congolese crossed into Uganda over the weekend, the commissioner for refugees said."
)


def bounds(*told: tuple[str, str]) -> tuple[float, float | None]:
    """Lowest and highest number of arrivals in Uganda by reports, each with its day of publication."""
    gazetteer = Gazetteer.default()
    reports = [Report(text=text, published=day, outlet=f"outlet {n}") for n, (day, text) in enumerate(told)]
    claims = [c for r in reports for c in panj.extract(r, gazetteer=gazetteer)]
    events = link(claims, reports, gazetteer=gazetteer)
    found = ask(Question(Measure.ARRIVAL, place="UG"), Ledger(claims, events, reports, gazetteer=gazetteer))
    return found.bounds.low, found.bounds.high


@pytest.mark.parametrize("day", ["Sunday", "9 March", "Saturday"])
def test_a_day_of_the_weekend_is_not_added_to_the_weekend(day: str) -> None:
    one_day = f"Some 1,300 people crossed into Uganda from Congo on {day}, the UN refugee agency said."
    assert bounds(("2025-03-12", WEEKEND), ("2025-03-12", one_day)) == (3501, 3599)


def test_another_day_is_added() -> None:
    monday = "Another 600 people crossed into Uganda from Congo on Monday, the UN refugee agency said."
    assert bounds(("2025-03-12", WEEKEND), ("2025-03-12", monday))[0] == 3501 + 550


def test_a_night_of_two_dates_is_one_occurrence() -> None:
    first = "Some 300 people crossed into Uganda from Congo overnight, the police said."
    second = "Some 300 people crossed into Uganda from Congo on Monday, the governor said."
    assert bounds(("2025-03-10", first), ("2025-03-11", second)) == (270, 330)
