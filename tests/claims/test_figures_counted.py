"""Which numbers are figures at all, and what they count, where structure and context decide."""

from __future__ import annotations

import pytest

from panj import Claim, Report
from panj.claims.extract import read_figures
from panj.model import Group, Qualifier


def read(text: str) -> list[Claim]:
    return list(read_figures(Report(text=text, published="2023-05-10", name="case")).claims)


@pytest.mark.parametrize(
    "text",
    [
        "The families fled on Monday. Anders, a hamlet of 120, is empty.",
        "Some 400 refugees crossed on Monday. Their plane landed shortly after two.",
        "Some 400 refugees crossed on Monday, and the camp has one latrine for every 50 residents.",
        "About 900 refugees crossed on Monday, 200 more than on Sunday.",
        "Some 400 refugees crossed on Monday. Births: 44.",
        "The fighting uprooted thousands. Houses destroyed: 85.",
        "Some 400 refugees crossed on Monday, and were taken to a site 50km from the border.",
    ],
)
def test_numbers_that_are_no_figures_of_people(text: str) -> None:
    values = {c.value for c in read(text)}
    assert not values & {120.0, 2.0, 50.0, 200.0, 44.0, 85.0}


@pytest.mark.parametrize(
    ("text", "value", "unit", "group"),
    [
        ("In Bayda there were 350 displaced households.", 350, "households", "idps"),
        ("Some 350 households displaced in Bayda.", 350, "households", "idps"),
        ("Peacekeepers, nearly 2,000 of whom were deployed in May, left on Sunday.", 2000, "persons", "soldiers"),  # noqa: E501
        ("On Monday 700 households were given food at the camp. The death toll stands at 602.", 602, "persons", "people"),  # noqa: E501
        ("The military spokesman said that 39,081 had come out on the first day.", 39081, "persons", "people"),  # noqa: E501
        ("It has taken in 158,000 as refugees.", 158000, "persons", "refugees"),
    ],
)  # fmt: skip
def test_what_a_figure_counts(text: str, value: float, unit: str, group: str) -> None:
    found = {c.value: c for c in read(text)}
    assert found[value].unit.value == unit
    assert found[value].group is not None
    assert found[value].group.value == group


def told(text: str) -> dict[float, Claim]:
    return {c.value: c for c in read(text)}


def test_fighters_among_the_killed_make_their_whole_people_and_no_civilians() -> None:
    found = told(
        "The ministry said almost 90 people had been killed in the raid on Tarvia, among them 61 rebels, "
        "8 soldiers and 19 civilians."
    )
    assert found[90].group is Group.PEOPLE
    assert found[61].part_of == found[90].id


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In the south the new authorities report 57 deaths from the flood.", 57),
        ("Some 83,000 Somalis are living in Yemen.", 83_000),
        ("At the last count 212,000 Rohingya were living in Teknaf as of 3 March.", 212_000),
    ],
)
def test_figures_that_only_look_like_a_serial_number_or_residents(text: str, value: float) -> None:
    assert value in told(text)


def test_residents_of_their_own_country_are_no_figure() -> None:
    assert (
        told("Some 83,000 Somalis live in Baidoa. Some 900 Kazakhs live in the Uzbek town of Zarafshan.")
        == {}
    )


def test_what_is_handed_over_is_not_more_than_its_number() -> None:
    found = told("The agency has handed over 6,400 tents, and over 900 families have moved in.")
    assert found[6_400].qualifier is Qualifier.EXACT
    assert found[900].qualifier is Qualifier.AT_LEAST


def test_a_whole_told_by_its_parts_is_of_the_land_of_all_of_them() -> None:
    found = told(
        "Officials said 38 people had died on the coast: 29 in Sofala province and nine in Manica province; "
        "44 are missing."
    )
    assert {found[29].part_of, found[9].part_of} == {found[38].id}
    assert [found[n].place_code for n in (38, 29, 9)] == ["MZ", "MZ-S", "MZ-B"]


def test_a_whole_stays_where_its_sentence_begins() -> None:
    found = told("In Sofala 38 people had drowned, 29 in Beira and nine in Dondo.")
    assert found[38].place == "Sofala"


def test_deaths_of_every_cause_are_no_toll() -> None:
    found = told(
        "Some 610 people were shot dead. In all, between 900 and 1,300 died that year from all causes."
    )
    assert set(found) == {610}


def test_headings_of_lines_say_what_is_counted() -> None:
    found = {c.value: c for c in read("Shelters: 9. Families displaced: 350. Injured: 17.")}
    assert found[9].unit.value == "facilities"
    assert found[350].unit.value == "households"
    assert found[17].measure.value == "injured"


def test_tables_drawn_with_pipes_are_read_by_their_headings() -> None:
    text = (
        "Displacement by district as of 1 May\n\n| District | IDPs | Households |\n|---|---|---|\n"
        "| Kaga | 12,300 | 2,050 |\n| Bama | 8,400 | 1,400 |\n"
    )
    found = {c.value: c for c in read(text)}
    assert set(found) == {12300, 2050, 8400, 1400}
    assert {c.measure.value for c in found.values()} == {"displaced_stock"}
    assert found[2050].unit.value == "households"
    assert found[12300].place == "Kaga"
    assert found[8400].place == "Bama"
