"""Deciding, undoing, looking back and redacting as an officer does it, in the words of the command."""

import pytest


@pytest.fixture
def ids(case, panj):
    """Figure → its id."""
    return {c["text"]: c["id"] for c in panj("claims", "--json").data}


def low(panj):
    return panj("tally", "--place", "TJ", "--json").data["low"]


def test_a_figure_is_rejected_and_the_decision_undone(panj, ids):
    before = low(panj)
    told = panj("decide", "reject", ids["1,037"], "--why", "misheard", "--by", "A. Analyst").output
    assert "Decision 1: reject of 1 figure" in told
    assert "Overnight 1,037 Afghan soldiers" in told
    assert low(panj) != before
    assert "decision 1 (reject) is undone" in panj("undo", "--by", "B").output
    assert low(panj) == before


def test_the_history_says_who_and_why(panj, ids):
    panj("decide", "correct", ids["1,037"], "--value", "1137", "--why", "a misprint", "--by", "A. Analyst")
    listed = panj("history", "--decisions", "--json").data
    assert [(d["who"], d["why"], d["sets"]["value"], d["counts"]) for d in listed] == [
        ("A. Analyst", "a misprint", 1137, True)
    ]
    assert "A. Analyst" in panj("history", "--decisions").output
    assert "decided: correct" in panj("history", "second").output
    assert "case created" not in panj("history", "second").output


def test_what_somebody_was_asked_and_answered_is_taken_down_and_moves_nothing(panj, ids):
    before = low(panj)
    asked = ("--asked", "the duty officer", "--question", "is 1,037 the whole border?")
    panj("decide", "ask", ids["1,037"], *asked, "--why", "verification", "--by", "A. Analyst")
    answer = ("--asked", "the duty officer", "--answer", "yes", "--told", "2021-07-06T10:30")
    panj("decide", "ask", ids["1,037"], *answer, "--why", "verification", "--by", "A. Analyst")
    first, second = sorted(panj("history", "--decisions", "--json").data, key=lambda d: d["seq"])
    assert first["sets"] == {"asked": "the duty officer", "question": "is 1,037 the whole border?"}
    assert second["sets"]["answer"] == "yes"
    assert second["sets"]["told"].startswith("2021-07-06T10:30")
    assert low(panj) == before
    helped = panj("decide", "--help").output
    assert all(option in helped for option in ("--asked", "--question", "--answer", "--told", "ask ID"))


def test_a_decision_needs_a_reason(panj, ids):
    assert "--why" in panj("decide", "reject", ids["1,037"], code=2).output
    assert "--why" in panj("decide", "reject", ids["1,037"], "--why", "  ", code=2).output


def test_an_unknown_figure_and_a_wrong_value_are_said(panj, ids):
    assert "E004" in panj("decide", "reject", "nothing", "--why", "x", code=1).output
    assert "E003" in panj("decide", "retype", ids["1,037"], "--why", "x", code=1).output
    assert "E005" in panj("undo", code=1).output
    assert "E005" in panj("undo", "7", code=1).output


def test_days_are_given_as_one_or_two(panj, ids):
    panj("decide", "redate", ids["1,037"], "--on", "2021-07-01/2021-07-02", "--why", "x")
    (found,) = [c for c in panj("claims", "--json").data if c["text"] == "1,037"]
    assert (found["date_start"], found["date_end"]) == ("2021-07-01", "2021-07-02")
    assert "D001" not in panj("decide", "redate", ids["1,037"], "--on", "July", "--why", "x", code=2).output


def test_changes_name_what_moved_a_figure(panj, ids):
    told = panj("changes", "--between", "2021-07-02", "2021-07-05", "--place", "TJ", "--measure", "arrival")
    assert "1 figure moved from 2 Jul 2021 to 5 Jul 2021" in told.output
    assert "a new occurrence or total was reported" in told.output
    (moved,) = panj("changes", "--since", "2021-07-04", "--place", "TJ", "--json").data["moved"]
    assert moved["before"]["low"] == moved["steps"][0]["before"]["low"]
    assert moved["after"] == moved["steps"][-1]["after"]


def test_changes_need_a_day(panj, case):
    assert "--since" in panj("changes", code=2).output
    assert panj("changes", "--between", "2021-07-05", "2021-07-05", code=2)
    assert "No figure moved" in panj("changes", "--since", "2030-01-01").output


def test_redacting_asks_first(panj, case, home):
    assert panj("redact", "second", "--why", "x", code=1)  # nobody answers: nothing is done
    assert "second" in panj("reports").output
    told = panj("redact", "second", "--why", "names a family", "--yes").output
    assert "second: redacted, tombstone 1." in told
    assert "reports/second.txt" in told.replace("\\", "/"), "the user's own file is named"
    assert "second" not in panj("reports").output
    assert "1 redacted before and not read again" in panj("read", "reports").output


def test_words_that_are_not_there_are_said(panj, case):
    assert "S015" in panj("redact", "second", "--words", "Nobody", "--why", "x", "--yes", code=1).output
