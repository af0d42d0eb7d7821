"""The report in Russian: the program's words are translated with plural forms, the sources' words are not."""

import re
import tomllib
from importlib import resources

import pytest

from panj.errors import PublishError
from panj.publish.brief import FORMATS, made, render
from panj.publish.languages import catalogue

RU = catalogue("ru")


@pytest.mark.parametrize(
    ("count", "said"),
    [
        ("one report", "1 сообщение"),
        ("three reports", "3 сообщения"),
        ("11 reports", "11 сообщений"),
        ("12 reports", "12 сообщений"),
        ("21 reports", "21 сообщение"),
        ("22 reports", "22 сообщения"),
        ("1,014 reports", "1 014 сообщений"),
    ],
)
def test_counts_take_their_plural_forms(count, said):
    assert RU.text(count).replace("\xa0", " ").replace("\u202f", " ") == said


def test_what_is_quoted_is_never_touched():
    said = "These are “More than 1,000 on 5 Jul” (Wire, 5 Jul 2021)"
    assert "“More than 1,000 on 5 Jul”" in RU.text(said)
    assert "5 июля 2021" in RU.text(said)


def test_titles_put_no_place_into_a_case():
    assert RU.title("Soldiers into Tajikistan") == "Военнослужащие: прибытие → Таджикистан"
    assert RU.title("Ethnic Kyrgyz shepherds sent back to Afghanistan") == (
        "Ethnic Kyrgyz shepherds: высылка → Афганистан"
    )


def test_remarks_are_translated_one_by_one_and_unknown_ones_stay():
    said = RU.text("armed elements: not refugees; something unheard of; announced or under way")
    assert said == "вооружённые лица: не беженцы; something unheard of; объявлено или готовится"


def test_english_is_left_as_it_is():
    assert catalogue("en").text("1,037 on 5 Jul 2021") == "1,037 on 5 Jul 2021"


def test_a_language_without_a_catalogue_is_refused():
    with pytest.raises(PublishError, match="W024"):
        catalogue("xx")


def test_every_slot_of_a_translation_is_in_its_phrase():
    folder = resources.files("panj.publish.languages")
    table = tomllib.loads((folder / "ru.toml").read_text(encoding="utf-8"))
    for section in ("text", "title", "highlight", "prepared"):
        for english, said in table[section].items():
            slots = set(re.findall(r"{(\w+)}", english))
            for form in [said] if isinstance(said, str) else said:
                assert set(re.findall(r"{(\w+)}", form)) == slots, english
            assert isinstance(said, str) or len(said) == 3, english


def test_the_heads_labels_and_method_of_a_report_are_russian(crisis):
    text = render(crisis, language="ru")
    heads = re.findall(r"^##+ (.+)$", text, re.MULTILINE)
    assert heads
    assert not [h for h in heads if re.search("[A-Za-z]", h)]
    method = text.split("## Метод")[1].split("\n## ")[0]
    assert not re.search(r"\b(?:the|is|of|figures|reports)\b", method)
    assert "ОДИН ИСТОЧНИК" in text
    assert "SINGLE ORIGIN" not in text


def test_sources_keep_their_language(crisis):
    english, russian = render(crisis), render(crisis, language="ru")
    for quote in re.findall(r"^\[\^\d+\]: .*?: “(.*)”", english, re.MULTILINE):
        assert quote in russian


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_speaks_it_with_the_same_bytes(crisis, form):
    russian = made(crisis, form, language="ru")
    assert russian == made(crisis, form, language="ru")
    assert russian != made(crisis, form)
