"""Figures that a report corrects in its own words."""

from __future__ import annotations

import pytest

from panj import Report, extract
from panj.claims.mentions.corrections import corrections


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("The agency has since revised its estimate to 56,000 displaced people.", None, 56000),
        ("The ministry revised the toll down from 65 dead to 56.", 65, 56),
        ("Some 52,840 refugees, corrected from 60,000, are in the camp.", 60000, 52840),
        ("The figure of 61,000 given in May has been corrected: 52,840 are in the camp.", 61000, 52840),
        ("The mayor has withdrawn his figure of 900; only 90 crossed.", 900, 90),
        ("Correction: An earlier version of this report gave 4,187 arrivals.", 4187, None),
        ("An earlier version said 500 had crossed. The correct figure is 50.", 500, 50),
        ("The report wrongly put the number of dead at 300.", 300, None),
        ("There were 140 arrivals, not 410 as reported earlier.", 410, 140),
        ("The number of dead in the valley is therefore 140 and not 410.", 410, 140),
    ],
)  # fmt: skip
def test_a_stated_correction_is_kept(text: str, old: float | None, new: float | None) -> None:
    report = Report(text=text, published="2023-09-27")
    found = corrections(report, extract(report))
    assert [(c.old_value, c.new_value) for c in found] == [(old, new)]


@pytest.mark.parametrize(
    "text",
    [
        "Some 300 refugees crossed on Monday, not on Sunday.",
        "The first report of 300 arrivals came on Monday from the border.",
        "Officials updated reporters on the 300 arrivals.",
        "In an earlier attack 40 people died.",
        "The court upheld the correctional order for 12 men.",
    ],
)
def test_what_corrects_nothing_is_none(text: str) -> None:
    report = Report(text=text, published="2023-09-27")
    assert corrections(report) == []


def test_a_correction_names_the_claims_that_state_its_figures() -> None:
    text = "Some 52,840 refugees, corrected from 60,000, are in the camp."
    report = Report(text=text, published="2023-09-27")
    claims = extract(report)
    (one,) = corrections(report, claims)
    assert one.new_claim == next(c.id for c in claims if c.value == 52840)
    assert (one.old, one.new) == ("60,000", "Some 52,840")
    assert text[one.sentence.start : one.sentence.end] == text


def test_the_correct_figure_counts_what_the_sentence_before_counted() -> None:
    text = (
        "In our note of 3 September the number of people killed in Beira was given as 169. "
        "The correct figure is 149; the number of all dead in Sofala is therefore 203 and not 223."
    )
    found = {c.value: c for c in extract(Report(text=text, published="2023-09-27"))}
    assert {v: c.status.value for v, c in found.items()} == {
        169: "denied", 149: "happened", 203: "happened", 223: "denied",
    }  # fmt: skip
    assert (found[149].measure, found[149].place) == (found[169].measure, found[169].place)
