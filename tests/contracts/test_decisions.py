"""Decisions are kept with who, when and why, count from their day, and are undone by a row of their own."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from panj.errors import StoreError
from panj.store import ClaimKey, Decided, Store, in_force
from panj.store.engine import writing

KEY = ClaimKey("r1", "note", "note.txt", None, "About 90 people came.", "About 90", 0, 90)
DAY = date(2021, 7, 9)


def decided(verb="reject", day=DAY, **more):
    return Decided(verb, "A. Analyst", "a reason", day, (KEY,), **more)


def test_a_decision_comes_back_with_every_field(store):
    number = store.decide(decided("correct", sets={"value": 95, "qualifier": "exact"}))
    (held,) = store.decisions()
    assert (held.seq, held.verb, held.who, held.why) == (number, "correct", "A. Analyst", "a reason")
    assert (held.day, held.about, held.sets) == (DAY, (KEY,), {"value": 95, "qualifier": "exact"})
    assert held.at
    assert held.undoes is None


def test_a_decision_stands_in_the_history_and_raises_the_revision(store):
    before = store.revision()
    number = store.decide(decided())
    assert store.revision() > before
    entry = store.history("r1")[-1]
    assert (entry.act, entry.detail["who"], entry.detail["decision"]) == (
        "decided: reject",
        "A. Analyst",
        number,
    )


@pytest.mark.parametrize("statement", ["DELETE FROM decision", "UPDATE decision SET why = 'nothing'"])
def test_decisions_only_grow(store, statement):
    store.decide(decided())
    with pytest.raises((StoreError, DBAPIError)), writing(store._engine, "case") as connection:
        connection.exec_driver_sql(statement)
    assert store.decisions()[0].why == "a reason"


def test_a_decision_counts_from_its_day_until_that_of_its_undoing(store):
    first = store.decide(decided())
    store.decide(Decided("undo", "B", "a mistake", date(2021, 7, 20), undoes=first))
    held = store.decisions()
    assert len(held) == 2, "the undoing is itself recorded"
    counts = {day: bool(in_force(held, date(2021, 7, day))) for day in (8, 9, 19, 20)}
    assert counts == {8: False, 9: True, 19: True, 20: False}
    assert in_force(held) == ()


def test_an_undoing_that_is_undone_lets_the_decision_count_again(store):
    first = store.decide(decided())
    second = store.decide(Decided("undo", "B", "a mistake", DAY, undoes=first))
    store.decide(Decided("undo", "C", "no mistake", DAY, undoes=second))
    assert [item.seq for item in in_force(store.decisions())] == [first]


def test_two_openings_see_each_others_decisions(store, place):
    with Store.open(place) as second:
        number = second.decide(decided())
        assert [item.seq for item in store.decisions()] == [number]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 9), st.integers(1, 28)), max_size=9))
def test_what_counts_is_what_replaying_the_record_gives(moves):
    """One pass backwards gives what a slow replay of every undoing gives, on every day."""
    rows: list[Decided] = []
    for seq, (is_undo, target, day) in enumerate(moves, 1):
        undoes = min(target, seq - 1) if is_undo and seq > 1 else None
        verb = "undo" if undoes else "reject"
        rows.append(Decided(verb, "A", "b", date(2021, 7, day), (), {}, undoes=undoes, seq=seq))
    for known in (date(2021, 7, 1), date(2021, 7, 14), None):
        seen = [r for r in rows if known is None or r.day <= known]

        def stands(row, seen=seen):
            return not any(later.undoes == row.seq and stands(later) for later in seen)

        slow = tuple(r for r in seen if r.undoes is None and stands(r))
        assert in_force(rows, known) == slow
