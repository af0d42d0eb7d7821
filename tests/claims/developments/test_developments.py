"""Developments are read as a reader would: kind, who, where, when, how far, on what terms, by whose word."""

from datetime import date

import pytest

from panj.claims import read_figures
from panj.claims.developments import frames
from panj.model import DevelopmentKind, DevelopmentStatus, Report

DAY = "2022-05-20"


def read(text: str, published: str = DAY) -> list:
    return list(read_figures(Report(text=text, published=published, outlet="Lake Wire")).developments)


def one(text: str, kind: str):
    found = [d for d in read(text) if d.kind == kind]
    assert len(found) == 1, [(d.kind.value, d.text) for d in read(text)]
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Rebels seized the town of Bunagana on Monday, residents said.", "control", "happened"),
        ("Rutshuru has fallen to the rebels, a councillor said on Tuesday.", "control", "happened"),
        ("Uganda closed its border with Rwanda on Friday.", "crossing_status", "happened"),
        ("The frontier post at Ishasha was reopened on Thursday.", "crossing_status", "happened"),
        (
            "The refugees were allowed to enter Uganda after a night in the rain.",
            "admission_policy",
            "happened",
        ),
        ("Kenya bars refugees from working outside the camps.", "restriction", "happened"),
        ("The government imposed a curfew in Goma on Sunday.", "restriction", "happened"),
        ("Uganda is considering camps for the newcomers near Kisoro.", "preparation", "possible"),
        ("Workers are building a reception centre at Nyakabande.", "preparation", "under_way"),
        ("Burundi will set up a transit camp in Cibitoke province.", "preparation", "planned"),
        ("Tanzania deported 120 Burundian refugees on Wednesday.", "return", "happened"),
        ("Some 300 families were evacuated from the slopes on Thursday.", "evacuation", "happened"),
        ("The Red Cross distributed blankets to the families.", "assistance", "happened"),
        ("Kinshasa sent troops to the border on Tuesday.", "deployment", "happened"),
        ("The army held military exercises near Bukavu in April.", "exercise", "happened"),
        ("Peacekeepers withdrew from their base at Rumangabo on Saturday.", "withdrawal", "happened"),
        ("President Félix Tshisekedi met Paul Kagame in Luanda on May 18.", "meeting", "happened"),
        ("Germany has pledged 20 million euros in aid for the region.", "pledge", "happened"),
        ("Kigali denied that its soldiers had crossed the border.", "denial", "denied"),
        ("The report could not be verified.", "denial", "unconfirmed"),
        ("The United Nations has appealed for $47 million for the newcomers.", "request", "happened"),
        ("Aid agencies have warned that the dam could burst within days.", "warning", "possible"),
    ],
)
def test_each_kind_is_read_with_its_status(text, kind, status):
    found = one(text, kind)
    assert found.status == status
    assert text[found.start : found.end] == found.text
    assert found.sentence.start <= found.start < found.end <= found.sentence.end


def test_who_where_and_when():
    found = one("Rebels seized the town of Bunagana on Monday, residents said.", "control")
    assert found.actors == ("Rebels",)
    assert found.place == "Bunagana"
    assert found.date_start == found.date_end == date(2022, 5, 16)
    assert found.chain[-1] == "Lake Wire"


def test_a_passive_names_its_doer():
    found = one("The crossing at Bunagana was closed by Uganda on Friday.", "crossing_status")
    assert found.actors == ("Uganda",)


def test_who_says_so_is_kept_apart_from_who_does_it():
    found = one("Rebels have captured Bunagana, the provincial governor said.", "control")
    assert "governor" in (found.speaker or "")
    assert found.actors == ("Rebels",)


def test_a_condition_is_kept_in_the_reports_words():
    found = one("Rwanda will help secure the border if asked, President Paul Kagame said.", "pledge")
    assert found.condition == "asked"
    assert found.status == DevelopmentStatus.PLANNED


def test_the_terms_of_a_return():
    found = one("The herders were sent back to Uganda after Kampala guaranteed their safety.", "return")
    assert found.condition == "Kampala guaranteed their safety"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("About 80 refugees returned voluntarily to Burundi last week.", "stated_voluntary"),
        ("About 80 refugees were deported to Burundi last week.", "stated_forced"),
        ("About 80 refugees returned to Burundi last week.", "not_stated"),
    ],
)
def test_how_free_a_return_was(text, expected):
    assert one(text, "return").voluntariness == expected


def test_who_was_among_those_moved():
    found = one(
        "Uganda accepted 400 refugees, including many women and children, on Monday.", "admission_policy"
    )
    assert found.composition == "including many women and children"


def test_a_superlative_is_kept():
    text = "The army sent 2,000 troops to the border, the largest deployment so far."
    assert any("largest" in (d.superlative or "") for d in read(text))


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Uganda is considering camps near Kisoro.", "considered"),
        ("Uganda will set up a camp near Kisoro.", "announced"),
        ("Uganda is building a camp near Kisoro.", "under_construction"),
        ("Uganda opened a camp near Kisoro on Monday.", "open"),
        ("Uganda closed a camp near Kisoro on Monday.", "withdrawn"),
    ],
)
def test_how_far_a_preparation_is(text, stage):
    assert one(text, "preparation").stage == stage


def test_two_things_in_one_sentence_are_two():
    found = read("The army held drills in May, and Uganda closed its border with Rwanda on Friday.")
    assert {d.kind for d in found} >= {DevelopmentKind.EXERCISE, DevelopmentKind.CROSSING_STATUS}


def test_a_fourth_without_its_noun_is_of_the_same_kind():
    found = read(
        "The alliance has scheduled three military exercises in October, with a fourth scheduled for November."  # noqa: E501
    )
    assert [d.kind.value for d in found] == ["exercise", "exercise"]
    assert [d.date_start for d in found] == [date(2022, 10, 1), date(2022, 11, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "If the rebels seize Goma, the road to the lake is cut.",
        "Have the rebels seized Bunagana?",
        "She asked whether the border had been closed.",
        "The camp could have been opened a year ago.",
        "He took in the view of the lake from the road.",
        "The committee met its target for the year.",
        "Prices fell to a new low in the town on Monday.",
        "Building permits have been issued for 500 houses.",
        "The striker returned to training on Friday.",
        "The school holds 300 pupils.",
    ],
)
def test_what_tells_no_development_gives_none(text):
    assert read(text) == []


def test_what_is_long_past_is_background():
    assert read("Rebels seized the town of Goma on 20 November 2012.") == []


def test_a_doubt_reaches_back_to_what_was_told():
    text = (
        "Some 100 refugees were deported to Burundi on Monday, two teachers said.\n\n"
        "The information has not been officially confirmed."
    )
    (back,) = [d for d in read(text) if d.kind == "return"]
    assert back.status == DevelopmentStatus.UNCONFIRMED


def test_the_same_text_gives_the_same_developments():
    text = "Rebels seized Bunagana on Monday. Uganda closed its border on Tuesday."
    assert read(text) == read(text)


def test_every_frame_can_be_read_and_names_a_kind():
    kinds = {k.value for k in DevelopmentKind}
    for frame in frames.frames():
        assert frame.kind in kinds
        assert frame.verbs or frame.nouns or frame.adjectives or frame.predicates or frame.subjects, (
            frame.name
        )
