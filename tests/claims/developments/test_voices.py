"""Who says a development: verbs of saying, accounts, labels, quotations, what a speaker goes on to say."""

from __future__ import annotations

import pytest

OVERRAN = {"overwhelmed": "control"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The rebels overwhelmed the garrison on Monday, an abbot said.", "abbot"),
        ("A ferryman hinted that the rebels overwhelmed the garrison on Monday.", "ferryman"),
        ("The rebels overwhelmed the garrison on Monday, affirms its prefect.", "prefect"),
        ("The rebels, villagers complain, overwhelmed the garrison on Monday.", "villagers"),
        ("By the town hall's register, the rebels overwhelmed the garrison on Monday.", "town hall"),
        ("Senator Mutombo: the rebels overwhelmed the garrison on Monday.", "Senator Mutombo"),
    ],
)
def test_who_says_so_needs_no_list_of_offices(tell, text, speaker):
    (found,) = tell(text, OVERRAN)
    assert speaker in (found.speaker or "")


def test_what_only_tells_when_is_not_said(tell):
    text = "The bridge is quiet, the prefect said, a week after rebels overwhelmed the garrison at Uvira."
    (found,) = tell(text, OVERRAN)
    assert found.speaker != "the prefect"


def test_a_clause_behind_a_semicolon_is_still_his(tell):
    text = "The camp will stay, the prefect reiterated; rebels overwhelmed the garrison on Monday."
    found = [d for d in tell(text, OVERRAN) if d.kind == "control"]
    assert found[0].speaker == "prefect"


def test_a_quotation_belongs_to_who_is_named_after_it(tell):
    text = '"The rebels overwhelmed the garrison on Monday. We heard it all," said a baker, Jean Ilunga.'
    (found,) = tell(text, OVERRAN)
    assert "baker" in (found.speaker or "")


def test_he_is_who_was_named_in_the_sentence_before(tell):
    text = (
        "The governor, Alain Mbuyi, was brief on Friday, a radio said.\n\n"
        "Hotel owner Paul Kasongo has not slept. Rebels overwhelmed the garrison on Monday, he said."
    )
    (found,) = tell(text, OVERRAN)
    assert found.speaker == "Hotel owner, Paul Kasongo"


def test_a_speaker_goes_on_in_the_next_sentence_where_words_show_it(tell):
    told = "The prefect said the town was calm. The rest of the rebels had overwhelmed the garrison at Uvira."
    assert tell(told, OVERRAN)[0].speaker == "The prefect"
    apart = "Officials said the town was calm.\n\nRebels overwhelmed the garrison at Uvira."
    assert tell(apart, OVERRAN)[0].speaker is None


def test_a_promise_in_the_passive_is_given_by_who_says_it(tell):
    text = "The president told the envoys that the rights of herders will be protected."
    found = [d for d in tell(text, {"will be protected": "pledge"}) if d.kind == "pledge"]
    assert found[0].actors == ("The president",)
