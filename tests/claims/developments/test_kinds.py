"""Of which kind a thing is: care is no leave to enter, goods are not evacuated."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "seen", "kind"),
    [
        ("The clinic's team admitted 242 children to its feeding centre last week.", {}, "assistance"),
        ("The team admitted 90 malnourished children in one week.", {}, "assistance"),
        ("Twelve tonnes of maize were airlifted to Uvira.", {}, "assistance"),
        ("The opposition called the closure a mistake.", {"called": "denial"}, "assessment"),
        ("Convoys of the agency have been blocked by militiamen since June.", {}, "restriction"),
        ("Four schools are closed in Uvira.", {}, "restriction"),
        ("Customs officers turned back 14 trucks at Uvira on Tuesday.", {}, "crossing_status"),
        ("Herders may still cross at Uvira by day, the ministry said.", {}, "crossing_status"),
        ("Zambia admitted 242 children on Tuesday.", {}, "admission_policy"),
        ("The coast guard airlifted 12 herders to Uvira.", {}, "evacuation"),
    ],
)
def test_a_thing_is_of_its_kind(tell, text, seen, kind):
    assert [d.kind for d in tell(text, seen)] == [kind]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Both boats had set out from Uvira on Thursday.", {"set out": "evacuation"}),
        ("The boat had left a beach near Uvira with 57 people on board.", {}),
        ("Of these, 41 children have been reunified with their mothers.", {"reunified": "return"}),
        ("The union welcomed the admission of minors.", {"welcomed": "admission_policy"}),
    ],
)
def test_nothing_is_told_of_that_kind(tell, text, seen):
    assert tell(text, seen) == []


def test_a_judgement_is_told_once_with_all_its_words(tell):
    text = "The opposition called the expulsions an affront to human dignity."
    (found,) = tell(text, {"called": "denial", "affront": "denial"})
    assert (found.kind, found.text) == ("assessment", text.rstrip("."))


def test_what_stays_shut_is_told_with_what_it_is(tell):
    (found,) = tell("The schools of Uvira will remain closed.")
    assert (found.text, found.status) == ("The schools of Uvira will remain closed", "planned")
