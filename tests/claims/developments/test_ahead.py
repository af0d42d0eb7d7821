"""Days still to come: a weekday told of what is ahead is the next one; tomorrow has not happened."""

from __future__ import annotations

import pytest

FRIDAY = "2024-05-03"


def dated(found, kind):
    return next((str(d.date_start or ""), str(d.date_end), d.status.value) for d in found if d.kind == kind)


@pytest.mark.parametrize(
    ("text", "seen", "kind", "days"),
    [
        (
            "The decree enters into force on Sunday.",
            {"enters into force": "restriction"},
            "restriction",
            ("2024-05-05", "2024-05-05", "planned"),
        ),
        (
            "The herders were given until Sunday to leave.",
            {"given": "evacuation"},
            "evacuation",
            ("", "2024-05-05", "happened"),
        ),
        (
            "The river could reach the camps at Uvira on Saturday.",
            {"reach": "warning"},
            "warning",
            ("2024-05-04", "2024-05-04", "possible"),
        ),
        (
            "The ministry said on Thursday its guards had evacuated 12 herders on Tuesday.",
            {},
            "evacuation",
            ("2024-04-30", "2024-04-30", "happened"),
        ),
    ],
)
def test_a_day_is_the_one_that_is_meant(tell, text, seen, kind, days):
    assert dated(tell(text, seen, published=FRIDAY), kind) == days


def test_what_was_done_is_not_of_the_day_that_the_sentence_before_fears(tell):
    text = "The storm could reach Uvira on Saturday. The coast guard evacuated 23 fishermen."
    found = tell(text, {"reach": "warning"}, published=FRIDAY)
    assert dated(found, "evacuation")[:2] == ("", "None")


def test_who_cannot_confirm_one_thing_doubts_no_other(tell):
    text = (
        "Guards evacuated 12 herders from Uvira on Tuesday. The council spoke of arrests. "
        "The agency said it could not confirm the reports."
    )
    found = tell(text, {"could not confirm": "denial"}, published=FRIDAY)
    assert dated(found, "evacuation")[2] == "happened"
