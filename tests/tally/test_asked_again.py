"""What was asked before changes no answer, and a quarrel that was settled once is not settled again."""

import random

import pytest

from panj.tally import Ledger, ask, conflicts, key_questions
from props.messes import example, mess


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_questions_changes_no_answer(seed):
    reports, claims = example()
    first, again = Ledger(claims, None, reports), Ledger(claims, None, reports)
    questions = key_questions(first)
    answers = {q: ask(q, first) for q in questions}
    shuffled = random.Random(seed).sample(questions, len(questions))
    assert {q: ask(q, again) for q in shuffled} == answers


def test_the_same_quarrel_in_another_ledger_is_settled_from_memory(monkeypatch):
    reports, claims = mess(100)
    told = [ask(q, Ledger(claims, None, reports)) for q in key_questions(Ledger(claims, None, reports))]
    assert any(t.conflicts for t in told)

    def never(*_: object) -> None:
        raise AssertionError("settled anew")

    monkeypatch.setattr(conflicts, "_settled", never)
    later = Ledger(claims, None, reports)
    assert [ask(q, later) for q in key_questions(later)] == told


def test_what_is_remembered_of_a_quarrel_is_not_taken_for_another(monkeypatch):
    reports, claims = mess(100)
    ledger = Ledger(claims, None, reports)
    (question, *_) = key_questions(ledger)
    suspects = {c for conflict in ask(question, ledger).conflicts for c in conflict.claims}
    fewer = [[c for c in claims if c.id != suspect] for suspect in sorted(suspects)]
    remembered = [ask(question, Ledger(some, None, reports)) for some in fewer]
    for some, told in zip(fewer, remembered, strict=True):
        monkeypatch.setattr(conflicts, "_SETTLED", {})
        assert ask(question, Ledger(some, None, reports)) == told
