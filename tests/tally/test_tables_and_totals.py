"""Tables beside texts, gates by day, revisions, and totals that a reader sets against each other."""

from __future__ import annotations

from pathlib import Path

import panj
from panj.events import link
from panj.gazetteer import Gazetteer
from panj.model import Measure, Question, Report, Tally
from panj.reports import date_all, parts, read
from panj.tally import Ledger, ask

GAZETTEER = Gazetteer.default()

OFFICE = """The total is of all gates.

On 4 and 5 May a total of 4,312 refugees from South Sudan came to Uganda, 2,987 of them through Elegu and 1,325 through Bibia.
"""  # noqa: E501
AGENCY = """Between 4 and 6 May, 6,402 refugees from South Sudan entered Uganda, 4,375 through Elegu and 2,027 through Bibia.

ARRIVALS BY DAY

Date | Elegu | Bibia | Total
4 May | 1,912 | 590 | 2,502
5 May | 1,075 | 735 | 1,810
6 May | 1,388 | 702 | 2,090
Total | 4,375 | 2,027 | 6,402
"""  # noqa: E501
REVISED = """The total of arrivals from South Sudan in Uganda between 4 and 6 May has been revised from 6,402 to 6,002. 400 people had been registered both at Elegu and at Bibia.
"""  # noqa: E501
CHAIRMAN = """More than 9,000 people have entered Uganda since 4 May, Peter Lokwang, the chairman, said.
"""
GOVERNMENT = """A total of 6,900 refugees have entered Uganda from South Sudan since 4 May, the ministry said.
"""


def ledger(tmp_path: Path, **texts: str) -> Ledger:
    """Of texts by the day of their report, `may_6`; their tables are reports beside them."""
    for name, text in texts.items():
        day = f"2021-05-{int(name.rsplit('_', 1)[1]):02d}"
        (tmp_path / f"{name}.txt").write_text(
            f"---\npublished: {day}\noutlet: {name.split('_')[0].title()}\n---\n{text}"
        )
    found = [r for r in read([tmp_path]) if isinstance(r, Report)]
    reports = [x for r in date_all(found, {}) for x in (r, *parts(r))]
    claims = [c for r in reports for c in panj.extract(r, gazetteer=GAZETTEER)]
    return Ledger(claims, link(claims, reports, gazetteer=GAZETTEER), reports, gazetteer=GAZETTEER)


def asked(book: Ledger, measure: str, place: str) -> Tally:
    return ask(Question(measure=Measure(measure), place=place), book)


def test_a_table_says_again_what_its_text_says(tmp_path: Path) -> None:
    book = ledger(tmp_path, agency_7=AGENCY)
    for place, size in (("Uganda", 6_402), ("Elegu", 4_375), ("Bibia", 2_027)):
        bounds = asked(book, "arrival", place).bounds
        assert (bounds.low, bounds.best) == (size, size) or bounds.low <= size <= (bounds.high or size)
        assert bounds.best == size, place


def test_what_a_gates_total_holds_of_a_day_is_no_second_time_the_gates_share_of_it(tmp_path: Path) -> None:
    book = ledger(tmp_path, office_6=OFFICE, agency_7=AGENCY)
    bounds = asked(book, "arrival", "Elegu").bounds
    assert bounds.low <= 4_375 <= (bounds.high or 0), (
        "the days of the gate, and its share of all days, are the same"
    )
    assert bounds.low > 4_300


def test_parts_of_a_total_of_two_days_are_not_all_of_the_second(tmp_path: Path) -> None:
    tally = asked(ledger(tmp_path, office_6=OFFICE, agency_7=AGENCY), "arrival", "Uganda")
    assert not tally.conflicts
    assert tally.bounds.best == 6_402


def test_what_was_put_together_from_a_revised_figure_gives_way_by_as_much(tmp_path: Path) -> None:
    tally = asked(ledger(tmp_path, agency_7=AGENCY, agency_9=REVISED), "arrival", "Uganda")
    assert not tally.conflicts
    assert tally.bounds.best == 6_002


def test_a_total_too_small_to_take_in_an_earlier_one_is_told_as_a_doubt(tmp_path: Path) -> None:
    tally = asked(ledger(tmp_path, chairman_8=CHAIRMAN, government_10=GOVERNMENT), "arrival", "Uganda")
    told = [c.reason for c in tally.conflicts]
    assert any("More than 9,000" in r and "6,900" in r for r in told), told


BURIED = """"We have buried 160 people in Buner since Friday," the head of the village said.
"""
RETOLD = """The death toll of the flood in Pakistan rose to 218 on Monday. Residents of Buner say that 160 people were buried there.
"""  # noqa: E501
MATRIX = """In May 2021, 12,480 people were newly displaced in Kasai.

New displacement by territory, May 2021

Territory | New arrivals | Households
Tshikapa | 8,120 | 1,350
Luebo | 4,360 | 727
Total | 12,480 | 2,077

In Tshikapa 1,900 people were moved to another site in May 2021.
"""


def test_a_toll_told_again_without_a_day_is_the_toll(tmp_path: Path) -> None:
    tally = asked(ledger(tmp_path, herald_10=BURIED, wire_17=RETOLD), "killed", "Buner")
    assert (tally.bounds.low, tally.bounds.high) == (155, 164)


def test_households_of_a_row_are_its_people(tmp_path: Path) -> None:
    tally = asked(ledger(tmp_path, monitor_31=MATRIX), "internal_displacement", "Tshikapa")
    assert tally.bounds.best == 8_120
    assert not tally.conflicts
