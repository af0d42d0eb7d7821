"""Short reports of a sentence or two, read and tallied: what users would write to try it out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

import panj
from panj.gazetteer import Gazetteer
from panj.model import Measure, Question, Report, Tally
from panj.tally import Ledger, ask
from props.cases import ends

Asks = Callable[..., Tally]


@pytest.fixture(scope="module")
def reading() -> Callable[..., Ledger]:
    gazetteer = Gazetteer.default()

    def read(*told: tuple[str, str, str]) -> Ledger:
        reports = [
            Report(text=text, published=day, outlet=outlet, name=f"r{n}")
            for n, (day, outlet, text) in enumerate(told)
        ]
        claims = [c for r in reports for c in panj.extract(r, gazetteer=gazetteer)]
        return Ledger(claims, None, reports, gazetteer=gazetteer)

    return read


def of(ledger: Ledger, measure: str, place: str, *days: str) -> Tally:
    start, end = map(date.fromisoformat, days) if days else (None, None)
    return ask(Question(Measure(measure), place=place, date_start=start, date_end=end), ledger)


def test_two_numbers_of_hosts_on_one_day_contradict(reading: Callable[..., Ledger]) -> None:
    ledger = reading(
        ("2024-06-30", "UNHCR", "Chad hosts 600,000 Sudanese refugees, UNHCR said on Sunday."),
        ("2024-06-30", "AFP", "Chad hosts 750,000 Sudanese refugees, the interior minister said on Sunday."),
    )
    (conflict,) = of(ledger, "hosted", "TD").conflicts
    assert {(b.low, b.high) for _, b in conflict.stories} == {(550_000, 649_999), (745_000, 754_999)}


def test_a_count_and_what_the_government_says_contradict(reading: Callable[..., Ledger]) -> None:
    text = (
        "As of 30 June 1.2 million people are displaced inside Lebanon, the prime minister said. "
        "IOM has counted 541,527 displaced as of 30 June."
    )
    (conflict,) = of(reading(("2024-06-30", "OCHA", text)), "displaced_stock", "LB").conflicts
    assert {(b.low, b.high) for _, b in conflict.stories} == {(541_527, 541_527), (1_150_000, 1_249_999)}


def test_people_who_are_missing_are_told_of(reading: Callable[..., Ledger]) -> None:
    ledger = reading(
        ("2023-10-02", "IOM", "In Derna 10,000 people are missing, the Red Cross said."),
        ("2023-10-09", "AP", "In Derna 8,500 people are missing, the health ministry said."),
    )
    derna = next(f.destination for f in ledger.frames.values())
    tally = of(ledger, "missing", derna or "")
    assert (ends(tally), tally.as_of) == ((8_450, 8_549), date(2023, 10, 9))


def test_an_average_is_not_added_to_a_day_inside_it(reading: Callable[..., Ledger]) -> None:
    text = (
        "On 4 December 2,143 people arrived in Renk. "
        "Over the last seven days arrivals in Renk averaged 1,050 a day."
    )
    tally = of(reading(("2024-12-05", "IOM", text)), "arrival", "SS")
    assert tally.conflicts == ()
    assert tally.bounds.best == 7_350
    assert tally.bounds.high is not None
    assert tally.bounds.low >= 7 * 1_045
    assert tally.bounds.high <= 8 * 1_054


def test_totals_that_differ_by_a_day_and_by_half_are_a_doubt(reading: Callable[..., Ledger]) -> None:
    unhcr = "As of 10 October, 276,000 people have crossed from Lebanon to Syria since 24 September."
    security = (
        "420,000 people crossed from Lebanon into Syria between 23 September and 10 October, "
        "Lebanese General Security said."
    )
    tally = of(reading(("2024-10-11", "UNHCR", unhcr), ("2024-10-11", "AFP", security)), "arrival", "SY")
    assert [c.doubt for c in tally.conflicts] == [True]
    assert (tally.bounds.low, tally.bounds.best) == (415_000, 420_000)


def test_last_year_is_not_added_to_september(reading: Callable[..., Ledger]) -> None:
    text = "25,111 people crossed into Panama in September. Last year 520,000 people crossed into Panama."
    ledger = reading(("2024-10-02", "Migration service", text))
    assert ends(of(ledger, "arrival", "PA")) == (25_111, 25_111)
    assert ends(of(ledger, "arrival", "PA", "2023-01-01", "2023-12-31")) == (515_000, 524_999)


@pytest.mark.parametrize(
    ("month", "year"), [("people", "migrants"), ("migrants", "people"), ("people", "refugees")]
)
def test_a_month_lies_in_its_year_whatever_its_people_are_called(
    reading: Callable[..., Ledger], month: str, year: str
) -> None:
    ledger = reading(
        ("2024-10-02", "Migration service", f"25,111 {month} crossed into Panama in September."),
        ("2024-10-03", "IOM", f"263,138 {year} have crossed into Panama since 1 January."),
    )
    for days in ((), ("2024-01-01", "2024-12-31")):
        tally = of(ledger, "arrival", "PA", *days)
        assert (ends(tally), tally.bounds.best) == ((263_138, 263_138), 263_138)


def test_a_toll_that_an_army_puts_lower_is_not_added(reading: Callable[..., Ledger]) -> None:
    text = "At least 48 people were killed in Goma on 11 June. The army gave the number as 30."
    ledger = reading(("2024-06-14", "Reuters", text))
    goma = next(f.destination for f in ledger.frames.values())
    low, high = ends(of(ledger, "killed", goma or ""))
    assert low <= 49
    assert high is not None
    assert high <= 49
