"""Who does it: one who can, by the tree; no day, no sum, not who is merely asked, not who says nothing."""

from __future__ import annotations

import pytest


def of(found, kind):
    return [d for d in found if d.kind == kind]


@pytest.mark.parametrize(
    ("text", "seen", "kind", "actor"),
    [
        (
            "By Thursday 1,037 people had been transferred to Uvira.",
            "transferred",
            "evacuation",
            "people",
        ),
        (
            "Bunagana is under the command of the Fourth Division.",
            "under the command",
            "control",
            "Fourth Division",
        ),
        ("One town after another was lost to the rebels.", "lost", "control", "rebels"),
        ("Zambia will step up deportation flights to Congo.", "deportation flights", "return", "Zambia"),
        ("18:05 Lusaka is equipping hotels for 400 people.", "equipping", "preparation", "Lusaka"),
    ],
)
def test_who_does_it_is_one_who_can(tell, text, seen, kind, actor):
    (found,) = of(tell(text, {seen: kind}), kind)
    assert found.actors == (actor,)


def test_who_is_asked_does_not_do_what_comes_after(tell):
    text = "The council has asked Lusaka for tents and has received forty lorries."
    (found,) = of(tell(text, {"received": "assistance"}), "assistance")
    assert found.actors == ("council",)


def test_they_are_not_the_one_man_who_says_so(tell):
    text = "Thirty soldiers fled to Uvira. An officer says that they were flown home on Monday."
    assert "officer" not in " ".join(of(tell(text), "return")[0].actors).lower()


def test_it_is_a_body_and_no_mood(tell):
    text = "His optimism is not shared by the county council. It has asked Lusaka for maize."
    assert of(tell(text), "request")[0].actors == ("county council",)


def test_he_is_named_further_up_in_the_paragraph(tell):
    text = (
        "The governor Alain Mbuyi promised to clear the trails. Smugglers controlled them for years. "
        "He called on Lusaka to send police."
    )
    assert "Mbuyi" in of(tell(text), "request")[-1].actors[0]


def test_a_body_that_announces_a_measure_takes_it(tell):
    text = "The district council announced that four hectares have been set aside for a camp."
    assert of(tell(text), "preparation")[0].actors == ("district council",)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry would not comment.",
        "The border service did not answer calls on Monday.",
        "The mayor could not be reached.",
        "The prefect declined to comment on Monday.",
        "They spoke on condition of anonymity and gave no number.",
    ],
)
def test_who_says_nothing_denies_nothing(tell, text):
    words = text.rstrip(".").split(" ", 2)[2]
    assert of(tell(text, {words: "denial"}), "denial") == []


def test_who_does_not_confirm_it_casts_doubt(tell):
    text = "The ministry has not confirmed the withdrawal."
    assert len(of(tell(text, {"has not confirmed": "denial"}), "denial")) == 1


def test_a_change_told_in_words_within_words_is_told_once(tell):
    text = "The rebel sweep across North Kivu has put several towns in the rebels' hands."
    seen = {"sweep": "control", "put several towns in the rebels' hands": "control"}
    assert len(of(tell(text, seen), "control")) == 1
