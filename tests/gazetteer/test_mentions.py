"""Names of places in running text: spans, longest match, and what is no place."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from panj.gazetteer import Gazetteer


def codes(gazetteer, text, **options):
    return {m.name: m.place.code if m.place else None for m in gazetteer.mentions(text, **options)}


def test_spans_are_offsets_into_the_whole_text(gazetteer):
    text = "Intro in Kabul.\n\nSoldiers from Afghanistan's Badakhshan Province reached Khorugh."
    start = text.index("Soldiers")
    found = gazetteer.mentions(text, start, countries=["AF", "TJ"])
    assert [m.name for m in found] == ["Afghanistan", "Badakhshan", "Khorugh"]
    for mention in found:
        assert text[mention.start : mention.end] == mention.name


def test_the_longest_name_wins(gazetteer):
    text = "They crossed the Panj River near Shir Khan Bandar, in Central Asia, and reached South Sudan."
    assert list(codes(gazetteer, text)) == ["Panj River", "Shir Khan Bandar", "Central Asia", "South Sudan"]


def test_surnames_are_no_places(gazetteer):
    text = (
        "But Ahmad Javed, a member of the council in Kunduz, spoke. Javed said that all is lost. "
        "President Ashraf Ghani flew out; Ghani was in Kabul. Victoria Nuland and Michael Jordan met them."
    )
    assert list(codes(gazetteer, text)) == ["Kunduz", "Kabul"]


def test_common_words_at_the_start_of_a_sentence_are_no_places(gazetteer):
    text = "Reading the list took hours. Nice people helped. Of them, ten left. Will they? Mobile teams came."
    assert codes(gazetteer, text) == {}


def test_the_same_words_are_places_where_the_context_says_so(gazetteer):
    text = "Families moved to Reading, England. Others live in Nice, France, or in Mobile, Alabama."
    found = codes(gazetteer, text)
    assert {"Reading", "Nice", "Mobile"} <= set(found)
    assert gazetteer.within(found["Reading"], "GB")
    assert gazetteer.within(found["Nice"], "FR")
    assert gazetteer.within(found["Mobile"], "US-AL")


def test_organisations_are_no_places(gazetteer):
    text = "He told The Washington Post. The Kabul Times and the Geneva Convention were quoted in Herat."
    assert list(codes(gazetteer, text)) == ["Herat"]


def test_the_parent_named_beside_chooses(gazetteer):
    found = codes(gazetteer, "A storm hit Paris, Texas. It spared Paris, France.")
    places = gazetteer.mentions("A storm hit Paris, Texas.")
    assert gazetteer.within(places[0].place.code, "US-TX")
    assert "Texas" in found


def test_an_unknown_name_called_a_village_is_told_without_a_place(gazetteer):
    found = codes(gazetteer, "They fled from Zarbulakan village in Badakhshan, Afghanistan.")
    assert found["Zarbulakan"] is None
    assert found["Badakhshan"] == "AF-BDS"


def test_an_unsettled_name_is_told_without_a_place(gazetteer):
    found = gazetteer.mentions("Thousands reached Hyderabad.", countries=["KE"])
    assert [(m.name, m.place) for m in found] in ([("Hyderabad", None)], [("Hyderabad", found[0].place)])


def test_a_name_with_a_possessive_inside_is_one_name(gazetteer):
    found = codes(gazetteer, "Camps in Cox's Bazar, Bangladesh, and Bangladesh's Kutupalong are full.")
    assert list(found) == ["Cox's Bazar", "Bangladesh", "Bangladesh", "Kutupalong"] or set(found) == {
        "Cox's Bazar",
        "Bangladesh",
        "Kutupalong",
    }


def test_datelines_in_capitals_are_read(gazetteer):
    found = codes(gazetteer, "DUSHANBE -- Tajik officials spoke.\nGOMA, Congo (Reuters) - DR Congo said")
    assert gazetteer.within(found["DUSHANBE"], "TJ")
    assert gazetteer.within(found["GOMA"], "CD")


def test_other_scripts_are_read(gazetteer):
    found = gazetteer.mentions("Беженцы прибыли в Душанбе. وصل اللاجئون إلى قندوز", countries=["TJ", "AF"])
    assert {m.place.name for m in found if m.place} >= {"Dushanbe", "Kunduz"}


def test_context_ranks_the_countries_of_a_report(gazetteer):
    text = "Afghan soldiers crossed from Badakhshan into Tajikistan. Afghanistan's army flees, Afghans say."
    assert gazetteer.context(text)[:2] == ("AF", "TJ")
    assert gazetteer.context("Nothing is named here.") == ()


WORDS = ["Kabul", "in", "the", "Khorugh", "St.", "Paris,", "Texas", "–", "Of", "Will", "'s", "Panj", "River"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_ordered_spans_that_do_not_overlap(text):
    found = Gazetteer.default().mentions(text)
    assert all(text[m.start : m.end] == m.name for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Kabul",
                "in",
                "the",
                "Khorugh",
                "St.",
                "Paris,",
                "Texas",
                "–",
                "Of",
                "Will",
                "Reading",
                "'s",
                "\n",
                "Panj",
                "River",
            ]
        ),
        max_size=25,
    )
)
def test_mixed_names_and_words_never_break_the_scan(words):
    text = " ".join(words)
    assert Gazetteer.default().mentions(text) == Gazetteer.default().mentions(text)


def test_a_people_of_two_words_is_not_that_of_the_last(gazetteer):
    """South Sudanese are not of Sudan, nor are North Koreans of the South."""
    said = "South Sudanese returnees crossed. North Korean soldiers did not."
    assert set(gazetteer.context(said)) == {"SS", "KP"}
    assert codes(gazetteer, "The 51,870 South Sudanese returnees arrived in Renk.") == {"Renk": "gn:10400839"}
