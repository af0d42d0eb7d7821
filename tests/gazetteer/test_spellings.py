"""A text that cannot name a place of some kind is told apart from one that may, without being read."""

from __future__ import annotations

import pytest

from panj.gazetteer import Gazetteer

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
