"""Where a development is: in its clause, beside it, pointed back to, at the head of its section."""

from __future__ import annotations

import pytest

from panj.claims.routes.gazette import Codes

OVERRAN = {"overwhelmed": "control"}


def place(found, kind):
    return next(d.place for d in found if d.kind == kind)


def test_the_name_that_says_where_a_thing_lies_goes_before_the_thing(tell):
    text = "Rebels entered Uvira and took the airport at Kavumu without resistance."
    assert {d.place for d in tell(text)} == {"Uvira", "Kavumu"}


def test_the_crossing_is_the_one_named_before_and_no_other_place(tell):
    text = (
        "Congo reopened the Bunagana crossing to families from Rutshuru, three days after soldiers shut it."
    )
    assert {d.place for d in tell(text, {"shut": "crossing_status"})} == {"Bunagana"}


def test_who_takes_people_in_does_so_at_home(tell):
    assert place(tell("Zambia has taken in 3,000 people since Monday."), "admission_policy") == "Zambia"


def test_who_sends_help_is_not_where_it_goes(tell):
    found = tell(
        "Families lie in the open at Uvira. Lusaka has sent two planes of tents.", {"sent": "assistance"}
    )
    assert place(found, "assistance") == "Uvira"


def test_people_who_are_let_in_are_where_they_came_to(tell):
    text = "Some 200 herders walked into Zambia on Monday.\n\nThe persons named were permitted to enter."
    assert place(tell(text), "admission_policy") == "Zambia"


def test_there_is_where_people_were_taken_and_not_whence(tell):
    text = "The agency moves families from Uvira to Sange. By Thursday 1,037 had been transferred there."
    found = tell(text, {"transferred": "evacuation"})
    assert found[-1].place == "Sange"


def test_a_section_lies_where_its_head_says(tell):
    text = (
        "The rains go on in eastern Congo.\n\nThe lake has risen by a metre this month.\n\n"
        "Uvira: the road to the port has been under water since Monday.\n\n"
        "Lorries come by night, most of them from Bukavu, and wait at the pumps.\n\n"
        "The agency opened a camp for 900 families on Monday."
    )
    assert place(tell(text), "preparation") == "Uvira"


@pytest.mark.parametrize("text", ["The ministry in Lusaka denied the report.", "Lusaka denied the report."])
def test_a_denial_is_of_no_place_but_its_own(tell, text):
    assert place(tell(text), "denial") is None


def test_a_name_that_lies_in_a_district_is_no_namesake_far_away():
    far = "The Istiqlol and Sarigor posts in Shamsiddin Shohin district of Tajikistan were shelled."
    assert Codes(None, far).of("Istiqlol") is None
    assert Codes(None, far).of("Shamsiddin Shohin") is not None
    plain = "Families from Istiqlol in Tajikistan came to Khujand."
    assert Codes(None, plain).of("Istiqlol") is not None
    inside = "Some 300 stay in the Kalma camp in South Darfur, Sudan."
    assert Codes(None, inside).of("Kalma") is not None


def test_the_short_name_of_a_sector_is_no_place(tell):
    text = "Shelter and NFI: Partners distributed 1,200 blankets to 600 families."
    assert place(tell(text), "assistance") != "NFI"


def test_what_is_told_after_a_list_of_places_is_in_none_of_them(tell):
    text = "Some 900 families fled from Uvira, Sange and Kavumu. The agency opened three camps."
    assert place(tell(text), "preparation") is None


def test_how_many_sites_is_not_where(tell):
    found = tell("Three more camps opened on Monday.", {"opened": "preparation"})
    assert place(found, "preparation") is None


def test_a_coast_guard_stops_people_on_its_own_coast(tell):
    text = "The Zambian coast guard said it had intercepted 901 herders on the lake."
    found = tell(text, {"intercepted": "restriction"})
    assert place(found, "restriction") == "Zambia"
