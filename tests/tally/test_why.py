"""What pins an end: the claims of its smallest set, each with what it does, and what joins them."""

import random

import pytest

from panj.gazetteer import Gazetteer
from panj.model import Group, Question
from panj.tally import Ledger, ask, key_questions, why
from props.cases import Case
from props.messes import example
from props.test_worlds import questions
from props.worlds import world

SOLDIERS = Question(place="TJ", group=Group.SOLDIERS)


@pytest.fixture(scope="module")
def told():
    reports, claims = example()
    ledger = Ledger(claims, None, reports, gazetteer=Gazetteer.default())
    return ledger, why(ask(SOLDIERS, ledger), ledger)


def stated(end):
    return {c for s in end.steps if s.kind != "meaning" for c in s.claims}


def test_counts_pin_the_low_end_and_a_total_the_high_end():
    case = Case()
    case.says(case.report("radio", "07-03"), "more than 300", on="07-03", to="TJ", group="soldiers")
    paper = case.report("paper", "07-05")
    case.says(paper, "1,037", on="07-05", to="TJ", group="soldiers")
    whole = {"period": "cumulative", "to": "TJ", "group": "soldiers", "id": "1600"}
    case.says(paper, "nearly 1,600", on="06-22/07-05", **whole)
    ledger = Ledger(case.claims, None, case.reports)
    found = why(ask(SOLDIERS, ledger), ledger)
    (total, joined) = found.high.steps
    assert (total.kind, total.claims, total.read.low, total.read.high) == ("total", ("1600",), 1550, 1599)
    assert joined.kind == "meaning"
    assert "“nearly 1,600” is the sum of" in joined.rule


def test_a_conventional_end_is_told_apart_from_a_stated_one(told):
    ledger, _ = told
    tally = ask(Question(place="TJ", group=Group.REFUGEES), ledger)
    assert tally.bounds.soft_high
    found = why(tally, ledger)
    assert any(s.assumed for s in found.high.steps)
    assert not any(s.assumed for s in found.low.steps)


def test_every_end_of_every_key_question_is_explained_by_its_claims(told):
    ledger, _ = told
    for question in key_questions(ledger):
        tally = ask(question, ledger)
        found = why(tally, ledger)
        assert stated(found.low) == set(tally.because_low)
        assert stated(found.high) == set(tally.because_high)


def test_nothing_read_pins_nothing(told):
    ledger, _ = told
    tally = ask(Question(place="IS"), ledger)
    found = why(tally, ledger)
    assert (found.low.value, found.high.value, found.low.steps, found.high.steps) == (None, None, (), ())


@pytest.mark.parametrize("seed", range(25))
def test_in_worlds_of_totals_and_ordinals_too(seed):
    made = world(seed)
    ledger = Ledger(made.case.claims, None, made.case.reports)
    for question in questions(made, random.Random(seed), 3):
        tally = ask(question, ledger)
        found = why(tally, ledger)
        assert stated(found.low) == set(tally.because_low)
        assert stated(found.high) == set(tally.because_high)
        assert tally.silent or found.high.value == tally.bounds.high
