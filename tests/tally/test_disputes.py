"""How a contradiction is told: what cannot hold together, by how much, and what each reading would answer."""

from __future__ import annotations

from typing import Any

import pytest

from panj.errors import TallyError
from panj.model import Conflict, Tally
from panj.tally import disputes
from props.cases import Case

SOLDIERS = {"group": "soldiers", "origin": "AF"}


@pytest.fixture
def quarrel() -> Case:
    """Four crossings, a total that holds just these, and a fifth crossing for which it leaves no room."""
    case = Case()
    r = case.report("statements", "07-05", "Border service")
    for words, on in (("134", "06-22"), ("17", "06-27"), ("94", "07-04"), ("1,037", "07-05")):
        case.says(r, words, on=on, to="TJ", **SOLDIERS, id=words)
    total = case.report("total", "07-06", "Radio")
    scope = {"period": "cumulative", "on": "06-21/07-06", "to": "TJ", "speaker": "an office"}
    case.says(total, "1,290", **scope, **SOLDIERS, id="total")
    odd = case.report("odd", "07-06", "Daily")
    case.says(odd, "500", on="07-03", to="TJ-SU", confirmed=False, **SOLDIERS, id="odd")
    return case


def told(case: Case) -> tuple[Tally, Conflict]:
    tally = case.ask(place="TJ", group="soldiers")
    return tally, tally.conflicts[0]


def test_every_reading_is_counted_on_its_own(quarrel: Case) -> None:
    tally, conflict = told(quarrel)
    assert len(conflict.stories) > 1
    assert conflict.stories[0][1].low == tally.bounds.low
    for _, bounds in conflict.stories:
        assert bounds.high is not None
        assert bounds.low <= bounds.high
    with_it = next(bounds for kept, bounds in conflict.stories if "odd" in kept and "total" not in kept)
    assert (with_it.low, with_it.high) == (1282 + 450, 1282 + 549)


def test_a_reading_names_the_claims_of_its_own_contradiction_once(quarrel: Case) -> None:
    _, conflict = told(quarrel)
    kept = [kept for kept, _ in conflict.stories]
    assert len(kept) == len(set(kept))
    for claims in kept:
        assert set(claims) < set(conflict.claims)


def test_what_is_given_up_is_told_with_what_the_others_leave(quarrel: Case) -> None:
    _, conflict = told(quarrel)
    assert "'500' is too high by" in conflict.reason
    assert "the others leave room for" in conflict.reason
    assert "its words allow no fewer than 450" in conflict.reason
    assert "bound" not in conflict.reason


def test_two_that_exclude_each_other_cannot_both_hold() -> None:
    case = Case()
    whole = case.report("one", "07-06", "One")
    case.says(whole, "1,037", on="07-05", to="TJ", **SOLDIERS, id="day")
    total = case.report("two", "07-07", "Two")
    case.says(total, "941", period="cumulative", on="07-01/07-06", to="TJ", **SOLDIERS, id="sum")
    _, conflict = told(case)
    assert "cannot both hold" in conflict.reason
    assert "'941' is too low by 96: the others make it 1,037 or more" in conflict.reason


def test_a_quarrel_about_others_is_not_told_of_an_answer_that_it_does_not_change(quarrel: Case) -> None:
    r = quarrel.report("agency", "07-20", "Agency")
    quarrel.says(r, "4,000", period="cumulative", on="01-01/07-19", group="refugees", origin="AF", to="TJ")
    quarrel.says(r, "9,000", period="cumulative", on="01-01/07-20", group="people", origin="AF", to="TJ")
    refugees = quarrel.ask(place="TJ", group="refugees")
    assert refugees.bounds.low == 3500
    assert refugees.conflicts == ()
    assert quarrel.ask(place="TJ").conflicts


def test_a_story_without_a_solution_is_left_out_and_stops_no_answer(quarrel: Case, monkeypatch: Any) -> None:
    """As where the search for stories was cut short: one odd report must not stop every answer of a case."""
    whole = told(quarrel)[1]
    ends_of, tried = disputes.ends, []

    def once_unsolved(*given: Any) -> Any:
        tried.append(given)
        if len(tried) == 1:
            raise TallyError("T002", detail="a settled part has no solution")
        return ends_of(*given)

    monkeypatch.setattr(disputes, "ends", once_unsolved)
    tally, conflict = told(quarrel)
    assert tried
    assert conflict.claims == whole.claims
    assert len(conflict.stories) == len(whole.stories) - 1
    assert conflict.stories[0][1].low == tally.bounds.low
