"""Crossings belong to both countries that they join; unknown places of harm lie where their report counts."""

from __future__ import annotations

import pytest

from panj.events import link
from panj.events.scopes import Places, Relation, placed
from panj.gazetteer import Gazetteer
from props.cases import Case

GAZETTEER = Gazetteer.default()
TORKHAM, BOLDAK, CHAMAN = "panj:torkham", "panj:spin-boldak", "gn:1181611"


@pytest.mark.parametrize(
    ("place", "other", "relation"),
    [
        (TORKHAM, "AF", Relation.WITHIN),
        (TORKHAM, "PK", Relation.UNKNOWN),
        (TORKHAM, "PK-KP", Relation.UNKNOWN),
        (TORKHAM, "IR", Relation.APART),
        (TORKHAM, CHAMAN, Relation.APART),
        (BOLDAK, CHAMAN, Relation.UNKNOWN),
        (placed(TORKHAM, "PK"), "PK", Relation.WITHIN),
        (placed(TORKHAM, "PK"), "AF", Relation.APART),
        (placed(TORKHAM, "PK"), TORKHAM, Relation.SAME),
        (placed(TORKHAM), "AF", Relation.UNKNOWN),
        (placed(TORKHAM), "PK", Relation.UNKNOWN),
        ("panj:rafah-crossing", "EG", Relation.UNKNOWN),
    ],
)
def test_a_crossing_is_held_apart_from_neither_side(place: str, other: str, relation: Relation) -> None:
    places = Places(GAZETTEER)
    assert places.relation(place, other) is relation
    mirrored = {Relation.WITHIN: Relation.CONTAINS}.get(relation, relation)
    assert places.relation(other, place) is mirrored


def test_who_enters_by_a_crossing_is_one_with_who_comes_from_beyond_it() -> None:
    case = Case()
    for name, origin in (("gate", TORKHAM), ("count", "PK")):
        report = case.report(name, "11-03")
        case.says(report, "19,744", "return", origin=origin, to="AF", on="11-02", group="people")
    (event,) = link(case.claims, case.reports, gazetteer=GAZETTEER)
    assert len(event.claims) == 2
    assert event.origin_code == TORKHAM, "the code of the gazetteer, without the side that was read"


def test_arrivals_at_a_crossing_from_its_own_side_are_on_neither() -> None:
    """Those who come to the gate from within the country may wait at it, or be across by now."""
    case = Case()
    case.says(case.report("gate", "11-03"), "312", origin="AF", to=TORKHAM, on="11-02")
    (event,) = link(case.claims, case.reports, gazetteer=GAZETTEER)
    assert event.destination_code == TORKHAM


def test_a_day_carried_from_a_figure_without_one_is_no_day_of_its_own() -> None:
    case = Case()
    report = case.report("toll", "05-17")
    case.says(report, "41", "killed", at="MM-16", on="05-17", speaker="residents", rules=("date.report",))
    case.says(report, "3", "killed", at="MM-16", on="05-17", speaker="the army", rules=("date.carried",))
    own = case.report("dated", "05-17")
    case.says(own, "5", "injured", at="MM-16", on="05-16", rules=("date.on",))
    case.says(own, "2", "killed", at="MM-16", on="05-16", rules=("date.carried",))
    kinds = {e.label.split()[0]: str(e.kind) for e in link(case.claims, case.reports)}
    assert kinds == {"41": "cumulative", "3": "cumulative", "5": "event", "2": "event"}
