"""Asking in plain words, and what a notebook shows."""

import re
from datetime import date
from pathlib import Path

import pytest

import panj
from panj.errors import DateError, TallyError
from panj.model import Bounds, Conflict, Group, Measure, Question, Tally
from panj.run.asking import question_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "tajik-border-2021"


def test_words_become_a_question():
    asked = question_of(
        measure="return", group="soldiers", place="Chad", start="2021-07-01", known="2021-07-05"
    )
    assert (asked.measure, asked.group, asked.place) == (Measure.RETURN, Group.SOLDIERS, "Chad")
    assert (asked.date_start, asked.known) == (date(2021, 7, 1), date(2021, 7, 5))


@pytest.mark.parametrize("words", [{"measure": "dance"}, {"group": "dwarves"}, {"unit": "smiles"}])
def test_terms_that_are_none_are_said(words):
    with pytest.raises(TallyError, match="T003"):
        question_of(**words)


def test_days_are_strict():
    with pytest.raises(DateError, match="D001"):
        question_of(start="5 July")


def test_a_case_answers_in_one_line(tmp_path):
    with panj.open(tmp_path / "case.db") as case:
        case.read([EXAMPLE])
        tally = case.tally(measure="arrival", group="soldiers", place="Tajikistan", known="2021-06-22")
        assert tally == case.tally(tally.question)
        assert (tally.bounds.low, tally.bounds.high) == (134, 134)
        shown = tally._repr_html_()
    assert "134" in shown
    assert "<svg" in shown


def test_a_notebook_shows_ends_and_contradictions_and_escapes_words():
    conflict = Conflict(("a", "b"), "<b>cannot</b> both hold")
    tally = Tally(Question(place="<i>x</i>"), Bounds(1550, 1599, None), ("a", "b"), conflicts=(conflict,))
    shown = tally._repr_html_()
    assert "1,550 – 1,599 – not bounded" in shown
    assert "&lt;b&gt;cannot" in shown
    assert not re.search(r"<[bi]>|<script", shown)


def test_no_figure_is_not_a_figure_of_nought():
    assert "0" not in Tally(Question(), Bounds(0, 0, 0))._repr_html_()
