"""Reading takes time in proportion to the text, also where a report has no full stop or is one long list.

Ratios of processor time, generous enough for a busy machine: what they guard against took minutes.
"""

from __future__ import annotations

import time

import pytest

from panj import Report, extract
from panj.language import sentences

LONGEST = 2_000  # characters of a sentence that is read in one piece
SLACK = 0.25  # seconds, so that a short text read at once makes no huge ratio

RUNS = {
    "figures": "Some 300 people from Zarobod fled and ",
    "shared verbs": "300 fled, 20 returned, ",
    "dates": "on 3 July, on 5 June and ",
    "rows": "Zarobod\t300\t400\n",
    "items": "- Zarobod: 300 people\n",
    "numbers in a chain": "1,000,",
    "brackets": "(300) ",
    "quotes": '"300 fled," he said. ',
}


def seconds(text: str) -> float:
    start = time.process_time()
    extract(Report(text=text, published="2023-05-17"))
    return time.process_time() - start


@pytest.mark.parametrize("name", RUNS)
def test_a_text_twice_as_long_takes_no_more_than_five_times_as_long(name: str) -> None:
    run = RUNS[name]
    count = 1_800 // len(run)
    extract(Report(text="Some 30 people crossed into Chad on Monday.", published="2023-05-17"))
    short = seconds("Officials said that " + run * count + ".")
    long = seconds("Officials said that " + run * 2 * count + " again.")
    assert long < 5 * (short + SLACK), f"{name}: {short:.2f} s, twice as long {long:.2f} s"


def test_figures_of_a_sentence_without_end_are_all_read() -> None:
    claims = extract(
        Report(text="Some 300 people from Zarobod fled and " * 200 + "hid.", published="2023-05-17")
    )
    assert len(claims) == 200
    assert {c.value for c in claims} == {300.0}


def test_a_sentence_that_is_too_long_is_cut_at_pauses() -> None:
    text = "Some 300 people fled; " * 300
    found = sentences(text)
    assert all(s.end - s.start <= LONGEST for s in found)
    assert all(s.of(text).endswith("fled;") for s in found)
    assert "".join(s.of(text).replace(" ", "") for s in found) == text.replace(" ", "")


def test_a_word_without_end_is_cut_too() -> None:
    text = "x" * 5_000
    assert [s.end - s.start for s in sentences(text)] == [2_000, 2_000, 1_000]


def test_a_sentence_of_usual_length_is_not_cut() -> None:
    text = "Some 300 people fled to Kuran, " * 60 + "and hid."
    assert len(text) < LONGEST
    assert len(sentences(text)) == 1
