"""Large cases that contradict themselves are answered, the same in any order, and say what they leave out."""

import random
import time

import pytest

from panj.model import Question
from panj.tally import Ledger, ask
from props.messes import copied, mess

TJ = Question(place="TJ")


@pytest.fixture(scope="module")
def muddle():
    reports, claims = mess(300, events=60)
    ledger = Ledger(claims, None, reports)
    return reports, claims, ledger, ask(TJ, ledger)


def test_what_the_tally_stands_on_holds_together(muddle):
    _, _, ledger, _ = muddle
    contested = 0
    for n, part in enumerate(ledger.parts):
        settled = ledger.settlement(n)
        contested += bool(settled.conflicts)
        assert all(part.program.feasible(story.off) for story in settled.stories)
        assert [s.cost for s in settled.stories] == sorted(s.cost for s in settled.stories)
    assert contested


def test_sets_cannot_hold_and_none_of_their_claims_can_be_left_out(muddle):
    _, _, ledger, _ = muddle
    for n, part in enumerate(ledger.parts):
        soft = set(part.soft())
        for clash in ledger.settlement(n).conflicts:
            others = set(part.claims) - set(clash)
            assert not part.program.feasible(soft | part.off(others))
            assert all(part.program.feasible(soft | part.off(others | {c})) for c in clash)


def test_nothing_given_up_could_be_kept(muddle):
    _, _, ledger, _ = muddle
    for n, part in enumerate(ledger.parts):
        soft, dropped = set(part.soft()), set(ledger.settlement(n).chosen.dropped)
        assert not any(part.program.feasible(soft | part.off(dropped - {c})) for c in dropped)


def test_loading_order_changes_nothing(muddle):
    reports, claims, _, told = muddle
    others, again = list(reports), list(claims)
    random.Random(1).shuffle(others)
    random.Random(2).shuffle(again)
    assert ask(TJ, Ledger(again, None, others)) == told


def test_every_claim_given_up_is_set_aside_by_name(muddle):
    _, _, ledger, told = muddle
    dropped = {c for n in range(len(ledger.parts)) for c in ledger.judged(n).chosen.dropped}
    assert dropped & set(told.set_aside)
    assert not dropped & set(told.claims)


def test_ten_copies_of_the_example_are_answered():
    reports, claims = copied(10)
    start = time.process_time()
    tally = ask(TJ, Ledger(claims, None, reports))
    assert tally.conflicts
    assert time.process_time() - start < 30
