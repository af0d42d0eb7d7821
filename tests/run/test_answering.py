"""Questions to a case: a large one answers from the claims in reach what all its claims together give."""

from dataclasses import replace
from datetime import date

import pytest

from panj.events import Verb
from panj.model import Question
from panj.run import Case, answering
from panj.store import Reading
from props.crises import crises

TD = Question(place="TD", date_start=date(2014, 1, 1), date_end=date(2014, 12, 31))
ASKED = [TD, replace(TD, place="SD"), replace(TD, known=date(2014, 9, 1)), Question(place="SD", origin="SS")]


def put(case, reports, claims):
    case._store.add_reports([replace(r, path=f"{r.name}.txt") for r in reports])
    told = {r.id: tuple(c for c in claims if c.report == r.id) for r in reports}
    case._store.put_readings([Reading(name, some, "made", ()) for name, some in told.items()])


@pytest.fixture
def case(tmp_path):
    with Case.open(tmp_path / "case.db") as case:
        for _, (reports, claims) in crises(400, countries=2, years=1):
            put(case, reports, claims)
        yield case


def answers(case, monkeypatch, large):
    monkeypatch.setattr(answering, "LARGE", large)
    with Case.open(case.path) as other:
        return [replace(other.tally(q), set_aside=None) for q in ASKED]


def test_a_large_case_answers_as_a_small_one(case, monkeypatch):
    assert answers(case, monkeypatch, 0) == answers(case, monkeypatch, 10**6)


def test_what_comes_in_between_two_questions_counts(case, monkeypatch):
    monkeypatch.setattr(answering, "LARGE", 0)
    before = case.tally(TD)
    ((_, (reports, claims)),) = crises(200, countries=1, years=1, seed=7)
    claims = [replace(c, id=f"new-{c.id}", part_of=c.part_of and f"new-{c.part_of}") for c in claims]
    put(case, reports, claims)
    after = replace(case.tally(TD), set_aside=None)
    assert after.bounds.low > before.bounds.low
    assert after == answers(case, monkeypatch, 10**6)[0]


def test_a_figure_that_an_analyst_corrects_counts_as_corrected(case, monkeypatch):
    monkeypatch.setattr(answering, "LARGE", 0)
    before = case.tally(TD)
    case.decide(Verb.REJECT, [before.because_low[0]], who="desk", why="misread", day=date(2014, 1, 1))
    after = case.tally(TD)
    assert before.because_low[0] not in after.claims
    assert replace(after, set_aside=None) == answers(case, monkeypatch, 10**6)[0]


def test_a_withdrawn_report_goes_out_of_a_large_case(case, monkeypatch):
    monkeypatch.setattr(answering, "LARGE", 0)
    before = case.tally(TD)
    claim = next(c for c in case.claims() if c.id == before.because_low[0])
    case.withdraw(claim.report, reason="not theirs", day=date(2014, 1, 1))
    assert claim.id not in case.tally(TD).claims
    assert replace(case.tally(TD), set_aside=None) == answers(case, monkeypatch, 10**6)[0]


def test_an_answer_is_explained_by_the_claims_that_give_it(case):
    told = case.explain(TD)
    for end, claims in ((told.why.low, told.tally.because_low), (told.why.high, told.tally.because_high)):
        assert {c for s in end.steps if s.kind != "meaning" for c in s.claims} == set(claims)
    assert (told.why.low.value, told.why.high.value) == (told.tally.bounds.low, told.tally.bounds.high)
    assert [e.id for e in told.events] == list(told.tally.events)
