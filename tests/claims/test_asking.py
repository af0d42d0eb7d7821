"""The reader is asked once for a stretch, and answers as if asked for each figure alone."""

from __future__ import annotations

from panj.claims.learned.asking import Asked
from panj.claims.learned.reader import Answer


class Counting:
    """A stretch that keeps what it was asked, and answers with the figure itself."""

    def __init__(self) -> None:
        self.asked: list[list[tuple[int, int]]] = []

    def answers(self, figures):
        self.asked.append(list(figures))
        return [Answer({"figure": {str(f): 0.0}}, {}) for f in figures]

    def tellings(self):
        raise AssertionError("nobody asks for these here")


def told(answers):
    return [next(iter(a.labels["figure"])) for a in answers]


def test_all_that_is_expected_is_asked_with_the_first_figure():
    stretch = Counting()
    asked = Asked(stretch, [(1, 1), (4, 5), (9, 9)])
    assert told(asked.answers([(4, 5)])) == ["(4, 5)"]
    assert told(asked.answers([(9, 9), (1, 1)])) == ["(9, 9)", "(1, 1)"]
    assert stretch.asked == [[(4, 5), (1, 1), (9, 9)]]


def test_a_figure_that_nobody_expected_is_asked_by_itself():
    stretch = Counting()
    asked = Asked(stretch, [(1, 1)])
    asked.answers([(1, 1)])
    assert told(asked.answers([(1, 1), (7, 8), (7, 8)])) == ["(1, 1)", "(7, 8)", "(7, 8)"]
    assert stretch.asked == [[(1, 1)], [(7, 8)]]


def test_nothing_is_asked_for_nothing():
    stretch = Counting()
    assert Asked(stretch, [(1, 1)]).answers([]) == []
    assert stretch.asked == []
