"""Places that the gazetteer does not know count in the country that their report speaks of; from text."""

from __future__ import annotations

import panj
from panj.events import link
from panj.gazetteer import Gazetteer
from panj.model import Measure, Question, Report, Tally
from panj.tally import Ledger, ask
from props.cases import ends


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
