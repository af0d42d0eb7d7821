"""How far a claim can be trusted: a number between nought and one, from what its reading had to guess."""

from __future__ import annotations

from dataclasses import replace

from panj import Report, extract
from panj.claims.confidence import confidence, features
from panj.claims.tables import table

CLAIM = extract(
    Report(text="Some 300 people crossed into Chad on Monday, the mayor said.", published="2023-05-17")
)[0]


def test_every_weight_belongs_to_a_feature() -> None:
    assert set(table("confidence")["weights"]) == set(features(CLAIM))


def test_confidence_is_a_share_and_stands_in_the_claim() -> None:
    assert 0 < CLAIM.confidence < 1
    assert CLAIM.confidence == confidence(CLAIM)


def test_what_the_weights_speak_against_lowers_it() -> None:
    weights = table("confidence")["weights"]
    ruled = {"governed": "governed", "group_guessed": "group.of_report", "in_words": "number.words"}
    for name, rule in ruled.items():
        without = replace(CLAIM, rules=tuple(r for r in CLAIM.rules if r != rule))
        having = replace(without, rules=(*without.rules, rule))
        difference = confidence(having) - confidence(without)
        assert difference * weights[name] >= 0
    assert features(replace(CLAIM, destination=None))["no_place"] == 1.0
