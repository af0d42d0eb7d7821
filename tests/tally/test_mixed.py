"""Peoples of one movement: told together they are added up; who is of none is among them."""

from __future__ import annotations

import panj
from panj.events.peoples import people_of
from panj.gazetteer import Gazetteer
from panj.model import Measure, Question, Report, Tally
from panj.tally import Ledger, ask
from props.cases import ends

GAZETTEER = Gazetteer.default()
BOTH = "From 3 to 13 September, the police recorded the crossing of 88,634 Malian nationals and 27,831 Nigerien nationals into Nigerien territory."  # noqa: E501


def asked(*texts: tuple[str, str]) -> Tally:
    """How many came into Niger, by reports each after its day."""
    reports = [Report(text=t, published=d, outlet=f"o{i}", name=f"r{i}") for i, (d, t) in enumerate(texts)]
    claims = [c for r in reports for c in panj.extract(r, gazetteer=GAZETTEER)]
    ledger = Ledger(claims, None, reports, gazetteer=GAZETTEER)
    return ask(Question(measure=Measure.ARRIVAL, place="NE"), ledger)


def test_two_peoples_of_one_sentence_are_added_up() -> None:
    assert ends(asked(("2023-09-14", BOTH))) == (116_465, 116_465)


def test_people_of_those_days_are_among_the_peoples_told_together() -> None:
    earlier = "Some 31,200 people crossed from Mali into Niger between 3 and 6 September, the agency said."
    tally = asked(("2023-09-07", earlier), ("2023-09-14", BOTH))
    assert ends(tally) == (116_465, 116_465)
    assert tally.conflicts == ()


def test_a_lower_total_of_all_contradicts_the_peoples_together() -> None:
    fewer = "From 3 to 13 September exactly 60,012 people crossed from Mali into Niger, the mission said."
    tally = asked(("2023-09-14", BOTH), ("2023-09-14", fewer))
    assert tally.conflicts


def test_where_one_people_alone_is_told_of_it_says_nothing_of_others() -> None:
    one = "A total of 4,012 Malians crossed from Mali into Niger between 3 and 13 September, the police said."
    part = "On 5 September 1,007 civilians crossed from Mali into Niger, the mayor said."
    assert ends(asked(("2023-09-06", part), ("2023-09-14", one))) == (4_012, 4_012)


def test_whose_people_a_figure_counts_is_read_from_its_own_noun() -> None:
    told = {
        "88,634 Syrian nationals crossed.": "SY",
        "500 of the South Sudanese crossed.": "SS",
        "5,400 Iraqis and other nationals were flown out.": None,
        "60 Afghan, Iraqi and Syrian migrants crossed.": None,
        "300 people crossed the Syrian border.": None,
    }
    for text, country in told.items():
        report = Report(text=text, published="2023-09-14", outlet="o", name="r")
        claim = panj.extract(report, gazetteer=GAZETTEER)[0]
        assert people_of(claim, report) == country, text
