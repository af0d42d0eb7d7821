"""Spelling, demonyms and containment."""

import csv
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panj.gazetteer.kinds import cores
from panj.gazetteer.nations import nations
from panj.gazetteer.spelling import fold, key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Faizabad", "Fayzobod"),
        ("Jaihun", "Jayhun"),
        ("Dzhirgatal", "Jirgatal"),
        ("Kharkiv", "Harkiv"),
        ("Qunduz", "Kunduz"),
        ("Qurghonteppa", "Kurgonteppa"),
        ("Badakhshan", "Badakhshon"),
        ("Al-Fashir", "Fashir"),
        ("Moskovskiy", "Moskovsky"),
        ("Sana'a", "Sanaa"),
        ("Cox’s Bazar", "Coxs Bazar"),
        ("Guinea-Bissau", "Guinea Bissau"),
        ("فيروز", "فیروز"),
        ("Ғафуров", "Ғафуров"),
        ("Mytilíni", "Mytilini"),
        ("St. Louis", "Saint Louis"),
    ],
)
def test_usual_transliterations_share_a_key(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Niger", "Nigeria"), ("Mali", "Malawi"), ("Kabul", "Kapul"), ("Iran", "Iraq")]
)
def test_different_names_keep_different_keys(one, other):
    assert key(one) != key(other)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name):
    assert fold(fold(name)) == fold(name)


@given(st.text(max_size=40))
def test_a_key_has_no_spaces_or_capitals(name):
    assert " " not in key(name)
    assert key(name) == key(name.upper().lower()) or not name.isascii()


def test_words_for_the_kind_are_set_apart():
    assert next(cores("Hamdoni district"))[:2] == ("hamdoni", ("admin2", "admin1"))
    assert next(cores("Nohiyai Hisor")).name == "hisor"
    assert list(cores("Khorugh")) == []


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Afghan", "AF"),
        ("Afghans", "AF"),
        ("Tajik", "TJ"),
        ("Tajiks", "TJ"),
        ("Syrian", "SY"),
        ("South Sudanese", "SS"),
        ("Rohingya", None),
        ("Congolese", None),
        ("Kyrgyz", "KG"),
        ("Spaniards", "ES"),
        ("Filipinos", "PH"),
        ("Burmese", "MM"),
        ("Venezuelans", "VE"),
        ("Nigerien", "NE"),
        ("Nigerian", "NG"),
        ("table", None),
        ("", None),
    ],
)
def test_country_of_demonym(gazetteer, word, code):
    assert gazetteer.country_of_demonym(word) == code


def test_every_sovereign_country_has_a_word_for_its_people():
    source = resources.files("panj.gazetteer") / "nations.csv"
    rows = list(
        csv.DictReader(r for r in source.read_text(encoding="utf-8").splitlines() if not r.startswith("#"))
    )
    assert len(rows) >= 249
    without = [row["code"] for row in rows if row["sovereign"] == "yes" and not row["people"]]
    assert set(without) <= {"DM", "VA"}
    assert len({row["code"] for row in rows}) == len(rows)
    assert set(nations().words.values()) - {""} <= {row["code"] for row in rows}


def test_within_follows_parents_and_regions(gazetteer):
    goma = gazetteer.resolve("Goma", countries=["CD"]).code
    for ancestor in (goma, "CD-NK", "CD", "panj:africa", "panj:eastern-drc", "panj:central-africa"):
        assert gazetteer.within(goma, ancestor), ancestor
    for other in ("RW", "CD-SK", "panj:west-africa", "no such code"):
        assert not gazetteer.within(goma, other), other
    assert gazetteer.within("no such code", "no such code")
    assert not gazetteer.within("no such code", "CD")


def test_a_region_lies_in_a_larger_one_when_all_its_members_do(gazetteer):
    assert gazetteer.within("panj:eastern-drc", "CD")
    assert gazetteer.within("panj:eastern-drc", "panj:africa")
    assert gazetteer.within("panj:maghreb", "panj:africa")
    assert not gazetteer.within("panj:africa", "panj:maghreb")
    assert not gazetteer.within("panj:sahel", "panj:west-africa")
    assert gazetteer.within("panj:donbas", "UA")
