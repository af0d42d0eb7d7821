"""Places that the gazetteer does not know count in the country that their report speaks of; from text."""

from __future__ import annotations

from dataclasses import replace

import pytest

import panj
from panj.events import link
from panj.gazetteer import Gazetteer
from panj.model import Measure, Question, Report, Tally
from panj.tally import Ledger, ask
from props.cases import Case, ends


def asked(question: Question, *texts: str) -> Tally:
    """The answer from reports of one wire, a day each."""
    gazetteer = Gazetteer.default()
    reports = [
        Report(text=text, published=f"2023-02-{day:02d}", outlet="Northern Wire", name=f"r{day}")
        for day, text in enumerate(texts, 6)
    ]
    claims = [c for r in reports for c in panj.extract(r, gazetteer=gazetteer)]
    ledger = Ledger(claims, link(claims, reports, gazetteer=gazetteer), reports, gazetteer=gazetteer)
    return ask(question, ledger)


def test_an_unknown_village_is_in_the_country_of_the_report_s_other_dead():
    text = (
        "At least 40 people were killed in Goma on Saturday, the governor said. "
        "In the village of Kavembare 12 people were killed on Sunday."
    )
    assert asked(Question(measure=Measure.KILLED, place="CD"), text).bounds.low == 52


def test_a_toll_without_a_place_is_of_the_one_country_that_the_report_speaks_of():
    text = "Earthquake in Türkiye: the toll. At least 145 people have died, two hospitals said."
    assert asked(Question(measure=Measure.KILLED, place="TR"), text).bounds.low == 145


def test_a_toll_of_two_countries_is_counted_in_neither():
    text = "The combined death toll in Mali and Niger has passed 220. In Mali 190 people died."
    tally = asked(Question(measure=Measure.KILLED, place="ML"), text)
    assert ends(tally) == (185, 194)


def test_where_a_report_speaks_of_several_countries_nothing_is_guessed():
    text = "In Mali 20 people died. In Niger 30 people died. In Kavembare 12 people were killed."
    assert asked(Question(measure=Measure.KILLED, place="ML"), text).bounds.low == 20
    assert asked(Question(measure=Measure.KILLED, place="NE"), text).bounds.low == 30


def test_an_average_beside_its_total_adds_nobody():
    text = "In all 22,960 people entered Costa Rica in January, on average 741 a day."
    assert ends(asked(Question(place="CR"), text)) == (22_955, 22_964)


def test_a_name_that_one_report_leaves_open_lies_where_another_has_it():
    first = "Since 6 February over 60,000 people have fled Somalia into Doolo zone of Ethiopia."
    later = (
        "More than 91,000 refugees had crossed into Doolo zone by 11 February, "
        "officials in Somalia and Kenya said."
    )
    tally = asked(Question(place="ET"), first, later)
    assert tally.bounds.low > 60_001


def test_arrivals_of_no_place_are_in_the_one_country_that_the_report_is_on():
    text = "Uganda: a camp on the lake. In May 4,310 people arrived, the lowest number in two years."
    assert ends(asked(Question(place="UG"), text)) == (4_305, 4_314)


def test_arrivals_of_no_place_are_where_all_others_of_the_report_arrived():
    text = (
        "In all 52,140 people have entered Uganda since 1 January. In May 4,317 crossed. "
        "Kenya and Rwanda were visited by the commissioner."
    )
    tally = asked(Question(place="UG"), text)
    assert not [why for why in tally.set_aside.values() if "not stated" in why]


def test_who_crossed_borders_is_in_no_one_country():
    text = (
        "Uganda: a regional update. More than 40,000 people have crossed borders into other countries. "
        "In May 4,310 people arrived in Uganda."
    )
    assert ends(asked(Question(place="UG"), text)) == (4_305, 4_314)


@pytest.mark.parametrize(("left", "low"), [("Sudan", 0), (None, 3_115)])
def test_who_crossed_is_not_in_the_country_that_people_of_the_report_left(left: str | None, low: int):
    case = Case()
    report = case.report("Sudan: a monthly overview. In May 3,120 people crossed", "06-02", "Nile Desk")
    case.says(report, "3,120", on="05-01/05-31", period="cumulative")
    if left:
        case.says(report, "12,400", "internal_displacement", to="SD", on="05-01/05-31", period="cumulative")
    ledger = Ledger(case.claims, None, case.reports, gazetteer=Gazetteer.default())
    assert ask(case.question(place="SD"), ledger).bounds.low == low


