"""Who can speak: names, roles, bodies and what they publish; never places, days, crowds or clauses."""

from __future__ import annotations

import pytest

from panj.claims.mentions.naming import is_person, speakable
from panj.claims.mentions.referring import Memory, resolve


@pytest.mark.parametrize(
    "phrase",
    [
        "the border police",
        "a nurse at the clinic",
        "two employees of the port",
        "Amina Yusuf",
        "Omar al-Hakim",
        "UNHCR",
        "United Nations officials",
        "the ministry's press service",
        "Ana Duarte, head of the civil defence office",
        "a responsible official of the security bodies",
        "another arm of the government",
        "an official contacted by telephone",
    ],
)
def test_these_can_speak(phrase: str) -> None:
    assert speakable(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "positions in the valley and pulled back on Friday evening",
        "The 8,000 reservists",
        "Before the storm",
        "They now face hunger",
        "Central Asian",
        "in the northern districts",
        "Tuesday",
        "the river had risen",
        "m² per person",
        "bank of the Tigris began in February",
    ],
)
def test_these_cannot(phrase: str) -> None:
    assert not speakable(phrase)


def test_pronouns_point_to_a_speaker_of_their_kind() -> None:
    memory = Memory()
    for name in ("The coast guard", "Ana Duarte", "two aid workers"):
        memory.note(name)
    assert resolve("she", memory) == "Ana Duarte"
    assert resolve("They", memory) == "two aid workers"
    assert resolve("the coast guard", memory) == "the coast guard"


def test_a_person_is_told_from_a_body() -> None:
    assert is_person("Ana Duarte")
    assert is_person("the governor of the province")
    assert not is_person("The coast guard")
    assert not is_person("UNHCR")
