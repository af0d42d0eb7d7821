"""A total of which only a ceiling is told answers as one: nobody stated that it was nobody."""

from __future__ import annotations

from props.cases import Case, ends


def up_to() -> Case:
    case = Case()
    days = {"to": "TJ", "period": "cumulative", "on": "06-01/06-08"}
    case.says(case.report("a", "06-09"), "up to 5,000", **days)
    return case


def test_a_ceiling_alone_is_the_high_end_and_there_is_no_best_figure() -> None:
    tally = up_to().ask(place="TJ")
    assert ends(tally) == (0, 5_000)
    assert tally.bounds.best is None


def test_a_ceiling_over_known_people_says_only_how_many_more_there_may_be() -> None:
    case = up_to()
    case.says(case.report("b", "06-09"), "301", to="TJ", on="06-03")
    tally = case.ask(place="TJ")
    assert ends(tally) == (301, 301)
    assert tally.unreported is not None
    assert tally.unreported.high == 4_699
