"""What moved since a moment, what hangs on a claim, and what was asked of it: none of it changes a figure."""

import sys
from datetime import date

import pytest

from panj.errors import DateError, EventError
from panj.events import Verb
from panj.model import Group, Measure, Question
from panj.run import Case
from panj.run.changes import accounted

QUESTION = Question(Measure.ARRIVAL, place="TJ", group=Group.SOLDIERS)
FIRST = {
    "a": (
        "2021-07-03",
        "Radio Vakhsh",
        "On July 3, 312 Afghan soldiers crossed into Tajikistan, guards said.",
    ),
    "b": (
        "2021-07-05",
        "Radio Vakhsh",
        "On July 5, 1,037 Afghan soldiers crossed into Tajikistan, guards said.",
    ),
}
LATER = (
    "2021-07-06",
    "The Wire",
    "On July 6, 80 Afghan soldiers crossed into Tajikistan, the ministry said.",
)


def put(folder, name, told):
    day, outlet, text = told
    (folder / f"{name}.txt").write_text(f"---\npublished: {day}\noutlet: {outlet}\n---\n{text}\n", "utf-8")


@pytest.fixture
def moments(monkeypatch):
    """A clock that a test turns by hand."""
    held = ["2026-01-01T08:00:00+00:00"]
    monkeypatch.setattr("panj.clock.now", lambda: held[0])
    for name, module in list(sys.modules.items()):
        if name.startswith("panj.store") and hasattr(module, "now"):
            monkeypatch.setattr(module, "now", lambda: held[0])

    def turn(moment):
        held[0] = moment

    return turn


@pytest.fixture
def case(tmp_path, moments):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, told in FIRST.items():
        put(folder, name, told)
    with Case.open(tmp_path / "case.db") as opened:
        opened.read([folder])
        yield opened


def claim_of(case, words):
    return next(c.id for c in case.claims() if words in c.text)


def test_what_came_on_the_day_of_a_visit_but_after_it_has_moved(case, tmp_path, moments):
    seen = case.moment
    assert case.moved(seen, [QUESTION]).moved == ()
    moments("2026-01-01T11:00:00+00:00")
    put(tmp_path, "c", LATER)
    case.read([tmp_path / "c.txt"])
    (moved,) = case.moved(seen, [QUESTION]).moved
    assert (moved.before.low, moved.after.low) == (1349, 1429)
    assert accounted([moved])
    assert case.reports()[-1].id == moved.steps[0].report
    assert case.moved(case.moment, [QUESTION]).moved == ()


def test_a_decision_after_a_visit_is_a_cause_and_its_undoing_leaves_nothing(case, moments):
    seen = case.moment
    moments("2026-01-01T11:00:00+00:00")
    case.decide(Verb.REJECT, [claim_of(case, "1,037")], who="A. R.", why="by the log")
    moved, gone = case.moved(seen, [QUESTION]).moved
    assert (moved.before.low, moved.after.low) == (1349, 312)
    assert (gone.before.low, gone.after) == (1037, None)
    assert moved.steps[0].decision == gone.steps[0].decision == 1
    case.undo(1, who="A. R.", why="read again")
    assert case.moved(seen, [QUESTION]).moved == ()


def test_a_figure_that_nothing_gives_any_more_has_moved_without_being_asked(case, moments):
    seen = case.moment
    moments("2026-01-01T11:00:00+00:00")
    for words in ("312", "1,037"):
        case.decide(Verb.REJECT, [claim_of(case, words)], who="A. R.", why="by the log")
    moved = case.moved(seen, []).moved
    assert moved
    assert all(m.after is None for m in moved)


def test_since_a_day_it_says_what_changes_says(case):
    one = case.changes(date(2021, 7, 3), question=QUESTION).moved
    assert case.moved(date(2021, 7, 3), [QUESTION]).moved == one
    assert one


def test_what_hangs_on_a_claim_is_the_figure_without_it(case):
    stake = case.leaving_out(claim_of(case, "1,037"), QUESTION)
    assert (stake.before.low, stake.after.low) == (1349, 312)
    case.decide(Verb.REJECT, [claim_of(case, "1,037")], who="A. R.", why="by the log")
    assert case.tally(QUESTION).bounds.low == stake.after.low
    alone = case.leaving_out(claim_of(case, "312"), QUESTION)
    assert (alone.before.low, alone.after) == (312, None)


def test_an_answer_stands_beside_its_figure_and_changes_no_number(case):
    key = claim_of(case, "1,037")
    before = case.tally(QUESTION)
    sets = {"asked": "head of post 4", "question": "How many?", "answer": "1,037", "told": "2021-07-05T14:10"}
    made = case.decide(Verb.ASK, [key], who="A. R.", why="verification", sets=sets)
    assert case.tally(QUESTION) == before
    assert case.claims()[1].rules == next(c for c in case.claims() if c.id == key).rules
    (kept,) = case.asked()[key]
    assert (kept.sets["answer"], kept.sets["told"]) == ("1,037", "2021-07-05T14:10:00")
    case.undo(made.seq, who="A. R.", why="another post")
    assert case.asked() == {}


@pytest.mark.parametrize(
    ("sets", "fault"), [({}, EventError), ({"value": 3}, EventError), ({"told": "at noon"}, DateError)]
)
def test_what_is_no_answer_is_refused(case, sets, fault):
    with pytest.raises(fault):
        case.decide(Verb.ASK, [claim_of(case, "1,037")], who="A. R.", why="x", sets=sets)
    assert case.decisions() == ()
