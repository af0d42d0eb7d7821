"""Who is meant by a bare number or by "half of them": what is counted, never another figure."""

from __future__ import annotations

import pytest


def one(found, kind):
    return next(d for d in found if d.kind == kind)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("More than 1,500 residents fled to Sange. Some 1,200 had gone home by Thursday.", "residents"),
        ("Some 3,000 residents left Uvira; about half of them have gone home.", "residents"),
        ("Of the newcomers counted at Sange, 400 have gone home.", "newcomers"),
    ],
)
def test_a_number_is_no_other_number(tell, text, actor):
    assert one(tell(text, {"gone home": "return"}), "return").actors == (actor,)


def test_a_number_of_things_counts_no_officials(tell):
    text = "Officials reckon with 300 families. Only 60 were sent home."
    assert one(tell(text), "return").actors == ("60",)


def test_who_does_it_is_none_of_those_it_is_done_to(tell):
    text = "Forty herders waited in the hills. The border guards evacuated 12 of them."
    found = one(tell(text), "evacuation")
    assert (found.actors, found.target) == (("border guards",), "herders")


def test_a_name_keeps_no_torn_bracket(tell):
    text = "In Uvira, where it rained, 412 families (1,802 people) who had been evacuated went home."
    assert one(tell(text, {"went home": "return"}), "return").actors == ("412 families",)


def test_an_agency_is_called_by_its_name(tell):
    text = "The relief agency MEMISA promised 200 tents to the families."
    assert one(tell(text), "pledge").actors == ("relief agency MEMISA",)


def test_who_declares_an_emergency_does_not_report_it(tell):
    text = "President Hichilema declared a state of emergency on Monday."
    found = one(tell(text), "restriction")
    assert (found.actors, found.speaker) == (("President Hichilema",), None)


def test_what_a_relative_clause_says_is_of_its_noun_alone(tell):
    text = "Zambia promised two million euros for the camps, which the minister said had not arrived."
    assert one(tell(text), "pledge").speaker == "Zambia"


def test_help_that_reaches_a_town_is_not_given_to_the_town(tell):
    text = "A convoy of the Red Cross reached Sange on Wednesday with tents for 300 families."
    assert one(tell(text, {"reached": "assistance"}), "assistance").target != "Sange"


def test_soup_hands_out_nothing_and_information_denies_nothing(tell):
    text = "The other side speaks of 59 dead. This information is not true."
    assert one(tell(text, {"not true": "denial"}), "denial").actors == ()


def test_them_are_not_who_takes_them(tell):
    text = (
        "Some 1,200 herders had been left in the hills. The ministry said guards had picked up "
        "191 of them and taken them to a shelter in Uvira."
    )
    found = tell(text, {"picked up": "evacuation", "taken": "evacuation"})
    assert {d.target for d in found if d.kind == "evacuation"} == {"herders"}


def test_who_is_told_of_beside_a_name_is_not_who_says_it(tell):
    text = "Two herders were rescued at Uvira on Monday, all of them Malian, said Jean Mbuyi, a court clerk."
    assert one(tell(text), "evacuation").speaker == "Jean Mbuyi"
