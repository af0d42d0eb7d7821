"""A flood told in two reports of our own: a toll that grows, its parts, and a flood of another year."""

from __future__ import annotations

import pytest

import panj
from panj.events import link
from panj.gazetteer import Gazetteer
from panj.model import Measure, Question, Report, Tally
from panj.tally import Ledger, ask
from props.cases import ends

UPDATE = """HIGHLIGHTS

• 312 people have died in Pakistan since 26 June, according to the disaster authority. Khyber Pakhtunkhwa accounts for 141 deaths.

Heavy rain on 7 and 8 August set off flash floods in Buner district, where at least 53 people were killed.
"""  # noqa: E501
NEWS = """The death toll from the monsoon rose to 327 on Sunday after rescuers recovered nine bodies in Buner, the national disaster authority said. Six other people died when a roof caved in near Karachi.

The chief minister put the number of dead in Buner alone at 71.

Nearly 3,000 people have gone back to their homes in Swat since Friday, a camp official said.

The floods of 2010 killed nearly 2,000 people in Pakistan.
"""  # noqa: E501


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    gazetteer = Gazetteer.default()
    reports = [
        Report(text=UPDATE, published="2025-08-09", outlet="An agency", name="update"),
        Report(text=NEWS, published="2025-08-11", outlet="A newspaper", name="news"),
    ]
    claims = [c for r in reports for c in panj.extract(r, gazetteer=gazetteer)]
    return Ledger(claims, link(claims, reports, gazetteer=gazetteer), reports, gazetteer=gazetteer)


def asked(ledger: Ledger, measure: Measure, place: str) -> Tally:
    return ask(Question(measure=measure, place=place), ledger)


def test_the_toll_is_the_lands_and_takes_in_its_parts(ledger: Ledger) -> None:
    tally = asked(ledger, Measure.KILLED, "Pakistan")
    assert ends(tally) == (327, 336)
    assert tally.bounds.best == 327


def test_the_parts_are_of_their_own_places(ledger: Ledger) -> None:
    assert ends(asked(ledger, Measure.KILLED, "Buner")) == (71, 71)
    assert asked(ledger, Measure.KILLED, "Khyber Pakhtunkhwa").bounds.best == 141


def test_the_dead_of_another_flood_are_not_added(ledger: Ledger) -> None:
    aside = asked(ledger, Measure.KILLED, "Pakistan").set_aside or {}
    assert [why for why in aside.values() if "an earlier time than the case is about" in why]


def test_who_went_home_is_where_the_homes_are(ledger: Ledger) -> None:
    assert asked(ledger, Measure.RETURN, "Swat").bounds.best == 2_999


def test_the_dead_were_in_a_place_and_did_not_go_there(ledger: Ledger) -> None:
    aside = asked(ledger, Measure.KILLED, "Buner").set_aside or {}
    assert "were in Karachi, not Buner District" in aside.values()
