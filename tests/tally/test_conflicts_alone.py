"""Contradictions asked for by themselves are those of the whole answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from panj.model import Qualifier
from panj.tally import ask, conflicts_of, key_questions
from panj.tally.ledger import Ledger
from props.crises import country


@pytest.mark.parametrize("seed", [3, 8])
def test_they_are_those_that_the_answer_has(seed):
    reports, claims = country("SS", 160, years=1, seed=seed)
    for n, claim in list(enumerate(claims))[::7]:
        claims[n] = replace(claim, value=claim.value * 9, qualifier=Qualifier.EXACT)
    ledger = Ledger(claims, None, reports)
    asked = key_questions(ledger)
    found = [conflicts_of(question, ledger) for question in asked]
    assert found == [ask(question, ledger).conflicts for question in asked]
    assert any(found)
