"""Dates that people give to reports: decisions that count at once, and are undone in any order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from panj.errors import DateError, EventError
from panj.run import Case

NOTE = "Some 410 people crossed into Tajikistan, a driver said."


@pytest.fixture
def case(tmp_path: Path):  # type: ignore[no-untyped-def]
    (tmp_path / "note.txt").write_text(NOTE, "utf-8")
    with Case.open(tmp_path / "case.db") as opened:
        opened.read([tmp_path / "note.txt"])
        yield opened


def published(case: Case) -> str | None:
    return case.report("note").published


def test_a_given_date_counts_on_every_day_and_its_figures_are_read_by_it(case: Case) -> None:
    assert case.claims(date(2021, 7, 9)) == []
    case.date_report("note", "2021-07-08", who="Ada", why="its stamp")
    assert [c.value for c in case.claims(date(2021, 7, 9))] == [410]
    assert case.claims(date(2021, 7, 7)) == []
    assert case.unread() == 0


def test_undoing_gives_back_what_stood_before_whoever_gave_it(case: Case) -> None:
    case.read((), given_dates={"note": "2021-07-01"})  # as `panj date` does
    case.date_report("note", "2021-07-08", who="Ada", why="its stamp")
    case.date_report("note", "2021-07-09", who="Ben", why="the register")
    case.undo(who="Ben", why="misread")
    assert published(case) == "2021-07-08"
    case.undo(1, who="Ada", why="misread")
    assert published(case) == "2021-07-01"
    case.undo(4, who="Ada", why="it was right")  # the undoing is undone
    assert published(case) == "2021-07-08"
    with pytest.raises(EventError, match="E006"):
        case.undo(2, who="Ada", why="again")


def test_a_date_is_no_decision_on_a_figure_and_leaves_no_problem(case: Case) -> None:
    case.date_report("note", "2021-07-08", who="Ada", why="its stamp")
    view = case.view()
    assert [*view.unbound, *view.decided, *view.links, *view.ruling.unbound] == []
    assert [p.code for p in case.problems()] == []


@pytest.mark.parametrize("day", ["8 July", "2999-01-01"])
def test_what_is_no_date_or_lies_ahead_is_refused(case: Case, day: str) -> None:
    with pytest.raises(DateError):
        case.date_report("note", day, who="Ada", why="its stamp")
    assert case.decisions() == ()


def test_what_is_taken_counts_once_it_is_read_and_is_there_for_others_before(
    case: Case, tmp_path: Path
) -> None:
    before = case.situation()
    (tmp_path / "more.txt").write_text("---\npublished: 2021-07-10\n---\nOn July 9, 70 crossed.\n", "utf-8")
    taken = case.take([tmp_path / "more.txt"])
    assert case.situation().claims == before.claims
    assert len(case.reports()) == 1
    assert case.unread() == 1
    with Case.open(case.path) as other:
        assert len(other.reports()) == 2
    case.read((), taken=taken)
    assert taken.new == ["more"]
    assert len(case.situation().reports) == 2
    assert case.unread() == 0