def test_who_came_to_a_gate_went_where_all_others_of_the_report_went():
    """The gazetteer has the gate on one side; the report is on those who pass it."""
    text = (
        "From 1 to 8 February 9,120 people crossed from Afghanistan into Pakistan. "
        "On 8 February 1,210 people arrived at Torkham."
    )
    assert asked(Question(place="AF"), text).bounds.low == 0
    bare = "On 8 February 1,210 people arrived at Torkham."
    assert asked(Question(place="AF"), bare).bounds.low == 1_205


def test_who_came_from_one_of_two_countries_went_to_the_other():
    text = (
        "Some 1,300 people from Malawi have crossed since Monday. Zambian officials opened a school to them."
    )
    assert asked(Question(place="ZM"), text).bounds.low == 1_170


def test_a_part_of_a_country_lies_in_it_whatever_else_the_report_speaks_of():
    text = (
        "At least 12 people were killed in central and southern Mozambique on Friday. "
        "Aid was flown in from Kenya and from South Africa."
    )
    assert ends(asked(Question(measure=Measure.KILLED, place="MZ"), text))[0] == 12


def test_a_part_of_two_countries_lies_in_neither():
    text = "At least 300 people died in southern Malawi and central Mozambique on Friday."
    assert asked(Question(measure=Measure.KILLED, place="MZ"), text).bounds.high == 0


def test_a_border_post_on_the_side_that_people_left_moves_no_sum():
    case = Case()
    report = case.report("posts", "12-09")
    whole = case.says(report, "5,200", "arrival", origin="ET", to="SD", on="12-08", group="people")
    for number, to in (("3,100", "panj:hamdayet"), ("2,100", "gn:345818")):
        case.says(report, number, "arrival", origin="ET", to=to, on="12-08", group="people", part_of=whole)
    gazetteer = Gazetteer.default()
    ledger = Ledger(
        case.claims, link(case.claims, case.reports, gazetteer=gazetteer), case.reports, gazetteer=gazetteer
    )
    assert ask(Question(measure=Measure.ARRIVAL, place="SD"), ledger).bounds.best == 5_200


def test_a_report_and_its_table_tell_of_one_country() -> None:
    """The words name no country; a row of the table does, for the dead of the text as well."""
    case = Case()
    whole, table = case.report("count", "02-06"), case.report("count, table 1", "02-06")
    case.reports = [replace(r, part_of=whole) if r.id == table else r for r in case.reports]
    table = case.reports[1].id
    case.says(whole, "60", "killed", on="02-06", group="people", period="cumulative")
    case.says(table, "51", "killed", at="MZ-S", on="02-06", group="people", period="cumulative")
    gazetteer = Gazetteer.default()
    ledger = Ledger(
        case.claims, link(case.claims, case.reports, gazetteer=gazetteer), case.reports, gazetteer=gazetteer
    )
    assert ask(Question(measure=Measure.KILLED, place="MZ"), ledger).bounds.best == 60


@pytest.mark.parametrize(("spoken", "most"), [("Floods in Mozambique", 3_205), ("Mali and Niger", 0)])
def test_who_was_evacuated_from_an_unknown_place_was_so_in_the_one_country_of_the_report(
    spoken: str, most: int
) -> None:
    case = Case()
    report = case.report(spoken, "02-06")
    case.says(report, "3,205", "evacuation", on="02-06", group="people")
    case.claims = [replace(c, origin="Nhamabwe") for c in case.claims]
    gazetteer = Gazetteer.default()
    ledger = Ledger(
        case.claims, link(case.claims, case.reports, gazetteer=gazetteer), case.reports, gazetteer=gazetteer
    )
    found = [ask(Question(measure=Measure.EVACUATION, place=p), ledger).bounds.high for p in ("MZ", "ML")]
    assert found == [most, 0]
