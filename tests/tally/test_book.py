"""A book of many claims answers as a ledger of all of them does, and reads only what a question may need."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panj.events import Decision, Verb
from panj.model import Claim, Group, Measure, PeriodKind, Question, Report, Tally
from panj.tally import Book, Ledger, ask
from props.crises import crises
from props.test_worlds import questions
from props.worlds import world

QUIET = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def plain(tally: Tally) -> Tally:
    """An answer without the figures set aside, of which a book looks only at those near by."""
    return replace(tally, set_aside=None)


@pytest.fixture(scope="module")
def material() -> tuple[list[Report], list[Claim]]:
    reports: list[Report] = []
    claims: list[Claim] = []
    for _, (some, told) in crises(900, countries=3, years=2):
        reports += some
        claims += told
    return reports, claims


def asked() -> list[Question]:
    year = {"date_start": date(2014, 1, 1), "date_end": date(2014, 12, 31)}
    spring = {"date_start": date(2014, 3, 1), "date_end": date(2014, 4, 30)}
    return [
        Question(place="TD", **year),
        Question(place="SD", **spring),
        Question(place="SD", group=Group.REFUGEES, known=date(2014, 6, 1)),
        Question(place="SS", measure=Measure.RETURN),
        Question(place="SS", measure=Measure.HOSTED, date_end=date(2014, 7, 4)),
        Question(place="TD-03", measure=Measure.INTERNAL_DISPLACEMENT, **year),
        Question(origin="SS", **spring),
        Question(measure=Measure.KILLED, **year),
    ]


@pytest.mark.parametrize("question", asked(), ids=lambda q: f"{q.measure}-{q.place}")
def test_it_answers_as_all_claims_together(
    material: tuple[list[Report], list[Claim]], question: Question
) -> None:
    reports, claims = material
    book = Book()
    book.add(reports, claims)
    assert plain(book.ask(question)) == plain(ask(question, Ledger(claims, None, reports)))


@QUIET
@given(seed=st.integers(0, 10**6))
def test_also_in_worlds_of_overlapping_totals(seed: int) -> None:
    made = world(seed)
    book, whole = Book(), Ledger(made.case.claims, None, made.case.reports)
    book.add(made.case.reports, made.case.claims)
    for q in questions(made, random.Random(seed), 4):
        assert plain(book.ask(q)) == plain(ask(q, whole))


@QUIET
@given(seed=st.integers(0, 10**6))
def test_reports_one_by_one_give_what_all_at_once_give(seed: int) -> None:
    made = world(seed)
    book = Book()
    q = Question(place="TJ")
    reports = list(made.case.reports)
    random.Random(seed).shuffle(reports)
    for n, r in enumerate(reports):
        book.add([r], [c for c in made.case.claims if c.report == r.id])
        here = {x.id for x in reports[: n + 1]}
        known = [c for c in made.case.claims if c.report in here]
        assert plain(book.ask(q)) == plain(ask(q, Ledger(known, None, reports[: n + 1])))


def test_it_reads_only_the_country_and_the_days_that_hang_together(
    material: tuple[list[Report], list[Claim]],
) -> None:
    reports, claims = material
    book = Book()
    book.add(reports, claims)
    ledger = book.ledger(
        Question(place="TD", date_start=date(2014, 3, 1), date_end=date(2014, 3, 31), known=date(2014, 4, 1))
    )
    read = [f.claim for f in ledger.frames.values()]
    assert 0 < len(read) < len(claims) / 10
    assert {c.destination_code[:2] for c in read if c.destination_code} == {"TD"}
    assert all(r.day is not None and r.day <= date(2014, 4, 1) for r in ledger.reports.values())


def test_what_was_read_is_held_until_something_near_comes_in(
    material: tuple[list[Report], list[Claim]],
) -> None:
    reports, claims = material
    book = Book()
    book.add(reports, claims)
    q = Question(place="TD", date_start=date(2014, 1, 1), date_end=date(2014, 12, 31))
    first = book.ledger(q)
    assert book.ledger(replace(q, group=Group.SOLDIERS)) is first
    book.add(reports, claims)
    assert book.ledger(q) is first, "nothing new came in"
    far = Report("412 people.", "2015-11-03", "Wire", name="far")
    sample = next(c for c in claims if c.destination_code == "TD" and c.period is PeriodKind.EVENT)
    sample = replace(sample, measure=Measure.ARRIVAL)
    late = date(2015, 11, 2)
    told = replace(sample, id="far-0", report=far.id, value=412.0, text="412", date_start=late, date_end=late)
    book.add([far], [told])
    assert book.ledger(q) is first, "what came in lies in another year"
    near = Report("412 people came.", "2014-06-05", "Wire", name="near")
    told = replace(told, id="near-0", report=near.id, date_start=date(2014, 6, 4), date_end=date(2014, 6, 4))
    before = book.ask(q).bounds
    book.add([near], [told])
    assert book.ledger(q) is not first
    assert book.ask(q).claims.count("near-0") == 1
    book.remove([near.id])
    assert book.ask(q).bounds == before


def test_a_part_brings_its_whole_from_another_country_along() -> None:
    from props.cases import Case

    case = Case()
    r = case.report("r", "07-05")
    whole = case.says(r, "300", on="07-03", to="TJ", origin="AF")
    sent = {"part_of": whole, "partition": True, "on": "07-03", "sentence": 9}
    case.says(r, "200", "forced_return", origin="TJ", to="AF", **sent)
    case.says(r, "100", "admission", origin="AF", to="TJ", **sent)
    book = Book()
    book.add(case.reports, case.claims)
    q = Question(measure=Measure.FORCED_RETURN, place="AF", date_start=date(2021, 7, 1))
    assert plain(book.ask(q)) == plain(ask(q, case.ledger()))


def test_what_an_analyst_joined_is_read_together() -> None:
    from props.cases import Case

    case = Case()
    for n, to in enumerate(("TJ", "UZ")):
        case.says(case.report(f"r{n}", "07-05"), "310", on="07-03", to=to, origin="AF", id=f"c{n}")
    joined = [Decision(Verb.MERGE, "c0", "c1")]
    book = Book(decisions=joined)
    book.add(case.reports, case.claims)
    ledger = book.ledger(Question(place="TJ", date_start=date(2021, 7, 3), date_end=date(2021, 7, 3)))
    assert {frozenset(e.claims) for e in ledger.events} == {frozenset({"c0", "c1"})}


def test_a_question_about_no_country_reads_all() -> None:
    from props.cases import Case

    case = Case()
    for n, to in enumerate(("TJ", "UZ")):
        case.says(case.report(f"r{n}", "07-05"), "310", on="07-03", to=to, origin="AF", id=f"c{n}")
    book = Book()
    book.add(case.reports, case.claims)
    assert len(book) == 2
    day = date(2021, 7, 3)
    assert book.ask(Question(date_start=day - timedelta(1), date_end=day)).bounds.low == 610
