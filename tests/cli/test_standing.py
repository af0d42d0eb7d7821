"""What of an answer is in known occurrences, what is only counted or summed up, and what lies beyond it."""

import pytest

from panj.cli.answer import standing
from panj.model import Bounds, Question, Tally

WAVES = Bounds(114, None, 261)


def tally(**more):
    return Tally(Question(place="TJ"), Bounds(1550, 1599, 1599), claims=("c",), **more)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"unreported": None}, ["Beyond every report: nothing bounds it."]),
        ({"unreported": Bounds(0, None, 0)}, []),
        (
            {"unreported": Bounds(2901, None, 3917)},
            ["Counted or summed up, but in no occurrence that a report describes: 2,901–3,917."],
        ),
        (
            {"itemised": Bounds(1338, None, 1436), "only_counted": WAVES, "unreported": WAVES},
            ["Of these: 1,338–1,436 in known occurrences; 114–261 in occurrences that were only counted."],
        ),
        (
            {"only_in_total": Bounds(352, None, 4999), "unreported": Bounds(0, None, 0)},
            ["Reported only in total: no occurrence is known."],
        ),
    ],
)
def test_whoever_is_part_of_the_answer_is_not_told_as_coming_on_top(more, said):
    assert standing(tally(**more)) == said


def test_those_only_counted_are_told_as_such_among_others():
    more = {
        "itemised": Bounds(1338, None, 1436),
        "only_counted": WAVES,
        "unreported": Bounds(114, None, None),
    }
    assert standing(tally(**more))[1].endswith("114 or more, those only counted among them.")
