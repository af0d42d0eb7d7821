"""One name for a town and the area around it: its figures may hold those of other places in the area."""

from __future__ import annotations

from panj.events import link
from panj.events.scopes import Places, Relation
from panj.gazetteer import Gazetteer
from panj.model import Tally
from panj.tally import Ledger, ask
from props.cases import Case, ends

GAZETTEER = Gazetteer.default()
HERAT, HERAT_PROVINCE, GUZARA = "gn:1140026", "AF-HER", "gn:AF.11.2003"
KASSALA, KASSALA_STATE, GEDAREF = "gn:372753", "SD-KA", "gn:379062"


def asked(case: Case, **question: object) -> Tally:
    return ask(case.question(**question), Ledger(case.claims, None, case.reports, gazetteer=GAZETTEER))


def total(case: Case, words: str, days: str, to: str, **more: object) -> str:
    report = case.report(f"r{len(case.reports)}", days.partition("/")[2])
    return case.says(report, words, "return", on=days, period="cumulative", to=to, **more)


def test_a_town_with_the_name_of_the_area_around_it_is_apart_from_nothing_in_the_area() -> None:
    places = Places(GAZETTEER)
    assert places.namesake(HERAT) == HERAT_PROVINCE
    assert places.namesake(GUZARA) is None, "an area is not taken for another"
    assert places.relation(GUZARA, HERAT) is Relation.UNKNOWN
    assert places.relation(HERAT, GUZARA) is Relation.UNKNOWN
    assert places.relation(HERAT, HERAT_PROVINCE) is Relation.WITHIN
    assert places.relation(GEDAREF, KASSALA) is Relation.APART, "in another state"


def test_a_later_total_of_the_name_takes_in_those_of_the_district() -> None:
    case = Case()
    total(case, "3,020", "09-01/09-10", GUZARA)
    total(case, "7,610", "09-01/09-20", HERAT)
    tally = asked(case, place="AF", measure="return")
    assert tally.bounds.best == 7_610
    assert tally.bounds.low == 7_605, "that the town alone is meant gives way to nobody's number"


def test_where_the_name_cannot_take_them_in_the_town_is_meant() -> None:
    case = Case()
    total(case, "9,340", "09-01/09-10", GUZARA)
    total(case, "7,610", "09-01/09-20", HERAT)
    tally = asked(case, place="AF", measure="return")
    assert not tally.conflicts
    assert ends(tally) == (16_940, 16_958)


def test_the_town_is_not_in_a_district_of_the_area() -> None:
    case = Case()
    total(case, "9,340", "09-01/09-20", GUZARA)
    total(case, "7,610", "09-01/09-20", HERAT)
    assert ends(asked(case, place="AF", measure="return")) == (16_940, 16_958)


def test_one_number_of_the_town_and_of_the_area_is_told_twice() -> None:
    case = Case()
    total(case, "7,614", "09-01/09-20", KASSALA)
    total(case, "7,614", "09-01/09-20", KASSALA_STATE)
    (event,) = link(case.claims, case.reports, gazetteer=GAZETTEER)
    assert len(event.claims) == 2


def test_towns_of_two_areas_are_added() -> None:
    case = Case()
    total(case, "3,020", "09-01/09-10", GEDAREF)
    total(case, "7,610", "09-01/09-20", KASSALA)
    assert ends(asked(case, place="SD", measure="return")) == (10_620, 10_638)


def test_two_tolls_of_one_town_are_of_one_town_though_the_area_around_it_has_its_name() -> None:
    case = Case()
    for n, (words, speaker) in enumerate((("3,061", "a minister"), ("3,061", "the army"))):
        report = case.report(f"r{n}", "07-05", f"o{n}")
        case.says(report, words, "killed", on="07-03/07-05", at=HERAT, period="cumulative", speaker=speaker)
    more = case.report("r2", "07-05", "o2")
    case.says(more, "2,310", "killed", on="07-03/07-05", at=HERAT, period="cumulative", speaker="a mayor")
    tally = asked(case, measure="killed", place=HERAT)
    assert tally.bounds.low in (2_305, 2_310, 3_061)
