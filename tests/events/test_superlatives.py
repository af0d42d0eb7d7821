"""A figure called the largest yet bounds earlier ones of its kind, where the kind compared is clear."""

import pytest

from panj.run import Case

FIRST = "On May 1, 400 refugees crossed from Sudan into Chad, the mayor of Adre said."
LARGER = "On May 1, 2,000 refugees crossed from Sudan into Chad, a lorry driver said."
LATER = "On May 9, 2,500 refugees crossed from Sudan into Chad, a nurse said."
CALLED = "On May 5, 900 refugees crossed from Sudan into Chad, the largest group so far, an official said."
SMALLEST = "On May 5, 100 refugees crossed from Sudan into Chad, the smallest group so far, an official said."
ELSEWHERE = "On May 1, 2,000 refugees crossed from Sudan into Egypt, an official said."
SINCE = (
    "On May 5, 900 refugees crossed from Sudan into Chad, the largest group since March, an official said."
)


def situation(tmp_path, *texts):
    for n, text in enumerate(texts):
        (tmp_path / f"{n}.txt").write_text(
            f"---\npublished: 2024-05-{10 + n}\noutlet: Wire {n}\n---\n{text}\n"
        )
    with Case.open(tmp_path / "case.db") as case:
        case.read([tmp_path])
        return case.situation()


def told(made):
    return [a for a in made.alerts if "lies beyond it" in a.title]


def test_an_earlier_figure_beyond_the_largest_is_shown_with_both_sides(tmp_path):
    (alert,) = told(situation(tmp_path, LARGER, CALLED))
    assert "the largest group so far" in alert.title
    assert "a lorry driver" in alert.detail
    assert len(alert.claims) == 2


@pytest.mark.parametrize(
    "texts",
    [
        (FIRST, CALLED),
        (LATER, CALLED),
        (ELSEWHERE, CALLED),
        (LARGER, SINCE),
        (FIRST, SMALLEST, LATER),
        (CALLED,),
    ],
)
def test_what_is_within_later_elsewhere_or_of_another_class_is_not_held_against_it(tmp_path, texts):
    made = told(situation(tmp_path, *texts))
    assert [a for a in made if "largest" in a.title] == []


def test_the_smallest_is_held_against_smaller_ones(tmp_path):
    assert told(situation(tmp_path, FIRST, SMALLEST)) == []
    smaller = FIRST.replace("400", "30")
    (tmp_path / "more").mkdir()
    assert told(situation(tmp_path / "more", smaller, SMALLEST))


def test_no_bound_of_a_tally_hangs_on_it(tmp_path):
    """The larger one may be true whatever a reporter calls the other: both still count."""
    from panj.model import Measure, Question

    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    lows = []
    for name, text in (("a", CALLED), ("b", CALLED.replace(", the largest group so far", ""))):
        situation(tmp_path / name, LARGER, text)
        with Case.open(tmp_path / name / "case.db") as case:
            lows.append(case.tally(Question(Measure.ARRIVAL, place="TD")).bounds)
    assert lows[0] == lows[1]
