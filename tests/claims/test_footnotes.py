"""Marks of footnotes are no words of a text: sentences end before them, and every offset stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from panj import Report
from panj.claims import read_figures
from panj.claims.footnotes import without_marks

PLAIN = "The dam broke. On 4 May 2019 the flood drove 3,200 people from Olsk. It killed 18 in Torva."
MARKED = "The dam broke.[1][2] On 4 May 2019[note 3] the flood drove 3,200 people[b] from Olsk.[4]:17 It killed 18 in Torva.[citation needed]"  # noqa: E501


def test_marks_become_blanks_and_words_in_brackets_stay() -> None:
    assert without_marks("It rained.[3][nb 1] Some [12] fled.") == "It rained." + " " * 10 + "Some [12] fled."
    assert without_marks("They left [the camp] on Monday") == "They left [the camp] on Monday"
    assert without_marks("Wasserburg [de].[6] Then") == "Wasserburg     .    Then"


@given(st.text(alphabet="ab. [](12)notecid\n", max_size=60))
def test_every_offset_stays(text: str) -> None:
    shown = without_marks(text)
    assert len(shown) == len(text)
    assert all(b in (a, " ") for a, b in zip(text, shown, strict=True))


def test_a_marked_text_is_read_as_the_plain_one() -> None:
    plain = read_figures(Report(text=PLAIN, published="2020-06-01", name="plain"))
    marked = read_figures(Report(text=MARKED, published="2020-06-01", name="marked"))

    def told(found: object) -> list[tuple[object, ...]]:
        return [(c.measure, c.value, c.place, c.origin, c.date_start) for c in found.claims]  # type: ignore[attr-defined]

    assert told(marked) == told(plain)
    assert len(told(plain)) == 2


def test_claims_and_developments_quote_the_text_as_stored() -> None:
    found = read_figures(Report(text=MARKED, published="2020-06-01", name="marked"))
    assert all(MARKED[c.start : c.end] == c.text for c in found.claims)
    assert all(MARKED[d.start : d.end] == d.text for d in found.developments)
