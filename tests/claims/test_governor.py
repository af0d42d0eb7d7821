"""Which word governs a figure, and in which role: the shapes of English that stand between them."""

from __future__ import annotations

import pytest

from panj import Report, extract
from panj.claims.predicates.governor import figure_word, ties
from panj.language.trees import syntax
from panj.model import Claim, Measure, Span


def roles(sentence: str, figure: str) -> dict[str, str]:
    """Governing word → the figure's role for it."""
    tree = syntax(sentence, Span(0, len(sentence)))
    at = sentence.index(figure)
    word = figure_word(tree, at, at + len(figure))
    assert word is not None
    return {tree.low(t.word): t.role for t in ties(tree, word)}


@pytest.mark.parametrize(
    ("sentence", "figure", "verb", "role"),
    [
        ("Some 300 soldiers crossed the river.", "300", "crossed", "subject"),
        ("The army evacuated 300 villagers.", "300", "evacuated", "object"),
        ("Some 300 villagers were evacuated by the army.", "300", "evacuated", "object"),
        ("About 300 families were forced to flee.", "300", "flee", "subject"),
        ("The agency helped 300 people to return.", "300", "return", "subject"),
        ("The 300 people who fled on Monday are safe.", "300", "fled", "subject"),
        ("The arrival of 300 families surprised the mayor.", "300", "arrival", "of"),
        ("A group of 300 migrants reached the island.", "300", "reached", "subject"),
        ("The number of people displaced by the storm has reached 300.", "300", "displaced", "object"),
        ("Of them, 300 were deported.", "300", "deported", "object"),
        ("Some 300 people fled and crossed the border.", "300", "crossed", "subject"),
        ("A boat carrying 300 people sank off the coast.", "300", "sank", "subject"),
    ],
)
def test_the_verb_and_the_role(sentence: str, figure: str, verb: str, role: str) -> None:
    assert roles(sentence, figure).get(verb) == role


def test_the_verb_of_another_clause_does_not_govern() -> None:
    found = roles("While 300 people crossed the river, nobody was injured.", "300")
    assert "injured" not in found


def test_doing_so_is_no_verb_of_its_own() -> None:
    assert "done" not in roles("Some 300 more have done so.", "300")


def claim_of(text: str, figure: str) -> Claim:
    return next(c for c in extract(Report(text=text, published="2021-07-05")) if figure in c.text)


@pytest.mark.parametrize(
    ("text", "figure", "measure"),
    [
        (
            "The police sent 300 of the men, all of them unarmed, back over the river.",
            "300",
            Measure.FORCED_RETURN,
        ),
        ("The storm left 36 dead and two million displaced.", "two million", Measure.INTERNAL_DISPLACEMENT),
        ("Trucks brought 300 people into Chad on Monday.", "300", Measure.ARRIVAL),
        ("The hall was set up to receive 300 people.", "300", Measure.CAPACITY),
        ("The hall was set up for 300 people and now holds 700.", "700", Measure.HOSTED),
        ("Fewer than 2,000 people are left in the town.", "2,000", Measure.HOSTED),
        ("There are 300 people in the camp.", "300", Measure.HOSTED),
    ],
)
def test_what_a_figure_measures_by_its_governor(text: str, figure: str, measure: Measure) -> None:
    assert claim_of(text, figure).measure is measure


def test_who_takes_people_in_is_where_they_are() -> None:
    claim = claim_of("Uganda, which hosts 300,000 refugees, has asked Kenya for help.", "300,000")
    assert claim.place == "Uganda"


def test_where_those_aboard_land_is_where_they_are_taken() -> None:
    text = "Villagers were evacuated by air. A plane with 79 evacuees aboard landed in Gulu."
    assert claim_of(text, "79").destination == "Gulu"


def test_a_place_that_nothing_tells_is_left_open_or_doubted() -> None:
    text = "Fighting broke out in Goma and in Bukavu and in Uvira. Six people were killed."
    claim = claim_of(text, "Six")
    assert claim.place is None or "doubted.place" in claim.rules
