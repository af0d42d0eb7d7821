"""What a report tells as its speaker's earlier figure is history beside the one that he gives now."""

from __future__ import annotations

import pytest

from props.cases import Case, ends


def told(then: str, *, speaker: str = "the ombudsman") -> Case:
    now = "In a blast on Monday at least 68 people were killed, the ombudsman, Ana Petri, said."
    case = Case()
    report = case.report("r", "06-09", text=f"{now} {then}")
    case.says(
        report,
        "at least 68",
        "killed",
        value=68,
        at="TD-X",
        on="06-07",
        speaker="the ombudsman, Ana Petri",
        said=now,
    )
    more = {"period": "cumulative", "at": "TD", "on": "06-09", "speaker": speaker, "id": "old"}
    case.says(report, "20", "killed", said=then, **more)
    return case


@pytest.mark.parametrize(
    "then",
    [
        "He had earlier spoken of 20 dead.",
        "His first figure was 20.",
        "He had put the number previously at 20.",
    ],
)
def test_a_figure_told_as_an_earlier_one_is_history(then: str) -> None:
    tally = told(then).ask(measure="killed", place="TD")
    assert ends(tally)[0] == 68
    assert (tally.set_aside or {})["old"].startswith("revised since")


def test_another_speakers_earlier_figure_is_no_history_of_this_one() -> None:
    tally = told("The army had earlier spoken of 20 dead.", speaker="the army").ask(
        measure="killed", place="TD"
    )
    assert "revised" not in (tally.set_aside or {}).get("old", "")


def test_a_figure_without_such_words_is_a_figure_of_its_own() -> None:
    tally = told("Elsewhere he spoke of 20 dead.").ask(measure="killed", place="TD")
    assert "revised" not in (tally.set_aside or {}).get("old", "")
