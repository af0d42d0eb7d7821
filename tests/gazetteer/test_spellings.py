"""A text that cannot name a place of some kind is told apart from one that may, without being read."""

from __future__ import annotations

import pytest

from panj.gazetteer import Gazetteer
from panj.gazetteer.tokens import tokens

CROSSING = frozenset({"crossing"})


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.default()


def test_wherever_a_crossing_is_found_the_text_may_name_one(gazetteer):
    rows = [row for row in gazetteer._table.rows.values() if row.kind in CROSSING]
    assert len(rows) > 100
    for row in rows:
        for name in (row.name, *row.names):
            text = f"Families waited for days near {name} before trucks came."
            found = any(m.place and m.place.kind == "crossing" for m in gazetteer.mentions(text))
            assert gazetteer.may_name(text, CROSSING) or not found, name


def test_most_sentences_name_none(gazetteer):
    assert not gazetteer.may_name("More than 40 people fled the town of Kutum for camps in Chad.", CROSSING)
    assert gazetteer.may_name("Buses stood at the Bab al-Hawa crossing.", CROSSING)
    assert gazetteer.may_name("Buses stood at Sher Khan’s bridge.", CROSSING)


def test_kinds_of_the_world_file_may_be_anywhere(gazetteer):
    assert gazetteer.may_name("Nobody came.", frozenset({"town"}))


def test_the_look_at_words_alone_loses_no_name(gazetteer):
    spelt = gazetteer._spellings(CROSSING)
    rows = [row for row in gazetteer._table.rows.values() if row.kind in CROSSING]
    for n, row in enumerate(rows):
        other = rows[(7 * n + 3) % len(rows)].name
        for text in (
            f"At {row.name}’s gate nobody came; {other}, 5 km on, was shut.",
            f"{row.name.upper()}-{other}: trucks wait.",
            f"█████ al {row.name}’ …",
        ):
            assert spelt.may_stand_in(text) or not spelt.stand_in(text, tokens(text, 0, len(text))), text


def test_the_look_at_words_alone_lets_usual_sentences_go(gazetteer):
    spelt = gazetteer._spellings(CROSSING)
    assert not spelt.may_stand_in("More than 40 people, most of them from Kutum, went on to Chad.")
    assert spelt.may_stand_in("Naya kohalan\u0302, written with a mark of its own")  # rare: looked at in full
